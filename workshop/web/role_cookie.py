"""The cookie with the role that a phone named: the phone alone keeps it, and sends it with its votes."""

from __future__ import annotations

import re

from aiohttp import web

from workshop.core.pulse import PULSES, ROLE
from workshop.core.words import Audience

NAME = "role"

_SENT = re.compile(rf"(?:^|;)\s*{NAME}=([a-z-]{{1,32}})\s*(?:;|$)")
_ROLES = {value: Audience(value) for value in PULSES[ROLE].values}


def role_of(request: web.BaseRequest) -> Audience | None:
    """The role a phone sent; None where it sent none, or one that is not offered."""
    cookies = request.headers.get("Cookie", "")
    # Most votes come without it, and to find that out by the pattern takes long.
    found = _SENT.search(cookies) if "role=" in cookies else None
    return _ROLES.get(found[1]) if found else None


def give(response: web.StreamResponse, value: str, home: str) -> None:
    """Have a phone remember its role for the session whose page is at `home`, until its browser is closed.

    Another session on the same laptop has another code: it does not get to see the role.
    """
    response.set_cookie(NAME, value, path=home, samesite="Lax")
