"""What goes wrong is said in a sentence on the command line, never as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def sentences() -> Iterator[None]:
    """Turn the errors that carry a sentence into the exit of a command."""
    from workshop.core.machine import Refused
    from workshop.core.problems import UnusableFile
    from workshop.storage.journal import JournalError
    from workshop.storage.plans import PlanError
    from workshop.tui.host import HostError
    from workshop.web.listening import CannotListen

    try:
        yield
    except (Refused, UnusableFile, JournalError, PlanError, HostError, CannotListen) as error:
        raise click.ClickException(str(error)) from error
