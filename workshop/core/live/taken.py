"""What becomes of texts that the desk lets the room have: remarks about a scenario, or lines of a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.card import PASSED, FieldKind, trouble_with
from workshop.core.live import events as e
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.scenario import MOST_REMARKS
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario, ScenarioId


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks about a scenario; `are_shown` says that wall and phones show them now."""

    scenario: ScenarioId
    words: tuple[str, ...]
    are_shown: bool


def remarks_at_hand(session: Session) -> Remarks | None:
    """The remarks about the scenario of this step, or of the one before it, which are released late."""
    here = session.position.step
    near = [group.scenario for index in (here - 1, here) for group in session.groups_at(index)]
    if session.scenario is not None:
        near.append(session.scenario.id)
    for text in reversed(near):
        if words := session.remarks.get(text):
            return Remarks(text, words, session.stage is Stage.DEBRIEF)
    return None


def as_remarks(session: Session, scenario: Scenario, texts: Sequence[str]) -> list[e.Event]:
    """Texts as remarks about a scenario.

    Raises:
        Refused: there is no room for so many.
    """
    if len(session.remarks.get(scenario.id, ())) + len(texts) > MOST_REMARKS:
        raise Refused(f"{MOST_REMARKS} remarks are the limit: one sentence can stand for several texts.")
    return [e.RemarkKept(scenario.id, text) for text in texts]


def as_lines(
    session: Session, place: tuple[int, int], texts: Sequence[str], instead_of: str = ""
) -> list[e.Event]:
    """Texts as lines of the card at a step, in the field with this number.

    A field of one sentence takes another one only `instead_of` the words that stand there.

    Raises:
        Refused: the card has no room for them.
    """
    step, part = place
    card = session.steps[step].card
    assert card is not None
    field = card.fields[part]
    entry = dict(next(iter(session.entries_of(card.id)), {}))
    there = tuple(text for text in entry.get(field.key, ()) if text != PASSED)
    if there and field.kind is FieldKind.TEXT:
        if there != (instead_of,):
            raise Refused("A sentence stands on the card already. Change it there.")
        there = ()
    entry[field.key] = (*there, *(text for text in texts if text not in there))
    if (trouble := trouble_with(card, entry)) is not None:
        raise Refused(trouble)
    return [e.CardFilled(card.id, 0, entry)]
