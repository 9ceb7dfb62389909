"""The forms of the desk: what may be written in the present place, each with the command that it becomes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.agenda.card import Card, CardField, Entry, trouble_with
from workshop.core.agenda.card import FieldKind as CardFieldKind
from workshop.core.agenda.open_case import OpenCase
from workshop.core.english import capital, counted, long_date, plain
from workshop.core.live import commands as c
from workshop.core.live.desk import DeskView
from workshop.core.live.desk_writing import Writing
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.review_card import review_card, review_entry, reviewed_as
from workshop.core.live.steps.close import Closing
from workshop.core.live.words.dots import idea_sentence
from workshop.core.plans.action import split_starter
from workshop.core.plans.pages import FOR_ROLE
from workshop.core.problems import Refused
from workshop.core.words import EVERYBODY, role_name
from workshop.web.desk_actions import MOST_STARTERS, action_forms
from workshop.web.desk_fields import UPON, DeskForm, Field, Holds, as_typed, stamped

_OF_A_CARD = {
    CardFieldKind.TEXT: Holds.LINE,
    CardFieldKind.LINES: Holds.LINES,
    CardFieldKind.NUMBER: Holds.NUMBER,
    CardFieldKind.WORD: Holds.WORD,
    CardFieldKind.DATE: Holds.LINE,
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
        yield Box("ideas", "What the groups say", *_ideas(view.ideas, here), says=says)
    if view.card is not None:
        yield Box("the-card", "The card", tuple(_entries(view.card, view.entries)))
    if here.plan is not None and view.actions is not None:
        yield Box("actions", "Actions", *action_forms(view.actions, here.plan, here.starters, here.sure))
    if here.review is not None and here.review.at_hand is not None and not here.review.at_hand.held:
        yield Box("review", "What is said about it", (_review(view),))
    if view.closing is not None:
        yield _next_date(view.closing)
    yield from _single(view)


def _single(view: DeskView) -> Iterator[Box]:
    """Boxes of one field each."""
    here = view.writing_here
    if here.case is not None:
        yield _open_case(here.case)
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


def _open_case(case: OpenCase) -> Box:
    """The text of an open case, which no wall and no phone shows before it is there."""
    fields = (
        Field("case-text", "What the AI wrote, as it came", case.text, Holds.LINES),
        Field("case-title", "What the source is called", case.source_title),
        Field("case-source", "The lines of the source, if they are at hand", case.source, Holds.LINES),
    )
    summary = "Change the text" if case.sentences else "Put the text in"
    form = DeskForm("case", "case", summary, "Keep it", fields, _paste_case, is_open=not case.sentences)
    says = f"{counted(len(case.sentences), 'line')}. Nothing of it is shown yet." if case.sentences else ""
    return Box("the-case", "The open case", (form,), says=tuple(filter(None, [says])))


def _paste_case(texts: Mapping[str, str]) -> list[c.Command]:
    return [c.PasteCase(texts["case-text"], texts["case-title"], texts["case-source"])]


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


def _ideas(ideas: tuple[Idea, ...], here: Writing) -> tuple[tuple[DeskForm, ...], str, tuple[DeskForm, ...]]:
    new, roles = Idea(IdeaId(""), "", ""), here.roles
    forms = (*(_idea_form(idea, roles) for idea in ideas), _idea_form(new, roles, id_="new"))
    more = tuple(
        _idea_form(
            Idea(IdeaId(""), *split_starter(words), scenarios, role), roles, f"starter-{number}", words
        )
        for number, (scenarios, words, role) in enumerate(here.starters[:MOST_STARTERS])
    )
    return forms, "From what we have just seen", more


def _idea_form(idea: Idea, roles: Collection[str], id_: str = "", words: str = "") -> DeskForm:
    number = idea.id[1:]
    choices = {"": EVERYBODY, **{role: role_name(role) for role in roles}}
    fields = (
        Field("if", "If", idea.if_),
        Field("then", "then", idea.then),
        *(
            [Field("role", capital(FOR_ROLE.label), idea.role, Holds.WORD, choices, must=True)]
            if roles
            else []
        ),
    )

    def write(texts: Mapping[str, str]) -> list[c.Command]:
        if_, then = texts["if"].strip(), texts["then"].strip()
        role = texts.get("role", idea.role)
        return [c.NoteIdea(dataclasses.replace(idea, if_=if_, then=then, role=role))]

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
