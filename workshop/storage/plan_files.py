"""Finds and reads plan files: one, those of a session, or those of hundreds of sessions. Never writes."""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.core import plan_file as p
from workshop.core.problems import Problem, UnusableFile
from workshop.storage.plan_fields import Fields
from workshop.storage.toml_table import read_toml

SCHEMA_VERSION = 1
_LARGEST_FILE = 500_000
_PLAN_NAME = re.compile(
    r"[1-4]-(?P<part>(?:learn|lead-role|lead-redesign|succeed)(?!\.edited)(?:\.[\w-]+)?)\.toml"
)
_OTHER_TABLE = re.compile(rb"^[ \t]*\[(?!\[evidence\]\])", re.MULTILINE)
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan with the path it was read from, and what was wrong with the types of its fields."""

    path: Path
    plan: p.PlanFile
    problems: tuple[Problem, ...] = ()

    @property
    def part(self) -> str:
        """Which plan of its session this is, such as `lead-role.managers`; its phase if the name is free."""
        match = _PLAN_NAME.fullmatch(self.path.name)
        return match["part"] if match else self.plan.phase.id


@dataclass(frozen=True, slots=True)
class LoadedPlans:
    """The plans that could be read, and the problems of the files that could not."""

    plans: tuple[LoadedPlan, ...]
    unusable: tuple[Problem, ...] = ()


def find_plans(path: Path) -> list[Path]:
    """The plan files at a path: the file itself, those of a session folder, or those of all its sessions.

    Copies that were kept of edited files (`1-learn.edited.toml`) are no plans. Sessions come in the
    order of their names, which begin with their dates.

    Raises:
        UnusableFile: there is nothing, or a folder without a plan.
    """
    if path.is_file():
        return [path]
    try:
        own = _plans_of(path)
        found = own or [plan for folder in _folders_of(path) for plan in _plans_of(folder)]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnusableFile([_whole(path, f"cannot be read: {reason}.", "Check the name.")]) from error
    if not found:
        what = "holds no action plan, neither itself nor in its session folders."
        raise UnusableFile([_whole(path, what, "Name a plan, a session folder or the folder above.")])
    return found


def load_plans(path: Path, *, until: dt.date | None = None) -> LoadedPlans:
    """Read the plans at a path, each file once.

    Args:
        path: a file, a session folder, or a folder of sessions.
        until: only dates matter, and only up to this one: files without such a date are passed over
            unparsed, and evidence is left out where it stands at the end.

    Raises:
        UnusableFile: nothing is there, or the one file that was named cannot be used.
    """
    plans: list[LoadedPlan] = []
    unusable: list[Problem] = []
    for found in find_plans(path):
        try:
            plan = read_plan(found, until=until)
        except UnusableFile as error:
            if found == path:
                raise
            unusable += error.problems
        else:
            plans += [plan] if plan is not None else []
    return LoadedPlans(tuple(plans), tuple(unusable))


def load_plan(path: Path) -> LoadedPlan:
    """Read one plan file.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    plan = read_plan(path)
    assert plan is not None  # only a limit passes a file over
    return plan


def read_plan(path: Path, *, until: dt.date | None = None) -> LoadedPlan | None:
    """Read one plan file; None where its actions have no date up to `until`.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    try:
        raw = _bytes_of(path)
        if until is not None:
            if not _has_date(raw, until):
                return None
            raw = _without_evidence(raw)
        content: dict[str, object] = tomllib.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        content = _explained(path)
    if "phase" not in content and "action" not in content:
        what = "is no action plan: it has neither a `[phase]` nor an `[[action]]`."
        raise UnusableFile([_whole(path, what, "Name another file.")])
    problems: list[Problem] = []
    plan = _plan(Fields(content, path, problems))
    return LoadedPlan(path, plan, tuple(problems))


def _bytes_of(path: Path) -> bytes:
    with path.open("rb", buffering=0) as file:
        raw = file.read(_LARGEST_FILE + 1)
    if len(raw) > _LARGEST_FILE:
        raise ValueError("too large")
    return raw


def _explained(path: Path) -> dict[str, object]:
    """What the reader of all TOML files says of a file that could not be read."""
    try:
        return read_toml(path)
    except UnusableFile:
        raise
    except ValueError as error:  # a number of more digits than Python converts
        raise UnusableFile([_whole(path, f"is not valid TOML: {error}.", "Mend that value.")]) from error


def _has_date(raw: bytes, until: dt.date) -> bool:
    """Whether a date up to `until` stands behind the first action; dates in texts count as well."""
    limit = until.isoformat().encode()
    start = raw.find(b"action")
    return start >= 0 and any(found <= limit for found in _DATE.findall(raw, start))


def _without_evidence(raw: bytes) -> bytes:
    """The file up to its votes where they stand at the end, as the program writes them: half of the time.

    Outside a text of several lines a line `[[evidence]]` begins a table and nothing else.
    """
    start = raw.find(b"\n[[evidence]]")
    if start < 0 or b'"""' in raw or b"'''" in raw or _OTHER_TABLE.search(raw, start + 1):
        return raw
    return raw[: start + 1]


def _whole(path: Path, what: str, mend: str) -> Problem:
    return Problem(str(path), "", what, mend)


def _plans_of(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if _PLAN_NAME.fullmatch(entry.name))
    return [folder / name for name in names]


def _folders_of(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    return (folder / name for name in names)


def _plan(file: Fields) -> p.PlanFile:
    version = file.whole("schema_version")
    if version is None and not file.has("schema_version"):
        file.report("schema_version", "is missing.", f"Add schema_version = {SCHEMA_VERSION} at the top.")
    elif version is not None and version != SCHEMA_VERSION:
        file.report("schema_version", f"is {version}; this program reads {SCHEMA_VERSION}.", "Update it.")
    session, phase = file.table("session"), file.table("phase")
    return p.PlanFile(
        session=_session(session) if session else p.SessionPart(),
        phase=_phase(phase) if phase else p.PhasePart(),
        actions=tuple(_action(one) for one in file.tables("action")),
        evidence=tuple(_evidence(one) for one in file.tables("evidence")),
        processes=tuple(_process(one) for one in file.tables("process")),
        shares=tuple(_share(one) for one in file.tables("share")),
        notes=tuple(
            p.Note(one.text("rule"), one.text("action"), one.text("reason")) for one in file.tables("note")
        ),
    )


def _session(table: Fields) -> p.SessionPart:
    none = table.is_text("next_session", "none")
    return p.SessionPart(
        id=table.text("id"),
        series=table.text("series"),
        title=table.text("title"),
        date=table.date("date"),
        next_session=None if none else table.date("next_session"),
        no_next_session=none,
        organisation=table.text("organisation"),
        product_or_service=table.text("product_or_service"),
        purpose=table.text("purpose"),
        outcome=table.text("outcome"),
        sponsor=table.text("sponsor"),
        facilitator=table.text("facilitator"),
        participants=table.whole("participants"),
        minimum_group=table.whole("minimum_group"),
        rehearsal=table.flag("rehearsal"),
    )


def _phase(table: Fields) -> p.PhasePart:
    good, sides = table.table("good"), table.table("responsibility")
    safety, fluency = table.table("safety"), table.table("fluency")
    delusion, rhythm, rails = (table.table(key) for key in ("delusion_check", "rhythm", "guardrails"))
    return p.PhasePart(
        id=table.text("id"),
        number=table.whole("number"),
        title=table.text("title"),
        goal=table.text("goal"),
        direction=table.text("direction"),
        main_gap=table.text("main_gap"),
        aim=table.text("aim"),
        good=good.sentences() if good else (),
        responsibility=sides.counts() if sides else (),
        safety=_safety(safety) if safety else None,
        fluency=p.FluencyPart(*(fluency.texts(key) for key in ("good_at", "needs_a_check", "ours_to_decide")))
        if fluency
        else None,
        delusion_check=p.DelusionCheck(
            *(delusion.text(f"{key}_changed") for key in ("workflow", "process", "decision"))
        )
        if delusion
        else None,
        rhythm=p.RhythmPart(
            rhythm.whole("touch_day"), rhythm.wholes("reviews"), rhythm.whole("then_every_days")
        )
        if rhythm
        else None,
        guardrails=_guardrails(rails) if rails else None,
    )


def _guardrails(table: Fields) -> p.GuardrailsPart:
    green, amber, red = (table.texts(key) for key in ("green", "amber", "red"))
    return p.GuardrailsPart(green, amber, red, table.text("owner"), table.date("checked_on"))


def _safety(table: Fields) -> p.SafetyPart:
    pulse = table.table("safety_pulse")
    before, after = (pulse.table(key) if pulse else None for key in ("before", "after"))
    return p.SafetyPart(
        top_fears=table.texts("top_fears"),
        sponsor_response=table.text("sponsor_response"),
        statement_of_support=table.text("statement_of_support"),
        stated_by=table.text("stated_by"),
        permissions=table.texts("permissions"),
        learning_time_hours_per_week=table.number("learning_time_hours_per_week"),
        counts_in_reviews=table.text("counts_in_reviews"),
        before=p.PulseMean(before.whole("n"), before.number("mean")) if before else None,
        after=p.PulseMean(after.whole("n"), after.number("mean")) if after else None,
    )


def _process(table: Fields) -> p.Process:
    return p.Process(
        name=table.text("name"),
        why_it_exists=table.text("why_it_exists"),
        for_whom=table.text("for_whom"),
        if_we_stopped=table.text("if_we_stopped"),
        person_decides=table.text("person_decides"),
        verdict=table.text("verdict"),
        hours_before_per_week=table.number("hours_before_per_week"),
        hours_after_per_week=table.number("hours_after_per_week"),
        checking_hours_per_week=table.number("checking_hours_per_week"),
        hours_freed_net=table.number("hours_freed_net"),
        freed_time_goes_to=table.text("freed_time_goes_to"),
    )


def _share(table: Fields) -> p.Share:
    return p.Share(
        table.text("what"),
        table.text("tested_on"),
        table.text("limits"),
        table.text("ask_us_for"),
        table.texts("shared_with"),
    )


def _evidence(table: Fields) -> p.EvidencePart:
    return p.EvidencePart(
        scenario=table.text("scenario"),
        title=table.text("title"),
        kinds=table.texts("kinds"),
        control=table.flag("control"),
        round1=_round(table.table("round1")),
        round2=_round(table.table("round2")),
        gain=table.number("gain"),
        wrong_sentences=_taps(table.table("wrong_sentences")),
        sound_sentences=_taps(table.table("sound_sentences")),
        said=table.texts("said"),
    )


def _round(table: Fields | None) -> p.RoundTotals | None:
    if table is None:
        return None
    return p.RoundTotals(
        table.whole("voters"), table.whole("correct"), table.number("mean_confidence"), table.flag("by_hand")
    )


def _taps(table: Fields | None) -> p.TapTotals | None:
    return None if table is None else p.TapTotals(table.whole("taps"), table.whole("chances"))


def _action(table: Fields) -> p.PlanAction:
    votes, support, metric = table.table("votes"), table.table("support"), table.table("metric")
    return p.PlanAction(
        id=table.text("id"),
        order=table.whole("order"),
        status=table.text("status"),
        type=table.text("type"),
        change=table.text("change"),
        problem=table.text("problem"),
        for_whom=table.text("for_whom"),
        outcome=table.text("outcome"),
        what=table.text("what"),
        today=table.text("today"),
        from_now_on=table.text("from_now_on"),
        if_=table.text("if"),
        then=table.text("then"),
        serves=table.text("serves"),
        real_task=table.text("real_task"),
        owner_side=table.text("owner_side"),
        owner_item=table.text("owner_item"),
        accountable=table.text("accountable"),
        with_=table.texts("with"),
        who_will_ask=table.text("who_will_ask"),
        first_step=table.text("first_step"),
        first_step_by=table.date("first_step_by"),
        due=table.date("due"),
        stop_if=table.text("stop_if"),
        what_good_looks_like=table.text("what_good_looks_like"),
        gap=table.text("gap"),
        guards_against=table.texts("guards_against"),
        from_scenario=table.texts("from_scenario"),
        dots=votes.whole("dots") if votes else None,
        score_25=votes.whole("score_25") if votes else None,
        paired_with=table.text("paired_with"),
        blocker=table.text("blocker"),
        support=_support(support) if support else None,
        metric=_metric(metric) if metric else None,
        reviews=tuple(_review(one) for one in table.tables("review")),
    )


def _support(table: Fields) -> p.Support:
    return p.Support(
        table.texts("needed"), table.text("detail"), table.text("given_by"), table.flag("endorsed")
    )


def _metric(table: Fields) -> p.Metric:
    return p.Metric(
        kind=table.text("kind"),
        name=table.text("name"),
        unit=table.text("unit"),
        direction=table.text("direction"),
        baseline=table.number("baseline"),
        baseline_date=table.date("baseline_date"),
        target=table.number("target"),
        source=table.text("source"),
    )


def _review(table: Fields) -> p.Review:
    return p.Review(
        day=table.whole("day"),
        planned=table.date("planned"),
        held=table.date("held"),
        did_it_happen=table.text("did_it_happen"),
        value=table.number("value"),
        lesson=table.text("lesson"),
        works=table.text("works"),
        does_not=table.text("does_not"),
        support_needed=table.text("support_needed"),
        next=table.text("next"),
    )
