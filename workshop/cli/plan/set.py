"""`workshop plan set`: change fields of a plan without an editor, and without touching anything else."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.plan.loading import as_json_option, end_of, loaded_plans, one_path, refusals
from workshop.cli.say import hand_over, say
from workshop.core.words import Status

if TYPE_CHECKING:
    from workshop.services.plans.set import ChangedPlan


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
    from workshop.services.plans.named import actions_named
    from workshop.services.plans.set import set_in_plan

    loaded = loaded_plans(path)
    ((before, _),) = actions_named(loaded, path, action_id)
    with refusals(action_id, as_json=as_json):
        changed = set_in_plan(before, action_id, values)
    action = changed.action(action_id)
    lines = [f"{action.id}  {action_sentences(action)}"]
    if action.status == Status.DROPPED and not any(review.lesson for review in action.reviews):
        lines.append(
            "A dropped action with a lesson counts as learning: `workshop plan review` asks for the lesson."
        )
    _say(values, changed, as_json, lines, action_id)
    end_of(loaded)


def _set_in_phase(path: Path, values: dict[str, str], as_json: bool) -> None:
    from workshop.services.plans.named import plan_alone
    from workshop.services.plans.set import set_in_plan

    loaded = loaded_plans(path)
    plan = plan_alone(loaded, path)
    with refusals(as_json=as_json):
        changed = set_in_plan(plan, None, values)
    _say(values, changed, as_json)
    end_of(loaded)


def _set_in_session(path: Path, values: dict[str, str], as_json: bool) -> None:
    from workshop.services.plans.named import plan_of_the_session, record_alone
    from workshop.services.plans.set import set_in_record, set_in_session

    if (record := record_alone(path)) is not None:
        with refusals(as_json=as_json):
            set_in_record(record, values)
        _say_written(values, [record], as_json)
        return
    loaded = loaded_plans(path)
    plan = plan_of_the_session(loaded, path)
    with refusals(as_json=as_json):
        changed = set_in_session(plan, values)
    _say(values, changed, as_json)
    end_of(loaded)


def _say(
    values: Mapping[str, str],
    changed: ChangedPlan,
    as_json: bool,
    lines: Sequence[str] = (),
    action_id: str | None = None,
) -> None:
    """What was written where, and which warnings came with it."""
    from workshop.services.plans.json import as_text, changed_values

    if as_json:
        hand_over(as_text(changed_values(changed, values, action_id)))
        return
    warnings = [
        f"Warning ({warning.rule}{f', {warning.action}' if warning.action else ''}): {warning.text}"
        for warning in changed.new_warnings
    ]
    for line in (*lines, *warnings):
        say(textwrap.fill(line, 80, subsequent_indent="    "))
    _say_written(values, changed.files or [changed.after.path], as_json)


def _say_written(values: Mapping[str, str], files: Sequence[Path], as_json: bool) -> None:
    from workshop.services.plans.json import as_text, written_values

    if as_json:
        hand_over(as_text(written_values(files, values)))
        return
    where = f"{len(files)} files of {files[0].parent}" if len(files) > 1 else files[0]
    say(f"Saved: {', '.join(values)} in {where}")
