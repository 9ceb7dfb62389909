"""Which folders are sessions: each id counts once, whatever its folder is called, and the rest is named."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.core.problems import Problem
from workshop.services.folders import open_sessions, session_folders
from workshop.storage.library.agendas import own_folder
from workshop.storage.plans.read import load_plans
from workshop.storage.plans.sessions import load_series
from workshop.storage.session_folders import every_plan, find_sessions, unreadable, with_id

RECORD = '[session]\nid = "{id}"\nseries = "S"\ndate = 2026-11-02\nsealed = 2026-11-02\n[map]\n'
PLAN = (
    'schema_version = 1\n[session]\nid = "{id}"\nseries = "S"\n[phase]\nid = "learn"\n[[action]]\nid = "A1"\n'
)


def write(folder: Path, id_: str, *, changed: int = 1, record: bool = True) -> Path:
    folder.mkdir(parents=True)
    (folder / "1-learn.toml").write_text(PLAN.format(id=id_))
    if record:
        (folder / "session.toml").write_text(RECORD.format(id=id_))
    for path in folder.iterdir():
        os.utime(path, (changed, changed))
    return folder


def said(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, problems))


IDS = ("2026-11-02-care", "2026-11-03-sales")
COPIES = ("{id}", "{id} (1)", "{id} - Copy", "Copy of {id}", "{id}-LAPTOP", "old", "z")


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(IDS), st.sampled_from(COPIES)).map(lambda one: one[1].format(id=one[0])),
        st.tuples(st.sampled_from(IDS), st.booleans(), st.integers(1, 10**6)),
        min_size=1,
    )
)
@settings(deadline=None)
def test_every_id_counts_once_and_every_other_folder_is_named(
    folders: dict[str, tuple[str, bool, int]],
) -> None:
    with TemporaryDirectory() as made:
        sessions = Path(made)
        for number, (name, (id_, record, changed)) in enumerate(folders.items()):
            write(sessions / name, id_, changed=changed * 100 + number, record=record)
        found = find_sessions(sessions)
        counted = {one.path.name: folders[one.path.name][0] for one in found.folders}
        assert sorted(counted.values()) == sorted({id_ for id_, _, _ in folders.values()})
        for name, id_ in counted.items():
            same = [one for one in folders if folders[one][0] == id_]
            latest = max(same, key=lambda one: folders[one][2] * 100 + list(folders).index(one))
            assert name == (id_ if id_ in same else latest)
            for copy in set(same) - {name}:
                (words,) = [str(one) for one in found.left_out if one.where == str(sessions / copy)]
                assert str(sessions / name) in words
        assert len(found.left_out) == len(folders) - len(counted)
        assert len(load_plans(sessions).plans) == len(counted)
        assert len(load_series(sessions, "s").sessions) == len(counted)


def test_a_copied_folder_is_named_and_not_counted_again(tmp_path: Path) -> None:
    write(tmp_path / IDS[0], IDS[0])
    write(tmp_path / f"{IDS[0]} - Copy", IDS[0], changed=99)
    loaded = load_plans(tmp_path)
    assert [one.path.parent.name for one in loaded.plans] == [IDS[0]]
    assert loaded.unread == ()
    assert f"{IDS[0]} - Copy: is the session '{IDS[0]}' once more, and is not read." in said(loaded.left_out)
    assert "counts: its name is the id. Move one of the two away." in said(loaded.left_out)
    # Somebody who names the copy wants to see it.
    assert len(load_plans(tmp_path / f"{IDS[0]} - Copy").plans) == 1


def test_a_renamed_folder_is_found_by_its_id(tmp_path: Path) -> None:
    renamed = write(tmp_path / "Kickoff", IDS[0])
    assert with_id(tmp_path, IDS[0]) == renamed
    assert with_id(tmp_path, "Kickoff") is None


def test_folders_without_an_id_stand_for_themselves(tmp_path: Path) -> None:
    write(tmp_path / "a", "")
    write(tmp_path / "b", "")
    assert len(load_plans(tmp_path).plans) == 2


def test_sub_folders_are_named_and_not_read(tmp_path: Path) -> None:
    write(tmp_path / IDS[0], IDS[0])
    write(tmp_path / IDS[0] / "before", IDS[0])
    write(tmp_path / "2025" / IDS[1], IDS[1])
    write(tmp_path / ".stversions" / IDS[1], IDS[1])
    (tmp_path / "pictures").mkdir()
    loaded = load_plans(tmp_path)
    assert len(loaded.plans) == 1
    assert [one.where for one in loaded.left_out] == [str(tmp_path / "2025"), str(tmp_path / IDS[0])]
    assert IDS[1] in said(loaded.left_out)
    assert "before" in said(load_plans(tmp_path / IDS[0]).left_out)


def test_a_plan_that_lies_beside_the_sessions_hides_none_of_them(tmp_path: Path) -> None:
    write(tmp_path / IDS[0], IDS[0])
    write(tmp_path / IDS[1], IDS[1])
    (tmp_path / "1-learn.toml").write_text(PLAN.format(id=IDS[0]))
    loaded = load_plans(tmp_path)
    assert [one.path.parent.name for one in loaded.plans] == list(IDS)
    assert [one.where for one in loaded.left_out] == [str(tmp_path / "1-learn.toml")]


@pytest.mark.parametrize("name", ["1-learn.old.toml", "1-learn (1).toml", "session.sync-conflict-1-A.toml"])
def test_a_copy_of_a_file_is_named_and_not_read(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / IDS[0], IDS[0])
    (folder / name).write_bytes((folder / "1-learn.toml").read_bytes())
    for path in (tmp_path, folder):
        loaded = load_plans(path)
        assert len(loaded.plans) == 1
        assert [one.where for one in loaded.left_out] == [str(folder / name)]
        assert loaded.unread == ()


def test_a_folder_that_nobody_may_open_stops_none_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / IDS[0], IDS[0])
    closed = write(tmp_path / IDS[1], IDS[1])
    really = os.scandir

    def scandir(path: Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "scandir", scandir)
    loaded = load_plans(tmp_path)
    assert len(loaded.plans) == 1
    assert (
        said(loaded.unread) == f"{closed}: cannot be read: permission denied. Check the name and your rights."
    )


def test_a_plan_that_was_copied_into_another_session_counts_once(tmp_path: Path) -> None:
    own = write(tmp_path / IDS[0], IDS[0]) / "1-learn.toml"
    other = write(tmp_path / IDS[1], IDS[1])
    copy = other / "1-learn.toml"
    copy.write_bytes(own.read_bytes())
    loaded = load_plans(tmp_path)
    assert [one.path for one in loaded.plans] == [own]
    assert said(loaded.left_out) == (
        f"{copy}: is a plan of the session '{IDS[0]}', and is not read here: it counts in its own folder. "
        f"Compare it with {own}, then delete it."
    )
    assert [one.path for one in load_plans(copy).plans] == [copy]
    own.unlink()
    assert [one.path for one in load_plans(tmp_path).plans] == [copy]


@pytest.mark.parametrize("id_", ["..", ".", "a/b", "x" * 300, "\\u0000", "\\ud800"])
def test_an_id_that_is_no_name_of_a_folder_harms_nothing(tmp_path: Path, id_: str) -> None:
    write(tmp_path / "a", id_)
    load_plans(tmp_path)
    load_plans(tmp_path / "a")
    with_id(tmp_path, id_)


def test_many_copies_are_named_in_one_line(tmp_path: Path) -> None:
    folder = write(tmp_path / IDS[0], IDS[0])
    names = [f"1-learn.sync-conflict-{number}.toml" for number in range(9)]
    for name in names:
        (folder / name).touch()
    (one,) = load_plans(tmp_path).left_out
    assert all(name in str(one) for name in names)


def test_a_copy_of_a_journal_is_named_because_votes_are_in_it(tmp_path: Path) -> None:
    folder = write(tmp_path / IDS[0], IDS[0])
    for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sync-conflict-1-A.sqlite"):
        (folder / name).touch()
    (one,) = load_plans(tmp_path).left_out
    assert one.where == str(folder / "journal.sync-conflict-1-A.sqlite")
    assert "it may hold single votes" in str(one)


ODD_NAMES = (
    "1-learn.toml",
    "session.toml",
    "journal.sqlite",
    "2026-11-02-care",
    "1-learn - Copy.toml",
    "ours.toml",
)


@given(st.sets(st.sampled_from(ODD_NAMES), min_size=1))
@settings(deadline=None)
def test_a_teams_agendas_are_no_session_whatever_they_are_called(names: set[str]) -> None:
    with TemporaryDirectory() as made:
        sessions = Path(made)
        write(sessions / IDS[0], IDS[0])
        for name in names:
            path = own_folder(sessions) / name
            path.mkdir(parents=True) if "." not in name else path.parent.mkdir(exist_ok=True)
            (path if "." in name else path / "session.toml").write_text(PLAN.format(id="x"))
        found = find_sessions(sessions)
        assert [folder.path.name for folder in found.folders] == [IDS[0]]
        assert (found.left_out, found.unusable, unreadable(sessions)) == ((), (), ())
        assert session_folders(sessions) == [sessions / IDS[0]]
        assert open_sessions(sessions) == (1, [])
        assert every_plan(sessions) == [sessions / IDS[0] / "1-learn.toml"]
        assert [plan.path.parent.name for plan in load_plans(sessions).plans] == [IDS[0]]
