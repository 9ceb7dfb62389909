"""Keys for one purpose each, made of the one key of a session: none tells another, or the key itself."""

from __future__ import annotations

import enum
import hmac


class Purpose(enum.StrEnum):
    """What a key is for; the words are part of the journal's format."""

    SEATS = "seats"
    BODIES = "bodies"
    TOKENS = "tokens"
    DESK = "desk"


def subkey(key: bytes, purpose: Purpose) -> bytes:
    """The 32 bytes that are used for this purpose, and for no other, in the session with this key."""
    return hmac.digest(key, f"workshop {purpose}".encode(), "sha256")
