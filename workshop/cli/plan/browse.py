"""`workshop plan browse`: the actions of all plans on the screen, to be looked at and changed."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.plan.loading import any_path, name_all


@click.command("browse")
@any_path
@click.pass_context
def command(ctx: click.Context, path: Path) -> None:
    """Look through the actions on the screen: what is due, what is open, and how each one goes.

    Enter opens an action. Saving it changes the fields that were changed, and nothing else in the file.
    """
    from workshop.cli.show import need_a_terminal
    from workshop.services.compose import browse
    from workshop.services.plans.files import plan_files_at

    files = plan_files_at(path)  # or say that there is nothing to look through, before the screen opens
    need_a_terminal()
    status = browse(files)
    name_all(*files.unread)
    ctx.exit(status or (1 if files.unread else 0))
