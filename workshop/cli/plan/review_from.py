"""`workshop plan review --from`: takes back in what was kept when a plan could not be changed."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.say import say


def take_in(path: Path, sessions: Path | None) -> None:
    """Write every answer of a file into its plan; those that still cannot be written stay in the file.

    Where somebody else had held that look-back, the answer stands beside theirs, as a line with its date.

    Args:
        path: the file.
        sessions: the folder of the session folders; by default the one that the file's own folder lies in.

    Raises:
        click.ClickException: nothing can be read from it.
        click.exceptions.Exit: something could not be written.
    """
    from workshop.core.problems import UnusableFile
    from workshop.storage.disk import remove_file, write_whole
    from workshop.storage.plans.folder import PlanError
    from workshop.storage.plans.kept_reviews import command_for, kept_text, read_kept
    from workshop.storage.plans.look_backs import save_review

    try:
        kept = read_kept(path)
    except UnusableFile as error:
        raise click.ClickException(f"Nothing was changed. {error}") from error
    if sessions is None and any(one.sessions for one in kept):
        where = next(one.sessions for one in kept if one.sessions)
        raise click.ClickException(
            f"Nothing was changed. The answers belong to a session in {where}. If that is right: "
            f"{command_for(path, kept)}"
        )
    left = []
    for heard in kept:
        earlier = heard.earlier
        try:
            action_id = save_review(sessions or path.resolve().parent.parent, heard, beside=True)
        except (UnusableFile, PlanError) as error:
            say(str(error), err=True)
            left.append(heard)
        else:
            say(f"{action_id}: saved in {earlier.file}")
    if left:
        if len(left) < len(kept):
            write_whole(path, kept_text(left))
        say(f"{len(kept) - len(left)} of {len(kept)} answers taken in; the rest stays in {path}.")
        raise click.exceptions.Exit(1)
    remove_file(path)
    every = f"All {len(kept)} answers stand in their plans"
    every = "The answer stands in its plan" if len(kept) == 1 else every
    say(f"{every} now; {path} was removed.")
