"""Which field of a `session.toml` becomes which value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workshop.core.plans import record as r
from workshop.core.problems import Problem
from workshop.core.stats.detection import Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.storage.plans.fields import Fields
from workshop.storage.plans.values import read_values

_OF_A_ROLE = "answers_"


def read_record(content: Mapping[str, object], path: Path, problems: list[Problem]) -> r.RecordFile:
    """All fields of a record; what is of a wrong type goes to `problems` and is left out."""
    file = Fields(content, path, problems)
    table, found = file.table("session"), file.table("map")
    session = table or Fields({}, path, problems)
    still_open = _raw(content, "session").get("sealed") is False
    listed = content.get("pulse")
    raw = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return r.RecordFile(
        session=read_values(file).session,  # the header is that of the plans
        agenda=session.text("agenda"),
        phases=session.texts("phases"),
        scenarios=session.texts("scenarios"),
        actions=session.whole("actions"),
        sealed=None if still_open else session.date("sealed"),
        still_open=still_open,
        look_back_of=session.text("look_back_of"),
        look_back_day=session.whole("look_back_day"),
        look_back_unread=session.texts("look_back_unread"),
        pulses=tuple(_pulse(one, keys) for one, keys in zip(file.tables("pulse"), raw, strict=False)),
        map=_map(found) if found else None,
    )


def _raw(content: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _pulse(table: Fields, keys: Mapping[str, object]) -> r.PulseTotals:
    n = _count(table, "n")
    answers, quartiles = table.table("answers"), table.table("quartiles")
    return r.PulseTotals(
        id=table.text("id"),
        question=table.text("question"),
        moment=table.text("moment"),
        n=n,
        answers=_answers(answers) if answers else {},
        mean=_number(table, "mean", 1, 5),
        quartiles=_quartiles(quartiles, n) if quartiles else None,
        by_role={
            key.removeprefix(_OF_A_ROLE).replace("_", " "): _answers(part)
            for key in keys
            if key.startswith(_OF_A_ROLE) and (part := table.table(key)) is not None
        },
        sponsor_response=table.text("sponsor_response"),
    )


def _answers(table: Fields) -> dict[str, int]:
    return {answer: count for answer, count in table.counts() if count >= 0}


def _quartiles(table: Fields, n: int) -> Quartiles | None:
    low, median, high = (_number(table, key, 0, 100) for key in ("low", "median", "high"))
    if low is None or median is None or high is None or not low <= median <= high:
        return None
    return Quartiles(n, low, median, high)


def _map(table: Fields) -> r.MapTotals:
    decisions, sentences = table.table("decisions"), table.table("sentences")
    calibration, refusal = table.table("calibration"), table.table("refused_sound_work")
    return r.MapTotals(
        scenarios=table.whole("scenarios"),
        controls=table.whole("controls"),
        label=table.text("label"),
        label_from=table.text("label_from"),
        decisions=_trials(decisions) if decisions else None,
        sentences=_trials(sentences) if sentences else None,
        calibration=_calibration(calibration) if calibration else None,
        refusal=r.RefusalTotals(*(_count(refusal, key) for key in ("votes", "refused", "minutes")))
        if refusal
        else None,
    )


def _trials(table: Fields) -> Trials | None:
    try:
        return Trials(*(table.whole(key) or 0 for key in ("caught", "faulty", "wrongly_flagged", "sound")))
    except ValueError:
        table.report("caught", "is more than there was, or below 0.", "Take the numbers of the report.")
        return None


def _calibration(table: Fields) -> r.CalibrationTotals | None:
    n, brier, gap = _count(table, "n"), _number(table, "brier", 0, 1), _number(table, "gap_points", -100, 100)
    return r.CalibrationTotals(n, brier, gap) if n and brier is not None and gap is not None else None


def _count(table: Fields, key: str) -> int:
    """A whole number from 0 upwards; 0 where there is none."""
    return max(table.whole(key) or 0, 0)


def _number(table: Fields, key: str, least: float, most: float) -> float | None:
    value = table.number(key)
    if value is None or least <= value <= most:
        return value
    table.report(key, f"is not from {least} to {most}.", "Take the number of the report.")
    return None
