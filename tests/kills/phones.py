"""Phones that a killed room cannot take with it: each knows what it said, and what was acknowledged."""

from __future__ import annotations

import random
import urllib.parse
from dataclasses import dataclass, field

import aiohttp

from workshop.core.agenda.pulse import Answer
from workshop.core.live.dots import Dots
from workshop.core.live.rounds import Round
from workshop.core.live.scores import Scores
from workshop.core.live.session import Ballot, Given, Taps
from workshop.core.words import CONFIDENCES, Decision
from workshop.rehearsal.phone import BallotForm, form_fields, read_form
from workshop.web.guard import Limits, Pace

IN_A_HURRY = Limits(phone=Pace(1000, 1000))
"""These phones vote faster than people."""


def said(vote: Ballot | Given) -> str:
    """What a phone said, in one line, whatever the room knows besides."""
    if isinstance(vote, Dots):
        return " ".join(sorted(vote.ideas))
    if isinstance(vote, Scores):
        return str(sorted(vote.given.items()))
    if isinstance(vote, Answer):
        return vote.value
    if isinstance(vote, Taps):
        return f"{vote.lines} {vote.missing}"
    return f"{vote.decision.value} {vote.taps} {vote.missing} {vote.confidence}"


@dataclass(slots=True)
class Said:
    """What a phone said in a round: what was acknowledged last, and what it sent after that."""

    acknowledged: str | None = None
    sent: list[str] = field(default_factory=list)

    def may_be(self, vote: str | None) -> bool:
        """Whether the room may hold this vote, or none."""
        return vote == self.acknowledged or vote in self.sent


class Phone:
    """A phone that opens the page, keeps its cookie and votes by what the page offers."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.cookies: dict[str, str] = {}
        self.said: dict[Round, Said] = {}
        self.acknowledged = 0

    def pause(self) -> float:
        """Seconds until it looks again."""
        return self._chance.uniform(0.005, 0.06)

    @property
    def token(self) -> str:
        """What the room gave it; empty before."""
        return self.cookies.get("seat", "")

    def take_acknowledged(self) -> int:
        """How many votes were acknowledged since this was asked last."""
        count, self.acknowledged = self.acknowledged, 0
        return count

    async def look(self, http: aiohttp.ClientSession, origin: str, code: str) -> None:
        """Open the page and vote, perhaps twice, if it asks for it."""
        form = read_form(await self._get(http, f"{origin}/{code}"))
        for _ in range(self._chance.choice((1, 1, 2))):
            if form is not None and form.round:
                await self._vote(http, origin, form)

    async def _get(self, http: aiohttp.ClientSession, url: str) -> str:
        async with http.get(url, headers=self._headers()) as response:
            self._keep(response)
            return await response.text()

    async def _vote(self, http: aiohttp.ClientSession, origin: str, form: BallotForm) -> None:
        vote = self._drawn(form)
        here = self.said.setdefault(form.round, Said())
        here.sent.append(said(vote))
        body = urllib.parse.urlencode([*form.hidden.items(), *form_fields(vote)])
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": origin,
            "Accept": "application/json",
        }
        async with http.post(origin + form.action, data=body, headers=headers | self._headers()) as response:
            self._keep(response)
            if response.status == 200 and (await response.json()) == {"counted": True}:
                here.acknowledged = said(vote)
                here.sent.clear()
                self.acknowledged += 1

    def _drawn(self, form: BallotForm) -> Ballot | Given:
        if form.scored:
            return Scores({idea: self._chance.randint(1, 5) for idea in form.scored})
        if form.ideas:
            return Dots(tuple(self._chance.choices(form.ideas[:2], k=1)))
        if values := form.offered.get("value"):
            return Answer(self._chance.choice(values))
        taps = sorted(int(tap) for tap in form.offered.get("tap", ()) if self._chance.random() < 0.5)
        if "decision" not in form.offered:
            return Taps(tuple(taps))
        return Ballot(
            self._chance.choice(list(Decision)), tuple(taps), confidence=self._chance.choice(CONFIDENCES)
        )

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, response: aiohttp.ClientResponse) -> None:
        for name, cookie in response.cookies.items():
            self.cookies[name] = cookie.value
