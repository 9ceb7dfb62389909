"""What dots on the lines of a card say: the groups of lines, and what was found."""

from __future__ import annotations

from workshop.core.agenda.card import GOOD, Card
from workshop.core.english import capital, counted, listed
from workshop.core.live.lines import LinesTold
from workshop.core.live.words.dots import line_words
from workshop.core.live.words.ownership import SIDE_WORDS
from workshop.core.words import OwnerSide, role_name

_SIGNS = {"green": "●", "amber": "▲", "red": "■"}
"""A shape for each colour, as on signs: whoever sees no colour sees the shape and reads the word."""
_MOST_NAMED = 2
TOO_FEW = "Too few have voted: the dots are not shown."


def group_words(card: Card, of: str) -> str:
    """What stands over a group of lines: the label of their field, or the side."""
    if card.id == GOOD:
        return capital(role_name(of))
    field = card.field(of)
    return label_of(field.key, field.label) if field is not None else SIDE_WORDS[OwnerSide(of)]


def label_of(key: str, label: str) -> str:
    """The label of a field; of a colour with its sign."""
    return f"{_SIGNS[key]} {label.replace(key, key.upper())}" if key in _SIGNS else label


def missing_words(told: LinesTold) -> str:
    """Which parts got most dots, in a sentence."""
    if told.result is None:
        return TOO_FEW
    most = max(told.dots.values())
    named = [line_words(line) for line, dots in told.dots.items() if dots == most]
    if len(named) > _MOST_NAMED:
        return "No part stands out: several are missing alike."
    return f"Missing most: {listed(named)}."


def chosen_words(card: Card, told: LinesTold) -> str:
    """How many lines stand, and that the others do not."""
    if told.result is None:
        return "Too few have voted: all lines stand as they are."
    if card.id == GOOD:
        return "Of lines that say the same, the one with most dots stands."
    of, left = len(told.ideas), sum(dots > 0 for dots in told.dots.values())
    if left == of:
        return f"All {of} lines have dots, and stand."
    return f"{left} of {of} lines have dots, and {'stands' if left == 1 else 'stand'}."


def dots_words(dots: int) -> str:
    """How many dots a line has."""
    return counted(dots, "dot")
