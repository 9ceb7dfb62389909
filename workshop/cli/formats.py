"""The options of commands that write files for others: one for each format of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from workshop.core.english import listed
from workshop.reports.formats import Format

_Format = TypeVar("_Format", bound=Format)


def format_options(formats: Iterable[Format]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A flag for each of them, in their order."""

    def with_flags(command: Callable[..., Any]) -> Callable[..., Any]:
        for form in reversed([*formats]):
            command = click.option(f"--{form.option}", is_flag=True, help=form.purpose)(command)
        return command

    return with_flags


def asked_format(
    formats: Iterable[_Format], flags: Mapping[str, bool], default: _Format | None = None
) -> _Format:
    """The one whose flag was given, else the default.

    Raises:
        click.UsageError: several were asked for, or none where there is no default.
    """
    offered = [*formats]
    given = [form for form in offered if flags[form.option.replace("-", "_")]]
    asked = given or ([default] if default is not None else [])
    if len(asked) != 1:
        raise click.UsageError(f"Say which one: {listed((f'--{form.option}' for form in offered), 'or')}.")
    return asked[0]
