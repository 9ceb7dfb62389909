"""What changes in the work: processes of the redesign, guardrails, rhythm, and what other teams can have."""

from __future__ import annotations

import datetime as dt

from workshop.core.english import capital, listed, long_date, plain, sentence
from workshop.core.live.words.card import ONLY_ADOPTION
from workshop.core.live.words.lines import dots_words
from workshop.core.plans.action import days_after
from workshop.core.plans.plan import (
    DelusionCheck,
    GuardrailsPart,
    Process,
    ProcessStep,
    RhythmPart,
    WillChange,
)
from workshop.core.plans.record import Outcome
from workshop.core.words import CHECKED_FOR, Verdict
from workshop.reports.document import Block, Bullets, Chips, Columns, Group, Words, facts

_VERDICTS: dict[str, str] = {
    Verdict.STOP: "stop it",
    Verdict.CHANGE: "change it",
    Verdict.KEEP: "keep it",
    Verdict.HAND_TO_AI: "hand it to AI",
}
_LIGHTS = (
    ("green", "Green: go"),
    ("amber", "Amber: one reviewer"),
    ("red", "Red: ask first"),
)


def redesign_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """The processes that were looked at, and whether anything but the tool has changed."""
    cards = [_process(process) for plan in outcome.plans for process in plan.processes]
    checks = [
        block
        for plan in outcome.plans
        if plan.phase.delusion_check
        for block in _delusion(plan.phase.delusion_check)
    ]
    promised = [plan.phase.will_change for plan in outcome.plans if plan.phase.will_change]
    return (*cards, *checks, *map(_promised, promised))


def guardrail_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """What is allowed, what needs a reviewer, and what does not go without asking."""
    parts = [plan.phase.guardrails for plan in outcome.plans if plan.phase.guardrails]
    return tuple(block for part in parts for block in _guardrails(part))


def rhythm_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """When the team looks back."""
    parts = [plan.phase.rhythm for plan in outcome.plans if plan.phase.rhythm]
    return tuple(Words(words) for part in parts if (words := _rhythm(part)))


def share_blocks(outcome: Outcome) -> tuple[Block, ...]:
    """Cards for other teams."""
    return tuple(
        Group(
            share.what or "Something to share",
            facts(
                ("Tested on", share.tested_on),
                ("Limits", share.limits),
                ("Ask us for", share.ask_us_for),
                ("Shared with", ", ".join(share.shared_with)),
            ),
            "card",
        )
        for plan in outcome.plans
        for share in plan.shares
    )


def _process(process: Process) -> Group:
    verdict = _VERDICTS.get(process.verdict, plain(process.verdict))
    chips = (Chips((f"verdict: {verdict}",)),) if verdict else ()
    return Group(
        process.name or "A process",
        (
            *chips,
            *facts(
                ("Why it exists", process.why_it_exists),
                ("For whom", process.for_whom),
                ("If we stopped it", process.if_we_stopped),
                *((capital(step.name), _step(step)) for step in process.steps),
                ("A person decides", process.person_decides),
                ("It should change so", process.should_change_how),
                ("Hours a week", _hours(process)),
                ("The freed time goes to", process.freed_time_goes_to),
                ("Where AI helps", process.ai_helps),
            ),
        ),
        "card",
    )


def _step(step: ProcessStep) -> str:
    verdict = _VERDICTS.get(step.verdict, plain(step.verdict))
    people = f"{step.people:g} people x " if step.people is not None else ""
    before, after, checking = (
        step.hours_before_per_week,
        step.hours_after_per_week,
        step.checking_hours_per_week,
    )
    hours = f"{people}{before:g} hours a week" if before is not None else ""
    then = f"then {after:g}" if after is not None else ""
    check = f"{checking:g} for checking" if checking is not None else ""
    decides = f"a person decides {step.person_decides}" if step.person_decides else ""
    return sentence(", ".join(filter(None, (verdict, hours, then, check, decides))))


def _hours(process: Process) -> str:
    parts = [
        f"{hours:g} {words}"
        for hours, words in (
            (process.hours_before_per_week, "before"),
            (process.hours_after_per_week, "after"),
            (process.checking_hours_per_week, "for checking"),
        )
        if hours is not None
    ]
    claimed = process.hours_freed_net is not None or len(parts) > 1
    parts += [f"{process.hours_freed:g} freed, net"] if claimed else []
    return ", ".join(parts)


def _delusion(check: DelusionCheck) -> tuple[Block, ...]:
    changed = _changes(check.workflow_changed, check.process_changed, check.decision_changed)
    return (Group("What has changed besides the tool", changed or (Words(ONLY_ADOPTION, "lead"),)),)


def _changes(workflow: str, process: str, decision: str) -> tuple[Block, ...]:
    return facts(("In a workflow", workflow), ("In a process", process), ("In a decision", decision))


def _promised(said: WillChange) -> Group:
    changes = _changes(said.workflow, said.process, said.decision)
    return Group("What will have changed by the next time", changes)


def _guardrails(part: GuardrailsPart) -> tuple[Block, ...]:
    groups = tuple(
        Group(title, (Bullets(tuple(_chosen(text, part) for text in getattr(part, style))),), style)
        for style, title in _LIGHTS
        if getattr(part, style)
    )
    checked = part.checked_on
    kept = facts(
        ("Kept by", part.owner),
        ("Checked", f"{long_date(checked)}; look again by {_again(checked)}" if checked else ""),
    )
    return (*((Columns(groups),) if groups else ()), *kept)


def _chosen(text: str, part: GuardrailsPart) -> str:
    """A guardrail, with its dots where phones chose it."""
    dots = next((one.dots for one in part.votes if one.line == text), None)
    return text if dots is None else f"{text} ({dots_words(dots)})"


def _again(checked: dt.date) -> str:
    return long_date(days_after(checked, CHECKED_FOR))


def _rhythm(part: RhythmPart) -> str:
    dates = [f"a touch on day {part.touch_day}"] if part.touch_day is not None else []
    dates += [f"look-backs on days {listed(map(str, part.reviews))}"] if part.reviews else []
    dates += [f"then every {part.then_every_days} days"] if part.then_every_days is not None else []
    words = "; ".join(dates)
    return f"{capital(words)}." if words else ""
