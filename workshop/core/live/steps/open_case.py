"""An open case: a text of the room's own without a key; its taps are read by those on texts with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.open_case import OpenCase, open_case
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.open_cases import CaseResult, case_at, case_result
from workshop.core.live.rounds import Round, taps_round
from workshop.core.live.session import Position, Session, Stage, Taps
from workshop.core.live.steps.kind import Kind, Picture, Question, Row, Stands, asks_all, whole_step
from workshop.core.live.taps import check_taps
from workshop.core.problems import Refused
from workshop.core.words import Audience


@dataclass(frozen=True, slots=True)
class OpenCasePicture(Picture):
    """Before the text is shown: nothing of it, only whether it is there, as `case` for the desk says."""

    is_there: bool


@dataclass(frozen=True, slots=True)
class OpenTextPicture(Picture):
    """The text, while its lines are tapped: nothing of the taps."""

    case: OpenCase


@dataclass(frozen=True, slots=True)
class OpenCaseResultPicture(Picture):
    """The text with what the taps say; no `result` where too few have voted."""

    case: OpenCase
    result: CaseResult | None


def _coming(session: Session) -> OpenCasePicture:
    return OpenCasePicture(case_at(session, session.position.step) is not None)


def _text(session: Session) -> OpenCase:
    case = case_at(session, session.position.step)
    assert case is not None
    return case


def _asking(session: Session) -> OpenTextPicture:
    return OpenTextPicture(_text(session))


def _telling(session: Session) -> OpenCaseResultPicture:
    return OpenCaseResultPicture(_text(session), case_result(session))


def _path(session: Session, index: int) -> Sequence[Position]:
    """Without a text there is nothing to judge: the step ends where it is waited for."""
    stages = [row.stage for row in KIND.rows]
    return [Position(index, stage) for stage in (stages if case_at(session, index) else stages[:1])]


def _judge(session: Session, round_: Round, taps: Taps, role: Audience | None) -> Taps:
    # No role is kept: a room is read as a whole.
    check_taps(taps.lines, len(_text(session).sentences), "line")
    return taps


def _paste(session: Session, command: c.PasteCase) -> list[e.Event]:
    index = session.position.step
    if session.answers.get(taps_round(index)):
        raise Refused("Phones have tapped lines of this text already: it stays as it is.")
    if not command.text.strip():
        return [e.CasePasted(index, None)]
    return [e.CasePasted(index, open_case(command.text, command.source_title, command.source))]


def _earlier(session: Session, index: int) -> Position | None:
    return session.last_seen(index, Stage.OPEN_CASE_RESULT)


ASKED = Question("vote", asks_all(lambda session: taps_round(session.position.step)), _judge)

KIND = Kind(
    rows=(
        Row(
            Stage.OPEN_CASE,
            "an open case",
            picture=_coming,
            answers={c.PasteCase: _paste},
            skips="this text",
        ),
        Row(
            Stage.OPEN_CASE_VOTE,
            "tap, alone and silent",
            "show the text to this room",
            picture=_asking,
            time=whole_step,
            question=ASKED,
            stands=Stands.OPEN,
            no_skip="Close the vote first (Space), then skip.",
        ),
        Row(
            Stage.OPEN_CASE_CLOSED,
            "tapped, closed",
            picture=_asking,
            question=ASKED,
            stands=Stands.CLOSED,
            skips="the result",
        ),
        Row(
            Stage.OPEN_CASE_RESULT,
            "what our taps say",
            "what our taps say",
            picture=_telling,
            question=ASKED,
            stands=Stands.TOLD,
            tells_from=0,
        ),
    ),
    path=_path,
    entry="an open case",
    earlier=_earlier,
)
