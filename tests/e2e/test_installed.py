"""The program away from its checkout: from a wheel in an empty environment, and from a copy with uv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import uv

from tests.e2e.rooms import PlainPhone, a_free_port, local, set_up
from tests.terminal import workshop
from workshop import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = ("pyproject.toml", "README.md", "workshop", "scenarios")
ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
}


def ran(*command: str | Path, cwd: Path) -> str:
    """What a command says, if it goes well."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=ENVIRON, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def fetched(*command: str | Path, cwd: Path) -> str:
    """Run a uv command that may need the network; without one it is skipped, but never in CI."""
    try:
        return ran(uv.find_uv_bin(), *command, cwd=cwd)
    except AssertionError as error:
        offline = any(
            words in str(error) for words in ("dns error", "Failed to fetch", "error sending request")
        )
        if not offline or os.environ.get("CI") == "true":
            raise
        pytest.skip("uv needs the network here, or a cache that holds what it looks for")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is needed to build the program."""
    folder = tmp_path_factory.mktemp("copy")
    for name in PARTS:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / name, folder)
    return folder


@pytest.fixture(scope="module")
def bin_folder(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands are of an environment with nothing but the wheel and what the lock holds."""
    place = tmp_path_factory.mktemp("installed")
    fetched("build", "--quiet", "--wheel", "--python", sys.executable, "--out-dir", place, copy, cwd=place)
    (wheel,) = place.glob("*.whl")
    fetched("venv", "--quiet", "--python", sys.executable, place / "venv", cwd=place)
    into = ("pip", "install", "--quiet", "--no-deps", "--python", place / "venv")
    fetched(*into, "--require-hashes", "--requirement", CHECKOUT / "requirements.lock", cwd=place)
    fetched(*into, wheel, cwd=place)
    fetched("pip", "check", "--quiet", "--python", place / "venv", cwd=place)
    return place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")


def test_the_wheel_carries_all_that_it_needs(bin_folder: Path, tmp_path: Path) -> None:
    program = bin_folder / "workshop"
    assert ran(program, "--version", cwd=tmp_path) == f"workshop, version {__version__}\n"
    said = ran(
        program, "rehearse", "demo", "--headless", "--phones", "3", "--port", str(a_free_port()), cwd=tmp_path
    )
    assert said.endswith("Saved in rehearsals/" + next((tmp_path / "rehearsals").iterdir()).name + "\n")
    assert ran(program, "scenarios", "check", cwd=tmp_path).endswith("30 incidents: No problems.\n")
    file = ran(program, "scenarios", "show", "learn-04", cwd=tmp_path).rpartition("File: ")[2].strip()
    assert Path(file).is_relative_to(bin_folder.parent)


def test_the_wheel_draws_its_screens_and_its_page(bin_folder: Path, tmp_path: Path) -> None:
    program = (str(bin_folder / "workshop"),)
    with workshop("run", "demo", *local(), cwd=tmp_path, program=program) as screen:
        status, page = PlainPhone(set_up(screen)).send("GET", "")
        assert status == 200
        assert "<style" in page
        assert "EventSource" in page
        screen.lead("begin", "next: What should AI")


def test_uv_runs_a_copy(copy: Path) -> None:
    said = fetched("run", "--quiet", "--python", sys.executable, "workshop", "--version", cwd=copy)
    assert said == f"workshop, version {__version__}\n"
