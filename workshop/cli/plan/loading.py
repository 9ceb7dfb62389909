"""Opens plans for a command, and turns what goes wrong with them into sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.cli.options import SESSIONS
from workshop.cli.say import hand_over, warn

if TYPE_CHECKING:
    from workshop.core.problems import Problem
    from workshop.storage.plans.read import LoadedPlans

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def path_argument(**given: Any) -> Decorator:
    """The PATH of a command: a plan, a folder, or the name of a session in the folder of the sessions."""
    return click.argument(
        "path",
        type=click.Path(path_type=Path),
        callback=_named,
        **given,
    )


def _named(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    from workshop.services.folders import session_at

    return path and session_at(path, SESSIONS)


any_path: Decorator = path_argument(required=False, default=SESSIONS)
"""The PATH of a command that changes nothing."""
one_path: Decorator = path_argument()
"""The PATH of a command that changes something."""
perhaps_a_path: Decorator = path_argument(required=False)
"""The PATH of a command that may be told in another way what to change."""

as_json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, for another program."
)


def loaded_plans(path: Path, *, until: dt.date | None = None) -> LoadedPlans:
    """The plans at a path; what cannot be read or is a copy is named on stderr."""
    from workshop.storage.plans.read import load_plans

    loaded = load_plans(path, until=until)
    name_all(*loaded.unread, *loaded.left_out)
    return loaded


def name_all(*problems: Problem) -> None:
    """Say on stderr what is wrong with files, one a line."""
    for problem in problems:
        warn(str(problem))


def end_of(loaded: LoadedPlans) -> None:
    """The end of a command that took what could be read: exit status 1 where something could not."""
    if loaded.unread:
        raise click.exceptions.Exit(1)


@contextmanager
def refusals(of: str = "", *, as_json: bool) -> Iterator[None]:
    """An edit that is refused ends the command with exit status 1, in words or as JSON."""
    from workshop.core.problems import UnusableFile
    from workshop.services.plans.json import as_text, problem_values
    from workshop.storage.plans.folder import PlanError

    try:
        yield
    except (UnusableFile, PlanError) as error:
        if not as_json:
            raise click.ClickException(f"Nothing was changed{of and f' in {of}'}. {error}") from error
        problems = error.problems if isinstance(error, UnusableFile) else ()
        errors = [problem_values(problem) for problem in problems] or [{"what": str(error)}]
        hand_over(as_text({"changed": False, "errors": errors}))
        raise click.exceptions.Exit(1) from error
