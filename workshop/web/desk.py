"""The handlers of the desk: the link that opens it, the page, its stream, and what its buttons ask for.

Whoever has no right cookie, and no right link, gets the page of any path that leads nowhere.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping

from aiohttp import hdrs, web

from workshop.core.live import commands as c
from workshop.core.live.desk import Cover, DeskView, Private
from workshop.core.live.machine import STALE
from workshop.core.live.session import Stage
from workshop.core.problems import Refused
from workshop.ports import FAILURES, CaseFiles, DeskRoom, Reports, TextsToCome
from workshop.web import cookies
from workshop.web.aiohttp_inside import connection_of
from workshop.web.desk_case import CasePage, read_case
from workshop.web.desk_cases import Cases, play_words
from workshop.web.desk_fields import WrittenMeanwhile
from workshop.web.desk_form import COVERS, LEAD_AWAY, LOOKS, REPORTS, Wanted, commands_for, read_wanted
from workshop.web.desk_openings import Openings
from workshop.web.desk_page import DeskPages
from workshop.web.desk_step import Change, choices_for, command_for, read_change
from workshop.web.desk_stream import DeskStreams
from workshop.web.pages import Rendered
from workshop.web.problems import PhoneProblem
from workshop.web.ready import page_answer, wants_json
from workshop.web.security import HEADERS, is_own_page, looks_ahead
from workshop.web.sockets import Sockets
from workshop.web.streams import Tempo

COOKIE = "desk"
LEAF = "desk"
ONE_MORE = Private(
    "One more device holds the desk now. Not yours? Press d at the laptop and show a new code."
)
_UNSEEN = "The wall did not show where the room is. It does now: look, then press again."
_NO_QUESTION = "There is no such question any more."
_SECRET = cookies.spelled(COOKIE, "[A-Z2-7]{52}")
OPENING = "opening"
_OPENING = cookies.spelled(OPENING, "[0-9a-f]{16}")


class Desk:
    """Answers the facilitator's own devices, for one room."""

    def __init__(
        self,
        room: DeskRoom,
        sockets: Sockets,
        tempo: Tempo,
        texts: TextsToCome | None = None,
        reports: Reports | None = None,
        files: CaseFiles | None = None,
    ) -> None:
        self._room = room
        self._sockets = sockets
        self._texts = texts
        self._reports = reports
        self._cases = Cases(room, files, texts) if files is not None and texts is not None else None
        self._pages = DeskPages(reports=reports is not None, cases=self._cases is not None)
        self._turn = asyncio.Lock()
        """One desk after the other: what is written is compared with what the other one has just written."""
        self._code = room.desk().setup.code.upper()
        self._home = f"/{self._code}/{LEAF}"
        self._openings = Openings(room.clock)
        self.streams = DeskStreams(room, self._part, self._openings, tempo.beat, tempo.retry)

    def add_to(self, app: web.Application) -> None:
        """Register the routes. They take every method: what is not ours is refused like any other path."""
        desk = rf"/{{code}}/{{leaf:(?i:{LEAF})}}"
        for path, handler in (
            (desk, self.show),
            (f"{desk}/events", self.send_events),
            (f"{desk}/do", self.take),
            (f"{desk}/case", self.write_case),
            (rf"{desk}/step/{{number:[1-9][0-9]{{0,2}}}}", self.change),
            (rf"{desk}/{{secret}}", self.open),
        ):
            app.router.add_route(hdrs.METH_ANY, path, handler)

    def knows(self, request: web.Request) -> bool:
        """Whether a request is the facilitator's: it waits for nobody who asks too often."""
        path = request.raw_path.partition("?")[0]
        if path[: len(self._home)].upper() != self._home.upper():
            return False
        return self._has_cookie(request) or self._room.opens_desk(path[len(self._home) + 1 :])

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Exchange the secret of the link for a cookie; the address bar forgets it."""
        secret = request.match_info["secret"]
        if not self._is_asked_for(request, hdrs.METH_GET) or not self._room.opens_desk(secret):
            raise web.HTTPNotFound
        if request.match_info["leaf"] != LEAF:  # the code is small in capitals, and paths of cookies are not
            return self._led_back(f"/{secret}")
        cookie = self._room.desk_cookie()  # the one of this link: it may be changed while the room is led
        await self._room.lead(c.OpenDesk())
        response = self._led_back()
        cookies.give(response, COOKIE, cookie, path=self._home)
        if not self._has_cookie(request):
            cookies.give(response, OPENING, self._openings.note(), path=self._home)
            self.streams.tell_all()
        return response

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        self._let_in(request, hdrs.METH_GET)
        return self._page(request)

    async def send_events(self, request: web.Request) -> web.StreamResponse:
        """The stream of events of one desk."""
        cookie = self._let_in(request, hdrs.METH_GET)
        return await self.streams.serve(request, cookie, _opening_of(request))

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Do what a button asks for, if the room is still where the page had it."""
        if request.method == hdrs.METH_GET:
            self._let_in(request, hdrs.METH_GET)
            return self._led_back()
        cookie = self._let_in(request, hdrs.METH_POST)
        if not is_own_page(request):
            raise PhoneProblem(403, "It comes from another page.")
        wanted = await read_wanted(request)
        self._let_stay(cookie)
        try:
            done = await self._do(wanted, cookie)
        except FAILURES as error:
            self._let_stay(cookie)
            return self._refusal(request, error, wanted)
        if wants_json(request):
            return web.json_response({"done": True} | ({"said": done} if done else {}), headers=HEADERS)
        return self._page(request, done) if done else self._led_back()

    async def change(self, request: web.Request) -> web.StreamResponse:
        """The page of a step to come, and what its buttons ask for."""
        presses = request.method == hdrs.METH_POST
        cookie = self._let_in(request, hdrs.METH_POST if presses else hdrs.METH_GET)
        index = int(request.match_info["number"]) - 1
        said = ""
        if presses:
            if not is_own_page(request):
                raise PhoneProblem(403, "It comes from another page.")
            change = await read_change(request)
            self._let_stay(cookie)
            try:
                await self._change(index, change, cookie)
                return self._led_back("#changed")
            except FAILURES as error:
                self._let_stay(cookie)
                said = str(error)
        step = self._room.step_to_come(index)
        if step is None:
            return self._page(request, said, status=409) if said else self._led_back()
        choices = await choices_for(step, self._texts)
        self._let_stay(cookie)
        rendered = self._pages.step(step, *choices, said)
        return self._sent(request, rendered, 409 if said else 200)

    async def write_case(self, request: web.Request) -> web.StreamResponse:
        """The page on which a case of the team's own is written, and what its buttons ask for."""
        presses = request.method == hdrs.METH_POST
        cookie = self._let_in(request, hdrs.METH_POST if presses else hdrs.METH_GET)
        if self._cases is None:
            raise web.HTTPNotFound
        if not presses:
            opened = await self._cases.opened(request.query.get("of", ""))
            return await self._case(request, opened, cookie, done=request.query.get("saved", ""))
        if not is_own_page(request):
            raise PhoneProblem(403, "It comes from another page.")
        pressed = await read_case(request)
        self._let_stay(cookie)
        async with self._turn:
            typed = await self._cases.typed(pressed)
            said = typed.trouble
            try:
                if not said:
                    done = await self._cases.press(pressed, typed.draft, cookie)
                    return self._page(request, done.said) if done.said else self._led_back(done.leads_to)
            except FAILURES as error:
                said = str(error)
        return await self._case(request, typed, cookie, said)

    async def _case(
        self, request: web.Request, case: CasePage, cookie: str, said: str = "", done: str = ""
    ) -> web.StreamResponse:
        assert self._cases is not None
        saved = await self._cases.saved(done) if done else ""
        waiting = [one for one in await self._cases.waiting() if one.path.name != case.name]
        self._let_stay(cookie)
        view, step = self._room.desk(), self._cases.next_step
        rendered = self._pages.case(view, case, waiting, play_words(step), said or saved)
        return self._sent(request, rendered, 409 if said else 200)

    async def _change(self, index: int, change: Change, cookie: str) -> None:
        step = self._room.step_to_come(index)
        if step is None or step.moved != change.after:
            raise Refused(STALE)
        command = await command_for(change, step, self._texts)
        await self._room.lead(command, change.after, desk=cookie)

    async def _do(self, wanted: Wanted, cookie: str) -> str:
        """Do it; returns what there is to say about it beyond that it was done."""
        if wanted.do in REPORTS:
            return await self._report(phones=wanted.do == "offer")
        await self._lead(wanted, cookie)
        return ""

    async def _report(self, *, phones: bool) -> str:
        if self._reports is None or self._room.desk().stage is not Stage.SEALED:
            raise Refused("A report is written when the session has ended.")
        return await self._reports(phones=phones)

    async def _lead(self, wanted: Wanted, cookie: str) -> None:
        if (cover := COVERS.get(wanted.do)) is not None:
            if cover is Cover.QUESTION and wanted.step not in self._room.desk().questions:
                raise Refused(_NO_QUESTION)
            self._room.cover(cover, wanted.step)
            return
        if wanted.do == "page":
            self._room.turn_page()
            return
        if wanted.do in LOOKS:
            wants = wanted.do == "look" and wanted.step in self._room.desk().earlier_steps
            self._room.look_at(wanted.step if wants else None)
            return
        if wanted.do in LEAD_AWAY:
            self._show_the_wall()
        async with self._turn:
            for command in commands_for(wanted, self._room.desk(), self._room.clock()):
                await self._room.lead(command, wanted.after, desk=cookie)

    def _show_the_wall(self) -> None:
        """Take away what stands before the room's place: nobody leads on unseen behind it.

        Raises:
            Refused: something did.
        """
        around = self._room.desk().around
        if around.covered is Cover.NOTHING and around.looked_at is None:
            return
        self._room.cover(Cover.NOTHING)
        self._room.look_at(None)
        raise Refused(_UNSEEN)

    def _is_asked_for(self, request: web.Request, method: str) -> bool:
        return (
            request.method == method
            and request.match_info["code"].upper() == self._code
            and not looks_ahead(request)
        )

    def _let_in(self, request: web.Request, method: str) -> str:
        """The cookie of a desk; whoever has none finds nothing here."""
        cookie = _cookie_of(request)
        if not self._is_asked_for(request, method) or not self._room.is_desk(cookie):
            raise web.HTTPNotFound
        self._sockets.known(connection_of(request), f"{COOKIE} {request.remote}")
        return cookie

    def _let_stay(self, cookie: str) -> None:
        """Whoever was shut out while something was waited for finds nothing here any more either."""
        if not self._room.is_desk(cookie):
            raise web.HTTPNotFound

    def _has_cookie(self, request: web.Request) -> bool:
        return self._room.is_desk(_cookie_of(request))

    def _led_back(self, part: str = "") -> web.Response:
        return web.Response(status=303, headers={**HEADERS, "Location": self._home + part})

    def _refusal(self, request: web.Request, error: Exception, wanted: Wanted) -> web.Response:
        """Say why it was not done; what was typed stays where it was."""
        if not wants_json(request):
            return self._page(request, str(error), wanted.typed, status=409)
        said: dict[str, object] = {"done": False, "why": str(error)}
        if isinstance(error, WrittenMeanwhile):
            said["upon"] = error.upon
        return web.json_response(said, status=409, headers=HEADERS)

    def _page(
        self,
        request: web.Request,
        said: str = "",
        typed: Mapping[str, str] | None = None,
        *,
        status: int = 200,
    ) -> web.Response:
        is_told = self._openings.is_news_to(_opening_of(request))
        page = self._pages.page(self._view(is_told), self._room.clock(), said, typed or {})
        return self._sent(request, page, status)

    def _sent(self, request: web.Request, rendered: Rendered, status: int) -> web.Response:
        return page_answer(request, rendered, self._pages.policy, status=status)

    def _view(self, is_told: bool) -> DeskView:
        """The picture, for who is told that a further device holds the desk or for who is not."""
        view = self._room.desk()
        if not is_told:
            return view
        warnings = (*view.around.warnings, ONE_MORE)
        return dataclasses.replace(view, around=dataclasses.replace(view.around, warnings=warnings))

    def _part(self, is_told: bool) -> str:
        return self._pages.part(self._view(is_told), self._room.clock())


def _cookie_of(request: web.Request) -> str:
    """The secret that a device sent; empty where it sent none."""
    return cookies.sent(request, _SECRET) or ""


def _opening_of(request: web.Request) -> str:
    """What the opening of a device is known by; empty where it sent nothing of that kind."""
    return cookies.sent(request, _OPENING) or ""
