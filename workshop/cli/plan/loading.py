"""Opens plans for a command, and turns what goes wrong with them into sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop.cli.options import SESSIONS
from workshop.cli.say import hand_over, say

if TYPE_CHECKING:
    from workshop.core.plans.action import Action
    from workshop.core.problems import Problem
    from workshop.storage.plans.read import LoadedPlan, LoadedPlans

Found = tuple["LoadedPlan", "Action"]
"""An action and the plan it stands in."""

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
        say(str(problem), err=True)


def end_of(loaded: LoadedPlans) -> None:
    """The end of a command that took what could be read: exit status 1 where something could not."""
    if loaded.unread:
        raise click.exceptions.Exit(1)


def actions_named(path: Path, action_id: str | None) -> tuple[list[Found], LoadedPlans]:
    """The actions at a path, with an id just the one of it, and the plans that were read for them.

    Raises:
        click.ClickException: no action has the id, or it stands in several files.
    """
    loaded = loaded_plans(path)
    plans = loaded.plans
    found = [(plan, action) for plan in plans for action in plan.plan.actions]
    if action_id is None:
        return found, loaded
    named = [(one, action) for one, action in found if action.id == action_id]
    if not named and loaded.unusable:
        raise click.ClickException("Nothing was changed. Mend that file first.")
    if not named:
        known = ", ".join(dict.fromkeys(action.id for _, action in found)) if len(plans) == 1 else ""
        more = f"It has {known}." if known else "`workshop plan list` shows all."
        raise click.ClickException(f"{path}: no action is called {action_id}. {more}")
    if doubled := [problem for one, _ in named for problem in _same_id(one, action_id)]:
        raise click.ClickException(f"Nothing was changed. {doubled[0]}")
    if len(named) > 1:
        files = "\n".join(f"  {one.path}" for one, _ in named)
        raise click.ClickException(
            f"Nothing was changed: {action_id} stands in {len(named)} files. Name one of them:\n{files}"
        )
    return named, loaded


def _same_id(loaded: LoadedPlan, action_id: str) -> list[Problem]:
    from workshop.storage.plans.read import doubled_ids

    return [problem for problem in doubled_ids(loaded) if problem.key == f"action {action_id}"]


@contextmanager
def refusals(of: str = "", *, as_json: bool) -> Iterator[None]:
    """An edit that is refused ends the command with exit status 1, in words or as JSON."""
    from workshop.cli.plan.json import as_text, problem_values
    from workshop.core.problems import UnusableFile
    from workshop.storage.plans.folder import PlanError

    try:
        yield
    except (UnusableFile, PlanError) as error:
        if not as_json:
            raise click.ClickException(f"Nothing was changed{of and f' in {of}'}. {error}") from error
        problems = error.problems if isinstance(error, UnusableFile) else ()
        said = [problem_values(problem) for problem in problems] or [{"what": str(error)}]
        hand_over(as_text({"changed": False, "errors": said}))
        raise click.exceptions.Exit(1) from error
