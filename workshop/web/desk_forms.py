"""The forms of the desk: what may be written in the present place, each with the command that it becomes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.agenda.card import Card, CardField, Entry, trouble_with
from workshop.core.agenda.card import FieldKind as CardFieldKind
from workshop.core.english import capital, long_date, plain
from workshop.core.live import commands as c
from workshop.core.live.desk import DeskView
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.review_card import review_card, review_entry, reviewed_as
from workshop.core.live.steps.close import Closing
from workshop.core.live.words.dots import idea_sentence
from workshop.core.plans.action import Action, first_step_day, sentence_of, split_starter
from workshop.core.plans.keys import FieldKind
from workshop.core.plans.mends import MENDS
from workshop.core.plans.pages import FIRST, PAGES, Asked, label_of
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import WORDS
from workshop.core.plans.texts import changed, kind_of, read_texts, texts_of, value_at
from workshop.core.plans.thoughts import errors_about, needed_words
from workshop.core.problems import Refused
from workshop.web.desk_fields import UPON, DeskForm, Field, Holds, as_typed, stamped

_NAMES = {"first_step_by": "by"}
_KEYS = tuple(asked.key for page in PAGES for asked in page.fields)
_QUICK = ("if", "then", "accountable", "first_step", "first_step_by")
_MUST_CHOOSE = frozenset({"owner_side"})
_MOST_STARTERS = 9
_WRITE_ONE = "Write an action"
_OF_A_CARD = {
    CardFieldKind.TEXT: Holds.LINE,
    CardFieldKind.LINES: Holds.LINES,
    CardFieldKind.NUMBER: Holds.NUMBER,
    CardFieldKind.WORD: Holds.WORD,
}

Write = Callable[[Mapping[str, str]], list[c.Command]]


@dataclass(frozen=True, slots=True)
class Box:
    """Forms under one heading, with what it `says` of them; `more` are folded below `offer`."""

    id: str
    title: str
    forms: tuple[DeskForm, ...]
    offer: str = ""
    more: tuple[DeskForm, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def all_forms(self) -> tuple[DeskForm, ...]:
        """What stands in it, folded or not."""
        return (*self.forms, *self.more)


def boxes_of(view: DeskView, typed: Mapping[str, str] = MappingProxyType({})) -> tuple[Box, ...]:
    """What may be written here; the form that somebody has just `typed` in holds that."""

    def seen(form: DeskForm) -> DeskForm:
        form = stamped(form)
        return as_typed(form, typed) if form.do == typed.get("do") else form

    return tuple(
        dataclasses.replace(box, forms=tuple(map(seen, box.forms)), more=tuple(map(seen, box.more)))
        for box in _boxes(view)
    )


def form_for(view: DeskView, typed: Mapping[str, str]) -> DeskForm:
    """The form that something was typed in.

    Raises:
        Refused: it is not there any more.
    """
    do = typed["do"]
    if view.card is not None and view.card.repeats and do.startswith("fill-") and typed.get(UPON) == "":
        do = f"fill-{len(view.entries)}"  # a new entry stays one, also behind one that came meanwhile
    for box in boxes_of(view):
        for form in box.all_forms:
            if form.do == do:
                return form
    raise Refused("What you have written belongs to what is not here any more.")


def _boxes(view: DeskView) -> Iterator[Box]:
    here = view.writing_here
    if view.ideas is not None:
        says = (here.too_few,) if here.too_few else ()
        yield Box("ideas", "What the groups say", *_ideas(view.ideas, here.starters), says=says)
    if view.card is not None:
        yield Box("the-card", "The card", tuple(_entries(view.card, view.entries)))
    if here.plan is not None and view.actions is not None:
        yield Box("actions", "Actions", *_actions(view.actions, here.plan, here.starters))
    if here.review is not None and here.review.at_hand is not None and not here.review.at_hand.held:
        yield Box("review", "What is said about it", (_review(view),))
    if view.closing is not None:
        yield _next_date(view.closing)
    yield from _single(view)


def _single(view: DeskView) -> Iterator[Box]:
    """Boxes of one field each."""
    here = view.writing_here
    if here.debrief is not None:
        said = Field("text", "What was said, in one sentence and without a name")
        form = _form("remark", "remark-new", "Write a remark", "Keep it", said, _keep_remark)
        yield Box("the-remark", "A remark", (form,))
    if here.sponsor is not None:
        said = Field("text", f"Two sentences to: {here.sponsor.worries}", here.sponsor.answer)
        form = _form("sponsor", "sponsor", "Write the sponsor's answer", "Show it", said, _record_sponsor)
        yield Box(
            "the-sponsor", "The sponsor's answer", (form,), says=tuple(filter(None, [here.sponsor.answer]))
        )
    if here.price is not None:
        cost = Field("minutes", "Minutes", str(here.price or ""), Holds.NUMBER, longest=3)
        form = _form("price", "price", "Write the minutes of one refusal", "Show it", cost, _set_price)
        yield Box("the-price", "What refusing costs", (form,))


def _form(do: str, id_: str, summary: str, button: str, one: Field, write: Write) -> DeskForm:
    return DeskForm(do, id_, summary, button, (dataclasses.replace(one, name=f"{do}-{one.name}"),), write)


def _keep_remark(texts: Mapping[str, str]) -> list[c.Command]:
    return [c.KeepRemark(texts["remark-text"])]


def _record_sponsor(texts: Mapping[str, str]) -> list[c.Command]:
    return [c.RecordSponsor(texts["sponsor-text"])]


def _set_price(texts: Mapping[str, str]) -> list[c.Command]:
    minutes = texts["price-minutes"].strip() or "0"
    if not minutes.isdecimal():
        raise Refused("The price is a number of minutes.")
    return [c.SetPrice(int(minutes))]


def _next_date(closing: Closing) -> Box:
    """When the next session is: the date that stands there, or one to agree on."""
    says = f"On {long_date(closing.next_session)}." if closing.next_session else ""
    says = "There is no next session, on purpose." if closing.no_next_session else says
    day = closing.next_session or closing.suggested
    form = DeskForm(
        "date",
        "date",
        "Say when",
        "We meet then",
        (Field("date", "The next session", day.isoformat(), Holds.DATE),),
        _set_date,
        others={"nodate": "No next session"},
        is_open=True,
    )
    return Box("next-date", "When do we meet again?", (form,), says=(says,) if says else ())


def _set_date(texts: Mapping[str, str]) -> list[c.Command]:
    try:
        return [c.SetNextDate(dt.date.fromisoformat(texts["date"]))]
    except ValueError:
        raise Refused("Choose a date, or say that there is none.") from None


# Ideas


def _ideas(
    ideas: tuple[Idea, ...], starters: tuple[tuple[tuple[str, ...], str], ...]
) -> tuple[tuple[DeskForm, ...], str, tuple[DeskForm, ...]]:
    new = Idea(IdeaId(""), "", "")
    forms = (*(_idea_form(idea) for idea in ideas), _idea_form(new, id_="new"))
    more = tuple(
        _idea_form(Idea(IdeaId(""), *split_starter(words), scenarios), f"starter-{number}", words)
        for number, (scenarios, words) in enumerate(starters[:_MOST_STARTERS])
    )
    return forms, "From what we have just seen", more


def _idea_form(idea: Idea, id_: str = "", words: str = "") -> DeskForm:
    number = idea.id[1:]
    fields = (Field("if", "If", idea.if_), Field("then", "then", idea.then))

    def write(texts: Mapping[str, str]) -> list[c.Command]:
        if_, then = texts["if"].strip(), texts["then"].strip()
        return [c.NoteIdea(dataclasses.replace(idea, if_=if_, then=then))]

    return DeskForm(
        f"idea-{number}" if number else id_ if words else "idea-0",
        f"idea-{id_ or number}",
        idea_sentence(idea) if number else words or "Write an idea",
        "Write it down",
        fields,
        write,
        takes_back={f"unidea-{number}": "idea"} if number else {},
    )


# Cards


def _entries(card: Card, entries: tuple[Entry, ...]) -> Iterator[DeskForm]:
    def form(index: int, entry: Entry, summary: str) -> DeskForm:
        def write(texts: Mapping[str, str]) -> list[c.Command]:
            return [c.FillCard(_entry_of(card, texts), index)]

        fields = tuple(_card_field(field, entry) for field in card.fields)
        name = "new" if card.repeats and not entry else index  # another desk may write one meanwhile
        return DeskForm(f"fill-{index}", f"card-{name}", summary, "Write it down", fields, write)

    for index, entry in enumerate(entries):
        yield form(index, entry, "Change it")
    if card.repeats or not entries:
        yield form(len(entries), {}, "Another one" if entries else "Write on the card")


def _card_field(field: CardField, entry: Entry) -> Field:
    texts, holds = entry.get(field.key, ()), _OF_A_CARD[field.kind]
    such_as = "; ".join(field.draft) if not texts and field.draft else field.example
    return Field(
        f"card-{field.key}",
        capital(field.label),
        ("\n" if holds is Holds.LINES else " ").join(texts),
        holds,
        {word: plain(word) for word in field.words},
        such_as,
    )


def _entry_of(card: Card, texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """A field of lines has one a line, and any other one text."""
    entry = {}
    for field in card.fields:
        typed = texts[f"card-{field.key}"]
        is_list = field.kind is CardFieldKind.LINES
        entry[field.key] = tuple(typed.split("\n")) if is_list else (" ".join(typed.split()),)
    return entry


def _review(view: DeskView) -> DeskForm:
    """All that can be said about an earlier action, as the keyboard's form has it."""
    review = view.writing_here.review
    assert review is not None
    assert review.at_hand is not None
    at_hand = review.at_hand
    card, entry = review_card(at_hand.earlier), review_entry(at_hand)

    def write(texts: Mapping[str, str]) -> list[c.Command]:
        said = {
            key: kept for key, typed in _entry_of(card, texts).items() if (kept := tuple(filter(None, typed)))
        }
        if (trouble := trouble_with(card, said)) is not None:
            raise Refused(trouble)
        return [c.ReviewAction(reviewed_as(said, at_hand.now.review))]

    fields = tuple(_card_field(field, entry) for field in card.fields)
    part = view.writing_here.part
    return DeskForm(
        f"review-{part}", f"review-{part}", "Value, lesson and what comes next", "Keep it", fields, write
    )


# Actions


def _actions(
    actions: tuple[Action, ...], plan: Plan, starters: tuple[tuple[tuple[str, ...], str], ...]
) -> tuple[tuple[DeskForm, ...], str, tuple[DeskForm, ...]]:
    held_on = plan.session.date or dt.date.min
    new = Action(first_step_by=first_step_day(held_on))
    forms = (
        *(_action_form(action, plan, f"agree-{action.id[1:]}", action.id) for action in actions),
        _action_form(new, plan, "agree", "new", _WRITE_ONE),
    )
    more = []
    for number, (scenarios, words) in enumerate(starters[:_MOST_STARTERS]):
        if_, then = split_starter(words)
        begun = dataclasses.replace(new, if_=if_, then=then, from_scenario=scenarios)
        more.append(_action_form(begun, plan, f"starter-{number}", f"starter-{number}", words))
    return forms, "From what we have just seen", tuple(more)


def _action_form(action: Action, plan: Plan, do: str, id_: str, summary: str = "") -> DeskForm:
    texts, others = _texts(action), tuple(one for one in plan.actions if one.id != action.id)
    around = dataclasses.replace(plan, actions=others)

    def write(typed: Mapping[str, str]) -> list[c.Command]:
        said = {key: typed[_name(key)] for key in _KEYS}
        agreed = _agreed(action, texts, said, around)
        return [c.AgreeAction(agreed)] if not action.id or agreed != action else []

    def field(asked: Asked) -> Field:
        return _action_field(asked, texts[asked.key], others)

    quick = [asked for key in _QUICK for asked in FIRST.fields if asked.key == key]
    slow = tuple(field(asked) for asked in FIRST.fields if asked.key not in _QUICK)
    why, *rest = PAGES[1:]
    folded = {why.name: (*slow, *map(field, why.fields))}
    folded |= {page.name: tuple(map(field, page.fields)) for page in rest}
    return DeskForm(
        do,
        f"action-{id_}",
        summary or sentence_of(action),
        "Keep the change" if action.id else "Agree on it",
        tuple(map(field, quick)),
        write,
        MappingProxyType(folded),
        takes_back={f"withdraw-{action.id[1:]}": "action"} if action.id else {},
    )


def _agreed(action: Action, was: Mapping[str, str], said: Mapping[str, str], around: Plan) -> Action:
    """The action with what was typed.

    Raises:
        Refused: something of it cannot be read, or is no action.
    """
    typed = read_texts(was, said, around.session.date or dt.date.min)
    agreed = changed(action, typed.changes)
    wrong = {**errors_about(agreed, around), **typed.troubles}
    if words := " ".join(words for key, words in wrong.items() if words != needed_words(key)):
        raise Refused(words)
    # The day that stands ready belongs to a first step.
    is_without = not action.id and not agreed.first_step
    return dataclasses.replace(agreed, first_step_by=None) if is_without else agreed


def _texts(action: Action) -> dict[str, str]:
    """What the fields hold: a day as the page of a browser has it."""
    days = {key: value_at(action, key) for key in _KEYS if kind_of(key) is FieldKind.DATE}
    return {**texts_of(action, _KEYS), **{key: day.isoformat() if day else "" for key, day in days.items()}}


def _action_field(asked: Asked, text: str, others: tuple[Action, ...]) -> Field:
    kind, words = kind_of(asked.key), {word: plain(word) for word in WORDS.get(f"action.{asked.key}", ())}
    if asked.key == "paired_with":
        words = {other.id: f"{other.id} {other.name}" for other in others}
    if kind is FieldKind.FLAG:
        words = {"yes": "yes", "no": "no"}
    holds = Holds.DATE if kind is FieldKind.DATE else Holds.WORD if words else Holds.LINE
    if words and kind is FieldKind.TEXTS:
        holds = Holds.WORDS
    such_as = "" if kind is FieldKind.DATE else asked.example.removeprefix("such as ")
    return Field(
        _name(asked.key),
        capital(asked.label),
        text,
        holds,
        words,
        such_as,
        asked.longest,
        must=asked.key in _MUST_CHOOSE or kind is FieldKind.FLAG,
    )


def _name(key: str) -> str:
    """What the field of a key is sent as."""
    return _NAMES.get(key, key.replace(".", "-").replace("_", "-"))


# What is open in a plan


@dataclass(frozen=True, slots=True)
class Mend:
    """Where an open thing is mended: the field, by its id on the page, and the words of the way there."""

    field: str
    words: str


def open_lines(view: DeskView) -> dict[str, tuple[Mend, ...]]:
    """What is still open in the plan of an action step, each once, with the fields that mend it."""
    lines: dict[str, tuple[Mend, ...]] = {}
    first = view.actions[0].id if view.actions else ""
    for warned in view.warnings:
        mends = lines.setdefault(warned.text, ())
        action, key = warned.action or first, MENDS.get(warned.rule, "")
        form = f"action-{action}" if action else "action-new"
        if key:
            named = {one.id: one.name for one in view.actions or ()}.get(warned.action, "")
            words = ": ".join(filter(None, (named, _field_words(key)))) if action else _WRITE_ONE
            lines[warned.text] = (*mends, Mend(f"{form}-{_name(key)}", words))
    return lines


def _field_words(key: str) -> str:
    """A field by its label, with the page on which it is folded away."""
    page = next((page for page in PAGES[1:] if any(asked.key == key for asked in page.fields)), None)
    return f"{page.name}: {label_of(key)}" if page is not None else capital(label_of(key))
