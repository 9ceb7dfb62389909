"""The program away from its checkout: what is handed on, and what it does where it was installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import uv

from tests.e2e.rooms import PlainPhone, a_free_port, local, set_up
from tests.terminal import workshop
from workshop import __version__

pytestmark = pytest.mark.long

CHECKOUT = Path(__file__).resolve().parents[2]
PAPERS = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "LICENSE-TEXTS"}
BUILDING = {"pyproject.toml", "requirements.lock", "PKG-INFO", ".gitignore"}
ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
}


PYTHONS = [f"3.{minor}" for minor in range(11, 16)]
"""From the first that the program is written for to the next that will come."""

BINARIES = "Scripts" if sys.platform == "win32" else "bin"


def ran(*command: str | Path, cwd: Path, **environ: str | Path) -> str:
    """What a command says, if it goes well."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=ENVIRON | {name: str(value) for name, value in environ.items()},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def fetched(*command: str | Path, cwd: Path, **environ: str | Path) -> str:
    """Run a command that may need the network; without one it is skipped, but never in CI."""
    try:
        return ran(*command, cwd=cwd, **environ)
    except AssertionError as error:
        offline = any(
            words in str(error)
            for words in ("dns error", "Failed to fetch", "error sending request", "No matching distribution")
        )
        if not offline or os.environ.get("CI") == "true":
            raise
        pytest.skip("this needs the network here, or a cache that holds what it looks for")


UV = uv.find_uv_bin()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of this checkout, and with the wheel that was built from it."""
    place = tmp_path_factory.mktemp("built")
    fetched(UV, "build", "--quiet", "--python", sys.executable, "--out-dir", place, CHECKOUT, cwd=place)
    return place


@pytest.fixture(scope="module")
def sdist(built: Path) -> Path:
    """What is handed on in source."""
    (packed,) = built.glob("*.tar.gz")
    with tarfile.open(packed) as opened:
        opened.extractall(built, filter="data")
    return packed.with_name(packed.name.removesuffix(".tar.gz"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """What is installed."""
    (wheel,) = built.glob("*.whl")
    return wheel


def installed(wheel: Path, python: str | Path, place: Path) -> Path:
    """Where the commands are of an environment with nothing but the wheel and what the lock holds."""
    fetched(UV, "venv", "--quiet", "--python", python, place / "venv", cwd=place)
    into = (UV, "pip", "install", "--quiet", "--no-deps", "--python", place / "venv")
    fetched(*into, "--require-hashes", "--requirement", CHECKOUT / "requirements.lock", cwd=place)
    fetched(*into, wheel, cwd=place)
    fetched(UV, "pip", "check", "--quiet", "--python", place / "venv", cwd=place)
    return place / "venv" / BINARIES


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands are that came with the wheel."""
    return installed(wheel, sys.executable, tmp_path_factory.mktemp("installed"))


def files_in(folder: Path) -> set[str]:
    """The files of a part of the checkout that belong to it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def test_the_wheel_holds_program_library_and_licences_and_nothing_else(wheel: Path) -> None:
    inside = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    about = {path.name for path in inside if path.parts[0].endswith(".dist-info")}
    assert about == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE", "LICENSE-TEXTS"}
    program = {f"workshop/{name}" for name in files_in(CHECKOUT / "workshop")}
    library = {f"workshop/_library/{name}" for name in files_in(CHECKOUT / "scenarios")}
    assert {path.as_posix() for path in inside if path.name not in about} == program | library


def test_the_sdist_holds_what_the_program_is_built_of_and_its_papers(sdist: Path) -> None:
    assert {path.name for path in sdist.iterdir()} == {"workshop", "scenarios", "docs", *PAPERS, *BUILDING}
    for part in ("workshop", "scenarios", "docs"):
        assert files_in(sdist / part) == files_in(CHECKOUT / part)


def test_an_index_takes_what_is_said_of_it(built: Path) -> None:
    packed = [path for path in built.iterdir() if path.suffix in {".whl", ".gz"}]
    assert "FAILED" not in ran(sys.executable, "-m", "twine", "check", "--strict", *packed, cwd=built)


def goes_well(program: Path, folder: Path) -> None:
    """It is this version, leads a room, knows its library, and hands plans on."""
    assert ran(program, "--version", cwd=folder) == f"workshop, version {__version__}\n"
    port = str(a_free_port())
    said = ran(program, "rehearse", "demo", "--headless", "--phones", "3", "--port", port, cwd=folder)
    (session,) = (folder / "rehearsals").iterdir()
    assert said.endswith(f"Saved in rehearsals/{session.name}\n")
    assert ran(program, "scenarios", "check", cwd=folder).endswith("30 incidents: No problems.\n")
    assert ran(program, "plan", "export", "--markdown", session, cwd=folder).startswith("# ")


def test_the_wheel_carries_all_that_it_needs(bin_folder: Path, tmp_path: Path) -> None:
    program = bin_folder / "workshop"
    goes_well(program, tmp_path)
    file = ran(program, "scenarios", "show", "learn-04", cwd=tmp_path).rpartition("File: ")[2].strip()
    assert Path(file).is_relative_to(bin_folder.parent)


def test_the_wheel_draws_its_screens_and_its_page(bin_folder: Path, tmp_path: Path) -> None:
    program = (str(bin_folder / "workshop"),)
    with workshop("run", "demo", *local(), cwd=tmp_path, program=program) as screen:
        status, page = PlainPhone(set_up(screen)).send("GET", "")
        assert status == 200
        assert "<style" in page
        assert "EventSource" in page
        screen.lead("begin", "the next text")


def test_uv_runs_what_was_handed_on_in_source(sdist: Path) -> None:
    said = fetched(UV, "run", "--quiet", "--python", sys.executable, "workshop", "--version", cwd=sdist)
    assert said == f"workshop, version {__version__}\n"


def test_pipx_installs_the_wheel(wheel: Path, tmp_path: Path) -> None:
    fetched(
        *(sys.executable, "-m", "pipx", "install", "--python", sys.executable, wheel),
        cwd=tmp_path,
        **{f"PIPX_{name}": tmp_path / name for name in ("HOME", "BIN_DIR", "MAN_DIR")},
    )
    goes_well(tmp_path / "BIN_DIR" / "workshop", tmp_path)


def test_uv_installs_the_wheel_as_a_tool(wheel: Path, tmp_path: Path) -> None:
    fetched(
        *(UV, "tool", "install", "--quiet", "--python", sys.executable, wheel),
        cwd=tmp_path,
        **{f"UV_TOOL_{name}": tmp_path / name for name in ("DIR", "BIN_DIR")},
    )
    goes_well(tmp_path / "BIN_DIR" / "workshop", tmp_path)


def pythons() -> str:
    """Where programs are looked for, with the Pythons that pyenv keeps apart."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return os.pathsep.join([*map(str, kept.glob("*/bin")), os.environ["PATH"]])


@pytest.mark.parametrize("version", PYTHONS)
def test_the_wheel_runs_on_each_python_that_this_machine_has(
    version: str, wheel: Path, tmp_path: Path
) -> None:
    try:
        python = ran(UV, "python", "find", "--no-project", "--system", version, cwd=tmp_path, PATH=pythons())
    except AssertionError:
        pytest.skip(f"this machine has no Python {version}")
    goes_well(installed(wheel, python.strip(), tmp_path) / "workshop", tmp_path)
