"""`workshop plan`: what was agreed, what is due, and whether the files are right. It never writes a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.cli.options import SESSIONS

if TYPE_CHECKING:
    from workshop.storage.plan_files import LoadedPlans

# Readers and reports are imported inside the commands: `--help` should not wait for them.

_path: Callable[[Callable[..., Any]], Callable[..., Any]] = click.argument(
    "path", required=False, default=SESSIONS, type=click.Path(path_type=Path)
)
_json: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, for another program."
)


@click.group("plan")
def command() -> None:
    """Read action plans: a plan file, a session folder, or all sessions.

    PATH is one of the three; by default it is the folder `sessions`.
    """


@command.command()
@_path
def show(path: Path) -> None:
    """Show plans as sentences, one page each."""
    from workshop.reports.plan_text import whole

    click.echo("\n\n".join(whole(one.plan).rstrip() for one in _loaded(path).plans))


@command.command("list")
@_path
@_json
def list_actions(path: Path, as_json: bool) -> None:
    """List the actions, one a line."""
    from workshop.cli.plan_json import action_values, as_text
    from workshop.reports.plan_text import listing

    plans = _loaded(path).plans
    if as_json:
        click.echo(as_text([action_values(one, action) for one in plans for action in one.plan.actions]))
    else:
        click.echo(listing([one.plan for one in plans]))


@command.command()
@_path
@click.option(
    "--days", type=click.IntRange(0, 3660), default=14, show_default=True, help="How far to look ahead."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from. [default: today]")
@click.option("--rehearsals", is_flag=True, help="With what was only rehearsed.")
@_json
def due(path: Path, days: int, on: dt.datetime | None, rehearsals: bool, as_json: bool) -> None:
    """List what is overdue or falls in the next days: first steps, due dates and look-backs."""
    from workshop.cli.plan_json import as_text, due_values
    from workshop.reports.plan_dates import due_dates, last_day
    from workshop.reports.plan_text import due_list

    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    day = on.date() if on else dt.datetime.now().astimezone().date()
    plans = _loaded(path, until=last_day(day, days)).plans
    found = due_dates(plans, day, days, rehearsals=rehearsals)
    if as_json:
        click.echo(as_text([due_values(one) for one in found]))
        return
    if found:
        click.echo(due_list(found))
    left_out = 0 if rehearsals else len(due_dates(plans, day, days, rehearsals=True)) - len(found)
    late = sum(one.days_late > 0 for one in found)
    end = f"{len(found) or 'Nothing is'} due by {last_day(day, days)}"
    end += f", {late} of them overdue." if late else "."
    click.echo(end + (f" Rehearsed only, left out: {left_out} (--rehearsals)." if left_out else ""))


@command.command()
@_path
@_json
@click.pass_context
def check(ctx: click.Context, path: Path, as_json: bool) -> None:
    """Check plans: errors, warnings, and what is still open.

    Ends with exit status 1 when there is an error. A warning can be kept on purpose: a [[note]] with
    its rule, the action and a reason.
    """
    from workshop.cli.plan_check import check_plans
    from workshop.cli.plan_json import as_text, report_values
    from workshop.core.problems import UnusableFile
    from workshop.storage.plan_files import LoadedPlans, load_plans

    try:
        loaded = load_plans(path)
    except UnusableFile as error:
        loaded = LoadedPlans((), error.problems)
    report = check_plans(loaded)
    if as_json:
        click.echo(as_text(report_values(report)))
    else:
        click.echo(report.text)
    if report.errors:
        ctx.exit(1)


@command.command()
@_path
@click.option("--markdown", "form", flag_value="markdown", help="For a ticket or a wiki.")
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet, one action a row.")
@click.option("--ics", "form", flag_value="ics", help="For a calendar: every date as a whole day.")
@click.option("--no-evidence", is_flag=True, help="Markdown without what the room saw.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def export(path: Path, form: str | None, no_evidence: bool, out: Path | None) -> None:
    """Write plans as Markdown, CSV or a calendar."""
    from workshop.cli.plan_export import exported, write_out

    if form is None:
        raise click.UsageError("Say which: --markdown, --csv or --ics.")
    plans = _loaded(path).plans
    made = exported(plans, form, evidence=not no_evidence)
    if out is None:
        click.echo(made, nl=False)
    else:
        write_out(out, made)
        click.echo(f"Written to {out}")


def _loaded(path: Path, *, until: dt.date | None = None) -> LoadedPlans:
    """The plans at a path; files that cannot be used are named on stderr."""
    from workshop.core.problems import UnusableFile
    from workshop.storage.plan_files import load_plans

    try:
        loaded = load_plans(path, until=until)
    except UnusableFile as error:
        raise click.ClickException(str(error)) from error
    for problem in loaded.unusable:
        click.echo(str(problem), err=True)
    return loaded
