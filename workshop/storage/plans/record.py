"""Pulses and the reliance map as tables of a session's files: totals only, and only what was shown."""

from __future__ import annotations

from typing import Any

import tomlkit
from tomlkit.items import Table

from workshop.core.live.asked import AskedPulse
from workshop.core.live.reliance import RelianceMap
from workshop.core.stats.detection import Trials


def inline(values: dict[str, Any]) -> Any:
    """A small table on one line."""
    table = tomlkit.inline_table()
    table.update(values)
    return table


def pulse_table(asked: AskedPulse) -> Table:
    """One pulse of `session.toml`."""
    table = tomlkit.table()
    table.add("id", asked.pulse.id)
    table.add("question", asked.pulse.question)
    if asked.moment is not None:
        table.add("moment", asked.moment.value)
    table.add("n", asked.result.n)
    table.add("answers", inline(dict(asked.result.counts)))
    if asked.result.mean is not None:
        table.add("mean", round(asked.result.mean.value, 2))
    if asked.result.quartiles is not None:
        found = asked.result.quartiles
        table.add("quartiles", inline({"low": found.low, "median": found.median, "high": found.high}))
    for part in asked.result.slices:
        table.add(f"answers_{part.role.replace(' ', '_')}", inline({"n": part.n, **part.counts}))
    if asked.sponsor:
        table.add("sponsor_response", asked.sponsor)
    return table


def map_table(found: RelianceMap) -> Table:
    """The figures of the map, for `session.toml`."""
    table = tomlkit.table()
    table.add("scenarios", found.scenarios)
    table.add("controls", found.controls)
    if found.label is not None:
        table.add("label", found.label.words)
        table.add("label_from", "decisions")
    table.add("decisions", inline(_trials(found.outputs)))
    if found.sentences.signals or found.sentences.noises:
        table.add("sentences", inline(_trials(found.sentences)))
    if found.calibration is not None:
        values: dict[str, Any] = {"n": found.calibration.n, "brier": round(found.calibration.brier, 3)}
        values["gap_points"] = round(found.calibration.gap.points, 1)
        table.add("calibration", inline(values))
    if found.refusal is not None:
        refusal = found.refusal
        table.add(
            "refused_sound_work",
            inline({"votes": refusal.votes, "refused": refusal.refused, "minutes": refusal.minutes}),
        )
    return table


def _trials(trials: Trials) -> dict[str, Any]:
    return {
        "caught": trials.hits,
        "faulty": trials.signals,
        "wrongly_flagged": trials.false_alarms,
        "sound": trials.noises,
    }
