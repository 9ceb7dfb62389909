"""The cookie that lets a phone come back to its ballots: a random token and nothing else."""

from __future__ import annotations

from aiohttp import web

from workshop.web import cookies

NAME = "seat"
_SEAT = cookies.spelled(NAME, "[A-Za-z0-9_-]{16,128}")


def token_of(request: web.BaseRequest) -> str | None:
    """The token a phone sent; None where it sent none, or something that cannot be one."""
    return cookies.sent(request, _SEAT)


def take_back(response: web.StreamResponse) -> None:
    """Let a phone forget its token."""
    cookies.take_back(response, NAME)


def give(response: web.StreamResponse, token: str) -> None:
    """Hand a token to a phone."""
    cookies.give(response, NAME, token)
