"""Many simulated phones at once, at a human pace or as fast as the endpoint allows."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from workshop.core.agenda.agenda import Step
from workshop.core.live.rounds import Takes
from workshop.core.live.session import Ballot, Given
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.rehearsal.opinions import Mood, answer, dots, opinion, scores, taps
from workshop.rehearsal.phone import BallotForm, Pause, Phone


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that a phone takes, drawn evenly from a range: to join, and to make up its mind."""

    join: tuple[float, float]
    think: tuple[float, float]


HUMAN = Pace(join=(0.5, 8.0), think=(2.0, 9.0))
FAST = Pace(join=(0.0, 0.2), think=(0.0, 0.1))


@asynccontextmanager
async def crowd(
    url: str,
    agenda: Callable[[], Sequence[Step]],
    scenarios: Mapping[ScenarioId, Scenario],
    *,
    phones: int,
    seed: str,
    pace: Pace,
    mood: Mood = Mood.MIXED,
) -> AsyncIterator[None]:
    """Keep simulated phones in the room at `url` while the context is open.

    `agenda` gives the steps as they are now: they may change while the room is led.
    """

    def vote(form: BallotForm, number: int) -> Ballot | Given:
        round_ = form.round
        if round_.takes is Takes.DOTS:
            return dots(form.ideas, round_, number, seed)
        if round_.takes is Takes.SCORES:
            return scores(form.scored, round_, number, seed)
        if round_.takes is Takes.TAPS:
            return taps(len(form.offered["tap"]), round_, number, seed)
        if round_.takes is Takes.CHOICE:
            pulse = agenda()[round_.step].pulse
            assert pulse is not None
            return answer(pulse, round_.step, number, seed)
        return opinion(scenarios[ScenarioId(round_.subject)], round_.number, number, seed, mood)

    tasks = [asyncio.create_task(_phone(url, number, vote, seed, pace).run()) for number in range(phones)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _phone(
    url: str,
    number: int,
    vote: Callable[[BallotForm, int], Ballot | Given],
    seed: str,
    pace: Pace,
) -> Phone:
    rng = random.Random(f"{seed}/pace/{number}")

    def pause(seconds: tuple[float, float]) -> Pause:
        async def wait() -> None:
            await asyncio.sleep(rng.uniform(*seconds))

        return wait

    return Phone(url, lambda form: vote(form, number), think=pause(pace.think), wait=pause(pace.join))
