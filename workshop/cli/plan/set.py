"""`workshop plan set`: change fields of a plan without an editor, and without touching anything else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.plan.loading import actions_named, as_json_option, end_of, loaded_plans, one_path, refusals
from workshop.cli.say import hand_over, say
from workshop.core.words import Status

if TYPE_CHECKING:
    from workshop.storage.plans.read import LoadedPlan


@click.command("set")
@one_path
@click.argument("pairs", metavar="KEY=VALUE ...", nargs=-1, required=True)
@click.option("--action", "action_id", metavar="ID", help="The action the keys belong to, such as A1.")
@as_json_option
def command(path: Path, pairs: tuple[str, ...], action_id: str | None, as_json: bool) -> None:
    """Set fields of an action, of a phase or of the session. KEY= removes a field.

    \b
    workshop plan set PATH --action A1 status=started due=2027-01-31
    workshop plan set PATH --action A1 metric.baseline=5 support.endorsed=yes
    workshop plan set PATH --action A1 'with=HR, "Team leads, north"'
    workshop plan set PATH session.next_session=2026-12-18

    Dates are written as 2026-12-18, lists with commas. A field of the session is written in all plan
    files of that session. What would make a file wrong is refused, with exit status 1.
    """
    values = _values(pairs)
    of_session = [key for key in values if key.startswith("session.")]
    of_phase = [key for key in values if key.startswith("phase.")]
    if action_id is not None:
        if of_session or of_phase:
            raise click.UsageError(f"{(of_session + of_phase)[0]} belongs to no action: leave out --action.")
        _set_in_action(path, action_id, values, as_json)
    elif len(of_session) == len(values):
        _set_in_session(path, values, as_json)
    elif len(of_phase) == len(values):
        _set_in_phase(path, values, as_json)
    elif of_session or of_phase:
        raise click.UsageError("Set fields of the session, of a phase and of an action one after the other.")
    else:
        raise click.UsageError(
            f"Which action does {next(iter(values))} belong to? Name it, as in --action A1."
        )


def _values(pairs: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, mark, value = pair.partition("=")
        if not mark or not key.strip():
            raise click.UsageError(f"'{pair}' is no KEY=VALUE, such as status=started.")
        if key.strip() in values:
            raise click.UsageError(f"{key.strip()} is given twice.")
        values[key.strip()] = value
    return values


def _set_in_action(path: Path, action_id: str, values: dict[str, str], as_json: bool) -> None:
    from workshop.reports.plan_sentences import action_sentences
    from workshop.storage.plans.edit import edit_plan, setting
    from workshop.storage.plans.read import load_plan

    ((before, _),), loaded = actions_named(path, action_id)
    with refusals(action_id, as_json=as_json):
        edit_plan(before.path, setting(action_id, values))
        after = load_plan(before.path)
    action = next(action for action in after.plan.actions if action.id == action_id)
    lines = [f"{action.id}  {action_sentences(action)}"]
    if action.status == Status.DROPPED and not any(review.lesson for review in action.reviews):
        lines.append(
            "A dropped action with a lesson counts as learning: `workshop plan review` asks for the lesson."
        )
    _say(values, before, after, [before.path], lines, as_json, action_id)
    end_of(loaded)


def _set_in_phase(path: Path, values: dict[str, str], as_json: bool) -> None:
    from workshop.storage.plans.edit import edit_plan, setting
    from workshop.storage.plans.read import load_plan

    loaded = loaded_plans(path)
    plans = loaded.plans
    if len(plans) != 1:
        files = "\n".join(f"  {plan.path}" for plan in plans)
        raise click.ClickException(
            f"Nothing was changed: {path} has {len(plans)} plans. Name the one of the phase:\n{files}"
        )
    with refusals(as_json=as_json):
        edit_plan(plans[0].path, setting(None, values))
        after = load_plan(plans[0].path)
    _say(values, plans[0], after, [after.path], [], as_json)
    end_of(loaded)


def _set_in_session(path: Path, values: dict[str, str], as_json: bool) -> None:
    from workshop.storage.plans.edit import edit_session
    from workshop.storage.plans.read import load_plan

    if (record := _record_alone(path)) is not None:
        with refusals(as_json=as_json):
            edit_session(record, dict(values))
        _say_written(values, [record], as_json)
        return
    loaded = loaded_plans(path)
    plans = loaded.plans
    if not plans:
        raise click.ClickException("Nothing was changed. Mend that file first.")
    sessions = {(plan.path.parent, plan.plan.session.id): plan for plan in plans}
    if len(sessions) != 1 and len({folder for folder, _ in sessions}) == 1:
        ids = ", ".join(id_ for _, id_ in sessions)
        raise click.ClickException(
            f"Nothing was changed: the plans of {path} are of {len(sessions)} sessions: {ids}. "
            "One folder holds one session."
        )
    if len(sessions) != 1:
        folders = "\n".join(f"  {folder}" for folder in dict.fromkeys(folder for folder, _ in sessions))
        raise click.ClickException(
            f"Nothing was changed: {path} has {len(sessions)} sessions. Name one of them:\n{folders}"
        )
    (before,) = sessions.values()
    with refusals(as_json=as_json):
        files = edit_session(before.path, dict(values))
        after = load_plan(before.path)
    _say(values, before, after, files, [], as_json)
    end_of(loaded)


def _say(
    values: dict[str, str],
    before: LoadedPlan,
    after: LoadedPlan,
    files: list[Path],
    lines: list[str],
    as_json: bool,
    action_id: str | None = None,
) -> None:
    """What was written where, and which warnings came with it."""
    import textwrap

    from workshop.cli.plan.json import as_text, as_written, warned_values
    from workshop.core.plans.warnings import warnings

    known = {(warning.rule, warning.action) for warning in warnings(before.plan)}
    new = [warning for warning in warnings(after.plan) if (warning.rule, warning.action) not in known]
    if as_json:
        changed: dict[str, object] = {"changed": True, "files": files, "keys": list(values)}
        changed["action"] = next(
            (as_written(action) for action in after.plan.actions if action.id == action_id), None
        )
        changed["warnings"] = [warned_values(str(after.path), one) for one in new]
        hand_over(as_text(changed))
        return
    lines += [f"Warning ({one.rule}{f', {one.action}' if one.action else ''}): {one.text}" for one in new]
    for line in lines:
        say(textwrap.fill(line, 80, subsequent_indent="    "))
    _say_written(values, files or [after.path], as_json)


def _say_written(values: dict[str, str], files: list[Path], as_json: bool) -> None:
    from workshop.cli.plan.json import as_text

    if as_json:
        hand_over(as_text({"changed": True, "files": files, "keys": list(values)}))
        return
    where = f"{len(files)} files of {files[0].parent}" if len(files) > 1 else files[0]
    say(f"Saved: {', '.join(values)} in {where}")


def _record_alone(path: Path) -> Path | None:
    """The record of a session that left no plan."""
    from workshop.storage.names import RECORD_NAME
    from workshop.storage.session_folders import look_into

    try:
        folder = look_into(path)
    except OSError:
        return None
    return path / RECORD_NAME if folder.has_record and not folder.plans else None
