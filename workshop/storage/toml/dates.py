"""Days as people write them into files."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def date_meant(value: object) -> dt.date | None:
    """The day that a value stands for: a date, one in quotation marks, or one with a time; else None."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(value.strip())
    return None
