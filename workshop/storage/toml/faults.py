"""What makes a TOML file one no more, in the words of people: the line, what is wrong, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workshop.core.text import clean

_LONGEST_LINE = 60
_LOOKED_AT = 400
_MERGE_MARK = re.compile(r"[<>]{7}(?: |$)")
_CURLY = "[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb]"
_CURLY_BEGIN = re.compile(rf"(?:^|[\[{{,=]) *{_CURLY}")
_CURLY_END = re.compile(rf"{_CURLY}$")
_BARE_NAME = re.compile(r"[A-Za-z0-9_.\"' -]+")
_HEADER = re.compile(r"(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?")
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)\s*(?:#.*)?")
_COMMA_IN_BRACES = re.compile(r"\{.*=\s*([+-]?\d+),(\d+)\s*$")
_OTHER_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|\d{4}[./]\d{1,2}[./]\d{1,2}\b|\d{4}-\d-|\d{4}-\d\d-\d\b"
)
_IN_LIST = re.compile(r"\[\d+\]")
_LARGE_WORD = re.compile(r"(true|false)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


@dataclass(frozen=True, slots=True)
class _GaveUp:
    """Where the parser gave up, and what it said."""

    lines: list[str]
    """The lines, without what is longer than anybody writes: the judges look at them again and again."""
    number: int
    rest: str
    """What stands in the line from there on."""
    column: int
    said: str

    @property
    def line(self) -> str:
        """The line itself."""
        return self.lines[self.number - 1]

    @property
    def value(self) -> str:
        """What stands behind the equals sign of the line."""
        return _pair(self.line)[1]


_Fault = tuple[int, str, str]
"""The number of the line, what is wrong with it, and how to mend it."""


def fault_in(text: str, number: int, column: int, said: str) -> tuple[str, str]:
    """What is wrong with a text that the parser refused, and how to mend it.

    Args:
        text: the file.
        number: the line at which the parser gave up, from 1.
        column: the place in it, from 1.
        said: the parser's own words, the last resort.
    """
    whole = text.replace("\r\n", "\n").split("\n")
    number = min(max(number, 1), len(whole))
    lines = [line[:_LOOKED_AT] for line in whole]
    place = _GaveUp(lines, number, whole[number - 1][column - 1 :][:_LOOKED_AT], column, said)
    for judge in _JUDGES:
        if (fault := judge(place)) is not None:
            at, what, mend = fault
            return f"{placed(at, lines[at - 1])}: {what}", mend
    what = clean(said, limit=200) or "Nobody knows what"
    return f"{placed(place.number, place.line)}: {what[0].lower()}{what[1:]}.", "Mend that line."


def single(key: str) -> tuple[str, str]:
    """What is wrong with one table where a list of tables is wanted, and how to mend it.

    Args:
        key: where it stands, such as `action[2].review`.
    """
    return "is one table, not a list of them.", f"Write `[[{_IN_LIST.sub('', key)}]]` with two brackets."


def placed(number: int, line: str) -> str:
    """A line of a file with its number, short enough for a message."""
    shown = clean(line, limit=_LONGEST_LINE + 1)
    if len(shown) > _LONGEST_LINE:
        shown = shown[: _LONGEST_LINE - 1].rstrip() + "…"
    return f"line {number}, `{shown}`" if shown else f"line {number}"


def _pair(line: str) -> tuple[str, str]:
    """The name and the value of a line; empty where it has no equals sign."""
    name, equals, value = line.partition("=")
    return (name.strip(), value.strip()) if equals and "#" not in name else ("", "")


def _header_of(line: str) -> tuple[str, str]:
    """The first brackets of a line that names a table, and that name; empty where it names none."""
    header = _HEADER.fullmatch(line.strip())
    return (header[1], header[2].strip()) if header else ("", "")


def _merge_mark(place: _GaveUp) -> _Fault | None:
    """Two versions that a program put below each other instead of choosing."""
    at = next((at for at, line in enumerate(place.lines, start=1) if _MERGE_MARK.match(line)), None)
    if at is None:
        return None
    mend = "Keep the lines of one version, and remove the lines of <<<<<<<, ======= and >>>>>>>."
    return at, "two versions of the file stand below each other.", mend


def _old_line_ends(place: _GaveUp) -> _Fault | None:
    if not any("\r" in line for line in place.lines):
        return None
    at = next(at for at, line in enumerate(place.lines, start=1) if "\r" in line)
    return at, "lines end in a way of long ago (CR).", "Save the file with LF or CRLF at the ends of lines."


def _hidden_character(place: _GaveUp) -> _Fault | None:
    """A character that the line shows nothing of, at the place where the parser stopped."""
    at = place.rest[:1]
    if not at or at.isspace() or clean(at, limit=1):
        return None
    what = f"a character that nobody sees (U+{ord(at):04X}) stands at place {place.column}."
    return place.number, what, "Delete that part of the line and write it again."


def _curly_quotes(place: _GaveUp) -> _Fault | None:
    rest = _TEXT.sub("", place.value)
    if not _CURLY_BEGIN.search(rest) and not _CURLY_END.search(rest):
        return None
    return place.number, "curly quotation marks.", 'Write straight ones: "…".'


def _header_twice(place: _GaveUp) -> _Fault | None:
    brackets, name = _header_of(place.line)
    if not name or not _is_doubled(place.said):
        return None
    lines = enumerate(place.lines[: place.number - 1], start=1)
    earlier = [(at, header) for at, line in lines if (header := _header_of(line))[1] == name]
    if not earlier:
        return place.number, "this name holds something else already.", "Give the table another name."
    at, (before, _) = earlier[0]
    listed = f"`[[{clean(name, limit=_LONGEST_LINE)}]]`"
    if before != brackets:
        wrong = at if before == "[" else place.number
        return wrong, "a single bracket, where others make a list.", f"Write {listed}."
    mend = f"Write {listed} each time if it is a list, or keep one."
    return place.number, f"the table stands in line {at} already.", mend


def _name_twice(place: _GaveUp) -> _Fault | None:
    name, _ = _pair(place.line)
    if not name or not _is_doubled(place.said):
        return None
    shown = clean(name, limit=_LONGEST_LINE)
    for at in range(place.number - 1, 0, -1):
        line = place.lines[at - 1]
        if line.lstrip().startswith("["):
            break
        if _pair(line)[0] == name:
            return place.number, f"`{shown}` stands in line {at} already.", "Keep one of the two lines."
    return place.number, f"`{shown}` has a value already.", "Keep one of the two."


def _is_doubled(said: str) -> bool:
    return "overwrite" in said or "twice" in said or "immutable" in said


def _decimal_comma(place: _GaveUp) -> _Fault | None:
    # In braces the parser takes what follows the comma for a name, and stops behind it.
    read = place.line[: place.column - 1]
    number = _DECIMAL_COMMA.fullmatch(place.value) or _COMMA_IN_BRACES.search(read)
    if number is None:
        return None
    return place.number, "a number with a comma.", f"Write a point: {number[1][:20]}.{number[2][:20]}."


def _date(place: _GaveUp) -> _Fault | None:
    if not _OTHER_DATE.match(place.value) and "date" not in place.said:
        return None
    what = "no date that can be read." if _OTHER_DATE.match(place.value) else "no such day or time."
    return place.number, what, "Write year-month-day, such as 2026-10-31, and a day that exists."


def _large_truth(place: _GaveUp) -> _Fault | None:
    word = _LARGE_WORD.match(place.value)
    if word is None or word[1] == word[1].lower():
        return None
    return place.number, "true and false have small letters.", f"Write {word[1].lower()}."


def _nothing_behind(place: _GaveUp) -> _Fault | None:
    name, value = _pair(place.line)
    if not name or (value and not value.startswith("#")):
        return None
    return place.number, "nothing stands behind the equals sign.", "Write a value, or remove the line."


def _backslash(place: _GaveUp) -> _Fault | None:
    if "\\" not in place.line or not re.search(r"hex value|escape|Unescaped", place.said):
        return None
    return place.number, "a backslash in a text has a meaning of its own.", "Write it twice: \\\\."


def _missing_quotes(place: _GaveUp) -> _Fault | None:
    """A text without its first quotation mark, or without both."""
    value = place.value.split(" #")[0].rstrip()
    if not _WORD.match(value) or place.said == "Unclosed array":
        return None
    shown = clean(value.strip("\"'"), limit=_LONGEST_LINE).replace("\\", "\\\\").replace('"', '\\"')
    return place.number, "a text without quotation marks.", f'Write "{shown}".'


def _unended_text(place: _GaveUp) -> _Fault | None:
    if place.said == "Unterminated string" or (place.said.startswith("Illegal") and '"""' in place.line):
        opened = [at for at, line in enumerate(place.lines, start=1) if '"""' in line or "'''" in line]
        at = opened[-1] if opened else place.number
        return at, "a text over several lines has no end.", "Put the three quotation marks at its end."
    if place.said.startswith("Illegal character '\\n'") or place.said.startswith("Illegal character '\\r"):
        return place.number, "a text without its second quotation mark.", "Put it at the end of the text."
    return None


def _quotes_inside(place: _GaveUp) -> _Fault | None:
    """A quotation mark in a text ends it."""
    value = place.value.split(" #")[0].rstrip()
    text = _TEXT.match(value)
    if text is None or value[0] not in value[text.end() :] or not place.said.startswith("Expected newline"):
        return None
    quote = value[0]
    mend = 'Write \\" for each inside.' if quote == '"' else "Put the whole text into double ones."
    return place.number, "a quotation mark inside a text ends it.", mend


def _rest(place: _GaveUp) -> _Fault | None:
    if not place.said.startswith("Expected newline"):
        return None
    rest = clean(place.rest, limit=_LONGEST_LINE)
    mend = "Texts stand in quotation marks, remarks behind #."
    return place.number, f"`{rest}` stands behind the end." if rest else "it goes on too long.", mend


def _unended_list(place: _GaveUp) -> _Fault | None:
    if place.said not in ("Unclosed array", "Unclosed inline table"):
        return None
    kind = "list" if place.said == "Unclosed array" else "table in braces"
    bracket = "]" if kind == "list" else "}"
    # The parser stops at what follows; where the list begins helps more.
    begin = r"=\s*\[" if kind == "list" else r"\{"
    at = next(
        (at for at in range(place.number, 0, -1) if re.search(begin, place.lines[at - 1])), place.number
    )
    return at, f"a {kind} has no end, or no comma between two entries.", f"Put the comma, or {bracket}."


def _header(place: _GaveUp) -> _Fault | None:
    if not place.line.lstrip().startswith("["):
        return None
    return place.number, "the name of a table is not between its brackets.", "Write `[name]` or `[[name]]`."


def _name(place: _GaveUp) -> _Fault | None:
    """A line that is neither a remark nor a name with a value."""
    if re.match(r"\s*[\w-]+\s*:", place.line):
        return place.number, "a colon instead of an equals sign.", "Write =."
    name, _ = _pair(place.line)
    if name and (" " in name or not _BARE_NAME.fullmatch(name)):
        return (
            place.number,
            "names have only letters a to z, digits, - and _.",
            "Write it without the others.",
        )
    if not name and "=" not in place.line:
        return place.number, "neither `name = value` nor a remark.", "Write a value, or # before a remark."
    return None


def _value(place: _GaveUp) -> _Fault | None:
    if place.said != "Invalid value":
        return None
    shown = clean(place.rest, limit=_LONGEST_LINE)
    what = f"`{shown}` is no value." if shown else "a value is missing."
    return place.number, what, "Texts stand in quotation marks, numbers and dates without."


def _half_a_pair(place: _GaveUp) -> _Fault | None:
    """A name or its value alone, among others in braces or where a file was cut off."""
    if place.said.startswith("Expected '='"):
        return place.number, "a name has no equals sign behind it.", "Write `name = value`."
    if place.said in ("Invalid statement", "Invalid initial character for a key part"):
        return place.number, "no name stands where one belongs.", "Write `name = value`."
    return None


_JUDGES: Iterable[Callable[[_GaveUp], _Fault | None]] = (
    _merge_mark,
    _old_line_ends,
    _hidden_character,
    _curly_quotes,
    _header_twice,
    _name_twice,
    _decimal_comma,
    _date,
    _large_truth,
    _nothing_behind,
    _backslash,
    _unended_text,
    _missing_quotes,
    _quotes_inside,
    _unended_list,
    _rest,
    _header,
    _name,
    _value,
    _half_a_pair,
)
"""Asked one after the other: what is sure before what is only likely."""
