"""The cookie that lets a phone come back to its ballots: a random token and nothing else."""

from __future__ import annotations

import re

from aiohttp import web

NAME = "seat"
LIFETIME = 12 * 3600
"""Seconds. Longer than any session, so that a phone that restarts keeps its seat; gone the next day."""

_SEAT = re.compile(rf"(?:^|;)\s*{NAME}=([A-Za-z0-9_-]{{16,128}})\s*(?:;|$)")


def token_of(request: web.BaseRequest) -> str | None:
    """The token a phone sent; None where it sent none, or something that cannot be one."""
    # Not `request.cookies`: that unpacks every cookie with all its rules, for every ballot.
    seat = _SEAT.search(request.headers.get("Cookie", ""))
    return seat[1] if seat else None


def take_back(response: web.StreamResponse) -> None:
    """Let a phone forget its token."""
    response.del_cookie(NAME, path="/", httponly=True, samesite="Lax")


def give(response: web.StreamResponse, token: str) -> None:
    """Hand a token to a phone."""
    response.set_cookie(NAME, token, max_age=LIFETIME, path="/", httponly=True, samesite="Lax")
