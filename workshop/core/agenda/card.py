"""A card: one screen on which the room settles something in its own words, outside of any scenario.

What is typed is kept as texts by the name of its field, and goes to the place of the same name in the
plan of the phase. A card that is left without a word is written down as skipped.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NewType

from workshop.core.agenda.step_lines import EXAMPLE, trouble_with_step
from workshop.core.permission import EXAMPLE as PERMISSION
from workshop.core.words import LONGEST_SENTENCE, Verdict, values

CardId = NewType("CardId", str)

Entry = Mapping[str, tuple[str, ...]]
"""What was typed on a card: the texts of each field by its key; fields without a text are absent."""

PASSED = "-"
"""Typed into a field that the room passes on purpose."""


class FieldKind(enum.StrEnum):
    """What a field of a card holds."""

    TEXT = "text"
    """One sentence."""
    LINES = "lines"
    """Several short lines."""
    NUMBER = "number"
    """A number from 0 upwards."""
    WORD = "word"
    """One of a few words."""
    DATE = "date"
    """A day, typed as people say it."""


class Writers(enum.Enum):
    """Whose words for a card may come from phones."""

    NOBODY = enum.auto()
    """They are said aloud, and the facilitator types."""
    EACH = enum.auto()
    """Each person's: what works, or does not, is easier to write than to say."""
    GROUPS = enum.auto()
    """A group's: it reads aloud what it has written."""


@dataclass(frozen=True, slots=True)
class CardField:
    """One field: the key of the plan file, the words before it, and an example to begin from.

    `draft` is a text that a room may take over as it stands; `most` is the limit of its lines. In a field
    `of_steps` each line is a step of a process.
    """

    key: str
    label: str
    example: str = ""
    kind: FieldKind = FieldKind.TEXT
    words: tuple[str, ...] = ()
    draft: tuple[str, ...] = ()
    most: int = 5
    of_steps: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `question` is the largest line of its screen and `help` the quiet one.

    `repeats` allows several entries, one after the other. The first `in_order` fields come one by one, and
    none behind them is open before they are. `most_lines` is the limit over all fields together. `writers`
    says whose words for it may come from phones. Where it has `dots`, that is what phones are asked about its
    lines.
    """

    id: CardId
    question: str
    fields: tuple[CardField, ...]
    help: str = ""
    repeats: bool = False
    in_order: int = 0
    most_lines: int | None = None
    too_many: str = ""
    writers: Writers = Writers.NOBODY
    dots: str = ""

    @property
    def written(self) -> tuple[int, ...]:
        """The fields for which words may come from phones: those of lines, or the only one there is."""
        return tuple(
            index
            for index, field in enumerate(self.fields)
            if field.kind is FieldKind.LINES or len(self.fields) == 1
        )

    def field(self, key: str) -> CardField | None:
        """A field by its key."""
        return next((field for field in self.fields if field.key == key), None)

    def is_open(self, field: CardField, entry: Entry) -> bool:
        """Whether a field may be filled now: those in front of it may have to come first."""
        front = self.fields[: self.in_order]
        if field in front:
            front = front[: front.index(field)]
        return all(entry.get(before.key) for before in front)


LONGEST_TEXT, LONGEST_LINE = LONGEST_SENTENCE, 120
MOST_ENTRIES = 5
MOST_GUARDRAILS = 12

PURPOSE, OUTCOME, SUPPORT = CardId("purpose"), CardId("outcome"), CardId("support")
COMMITMENT = CardId("commitment")
LEARNING_TIME, IN_REVIEWS, FLUENCY = CardId("learning-time"), CardId("in-reviews"), CardId("fluency")
DATA, GOOD = CardId("data"), CardId("good")
CANVAS, DELUSION = CardId("canvas"), CardId("delusion-check")
WILL_CHANGE = CardId("will-change")
GUARDRAILS, RHYTHM, SHARE = CardId("guardrails"), CardId("rhythm"), CardId("share")
OWNERSHIP, HEARD, SINCE = CardId("ownership"), CardId("heard"), CardId("since")

PERMISSIONS = (
    "learn; in working hours; with our own notes",
    "try; in our test account; with public data",
    "ask and say no; in every meeting; about any text",
)
STATEMENT = "AI is here to support our people, not to quietly replace them."
NOT_STATED = "not stated"

_LINES, _NUMBER, _WORD = FieldKind.LINES, FieldKind.NUMBER, FieldKind.WORD

_ALL = (
    Card(
        PURPOSE,
        "What should AI actually change about how our people work?",
        (
            CardField(
                "purpose",
                "our purpose",
                "AI should change how we prepare replies, so that hard cases get time",
            ),
        ),
        "One sentence, in the room's own words. It stands on top of every plan.",
        writers=Writers.GROUPS,
    ),
    Card(
        OUTCOME,
        "Who will notice, and what?",
        (CardField("outcome", "outcome", "fewer wrong replies to dealers, without slower answers"),),
        "An outcome for customers or users; not how much AI is used.",
        writers=Writers.GROUPS,
    ),
    Card(
        SUPPORT,
        "What does the sponsor promise?",
        (
            CardField("statement_of_support", "the sponsor says", draft=(STATEMENT,)),
            CardField("stated_by", "said by", "a role, such as Managing director"),
            CardField("permissions", "permission to", PERMISSION, kind=_LINES, draft=PERMISSIONS),
        ),
        "Read it aloud, or change it until it can be said. A permission says where, and with what data.",
    ),
    Card(
        LEARNING_TIME,
        "How much working time is there for learning?",
        (
            CardField("learning_time_hours_per_week", "hours a week", "1", kind=_NUMBER),
            CardField("learning_time_from", "from", "1 Dec or +7", kind=FieldKind.DATE),
            CardField("learning_time_budget", "from the budget of", "each cost centre"),
        ),
        "For each person. Outcomes without time are wishes.",
    ),
    Card(
        COMMITMENT,
        "What will the sponsor do?",
        (
            CardField(
                "sponsor_commitment",
                "the sponsor says",
                "I bring one text of an AI that I did not trust to each monthly meeting",
            ),
        ),
        "One act or one sentence of their own, said aloud. It is read again at the closing.",
    ),
    Card(
        IN_REVIEWS,
        "Will this count in reviews, and how?",
        (CardField("counts_in_reviews", "in reviews", "trying and sharing counts; error rates do not"),),
        "A question to the sponsor.",
    ),
    Card(
        FLUENCY,
        "What can AI do for us?",
        (
            CardField("good_at", "good at", "first drafts from our own notes", kind=_LINES),
            CardField("needs_a_check", "needs a check", "figures; rules with 'unless'", kind=_LINES),
            CardField("ours_to_decide", "ours to decide", "ratings of people; refusals", kind=_LINES),
        ),
        "From what we have just seen.",
        writers=Writers.EACH,
    ),
    Card(
        DATA,
        "What happens to what we type in?",
        (
            CardField("went_in", "went in", "the minutes, with two names"),
            CardField("looked_up", "was looked up", "nothing; it had only our text"),
            CardField("made_up", "was made up", "the date of the restore test"),
            CardField("stays_in", "stays in", "our own account, for thirty days"),
        ),
        "Of one text that we have just judged. What nobody knows is an action for somebody.",
    ),
    Card(
        GOOD,
        "What does good look like in our role?",
        (
            CardField(
                "good",
                "in each role",
                "managers: We check each figure. We never send a rating. A person decides every refusal.",
                kind=_LINES,
                most=24,
            ),
        ),
        "Three lines for each role: We check ... We never ... A person decides ...",
        writers=Writers.GROUPS,
        dots="Which of these is ours?",
    ),
    Card(
        CANVAS,
        "Why does this process exist?",
        (
            CardField("name", "the process", "weekly status report"),
            CardField("why_it_exists", "why it exists", "founded in 2019 for a project that ended"),
            CardField("for_whom", "for whom", "41 readers; 2 opened it in eight weeks"),
            CardField("if_we_stopped", "if we stopped", "nobody would miss it"),
            CardField("verdict", "so we", kind=_WORD, words=values(Verdict)),
            CardField("steps", "its steps", EXAMPLE, kind=_LINES, most=6, of_steps=True),
            CardField("person_decides", "a person decides", "which risks go to the board"),
            CardField("should_change_how", "it should change so", "the board reads the ticket list itself"),
            CardField("freed_time_goes_to", "freed time goes to", "visits to the dealers with open cases"),
            CardField("ai_helps", "where AI helps", "a first draft of the three lines that are left"),
        ),
        "Why, for whom, what if we stopped it; then each step: people x hours a week. AI is asked last.",
        repeats=True,
        in_order=4,
    ),
    Card(
        DELUSION,
        "What has changed besides the tool?",
        (
            CardField("workflow_changed", "in a workflow", "status report ended"),
            CardField("process_changed", "in a process"),
            CardField("decision_changed", "in a decision"),
        ),
        "Three empty lines mean: so far this is adoption, not change.",
    ),
    Card(
        WILL_CHANGE,
        "What will have changed by the next time?",
        (
            CardField("workflow", "in a workflow", "the status report has ended"),
            CardField("process", "in a process", "a refusal is read twice"),
            CardField("decision", "in a decision", "risks are decided on Mondays"),
        ),
        "Besides the tool. The look-back asks: did it?",
    ),
    Card(
        GUARDRAILS,
        "What is allowed, and what is not?",
        (
            CardField("green", "green: go", "drafts from public information", kind=_LINES, most=12),
            CardField("amber", "amber: one reviewer", "text for customers", kind=_LINES, most=12),
            CardField("red", "red: ask first", "personal data, binding promises", kind=_LINES, most=12),
            CardField("owner", "kept by", "Head of customer care"),
        ),
        f"At most {MOST_GUARDRAILS} lines in all: what nobody can remember protects nobody.",
        most_lines=MOST_GUARDRAILS,
        too_many=f"{MOST_GUARDRAILS} lines are the limit. Put two into one, or leave out what is law anyway.",
        writers=Writers.GROUPS,
        dots="Which of these become our rules?",
    ),
    Card(
        RHYTHM,
        "When do we look at it again?",
        (
            CardField("touch_day", "a touch on day", kind=_NUMBER, draft=("14",)),
            CardField("then_every_days", "then every so many days", kind=_NUMBER, draft=("90",)),
        ),
        "After 30, 60 and 90 days the same program opens today's plans: did it happen?",
    ),
    Card(
        SHARE,
        "What can other teams have from us?",
        (
            CardField("what", "what works", "formula line behind adjusted figures"),
            CardField("tested_on", "tested on", "November close, 14 ratios"),
            CardField("limits", "limits", "not tried for forecasts"),
            CardField("ask_us_for", "ask us for", "the template"),
            CardField("shared_with", "shared with", "Controlling, plant South", kind=_LINES),
        ),
        "A card for the wiki: what works, on what it was tried, and where it ends.",
        repeats=True,
    ),
    Card(
        OWNERSHIP,
        "Who owns what?",
        (
            CardField(
                "direction",
                "the sponsor's direction",
                "use AI where a person can check the result within five minutes",
            ),
        ),
        "Not who is to blame: which part is whose.",
        dots="What is missing most here?",
    ),
    Card(
        SINCE,
        "What did we try, share or stop?",
        (
            CardField("tried", "tried", "a second reader for refusals", kind=_LINES),
            CardField("shared", "shared", "the formula line, with plant South", kind=_LINES),
            CardField("stopped", "stopped", "the weekly status report", kind=_LINES),
            CardField("best_catch", "the best catch", "a total without its unit, an hour before the meeting"),
            CardField("recognised", "the sponsor recognises", "whoever brings a text they did not trust"),
        ),
        "Thanks first. What was stopped counts as much as what was tried.",
        writers=Writers.EACH,
    ),
    Card(
        HEARD,
        "What works, what does not, what do we need?",
        (
            CardField("works", "works", kind=_LINES),
            CardField("does_not", "does not", kind=_LINES),
            CardField("support_needed", "support needed", kind=_LINES),
            CardField("sponsor_response", "the sponsor says", "one hour a week from December"),
        ),
        "Said by the room and typed without names.",
        writers=Writers.EACH,
    ),
)

CARDS: Mapping[CardId, Card] = MappingProxyType({card.id: card for card in _ALL})
"""The cards that an agenda may name."""


def trouble_with(card: Card, entry: Entry) -> str | None:
    """Why an entry cannot be kept, in a sentence; None if it can."""
    lines = [
        line
        for field in card.fields
        if field.kind is _LINES and entry.get(field.key) != (PASSED,)
        for line in entry.get(field.key, ())
    ]
    if card.most_lines is not None and len(lines) > card.most_lines:
        return card.too_many
    for key, texts in entry.items():
        field = card.field(key)
        if field is None:
            return f"This card has no field '{key}'."
        if texts and not card.is_open(field, entry):
            front = ", ".join(field.label for field in card.fields[: card.in_order])
            return f"'{field.label}' comes after: {front}. Type {PASSED} to pass one of them."
        most = field.most if field.kind is _LINES else 1
        if len(texts) > most:
            return (
                f"'{field.label}' has room for {most} lines." if most > 1 else f"'{field.label}' is one text."
            )
        if any(len(text) > LONGEST_TEXT for text in texts):
            return f"'{field.label}' is longer than {LONGEST_TEXT} characters."
        read = map(trouble_with_step, texts if field.of_steps and texts != (PASSED,) else ())
        if trouble := next(filter(None, read), None):
            return trouble
        if field.kind is _NUMBER and texts and texts != (PASSED,) and number_of(texts[0]) is None:
            return f"'{field.label}' is a number, such as 1 or 0.5."
        if field.kind is _WORD and texts and texts[0] not in (*field.words, PASSED):
            return f"'{field.label}' is one of: {', '.join(field.words)}."
    return None


def number_of(text: str) -> float | None:
    """A number from 0 to a billion as people write it, also with a comma; None if it is none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 1_000_000_000 else None


def passed_fields(card: Card, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The fields that were passed on purpose, such as `canvas.for_whom`."""
    keys = {key for entry in entries for key, texts in entry.items() if texts == (PASSED,)}
    return tuple(f"{card.id}.{field.key}" for field in card.fields if field.key in keys)


def skipped_words(name: str) -> str:
    """What was skipped, in words: a card's question, and a field's label if only that was passed."""
    card, _, key = name.partition(".")
    known = CARDS.get(CardId(card))
    if known is None:
        return name
    field = known.field(key)
    return f"{known.question} ({field.label})" if field is not None else known.question
