"""What sealed sessions teach about texts: totals that the files hold, and for others no number."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workshop.cli import main
from workshop.cli.scenario_text import learnt_words
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.wording import wording_of
from workshop.core.stats.window import Band, band
from workshop.services.learning import learn
from workshop.services.shelf import library_with, read_shelf
from workshop.storage.library.learnt_file import LEARNT_NAME
from workshop.storage.library.scenarios import library_folder

LIBRARY = library_with(())
FAULTY = LIBRARY.scenarios[ScenarioId("learn-04")]
SOUND = LIBRARY.scenarios[ScenarioId("learn-09")]
WRONG = [line.wrong for line in FAULTY.sentences]
FOUND = [9 if wrong else 1 for wrong in WRONG]
"""Taps of twelve that find what is wrong."""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["scenarios", *map(str, words)])


def sealed(
    sessions: Path,
    name: str,
    right: int,
    of: int = 12,
    *,
    text: Scenario = FAULTY,
    taps: list[int] | None = None,
    second: int | None = None,
    header: str = "",
    wording: str | None = None,
    date: str = "2026-10-01",
    end: str = "sealed = 2026-10-01",
) -> Path:
    """The folder of a session with one text, written by hand."""
    folder = sessions / name
    folder.mkdir(parents=True)
    lines = taps or [0] * len(text.sentences)
    votes = [(1, right), *([(2, second)] if second is not None else [])]
    tapped = "".join(
        f'[[taps]]\nscenario = "{text.id}"\nvote = {vote}\nvoters = {of}\nsentences = {lines}\nmissing = 0\n'
        for vote, _ in votes
    )
    head = f'schema_version = 1\n[session]\nid = "{name}"\ndate = {date}\ntitle = "Of {name}"\n{header}\n'
    sums = f'[wordings]\n{text.id} = "{wording or wording_of(text)}"\n' if wording != "" else ""
    (folder / "session.toml").write_text(f"{head}{end}\n{tapped}{sums}", encoding="utf-8")
    rounds = "".join(f"round{vote} = {{voters = {of}, correct = {count}}}\n" for vote, count in votes)
    plan = f'{head}[phase]\nid = "learn"\nnumber = 1\n[[evidence]]\nscenario = "{text.id}"\n{rounds}'
    (folder / "1-learn.toml").write_text(plan, encoding="utf-8")
    return folder


def test_the_figures_are_those_that_the_files_hold(tmp_path: Path) -> None:
    sealed(tmp_path, "a", 3, taps=[1, 0, 2, 5, 0, 0, 1], second=8)
    sealed(tmp_path, "b", 10, 20, taps=[0, 0, 0, 9, 1, 0, 7], second=15)
    sealed(tmp_path, "c", 6, 8, taps=[0, 0, 0, 4, 0, 0, 4])
    totals = learn(tmp_path, LIBRARY).texts[FAULTY.id]
    plans = [tomllib.loads(path.read_text("utf-8"))["evidence"][0] for path in tmp_path.glob("*/1-*.toml")]
    records = [tomllib.loads(path.read_text("utf-8"))["taps"][0] for path in tmp_path.glob("*/session.toml")]
    firsts = [plan["round1"] for plan in plans]
    right, people = (sum(one[key] for one in firsts) for key in ("correct", "voters"))
    assert (totals.first.k, totals.first.n, len(totals.rooms)) == (right, people, 3) == (19, 40, 3)
    assert list(totals.taps) == [sum(record["sentences"][line] for record in records) for line in range(7)]
    # Both votes of the two rooms that voted twice: 13 and 23 of 32.
    assert totals.gain == pytest.approx((23 / 32 - 13 / 32) / (1 - 13 / 32))
    # Wilson's interval, as the roots of (p - 19/40)^2 = 1.96^2 p (1 - p) / 40.
    z, p, n = 1.96, 19 / 40, 40
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    low, high = ((-b + sign * (b * b - 4 * a * c) ** 0.5) / (2 * a) for sign in (-1, 1))
    said = " ".join(run("learn", tmp_path).output.split())
    assert (
        f"3 rooms, 40 people. First vote right: 19 of 40 (48%, {low:.0%}-{high:.0%}).".replace("%-", "-")
        in said
    )
    assert "Gain by the talk: 0.53." in said
    assert "Tapped: line 1 3%, line 3 5%, line 4 45% (wrong), line 5 3%, line 7 30% (wrong). Medium." in said


@pytest.mark.parametrize(
    ("rights", "taps", "said"),
    [
        ((3, 3, 3), FOUND, "hard (its file says medium)."),
        ((4, 4, 3), FOUND, "medium."),
        ((9, 9, 9), FOUND, "easy (its file says medium). Look at it: too easy."),
        ((9, 9, 8), FOUND, "easy (its file says medium)."),
        ((9, 8, 8), FOUND, "medium."),
        # Of twelve a blind tap of each on one of eight rows hits a line one and a half times.
        ((6, 6, 6), [0, 0, 0, 1, 0, 0, 1], "medium. Look at it: nobody finds it."),
        ((6, 6, 6), [0, 0, 0, 2, 0, 0, 1], "medium."),
        ((6, 6, 6), [6, 0, 0, 5, 0, 0, 1], "medium. Look at it: taps the wrong line."),
        ((6, 6, 6), [5, 0, 0, 5, 0, 0, 1], "medium."),
        ((3, 3), FOUND, "too few rooms to say how hard it is."),
    ],
)
def test_difficulty_and_marks_are_provoked_and_just_avoided(
    tmp_path: Path, rights: tuple[int, ...], taps: list[int], said: str
) -> None:
    for number, right in enumerate(rights):
        sealed(tmp_path, f"room-{number}", right, taps=taps)
    assert learnt_words(FAULTY, learn(tmp_path, LIBRARY).lessons[FAULTY.id]) == said


def test_a_sound_text_has_no_mark_however_many_use_it(tmp_path: Path) -> None:
    for name in "abc":
        sealed(tmp_path, name, 12, text=SOUND, taps=[9] * len(SOUND.sentences))
    assert "    Easy (its file says hard).\n" in run("learn", tmp_path).output


def test_texts_are_chosen_by_what_was_learnt_and_list_and_show_say_it(tmp_path: Path) -> None:
    for name in "abc":
        sealed(tmp_path, name, 2, taps=FOUND)
    assert read_shelf((), tmp_path).scenarios[FAULTY.id].difficulty == "medium"
    assert run("learn", tmp_path).exit_code == 0
    assert read_shelf((), tmp_path).scenarios[FAULTY.id].difficulty == "hard"
    assert "hard    Not covered, unless [3 rooms]" in run("list", "--sessions", tmp_path).output
    assert "3 rooms: hard (its file says medium)." in run("show", "learn-04", "--sessions", tmp_path).output
    # Of a text that was changed since, nothing is said.
    ours = tmp_path / "ours"
    ours.mkdir()
    text = (library_folder() / "learn" / "learn-04.toml").read_text("utf-8").replace("in month 11", "in May")
    (ours / "learn-04.toml").write_text(text, encoding="utf-8")
    assert read_shelf((ours,), tmp_path).scenarios[FAULTY.id].difficulty == "medium"
    (tmp_path / LEARNT_NAME).write_text("schema_version = 1\n[[text]]\nid = 3\n", encoding="utf-8")
    assert any(LEARNT_NAME in problem for problem in read_shelf((), tmp_path).problems)
    broken = run("list", "--sessions", tmp_path)
    assert broken.exit_code == 1
    assert "text[1].id" in broken.output


def test_what_is_not_counted_is_named_in_a_sentence_each(tmp_path: Path) -> None:
    sealed(tmp_path, "a", 3, taps=FOUND, header='series = "North"')
    sealed(tmp_path, "again", 9, date="2026-11-01", header='series = "north"')
    sealed(tmp_path, "beside", 3, taps=FOUND, header='series = "North"')
    sealed(tmp_path, "older", 3, wording="")
    sealed(tmp_path, "edited", 3, wording="0123456789ab")
    sealed(tmp_path, "small", 3, 4)
    sealed(tmp_path, "open", 3, end="sealed = false")
    sealed(tmp_path, "rehearsed", 3, header="rehearsal = true")
    unlike = sealed(tmp_path, "unlike", 3) / "1-learn.toml"
    unlike.write_text(unlike.read_text("utf-8").replace("voters = 12", "voters = 13"), encoding="utf-8")
    broken = sealed(tmp_path, "broken", 3)
    for path in broken.iterdir():
        path.write_text("schema_version = ", encoding="utf-8")
    other = sealed(tmp_path, "unknown", 3) / "session.toml"
    for path in other.parent.iterdir():
        path.write_text(path.read_text("utf-8").replace("learn-04", "ours-1"), encoding="utf-8")
    result = run("learn", tmp_path)
    assert result.exit_code == 1, "a folder could not be read"
    assert "2 rooms, 24 people." in result.output
    said = [line for line in result.output.splitlines() if line.startswith("Note: ")]
    assert [line.removeprefix("Note: ").replace(str(tmp_path), "") for line in said] == [
        "/open: is not sealed, or has no session.toml; not counted.",
        "1 rehearsal not counted: simulated phones teach nothing.",
        "learn-04: judged by 1 room in a session of an earlier version, without its wording; not counted.",
        "learn-04: judged by 1 room in another wording; not counted.",
        "learn-04: judged by 1 room once more by a series that had it before: no first vote; not counted.",
        "learn-04: judged by 1 room whose plan and record do not say the same; not counted.",
        "learn-04: judged by 1 room with fewer than five votes; not counted.",
        "ours-1: judged by 1 room in no folder that was named; not counted.",
    ]
    unread = [line for line in result.stderr.splitlines() if str(broken) in line]
    assert len(unread) == 1


SHARED = f"""\
# What rooms have taught about texts: in how many rooms, and nothing of any one of them.
# few_right, most_right: fewer than 30%, more than 70% were right in the first vote.
# not_found: no wrong line was tapped more than by chance. wrong_line: a right line was tapped more.
# wording: a sum over the text; what is said holds for this wording alone.

schema_version = 1

[[text]]
id = "learn-04"
wording = "{wording_of(FAULTY)}"
rooms = 3
few_right = 1
most_right = 1
not_found = 0
wrong_line = 0
"""


def three_rooms(
    sessions: Path, last: int = 10, of: int = 12, header: str = "", date: str = "2026-10-01"
) -> None:
    sealed(sessions, f"{date}-a", 3, taps=FOUND, header=header, date=date)
    sealed(sessions, f"{date}-b", 6, taps=FOUND, header=header, date=date)
    sealed(sessions, f"{date}-c", last, of, taps=FOUND, header=header, date=date)


def test_what_is_shared_holds_nothing_else_and_no_number_of_a_room(tmp_path: Path) -> None:
    def shared(name: str, *extra: Callable[[Path], object], **rooms: object) -> bytes:
        three_rooms(tmp_path / name, **rooms)  # type: ignore[arg-type]
        for more in extra:
            more(tmp_path / name)
        assert run("learn", tmp_path / name, "--share", tmp_path / f"{name}.toml").exit_code == 0
        return (tmp_path / f"{name}.toml").read_bytes()

    assert shared("plain").decode() == SHARED
    team = 'series = "Care"\norganisation = "Northlight"\nfacilitator = "Head of quality"\nparticipants = 40'
    assert shared("named", header=team, date="2025-01-31").decode() == SHARED
    # Whoever knows two of the rooms and takes them off learns how the third stood to the window, no more.
    assert {shared(f"right-{last}", last=last) for last in (9, 10, 11, 12)} == {SHARED.encode()}
    assert shared("large", last=15, of=20) == SHARED.encode()
    # Texts of fewer rooms, and a team's own wording or case, are not in it.
    assert (
        shared("two", lambda at: [sealed(at, name, 3, text=SOUND) for name in ("d", "e")]).decode() == SHARED
    )


def test_a_band_is_never_one_number_of_a_room_that_counts() -> None:
    for of in range(5, 200):
        bands = [band(right / of) for right in range(of + 1)]
        assert min(bands.count(one) for one in Band) >= 2


def test_too_few_rooms_share_nothing_and_nothing_else_is_overwritten(tmp_path: Path) -> None:
    three_rooms(tmp_path / "s")
    plan = tmp_path / "s" / "2026-10-01-a" / "1-learn.toml"
    kept = plan.read_bytes()
    result = run("learn", tmp_path / "s", "--share", plan)
    assert (result.exit_code, plan.read_bytes()) == (1, kept)
    assert "is there already and is something else." in result.output
    sealed(tmp_path / "few", "a", 3)
    result = run("learn", tmp_path / "few", "--share", tmp_path / "few.toml")
    assert result.exit_code == 1
    assert "There is nothing to share yet" in result.output
    assert not (tmp_path / "few.toml").exists()


def test_what_others_share_counts_once_and_in_the_same_wording(tmp_path: Path) -> None:
    three_rooms(tmp_path / "theirs", last=2)
    run("learn", tmp_path / "theirs", "--share", tmp_path / "theirs.toml")
    sealed(tmp_path / "ours", "a", 2, taps=FOUND)
    theirs = tmp_path / "theirs.toml"
    other = tmp_path / "other.toml"
    other.write_text(SHARED.replace(wording_of(FAULTY), "0123456789ab"), encoding="utf-8")
    output = run("learn", tmp_path / "ours", "--with", theirs, "--with", theirs, "--with", other).output
    assert "With 3 rooms of others: hard (its file says medium)." in output
    assert f"{theirs}: holds the same as your own rooms or another file; not counted." in output
    assert f"{other}: learn-04 was judged in another wording; not counted." in output
    assert "rooms = 4" in (tmp_path / "ours" / LEARNT_NAME).read_text("utf-8")
    assert (
        "1 text had more rooms before: name the files of others again"
        in run("learn", tmp_path / "ours").output
    )
    for text in (
        "rooms = 0",
        "most_right = 3",
        "few_right = 4",
        'rooms = "many"',
        "name = 3",
        'id = "learn-05"',
    ):
        key = text.partition(" ")[0]
        lines = [text if line.startswith(f"{key} =") else line for line in SHARED.splitlines()]
        other.write_text("\n".join([*lines, *([] if text in lines else [text])]), encoding="utf-8")
        assert run("learn", tmp_path / "ours", "--with", other).exit_code == (0 if "id" in text else 1), text
    assert run(
        "learn", tmp_path / "ours", "--with", tmp_path / "theirs" / "2026-10-01-a" / "session.toml"
    ).exit_code
