"""Cookies as this endpoint gives them: no script reads one, and no other site's post brings one along."""

from __future__ import annotations

import re

from aiohttp import hdrs, web

SESSION_LONG = 12 * 3600
"""Seconds. Longer than any session, so that a phone that restarts keeps its seat; gone the next day."""


def spelled(name: str, letters: str) -> re.Pattern[str]:
    """How a browser sends a cookie of this name; its value is of these letters and nothing else."""
    return re.compile(rf"(?:^|;)\s*{name}=({letters})\s*(?:;|$)")


def sent(request: web.BaseRequest, cookie: re.Pattern[str]) -> str | None:
    """The value of a `spelled` cookie; None where none was sent, or something that cannot be one."""
    # Not `request.cookies`: that unpacks every cookie with all its rules, for every ballot.
    found = cookie.search(request.headers.get(hdrs.COOKIE, ""))
    return found[1] if found else None


def give(
    response: web.StreamResponse, name: str, value: str, *, stays: int = SESSION_LONG, path: str = "/"
) -> None:
    """Hand a cookie out; it is sent back below this path for so many seconds."""
    response.set_cookie(name, value, max_age=stays, path=path, httponly=True, samesite="Lax")


def take_back(response: web.StreamResponse, name: str, *, path: str = "/") -> None:
    """Let a browser forget a cookie."""
    response.del_cookie(name, path=path, httponly=True, samesite="Lax")
