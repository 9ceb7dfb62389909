"""`workshop desk`: a browser of this laptop finds the desk of the session that is led right now."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.builders import a_room
from workshop.core.live import commands as c
from workshop.room import Room
from workshop.storage.key_file import kept_keys
from workshop.web.endpoint import Endpoint
from workshop.web.listening import listen, own_address


async def desk(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command with a browser that only notes what it was asked for."""
    noted, browser = folder / "opened", folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {noted}\n')
    browser.chmod(0o700)
    noted.unlink(missing_ok=True)
    run = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "workshop", "desk", "--sessions", str(folder), *arguments),
        env={**os.environ, "BROWSER": f"{browser} %s"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await run.communicate()
    for _ in range(50):
        if noted.exists() and noted.read_text():
            break
        await asyncio.sleep(0.02 if run.returncode == 0 else 0)
    return run.returncode or 0, said.decode(), noted.read_text().strip() if noted.exists() else ""


async def served(room: Room) -> Endpoint:
    """Serve a room as the program does."""
    opened = listen(0, ["127.0.0.1"])
    endpoint = Endpoint(room)
    await endpoint.serve(opened)
    room.serve_desk_at(f"{own_address(opened)}/{room.view().setup.code}/desk")
    return endpoint


@pytest.mark.skipif(sys.platform == "win32", reason="a browser that is a shell script")
async def test_it_opens_the_desk_of_the_session_that_is_led_also_after_a_new_secret(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = await served(room)
    for _ in range(2):
        code, said, opened = await desk(tmp_path)
        assert (code, "this laptop's browser" in said) == (0, True), said
        assert room.desk_link() not in said
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
            browser.get(opened) as answer,
        ):
            assert answer.status == 200
            assert "Lobby" in await answer.text()
        await room.lead(c.RevokeDesks())
    code, said, opened = await desk(tmp_path, str(room.folder.path))
    assert (code, room.desk_link() in opened) == (0, True)
    await endpoint.stop()
    await room.close()
    code, said, opened = await desk(tmp_path)
    assert (code, opened) == (1, "")
    assert "No session is led right now" in said


async def test_where_the_desk_is_stands_beside_the_key_without_a_secret_and_goes_with_it(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path)
    endpoint = await served(room)
    (key_file,) = [one for one in kept_keys() if one.folder == room.folder.path]
    assert key_file.desk.startswith("http://127.0.0.1:")
    assert room.desk_link().encode() not in key_file.path.read_bytes()
    await room.lead(c.Advance(room.clock()))
    await room.lead(c.EndEarly(room.clock()))
    await room.seal()
    assert not key_file.path.exists()
    await endpoint.stop()
