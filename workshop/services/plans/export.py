"""Plans for other programs, as a file of one of the formats."""

from __future__ import annotations

import datetime as dt

from workshop.reports.formats import Format, PlansFormat
from workshop.storage.plans.read import LoadedPlans


def exported(loaded: LoadedPlans, form: Format, *, evidence: bool = True) -> bytes:
    """The plans in one of the formats; a page says that something could not be read."""
    if isinstance(form, PlansFormat):
        return form.write(loaded.plans, dt.datetime.now(dt.UTC))
    from workshop.reports.document import with_gaps
    from workshop.reports.session_report import plans_report

    today = dt.datetime.now().astimezone().date()
    page = plans_report([plan.plan for plan in loaded.plans], today, evidence=evidence)
    return form.write(with_gaps(page, len(loaded.unread))).encode()
