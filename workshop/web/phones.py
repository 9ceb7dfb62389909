"""The handlers: the door, the page, a ballot, an answer, the stream of events."""

from __future__ import annotations

import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from aiohttp import hdrs, web

from workshop.core.live.machine import Refused
from workshop.core.live.session import Stage
from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.view import PhoneView
from workshop.core.live.words import pace, texts
from workshop.core.text import clean
from workshop.ports import PhoneRoom
from workshop.storage.journal import JournalError
from workshop.web import seat_cookie
from workshop.web.aiohttp_inside import NO_PATH, Handler, connection_of, no_sense
from workshop.web.answer_form import read_answer
from workshop.web.ballot_form import read_ballot
from workshop.web.desk import Desk
from workshop.web.guard import Guard
from workshop.web.houses import Houses
from workshop.web.mark_form import read_mark
from workshop.web.offer import GUEST, Offer
from workshop.web.one_place import OnePlace
from workshop.web.pace_form import read_pace
from workshop.web.pages import Pages, Rendered
from workshop.web.prepared import Prepared
from workshop.web.presence import Presence
from workshop.web.problems import PhoneProblem, no_such_page, no_such_room, not_counted, too_many_phones
from workshop.web.ready import Ready, page_answer, wants_json
from workshop.web.security import HEADERS, REPORT_POLICY, is_own_page, looks_ahead
from workshop.web.sockets import Sockets
from workshop.web.streams import Streams
from workshop.web.text_form import read_text

_log = logging.getLogger("workshop.web")
_log.addHandler(logging.NullHandler())  # else Python prints on the terminal that the screen is drawn on

NEWCOMER = "X-Newcomer"
"""The header of a page whose phone sent no cookie: the script looks for it where its stream was refused."""

_GO_ON = "100-continue"
"""The one thing that a sender may expect."""

_LONGEST_CODE = 12
_COUNTED = b'{"counted": true}'
_JSON_HEADERS = {**HEADERS, "Content-Type": "application/json"}
_BALLOT_COUNTED = Prepared(_JSON_HEADERS, _COUNTED)


class Phones:
    """Answers phones, for one room."""

    def __init__(
        self,
        room: PhoneRoom,
        pages: Pages,
        presence: Presence,
        one_place: OnePlace,
        streams: Streams,
        guard: Guard,
        sockets: Sockets,
        named: Callable[[str], str],
        offer: Offer,
        desk: Desk | None = None,
    ) -> None:
        self._room = room
        self._pages = pages
        self._presence = presence
        self._one_place = one_place
        self._streams = streams
        self._guard = guard
        self._sockets = sockets
        self._named = named
        self._offer = offer
        self._desk = desk
        setup = room.view().setup
        self._houses = Houses(setup.host)
        self._ready = Ready(pages)
        self._code = setup.code.upper()

    def add_to(self, app: web.Application) -> None:
        """Register the routes; they and the code ignore case."""
        app.middlewares.append(self.explain)
        app.add_routes(
            [
                # What comes in storms, spelled as the page spells it: found without a pattern.
                web.post(f"/{self._code}/answer", self.take_answer),
                web.get(f"/{self._code}", self.show_page),
                web.get("/", self.show_door),
                web.get("/favicon.ico", self.show_no_icon),
                web.get(r"/{code}{end:/?}", self.show_page),
                web.post(r"/{code}/{leaf:(?i:ballot)}", self.take_ballot),
                web.post(r"/{code}/{leaf:(?i:answer)}", self.take_answer),
                web.post(r"/{code}/{leaf:(?i:text)}", self.take_text),
                web.post(r"/{code}/{leaf:(?i:mark)}", self.take_mark),
                web.post(r"/{code}/{leaf:(?i:pace)}", self.take_pace),
                web.get(r"/{code}/{leaf:(?i:ballot|answer|text|mark|pace)}", self.return_to_page),
                web.get(r"/{code}/{leaf:(?i:report)}", self.show_report),
                web.get(r"/{code}/{leaf:(?i:events)}", self.send_events, allow_head=False),
            ]
        )
        if self._desk is not None:
            self._desk.add_to(app)

    def show(self, host: str) -> None:
        """Answer under the address that is shown from now on."""
        self._houses.show(host)

    def past_router(self) -> dict[str, Handler]:
        """What the whole room sends in the same seconds, by its path as the page spells it."""
        return {f"/{self._code}/ballot": partial(self.explain, handler=self._take_ballot)}

    def look(self, request: web.Request) -> web.StreamResponse | None:
        """What is refused before anything else is done with it: a flood costs least here."""
        headers = request.headers
        if request.raw_path == NO_PATH or headers.get(hdrs.EXPECT, _GO_ON).lower() != _GO_ON:
            return no_sense()
        if not self._houses.is_ours(headers.get(hdrs.HOST, "")):
            return self._ready.elsewhere(request)
        # Where a post comes from is looked at where it is taken, and more closely.
        if request.method != hdrs.METH_POST and not self._houses.may_come_from(headers.get(hdrs.ORIGIN)):
            return self._ready.elsewhere(request)
        if self._desk is not None and self._desk.knows(request):
            return None
        token = seat_cookie.token_of(request)
        if token is not None and self._presence.knows(token):
            if self._is_exempt(request) or self._guard.hears_phone(token):
                return None
            return self._ready.too_fast(request)
        if self._is_exempt(request) or self._guard.hears_stranger(self._name_of(request)):
            return self._ready.no_room(request) if self._is_wrong_code(request) else None
        return self._ready.too_many(request)

    async def show_door(self, request: web.Request) -> web.StreamResponse:
        """Ask for the code; a right one leads to the page."""
        typed = clean(request.query.get("code", ""), limit=_LONGEST_CODE)
        if not typed:
            return self._ready.door(request)
        if typed.replace(" ", "").upper() != self._code:
            self._note_mistake(request)
            return self._ready.no_room(request)
        raise web.HTTPSeeOther(f"/{self._code}")

    async def show_no_icon(self, request: web.Request) -> web.StreamResponse:
        """Browsers ask for an icon even where the page says that there is none."""
        return web.Response(status=204, headers=HEADERS)

    async def show_page(self, request: web.Request) -> web.StreamResponse:
        """The page of the room, or the part of it that changes."""
        if not self._is_code(request):
            self._note_mistake(request)
            return self._ready.no_room(request)
        known = self._token_of(request)
        token = known or self._room.new_token()
        self._take_notice(request, token, here=known is not None)
        view = await self._page_of(token)
        if "ask" in request.query and view.asks is not None:
            rendered = self._pages.asking(view)
        elif "questions" in request.query and view.asks is not None and view.questions:
            rendered = self._pages.marking(view)
        else:
            rendered = self._pages.room(
                view,
                count=self._streams.count,
                part="part" in request.query,
                change="change" in request.query,
            )
        response = self._page(request, rendered)
        if view.stage is Stage.SEALED:
            if known is not None:
                seat_cookie.take_back(response)
                self._offer.invite(response, known)
        elif known is None:
            seat_cookie.give(response, token)
            response.headers[NEWCOMER] = "1"
        return response

    async def take_ballot(self, request: web.Request) -> web.StreamResponse:
        """Count a ballot, then say so."""
        if not self._is_code(request):
            raise no_such_room()
        return await self._take_ballot(request)

    async def _take_ballot(self, request: web.Request) -> web.StreamResponse:
        token = self._token_of_voter(request)
        round_, ballot = await read_ballot(request)
        await _count(self._room.cast(token, round_, ballot))
        if wants_json(request) and Prepared.fits(request):
            return _BALLOT_COUNTED
        return self._counted(request)

    async def take_answer(self, request: web.Request) -> web.StreamResponse:
        """Count an answer to a pulse, then say so."""
        if not self._is_code(request):
            raise no_such_room()
        token = self._token_of_voter(request)
        round_, answer = await read_answer(request)
        try:
            await _count(self._room.cast(token, round_, answer))
        except PhoneProblem as problem:
            view = await self._page_of(token)
            asked = isinstance(view.picture, DotsPicture | LinesPicture) and view.round == round_
            if not asked or wants_json(request):
                raise
            refused = self._pages.refused_dots(view, answer, problem)
            return self._page(request, refused, status=problem.status)
        return self._counted(request)

    async def take_text(self, request: web.Request) -> web.StreamResponse:
        """Keep what a person wrote, then say so."""
        if not self._is_code(request):
            raise no_such_room()
        token = self._token_of_voter(request)
        round_, text = await read_text(request)
        await _count(self._room.cast(token, round_, text))
        return self._sent(request, texts.sent(round_), "It is sent.")

    async def take_pace(self, request: web.Request) -> web.StreamResponse:
        """Note how a phone feels about the pace, and say so."""
        if not self._is_code(request):
            raise no_such_room()
        token = self._token_of_voter(request)
        await _count(self._room.say_pace(token, await read_pace(request)))
        return self._sent(request, pace.SENT, "It is noted.")

    def _sent(self, request: web.Request, said: str, title: str) -> web.Response:
        """That something has arrived: to the page's script, or on a page with the way back."""
        if wants_json(request):
            return web.Response(body=_COUNTED, headers=_JSON_HEADERS)
        sent = self._pages.problem(PhoneProblem(200, said, title=title), f"/{self._code}")
        return self._page(request, sent)

    async def take_mark(self, request: web.Request) -> web.StreamResponse:
        """Keep that somebody asks a released question too, or no longer, and show what they ask."""
        if not self._is_code(request):
            raise no_such_room()
        token = self._token_of_voter(request)
        round_, mark = await read_mark(request)
        await _count(self._room.cast(token, round_, mark))
        return self._counted(request, "?questions")

    async def return_to_page(self, request: web.Request) -> web.StreamResponse:
        """A reload of the address that a form was sent to leads back to the page."""
        raise web.HTTPSeeOther(f"/{self._code}") if self._is_code(request) else no_such_room()

    async def show_report(self, request: web.Request) -> web.StreamResponse:
        """The report of the session, to a phone that was here; with `save` as a file."""
        if not self._is_code(request):
            raise no_such_room()
        page = self._offer.page(self._token_of(request), request.cookies.get(GUEST))
        headers = {
            **HEADERS,
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": REPORT_POLICY,
        }
        if "save" in request.query:
            headers["Content-Disposition"] = 'attachment; filename="report.html"'
        return web.Response(body=page, headers=headers)

    async def send_events(self, request: web.Request) -> web.StreamResponse:
        """The stream of events of one phone."""
        if not self._is_code(request):
            raise no_such_room()
        token = self._token_of(request)
        if token is None:
            raise PhoneProblem(403, "Open the page first.")
        self._take_notice(request, token)
        if not self._is_exempt(request) and not self._guard.may_listen(self._name_of(request)):
            raise too_many_phones()
        return await self._streams.serve(request, token)

    @web.middleware
    async def explain(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn every refusal and every mistake into an answer that a person can read."""
        try:
            return await handler(request)
        except PhoneProblem as problem:
            return self._refusal(request, problem)
        except web.HTTPRedirection as redirection:
            return web.Response(status=303, headers={**HEADERS, "Location": redirection.headers["Location"]})
        except web.HTTPNotFound:
            return self._refusal(request, no_such_page())
        except web.HTTPException as error:
            return self._refusal(request, PhoneProblem(error.status, "This page does not do that."))
        except ConnectionError:
            raise
        except Exception:
            _log.exception("a phone's request failed")
            return self._refusal(request, PhoneProblem(500, "A mistake of the program. Try again."))

    async def _page_of(self, token: str) -> PhoneView:
        """The page of the place, as it is when the phone's own marks have come, with these on it."""
        marks = await self._room.marks(token)
        return replace(self._room.page(marks.role), marks=marks)

    def _token_of(self, request: web.Request) -> str | None:
        """The token a phone sent; None where it sent none, or one that this room never gave out."""
        token = seat_cookie.token_of(request)
        if token is None or not (self._presence.knows(token) or self._room.knows(token)):
            return None
        # One text for all that remember this phone: each request brings one of its own.
        return sys.intern(token)

    def _token_of_voter(self, request: web.Request) -> str:
        if not is_own_page(request):
            raise not_counted("It comes from another page.", status=403)
        token = self._token_of(request)
        if token is None:
            raise not_counted(
                "Your phone did not send back its cookie. Allow cookies for this page and open it again.",
                status=403,
            )
        self._take_notice(request, token)
        return token

    def _may_arrive(self, request: web.Request, token: str) -> bool:
        waited = self._presence.waited(token)
        return self._is_exempt(request) or self._guard.may_arrive(self._name_of(request), waited)

    def _is_exempt(self, request: web.Request) -> bool:
        return self._guard.is_exempt(request.remote or "")

    def _name_of(self, request: web.Request) -> str:
        return self._named(request.remote or "")

    def _note_mistake(self, request: web.Request) -> None:
        if not self._is_exempt(request):
            self._guard.note_mistake(self._name_of(request))

    def _is_wrong_code(self, request: web.Request) -> bool:
        """Whether a page is asked for under a wrong code: what is tried most often, so known by sight."""
        path = request.raw_path[1:].partition("?")[0]
        if request.method != hdrs.METH_GET or not path or not path.isalnum() or path.upper() == self._code:
            return False
        self._note_mistake(request)
        return True

    def _counted(self, request: web.Request, page: str = "") -> web.Response:
        """To the page's script in JSON; a plain form is led back to the page."""
        if wants_json(request):
            return web.Response(body=_COUNTED, headers=_JSON_HEADERS)
        return web.Response(status=303, headers={**HEADERS, "Location": f"/{self._code}{page}"})

    def _is_code(self, request: web.Request) -> bool:
        return request.match_info.get("code", self._code).upper() == self._code

    def _take_notice(self, request: web.Request, token: str, *, here: bool = True) -> None:
        """Count a phone, `here` once its cookie came back; what only looks ahead is none."""
        if not here:
            self._presence.expect(token)
            return
        if not self._presence.knows(token) and not self._may_arrive(request, token):
            raise too_many_phones()
        if looks_ahead(request):
            return
        self._sockets.known(connection_of(request), token)
        self._one_place.note(token, self._name_of(request))
        if self._presence.note(token):
            self._streams.pulse_soon()

    def _refusal(self, request: web.Request, problem: PhoneProblem) -> web.Response:
        if problem.status == 404:
            self._note_mistake(request)
        if wants_json(request):
            words = {"counted": False, "why": problem.sentence}
            response = web.json_response(words, status=problem.status, headers=HEADERS)
        else:
            back = f"/{self._code}" if problem.status != 404 else "/"
            response = self._page(request, self._pages.problem(problem, back), status=problem.status)
        if problem.wait is not None:
            response.headers["Retry-After"] = str(problem.wait)
        return response

    def _page(self, request: web.Request, rendered: Rendered, *, status: int = 200) -> web.Response:
        return page_answer(request, rendered, self._pages.policy, status=status)


async def _count(vote: Awaitable[None]) -> None:
    try:
        await vote
    except Refused as refusal:
        raise not_counted(str(refusal), status=409) from None
    except JournalError:
        # The path and the reason are for the screen, not for phones.
        raise not_counted("The laptop could not store it. Try again.", status=503, wait=2) from None
