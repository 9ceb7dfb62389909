"""What goes wrong is said in a sentence on the command line, never as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from workshop.cli.say import ask


def agreed(question: str) -> bool:
    """Whether a person says yes; anything else is no."""
    return ask(question, " [yes/no] ", str.strip).lower() in ("y", "yes")


@contextmanager
def sentences() -> Iterator[None]:
    """Turn the errors that carry a sentence into the exit of a command."""
    from workshop.core.live.machine import Refused
    from workshop.core.problems import FileTrouble, UnusableFile
    from workshop.ports import HostError
    from workshop.web.listening import CannotListen

    try:
        yield
    except (Refused, UnusableFile, FileTrouble, HostError, CannotListen) as error:
        raise click.ClickException(str(error)) from error
