"""The reliance map as one inline SVG: no script, no font and no picture from elsewhere.

It takes the colour of the text around it, so it is read on a light page and on a dark one. Shape and word
carry the meaning; the title and the description carry all of it for those who do not see the picture.
"""

from __future__ import annotations

from html import escape

from workshop.core.live.words.reliance import (
    HELD_BACK_AXIS,
    NOT_SENT_AXIS,
    decided_words,
    place_words,
    tapped_words,
)
from workshop.core.plans.record import RelianceMap
from workshop.core.stats.detection import LABELLED_FROM, Corner, MapPoint
from workshop.core.stats.interval import percent

_LEFT, _TOP, _SIDE = 64, 40, 320
_WIDTH, _HEIGHT = _LEFT + _SIDE + 24, _TOP + _SIDE + 84
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_RADIUS, _CAP = 8, 6
_LEGEND = "● now, with 95% intervals"

_STYLE = """
.reliance { color: #14202b; font-family: system-ui, sans-serif; font-size: 14px; }
.reliance .quiet { opacity: .72; }
.reliance .accent { color: #0b4f9c; }
@media (prefers-color-scheme: dark) { .reliance { color: #f2f5f8; } .reliance .accent { color: #7cc4ff; } }
"""


def reliance_svg(map: RelianceMap, *, id: str = "reliance") -> str:  # noqa: A002 (the words of the product)
    """The map with its cross, as on the screen; without a label the frame stands empty and says why.

    Args:
        map: What the map shows.
        id: The beginning of the ids in it, for pages with several maps.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-labelledby="{escape(id)}-title {escape(id)}-desc" class="reliance" fill="currentColor">',
        f'<title id="{escape(id)}-title">{escape(title_of(map))}</title>',
        f'<desc id="{escape(id)}-desc">{escape(description_of(map))}</desc>',
        f"<style>{_STYLE}</style>",
        *_frame(map),
    ]
    if map.point is not None:
        parts += _cross(map.point)
    else:
        parts.append(_text(_x(0.5), _y(0.5) - 12, "no place yet", "middle", "quiet"))
    parts.append(_text(_x(0), _HEIGHT - 10, _LEGEND if map.point is not None else title_of(map), "start"))
    return "\n".join([*parts, "</svg>"])


def title_of(map: RelianceMap) -> str:  # noqa: A002 (the words of the product)
    """What the picture is, and what may be said of the room."""
    if map.label is not None:
        return f"Reliance map: {map.label.said}"
    return "Reliance map" if map.point is not None else "Reliance map: too few votes for a place"


def description_of(map: RelianceMap) -> str:  # noqa: A002 (the words of the product)
    """Everything the picture says, in sentences."""
    sentences = []
    if map.label is not None:
        sentences.append(map.label.said if map.label.is_of_the_room else map.label.sentence)
    elif map.point is None:
        least = f"{LABELLED_FROM} votes on faulty texts and {LABELLED_FROM} on sound ones"
        sentences.append(f"A place takes {least}.")
    sentences += filter(None, (decided_words(map.decisions), tapped_words(map.sentences)))
    if map.point is not None:
        sentences.append(place_words(map.point))
    return " ".join(sentences)


def _frame(map: RelianceMap) -> list[str]:  # noqa: A002 (the words of the product)
    box = f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="currentColor"/>'
    parts = [box]
    for share in _TICKS:
        parts.append(_line(_LEFT - 5, _y(share), _LEFT, _y(share)))
        parts.append(_text(_LEFT - 9, _y(share) + 5, f"{percent(share)}%", "end"))
        parts.append(_line(_x(share), _TOP + _SIDE, _x(share), _TOP + _SIDE + 5))
        parts.append(_text(_x(share), _TOP + _SIDE + 21, f"{percent(share)}%", "middle"))
    dashes = ' stroke-dasharray="2 5"'
    parts.append(_line(_LEFT, _y(0.5), _LEFT + _SIDE, _y(0.5), dashes))
    parts.append(_line(_x(0.5), _TOP, _x(0.5), _TOP + _SIDE, dashes))
    for corner in Corner:
        left, top = not corner.wrongly_flagged, corner.caught == 1
        x, y = _x(corner.wrongly_flagged) + (8 if left else -8), _y(corner.caught) + (20 if top else -10)
        parts.append(_text(x, y, corner.words, "start" if left else "end", "quiet"))
    parts.append(_text(8, _TOP - 16, f"{NOT_SENT_AXIS} ↑", "start"))
    parts.append(_text(_LEFT + _SIDE, _TOP + _SIDE + 44, f"{HELD_BACK_AXIS} →", "end"))
    return parts


def _cross(point: MapPoint) -> list[str]:
    across, up = point.wrongly_flagged_arm, point.caught_arm
    x, y = _x(point.wrongly_flagged), _y(point.caught)
    thick = ' stroke-width="3"'
    lines = [
        _line(_x(across.low), y, _x(across.high), y, thick),
        _line(x, _y(up.low), x, _y(up.high), thick),
        *(_line(_x(end), y - _CAP, _x(end), y + _CAP, thick) for end in (across.low, across.high)),
        *(_line(x - _CAP, _y(end), x + _CAP, _y(end), thick) for end in (up.low, up.high)),
    ]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}"/>'
    return ['<g class="accent" fill="currentColor">', *lines, dot, "</g>"]


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _line(x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"{more}/>'


def _text(x: float, y: float, words: str, anchor: str, class_: str = "") -> str:
    named = f' class="{class_}"' if class_ else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(words)}</text>'
