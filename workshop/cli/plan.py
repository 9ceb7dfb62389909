"""`workshop plan`: what was agreed, what is due, what came of it, and whether the files are right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from workshop.cli import plan_browse, plan_review, plan_set
from workshop.cli.options import SESSIONS
from workshop.cli.plan_loading import as_json_option, loaded_plans

# Readers and reports are imported inside the commands: `--help` should not wait for them.

_path: Callable[[Callable[..., Any]], Callable[..., Any]] = click.argument(
    "path", required=False, default=SESSIONS, type=click.Path(path_type=Path)
)


@click.group("plan")
def command() -> None:
    """Read and change action plans: a plan file, a session folder, or all sessions.

    PATH is one of the three; where nothing is changed it is the folder `sessions` by default.
    """


@command.command()
@_path
@as_json_option
def show(path: Path, as_json: bool) -> None:
    """Show plans as sentences, one page each."""
    from workshop.cli.plan_json import as_text, plan_values
    from workshop.reports.plan_text import whole

    plans = loaded_plans(path).plans
    if as_json:
        click.echo(as_text([plan_values(one) for one in plans]))
    else:
        click.echo("\n\n".join(whole(one.plan).rstrip() for one in plans))


@command.command("list")
@_path
@as_json_option
def list_actions(path: Path, as_json: bool) -> None:
    """List the actions, one a line."""
    from workshop.cli.plan_json import action_values, as_text
    from workshop.reports.plan_text import listing

    plans = loaded_plans(path).plans
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
@as_json_option
def due(path: Path, days: int, on: dt.datetime | None, rehearsals: bool, as_json: bool) -> None:
    """List what is overdue or falls in the next days: first steps, due dates and look-backs."""
    from workshop.cli.plan_json import as_text, due_values
    from workshop.reports.plan_dates import due_dates, last_day
    from workshop.reports.plan_text import due_list

    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    day = on.date() if on else dt.datetime.now().astimezone().date()
    plans = loaded_plans(path, until=last_day(day, days)).plans
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
@as_json_option
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
@click.option("--html", "form", flag_value="html", help="One page to read, to send and to print.")
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet, one action a row.")
@click.option("--ics", "form", flag_value="ics", help="For a calendar: every date as a whole day.")
@click.option("--no-evidence", is_flag=True, help="Markdown or HTML without what the room saw.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def export(path: Path, form: str | None, no_evidence: bool, out: Path | None) -> None:
    """Write plans as Markdown, HTML, CSV or a calendar."""
    from workshop.cli.plan_export import exported, write_out

    if form is None:
        raise click.UsageError("Say which: --markdown, --html, --csv or --ics.")
    plans = loaded_plans(path).plans
    made = exported(plans, form, evidence=not no_evidence)
    if out is None:
        click.echo(made, nl=False)
    else:
        write_out(out, made)
        click.echo(f"Written to {out}")


command.add_command(plan_browse.command)
command.add_command(plan_set.command)
command.add_command(plan_review.command)
