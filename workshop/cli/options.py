"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from workshop.core.scenarios.pack import OWN_FOLDER
from workshop.core.shell import quoted

SESSIONS = Path("sessions")
_LONGEST_STEP = 9
OWN_PACK = Path(OWN_FOLDER)
"""The pack of the folder that one works in: what is written there is at hand without a word."""


def given_before(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """The folder that stands before the command, where none stands behind it."""
    root, by_default = ctx.find_root(), click.core.ParameterSource.DEFAULT
    if ctx.get_parameter_source("sessions") is not by_default or root is ctx:
        return value
    if root.get_parameter_source("sessions") in (None, by_default):
        return value
    folder: Path = root.params["sessions"]
    return folder


sessions_option = click.option(
    "--sessions",
    callback=given_before,
    type=click.Path(file_okay=False, path_type=Path),
    default=SESSIONS,
    show_default=True,
    help="The folder that holds the session folders.",
)


def packs_at_hand(named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of scenarios that were named, each once, and before them one's own where there is one."""
    from workshop.storage.disk import is_folder

    by_place = {folder.resolve(): folder for folder in named}
    if is_folder(OWN_PACK) and OWN_PACK.resolve() not in by_place:
        return OWN_PACK, *by_place.values()
    return tuple(by_place.values())


def _at_hand(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """What was named, and the pack of this folder."""
    return packs_at_hand(value)


scenarios_option = click.option(
    "--scenarios",
    "own",
    multiple=True,
    callback=_at_hand,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A pack: a folder of scenarios beside the shipped ones and my-scenarios. May be said several times; "
    "of two scenarios with an id the one of the last pack is played.",
)


def _steps_and_texts(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[int, str], ...]:
    """Numbers of steps, and names of texts.

    Raises:
        click.BadParameter: one of them is written in another way.
    """
    named = []
    for said in value:
        step, _, text = said.partition("=")
        if not (step.strip().isascii() and step.strip().isdigit() and text.strip()):
            raise click.BadParameter(f"'{said}' is no step with its text. Write it like 4=learn-08.")
        named.append((int(step.strip()[:_LONGEST_STEP]), text.strip()))
    return tuple(named)


text_option = click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="STEP=ID",
    callback=_steps_and_texts,
    help="Play this scenario in that step, such as 4=learn-08; may be said several times.",
)
port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port phones connect to. [default: 8080 or the next free one]",
)


def _good_host(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An address that makes a living QR code.

    Raises:
        click.BadParameter: it holds something that phones cannot use.
    """
    if value is None:
        return None
    from workshop.web.addresses import trouble_with_host

    value = value.strip()
    if (trouble := trouble_with_host(value)) is not None:
        raise click.BadParameter(trouble)
    return value


host_option = click.option(
    "--host",
    callback=_good_host,
    help="The address for the QR code. If it is this laptop's, it listens there alone.",
)


def refuse_texts(texts: Sequence[tuple[int, str]], prepared: str) -> None:
    """Say how a text comes into a session that is prepared: not by the way.

    Raises:
        click.UsageError: one was named.
    """
    if texts:
        raise click.UsageError(
            f"'{prepared}' is prepared. This puts a text into it: "
            f"workshop prepare {quoted(prepared)} --text STEP=ID"
        )


seed_option = click.option("--seed", default=None, help="The same seed picks the same scenarios.")
earlier_option = click.option(
    "--session", "earlier", help="The earlier session that a look-back opens: its folder, or its name."
)
_LAST_DAY = 36_500


def day_option(words: str, *, least: int = 1) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Which look-back it is, in days after the session: one of those that are planned, or a later one.

    Args:
        words: its help.
        least: the first that makes sense here; the touch after two weeks leaves no review.
    """

    def good(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
        from workshop.core.plans.look_back import is_look_back_day
        from workshop.core.words import LOOK_BACK_DAYS

        if value is None or (value >= least and is_look_back_day(value)):
            return value
        *first, last = (day for day in LOOK_BACK_DAYS if day >= least)
        days = f"{', '.join(map(str, first))} or {last}"
        raise click.BadParameter(f"no look-back is held on day {value}. Use {days}, or a later day.")

    return click.option("--day", type=click.IntRange(1, _LAST_DAY), metavar="DAY", callback=good, help=words)


WHICH_DAY = "Which look-back it is, such as 30. [default: the one nearest to today]"
