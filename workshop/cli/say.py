"""The one way from the command line to a person, and to another program.

What a person reads may name folders, arguments and contents of files that anybody wrote: nothing of it steers
the terminal.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from workshop.cli.readable import readable
from workshop.core.text import clean

PLAIN = "\x1b[0m"
"""The end of all colours."""


def say(text: str = "", *, err: bool = False) -> None:
    """Write lines for a person.

    Args:
        text: one line or several; what could steer a terminal is left out of each.
        err: to the stream of errors, which stays on the screen when the other one goes into a file.
    """
    _write(_harmless(text), err=err)


def warn(text: str) -> None:
    """Write what was passed over or could not be read, to the stream of errors."""
    say(text, err=True)


def draw(rows: Sequence[str], colours: str) -> None:
    """Write a picture of the program's own, to the last blank of each row.

    Args:
        rows: what to draw.
        colours: the sequence that gives the terminal their colours.
    """
    coloured = sys.stdout is not None and sys.stdout.isatty()
    _write("\n".join(f"   {colours}{row}{PLAIN}" if coloured else f"   {row}" for row in rows))


def hand_over(made: str | bytes) -> None:
    """Write for another program: JSON, CSV, a calendar, a page; these very bytes, or this text in UTF-8."""
    click.echo(made.encode() if isinstance(made, str) else made, nl=False)


def ask(question: str, end: str, fits: Callable[[str], str], begun: str = "") -> str:
    """What a person typed to a question; empty where Enter left it open.

    Args:
        question: what is asked.
        end: what stands between the question and the answer.
        fits: returns the answer to keep, or raises `click.UsageError`; then it is asked again.
        begun: what stands there already and can be changed, where the terminal can do that.
    """

    def judged(typed: str) -> str:
        try:
            return fits(typed)
        except click.UsageError as error:
            raise click.UsageError(_harmless(error.message)) from error

    with _begun(_harmless(begun)):
        answer: str = click.prompt(
            _harmless(question), default="", show_default=False, prompt_suffix=end, value_proc=judged
        )
    return answer


@contextmanager
def _begun(text: str) -> Iterator[None]:
    """An answer that is typed already; a system without `readline` begins with an empty one."""
    if not text or sys.platform == "win32":
        yield
        return
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()


def say_error(error: click.ClickException) -> None:
    """Write how a command failed: with the right usage, where it was called in a wrong way."""
    page = io.StringIO()
    error.show(page)
    say(page.getvalue().rstrip("\n"), err=True)


@contextmanager
def errors_said() -> Iterator[None]:
    """What a command fails with names arguments and files: it goes the same way, and becomes its status.

    Raises:
        click.exceptions.Exit: it failed, and has said how.
    """
    try:
        yield
    except click.ClickException as error:
        say_error(error)
        raise click.exceptions.Exit(error.exit_code) from error


def _write(lines: str, *, err: bool = False) -> None:
    if (stream := readable(sys.stderr if err else sys.stdout)) is not None:
        stream.write(f"{lines}\n")
        stream.flush()


def _harmless(text: str) -> str:
    """The lines without what could steer a terminal; most of them need no second look."""
    return "\n".join(
        line if line.isascii() and line.isprintable() else _cleaned(line) for line in text.split("\n")
    )


def _cleaned(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return line[:indent] + clean(line, limit=2 * len(line))
