"""One step of a process as it is typed: "collect the figures: stop, 4 x 3 h", read into its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.core.words import Verdict, values

EXAMPLE = "collect the figures: change, 4 x 3 h -> 1 h, checking 0.5 h, a person decides what is a risk"
_HOW = f"Write it as: {EXAMPLE}."
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_HOURS = re.compile(
    rf"(?:(?P<people>{_NUMBER}) *(?:people|persons?)? *[x*] *)?(?P<before>{_NUMBER}) *h?(?:ours?)?"
    rf"(?: *(?:->|>|then) *(?P<after>{_NUMBER}) *h?(?:ours?)?)?",
    re.IGNORECASE,
)
_CHECKING = re.compile(rf"(?:checking|check) *(?P<checking>{_NUMBER}) *h?(?:ours?)?", re.IGNORECASE)
_DECIDES = re.compile(r"[,;]? *\ba person decides\b:? *", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]\s+")


class Unreadable(ValueError):
    """A line that is no step; its text says what is missing, and how to write it."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a process: what becomes of it, for how many people, and their hours a week each."""

    name: str
    verdict: Verdict
    people: float | None = None
    hours_before_per_week: float | None = None
    hours_after_per_week: float | None = None
    checking_hours_per_week: float | None = None
    person_decides: str = ""


def step_line(text: str) -> StepLine:
    """Read a step as it was typed; a step that is stopped takes no hours afterwards.

    Raises:
        Unreadable: it has no name or verdict, or a part of it is none of those that a step has.
    """
    name, _, rest = text.partition(":")
    rest, decides = (*_DECIDES.split(rest, maxsplit=1), "")[:2]
    first, *others = _BETWEEN.split(rest.strip())
    word = "-".join(first.lower().split())
    if not name.strip() or word not in values(Verdict):
        verdicts = ", ".join(verdict.replace("-", " ") for verdict in values(Verdict))
        raise Unreadable(f"'{text}' has no verdict ({verdicts}). {_HOW}")
    numbers: dict[str, float] = {}
    for part in filter(None, map(str.strip, others)):
        found = _CHECKING.fullmatch(part) or _HOURS.fullmatch(part)
        if found is None:
            raise Unreadable(f"'{part}' is not understood. {_HOW}")
        numbers |= {key: float(said.replace(",", ".")) for key, said in found.groupdict().items() if said}
    before, after = numbers.get("before"), numbers.get("after")
    if after is None and before is not None and word == Verdict.STOP:
        after = 0.0
    people, checking = numbers.get("people"), numbers.get("checking")
    return StepLine(name.strip(), Verdict(word), people, before, after, checking, decides.strip())


def trouble_with_step(text: str) -> str | None:
    """Why a line is no step, in a sentence; None if it is one."""
    try:
        step_line(text)
    except Unreadable as unreadable:
        return str(unreadable)
    return None
