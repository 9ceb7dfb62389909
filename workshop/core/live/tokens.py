"""Tokens that a room knows as its own: what a phone keeps in its cookie.

A token is random, with a code that only the key can make. Nothing about it is kept anywhere: whether the room
gave it out can be told from itself alone. The key makes and knows tokens, and leads to no seat.
"""

from __future__ import annotations

import base64
import hmac

RANDOM_BYTES = 16
"""What the random part of a token is made of."""

_RANDOM = 22
"""Characters of the random part, and as many of its code, each in the letters of an address."""


class Tokens:
    """Makes tokens under a key, and knows them again."""

    def __init__(self, key: bytes) -> None:
        self._keyed = hmac.new(key, digestmod="sha256")

    def make(self, drawn: bytes) -> str:
        """A token of random bytes, `RANDOM_BYTES` of them."""
        random = _text_of(drawn)
        return random + self._code_of(random)

    def knows(self, token: str) -> bool:
        """Whether the token was made under this key; it takes as long for each that is wrong."""
        random, code = token[:_RANDOM], token[_RANDOM:]
        return token.isascii() and hmac.compare_digest(self._code_of(random), code)

    def _code_of(self, random: str) -> str:
        keyed = self._keyed.copy()  # the work on the key is done once, not for each token
        keyed.update(random.encode())
        return _text_of(keyed.digest()[:RANDOM_BYTES])


def _text_of(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()
