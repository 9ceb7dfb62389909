"""What the journal holds is noise without the session's key, and its length tells nothing of a vote."""

from __future__ import annotations

from workshop.core.live.subkeys import Purpose, subkey

BLOCK = 256
"""Bytes that any ballot and any answer fits into; what is longer fills twice that, four times, and so on."""

TEXT_BLOCK = 1024
"""Bytes that any text of a phone fits into: 240 characters of four bytes each."""

_END = b"\x80"
"""Stands behind what was written, before the zeros that fill the block."""


class NotReadable(Exception):
    """The key does not fit, or the bytes are not what was written at this place."""


class Bodies:
    """Seals and opens what one session writes."""

    def __init__(self, key: bytes) -> None:
        # Not at the top: the home screen should not wait for it.
        from nacl.secret import Aead

        self._box = Aead(subkey(key, Purpose.BODIES))

    def seal(self, body: bytes, place: str, least: int = BLOCK) -> bytes:
        """The noise that stands for a body of `least` bytes or more; it can be opened at this place only."""
        return bytes(self._box.encrypt(_filled(body, least), place.encode()))

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed at a place.

        Raises:
            NotReadable: it was not, or with another key.
        """
        from nacl.exceptions import CryptoError

        try:
            return self._box.decrypt(sealed, place.encode()).rstrip(b"\0").removesuffix(_END)
        except (CryptoError, ValueError, TypeError) as error:
            raise NotReadable("the key does not fit what is in it") from error


def _filled(body: bytes, least: int) -> bytes:
    size = max(least, 1 << len(body).bit_length())
    return (body + _END).ljust(size, b"\0")
