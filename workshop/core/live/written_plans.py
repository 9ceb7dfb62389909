"""The plans that a session has written so far, read from its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import Plan


def plans_left_behind(events: Sequence[e.Event]) -> Iterator[tuple[Chapter, Plan]]:
    """The plans of a phase each time one of its steps was left, or that was taken back, as they stood then.

    Raises:
        Refused, ValueError: the events make no session.
    """
    for session, before in _states(events):
        left = min(before, session.position.step)
        if before != session.position.step and left >= 0:
            for chapter in session.chapters_of(session.steps[left].phase):
                yield chapter, plan_of(session, chapter)


def plan_versions(events: Sequence[e.Event]) -> Iterator[tuple[Chapter, Plan]]:
    """Every plan that may have been written at any time of a session, in the order of its events.

    A plan is saved when a step is left, but also when that failed before, after a resume, and while the
    session is sealed: whatever the state was then, it is that after one of the events.

    Raises:
        Refused, ValueError: the events make no session.
    """
    latest: dict[Chapter, Plan] = {}
    for session, _ in _states(events):
        for chapter in session.chapters_held:
            if latest.get(chapter) != (plan := plan_of(session, chapter)):
                latest[chapter] = plan
                yield chapter, plan


def _states(events: Sequence[e.Event]) -> Iterator[tuple[Session, int]]:
    """The session after each event that is no ballot, with the step before it.

    The ballots of a journal stand after all other events, but they were cast before. Those that made way for
    hands are not among them.
    """
    session = machine.replay(list(events[:1]))
    for event in sorted(events[1:], key=lambda event: not isinstance(event, e.VoteCast)):
        if isinstance(event, e.HandsCounted):
            event = replace(event, instead=False)
        before = session.position.step
        machine.apply(session, event)
        if not isinstance(event, e.VoteCast):
            yield session, before
