"""An action plan as people keep it: every field of the file, also those that a team fills in later.

Words of closed lists stay plain texts here, so that a file with a wrong one can still be shown;
`plan_rules` says what is wrong. An empty text and None mean that a field is absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop.core.english import listed
from workshop.core.good import Good
from workshop.core.permission import Permission
from workshop.core.plans.action import Action, Metric
from workshop.core.words import role_name


@dataclass(frozen=True, slots=True)
class SessionPart:
    """The header that all plans of a session share."""

    id: str = ""
    series: str = ""
    title: str = ""
    date: dt.date | None = None
    next_session: dt.date | None = None
    no_next_session: bool = False
    """Somebody wrote `next_session = "none"`: there is none, on purpose."""
    organisation: str = ""
    product_or_service: str = ""
    purpose: str = ""
    outcome: str = ""
    sponsor: str = ""
    facilitator: str = ""
    participants: int | None = None
    minimum_group: int | None = None
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class PulseMean:
    """How safe the room said it feels to be wrong: how many answered, and their mean."""

    n: int | None
    mean: float | None


UNANSWERED = "open"
"""The answer to a worry that nobody has answered yet."""


@dataclass(frozen=True, slots=True)
class Worry:
    """A worry that enough have named, and what was answered to it; `UNANSWERED` where nothing was."""

    worry: str = ""
    votes: int | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answer in ("", UNANSWERED)


@dataclass(frozen=True, slots=True)
class SafetyPart:
    """What LEARN leaves: the worries of the room and what was answered to them."""

    top_fears: tuple[str, ...] = ()
    sponsor_response: str = ""
    statement_of_support: str = ""
    stated_by: str = ""
    permissions: tuple[Permission, ...] = ()
    learning_time_hours_per_week: float | None = None
    learning_time_from: dt.date | None = None
    learning_time_budget: str = ""
    """Whose budget pays for it."""
    counts_in_reviews: str = ""
    sponsor_commitment: str = ""
    """What the sponsor will do, said at the end."""
    before: PulseMean | None = None
    after: PulseMean | None = None
    worries: tuple[Worry, ...] = ()
    """Those from the smallest group on, the most named first."""


@dataclass(frozen=True, slots=True)
class DataPart:
    """What becomes of data: what went in, what was looked up, what was made up, and where it stays."""

    went_in: str = ""
    looked_up: str = ""
    made_up: str = ""
    stays_in: str = ""


@dataclass(frozen=True, slots=True)
class FluencyPart:
    """What AI is good at, what needs a check, and what stays with people."""

    good_at: tuple[str, ...] = ()
    needs_a_check: tuple[str, ...] = ()
    ours_to_decide: tuple[str, ...] = ()
    data: DataPart | None = None


@dataclass(frozen=True, slots=True)
class DelusionCheck:
    """Whether anything but the tool has changed; three empty texts say: adoption so far, no change."""

    workflow_changed: str = ""
    process_changed: str = ""
    decision_changed: str = ""


@dataclass(frozen=True, slots=True)
class WillChange:
    """What will have changed by the next session besides the tool: the promise of a redesign."""

    workflow: str = ""
    process: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class RhythmPart:
    """When a team looks back."""

    touch_day: int | None = None
    reviews: tuple[int, ...] = ()
    then_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part of a side, such as `learning-infrastructure`, with the dots that said it is missing most."""

    item: str = ""
    dots: int | None = None


@dataclass(frozen=True, slots=True)
class BlockerVotes:
    """What holds the employer back, such as `cost`, with how many said so."""

    blocker: str = ""
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class OwnershipPart:
    """What a room said about both sides, the most named first."""

    missing_most: tuple[MissingPart, ...] = ()
    employer_blockers: tuple[BlockerVotes, ...] = ()


@dataclass(frozen=True, slots=True)
class LineVotes:
    """A line that phones chose, with its dots."""

    line: str = ""
    dots: int | None = None


@dataclass(frozen=True, slots=True)
class GuardrailsPart:
    """What is allowed, what needs a reviewer, and what is not allowed."""

    green: tuple[str, ...] = ()
    amber: tuple[str, ...] = ()
    red: tuple[str, ...] = ()
    owner: str = ""
    checked_on: dt.date | None = None
    votes: tuple[LineVotes, ...] = ()
    """Those that dots chose."""


@dataclass(frozen=True, slots=True)
class LookBackPart:
    """What a look-back heard about an earlier session, pooled from the whole room."""

    of: str = ""
    """The id of the session that was looked back at."""
    day: int | None = None
    tried: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    best_catch: str = ""
    recognised: str = ""
    """What the sponsor says is recognised."""
    works: tuple[str, ...] = ()
    does_not: tuple[str, ...] = ()
    support_needed: tuple[str, ...] = ()
    sponsor_response: str = ""


@dataclass(frozen=True, slots=True)
class PhasePart:
    """The phase the plan belongs to, with the blocks that only some phases have."""

    id: str = ""
    number: int | None = None
    title: str = ""
    goal: str = ""
    role: str = ""
    """Whose plan it is, where a role has one of its own."""
    roles: tuple[str, ...] = ()
    """The roles that have plans of their own beside this one, with what they agreed on."""
    direction: str = ""
    main_gap: str = ""
    aim: str = ""
    good: tuple[Good, ...] = ()
    responsibility: tuple[tuple[str, int], ...] = ()
    skipped: tuple[str, ...] = ()
    """The screens of this phase that the room left without a word, and single fields as `canvas.for_whom`."""
    open: tuple[str, ...] = ()
    """What the rules would still ask for, a sentence each; written by the tool."""
    safety: SafetyPart | None = None
    fluency: FluencyPart | None = None
    delusion_check: DelusionCheck | None = None
    will_change: WillChange | None = None
    rhythm: RhythmPart | None = None
    guardrails: GuardrailsPart | None = None
    ownership: OwnershipPart | None = None
    look_back: LookBackPart | None = None

    @property
    def sets_rhythm(self) -> bool:
        """Whether the room came to the screen with its dates."""
        return self.rhythm is not None or "rhythm" in self.skipped


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step of a process: its verdict, how many people do it, and the hours a week of each of them."""

    name: str = ""
    verdict: str = ""
    people: float | None = None
    hours_before_per_week: float | None = None
    hours_after_per_week: float | None = None
    checking_hours_per_week: float | None = None
    person_decides: str = ""

    @property
    def hours_left(self) -> float | None:
        """people x (before - after - checking), of one person where nobody counted them; None as below."""
        left = _hours_left(self)
        return None if left is None else left * (1.0 if self.people is None else self.people)


@dataclass(frozen=True, slots=True)
class Process:
    """One process that a redesign looked at; its hours are those of its steps, where it has any."""

    name: str = ""
    why_it_exists: str = ""
    for_whom: str = ""
    if_we_stopped: str = ""
    person_decides: str = ""
    verdict: str = ""
    hours_before_per_week: float | None = None
    hours_after_per_week: float | None = None
    checking_hours_per_week: float | None = None
    hours_freed_net: float | None = None
    should_change_how: str = ""
    freed_time_goes_to: str = ""
    ai_helps: str = ""
    steps: tuple[ProcessStep, ...] = ()

    @property
    def hours_freed(self) -> float:
        """Hours a week: as written, else as they follow; 0 when none are claimed."""
        if self.hours_freed_net is not None:
            return self.hours_freed_net
        return self.hours_left or 0.0

    @property
    def hours_left(self) -> float | None:
        """The sum over steps with hours, else before - after - checking; None where neither is there."""
        of_steps = [left for step in self.steps if (left := step.hours_left) is not None]
        return sum(of_steps) if of_steps else _hours_left(self)


def _hours_left(part: Process | ProcessStep) -> float | None:
    if part.hours_before_per_week is None or part.hours_after_per_week is None:
        return None
    return part.hours_before_per_week - part.hours_after_per_week - (part.checking_hours_per_week or 0.0)


@dataclass(frozen=True, slots=True)
class SharedPractice:
    """Something that other teams can have."""

    what: str = ""
    tested_on: str = ""
    limits: str = ""
    ask_us_for: str = ""
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """One round of votes."""

    voters: int | None = None
    correct: int | None = None
    mean_confidence: float | None = None
    by_hand: bool = False
    """In files of earlier versions: a show of hands that stood in place of the ballots."""

    @property
    def share_correct(self) -> float | None:
        """The share correct, from 0 to 1; None where the totals make none."""
        if self.voters is None or self.correct is None or not 0 <= self.correct <= self.voters:
            return None
        return self.correct / self.voters if self.voters else None


@dataclass(frozen=True, slots=True)
class HandTotals:
    """A show of hands beside a round of votes; it was not anonymous."""

    hands: int | None = None
    correct: int | None = None


@dataclass(frozen=True, slots=True)
class TapTotals:
    """Taps on sentences: `chances` is sentences times voters."""

    taps: int | None = None
    chances: int | None = None


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """What the room saw and how it voted."""

    scenario: str = ""
    title: str = ""
    kinds: tuple[str, ...] = ()
    control: bool = False
    round1: RoundTotals | None = None
    round2: RoundTotals | None = None
    gain: float | None = None
    wrong_sentences: TapTotals | None = None
    sound_sentences: TapTotals | None = None
    said: tuple[str, ...] = ()
    hands1: HandTotals | None = None
    hands2: HandTotals | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A warning that was saved on purpose."""

    rule: str = ""
    action: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The action plan of one phase, made of a session or read from its file."""

    session: SessionPart
    phase: PhasePart
    actions: tuple[Action, ...] = ()
    evidence: tuple[EvidencePart, ...] = ()
    processes: tuple[Process, ...] = ()
    shares: tuple[SharedPractice, ...] = ()
    notes: tuple[Note, ...] = ()


def together(plans: Sequence[Plan]) -> Plan:
    """The plan of a phase with the actions of all its roles; the one of the whole room has the rest."""
    whole = next((plan for plan in plans if not plan.phase.role), plans[0])
    return replace(
        whole,
        phase=replace(whole.phase, role="", roles=()),
        actions=tuple(action for plan in plans for action in plan.actions),
        notes=tuple(note for plan in plans for note in plan.notes),
    )


def nothing_words(plan: Plan) -> str:
    """What is said in the place of the actions of a plan that has none."""
    if roles := listed(list(map(role_name, plan.phase.roles))):
        return f"What was agreed stands in the plans of {roles}."
    return "No action was agreed."


def number_words(value: float) -> str:
    """A measured value with one decimal, or as many as it has."""
    rounded = f"{value:.1f}"
    return rounded if float(rounded) == value else f"{value:.6g}"


def progress(metric: Metric, value: float) -> float | None:
    """The part of the way from baseline to target: (value - baseline) / (target - baseline).

    Below 0 it moved away, above 1 it is past the target. None where one of them is absent or both
    are equal. Never average it over actions.
    """
    if metric.baseline is None or metric.target is None or metric.baseline == metric.target:
        return None
    return (value - metric.baseline) / (metric.target - metric.baseline)


def measured_words(metric: Metric, value: float | None) -> str:
    """The value against its start and aim, such as "4.0 from 5.0, aim 1.0"; empty where nothing is known."""
    parts = [
        f"{word}{number_words(known)}"
        for word, known in (("from ", metric.baseline), ("aim ", metric.target))
        if known is not None
    ]
    if value is None:
        return ", ".join(parts)
    if metric.baseline is None:
        return ", ".join([number_words(value), *parts])
    return ", ".join([f"{number_words(value)} {parts[0]}", *parts[1:]])


def progress_words(metric: Metric, value: float) -> str:
    """The value and how far it has come, such as "4.0 from 5.0, aim 1.0 (25% of the way)"."""
    words = measured_words(metric, value)
    if metric.baseline is not None and metric.baseline == metric.target:
        worse = value < metric.baseline if metric.direction == "up" else value > metric.baseline
        # Without a direction nobody has said what worse would be.
        if not metric.direction and value != metric.baseline:
            return words
        return f"{words} ({'moved away' if worse else 'held'})"
    share = progress(metric, value)
    if share is None:
        return words
    if share < 0:
        return f"{words} (moved away)"
    percent = round(share * 100)
    return f"{words} ({min(percent, 99) if share < 1 else percent}% of the way)"
