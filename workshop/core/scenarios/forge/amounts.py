"""Operators on figures: another row, another column, a plausible step, a sum without one of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from zlib import crc32

from workshop.core.english import capital
from workshop.core.scenarios.forge.ground import Figure, Ground, Row, figures, names, wrong
from workshop.core.scenarios.scenario import Sentence

_OLD = ("before", "old", "last year", "earlier")
_TOTALS = ("all", "total", "sum")
_SMALL = 13
_FARTHEST = 4
"""Nobody reads a figure as another that is so many times as large."""
_FEWEST = 2
"""Figures of a source from which another can be computed."""
_COMPUTED = re.compile(r"\b(?:average|together|in all|in total|rose|fell|less|more)\b")
"""A figure of such a line is seldom a cell, even where one has its value."""
_CHOSEN = re.compile(r"\bhas [a-z]+$")
"""How many parts a plan has, as in "has four units", is the own choice of a text where nobody named it."""


def another_row(ground: Ground, at: int) -> Iterator[Sentence]:
    """The figure of the same column in a neighbouring row."""
    for figure, row, column in _cells(ground, at):
        for other in ground.rows:
            if abs(other.line - row.line) == 1 and _same_form(row, column, other, column):
                value = other.value(column)
                if _fits(ground, at, figure, value):
                    why = (
                        f"{capital(_said(ground, at, figure, value))} is the figure of '{other.label}'; "
                        f"for '{row.label}' the source has {row.cells[column]}."
                    )
                    yield wrong(_with(ground, at, figure, value), "misread-table", why, (row.line,))
                    break


def another_column(ground: Ground, at: int) -> Iterator[Sentence]:
    """The figure of the same row in another column; from the column of then it is out of date."""
    for figure, row, column in _cells(ground, at):
        for other in range(len(row.cells)):
            value = row.value(other)
            if other == column or not row.heads or not _same_form(row, column, row, other):
                continue
            if _fits(ground, at, figure, value):
                then = any(word in row.heads[other].lower() for word in _OLD)
                why = (
                    f"{capital(_said(ground, at, figure, value))} stands under '{row.heads[other]}'; "
                    f"under '{row.heads[column]}' the source has {row.cells[column]}."
                )
                kind = "stale-fact" if then else "misread-table"
                yield wrong(_with(ground, at, figure, value), kind, why, (row.line,))
                break


def another_label(ground: Ground, at: int) -> Iterator[Sentence]:
    """The name of another row beside the figure of this one."""
    text = ground.line(at)
    named = [row for row in ground.rows if names(text, row.label)]
    if len(named) != 1:
        return
    (row,) = named
    stated = {figure.value for figure in ground.amounts(at)}
    values = {row.value(column) for column in range(len(row.cells))} & stated
    for other in ground.rows:
        others = {other.value(column) for column in range(len(other.cells))}
        if abs(other.line - row.line) != 1 or not values or values & others or not _alike(row, other):
            continue
        new = _in_place(text, row.label, other.label)
        why = f"The figure belongs to '{row.label}', not to '{other.label}'."
        yield wrong(new, "misread-table", why, (row.line,))
        return


def a_step_off(ground: Ground, at: int) -> Iterator[Sentence]:
    """A figure by a plausible step beside the right one."""
    for figure in ground.amounts(at):
        value = _stepped(figure, ground.line(at))
        if not _fits(ground, at, figure, value):
            continue
        new, old = (_said(ground, at, figure, one) for one in (value, figure.value))
        lines = ground.lines_with(figure.stated) or ground.lines_with(f"{figure.value:,}")
        clause = lines if len(lines) == 1 and figure.value >= _SMALL else None
        if figure.value not in ground.given_values:
            if len(figures(ground.scenario.source)) < _FEWEST or _CHOSEN.search(
                ground.line(at)[: figure.end]
            ):
                continue
            why = f"Computed again from the source it is {old}, not {new}."
            yield wrong(_with(ground, at, figure, value), "arithmetic-slip", why)
        elif lines:
            why = f"By the source it is {old}, not {new}."
            in_table = any(row.line in lines for row in ground.rows)
            kind = "misread-table" if in_table else "invented-detail"
            yield wrong(_with(ground, at, figure, value), kind, why, clause)


def a_part_left_out(ground: Ground, at: int) -> Iterator[Sentence]:
    """A sum of a column, without its last row."""
    parts = [row for row in ground.rows if row.label.lower() not in _TOTALS]
    for figure in ground.amounts(at):
        for column in range(max((len(row.cells) for row in parts), default=0)):
            values = [row.value(column) for row in parts]
            known = [value for value in values if value is not None]
            if len(known) < 3 or len(known) < len(values) or sum(known) != figure.value:
                continue
            value = figure.value - known[-1]
            if _fits(ground, at, figure, value):
                why = (
                    f"The sum leaves out '{parts[-1].label}'; with it the result is {figure.stated.lower()}."
                )
                yield wrong(_with(ground, at, figure, value), "arithmetic-slip", why, (parts[-1].line,))


def _cells(ground: Ground, at: int) -> Iterator[tuple[Figure, Row, int]]:
    """The figures of a line that are cells: of the row that it names, or of the only one that has them."""
    text = ground.line(at)
    for figure in ground.amounts(at):
        cells = [
            (row, column)
            for row in ground.rows
            for column in range(len(row.cells))
            if row.value(column) == figure.value
            and row.cells[column].endswith("%") == text[figure.end :].startswith("%")
        ]
        named = [cell for cell in cells if names(text, cell[0].label)]
        if len(named) != 1 and (figure.value < _SMALL or _COMPUTED.search(text)):
            continue
        for row, column in named if len(named) == 1 else cells if len(cells) == 1 else []:
            yield figure, row, column


def _same_form(row: Row, column: int, other: Row, place: int) -> bool:
    """Whether one cell can be taken for another: as many decimals, a share as a share, of similar size."""
    if place >= len(other.cells) or len(other.cells) != len(row.cells):
        return False
    here, there = row.value(column), other.value(place)
    cells = (row.cells[column], other.cells[place])
    if here is None or there is None or not here or not there:
        return False
    alike = len({(cell.endswith("%"), len(cell.partition(".")[2])) for cell in cells}) == 1
    return alike and 1 <= max(here, there) / min(here, there) <= _FARTHEST


def _fits(ground: Ground, at: int, figure: Figure, value: Decimal | None) -> bool:
    """Whether a value is another one, says itself in the plural, and does not stand in the line already."""
    if value is None or value == figure.value or value < 2 or figure.value < 2:
        return False
    if value in {other.value for other in figures(ground.line(at))}:
        return False
    return _possible(_with(ground, at, figure, value))


def _possible(text: str) -> bool:
    """Whether a line can be true of anything: no part is larger than its whole, no share than all."""
    if re.search(r"\b(?:above|below) \d", text):
        return False
    found = figures(text)
    shares = [figure for figure in found if text[figure.end :].startswith("%")]
    amounts = [figure for figure in found if figure not in shares]
    wholes = [(a, b) for a, b in pairwise(amounts) if re.fullmatch(r" of (?:the )?", text[a.end : b.start])]
    if text.startswith("Of ") and amounts:
        wholes += [(other, amounts[0]) for other in amounts[1:]]
    return all(part.value < whole.value for part, whole in wholes) and all(one.value <= 100 for one in shares)


def _with(ground: Ground, at: int, figure: Figure, value: Decimal | None) -> str:
    assert value is not None
    text = ground.line(at)
    return text[: figure.start] + figure.written(value) + text[figure.end :]


def _said(ground: Ground, at: int, figure: Figure, value: Decimal | None) -> str:
    assert value is not None
    share = "%" if ground.line(at)[figure.end :].startswith("%") else ""
    return f"{figure.written(value).lower()}{share}"


def _stepped(figure: Figure, text: str) -> Decimal:
    """A value near by, as a slip makes it: two digits turned round, one more or less, a tenth of it."""
    up = 1 if crc32(text.encode()) % 2 else -1
    value, stated = figure.value, figure.stated
    places = len(stated.partition(".")[2])
    if value < _SMALL:
        return value + up * (Decimal(5) / 10 ** max(places, 1) if places else 1)
    digits = stated.replace(",", "")
    if places == 0 and len(digits) == 2 and digits[1] not in (digits[0], "0"):
        turned = Decimal(digits[::-1])
        if abs(turned - value) <= value / 2:
            return turned
    step = Decimal(10) ** (len(digits.partition(".")[0]) - 1)
    return value + up * step if value > 2 * step else value + step / 10 * (2 if step >= 10 else 1)


def _alike(row: Row, other: Row) -> bool:
    """Whether two labels fit the same sentence: names, or both in the plural, and no totals."""
    both = (row.label, other.label)
    return (
        not any(label.lower() in _TOTALS or not label[:1].isupper() or "(" in label for label in both)
        and len({len(label.split()) for label in both}) == 1
        and len({label.endswith("s") for label in both}) == 1
    )


def _in_place(text: str, old: str, new: str) -> str:
    found = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text, re.I)
    assert found is not None
    small = found[0][0].islower()
    return text[: found.start()] + (new[0].lower() + new[1:] if small else new) + text[found.end() :]
