"""The one way from the bytes of a TOML file to its values: whatever stands in it gives a table or a sentence.

Plans, records of sessions, scenarios, agendas and incidents are files that people edit, merge and send on.
Nothing else parses TOML, so that no part of the program can crash on what a parser does not expect; what
keeps comments (`toml_places.document_of`) asks here first.
"""

from __future__ import annotations

import codecs
import errno
import re
from pathlib import Path

import tomli

from workshop.core.problems import Problem, UnusableFile
from workshop.storage.disk import read_file
from workshop.storage.toml.faults import fault_in, placed

LARGEST_FILE = 500_000
_NESTED = (dict, list)
DEEPEST = 32
"""Tables and lists inside each other; no file of this program has more than five."""

_LARGEST_NUMBER = 2**63
_IN_NUMBERS = b"0123456789ABCDEFabcdef_"
_AS_ZEROS = bytes.maketrans(_IN_NUMBERS, b"0" * len(_IN_NUMBERS))
_MANY_DIGITS = b"0" * 16
"""What a number beyond the limit has in it, where all that may stand in numbers became zeros."""
_LONG_NUMBER = re.compile(rb"(?<=[=,\[\s+-])(?:0[xob])?[0-9A-Fa-f_]{16,}")


def read_toml(path: Path) -> dict[str, object]:
    """The content of a TOML file.

    Raises:
        UnusableFile: it cannot be read, is too large, is not text, or is not TOML.
    """
    return table_of(bytes_of(path), str(path))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file that may hold TOML.

    Raises:
        UnusableFile: it cannot be read, or is too large.
    """
    try:
        return read_file(path, LARGEST_FILE)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        if getattr(error, "errno", None) == errno.EFBIG:
            raise _too_large(str(path)) from error
        reason = (getattr(error, "strerror", None) or str(error) or "unknown reason").lower()
        raise _unusable(str(path), f"cannot be read: {reason}.", "Check the name and your rights.") from error


def table_of(raw: bytes, where: str) -> dict[str, object]:
    """The values that the bytes of a TOML file stand for.

    Args:
        raw: the bytes; a mark at their beginning that says UTF-8 is allowed.
        where: the file as the person knows it.

    Raises:
        UnusableFile: too large, not text, not TOML, nested too deeply, or with a number that is too long.
    """
    _refuse_large(raw, where)
    text = _text_of(raw, where)
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        what, mend = fault_in(text, error.lineno, error.colno, error.msg)
        raise _unusable(where, f"is not valid TOML: {what}", mend) from error
    except RecursionError as error:
        raise _too_deep(where) from error
    except ValueError as error:  # a number of more digits than Python converts
        raise _too_long(raw, where) from error
    _refuse_deep(table, where)
    if _MANY_DIGITS in raw.translate(_AS_ZEROS):
        _refuse_long_numbers(table, raw, where)
    return table


def _text_of(raw: bytes, where: str) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw[:4]:
        raise _unusable(where, "is not UTF-8 text.", "Save it with the encoding UTF-8, not UTF-16.")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        start, end = raw.rfind(b"\n", 0, error.start) + 1, raw.find(b"\n", error.start)
        # Editors that do not save UTF-8 save what Western Europe had before.
        line = raw[start : end if end >= 0 else None].decode("cp1252", "replace")
        number = raw.count(b"\n", 0, start) + 1
        raise _unusable(
            where, f"is not UTF-8 text: {placed(number, line)}.", "Save it with the encoding UTF-8."
        ) from error


def _refuse_large(raw: bytes, where: str) -> None:
    if len(raw) > LARGEST_FILE:
        raise _too_large(where)


def _refuse_deep(table: dict[str, object], where: str) -> None:
    """What walks through the values later may call itself once a level."""
    level: list[dict[str, object] | list[object]] = [table]
    for _ in range(DEEPEST):
        level = [
            inner
            for nested in level
            for inner in (nested.values() if isinstance(nested, dict) else nested)
            if isinstance(inner, _NESTED)
        ]
        if not level:
            return
    raise _too_deep(where)


def _refuse_long_numbers(table: dict[str, object], raw: bytes, where: str) -> None:
    """Numbers beyond what the format promises; written as hexadecimals they would have no limit at all."""
    waiting: list[object] = [table]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, int) and not -_LARGEST_NUMBER <= value < _LARGEST_NUMBER:
            raise _too_long(raw, where)


def _too_large(where: str) -> UnusableFile:
    return _unusable(where, f"is larger than {LARGEST_FILE:,} bytes.", "Is it the right file?")


def _too_deep(where: str) -> UnusableFile:
    return _unusable(where, "nests lists or tables too deeply.", "Write it flat.")


def _too_long(raw: bytes, where: str) -> UnusableFile:
    longest = max(_LONG_NUMBER.finditer(raw), key=lambda number: len(number[0]), default=None)
    number = raw.count(b"\n", 0, longest.start()) + 1 if longest else 1
    return _unusable(
        where, f"is not valid TOML: line {number} has a number of too many digits.", "Shorten it."
    )


def _unusable(where: str, what: str, mend: str) -> UnusableFile:
    return UnusableFile([Problem(where, "", what, mend)])
