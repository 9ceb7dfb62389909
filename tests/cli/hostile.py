"""Files that nobody means well with, or that an accident made: what they hold, and what they are.

A kind is made of a good file, so that it comes as far as it can.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from workshop.storage.toml.reading import table_of

if sys.platform == "win32":  # not a mark: some of what follows has no name there
    pytest.skip("pipes and rights are made as on Unix", allow_module_level=True)

Spoil = Callable[[bytes], bytes]
"""What becomes of the bytes of a good file."""

COMBINING = "a" + "\u0301" * 200_000
DIGITS = b"9" * 5000


def each_value(change: Callable[[Any], Any]) -> Spoil:
    """The same file with each of its values replaced, the lists and tables around them as they were."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: changed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [changed(inner) for inner in value]
        return change(value)

    return lambda good: tomlkit.dumps(changed(table_of(good, "x.toml"))).encode("utf-8", "surrogatepass")


def numbers(instead: float) -> Spoil:
    return each_value(lambda value: instead if isinstance(value, int | float) else value)


def dates(instead: object) -> Spoil:
    return each_value(lambda value: instead if isinstance(value, dt.date) else value)


def texts(instead: object) -> Spoil:
    return each_value(lambda value: instead if isinstance(value, str) else value)


def before(raw: bytes) -> Spoil:
    return lambda good: raw + good


def behind(raw: bytes) -> Spoil:
    return lambda good: good + b"\n" + raw


def only(raw: bytes) -> Spoil:
    return lambda good: raw


def coded(name: str) -> Spoil:
    return lambda good: good.decode().encode(name)


CONTENTS: dict[str, Spoil] = {
    "nothing": only(b""),
    "only zeros": only(bytes(500)),
    "every byte": only(bytes(range(256))),
    "a program": only(b"\x7fELF\x02\x01\x01" + bytes(200)),
    "a zipped file": gzip.compress,
    "JSON": only(b'{"session": {"id": "x"}}'),
    "YAML": only(b"session:\n  id: x\n"),
    "a page": only(b"<!doctype html><title>Not found</title>"),
    "a file for another program": only(b"#!/bin/sh\nexit 1\n"),
    "a NUL inside": lambda good: good[: len(good) // 2] + b"\0" + good[len(good) // 2 :],
    "half of it": lambda good: good[: len(good) // 2],
    "a mark of the encoding": before(b"\xef\xbb\xbf"),
    "two marks of the encoding": before(b"\xef\xbb\xbf\xef\xbb\xbf"),
    "UTF-16": coded("utf-16"),
    "UTF-16 without a mark": coded("utf-16-be"),
    "UTF-32": coded("utf-32"),
    "Latin-1": behind(b'odd = "\xfc"'),
    "half a pair": behind(b'odd = "\xed\xa0\x80"'),
    "overlong": behind(b'odd = "\xc0\xaf"'),
    "lines of long ago": lambda good: good.replace(b"\n", b"\r"),
    "lines of Windows": lambda good: good.replace(b"\n", b"\r\n"),
    "bells": behind(b'odd = "\x07\x1b[2J"'),
    "one line of a megabyte": behind(b"# " + b"x" * 1_000_000),
    "a text of 400,000": behind(b'odd = "' + b"x" * 400_000 + b'"'),
    "a name of 400,000": behind(b"x" * 400_000 + b" = 1"),
    "20,000 names": before(b"".join(b"x%d = 1\n" % number for number in range(20_000))),
    "20,000 tables": behind(b"[[x]]\n" * 20_000),
    "a list of 20,000": behind(b"x = [" + b"1," * 20_000 + b"]"),
    "3,000 lists in lists": before(b"x = " + b"[" * 3000 + b"]" * 3000 + b"\n"),
    "3,000 tables in tables": behind(b"[" + b".".join([b"a"] * 3000) + b"]"),
    "3,000 short tables": behind(b"x = " + b"{a = " * 3000 + b"1" + b"}" * 3000),
    "5,000 digits": before(b"schema_version = " + DIGITS + b"\n"),
    "5,000 digits behind a point": before(b"odd = 0." + DIGITS + b"\n"),
    "an exponent": before(b"odd = 1e999999999\n"),
    "a name twice": behind(b"odd = 1\nodd = 2"),
    "a table twice": behind(b"[odd]\n[odd]"),
    "a table that is a list": behind(b"[odd]\n[[odd]]"),
    "a name that is a table": before(b"session = 1\nsource = 1\nstep = 1\nincident = 1\naction = 1\n"),
    "merge marks": before(b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> theirs\n"),
    "nowhere a number": numbers(float("nan")),
    "numbers without end": numbers(float("inf")),
    "numbers below every number": numbers(float("-inf")),
    "the largest numbers": numbers(2**63 - 1),
    "the smallest numbers": numbers(-(2**63)),
    "negative numbers": numbers(-1),
    "halves": numbers(0.5),
    "the last day": dates(dt.date.max),
    "the first day": dates(dt.date.min),
    "the first moment": dates(dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=23)))),
    "the last moment": dates(dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-23)))),
    "hours for days": dates(dt.time(23, 59)),
    "empty texts": texts(""),
    "blanks": texts(" \t\u00a0\u2003"),
    "texts that nobody sees": texts("\u200b\u202e\u2066\ufeff"),
    "a cleared screen": texts("\x1b[2J\x1b]0;x\x07"),
    "markup": texts("[bold]{x}%s<b>&[/]"),
    "other places": texts("../../../etc/passwd"),
    "a NUL in each text": texts("a\0b"),
    "combining marks": texts("a" + "\u0301" * 3000),
    "200,000 combining marks": lambda good: good + f'\nodd = "{COMBINING}"\n'.encode(),
    "numbers for texts": texts(1),
    "dates for texts": texts(dt.date(2026, 11, 2)),
    "truth for all": each_value(lambda value: True),
    "lists for all": each_value(lambda value: [[]]),
    "tables for all": each_value(lambda value: {"a": {}}),
}
"""What a file may hold."""

LARGE = 20_000_000_000


def _linked(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGE)


def _closed(path: Path) -> None:
    path.write_bytes(b"x = 1\n")
    path.chmod(0)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


THINGS: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
    "20 GB": _large,
    "a closed file": _closed,
    "a link to zeros": _linked("/dev/zero"),
    "a link to chance": _linked("/dev/urandom"),
    "a link to the terminal": _linked("/dev/tty"),
    "a link to memory": _linked("/proc/self/mem"),
    "a link to itself": _linked("."),
    "a link upwards": _linked("../.."),
    "a link to nowhere": _linked("/nowhere/at/all"),
    "a link to another's file": _linked("/etc/passwd"),
}
"""What a file may be instead of one."""
