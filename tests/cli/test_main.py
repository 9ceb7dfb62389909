"""The command itself: what it says of itself, and how fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from workshop import __version__
from workshop.cli import COMMANDS


def test_help_names_every_command_with_the_line_the_command_says_of_itself() -> None:
    output = run("--help").output
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in output
        assert line[:40] in output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    output = run(name, "--help").output
    assert output.startswith(f"Usage: workshop {name}")
    assert len(output.splitlines()) > 5


def test_version() -> None:
    assert run("--version").output == f"workshop, version {__version__}\n"


def test_an_unknown_command_is_refused() -> None:
    assert "No such command 'perform'" in run("perform", expect=2).output


def test_as_a_module_it_is_the_same_command_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workshop", "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Usage: workshop [OPTIONS]")
    assert done.stderr == ""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"], ["scenarios", "list"]])
def test_what_draws_nothing_loads_no_screen_and_no_endpoint(words: list[str]) -> None:
    code = (
        "import sys\nfrom workshop.cli import main\n"
        f"main({words}, standalone_mode=False)\n"
        "assert not {'textual', 'aiohttp'} & set(sys.modules), 'start-up is felt on every call'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_the_home_screen_waits_for_no_room_no_plan_and_no_card_of_the_network(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nimport workshop.cli.run, workshop.cli.show, workshop.tui.app\n"
        "from workshop.services.compose import backstage\n"
        f"live = backstage(Path({str(tmp_path)!r}))\n"
        "live.kept(), live.agendas(), live.preparing.all(), live.preparing.today(), live.notices()\n"
        "late = ('workshop.core.live.', 'workshop.core.plans.', 'workshop.room', 'psutil', 'aiohttp')\n"
        "assert not [name for name in sys.modules if name.startswith(late)], 'the first picture waits for it'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_folder_of_sessions_that_stands_before_a_command_is_that_of_the_command(tmp_path: Path) -> None:
    own = tmp_path / "ours"
    run("--sessions", own, "agenda", "new", "mine")
    assert (own / "agendas" / "mine.toml").exists()
    other = tmp_path / "others"
    run("--sessions", own, "agenda", "new", "theirs", "--sessions", other)
    assert (other / "agendas" / "theirs.toml").exists()
