"""A team's own cases: brought in, kept, saved, and read back as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.examples import faulty
from workshop.core.scenarios import draft as d
from workshop.core.scenarios.draft import Draft, about, built
from workshop.core.scenarios.pasted import laid_out, split
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Decision, Difficulty, Phase
from workshop.ports import BackstageError
from workshop.services.scenario_check import check_path
from workshop.services.scenario_draft import OwnCaseFiles, lacks
from workshop.storage.library.draft_file import draft_text, read_draft
from workshop.storage.library.scenarios import load_scenario
from workshop.storage.library.template import template

DAY = dt.date(2026, 11, 30)
OUTPUT = "The lift is out on days 1 to 3. Use the stairs. On day 4 all may come. Thank you."
SOURCE = "The lift is out of service on days 1 to 3.\nOn day 4 at most 20 people may come."


def files_in(folder: Path) -> OwnCaseFiles:
    known = {faulty().id: faulty()}
    return OwnCaseFiles(folder / "my-scenarios", lambda: known, lambda: DAY)


_ODD = st.text(st.sampled_from("ab Z.?!:'\"\\\n\t\r\x1b\u200b#=[]é日هß—{}%0"), max_size=90)
_LINE = st.text(st.sampled_from("abc dE,'\"\\é日0\x1b"), max_size=90).map("A line {}".format)
_LINES = st.lists(_LINE, min_size=3, max_size=8, unique=True)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """What a person could have typed, in any field."""
    draft = replace(d.with_lines(Draft(), draw(_LINES)), source=laid_out(f"{draw(_ODD)}\nEnd."))
    for at in range(len(draft.sentences)):
        if draw(st.integers(0, 3)) == 0:
            clause = draw(st.sampled_from((None, (), (1,))))
            draft = d.marked(
                draft, at, draw(st.sampled_from(list(KINDS))), f"No: {draw(_ODD)}", clause=clause
            )
    if draw(st.booleans()):
        draft = d.left_out(draft, draw(_ODD))
    elif draw(st.booleans()):
        draft = d.held_sound(draft)
    for key in draw(st.sets(st.sampled_from(("title", "setting", "task", "hint", "twin", "options[3]")))):
        draft = d.written(draft, key, draw(_ODD))
    return replace(
        draft,
        audience=draw(st.sampled_from(Audience)),
        phase=draw(st.sampled_from(Phase)),
        difficulty=draw(st.sampled_from(Difficulty)),
    )


@settings(max_examples=60, deadline=None)
@given(draft=drafts())
def test_what_is_saved_is_read_back_equal_and_passes_the_check(
    tmp_path_factory: pytest.TempPathFactory, draft: Draft
) -> None:
    folder = tmp_path_factory.mktemp("cases")
    files = files_in(folder)
    kept = files.keep(draft, None)
    assert kept is not None
    assert built(read_draft(kept)) == built(draft)
    if not about(draft).is_ready:
        with pytest.raises(BackstageError, match="Not saved yet"):
            files.save(draft, kept)
        assert read_draft(kept).sentences == draft.sentences
        return
    path = files.save(draft, kept)
    saved = load_scenario(path)
    assert replace(saved, id=built(draft).id, title=built(draft).title) == built(draft, DAY)
    assert check_path(path).problems == ()
    assert list(files.waiting()) == []


def test_nothing_is_overwritten_and_no_title_stands_twice(tmp_path: Path) -> None:
    files = files_in(tmp_path)
    draft = d.held_sound(d.with_output(Draft(source=SOURCE, title="A short notice"), OUTPUT))
    first, second = files.save(draft, None), files.save(draft, None)
    assert [path.name for path in (first, second)] == ["a-short-notice-2.toml", "a-short-notice-3.toml"]
    assert load_scenario(first).title == "A short notice 2"


MARKDOWN = f"""# The lift
## Task
Tell the team.
## Source
{SOURCE}
## Output
{OUTPUT}
"""


def test_files_of_every_sort_are_brought_in(tmp_path: Path) -> None:
    files, given_ = files_in(tmp_path), tmp_path / "given"
    given_.mkdir()
    (given_ / "a.md").write_text(MARKDOWN, "utf-8")
    (given_ / "b.txt").write_text(f"{SOURCE}\n---\n{OUTPUT}", "utf-8")
    (given_ / "c.csv").write_bytes(
        'Title;Source;Output;Role\nÜber;"Eins\nzwei";Ein Satz. Noch einer.;managers\n;x;One.;nobody\n'.encode(
            "cp1252"
        )
    )
    (one,) = files.brought_in(given_ / "a.md")
    assert (one.draft.title, one.draft.task, one.draft.source) == ("The lift", "Tell the team.", SOURCE)
    assert [line.text for line in one.draft.sentences] == list(split(OUTPUT))
    assert one.path is None
    assert not list(files.waiting())
    every = files.brought_in(given_)
    assert [case.path.name for case in every if case.path] == [
        "the-lift.draft",
        "b.draft",
        "uber.draft",
        "c.draft",
    ]
    assert every[1].draft.source == SOURCE
    assert every[2].draft.audience is Audience.MANAGERS
    assert every[2].draft.source == "Eins\nzwei"
    assert "'nobody' is no audience" in every[3].troubles[0]
    assert lacks(every[1].draft) == ("No line is marked. Mark what is wrong, or say that the text is sound.",)
    assert len(files.waiting()) == 4
    assert [case.path for case in files.brought_in(given_)] == [case.path for case in every]
    assert len(files.waiting()) == 4
    assert files.open(tmp_path / "my-scenarios" / "b.draft").draft == every[1].draft


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("large.txt", b"word " * 200_000, "is larger than 400,000 bytes. Copy the part that counts"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is no text."),
        ("page.md", b"<html><body><p>One.</p><p>Two.</p></body></html>", "This is HTML"),
        ("empty.txt", b" \n", "holds no case. Text (.txt), Markdown (.md) and tables"),
        ("empty.csv", b"", "holds no case."),
        ("table.csv", b"a,b\n1,2\n", "No column is called 'output'"),
        ("half.toml", b"title = ", "is not valid TOML"),
        ("word.toml", b'audience = "nobody"', "'nobody' is no audience. Known: everyone"),
    ],
)
def test_what_no_case_can_be_read_from_is_said_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BackstageError) as refused:
        files_in(tmp_path).brought_in(tmp_path / name)
    assert said in str(refused.value)
    assert name in str(refused.value)
    assert (tmp_path / name).read_bytes() == content


def test_headings_of_what_an_ai_wrote_are_known_and_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    for heading in ("## AI output", "## AI draft", "## AI-written reply", "AI answer:"):
        path.write_text(f"## Source\n{SOURCE}\n{heading}\n{OUTPUT}", "utf-8")
        (one,) = files_in(tmp_path).brought_in(path)
        assert [line.text for line in one.draft.sentences] == list(split(OUTPUT)), heading
    path.write_text(
        f"## Source\n{SOURCE}\n### Day 5\nNo.\n## Thoughts\nSecret.\n## Output\n{OUTPUT}", "utf-8"
    )
    (one,) = files_in(tmp_path).brought_in(path)
    assert one.draft.source == f"{SOURCE}\n### Day 5\nNo."
    assert one.troubles[0].startswith("'Thoughts' is no part of a case that is known")


def test_a_source_that_is_too_long_is_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "long.md").write_text(f"## Source\n{'word ' * 3000}\n## Output\n{OUTPUT}", "utf-8")
    (one,) = files_in(tmp_path).brought_in(tmp_path / "long.md")
    assert one.troubles[0].startswith("The source was left out. This has 15,000 characters")
    assert len(one.draft.sentences) == 4


def test_the_template_passes_the_check_when_its_blanks_are_filled(tmp_path: Path) -> None:
    text = template()
    path = tmp_path / "the-lift.toml"
    path.write_text(text, "utf-8")
    assert d.built(read_draft(path)).title == "A text of our own"
    kind = "dropped-constraint"
    text = text.replace('id = "..."', 'id = "the-lift"').replace(
        'kinds = [\n    "...",\n]', f'kinds = ["{kind}"]'
    )
    text = text.replace('kind = "..."', f'kind = "{kind}"').replace(
        'reveal = "..."', 'reveal = "Line 4 is wrong. Look at day 4."'
    )
    number = 0
    while '"..."' in text or "\n...\n" in text:
        number += 1
        filled = f"This is text {number}."
        text = (
            text.replace('"..."', f'"{filled}"', 1)
            if '"..."' in text
            else text.replace("\n...\n", f"\n{filled}\n", 1)
        )
    path.write_text(text, "utf-8")
    assert check_path(path).problems == ()
    assert load_scenario(path).best_decision is Decision.FIX


def test_a_draft_that_cannot_be_read_is_named_and_the_others_are_offered(tmp_path: Path) -> None:
    files = files_in(tmp_path)
    files.keep(Draft(title="Mine"), None)
    (tmp_path / "my-scenarios" / "broken.draft").write_text("title = ", "utf-8")
    said = {case.path.name: case.lacks for case in files.waiting()}
    assert said["mine.draft"] == "Paste the extract that the lines are checked against."
    assert "is not valid TOML" in said["broken.draft"]
    assert draft_text(Draft(title="Mine")) in (tmp_path / "my-scenarios" / "mine.draft").read_text("utf-8")
