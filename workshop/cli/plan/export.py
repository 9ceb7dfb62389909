"""Plans for other programs, as a file of one of the formats."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from workshop.reports.formats import Format, PlansFormat
from workshop.storage.plans.read import LoadedPlans


def exported(loaded: LoadedPlans, form: Format, *, evidence: bool = True) -> bytes:
    """The plans in one of the formats; a page says that something could not be read."""
    if isinstance(form, PlansFormat):
        return form.write(loaded.plans, dt.datetime.now(dt.UTC))
    from workshop.reports.document import with_gaps
    from workshop.reports.session_report import plans_report

    today = dt.datetime.now().astimezone().date()
    page = plans_report([one.plan for one in loaded.plans], today, evidence=evidence)
    return form.write(with_gaps(page, len(loaded.unread))).encode()


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
