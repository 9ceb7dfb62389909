"""An agenda file that is changed: what nobody changed stays as it is, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.agenda import edits
from workshop.core.agenda.agenda import Cycle, Pick, StepKind
from workshop.core.agenda.edits import Draft, draft_of, new_step, small_agenda
from workshop.core.problems import UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Check, Phase
from workshop.storage.library.agenda_file import (
    AgendaChanged,
    AgendaTrouble,
    changed_text,
    make_agenda,
    new_text,
    save_agenda,
)
from workshop.storage.library.agendas import agenda_in, agendas_folder

OURS = Path("ours.toml")
SHIPPED = sorted(agendas_folder().glob("*.toml"))
in_each_shipped = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)

HEAD = (
    "# Ours, for the team meeting\nschema_version = 1\ntitle = 'Ours'  # short\nsummary = \"A short one.\"\n"
)
STEPS = (
    'kind = "open"\nphase = "learn"\nminutes=3',
    'minutes   = 5 # with coffee\nkind = "break"\n\nphase = "learn"',
    'kind = "card"\nphase = "learn"\nminutes = 2\n# what for?\ncard = "purpose"',
    'kind = "scenario"\nphase = "learn"\nminutes = 11\nscenario = "learn-04" # the mail',
    'kind = "scenario"\nphase = "learn"\nminutes = 7\ncycle = "full"\n[step.pick]\ncontrol = false',
    'kind = "pulse"\nphase = "learn"\nminutes = 2\nquestion = """\nTea?"""\n'
    'options = [\n  "Yes", # 1\n  "No",\n]',
    'kind = "open-case"\nphase = "learn"\nminutes = 6\n'
    'text = """\nOne is late.\nTwo are not."""\nsource = "Row 1"',
    'kind = "actions"\nphase = "learn"\nminutes = 4\ntitle = "[[step]]"',
)
COMMENTS = st.sampled_from(["", "# here the room wakes up\n", "# one\n  # two\n"])
GAPS = st.sampled_from(["", "\n", "\n\n", "\n# about nothing\n\n"])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text as somebody may have written it, and the steps in it."""
    bodies = draw(st.lists(st.sampled_from(STEPS), min_size=2, max_size=7))
    blocks = [
        f"{draw(COMMENTS)}[[step]]{draw(st.sampled_from(['', '  # a step']))}\n{body}\n" for body in bodies
    ]
    text = HEAD + "".join(draw(GAPS) + block for block in blocks) + draw(GAPS)
    if draw(st.booleans()):
        text, blocks = text.replace("\n", "\r\n"), [block.replace("\n", "\r\n") for block in blocks]
    return text, blocks


def opened(raw: bytes, path: Path = OURS) -> Draft:
    return draft_of(agenda_in(raw, path))


@in_each_shipped
def test_a_shipped_agenda_that_nobody_changed_stays_as_it_is(path: Path) -> None:
    raw = path.read_bytes()
    draft = opened(raw, path)
    assert changed_text(raw, path, draft) == raw
    there = edits.moved(draft, 1, len(draft.entries) - 1)
    back = edits.changed(edits.moved(there, len(draft.entries) - 1, 1), 1, draft.entries[1].step)
    assert changed_text(raw, path, back) == raw


@in_each_shipped
def test_each_step_of_a_shipped_agenda_is_written_as_it_is_read(path: Path) -> None:
    agenda = agenda_in(path.read_bytes(), path)
    assert agenda_in(new_text(agenda), path) == agenda


@given(written(), st.booleans(), st.booleans())
def test_nothing_changed_is_nothing_written(of: tuple[str, list[str]], bom: bool, ends: bool) -> None:
    raw = b"\xef\xbb\xbf" * bom + (of[0] if ends else of[0].rstrip()).encode()
    assert changed_text(raw, OURS, opened(raw)) == raw


def one_edit(draft: Draft, data: st.DataObject) -> tuple[Draft, int | None]:
    """A draft after one change, and which step was touched."""
    places = st.integers(0, len(draft.entries) - 1)
    at = data.draw(places)
    step = draft.entries[at].step
    match data.draw(st.sampled_from(["move", "drop", "add", "minutes", "title"])):
        case "move":
            return edits.moved(draft, at, data.draw(places)), None
        case "drop":
            return edits.dropped(draft, at), at
        case "add":
            return edits.added(draft, at, new_step(StepKind.BREAK, Phase.LEARN)), None
        case "minutes":
            return edits.changed(draft, at, replace(step, minutes=17)), at
        case _:
            return edits.changed(draft, at, replace(step, title="Ours")), at


@given(written(), st.data())
def test_after_one_edit_every_other_step_has_its_bytes(
    of: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, blocks = of
    raw = text.encode()
    draft, touched = one_edit(opened(raw), data)
    new = changed_text(raw, OURS, draft)
    assert agenda_in(new, OURS).steps == draft.agenda.steps
    said, at = new.decode(), 0
    assert said.startswith(HEAD.replace("\n", "\r\n" if "\r\n" in text else "\n"))
    for entry in draft.entries:
        if entry.origin is not None and entry.origin != touched:
            assert blocks[entry.origin] in said[at:], "an untouched step has other bytes"
            at = said.index(blocks[entry.origin], at) + len(blocks[entry.origin])
    assert ("\n" in said.replace("\r\n", "")) is ("\r\n" not in text)


def test_a_changed_line_keeps_the_comment_behind_it_and_its_place() -> None:
    raw = (HEAD + "".join(f"\n[[step]]\n{step}\n" for step in STEPS)).encode()
    draft = opened(raw)
    draft = edits.changed(draft, 1, replace(draft.entries[1].step, minutes=15))
    draft = edits.changed(draft, 3, replace(draft.entries[3].step, scenario=ScenarioId("learn-05")))
    draft = edits.named(draft, "Theirs", draft.summary)
    said = changed_text(raw, OURS, draft).decode()
    assert "minutes   = 15 # with coffee\n" in said
    assert 'scenario = "learn-05" # the mail\n' in said
    assert 'title = "Theirs" # short\n' in said, "the comment keeps its column"


def test_a_named_text_becomes_a_wish_and_back() -> None:
    raw = (HEAD + "".join(f"\n[[step]]\n{step}\n" for step in STEPS)).encode()
    wish = Pick(False, (Check.TRACE, Check.REREAD), Audience.MANAGERS, twin=True, least=True)
    draft = opened(raw)
    draft = edits.changed(draft, 3, replace(draft.entries[3].step, scenario=None, pick=wish, by_role=True))
    draft = edits.changed(
        draft,
        4,
        replace(draft.entries[4].step, scenario=ScenarioId("learn-08"), pick=None, cycle=Cycle.SHORT),
    )
    said = changed_text(raw, OURS, draft).decode()
    line = (
        'pick = { control = false, checks = ["TRACE", "REREAD"], audience = "managers", '
        "twin = true, least = true }\n"
    )
    assert line in said
    assert said.count("by_role = true\n") == 1
    assert 'cycle = "short"\nscenario = "learn-08"\n' in said
    assert "[step.pick]" not in said


def test_steps_in_one_line_are_left_to_a_text_editor() -> None:
    step = '{ kind = "open", phase = "learn", minutes = 1 }'
    raw = f"{HEAD}step = [{step}, {step}]\n".encode()
    assert changed_text(raw, OURS, opened(raw)) == raw
    with pytest.raises(UnusableFile, match="without touching other lines"):
        changed_text(raw, OURS, edits.dropped(opened(raw), 0))


# ---- On the disk -----------------------------------------------------------------------------------


def a_file(tmp_path: Path) -> tuple[Path, bytes, Draft]:
    path = tmp_path / "ours.toml"
    raw = new_text(small_agenda("ours", "Ours"))
    make_agenda(path, raw)
    return path, raw, edits.dropped(opened(raw, path), 2)


def test_a_draft_is_saved_and_read_again(tmp_path: Path) -> None:
    path, raw, draft = a_file(tmp_path)
    held = save_agenda(path, draft, raw, raw)
    assert path.read_bytes() == held != raw
    assert agenda_in(held, path) == draft.agenda


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path, raw, draft = a_file(tmp_path)
    path.write_bytes(theirs := raw + b"# from the editor\n")
    with pytest.raises(AgendaChanged, match="Nothing was overwritten"):
        save_agenda(path, draft, raw, raw)
    assert path.read_bytes() == theirs


def test_of_two_programs_that_save_one_is_told(tmp_path: Path) -> None:
    path, raw, mine = a_file(tmp_path)
    theirs = edits.dropped(opened(raw, path), 3)
    held = save_agenda(path, theirs, raw, raw)
    with pytest.raises(AgendaChanged):
        save_agenda(path, mine, raw, raw)
    assert path.read_bytes() == held


def test_a_new_agenda_overwrites_nothing(tmp_path: Path) -> None:
    path, raw, _ = a_file(tmp_path)
    with pytest.raises(AgendaTrouble, match="is there already"):
        make_agenda(path, b"")
    assert path.read_bytes() == raw


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    path, raw, draft = a_file(tmp_path)
    path.chmod(0o444)
    with pytest.raises(AgendaTrouble, match="write-protected"):
        save_agenda(path, draft, raw, raw)
    path.unlink()
    with pytest.raises(AgendaTrouble, match="cannot be written: no such file"):
        save_agenda(path, draft, raw, raw)
    path.symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(AgendaTrouble, match="is there already"):
        make_agenda(path, raw)
    (tmp_path / "file").write_text("")
    with pytest.raises(AgendaTrouble, match="cannot be written"):
        make_agenda(tmp_path / "file" / "ours.toml", raw)
