"""`session.toml`: a record is written and read again by this module, and by no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from workshop.core.plans import record as r
from workshop.core.problems import Problem, UnusableFile
from workshop.core.stats.detection import Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.core.text import clean
from workshop.storage.plans.fields import Fields
from workshop.storage.plans.values import SCHEMA_VERSION, read_values
from workshop.storage.plans.write import comments, inline, session_table

_OF_A_ROLE = "answers_"
_LONGEST_NAME = 500

_MAP_WORDS = (
    "The reliance map: does the room trust blindly, refuse everything, or tell the difference?",
    "First votes only. caught of faulty: not used as it is; wrongly_flagged of sound: not used either.",
    "gap_points: how much surer than right; brier: 0 is perfect, 0.25 is a coin toss.",
)


def render_record(record: r.Record) -> str:
    """The text of `session.toml`."""
    doc = tomlkit.document()
    for line in _first_words(record):
        doc.add(tomlkit.comment(line))
    doc.add(tomlkit.nl())
    doc.add("schema_version", tomlkit.item(SCHEMA_VERSION))
    doc.add("session", _session_table(record))
    if record.map is None and not record.pulses:
        doc.add(tomlkit.nl())
        doc.add(
            tomlkit.comment(
                f"No figures: fewer than {record.session.minimum_group} voted, or nothing was asked."
            )
        )
    if record.pulses:
        comments(doc, ("What the room was asked, in totals.",))
        pulses = tomlkit.aot()
        for asked in record.pulses:
            pulses.append(_pulse_table(asked))
        doc.add("pulse", pulses)
    if record.map is not None:
        comments(doc, _MAP_WORDS)
        doc.add("map", _map_table(record.map))
    return tomlkit.dumps(doc)


def _first_words(record: r.Record) -> Iterator[str]:
    """What stands where, and what is gone: nothing is named that is not there."""
    if record.phases:
        yield "One session: what was held. The action plans stand beside this file, one a phase."
    elif record.sealed is not None:
        yield "One session: what was held. It left no action plan of its own."
    else:
        yield "One session: what was held. No action plan stands beside this file yet."
    if record.reviewed:
        yield "What was said about earlier actions stands in the plans of the sessions that agreed on them."
    if record.sealed is None:
        yield "Not sealed yet: the journal beside this file still holds single votes, unnamed."
    elif record.phases:
        yield "Votes stand in them as totals; the single votes were destroyed."
    else:
        yield "The single votes were destroyed."


def _session_table(record: r.Record) -> Table:
    table = session_table(record.session)
    table.add("agenda", record.agenda)
    if record.look_back_of:
        table.add("look_back_of", record.look_back_of)
    if record.look_back_day is not None:
        table.add("look_back_day", record.look_back_day)
    if record.look_back_unread:
        # Names of folders come from outside; what is written is read by people, on terminals too.
        unread = tomlkit.item([clean(name, limit=_LONGEST_NAME) for name in record.look_back_unread])
        unread.comment("could not be read that day: not asked about")
        table.add("look_back_unread", unread)
    table.add("phases", list(record.phases))
    table.add("scenarios", list(record.scenarios))
    if record.actions is not None:
        table.add("actions", record.actions)
    if record.sealed is not None:
        table.add("sealed", record.sealed)
    elif record.still_open:
        waits = tomlkit.item(False)
        waits.comment("still open: `workshop resume` goes on with it")
        table.add("sealed", waits)
    return table


def _pulse_table(asked: r.PulseTotals) -> Table:
    table = tomlkit.table()
    table.add("id", asked.id)
    table.add("question", asked.question)
    if asked.moment:
        table.add("moment", asked.moment)
    table.add("n", asked.n)
    table.add("answers", inline(dict(asked.answers)))
    if asked.mean is not None:
        table.add("mean", round(asked.mean, 2))
    if asked.quartiles is not None:
        found = asked.quartiles
        table.add("quartiles", inline({"low": found.low, "median": found.median, "high": found.high}))
    for role, counts in asked.by_role.items():
        table.add(f"{_OF_A_ROLE}{role.replace(' ', '_')}", inline(dict(counts)))
    if asked.sponsor_response:
        table.add("sponsor_response", asked.sponsor_response)
    return table


def _map_table(found: r.MapTotals) -> Table:
    table = tomlkit.table()
    for key in ("scenarios", "controls"):
        if (number := getattr(found, key)) is not None:
            table.add(key, number)
    for key in ("label", "label_from"):
        if words := getattr(found, key):
            table.add(key, words)
    for key in ("decisions", "sentences"):
        if (trials := getattr(found, key)) is not None:
            table.add(key, inline(_trials_values(trials)))
    if (sure := found.calibration) is not None:
        values: dict[str, Any] = {"n": sure.n, "brier": round(sure.brier, 3)}
        values["gap_points"] = round(sure.gap_points, 1)
        table.add("calibration", inline(values))
    if (refusal := found.refusal) is not None:
        table.add(
            "refused_sound_work",
            inline({"votes": refusal.votes, "refused": refusal.refused, "minutes": refusal.minutes}),
        )
    return table


def _trials_values(trials: Trials) -> dict[str, int]:
    return {
        "caught": trials.hits,
        "faulty": trials.signals,
        "wrongly_flagged": trials.false_alarms,
        "sound": trials.noises,
    }


def read_record(content: Mapping[str, object], path: Path, problems: list[Problem]) -> r.Record:
    """All fields of a record; what is of a wrong type goes to `problems` and is left out.

    Raises:
        UnusableFile: it says nothing of a session.
    """
    file = Fields(content, path, problems)
    header = content.get("session")
    if not isinstance(header, dict):
        what, mend = "says nothing of a session: it has no `[session]`.", "Take the one of a plan beside it."
        raise UnusableFile([Problem(str(path), "", what, mend)])
    session, found = Fields(header, path, problems, "session."), file.table("map")
    still_open = header.get("sealed") is False
    listed = content.get("pulse")
    raw = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return r.Record(
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
        refusal=r.Refusal(*(_count(refusal, key) for key in ("refused", "votes", "minutes")))
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
