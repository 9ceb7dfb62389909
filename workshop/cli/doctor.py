"""`workshop doctor`: is this laptop ready for a room?"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from workshop.cli.options import host_option, sessions_option
from workshop.cli.readable import shows
from workshop.cli.say import ask, draw, say
from workshop.core.shell import quoted

BLACK_ON_WHITE = "\x1b[38;5;232m\x1b[48;5;231m"
"""Two of 256 colours: more terminals know these than know all, and hardly a palette changes them."""


@click.command(short_help="Look whether this laptop is ready for a room.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@host_option
@sessions_option
@click.option("--no-phone", is_flag=True, help="Do not wait for a phone to try the QR code.")
@click.option("--hotspot", is_flag=True, help="Say how to open a hotspot of one's own, and try it.")
def command(port: int, host: str | None, sessions: Path, no_phone: bool, hotspot: bool) -> None:
    """Check network, port, file limit, sessions folder and terminal, then show a QR code to try."""
    from workshop.services.checkup import findings

    if hotspot:
        _open_hotspot(port, host, ask_for_it=not no_phone and sys.stdin.isatty())
        return
    wrong = 0
    for finding in findings(port, host, sessions):
        wrong += not finding.good
        say(f"{'ok   ' if finding.good else 'LOOK '} {finding.text}")
        if finding.mend:
            say(f"      {finding.mend}")
    wrong += _look_after_keys(sessions)
    if no_phone or not sys.stdin.isatty():
        sys.exit(1 if wrong else 0)
    _wait_for_phone(
        port,
        host,
        "Guest networks often keep phones away from laptops: try a hotspot.\n"
        "workshop doctor --hotspot says how.",
    )


def _look_after_keys(sessions: Path) -> int:
    """Name the keys whose session is gone, and destroy each on a yes; says how many are left."""
    from workshop.cli.errors import agreed
    from workshop.storage.left_keys import destroy, keys_left

    left = keys_left(sessions)
    kept = len(left)
    for key_file in left:
        say(f"LOOK  A key is here, and no session to it: {key_file.path.name}")
        say(f"      The session lay in {key_file.folder or 'a folder that is not known'}.")
        say("      If you threw it away, the key can go: then nobody reads a copy of it any more.")
        say("      If you moved it, or its disk is not here now, keep the key: it is needed to resume.")
        if sys.stdin.isatty() and agreed("      Destroy this key?"):
            destroy(key_file)
            say("      It is destroyed.")
            kept -= 1
    return kept


def _open_hotspot(port: int, host: str | None, *, ask_for_it: bool) -> None:
    """Say how a hotspot is opened here; once somebody says that it is on, look for it and try it."""
    from workshop.services.hotspot import ways
    from workshop.web.addresses import own_addresses

    before = own_addresses()
    for way in ways(sys.platform, nmcli=shutil.which("nmcli") is not None):
        say(f"{way.title}:")
        for number, step in enumerate(way.steps, 1):
            say(f"   {number}. " + step.replace("\n", "\n      "))
        say()
    say("Phones join it by a code: press i in the lobby.")
    if ask_for_it:
        address = host or _address_of_hotspot(before)
        say(f"ok    Address {address} goes into the QR code. Lead with:")
        say(f"      workshop run 60-minutes --host {quoted(address)}")
        _wait_for_phone(port, address, "Is it in the hotspot, and does a firewall let it in?")


def _address_of_hotspot(before: Sequence[str]) -> str:
    """Ask until there is a new address; where it was there before, the likeliest after a second yes."""
    from workshop.services.hotspot import likeliest_address, new_address

    asked = 0
    while True:
        ask("\nPress Enter when it is on", "; Ctrl+C ends. ", str.strip)
        asked += 1
        if address := new_address(before):
            return address
        if asked > 1 and (likeliest := likeliest_address()) is not None:
            return likeliest
        say("LOOK  This laptop has no new address yet: give it a moment.")
        say("      Where it was on before: press Enter once more.")


def _wait_for_phone(port: int, host: str | None, if_none_comes: str) -> None:
    """Wait until a phone has opened a test page; Ctrl+C ends with what to try."""
    try:
        asyncio.run(_try_phone(port, host))
    except KeyboardInterrupt:
        say(f"\nNo phone arrived. {if_none_comes}")
        sys.exit(1)


async def _try_phone(port: int, host: str | None) -> None:
    """Show a test code and wait until a phone has opened it."""
    from workshop.services.phone_trial import phone_trial
    from workshop.tui.widgets.qr import qr_rows

    async with phone_trial(port, host) as trial:
        say("\nTry it with your own phone, on the room's network:\n")
        rows = qr_rows(trial.join_url)
        if shows("".join(rows)):
            draw(rows, BLACK_ON_WHITE)
        else:
            say("   The code cannot be drawn without UTF-8: type the address.")
        say(f"\n   {trial.shown_url}        Ctrl+C ends\n")
        await trial.arrival()
        say("A phone has arrived: this network works.")
