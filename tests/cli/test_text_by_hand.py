"""`--text STEP=ID`: a text that is chosen is played in its step, or a sentence says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from workshop.storage.library.scenarios import library_folder

LEARN_04 = library_folder() / "learn" / "learn-04.toml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a case of one's own and one whose file is wrong."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "my-scenarios"
    own.mkdir()
    text = LEARN_04.read_text(encoding="utf-8").replace('id = "learn-04"', 'id = "own-01"')
    (own / "own-01.toml").write_text(text.replace("Not covered, unless", "Our battery"), encoding="utf-8")
    (own / "broken-01.toml").write_text('id = "broken-01"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3=own-10", "There is no scenario 'own-10'. Did you mean 'own-01'?"),
        ("2=own-01", "Step 2 plays no text. Texts are played in steps 3 and 6."),
        ("3=broken-01", "The text 'broken-01' cannot be used: my-scenarios/broken-01.toml: schema_version:"),
        ("own-01", "'own-01' is no step with its text. Write it like 4=learn-08."),
    ],
)
@pytest.mark.parametrize("command", ["run", "prepare", "rehearse"])
def test_what_cannot_be_played_is_said_before_anything_begins(
    here: Path, command: str, text: str, words: str
) -> None:
    refused = run(command, "30-minutes", "--text", text, expect=None)
    assert refused.exit_code
    assert words in " ".join(refused.output.replace("│", " ").split())
    assert not (here / "sessions").exists()


@pytest.mark.long
def test_a_rehearsal_plays_the_chosen_text_first_and_seals_it_there(here: Path) -> None:
    said = run("rehearse", "30-minutes", "--headless", "--phones", "6", "--text", "3=own-01").output
    assert "  3/" in said
    (line,) = (line for line in said.splitlines() if line.lstrip().startswith("3/"))
    assert line.endswith("own-01")
    (record,) = (here / "rehearsals").glob("*/session.toml")
    kept = record.read_text(encoding="utf-8")
    assert kept.index('"own-01"') < kept.index('"learn-')
