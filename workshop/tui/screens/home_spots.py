"""What the home screen offers: spots in blocks, blocks in bands, and where an arrow leads from each."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop.core.agenda.prepared import PreparedFile
    from workshop.ports import SavedSession
    from workshop.tui.messages import AtPreparing, Start


class Wish(enum.Enum):
    """What can become of a prepared session."""

    LEAD = enum.auto()
    REHEARSE = enum.auto()
    CHANGE = enum.auto()
    PAPERS = enum.auto()
    DUPLICATE = enum.auto()
    THROW_AWAY = enum.auto()


class Left(enum.Enum):
    """What can become of an interrupted session."""

    GO_ON = enum.auto()
    END = enum.auto()
    THROW_AWAY = enum.auto()


@dataclass(frozen=True, slots=True)
class OfPrepared:
    """Something is to become of a prepared session; without a wish it is asked what."""

    file: PreparedFile
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class OfLeft:
    """Something is to become of an interrupted session; without a wish it is asked what."""

    saved: SavedSession
    wish: Left | None = None


@dataclass(frozen=True, slots=True)
class OfSaved:
    """A sealed session: it is asked whether to lead it again or to look at its plans."""

    saved: SavedSession


@dataclass(frozen=True, slots=True)
class OneOf:
    """All spots of a kind, of which the screen shows a few: one is chosen from a list."""

    question: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Nothing but a sentence."""

    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that can be chosen.

    `does` is what the footer says of Enter, `beside` a figure or a date at the end of the line, `hint` a
    sentence about it while it is marked, `prepare` where `p` leads.
    """

    id: str
    words: str
    does: str
    act: Start | OfPrepared | OfLeft | OfSaved | OneOf | Told
    beside: str = ""
    hint: str = ""
    late: bool = False
    prepare: AtPreparing | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Spots under a head, one below the other or in a row; `words` stand above them."""

    head: str = ""
    spots: tuple[Spot, ...] = ()
    words: str = ""
    in_a_row: bool = False
    note: str = ""
    """What is said where there is no spot, or not yet."""


Bands = Sequence[Sequence[Block]]
"""Blocks side by side, and below them the next ones."""


def spots_of(bands: Bands) -> list[Spot]:
    """All of them in the order in which they are read."""
    return [spot for band in bands for block in band for spot in block.spots]


def after(bands: Bands, marked: str, key: str) -> str:
    """The spot to which a key leads from the marked one; the same where it leads nowhere."""
    every = [spot.id for spot in spots_of(bands)]
    if marked not in every:
        return every[0] if every else ""
    if key in ("home", "end"):
        return every[0 if key == "home" else -1]
    step = {"up": -1, "left": -1, "shift+tab": -1, "pageup": -1}.get(key, 1)
    if key in ("tab", "shift+tab"):
        return every[(every.index(marked) + step) % len(every)]
    full = [[block for block in band if block.spots] for band in bands]
    full = [band for band in full if band]
    row, lane, at = next(
        (row, lane, at)
        for row, band in enumerate(full)
        for lane, block in enumerate(band)
        for at, spot in enumerate(block.spots)
        if spot.id == marked
    )
    block = full[row][lane]
    along = key in ("left", "right") if block.in_a_row else key in ("up", "down")
    if along and 0 <= at + step < len(block.spots):
        return block.spots[at + step].id
    if key in ("left", "right") and 0 <= lane + step < len(full[row]):
        beside = full[row][lane + step].spots
        return beside[min(at, len(beside) - 1)].id
    if key in ("left", "right") or not 0 <= row + step < len(full):
        return marked
    return _into(full[row + step], at if block.in_a_row else lane, from_above=step > 0).id


def _into(band: Sequence[Block], lane: int, *, from_above: bool) -> Spot:
    """The spot of a band that is nearest to where one comes from."""
    block = band[min(lane, len(band) - 1)]
    if block.in_a_row:
        return block.spots[min(lane, len(block.spots) - 1)]
    return block.spots[0 if from_above else -1]
