"""Every state of the cards, of 1-2-4-All, of the dot vote and of the closing, as frozen views."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from tests.builders import (
    START,
    a_card_step,
    a_session,
    a_step,
    an_action,
    answer,
    do,
    go_to,
    picture,
    redrawn,
)
from tests.tui.live.states import ACTIONS, a_case, ballots, played, seen
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.card import CARDS, PERMISSIONS, STATEMENT, CardId
from workshop.core.live import commands as c
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.close import ClosePicture
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.view import RoomView
from workshop.core.plans.action import Action, Review
from workshop.core.plans.look_back import Reviewed, RoomFigures
from workshop.core.stats.interval import Share
from workshop.core.stats.ordinal import Quartiles
from workshop.core.words import Phase

Typed = Mapping[str, Iterable[str] | str]

PURPOSE_SAID = "how we prepare replies, so that the hard cases get time"
CANVAS: Typed = {
    "name": "weekly status report",
    "why_it_exists": "founded in 2019 for a project that ended",
    "for_whom": "41 readers; 2 opened it in eight weeks",
    "if_we_stopped": "-",
    "person_decides": "which risks go to the board",
    "verdict": "hand-to-ai",
    "steps": ("collect the figures: stop, 4 x 4 h", "write it: hand to AI, 2 h -> 1 h, checking 0.5 h"),
    "should_change_how": "the board reads the ticket list itself",
    "ai_helps": "a draft of the three lines that are left",
    "freed_time_goes_to": "visits to the dealers with open cases",
}
GUARDRAILS: Typed = {
    "green": ("drafts from public information", "formulas on invented figures", "summaries of our own notes"),
    "amber": ("text for customers", "figures for the board", "answers on warranty"),
    "red": ("personal data", "binding promises", "ratings of people"),
    "owner": "Head of customer care",
}
SUPPORT: Typed = {
    "statement_of_support": STATEMENT,
    "stated_by": "Managing director",
    "permissions": PERMISSIONS[:2],
}
GOOD: Typed = {
    "good": (
        "managers: We check every figure against its source. We never send a rating that AI wrote. "
        "A person decides.",
        "customer care: We read the exceptions first. A person decides on every refusal.",
    )
}


def entry_of(typed: Typed) -> dict[str, tuple[str, ...]]:
    """Texts as a form gives them."""
    return {key: (texts,) if isinstance(texts, str) else tuple(texts) for key, texts in typed.items()}


def card_session(id_: str, *typed: Typed, actions: Iterable[Action] = (), **setup: str) -> Session:
    """A session at a card, with some entries, after some actions were agreed."""
    card = Step(StepKind.CARD, Phase.LEAD_REDESIGN, 5, card=CARDS[CardId(id_)])
    session = a_session((a_step(StepKind.ACTIONS), card, a_step(StepKind.CLOSE)), (), **setup)
    go_to(session, Stage.ACTIONS)
    do(session, *(c.AgreeAction(action) for action in actions))
    go_to(session, Stage.CARD)
    do(session, *(c.FillCard(entry_of(typed_entry), index) for index, typed_entry in enumerate(typed)))
    return session


def card(id_: str, *typed: Typed, actions: Iterable[Action] = (), **setup: str) -> RoomView:
    """The picture of a card."""
    return seen(card_session(id_, *typed, actions=actions, **setup))


OWNED = (
    an_action(
        then="two hours a week are in the roster", owner_side="employer", owner_item="learning-infrastructure"
    ),
    an_action(then="the guardrails stand on one page", owner_side="employer"),
    an_action(
        then="each of us tries one reply with the check",
        owner_side="employee",
        owner_item="active-participation",
    ),
    an_action(then="we collect what fooled us", owner_side="shared", owner_item="feedback-insight"),
)
DIRECTION: Typed = {"direction": "Use AI where a person can check the result within five minutes."}

QUESTION = "What will we check from Monday on?"
IDEAS = (
    ("a reply refuses something", "a second person reads the rule's exceptions before it is sent"),
    ("a figure leaves the team", "one person recomputes it from the source"),
    ("a summary is used for a decision", "we read the worst line of the source first"),
    ("a customer asks whether a person answers", "we say who did"),
    ("an answer sounds surer than its source", "we write down what is not known"),
    ("nobody can open the source", "the sentence is left out"),
)


def ideas_session(kind: StepKind = StepKind.GROUPS, title: str = QUESTION) -> Session:
    """A session with 1-2-4-All or a dot vote after one revealed scenario."""
    base = played(a_case(), ballots(10, 4, 3, 1), ballots(4, 3, 10, 1))
    steps = (*base.steps[:2], a_step(kind, minutes=12, title=title), *base.steps[2:])
    session = a_session(steps, tuple(base.scenarios.values()))
    return played(session, ballots(10, 4, 3, 1), ballots(4, 3, 10, 1))


def talking_in_groups(part: int = 0, title: str = QUESTION) -> RoomView:
    """One of the parts of 1-2-4-All."""
    session = go_to(ideas_session(title=title), Stage.GROUPS)
    do(session, *[c.Advance(START)] * part)
    return seen(session)


def collecting(count: int = 3, kind: StepKind = StepKind.GROUPS) -> RoomView:
    """All together."""
    session = go_to(ideas_session(kind), Stage.IDEAS)
    return seen(with_ideas(session, count))


def with_ideas(session: Session, count: int) -> Session:
    """Type some ideas in."""
    many = IDEAS * 4
    do(session, *(c.NoteIdea(Idea(IdeaId(""), *idea)) for idea in many[:count]))
    return session


def dots_session(count: int = 6, cast: Iterable[str] = ()) -> Session:
    """An open dot vote with some votes."""
    session = with_ideas(go_to(ideas_session(StepKind.DOTS), Stage.IDEAS), count)
    answer(go_to(session, Stage.DOTS), cast)
    return session


CLEAR = ["I1 I1"] * 7 + ["I2 I3"] * 5 + ["I4 I2"] * 3
LEVEL = ["I1 I1"] * 7 + ["I2 I3"] * 3 + ["I4 I5"] * 3
AGAIN = ["I2 I3"] * 6


def dots_told(cast: Iterable[str], again: Iterable[str] | None = None, count: int = 6) -> RoomView:
    """The result of a dot vote, or of its second round."""
    session = go_to(dots_session(count, cast), Stage.DOTS_RESULT)
    if again is not None:
        answer(go_to(do_advance(session), Stage.DOTS), again)
        go_to(session, Stage.DOTS_RESULT)
    return seen(session)


def scores(*given: str) -> Session:
    """Open scores of six ideas, with some of them given."""
    session = with_ideas(go_to(ideas_session(StepKind.SCORE), Stage.IDEAS), 6)
    answer(go_to(session, Stage.SCORE), given)
    return session


BOLD = ("I1=5 I2=3 I4=2 I5=4",) * 6 + ("I3=5 I1=4 I6=1",) * 4


def do_advance(session: Session) -> Session:
    """Press Space once."""
    do(session, c.Advance(START))
    return session


def closed(**said: object) -> RoomView:
    """The closing, with some of what is said there."""
    session = played(a_case(), to=Stage.ACTIONS)
    do(session, *(c.AgreeAction(action) for action in ACTIONS))
    view = seen(go_to(session, Stage.CLOSE))
    closing = picture(view, ClosePicture).closing
    return redrawn(view, closing=dataclasses.replace(closing, **said))  # type: ignore[arg-type]


ALL_SAID = {
    "confidence": Quartiles(18, 55.0, 70.0, 80.0),
    "clarity": "We check every figure against its source. A person decides on every refusal.",
    "success": "wrong replies: 12 per quarter to 4 by 31 March 2026",
    "next_session": dt.date(2025, 12, 18),
}


def looking_back(*said: c.Command) -> RoomView:
    """The first action of a look-back, and what was said of it."""
    session = go_to(a_session((a_step(StepKind.REVIEW), a_step(StepKind.CLOSE)), ()), Stage.REVIEW)
    do(session, *said)
    return seen(session)


def then_and_now() -> RoomView:
    """The figures of two sessions."""
    session = go_to(a_session((a_step(StepKind.SHIFT), a_step(StepKind.CLOSE)), ()), Stage.SHIFT)
    view = seen(session)
    back = dataclasses.replace(picture(view, ShiftPicture).look_back, figures=THEN)
    return redrawn(view, look_back=back, now=NOW)


THEN = RoomFigures(Share(9, 22), Share(3, 12), 18.0, 60.0, 18, 3.1, 18)
NOW = RoomFigures(Share(17, 24), Share(2, 12), 6.0, 75.0, 16, 3.8, 16)
PARTLY = Reviewed(Review(did_it_happen="partly", lesson="One line in the template is enough."), "started")

MISSING = ["I3 I3"] * 6 + ["I3 I1"] * 4 + ["I7 I5"] * 3
RAILS: Typed = {
    "green": ("drafts from public information", "summaries of our own minutes"),
    "amber": ("text for customers", "figures that leave the team"),
    "red": ("personal data", "binding promises"),
    "owner": "Head of customer care",
}
CHOICE = ["I1 I3"] * 7 + ["I4 I6"] * 5 + ["I5 I5"] * 3


def lines_session(id_: str, cast: Iterable[str] = (), *, typed: Typed | None = None) -> Session:
    """An open vote on the lines of a card, with some votes."""
    steps = (a_card_step(id_), a_step(StepKind.CLOSE))
    session = a_session(steps, ())
    if typed is not None:
        do(go_to(session, Stage.CARD), c.FillCard(entry_of(typed)))
    answer(go_to(session, Stage.LINES), cast)
    return session


def lines_told(id_: str, cast: Iterable[str], *, typed: Typed | None = None) -> RoomView:
    """Its result."""
    return seen(go_to(lines_session(id_, cast, typed=typed), Stage.LINES_RESULT))


CARD_STATES: dict[str, Callable[[], RoomView]] = {
    "card-purpose-empty": lambda: card("purpose"),
    "card-purpose": lambda: card("purpose", {"purpose": PURPOSE_SAID}),
    "card-support-empty": lambda: card("support"),
    "card-support": lambda: card("support", SUPPORT),
    "card-support-not-stated": lambda: card("support", {"permissions": PERMISSIONS[2:]}),
    "card-learning-time": lambda: card("learning-time", {"learning_time_hours_per_week": "1"}),
    "card-good": lambda: card("good", GOOD),
    "card-canvas-empty": lambda: card("canvas"),
    "card-canvas": lambda: card("canvas", CANVAS, {"name": "order intake"}),
    "card-delusion-empty": lambda: card("delusion-check"),
    "card-guardrails": lambda: card("guardrails", GUARDRAILS),
    "card-guardrails-empty": lambda: card("guardrails"),
    "card-rhythm": lambda: card("rhythm"),
    "card-ownership-told": lambda: lines_told("ownership", MISSING),
    "card-guardrails-asked": lambda: seen(lines_session("guardrails", CHOICE, typed=RAILS)),
    "card-ownership": lambda: card("ownership", DIRECTION, actions=OWNED),
    "groups-alone": talking_in_groups,
    "groups-fours": lambda: talking_in_groups(2, ""),
    "ideas-none": lambda: collecting(0, StepKind.DOTS),
    "ideas": collecting,
    "dots": lambda: seen(dots_session(cast=CLEAR[:8])),
    "dots-many": lambda: seen(dots_session(16, CLEAR[:8])),
    "dots-result": lambda: dots_told(CLEAR),
    "dots-level": lambda: dots_told(LEVEL),
    "dots-second": lambda: dots_told(LEVEL, AGAIN),
    "score": lambda: seen(scores(*BOLD)),
    "score-result": lambda: seen(go_to(scores(*BOLD), Stage.SCORE_RESULT)),
    "dots-too-few": lambda: dots_told(CLEAR[:3]),
    "review": looking_back,
    "review-answered": lambda: looking_back(c.ReviewAction(PARTLY)),
    "shift": then_and_now,
    "close-all-said": lambda: closed(**ALL_SAID),
    "close-no-next": lambda: closed(no_next_session=True),
}
"""A view for every picture of these steps."""
