"""The secrets of the desk: one in a link that is shown once, and one in the cookie that it is exchanged for.

Both follow from a key of the session and from how often desks were revoked, so that nothing about them is
kept anywhere, and a session that is resumed knows its desks again. Neither tells the other.
"""

from __future__ import annotations

import base64
import hmac


class DeskSecrets:
    """Makes the secrets under a key, 256 bits each, and knows them again."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def link(self, revoked: int) -> str:
        """What the link ends with, in capitals and digits: so the whole address makes a small QR code."""
        return self._made("link", revoked)

    def cookie(self, revoked: int) -> str:
        """What a device keeps that has opened the link."""
        return self._made("cookie", revoked)

    def is_link(self, text: str, revoked: int) -> bool:
        """Whether a text is the secret of the link; it takes as long for each that is wrong."""
        return _same(text, self.link(revoked))

    def is_cookie(self, text: str, revoked: int) -> bool:
        """Whether a text is the secret of the cookie; it takes as long for each that is wrong."""
        return _same(text, self.cookie(revoked))

    def _made(self, what: str, revoked: int) -> str:
        code = hmac.digest(self._key, f"{what} {revoked}".encode(), "sha256")
        return base64.b32encode(code).rstrip(b"=").decode()


def _same(text: str, secret: str) -> bool:
    return hmac.compare_digest(text.encode("utf-8", "surrogatepass"), secret.encode())
