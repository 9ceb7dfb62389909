"""A pulse: one short question to everybody, and what the room says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.pulse import CATCH, GOOD_HELD, ROLE, Answer, Moment, Pulse, asks_of_good, good_held
from workshop.core.english import capital
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.pulse_result import PulseResult, earlier_step, pulse_result
from workshop.core.live.rounds import Round, pulse_round
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Question, Row, Stands, asks_all, lasts
from workshop.core.plans.look_back import LookBack
from workshop.core.problems import Refused
from workshop.core.stats.interval import Share
from workshop.core.words import EVERYBODY, Audience, role_name


@dataclass(frozen=True, slots=True)
class PulsePicture(Picture):
    """A pulse that is asked: nothing of its answers. `about` are the lines that it asks about, if any."""

    pulse: Pulse
    moment: Moment | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PulseResultPicture(Picture):
    """A pulse that is told; no `result` where too few have answered.

    `published` says that the benchmark lines may be shown, after the room's own result. `earlier` is the
    result of the same pulse asked before; `caught` is how many did not send a faulty text at the session that
    is looked back at, for the questions about that.
    """

    pulse: Pulse
    moment: Moment | None
    published: bool
    result: PulseResult | None
    earlier: PulseResult | None
    sponsor: str
    caught: Share | None = None


def pulse_at(session: Session) -> Pulse:
    """The pulse of this step; only for places of a pulse step."""
    step = session.step
    assert step is not None
    assert step.pulse is not None
    return step.pulse


def _asking(session: Session) -> PulsePicture:
    pulse = pulse_at(session)
    return PulsePicture(pulse, session.steps[session.position.step].moment, _lines(session, pulse))


def _lines(session: Session, pulse: Pulse) -> tuple[str, ...]:
    """What a question about good lines is about: the lines of its role, or what each role said."""
    if session.look_back is None or not asks_of_good(pulse.id):
        return ()
    good = session.look_back.good
    if (of_one := next((one for one in good if good_held(one.role).id == pulse.id), None)) is not None:
        return of_one.rows
    return tuple(f"{capital(role_name(of_role.role))}: {of_role.words}" for of_role in good)


def questions_of(step: Step, look_back: LookBack | None) -> tuple[Step, ...]:
    """What a step asks about the lines of the earlier session, role by role; any other step as it is."""
    if step.pulse is None or step.pulse.id != GOOD_HELD:
        return (step,)
    good = look_back.good if look_back is not None else ()
    if all(of_role.role == EVERYBODY for of_role in good):
        return (step,) if good else ()
    return tuple(replace(step, pulse=good_held(of_role.role)) for of_role in good)


def _telling(session: Session) -> PulseResultPicture:
    here, pulse = session.position, pulse_at(session)
    before = earlier_step(session, here.step)
    return PulseResultPicture(
        pulse,
        session.steps[here.step].moment,
        here.part > 0,
        pulse_result(session, here.step),
        pulse_result(session, before) if before is not None else None,
        session.sponsor.get(pulse.id, ""),
        session.look_back.figures.caught if session.look_back and pulse.id == CATCH else None,
    )


def _path(session: Session, index: int) -> Sequence[Position]:
    """The result has one part for the room, and one for the published figure where there is such."""
    pulse = session.steps[index].pulse
    asked = [Position(index, Stage.PULSE), Position(index, Stage.PULSE_CLOSED)]
    parts = 2 if pulse is not None and pulse.benchmarks else 1
    return [*asked, *(Position(index, Stage.PULSE_RESULT, part) for part in range(parts))]


def _judge(session: Session, round_: Round, answer: Answer, role: Audience | None) -> Answer:
    pulse = pulse_at(session)
    if answer.value not in pulse.values:
        raise Refused("There is no such answer.")
    # A role is not kept together with one that was named before.
    return Answer(answer.value, role if pulse.id != ROLE else None)


def _record_sponsor(session: Session, command: c.RecordSponsor) -> list[e.Event]:
    pulse = pulse_at(session)
    if not pulse.sponsor_answers:
        raise Refused("The sponsor's answer belongs to the question about worries.")
    return [e.SponsorAnswered(pulse.id, command.text.strip())]


def _keep_told(session: Session) -> None:
    session.told.add(session.position.step)


def _result_words(session: Session, there: Position) -> str:
    return "what a published survey says" if there.part else "show what the room says"


def _earlier(session: Session, index: int) -> Position | None:
    return Position(index, Stage.PULSE_RESULT) if index in session.told else None


ASKED = Question("short question", asks_all(lambda session: pulse_round(session.position.step)), _judge)

KIND = Kind(
    rows=(
        Row(
            Stage.PULSE,
            "a short question",
            picture=_asking,
            time=lasts(40),
            question=ASKED,
            stands=Stands.OPEN,
            skips="this question",
        ),
        Row(
            Stage.PULSE_CLOSED,
            "a short question, closed",
            picture=_asking,
            question=ASKED,
            stands=Stands.CLOSED,
            skips="the result",
        ),
        Row(
            Stage.PULSE_RESULT,
            "what the room says",
            _result_words,
            picture=_telling,
            question=ASKED,
            stands=Stands.TOLD,
            answers={c.RecordSponsor: _record_sponsor},
            tells_from=0,
            keeps=_keep_told,
        ),
    ),
    path=_path,
    entry="a short question to everybody",
    earlier=_earlier,
)
