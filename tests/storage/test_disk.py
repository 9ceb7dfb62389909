"""The one way to the disk: links, pipes and devices that somebody put in the place of a file."""

from __future__ import annotations

import ast
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workshop
from tests.builders import an_action
from tests.cli.running import run
from tests.drawing import examples
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import PhasePart, Plan, SessionPart
from workshop.core.words import Phase
from workshop.storage.disk import FileChanged, blank_file, make_folder, read_file, write_whole
from workshop.storage.plans.folder import PlanError, PlanFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made as on Unix")

SHIPPED = Path(__file__).parent.parent / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
PROFILE = b"export PATH=$HOME/bin\n"


def a_plan(then: str = "one person recomputes it") -> Plan:
    return Plan(SessionPart(id="x"), PhasePart("learn", 1), (an_action(id="A1", then=then),))


def seen(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All that lies in a folder: the names, the rights and the bytes."""
    return {
        one.name: (one.stat().st_mode, one.read_bytes() if one.is_file() else b"") for one in folder.iterdir()
    }


def save(folder: Path) -> str:
    saved = PlanFolder(folder)
    try:
        saved.save_plan(Chapter(Phase.LEARN), a_plan("we ask"))
        saved.save_text("reviews.toml", "# nothing\n")
    except PlanError as error:
        return str(error)
    return ""


def command(*words: str) -> Callable[[Path], str]:
    return lambda folder: run(*(word.replace("FOLDER", str(folder)) for word in words), expect=None).output


WRITERS: dict[str, Callable[[Path], str]] = {
    "2-lead-role.toml": command("plan", "set", "FOLDER/2-lead-role.toml", "--action", "A3", "status=started"),
    "session.toml": command("plan", "set", "FOLDER/2-lead-role.toml", "session.purpose=trust"),
    "report.html": command("report", "FOLDER"),
    "report.md": command("report", "FOLDER", "--markdown"),
    "leaders.html": command("report", "FOLDER", "--leaders"),
    "plans.csv": command("plan", "export", "FOLDER", "--csv", "--out", "FOLDER/plans.csv"),
    "1-learn.toml": save,
    "1-learn.edited.toml": save,
    "reviews.toml": save,
}
"""What the program writes, each under the name of a file that it makes or replaces."""

PREPARED = [f".{name}.new" for name in WRITERS] + ["1-learn.edited-2.toml", ".plans.lock"]


@given(
    links=st.sets(st.sampled_from([*WRITERS, *PREPARED]), min_size=1),
    writer=st.sampled_from(sorted(WRITERS)),
    there=st.booleans(),
)
@settings(deadline=None, max_examples=examples(60))
def test_a_link_in_a_received_folder_leads_no_writer_out_of_it(
    links: set[str], writer: str, there: bool
) -> None:
    with TemporaryDirectory() as made:
        home, folder = Path(made, "home"), Path(made, "sessions", SHIPPED.name)
        home.mkdir()
        shutil.copytree(SHIPPED, folder)
        for name in links:
            target = home / f"of-{name}"
            if there:
                copied = (folder / name).is_file() and not (folder / name).is_symlink()
                target.write_bytes((folder / name).read_bytes() if copied else PROFILE)
                target.chmod(0o600)
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)
        before, inside = seen(home), {one.name for one in folder.iterdir() if one.is_symlink()}
        said = WRITERS[writer](folder)
        assert seen(home) == before
        assert {one.name for one in folder.iterdir() if one.is_symlink()} == inside, "links stay links"
        contents = [one.read_bytes() for one in folder.iterdir() if one.is_file() and not one.is_symlink()]
        assert PROFILE not in contents, "what a link leads to is not copied into the folder either"
        if writer in links and there and WRITERS[writer] is not save:
            assert "is a link to another place" in said
        if WRITERS[writer] is save and {"1-learn.toml", "reviews.toml"} & links:
            assert "is a link to another place, and nothing is written through links" in said


@pytest.mark.parametrize("writer", WRITERS)
def test_where_nothing_is_in_the_way_every_writer_writes(tmp_path: Path, writer: str) -> None:
    folder = tmp_path / SHIPPED.name
    shutil.copytree(SHIPPED, folder)
    before = (folder / writer).read_bytes() if (folder / writer).exists() else b""
    WRITERS[writer](folder)
    assert (folder / writer).read_bytes() != before


def test_nobody_else_reads_a_file_before_its_rights_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"old")
    path.chmod(0o604)
    rights: list[int] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode):
            rights.append(found.st_mode & 0o777)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(path, "new")
    write_whole(tmp_path / "copy.toml", "new", copy_of=path)
    assert rights == [0o600, 0o600]
    assert path.stat().st_mode & 0o777 == 0o604
    assert (tmp_path / "copy.toml").stat().st_mode & 0o777 == 0o604


def test_a_file_that_was_changed_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"theirs")
    with pytest.raises(FileChanged):
        write_whole(path, "ours", instead_of=b"what it was")
    assert seen(tmp_path) == {"plan.toml": (path.stat().st_mode, b"theirs")}


def odd(path: Path) -> Iterator[Path]:
    """A pipe where there are any, a link to a device, a link to itself, a folder and nothing."""
    if sys.platform != "win32":
        os.mkfifo(path / "pipe")
    (path / "zero").symlink_to("/dev/zero")
    (path / "loop").symlink_to(path / "loop")
    (path / "folder").mkdir()
    yield from (path / name for name in ("pipe", "zero", "loop", "folder", "nothing"))


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    for one in odd(tmp_path):
        with pytest.raises(OSError):  # noqa: PT011 - each has its own words
            read_file(one)


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 1000)
    assert read_file(path, 1000) == b"x" * 1000
    with pytest.raises(OSError, match="is larger than 999 bytes"):
        read_file(path, 999)


def test_a_folder_is_on_the_disk_with_those_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, int]] = []

    def watched(descriptor: int) -> None:
        found = os.fstat(descriptor)
        synced.append((found.st_dev, found.st_ino))

    monkeypatch.setattr(os, "fsync", watched)
    PlanFolder(tmp_path / "a" / "b" / "c").create()
    parents = [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert synced == [(one.stat().st_dev, one.stat().st_ino) for one in parents]


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "session").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "session")
    assert not (tmp_path / "elsewhere").exists()


_WRITES = {
    *("write_text", "write_bytes", "touch", "rename", "symlink_to", "hardlink_to", "unlink", "mkdir"),
    *("makedirs", "rmdir", "removedirs", "rmtree", "copyfile", "copymode", "copytree", "mkstemp", "mkdtemp"),
    *("NamedTemporaryFile", "chmod", "mkfifo"),
}
_OF_OTHERS_TOO = {"replace", "copy", "copy2", "move", "truncate", "remove", "symlink", "link"}
"""What texts, values and screens are asked for too: it is told apart by whom it belongs to."""
_MAY = {"storage/disk.py", "storage/journal.py", "storage/folder_lock.py", "storage/in_use.py"}
"""The way itself, the database, the lock, whose file is made new or not at all, and who looks for it."""


def test_nothing_else_writes_files() -> None:
    package = Path(workshop.__file__).parent
    found = [
        f"{path.relative_to(package)}:{node.lineno} {name}"
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).as_posix() not in _MAY
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and (name := _writes(node))
    ]
    assert not found


_ASKS = {"exists", "is_file", "is_dir", "read_bytes", "read_text"}
"""What raises where a folder may not be entered, or waits for ever for a pipe or a device."""
_OWN_FILES = {"web/assets.py", "reports/formats/html.py"}
"""They read what is part of the program."""


def test_nothing_else_reads_files_or_asks_what_they_are() -> None:
    package = Path(workshop.__file__).parent
    found = [
        f"{path.relative_to(package)}:{node.lineno} {node.func.attr}"
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).as_posix() not in _OWN_FILES | {"storage/disk.py"}
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in _ASKS and ast.unparse(node.func.value) != "entry"
    ]
    assert not found


def test_what_writes_files_is_found() -> None:
    """The test above would pass if it found nothing at all."""
    for line in (
        "path.write_text(x)",
        "open(p, 'w')",
        "path.open(mode='ab')",
        "os.open(p, os.O_WRONLY)",
        "os.replace(a, b)",
        "shutil.copyfile(a, b)",
        "path.replace(other)",
        "tempfile.mkstemp()",
    ):
        call = ast.parse(line).body[0]
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        assert _writes(call.value), line
    for line in ("text.replace('a', 'b')", "dataclasses.replace(a, b=c)", "path.open('rb')", "a.copy()"):
        call = ast.parse(line).body[0]
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        assert not _writes(call.value), line


def _writes(call: ast.Call) -> str:
    """The name of what is called, if it changes files."""
    function = call.func
    if not isinstance(function, ast.Attribute):
        return "open" if getattr(function, "id", "") == "open" and _opens_to_write(call) else ""
    name, of = function.attr, ast.unparse(function.value)
    if name == "open":
        to_nowhere = bool(call.args) and ast.unparse(call.args[0]) == "os.devnull"
        return name if (of == "os" and not to_nowhere) or _opens_to_write(call) else ""
    if of in ("os", "shutil"):
        return name if name in _WRITES | _OF_OTHERS_TOO else ""
    a_path = len(call.args) == 1 and not call.keywords and of != "dataclasses"
    return name if name in _WRITES or (name == "replace" and a_path) else ""


def _opens_to_write(call: ast.Call) -> bool:
    given = [*call.args, *(word.value for word in call.keywords)]
    modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(re.fullmatch("[rwaxbt+]{1,3}", one) and set(one) & set("wax+") for one in modes)


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is asked for holes there")
def test_what_is_overwritten_is_what_a_file_holds_and_not_what_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(b"a vote")
        file.seek(20 * 2**30)
        file.write(b"another")
    blank_file(path)
    with path.open("rb") as file:
        assert file.read(6) == bytes(6)
        file.seek(20 * 2**30)
        assert file.read() == bytes(7)
    if sys.platform != "win32":
        assert path.stat().st_blocks < 2**12, "holes were filled"
