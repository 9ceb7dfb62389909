"""Scenario files: what is read, what is refused and how it is said, and folders of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.core.problems import UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience, Decision, Phase
from workshop.storage.library.scenarios import library_folder, load_library, load_scenario

GOOD = (library_folder() / "learn" / "learn-04.toml").read_text(encoding="utf-8")
KINDS, ALSO = 'kinds = ["wrong-negation"]', 'also_defensible = ["fix"]'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "learn-04.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path: Path) -> dict[str, str]:
    """What is wrong, by key."""
    with pytest.raises(UnusableFile) as caught:
        load_scenario(path)
    assert all(problem.where == str(path) for problem in caught.value.problems)
    return {problem.key: f"{problem.what} {problem.mend}" for problem in caught.value.problems}


def test_every_field_arrives(write: Write) -> None:
    scenario = load_scenario(write(GOOD))
    assert scenario.id == "learn-04"
    assert scenario.phase is Phase.LEARN
    assert scenario.audience is Audience.EVERYONE
    assert scenario.also_defensible == (Decision.FIX,)
    assert scenario.options[0] == "Send it as it is."
    assert len(scenario.sentences) == 7
    assert scenario.sentences[6].carried
    assert scenario.twin_of is None
    assert scenario.missing is None


def test_the_columns_of_a_table_stay_aligned() -> None:
    scenario = load_scenario(library_folder() / "lead-role" / "role-06.toml")
    assert scenario.source.splitlines()[0].startswith("        Clarity")


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('title = "Not covered, unless"', "", "title", "is missing. Add it."),
        ('title = "Not covered, unless"', 'title = ""', "title", "is empty. Write it."),
        ('title = "Not covered, unless"', "title = 7", "title", "is a whole number. Make it a text in"),
        ('title = "Not covered, unless"', f'title = "{"x" * 81}"', "title", "is longer than 80 characters."),
        ('phase = "learn"', 'phase = "lern"', "phase", "'lern' is not known. Did you mean 'learn'?"),
        ('phase = "learn"', "phase = true", "phase", "is true or false. Make it a text"),
        ('audience = "everyone"', 'audience = "zzz"', "audience", "'zzz' is not known. Known: everyone, "),
        ("minutes = 11", "minutes = 1.5", "minutes", "is a number with a decimal point. Make it a whole"),
        ("minutes = 11", "minutes = 0", "minutes", "is 0. Use a number from 1 to 60."),
        ("minutes = 11", "minuts = 11", "minuts", "is not a known field. Did you mean 'minutes'?"),
        ("control = false", 'control = "no"', "control", "is a text. Make it true or false."),
        (KINDS, 'kinds = "wrong-negation"', "kinds", "Make it a list in square"),
        (
            'kinds = ["wrong-negation"]',
            'kinds = ["wrong-negtion"]',
            "kinds[1]",
            "Did you mean 'wrong-negation'?",
        ),
        (KINDS, "kinds = [1]", "kinds[1]", "is a whole number."),
        (
            'also_defensible = ["fix"]',
            'also_defensible = ["fixx"]',
            "also_defensible[1]",
            "Did you mean 'fix'?",
        ),
        ('  "Send it as it is.",\n', "", "options", "has 3 texts. Give four: use, fix, redo, stop."),
        ("carried = true", "caried = true", "sentence[7].caried", "Did you mean 'carried'?"),
        ("carried = true", 'carried = "yes"', "sentence[7].carried", "Make it true or false."),
        ("schema_version = 1", "schema_version = 2", "schema_version", "is 2; this program reads 1."),
        ("schema_version = 1", "", "schema_version", "is missing."),
        ("schema_version = 1", "schema_version = 1\nmissing = 2026-01-01", "missing", "is a date or time."),
    ],
)
def test_a_defect_is_named_with_its_key_and_mend(
    write: Write, old: str, new: str, key: str, says: str
) -> None:
    assert old in GOOD
    found = problems(write(GOOD.replace(old, new, 1)))
    assert says in found[key]


def test_all_defects_are_named_at_once(write: Write) -> None:
    broken = GOOD.replace('phase = "learn"', "").replace("minutes = 11", "minutes = 99")
    broken = broken.replace('kind = "wrong-negation"', 'kind = "typo"')
    found = problems(write(broken))
    assert set(found) == {"phase", "minutes", "sentence[4].kind", "sentence[7].kind"}


def test_a_scenario_without_sentences_is_refused(write: Write) -> None:
    assert "is missing" in problems(write(GOOD.partition("[[sentence]]")[0]))["sentence"]


def test_sentences_that_are_no_tables_are_refused(write: Write) -> None:
    text = 'sentence = ["One."]\n' + GOOD.partition("[[sentence]]")[0]
    assert "written as [[sentence]]" in problems(write(text))["sentence[1]"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b'id = "x"\ntitle = \n',
            "is not valid TOML: line 2, `title =`: nothing stands behind the equals sign.",
        ),
        (b"\xff\xfe", "is not UTF-8 text."),
        (b"a = " + b"[" * 10_000, "TOML"),
        (b"#" * 500_001, "is larger than 500,000 bytes."),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(UnusableFile) as caught:
        load_scenario(path)
    (problem,) = caught.value.problems
    assert says in str(problem) or "too deeply" in str(problem)


def test_a_file_about_something_else_is_said_in_one_sentence(write: Write) -> None:
    found = problems(write('[project]\nname = "x"\n'))
    assert list(found) == [""]
    assert "is no scenario" in found[""]


def test_a_field_far_from_all_others_is_not_answered_by_a_long_list(write: Write) -> None:
    assert problems(write("qqq = 1\n" + GOOD))["qqq"] == "is not a known field. Remove it."


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "no such file" in problems(tmp_path / "none.toml")[""]


def test_text_from_files_is_cleaned(write: Write) -> None:
    text = GOOD.replace("Not covered, unless", "Not \\u001b[31mcovered\\u202e", 1)
    assert load_scenario(write(text)).title == "Not [31mcovered"


def test_an_unknown_field_is_named_without_what_could_steer_a_terminal(write: Write) -> None:
    found = problems(write('"\\u001b[2Jtitel" = 1\n' + GOOD))
    assert "[2Jtitel" in found


def test_one_broken_file_does_not_hide_the_others(write: Write, tmp_path: Path) -> None:
    write(GOOD, "ours/learn-04.toml")
    broken = write("id = ", "ours/broken.toml")
    library = load_library(tmp_path / "ours")
    assert list(library.scenarios) == ["learn-04"]
    assert [problem.where for problem in library.problems] == [str(broken)]


def test_a_later_folder_takes_the_place_of_an_earlier_one_and_says_so(write: Write, tmp_path: Path) -> None:
    ours = write(GOOD.replace("Not covered, unless", "Our own"), "ours/learn-04.toml")
    library = load_library(library_folder(), tmp_path / "ours")
    assert library.scenarios[ScenarioId("learn-04")].title == "Our own"
    assert library.path_of(ScenarioId("learn-04")) == ours
    assert library.problems == ()
    (notice,) = library.notices
    assert notice.where == str(ours)
    assert "takes the place of" in notice.what


def test_the_same_id_twice_in_one_folder_is_a_problem(write: Write, tmp_path: Path) -> None:
    write(GOOD, "ours/a.toml")
    write(GOOD, "ours/b.toml")
    library = load_library(tmp_path / "ours")
    (problem,) = library.problems
    assert problem.where.endswith("b.toml")
    assert problem.key == "id"
    assert library.path_of(ScenarioId("learn-04")).name == "a.toml"


def test_folders_are_searched_two_levels_deep(write: Write, tmp_path: Path) -> None:
    for name in ("ours/a.toml", "ours/learn/b.toml", "ours/learn/old/c.toml"):
        write(GOOD.replace('id = "learn-04"', f'id = "{Path(name).stem}"'), name)
    assert list(load_library(tmp_path / "ours").scenarios) == ["a", "b"]


def test_agendas_and_incidents_are_no_scenarios(write: Write, tmp_path: Path) -> None:
    write("", "ours/agendas/a.toml")
    write("", "ours/incidents.toml")
    assert load_library(tmp_path / "ours").problems == ()


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = load_library(tmp_path / "none").problems
    assert "is not a folder" in problem.what


def test_no_such_scenario_has_no_path() -> None:
    with pytest.raises(KeyError):
        load_library().path_of(ScenarioId("none"))


def test_an_installed_package_brings_its_library_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.storage.library.scenarios._PACKAGE", tmp_path / "workshop")
    assert library_folder() == tmp_path / "scenarios"
    (tmp_path / "workshop" / "_library").mkdir(parents=True)
    assert library_folder() == tmp_path / "workshop" / "_library"
