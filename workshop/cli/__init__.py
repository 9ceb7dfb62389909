"""The command line: the only place that knows everybody. Each command is imported when it is called."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from workshop import __version__
from workshop.cli.errors import in_words
from workshop.cli.options import packs_at_hand, sessions_option
from workshop.cli.readable import make_streams_readable
from workshop.cli.say import errors_said

COMMANDS = {
    "demo": ("workshop.cli.demo", "See a whole session in about eight minutes, with simulated phones."),
    "prepare": ("workshop.cli.prepare", "Prepare a session before its day."),
    "papers": ("workshop.cli.papers", "Write run sheet, invitation, pre-read and pocket card."),
    "run": ("workshop.cli.run", "Lead a session with a room."),
    "resume": ("workshop.cli.resume", "Go on with a session that was interrupted."),
    "desk": ("workshop.cli.desk", "Open your desk in this laptop's own browser."),
    "discard": ("workshop.cli.discard", "Throw away a session that was interrupted."),
    "rehearse": ("workshop.cli.rehearse", "Try an agenda without a screen, with simulated phones."),
    "scenarios": ("workshop.cli.scenarios", "List, read and check scenarios."),
    "agenda": ("workshop.cli.agenda", "List, read and check agendas, and make your own."),
    "plan": (
        "workshop.cli.plan",
        "Read and change action plans: a plan file, a session folder, or all sessions.",
    ),
    "report": ("workshop.cli.report", "Write what a session or a series left, as one page."),
    "doctor": ("workshop.cli.doctor", "Look whether this laptop is ready for a room."),
}


class _LazyGroup(click.Group):
    """Knows every command's name and first line, and imports a command only to run it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        make_streams_readable()
        with errors_said():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with errors_said(), in_words():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_LazyGroup, invoke_without_command=True)
@click.version_option(__version__, package_name="workshop")
@sessions_option
@click.pass_context
def main(ctx: click.Context, sessions: Path) -> None:
    """Lead a live leadership session on working with AI.

    Without a command the home screen opens: start, resume, or look at a saved session.
    """
    if ctx.invoked_subcommand is None:
        from workshop.cli.run import open_home

        open_home(sessions=sessions, own=packs_at_hand())
