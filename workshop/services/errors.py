"""What a service may say no with: each message is a whole sentence, and the command line says it as it is."""

from __future__ import annotations


class NoSuch(Exception):
    """What was named is not there; the message says what there is in its place."""


class NothingChanged(Exception):
    """A change was not begun; the message says why, and what to do."""


class CannotWrite(Exception):
    """A file for others cannot be written; the message names it."""
