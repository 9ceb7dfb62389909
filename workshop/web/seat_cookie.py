"""The cookie that lets a phone come back to its ballots: a random token and nothing else."""

from __future__ import annotations

import re

from aiohttp import web

NAME = "seat"
LIFETIME = 12 * 3600
"""Seconds. Longer than any session, so that a phone that restarts keeps its seat; gone the next day."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")


def token_of(request: web.BaseRequest) -> str | None:
    """The token a phone sent; None where it sent none, or something that we never gave out."""
    token = request.cookies.get(NAME, "")
    return token if _TOKEN.fullmatch(token) else None


def give(response: web.StreamResponse, token: str) -> None:
    """Hand a token to a phone."""
    response.set_cookie(NAME, token, max_age=LIFETIME, path="/", httponly=True, samesite="Lax")
