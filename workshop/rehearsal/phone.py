"""One simulated phone: it joins, follows the room and votes as a browser without scripts would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import aiohttp

from workshop.core.agenda.pulse import Answer
from workshop.core.live.dots import Dots, IdeaId
from workshop.core.live.rounds import Round
from workshop.core.live.scores import Scores
from workshop.core.live.session import Ballot, Given, Taps

Pause = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class BallotForm:
    """The form of a vote page, for a ballot or for an answer: where it goes and which fields it offers."""

    action: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)

    @property
    def round(self) -> Round:
        """The round that the form casts into."""
        return Round.parse(self.hidden["round"])

    @property
    def ideas(self) -> tuple[IdeaId, ...]:
        """The ideas that can get a dot, in their order; empty where the form asks for something else."""
        return tuple(dict.fromkeys(IdeaId(value) for value in self.offered.get("dot", ())))

    @property
    def scored(self) -> tuple[IdeaId, ...]:
        """The ideas that can be scored, in their order; empty where the form asks for something else."""
        return tuple(IdeaId(name) for name, values in self.offered.items() if "ours" in values)


Vote = Callable[[BallotForm], Ballot | Given]


class _FormReader(HTMLParser):
    """Finds the ballot form in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.form: BallotForm | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form that posts a ballot, and its fields."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form" and values.get("action", "").endswith(("/ballot", "/answer")):
            self.form, self._inside = BallotForm(values["action"]), True
        elif tag == "input" and self._inside and self.form is not None and "name" in values:
            if values.get("type") == "hidden":
                self.form.hidden[values["name"]] = values.get("value", "")
            else:
                self.form.offered.setdefault(values["name"], []).append(values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._inside = False


def read_form(page: str) -> BallotForm | None:
    """The ballot form of a page, or None where nothing can be voted on."""
    reader = _FormReader()
    reader.feed(page)
    return reader.form


class Phone:
    """A simulated phone with a cookie jar of its own.

    `vote` decides on a ballot; `think` is awaited before each vote and `wait` before joining and after a
    lost connection.
    """

    def __init__(self, url: str, vote: Vote, *, think: Pause, wait: Pause) -> None:
        self._url = url
        self._vote = vote
        self._think = think
        self._wait = wait
        self._cast: set[Round] = set()

    async def run(self) -> None:
        """Stay in the room until cancelled, coming back whenever the connection is lost."""
        await self._wait()
        jar = aiohttp.CookieJar(unsafe=True)  # cookies of a bare address, as a phone has them
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10)
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=timeout) as http:
            while True:
                try:
                    await self._look(http)
                    async for _ in self._stages(http):
                        await self._look(http)
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await self._wait()

    async def _stages(self, http: aiohttp.ClientSession) -> AsyncIterator[None]:
        """One item for each change of stage the room tells."""
        async with http.get(f"{self._url}/events", headers={"Accept": "text/event-stream"}) as stream:
            stream.raise_for_status()
            async for line in stream.content:
                if line.strip() == b"event: stage":
                    yield

    async def _look(self, http: aiohttp.ClientSession) -> None:
        """Open the page and vote if it asks for it."""
        async with http.get(self._url) as response:
            form = read_form(await response.text())
        if form is None or "round" not in form.hidden or form.round in self._cast:
            return
        await self._think()
        fields = [*form.hidden.items(), *form_fields(self._vote(form))]
        origin = self._url.rsplit("/", 1)[0]
        async with http.post(
            origin + form.action, data=fields, headers={"Origin": origin}, allow_redirects=False
        ) as response:
            if response.status < 400:
                self._cast.add(form.round)


def form_fields(ballot: Ballot | Given) -> list[tuple[str, str]]:
    """A ballot, dots, scores, taps, or an answer to a pulse, as the fields of the page's form."""
    if isinstance(ballot, Dots):
        return [("dot", idea) for idea in ballot.ideas]
    if isinstance(ballot, Scores):
        return [(idea, str(score)) for idea, score in ballot.given.items()]
    if isinstance(ballot, Answer):
        return [("value", ballot.value)]
    if isinstance(ballot, Taps):
        missing = [("missing", "1")] if ballot.missing else []
        return [*(("tap", str(line)) for line in ballot.lines), *missing]
    fields = [("decision", ballot.decision.value), *(("tap", str(tap)) for tap in ballot.taps)]
    if ballot.missing:
        fields.append(("missing", "1"))
    if ballot.confidence is not None:
        fields.append(("confidence", str(ballot.confidence)))
    return fields
