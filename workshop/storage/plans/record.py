"""`session.toml`: a record is written and read again by this module, and by no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop.core.plans import record as r
from workshop.core.problems import Problem, UnusableFile
from workshop.core.stats.calibration import Calibration, gap_again
from workshop.core.stats.detection import Label, Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.core.text import clean
from workshop.storage.plans.values import SCHEMA_VERSION, read_values
from workshop.storage.plans.write import session_values
from workshop.storage.toml.table import Table
from workshop.storage.toml.writing import new_file

_OF_A_ROLE = "answers_"
_LONGEST_NAME = 500

_MAP_WORDS = (
    "map: does the room trust blindly, refuse everything, or tell the difference? First votes only.",
    "caught of faulty: would not have sent it; wrongly_flagged of sound: held back good work.",
    "gap_points: how much surer than right; brier: 0 is perfect, 0.25 is a coin toss.",
)


def render_record(record: r.Record) -> str:
    """The text of `session.toml`."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "session": _session_values(record),
        "pulse": [_pulse_values(asked) for asked in record.pulses] or None,
        "map": record.map and _map_values(record.map),
        "taps": [_taps_values(taps) for taps in record.taps] or None,
        "wordings": record.wordings or None,
    }
    return new_file([*_first_words(record), *_field_words(record)], content)


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


def _field_words(record: r.Record) -> Iterator[str]:
    """What the fields do not say by themselves, of those that are there."""
    if record.session.no_next_session:
        yield "next_session: no further session, on purpose."
    if record.agenda_changes:
        yield "agenda_changes: what was planned and what was held differ in this."
    if record.look_back_unread:
        yield "look_back_unread: could not be read that day, and was not asked about."
    if record.sealed is None and record.still_open:
        yield "sealed: still open; `workshop resume` goes on with it."
    if record.map is None and not record.pulses and not record.taps:
        yield f"No figures: fewer than {record.session.minimum_group} voted, or nothing was asked."
    if record.pulses:
        yield "pulse: what the room was asked, in totals."
    if record.map is not None:
        yield from _MAP_WORDS
    if record.taps:
        yield "taps: how many tapped each sentence of a text; missing: how many tapped the last row."
    if record.wordings:
        yield "wordings: a sum over each text as it was judged, which tells it from a later version."


def _session_values(record: r.Record) -> dict[str, object]:
    # Names of folders come from outside; what is written is read by people, on terminals too.
    unread = [clean(name, limit=_LONGEST_NAME) for name in record.look_back_unread]
    return {
        **session_values(record.session),
        "agenda": record.agenda,
        "agenda_changes": record.agenda_changes or None,
        "look_back_of": record.look_back_of or None,
        "look_back_day": record.look_back_day,
        "look_back_unread": unread or None,
        "phases": record.phases,
        "scenarios": record.scenarios,
        "actions": record.actions,
        "sealed": False if record.sealed is None and record.still_open else record.sealed,
    }


def _pulse_values(asked: r.PulseTotals) -> dict[str, object]:
    spread = asked.quartiles
    return {
        "id": asked.id,
        "question": asked.question,
        "moment": asked.moment or None,
        "n": asked.n,
        "mean": None if asked.mean is None else round(asked.mean, 2),
        "sponsor_response": asked.sponsor_response or None,
        "answers": asked.answers,
        "quartiles": spread and {"low": spread.low, "median": spread.median, "high": spread.high},
        **{f"{_OF_A_ROLE}{role.replace(' ', '_')}": counts for role, counts in asked.by_role.items()},
    }


def _map_values(kept: r.RelianceMap) -> dict[str, object]:
    sure, refusal = kept.calibration, kept.refusal
    return {
        "scenarios": kept.scenarios,
        "controls": kept.controls,
        "label": kept.label and kept.label.words,
        "label_from": kept.label and "decisions",
        "decisions": _trials_values(kept.decisions) if kept.decisions else None,
        "sentences": _trials_values(kept.sentences) if kept.sentences else None,
        "calibration": sure
        and {"n": sure.n, "brier": round(sure.brier, 3), "gap_points": round(sure.gap.points, 1)},
        "refused_sound_work": refusal
        and {"votes": refusal.votes, "refused": refusal.refused, "minutes": refusal.minutes},
    }


def _taps_values(taps: r.SentenceTaps) -> dict[str, object]:
    return {
        "scenario": taps.scenario,
        "vote": taps.vote,
        "voters": taps.voters,
        "sentences": taps.sentences,
        "missing": taps.missing,
    }


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
    file = Table(content, str(path), problems)
    header = content.get("session")
    if not isinstance(header, dict):
        what, mend = "says nothing of a session: it has no `[session]`.", "Take the one of a plan beside it."
        raise UnusableFile([Problem(str(path), "", what, mend)])
    session, kept = Table(header, str(path), problems, prefix="session."), file.table("map")
    wordings = file.table("wordings")
    still_open = header.get("sealed") is False
    return r.Record(
        session=read_values(file).session,  # the header is that of the plans
        agenda=session.text("agenda"),
        agenda_changes=session.texts("agenda_changes"),
        phases=session.texts("phases"),
        scenarios=session.texts("scenarios"),
        actions=session.whole("actions"),
        sealed=None if still_open else session.date("sealed"),
        still_open=still_open,
        look_back_of=session.text("look_back_of"),
        look_back_day=session.whole("look_back_day"),
        look_back_unread=session.texts("look_back_unread"),
        pulses=tuple(_pulse(table) for table in file.tables("pulse")),
        map=_map(kept) if kept is not None else None,
        taps=tuple(_taps(table) for table in file.tables("taps")),
        wordings={} if wordings is None else {id_: wordings.text(id_) for id_ in wordings.keys},
    )


def _pulse(table: Table) -> r.PulseTotals:
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
            for key in table.keys
            if key.startswith(_OF_A_ROLE) and (part := table.table(key)) is not None
        },
        sponsor_response=table.text("sponsor_response"),
    )


def _answers(table: Table) -> dict[str, int]:
    return {answer: count for answer, count in table.counts() if count >= 0}


def _quartiles(table: Table, n: int) -> Quartiles | None:
    low, median, high = (_number(table, key, 0, 100) for key in ("low", "median", "high"))
    if low is None or median is None or high is None or not low <= median <= high:
        return None
    return Quartiles(n, low, median, high)


def _map(table: Table) -> r.RelianceMap:
    decisions, sentences = table.table("decisions"), table.table("sentences")
    calibration, refusal = table.table("calibration"), table.table("refused_sound_work")
    return r.RelianceMap(
        scenarios=table.whole("scenarios"),
        controls=table.whole("controls"),
        label=_label(table),
        decisions=_trials(decisions) if decisions else Trials(),
        sentences=_trials(sentences) if sentences else Trials(),
        calibration=_calibration(calibration) if calibration else None,
        refusal=r.Refusal(*(_count(refusal, key) for key in ("refused", "votes", "minutes")))
        if refusal
        else None,
    )


def _taps(table: Table) -> r.SentenceTaps:
    voters, missing = _count(table, "voters"), _count(table, "missing")
    sentences = table.wholes("sentences")
    if any(not 0 <= count <= voters for count in (*sentences, missing)):
        table.report("sentences", "is more than voted, or below 0.", "Take the numbers of the wall.")
        sentences, missing = (), 0
    return r.SentenceTaps(table.text("scenario"), _count(table, "vote"), voters, sentences, missing)


def _label(table: Table) -> Label | None:
    """What was said of the room. In files of earlier versions it may come of taps: that counts no more."""
    words = table.text("label") if table.text("label_from") == "decisions" else ""
    return next((label for label in Label if label.words == words), None)


def _trials(table: Table) -> Trials:
    try:
        return Trials(*(table.whole(key) or 0 for key in ("caught", "faulty", "wrongly_flagged", "sound")))
    except ValueError:
        table.report("caught", "is more than there was, or below 0.", "Take the numbers of the report.")
        return Trials()


def _calibration(table: Table) -> Calibration | None:
    n, brier, gap = _count(table, "n"), _number(table, "brier", 0, 1), _number(table, "gap_points", -100, 100)
    return (
        Calibration(n, brier, gap_again(n, gap, brier))
        if n and brier is not None and gap is not None
        else None
    )


def _count(table: Table, key: str) -> int:
    """A whole number from 0 upwards; 0 where there is none."""
    return max(table.whole(key) or 0, 0)


def _number(table: Table, key: str, least: float, most: float) -> float | None:
    value = table.number(key)
    if value is None or least <= value <= most:
        return value
    table.report(key, f"is not from {least} to {most}.", "Take the number of the report.")
    return None
