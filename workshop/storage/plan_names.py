"""Which files of a session folder are plans, and which only look like a copy of one.

Editors, sync services and people leave copies beside a plan. A copy that counted would double its actions,
and one that nobody mentions may hold the only trace of an edit: a copy is never read, and always named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.words import Audience, values
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME

_PHASE = r"1-learn|2-lead-role|3-lead-redesign|4-succeed"
_ROLES = "|".join(values(Audience))
_PLAN = re.compile(
    rf"(?P<part>(?:{_PHASE})|2-lead-role\.(?P<role>\w[\w-]*)|(?:{_PHASE})\.(?P<known>{_ROLES}))\.toml"
)
"""In LEAD by role a role may have any name; elsewhere it is one that texts are written for."""
_LIKE_ONE = re.compile(
    r"(?:(?:.*[ _#~-])?[1-4]-(?:learn|lead-role|lead-redesign|succeed)|(?:.*[ ~]|#)?session)(?![a-z])",
    re.IGNORECASE,
)
_WAS_TOML = re.compile(r"\.toml|[._](?:ba[ck]|old|orig|save|tmp|edited)\b|~$", re.IGNORECASE)
_JOURNAL = re.compile(r"(?:.*[ _#-])?journal(?![a-z]).*\.sqlite", re.IGNORECASE)
_COPY_WORDS = frozenset(
    (
        *(
            "bac",
            "bak",
            "backup",
            "conflict",
            "conflicted",
            "copie",
            "copy",
            "copia",
            "edited",
            "kopie",
            "old",
        ),
        *("orig", "original", "save", "saved", "temp", "tmp"),
    )
)
_NUMBER = re.compile(r"v?\d+")


@dataclass(frozen=True, slots=True)
class Sorted:
    """The names of a folder that are plans, and those that look like a copy of one of its files."""

    plans: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    """Copies of a journal, which sealing does not reach."""


def sort_names(names: Iterable[str]) -> Sorted:
    """Tell plans from their copies, both in alphabetical order."""
    known = sorted(names)
    plans = [name for name in known if _is_plan(name, known)]
    copies = [name for name in known if name not in plans and _is_like_a_copy(name)]
    journals = [name for name in known if _JOURNAL.match(name) and not name.startswith(JOURNAL_NAME)]
    return Sorted(tuple(plans), tuple(copies), tuple(journals))


def part_of(name: str) -> str:
    """Which plan of its session a file is, such as `lead-role.managers`; empty where its name is free."""
    match = _PLAN.fullmatch(name)
    return match["part"][2:] if match else ""


def role_of(name: str) -> str:
    """Whose plan a file is by its name; empty where it is that of a whole phase, or its name is free."""
    match = _PLAN.fullmatch(name)
    return (match["role"] or match["known"] or "") if match else ""


def _is_plan(name: str, beside: list[str]) -> bool:
    match = _PLAN.fullmatch(name)
    return match is not None and (match["role"] is None or not _is_copy_of_a_role(match["role"], beside))


def _is_copy_of_a_role(role: str, beside: list[str]) -> bool:
    """Whether what stands in the place of a role says that it is a copy, as in `managers-old`."""
    words = [word for word in re.split(r"[-_]", role.lower()) if not _NUMBER.fullmatch(word)]
    if not words or words[-1] in _COPY_WORDS or "conflict" in words:
        return True
    # A sync service adds the name of a computer: `managers-LAPTOP` beside `managers`.
    base, mark, computer = role.partition("-")
    return bool(mark) and computer != computer.lower() and f"2-lead-role.{base}.toml" in beside


def _is_like_a_copy(name: str) -> bool:
    if name.startswith(".") or name == RECORD_NAME:
        return False
    return _LIKE_ONE.match(name) is not None and _WAS_TOML.search(name) is not None
