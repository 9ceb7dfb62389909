"""The wall as a page: what it says now, for who cannot see it, such as remote people and screen readers.

It is made once a change and is the same for everybody: it asks for no cookie and sets none, and who reads it
counts as no phone.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from aiohttp import web

from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.ports import PhoneRoom
from workshop.web.assets import asset
from workshop.web.guard import Guard
from workshop.web.pages import packed
from workshop.web.place import vote_words
from workshop.web.problems import no_such_room, too_many_phones
from workshop.web.ready import page_answer
from workshop.web.security import content_policy
from workshop.web.streams import Streams
from workshop.web.templating import room_templates, template_of, wall_facts


class Shown(NamedTuple):
    """What the wall says, as HTML, and a short name of it: who shows it already has nothing to fetch."""

    name: str
    html: str


class WallPage:
    """Writes it. `forget` is called whenever the room has moved on."""

    def __init__(self, view: Callable[[], RoomView]) -> None:
        style, script = asset("static/phone.css"), asset("static/wall.js")
        self.policy = content_policy(style, script)
        self._view = view
        self._templates = room_templates(style, script)
        self._shown: Shown | None = None

    def forget(self) -> None:
        """Drop what was made of the place that was left."""
        self._shown = None

    def shown(self) -> Shown:
        """What the wall says now."""
        if self._shown is None:
            html = self.write(self._view())
            self._shown = Shown(f"{zlib.crc32(html.encode()):x}", html)
        return self._shown

    def write(self, view: RoomView) -> str:
        """What the wall says of a view."""
        return self._html(template_of(type(view.picture)), layout="wall-stage.html", **wall_facts(view))

    def page(self) -> str:
        """The whole page, with the count of the vote that is open."""
        view, shown = self._view(), self.shown()
        over = view.stage is Stage.SEALED
        facts = {"wall": shown.html, "shown": shown.name, "count": vote_words(view), "over": over}
        return self._html("wall-page.html", **facts)

    def _html(self, name: str, **facts: Any) -> str:
        return str(self._templates.get_template(name).render(**facts))


class Wall:
    """Answers who asks for it, within the limits that hold for who has no cookie."""

    def __init__(
        self, room: PhoneRoom, page: WallPage, streams: Streams, guard: Guard, named: Callable[[str], str]
    ) -> None:
        self._page = page
        self._streams = streams
        self._guard = guard
        self._named = named
        self._code = room.view().setup.code.upper()

    def add_to(self, app: web.Application) -> None:
        """Register the routes; they and the code ignore case."""
        app.add_routes(
            [
                web.get(r"/{code}/{leaf:(?i:wall)}", self.show),
                web.get(r"/{code}/{leaf:(?i:wall)}/{stream:(?i:events)}", self.follow, allow_head=False),
            ]
        )

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        self._check(request)
        return page_answer(request, packed(self._page.page()), self._page.policy)

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """The stream that brings what the wall says next."""
        self._check(request)
        address = request.remote or ""
        if not self._guard.is_exempt(address) and not self._guard.may_listen(self._named(address)):
            raise too_many_phones()
        return await self._streams.serve(request, None)

    def _check(self, request: web.Request) -> None:
        if request.match_info["code"].upper() != self._code:
            raise no_such_room()
