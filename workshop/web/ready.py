"""Answers that are alike for everybody and may be asked for a thousand times a second: put together once."""

from __future__ import annotations

import json

from aiohttp import hdrs, web

from workshop.web.pages import Pages, Rendered
from workshop.web.prepared import Prepared
from workshop.web.problems import PhoneProblem, elsewhere, no_such_room, too_fast, too_many_phones
from workshop.web.security import HEADERS


class _Page:
    """One page, plain and packed, and where it refuses something also for the page's script."""

    def __init__(self, pages: Pages, rendered: Rendered, problem: PhoneProblem | None = None) -> None:
        status = problem.status if problem is not None else 200
        headers = {
            **HEADERS,
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": pages.policy,
            "Vary": "Accept, Accept-Encoding",
        }
        more = {}
        if problem is not None and problem.wait is not None:
            # The page comes again by itself: nobody has to know what to do.
            more = {"Retry-After": str(problem.wait), "Refresh": str(problem.wait)}
        self._plain = Prepared({**headers, **more}, rendered.plain, status=status)
        packed = {**headers, **more, hdrs.CONTENT_ENCODING: "gzip"}
        self._packed = Prepared(packed, rendered.packed, status=status)
        words = {"counted": False, "why": problem.sentence if problem is not None else ""}
        as_json = {**HEADERS, "Content-Type": "application/json", **more}
        self._json = Prepared(as_json, json.dumps(words).encode(), status=status)

    def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """The page, as a phone can read it."""
        if wants_json(request):
            return self._json.to(request)
        return (self._packed if unpacks(request) else self._plain).to(request)


class Ready:
    """The door and what is refused in floods."""

    def __init__(self, pages: Pages) -> None:
        self.door = _Page(pages, pages.door(None))
        self.no_room = _Page(pages, pages.door(no_such_room()), no_such_room())
        self.too_fast, self.too_many, self.elsewhere = (
            _Page(pages, pages.problem(problem, ""), problem)
            for problem in (too_fast(), too_many_phones(), elsewhere())
        )


def page_answer(
    request: web.BaseRequest, rendered: Rendered, policy: str, *, status: int = 200
) -> web.Response:
    """A page that was made for this request, packed where its browser unpacks."""
    headers = {
        **HEADERS,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Vary": "Accept-Encoding",
    }
    body = rendered.plain
    if unpacks(request):
        body, headers[hdrs.CONTENT_ENCODING] = rendered.packed, "gzip"
    return web.Response(body=body, status=status, headers=headers)


def unpacks(request: web.BaseRequest) -> bool:
    """Whether a phone takes packed pages, as all but the oldest do."""
    return "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "")


def wants_json(request: web.BaseRequest) -> bool:
    """Whether the page's script asks, which shows no page of ours."""
    return request.headers.get(hdrs.ACCEPT, "").startswith("application/json")
