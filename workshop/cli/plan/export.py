"""Plans for other programs: Markdown, HTML, CSV, or a calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from workshop.storage.plans.read import LoadedPlans


def exported(loaded: LoadedPlans, form: str, *, evidence: bool = True) -> bytes:
    """The plans in one of the four forms; a page says that something could not be read."""
    plans = loaded.plans
    if form == "ics":
        from workshop.reports.formats.calendar import calendar

        return calendar(plans, dt.datetime.now(dt.UTC))
    if form == "csv":
        from workshop.reports.formats.csv import table

        return table(one.plan for one in plans).encode()
    from workshop.reports.document import with_gaps
    from workshop.reports.formats.html import as_html
    from workshop.reports.formats.markdown import as_markdown
    from workshop.reports.session_report import plans_report

    today = dt.datetime.now().astimezone().date()
    report = plans_report([one.plan for one in plans], today, evidence=evidence)
    report = with_gaps(report, len(loaded.unread))
    return (as_html(report) if form == "html" else as_markdown(report)).encode()


def write_out(path: Path, made: bytes) -> None:
    """Write the file, but never over a TOML file: those are where the plans come from.

    Raises:
        click.ClickException: it is one, or it cannot be written.
    """
    if path.suffix == ".toml":
        raise click.ClickException(f"{path} would take the place of a plan. Choose another name (--out).")
    from workshop.storage.disk import write_whole

    try:
        write_whole(path, made)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.ClickException(f"{path} cannot be written: {reason}.") from error
