"""`workshop plan`: what was agreed, what is due, what came of it, and whether the files are right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from workshop.cli.formats import asked_format, format_options
from workshop.cli.plan import browse as plan_browse
from workshop.cli.plan import review as plan_review
from workshop.cli.plan import set as plan_set
from workshop.cli.plan.loading import any_path, as_json_option, end_of, loaded_plans
from workshop.cli.say import hand_over, say
from workshop.core.english import listed
from workshop.reports.formats import FORMATS, page_formats

# Readers and reports are imported inside the commands: `--help` should not wait for them.

_PAGES = listed((form.name for form in page_formats()), "or")


@click.group("plan")
def command() -> None:
    """Read and change action plans: a plan file, a session folder, or all sessions.

    PATH is one of the three, or the name of a session in the folder `sessions`; where nothing is changed it
    is that folder by default.
    """


@command.command()
@any_path
@as_json_option
def show(path: Path, as_json: bool) -> None:
    """Show plans as sentences, one page each."""
    from workshop.reports.formats.text import whole
    from workshop.services.plans.json import as_text, plan_values

    loaded = loaded_plans(path)
    if as_json:
        hand_over(as_text([plan_values(plan) for plan in loaded.plans]))
    else:
        say("\n\n".join(whole(plan.plan).rstrip() for plan in loaded.plans))
    end_of(loaded)


@command.command("list")
@any_path
@as_json_option
def list_actions(path: Path, as_json: bool) -> None:
    """List the actions, one a line."""
    from workshop.reports.formats.text import listing
    from workshop.services.plans.json import action_values, as_text

    loaded = loaded_plans(path)
    if as_json:
        values = [action_values(plan, action) for plan in loaded.plans for action in plan.plan.actions]
        hand_over(as_text(values))
    else:
        say(listing([plan.plan for plan in loaded.plans]))
    end_of(loaded)


@command.command()
@any_path
@click.option(
    "--days", type=click.IntRange(0, 3660), default=14, show_default=True, help="How far to look ahead."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from. [default: today]")
@click.option("--rehearsals", is_flag=True, help="With what was only rehearsed.")
@as_json_option
def due(path: Path, days: int, on: dt.datetime | None, rehearsals: bool, as_json: bool) -> None:
    """List what is overdue or falls in the next days: first steps, due dates and look-backs."""
    from workshop.reports.formats.text import due_list
    from workshop.reports.plan_dates import due_dates, last_day
    from workshop.services.plans.json import as_text, due_values

    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    day = on.date() if on else dt.datetime.now().astimezone().date()
    loaded = loaded_plans(path, until=last_day(day, days))
    every = due_dates(loaded.plans, day, days, rehearsals=True, among=loaded.sessions)
    dates = [date for date in every if rehearsals or not date.plan.session.rehearsal]
    if as_json:
        hand_over(as_text([due_values(date) for date in dates]))
        end_of(loaded)
        return
    if dates:
        say(due_list(dates))
    left_out = len(every) - len(dates)
    late = sum(date.days_late > 0 for date in dates)
    end = f"{len(dates) or 'Nothing is'} due by {last_day(day, days)}"
    end += f", {late} of them overdue." if late else "."
    say(end + (f" Rehearsed only, left out: {left_out} (--rehearsals)." if left_out else ""))
    end_of(loaded)


@command.command()
@any_path
@as_json_option
@click.pass_context
def check(ctx: click.Context, path: Path, as_json: bool) -> None:
    """Check plans: errors, warnings, and what is still open.

    Ends with exit status 1 when there is an error. A warning can be kept on purpose: a [[note]] with
    its rule, the action and a reason.
    """
    from workshop.services.plans.check import check_plans
    from workshop.services.plans.json import as_text, report_values

    report = check_plans(path)
    if as_json:
        hand_over(as_text(report_values(report)))
    else:
        say(report.text)
    if report.errors:
        ctx.exit(1)


@command.command(help=f"Write plans as {listed((form.name for form in FORMATS), 'or')}.")
@any_path
@format_options(FORMATS)
@click.option("--no-evidence", is_flag=True, help=f"{_PAGES} without what the room saw.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def export(path: Path, no_evidence: bool, out: Path | None, **flags: bool) -> None:
    """Write plans in one of the formats."""
    from workshop.services.plans.export import exported
    from workshop.services.write_out import write_out

    form = asked_format(FORMATS, flags)
    loaded = loaded_plans(path)
    made = exported(loaded, form, evidence=not no_evidence)
    if out is None:
        hand_over(made)
    else:
        write_out(out, made)
        say(f"Written to {out}")
    end_of(loaded)


command.add_command(plan_browse.command)
command.add_command(plan_set.command)
command.add_command(plan_review.command)
