"""Names of session folders, and what is found in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from workshop.services import folders
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME
from workshop.storage.session_folders import look_into

DAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("AI in customer care", "ai-in-customer-care"),
        ("  Q3: plans & risks!  ", "q3-plans-risks"),
        ("Führung für Jürgen", "fuhrung-fur-jurgen"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\NUL", "c-nul"),
        ("領導力", "session"),
        ("", "session"),
        ("---", "session"),
        ("x" * 39 + " y", "x" * 39),
        ("x" * 100, "x" * 40),
    ],
)
def test_a_title_becomes_a_part_of_a_folder_name(title: str, name: str) -> None:
    assert folders.slug(title) == name


def test_a_folder_name_is_free(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = folders.free_folder(tmp_path / "sessions", DAY, "Care")
        path.mkdir(parents=True)
        names.append(path.name)
    assert names == ["2026-11-02-care", "2026-11-02-care-2", "2026-11-02-care-3"]


def test_a_code_has_four_letters_that_nobody_mistakes() -> None:
    codes = {folders.new_code() for _ in range(200)}
    assert len(codes) > 190
    assert all(len(code) == 4 and set(code) <= set(folders.CODE_LETTERS) for code in codes)
    assert not set("IO01") & set(folders.CODE_LETTERS)


def a_folder(parent: Path, name: str, record: str | None = None, *, journal: bool = False) -> Path:
    path = parent / name
    path.mkdir()
    if record is not None:
        (path / RECORD_NAME).write_text(record, "utf-8")
    if journal:
        (path / JOURNAL_NAME).write_bytes(b"a journal")
    return path


def test_sessions_are_found_the_newest_first(tmp_path: Path) -> None:
    old = a_folder(tmp_path, "2026-01-05-old", "")
    new = a_folder(tmp_path, "2026-02-01-new", journal=True)
    a_folder(tmp_path, "2026-03-01-pictures")
    (tmp_path / "README.md").touch()
    assert folders.session_folders(tmp_path) == [new, old]
    assert [folders.is_open(path) for path in (new, old)] == [True, False]


def test_a_new_session_does_not_take_the_id_of_a_renamed_one(tmp_path: Path) -> None:
    a_folder(tmp_path, "Kickoff", '[session]\nid = "2026-11-02-care"\n[map]\n')
    assert folders.free_folder(tmp_path, DAY, "Care").name == "2026-11-02-care-2"


def test_a_folder_that_is_not_there_holds_no_sessions(tmp_path: Path) -> None:
    assert folders.session_folders(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("record", "title", "date"),
    [
        ('[session]\ntitle = "Care"\ndate = 2026-11-02', "Care", DAY),
        ('[session]\ntitle = "Care"\ndate = "soon"', "Care", None),
        ('[session]\ntitle = "Care"\ndate = 2026-11-02T10:00:00', "Care", dt.date(2026, 11, 2)),
        ('[session]\ntitle = "\\u001b]0;x\\u0007\\u202eCare"', "]0;xCare", None),
        ("[session]", "care", None),
        ('session = "none"', "care", None),
        ("not TOML at all", "care", None),
        (None, "care", None),
    ],
)
def test_a_title_is_read_whatever_the_file_holds(
    tmp_path: Path, record: str | None, title: str, date: dt.date | None
) -> None:
    assert folders.title_of(look_into(a_folder(tmp_path, "care", record))) == (title, date)


def test_a_file_that_is_not_text_has_the_name_of_its_folder(tmp_path: Path) -> None:
    (a_folder(tmp_path, "care") / RECORD_NAME).write_bytes(b"\xff\xfe")
    assert folders.title_of(look_into(tmp_path / "care")) == ("care", None)
