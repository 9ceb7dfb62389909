"""A pulse: one short anonymous poll, with its answers in the words that screen and phone show."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NewType

from workshop.core.english import capital
from workshop.core.words import ROLES, Aim, Audience, Blocker, Fear, Gap, Happened, OwnerSide, role_name

PulseId = NewType("PulseId", str)

MOST_OPTIONS = 8


class PulseKind(enum.StrEnum):
    """What an answer is."""

    CHOICE = "choice"
    """One of the options."""
    SCALE = "scale"
    """1 to 5; the mean is shown."""
    PERCENT = "percent"
    """0 to 100 in tens; median and quartiles are shown."""


class Moment(enum.StrEnum):
    """For a pulse that is asked twice in a session."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what is stored, and what people read."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published figure for one option, shown only after the room's own; `share` is from 0 to 1."""

    option: str
    share: float
    line: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """One question.

    `sponsor_answers` says that the sponsor answers the top of it aloud. Of a question `by_sides` the employer
    and the employees stand next to each other, and no single roles.
    """

    id: PulseId
    question: str
    options: tuple[Option, ...]
    kind: PulseKind = PulseKind.CHOICE
    benchmarks: tuple[Benchmark, ...] = ()
    sponsor_answers: bool = False
    by_sides: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """All answers that can be given."""
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Answer:
    """One phone's answer to a pulse; `role` is what the phone said of itself, if it did."""

    value: str
    role: Audience | None = None


OTHER_PEOPLE = "A published survey: other people, other wording."

_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_HAPPENED = tuple(Option(answer.value, answer.capitalize()) for answer in Happened)
_SCALE = tuple(
    Option(str(value), words)
    for value, words in enumerate(
        ("1  not at all", "2  rather not", "3  partly", "4  rather so", "5  fully"), start=1
    )
)
_PERCENT = tuple(Option(str(value), f"{value}%") for value in range(0, 101, 10))

_WORK: Mapping[Audience, str] = {
    Audience.LEADERS: ": lead the organisation",
    Audience.MANAGERS: ": lead a team",
    Audience.FRONTLINE: ": with customers or products",
    Audience.SUPPORT: ": help other teams",
}
"""What stands behind the name of a role where people choose theirs, and the name alone may not do."""

_RESPONSIBILITY = "Who is mainly responsible for AI upskilling?"
_BASES_UNCLEAR = (
    f"{OTHER_PEOPLE} Emergn, Global Intelligent Delusion. The article says employees; reports of the study "
    "describe senior leaders, so who was asked is unclear."
)

BLOCKERS = PulseId("blockers")
TRY = PulseId("try")
"""Shows at the start how a vote goes: what it says about the room is kept nowhere."""

CAUGHT_AT_WORK = PulseId("caught-at-work")
"""The value of each answer is how many errors it stands for at least."""
GOOD_HELD = PulseId("good-held")
"""Asked about the lines of an earlier session; a session that has none leaves it out."""

_ALL = (
    Pulse(
        TRY,
        "What did you have for breakfast?",
        (
            Option("sweet", "Something sweet"),
            Option("savoury", "Something savoury"),
            Option("drink", "Only something to drink"),
            Option("nothing", "Nothing"),
        ),
    ),
    Pulse(
        PulseId("support"),
        "I feel supported in learning how to use AI.",
        _YES_NO,
        benchmarks=(
            Benchmark(
                "yes",
                0.64,
                "64% feel supported in learning to use AI.",
                f"{OTHER_PEOPLE} Quoted by MRCS from CIO.com; the original survey was not found.",
            ),
        ),
    ),
    Pulse(
        PulseId("training"),
        "I have received training on how to work with AI in my role.",
        _YES_NO,
        benchmarks=(
            Benchmark(
                "yes",
                0.26,
                "26% have had training on working with AI in their role.",
                f"{OTHER_PEOPLE} Accenture, Learning, Reinvented, 2025: 14,000 workers in 12 countries.",
            ),
        ),
    ),
    Pulse(PulseId("skill"), "More AI skill is needed in my job.", _YES_NO),
    Pulse(
        PulseId("fear"),
        "What worries you most about AI at work?",
        (
            Option(Fear.JOB_SECURITY.value, "Losing my job"),
            Option(Fear.SKILL_RELEVANCE.value, "My skills no longer count"),
            Option(Fear.LOOKING_INCOMPETENT.value, "Looking incompetent"),
            Option(Fear.TOO_MUCH_AT_ONCE.value, "Too much at once"),
            Option(Fear.NONE.value, "None of these"),
        ),
        sponsor_answers=True,
    ),
    Pulse(
        PulseId("responsibility"),
        _RESPONSIBILITY,
        (Option(OwnerSide.EMPLOYER.value, "The employer"), Option(OwnerSide.EMPLOYEE.value, "The employee")),
        benchmarks=(
            Benchmark("employer", 0.81, "81% say: the employer.", _BASES_UNCLEAR),
            Benchmark("employee", 0.83, "83% of CEOs say: the employees.", _BASES_UNCLEAR),
        ),
    ),
    Pulse(
        PulseId("responsibility-shared"),
        _RESPONSIBILITY,
        (
            Option(OwnerSide.EMPLOYER.value, "The employer"),
            Option(OwnerSide.EMPLOYEE.value, "The employee"),
            Option(OwnerSide.SHARED.value, "Both, with different parts"),
        ),
    ),
    Pulse(
        PulseId("gap"),
        "Where do you feel the skills gap?",
        (
            Option(Gap.DELAY.value, "Changes take longer"),
            Option(Gap.PRODUCTIVITY.value, "Productivity suffers"),
            Option(Gap.WELLBEING.value, "Well-being suffers"),
            Option(Gap.CAREER.value, "My career is held up"),
            Option(Gap.NONE.value, "Not at all"),
        ),
    ),
    Pulse(
        PulseId("waiting"),
        "I am waiting for ...",
        (
            Option("guidance", "guidance"),
            Option("time", "time"),
            Option("budget", "budget"),
            Option("initiative", "the initiative of others"),
            Option("nothing", "nothing"),
        ),
        by_sides=True,
    ),
    Pulse(
        BLOCKERS,
        "What holds an employer back most from developing AI skills?",
        (
            Option(Blocker.COST.value, "What it costs"),
            Option(Blocker.SPEED.value, "It changes too fast"),
            Option(Blocker.LEAVING.value, "Whoever has learnt may leave"),
            Option(Blocker.OTHER.value, "Something else"),
        ),
        by_sides=True,
    ),
    Pulse(
        PulseId("aim"),
        "Our main aim with AI is ...",
        (
            Option(Aim.REVENUE.value, "revenue"),
            Option(Aim.DECISIONS.value, "better decisions"),
            Option(Aim.TEDIOUS_WORK.value, "less tedious work"),
            Option(Aim.QUALITY.value, "better quality"),
            Option(Aim.COST.value, "lower cost"),
            Option(Aim.UNKNOWN.value, "I do not know"),
        ),
        benchmarks=(
            Benchmark(
                "revenue",
                0.89,
                "89% of CEOs intend to drive revenue from AI in the coming year.",
                f"{OTHER_PEOPLE} Found only in the Emergn article in Training magazine.",
            ),
        ),
    ),
    Pulse(
        PulseId("safety"),
        "In my team I can say: I do not trust what the AI wrote.",
        _SCALE,
        kind=PulseKind.SCALE,
    ),
    Pulse(
        PulseId("confidence"),
        "How sure are you that you would catch an error like this in your own work next week?",
        _PERCENT,
        kind=PulseKind.PERCENT,
    ),
    Pulse(
        PulseId("promise"),
        "How much of what AI writes for us can be used as it is?",
        _PERCENT,
        kind=PulseKind.PERCENT,
    ),
    Pulse(
        PulseId("catch"),
        "How many wrong texts of an AI would this room catch?",
        _PERCENT,
        kind=PulseKind.PERCENT,
    ),
    Pulse(
        PulseId("changed"),
        "Did anything change at your desk since last time?",
        _HAPPENED,
    ),
    Pulse(
        CAUGHT_AT_WORK,
        "How many errors of an AI have you caught at work since last time?",
        (
            Option("0", "None"),
            Option("1", "One"),
            Option("2", "Two"),
            Option("3", "Three or four"),
            Option("5", "Five or more"),
        ),
    ),
    Pulse(GOOD_HELD, "What we said good looks like: did it hold?", _HAPPENED),
    Pulse(
        PulseId("useful"),
        "Was this useful for my work?",
        _HAPPENED,
    ),
    Pulse(
        PulseId("role"),
        "Which work is nearest to yours?",
        tuple(Option(role.value, capital(name) + _WORK.get(role, "")) for role, name in ROLES.items()),
    ),
)

PULSES: Mapping[PulseId, Pulse] = MappingProxyType({pulse.id: pulse for pulse in _ALL})
"""The pulses that an agenda may name. Sources of the figures: docs/evidence.md."""

ROLE = PulseId("role")
PROMISE, CATCH = PulseId("promise"), PulseId("catch")
"""What a room thinks of AI and of itself, to be held against what it then caught; leaders are told apart."""
FEAR, GAP, AIM = PulseId("fear"), PulseId("gap"), PulseId("aim")
SAFETY, CONFIDENCE = PulseId("safety"), PulseId("confidence")


def good_held(role: str) -> Pulse:
    """The question whether what good looks like in a role held, as files write the role."""
    return Pulse(
        PulseId(f"{GOOD_HELD}-{role}"), f"What good looks like for {role_name(role)}: did it hold?", _HAPPENED
    )


def asks_of_good(pulse: str) -> bool:
    """Whether the pulse with an id asks about the lines of an earlier session, of one role or of all."""
    return pulse == GOOD_HELD or pulse.startswith(f"{GOOD_HELD}-")


def own_pulse(question: str, words: Sequence[str]) -> Pulse:
    """A question that an agenda brings along, with its answers."""
    own = re.sub(r"[^a-z0-9]+", "-", question.lower()).strip("-")[:40]
    options = tuple(Option(str(number), text) for number, text in enumerate(words, start=1))
    return Pulse(PulseId(f"own-{own}"), question, options)


def are_answers(words: Sequence[str]) -> bool:
    """Whether a question may have these answers: some, not too many, each another one."""
    return 2 <= len(set(words)) == len(words) <= MOST_OPTIONS


def errors_caught(counts: Mapping[str, int]) -> int:
    """How many errors a room has caught at work, at least, by the number that gave each answer."""
    return sum(int(value) * count for value, count in counts.items() if value.isdecimal())
