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
    from workshop.services.plan_edits import FileDesk
    from workshop.storage.plans.read import find_plans
    from workshop.tui.frame import OneScreenApp
    from workshop.tui.screens.plans import PlansScreen
    from workshop.tui.textual_inside import stand_any_terminal

    find_plans(path)  # or say that there is nothing to look through, before the screen opens
    need_a_terminal()
    stand_any_terminal()
    desk = FileDesk(path)
    app = OneScreenApp(PlansScreen(desk))
    app.run()
    name_all(*desk.unread)
    ctx.exit(app.return_code or (1 if desk.unread else 0))
