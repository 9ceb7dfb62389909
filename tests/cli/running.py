"""Runs a command in this process, as a shell would without a terminal."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from workshop.cli import main


def run(*words: str | Path, expect: int | None = 0) -> Result:
    """The result of a command; an error that is no sentence fails the test, and so does another status."""
    result = CliRunner().invoke(main, [str(word) for word in words], prog_name="workshop")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert expect in (None, result.exit_code), result.output
    return result
