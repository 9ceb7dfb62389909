"""A look-back: did it happen, action by action of the earlier session."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, whole_step
from workshop.core.plans.action import Review
from workshop.core.plans.look_back import EarlierAction, LookBack, Reviewed, held_on
from workshop.core.plans.rules import WORDS
from workshop.core.problems import Refused


@dataclass(frozen=True, slots=True)
class AtHand:
    """The action that is looked back at, and what stands about it; once it is `held` that stays as it is."""

    earlier: EarlierAction
    now: Reviewed
    held: bool


@dataclass(frozen=True, slots=True)
class ReviewPicture(Picture):
    """The earlier session, the action at hand, if one waits, and what was said of all of them by index."""

    look_back: LookBack
    at_hand: AtHand | None
    reviews: Mapping[int, Reviewed]
    answered: int


def look_back_of(session: Session) -> LookBack:
    """The earlier session; only for places of steps that look back."""
    assert session.look_back is not None
    return session.look_back


def _picture(session: Session) -> ReviewPicture:
    answered = sum(_is_answered(session, index) for index in range(len(_earlier_actions(session))))
    return ReviewPicture(look_back_of(session), _at_hand(session), dict(session.reviews), answered)


def _at_hand(session: Session) -> AtHand | None:
    actions, index = _earlier_actions(session), session.position.part
    if index >= len(actions):
        return None
    earlier = actions[index]
    if (before := held_on(earlier.action, earlier.day)) is not None:
        return AtHand(earlier, Reviewed(before, earlier.action.status), held=True)
    nothing = Reviewed(Review(day=earlier.day, held=session.setup.date))
    return AtHand(earlier, session.reviews.get(index, nothing), held=False)


def _is_answered(session: Session, index: int) -> bool:
    earlier, reviewed = _earlier_actions(session)[index], session.reviews.get(index)
    answered = reviewed is not None and bool(reviewed.review.did_it_happen)
    return answered or held_on(earlier.action, earlier.day) is not None


def _earlier_actions(session: Session) -> Sequence[EarlierAction]:
    return session.look_back.actions if session.look_back else ()


def _path(session: Session, index: int) -> Sequence[Position]:
    """One part an action; the room goes back and forth between them as long as the step lasts."""
    return [Position(index, Stage.REVIEW, part) for part in range(max(1, len(_earlier_actions(session))))]


def _time(session: Session, here: Position) -> float:
    return round(whole_step(session, here) / max(1, len(_earlier_actions(session))))


def _unsent(session: Session) -> set[int]:
    return session.reviews.keys() - session.sent


def _review_action(session: Session, command: c.ReviewAction) -> list[e.Event]:
    actions, index = _earlier_actions(session), session.position.part
    if index >= len(actions):
        raise Refused("There is no action to look back at.")
    earlier = actions[index]
    if held_on(earlier.action, earlier.day) is not None:
        raise Refused("This look-back was held already; what was written then is not rewritten.")
    review, status = command.reviewed.review, command.reviewed.status
    for key, word in (
        ("action.status", status),
        ("action.review.did_it_happen", review.did_it_happen),
        ("action.review.next", review.next),
    ):
        if word and word not in WORDS[key]:
            raise Refused(f"'{word[:60]}' is not known. Use one of: {', '.join(WORDS[key])}.")
    held = dataclasses.replace(review, day=earlier.day, held=session.setup.date)
    return [e.ActionReviewed(index, Reviewed(held, status))]


def _turn_to_action(session: Session, command: c.TurnToAction) -> list[e.Event]:
    here = session.position
    if not 0 <= command.index < len(_earlier_actions(session)):
        raise Refused("There is no such action.")
    if command.index == here.part:
        return []
    there = dataclasses.replace(here, part=command.index)
    ends_at = command.at + seconds if (seconds := _time(session, there)) else None
    # Turning the pages leaves nothing out.
    return [e.StageEntered(there, command.at, ends_at, command.present, left_out=False)]


KIND = Kind(
    rows=(
        Row(
            Stage.REVIEW,
            "did it happen?",
            "the next action",
            picture=_picture,
            time=_time,
            skips="the other actions",
            answers={c.ReviewAction: _review_action, c.TurnToAction: _turn_to_action},
        ),
    ),
    path=_path,
    entry="did it happen?",
    writes=_unsent,
)
