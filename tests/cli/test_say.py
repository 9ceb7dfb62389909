"""What the command line says never dies of a character, and never steers the terminal that it reaches."""

from __future__ import annotations

import encodings.aliases
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from tests.e2e.rooms import local
from tests.terminal import workshop
from workshop.cli import COMMANDS, main
from workshop.cli.readable import shows
from workshop.cli.say import ask, draw, hand_over, say
from workshop.cli.show import _end
from workshop.services.letters import letters_notice

KEPT = Path(__file__).parents[1] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
HOSTILE = "x\x1b]0;taken\x07\x9b31m\u202ey\u2066\u200b\r\udcff\u00e9\u2192\u65e5\U0001f600"
"""Sequences, a bell, C1, direction marks, what hides, half a character, and letters that encodings lack."""


def _carries(name: str) -> bool:
    """Whether an encoding turns text into bytes and back."""
    try:
        return "Saved in x".encode(name).decode(name) == "Saved in x"
    except (LookupError, UnicodeError):
        return False


ENCODINGS = sorted(name for name in set(encodings.aliases.aliases.values()) if _carries(name))
FEW = ("utf-8", "latin-1", "cp1252", "ascii", "cp437", "utf-16-le", "cp037", "shift_jis")
any_text = st.text(st.characters(codec=None) | st.sampled_from(HOSTILE), max_size=40) | st.just(HOSTILE)


def steering(text: str) -> list[str]:
    """What of a text a terminal would obey, or nobody would see."""
    bidi = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    return [
        one for one in text if (unicodedata.category(one) == "Cc" and one not in "\n\t") or bidi.match(one)
    ]


def written(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def bytes_of(stream: io.TextIOWrapper) -> bytes:
    return cast(io.BytesIO, stream.buffer).getvalue()


# ---- The way itself -----------------------------------------------------------------------------


@given(st.sampled_from(ENCODINGS), any_text, st.booleans())
@example("latin_1", HOSTILE, True)
@example("cp864", "100 %", False)
@settings(max_examples=examples(300), deadline=None)
def test_any_text_reaches_a_stream_of_any_encoding(encoding: str, text: str, err: bool) -> None:
    out, errors = written(encoding), written(encoding)
    with redirect_stdout(out), redirect_stderr(errors):
        say(text, err=err)
    there, empty = (errors, out) if err else (out, errors)
    assert bytes_of(empty) == b""
    assert steering(bytes_of(there).decode(encoding)) == []


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("latin-1", 'M\u00fcller -> "done" ... EUR 3 - ?'),
        ("cp1252", "M\u00fcller -> \u201cdone\u201d \u2026 \u20ac 3 \u2013 ?"),
        ("ascii", 'Muller -> "done" ... EUR 3 - ?'),
        ("utf-8", "M\u00fcller \u2192 \u201cdone\u201d \u2026 \u20ac 3 \u2013 \u65e5"),
    ],
)
def test_what_an_encoding_lacks_stays_readable(encoding: str, shown: str) -> None:
    out = written(encoding)
    with redirect_stdout(out):
        say("M\u00fcller \u2192 \u201cdone\u201d \u2026 \u20ac 3 \u2013 \u65e5")
    assert bytes_of(out).decode(encoding) == f"{shown}\n"


def test_a_line_keeps_its_indent_and_a_name_makes_no_second_line() -> None:
    out = written("utf-8")
    with redirect_stdout(out):
        say("\n  - \u00e9\r\x85Error: no\n")
    assert bytes_of(out).decode() == "\n  - \u00e9  Error: no\n\n"


def test_what_another_program_reads_stays_as_it_is() -> None:
    out = written("latin-1")
    with redirect_stdout(out):
        hand_over(HOSTILE[:-1].replace("\udcff", "\u65e5"))
        hand_over(b"\xff\x00\r\n")
    assert bytes_of(out) == HOSTILE[:-1].replace("\udcff", "\u65e5").encode() + b"\xff\x00\r\n"


def test_a_picture_without_a_terminal_has_no_colours_and_all_its_blanks() -> None:
    out = written("utf-8")
    with redirect_stdout(out):
        draw(["\u2580  ", "  \u2584"], "\x1b[38;5;232m")
        assert shows("\u2580\u2584")
    assert bytes_of(out).decode() == "   \u2580  \n     \u2584\n"
    with redirect_stdout(written("latin-1")):
        assert not shows("\u2580\u2584")


def test_no_stream_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    say("nobody reads this")


def test_a_question_and_its_refusal_are_cleaned() -> None:
    @click.command()
    def command() -> None:
        def fits(typed: str) -> str:
            if typed == "no":
                raise click.UsageError(f"{HOSTILE} is no answer.")
            return typed

        assert ask(f"How {HOSTILE}", "? ", fits) == "yes"

    done = CliRunner(charset="utf-8").invoke(command, input="no\nyes\n")
    assert done.exit_code == 0, done.output
    assert "is no answer." in done.output
    assert steering(done.output) == []


# ---- Every command ------------------------------------------------------------------------------


def leaves(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """The names of all commands that do something."""
    if not isinstance(command, click.Group):
        yield names
        return
    for name in command.list_commands(click.Context(command)):
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        yield from leaves(inner, *names, name)


CALLS: dict[tuple[str, ...], list[list[str]]] = {
    ("demo",): [["--seed", "TEXT"], ["--TEXT"]],
    ("run",): [["TEXT"], ["demo", "--sessions", "TEXT"], ["demo", "--scenarios", "TEXT"],
        ["demo", "--host", "TEXT"]],
    ("discard",): [["FOLDER"], ["TEXT"], ["FOLDER", "--yes"]],
    ("resume",): [["FOLDER"], ["TEXT"], ["--sessions", "TEXT"], ["--sessions", "SESSIONS"]],
    ("rehearse",): [["TEXT", "--headless"], ["touch", "--session", "TEXT", "--headless"]],
    ("scenarios", "list"): [[], ["--scenarios", "OWN"], ["--phase", "TEXT"]],
    ("scenarios", "show"): [["learn-04"], ["TEXT"], ["odd", "--scenarios", "OWN"]],
    ("scenarios", "forge"): [["learn-14", "--out", "NEW"], ["TEXT"], ["odd", "--scenarios", "OWN"]],
    ("scenarios", "check"): [["OWN"], ["TEXT"]],
    ("scenarios", "new"): [["--template"], ["TEXT"], ["FOLDER"]],
    ("scenarios", "browse"): [[], ["--scenarios", "OWN"]],
    ("scenarios", "packs"): [[], ["--scenarios", "OWN"]],
    ("scenarios", "learn"): [["SESSIONS"], ["TEXT"]],
    ("scenarios", "handout"): [["learn-04", "--out", "NEW"], ["TEXT"], ["odd", "--scenarios", "OWN"]],
    ("plan", "show"): [["FOLDER"], ["TEXT"], ["FOLDER", "--json"]],
    ("plan", "list"): [["SESSIONS"], ["FOLDER"], ["TEXT"], ["SESSIONS", "--json"]],
    ("plan", "due"): [["SESSIONS", "--rehearsals"], ["TEXT"], ["FOLDER", "--json"]],
    ("plan", "check"): [["FOLDER"], ["TEXT"], ["FOLDER", "--json"]],
    ("plan", "export"): [["FOLDER", "--csv"], ["FOLDER", "--ics"], ["FOLDER", "--html"],
        ["FOLDER", "--markdown"], ["FOLDER", "--csv", "--out", "NEW"], ["TEXT"]],
    ("plan", "set"): [["FOLDER", "--action", "A1", "then=TEXT"], ["FOLDER", "TEXT=1"],
        ["FOLDER", "--action", "TEXT", "status=started"], ["FOLDER", "session.series=TEXT"],
        ["FOLDER", "--action", "A1", "--json", "status=TEXT"]],
    ("plan", "review"): [["FOLDER", "--day", "30"], ["FOLDER", "--day", "30", "--action", "TEXT"],
        ["FOLDER", "--day", "30", "--action", "A1", "--did", "yes", "--lesson", "TEXT"]],
    ("plan", "browse"): [["FOLDER"], ["TEXT"]],
    ("report",): [["FOLDER"], ["TEXT", "--sessions", "SESSIONS"], ["FOLDER", "--out", "NEW"]],
    ("prepare",): [["TEXT"], ["look-back", "--session", "TEXT"], ["demo", "--sessions", "TEXT"]],
    ("papers",): [["TEXT"], ["demo", "--out", "NEW"], ["demo", "--sessions", "SESSIONS"]],
    ("agenda", "list"): [[], ["--sessions", "SESSIONS"]],
    ("agenda", "show"): [["TEXT"], ["FOLDER"], ["demo"]],
    ("agenda", "check"): [["OWN"], ["TEXT"], ["--sessions", "SESSIONS"]],
    ("agenda", "new"): [["TEXT", "--sessions", "SESSIONS"],
        ["mine", "--like", "TEXT", "--sessions", "SESSIONS"]],
    ("agenda", "edit"): [["TEXT"], ["OWN"], ["demo", "--sessions", "TEXT"]],
    ("desk",): [["FOLDER"], ["TEXT"], ["--sessions", "SESSIONS"]],
    ("doctor",): [["--no-phone", "--sessions", "TEXT"], ["--no-phone", "--host", "TEXT"]],
}  # fmt: skip
"""How each command is called: TEXT is a hostile argument, the other words are paths with hostile names."""
MACHINE = ("--json", "--csv", "--ics", "--html", "--markdown")
EVERY_CALL = [(names, words) for names, calls in CALLS.items() for words in calls]


def as_name(text: str) -> str:
    """A text as the name of a file."""
    raw = os.fsencode(
        text.replace("/", "").replace("\0", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )
    return os.fsdecode(raw[:100]) or "x"


def called(place: Path, names: tuple[str, ...], words: list[str], text: str, charset: str) -> Result:
    name = f"2026-11-02-{as_name(text)}"
    sessions, own = place / "sessions", place / f"own-{name}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(KEPT, sessions / name)
    own.mkdir()
    title = json.dumps(text.encode("utf-8", "replace").decode() or "x")  # as TOML escapes it, but for pairs
    title = title if "\\ud" not in title else '"x\\u001by"'
    (own / f"{as_name(text)}.toml").write_text(f"id = {title}\nsentence = {title}\n", "utf-8")
    for plan in (sessions / name).glob("*.toml"):
        plan.write_text(
            re.sub(
                r"(?m)^(title|accountable) = .*",
                rf"\1 = {title}".replace("\\u", r"\\u"),
                plan.read_text("utf-8"),
            ),
            "utf-8",
        )
    stands = {"FOLDER": sessions / name, "SESSIONS": sessions, "OWN": own, "NEW": place / f"{name}.csv"}
    # As a shell hands it over: without NUL, and half a pair only where it stands for a byte.
    argument = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", text).replace("\0", "")
    filled = [str(stands.get(word, word.replace("TEXT", argument))) for word in words]
    return CliRunner(charset=charset).invoke(main, [*names, *filled], input="\n" * 40)


def say_nothing_wrong(done: Result, words: list[str], charset: str) -> None:
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert "Traceback" not in done.stderr
    assert steering(done.stderr_bytes.decode(charset).replace("\r\n", "\n")) == []
    if any(word in MACHINE for word in words) and done.exit_code == 0 and "--out" not in words:
        done.stdout_bytes.decode("utf-8")
        if "--json" in words:
            json.loads(done.stdout_bytes)
    elif "--json" not in words:
        assert steering(done.stdout_bytes.decode(charset).replace("\r\n", "\n")) == []


def test_every_command_is_tried_here() -> None:
    assert set(CALLS) == set(leaves(main))
    assert {names[0] for names in CALLS} == set(COMMANDS)


@pytest.mark.parametrize(
    ("names", "words"), EVERY_CALL, ids=[" ".join([*one, *two]) for one, two in EVERY_CALL]
)
def test_every_command_survives_hostile_names_on_a_stream_of_latin_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    say_nothing_wrong(called(tmp_path / "at", names, words, HOSTILE, "latin-1"), words, "latin-1")


@given(st.sampled_from(EVERY_CALL), any_text, st.sampled_from(FEW))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_command_any_text_any_encoding(
    tmp_path: Path, call: tuple[tuple[str, ...], list[str]], text: str, charset: str
) -> None:
    names, words = call
    say_nothing_wrong(called(tmp_path / "at", names, words, text, charset), words, charset)


@pytest.mark.parametrize("command", ["list", "show", "check", "due"])
def test_another_program_is_told_the_very_name_of_a_file(tmp_path: Path, command: str) -> None:
    name = "2026-11-02-x\x1b]0;taken\x07\u202ey"
    shutil.copytree(KEPT, tmp_path / name)
    told = CliRunner().invoke(main, ["plan", command, str(tmp_path), "--json"]).stdout
    for file in re.findall(r'"file": ("[^\n]*")', told):
        assert Path(json.loads(file)).parent == tmp_path / name


# ---- Around the screen --------------------------------------------------------------------------


@pytest.mark.parametrize("open_still", [True, False])
def test_the_farewell_names_the_folder_and_nothing_else_reaches_the_terminal(
    tmp_path: Path, open_still: bool
) -> None:
    folder = tmp_path / "x\x1b]0;taken\x07\u202e\u2192"
    folder.mkdir()
    if open_still:
        (folder / "journal.sqlite").write_bytes(b"a journal")
    out = written("cp1252")
    with redirect_stdout(out):
        _end(cast(Any, SimpleNamespace(last_folder=folder)), 0)
    said = bytes_of(out).decode("cp1252")
    assert ("waits in" if open_still else "Saved in") in said
    assert "x]0;taken->" in said
    assert steering(said) == []


def test_the_command_that_is_shown_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "My sessions; x" / "2026-11-02-it's"
    folder.mkdir(parents=True)
    (folder / "journal.sqlite").write_bytes(b"a journal")
    out = written("utf-8")
    with redirect_stdout(out):
        _end(cast(Any, SimpleNamespace(last_folder=folder)), 0)
    _, _, shown = bytes_of(out).decode().rstrip("\n").partition("Go on with it: ")
    assert shlex.split(shown) == ["workshop", "resume", str(folder)]


@pytest.mark.parametrize(
    ("around", "says"),
    [
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LANG": "C", "LC_ALL": "en_GB.utf8"}, False),
        ({}, True),
        ({"LANG": "C.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # by Python, not by a person
        ({"LANG": "de_DE.ISO-8859-1"}, True),
    ],
)
def test_the_first_screen_says_in_plain_letters_when_nothing_names_utf_8(
    around: dict[str, str], says: bool
) -> None:
    said = letters_notice(around)
    assert (said is not None) is says
    assert said is None or (said.isascii() and said.startswith("This screen needs UTF-8"))


def test_the_home_screen_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    with workshop("--sessions", "sessions", cwd=tmp_path) as screen:
        screen.until("This screen needs UTF-8")


def test_a_demo_that_shows_no_home_screen_says_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    with workshop("demo", "--phones", "0", *local(), cwd=tmp_path) as screen:
        screen.until("This screen needs UTF-8")


def test_the_screen_says_that_it_needs_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    with workshop("demo", cwd=tmp_path) as screen:
        assert screen.ended() == 1
        assert "The screen needs UTF-8, and this terminal is set to iso8859-1" in screen.text
        assert "LC_ALL=C.UTF-8 workshop" in screen.text


@pytest.mark.parametrize("encoding", ["iso-8859-1", "cp1252", "ascii"])
def test_a_plan_is_shown_and_set_by_the_program_itself(tmp_path: Path, encoding: str) -> None:
    shutil.copytree(KEPT, tmp_path / "sessions" / KEPT.name)
    around = os.environ | {"PYTHONIOENCODING": encoding}
    for words in (
        ["list"],
        ["show"],
        ["due"],
        ["set", "--action", "A1", "then=\u2192 \u65e5 \u201cdone\u201d"],
    ):
        command, *rest = words
        done = subprocess.run(
            [sys.executable, "-m", "workshop", "plan", command, KEPT.name, *rest],
            cwd=tmp_path, env=around, capture_output=True, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr
        assert done.stdout.decode(encoding)
