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
def in_words() -> Iterator[None]:
    """Turn the errors that carry a sentence into the exit of a command; any other one is a defect.

    Raises:
        click.ClickException: such an error was raised.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        if isinstance(error, _sentences()):
            raise click.ClickException(str(error)) from error
        raise


def _sentences() -> tuple[type[Exception], ...]:
    """Imported only where something went wrong: a command should not wait for the web server."""
    from workshop.core.problems import UnusableFile
    from workshop.ports import FAILURES
    from workshop.services.errors import CannotWrite, NoSuch, NothingChanged
    from workshop.web.listening import CannotListen

    return (*FAILURES, UnusableFile, NoSuch, NothingChanged, CannotWrite, CannotListen)
