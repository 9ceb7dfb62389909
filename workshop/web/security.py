"""Headers that every answer carries; whether a post comes from our own page, and whether a person asks."""

from __future__ import annotations

import base64
import hashlib

from aiohttp import hdrs, web

_PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
"""The headers in which browsers say that they only fetch ahead, or for a preview."""

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Server": "workshop",
}


REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; sandbox"
)
"""For a page that was made of what people typed: it may look as it likes and do nothing."""


def content_policy(style: str, script: str) -> str:
    """A policy under which the page's own style and script run, and nothing else is loaded from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_digest(style)}",
            f"script-src {_digest(script)}",
            "img-src data:",  # the empty icon, which saves a request
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def is_own_page(request: web.BaseRequest) -> bool:
    """Whether a post comes from this endpoint's page, as far as the browser says where it comes from.

    A browser names the page in Origin, and over a secure connection in Sec-Fetch-Site. Where both are missing
    no browser page is behind it; other sites' posts lack the SameSite cookie in any case.
    """
    origin = request.headers.get("Origin")
    if origin is not None:
        scheme, mark, host = origin.partition("://")
        return bool(mark) and scheme in ("http", "https") and host.lower() == request.host.lower()
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def looks_ahead(request: web.BaseRequest) -> bool:
    """Whether no person sees the answer: a check of the address, or a page that is fetched in advance."""
    if request.method == hdrs.METH_POST:
        return False
    purpose = " ".join(request.headers.get(name, "") for name in _PURPOSES).lower()
    return request.method == hdrs.METH_HEAD or "prefetch" in purpose or "preview" in purpose
