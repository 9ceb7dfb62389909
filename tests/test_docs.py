"""What the papers name is there, and what is there is named: rooms, kinds, cards, pulses, commands, fields.

Keys of the program have theirs in `tests/tui/test_keys.py`, closed lists in `tests/core/test_words.py`,
the promise in `tests/test_one_home.py`, SECURITY.md in `tests/test_security_paper.py`.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import grimp
import pytest

from workshop import __version__
from workshop.cli import main
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS
from workshop.core.agenda.pulse import PULSES
from workshop.core.plans.keys import keys_of
from workshop.core.plans.plan import Plan
from workshop.core.plans.record import Record
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Check, Decision, Difficulty, Phase

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "workshop"
PLACE = re.compile(r"`((?:[\w.*-]+/)*[\w.*-]+\.(?:py|html|js|toml|tcss)|(?:[\w.-]+/)+)(?:::\w+)?`")
"""A file or folder in a paper about the code, as seen from the checkout or from `workshop/`."""

FORMAT, PLANS, COMMANDS = "docs/scenario-format.md", "docs/plan-format.md", "docs/commands.md"


def text_of(paper: str) -> str:
    return (ROOT / paper).read_text("utf-8")


def rows_under(head: str, paper: str) -> list[list[str]]:
    """The cells of each row of the table that begins with this head."""
    table = text_of(paper).partition(f"{head}\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in re.split(r"\|(?!\|)", line)[1:-1]] for line in table.splitlines()[1:]]


def named(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


# ---- The house -------------------------------------------------------------------------------------

MAP = rows_under("| room | what it is | where to begin | knows |", "docs/architecture.md")
ROOMS = [row[0].strip("`") for row in MAP]


def room_of(module: str) -> str:
    """The room in which a module lies: the innermost that the map has, or its own name."""
    path = module.removeprefix("workshop.").replace(".", "/")
    around = [room for room in ROOMS if f"{path}/".startswith(f"{room}/")]
    return max(around, key=len, default=path)


def whom_each_room_knows() -> Mapping[str, set[str]]:
    """Whom the modules of each room import."""
    graph = grimp.build_graph("workshop", cache_dir=None)
    knows: defaultdict[str, set[str]] = defaultdict(set)
    for module in graph.modules - {"workshop", "workshop.__main__"}:
        room = room_of(module)
        imported = {room_of(other) for other in graph.find_modules_directly_imported_by(module)}
        knows[room] |= imported - {room, "workshop"}
    return knows


def test_the_map_of_the_house_has_each_room_and_whom_it_knows() -> None:
    drawn = {room: row[3] for room, row in zip(ROOMS, MAP, strict=True)}
    knows = whom_each_room_knows()
    assert set(drawn) == set(knows), "docs/architecture.md: the map has other rooms"
    there = {room: ", ".join(sorted(knows[room], key=ROOMS.index)) or "nobody" for room in knows}
    assert drawn == there, "docs/architecture.md: the map of the house is another than the imports"


@pytest.mark.parametrize("row", MAP, ids=ROOMS)
def test_a_visitor_of_a_room_begins_where_the_map_says(row: list[str]) -> None:
    room, _, begin, _ = row
    for place in PLACE.findall(begin):
        assert (HOUSE / room.strip("`") / place).exists()


@pytest.mark.parametrize("paper", ["CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/words.md"])
def test_each_place_that_a_paper_names_is_there(paper: str) -> None:
    text = re.sub(r"\n\| room \|.+?\n\n", "\n\n", text_of(paper), flags=re.S)  # the map has its own test
    assert [p for p in PLACE.findall(text) if not any([*ROOT.glob(p), *HOUSE.glob(p)])] == []


def test_each_answer_to_where_do_i_add_names_the_test_that_complains() -> None:
    _, *answers = re.split(r"^### \.\.\. an? ", text_of("CONTRIBUTING.md"), flags=re.M)
    titles = [answer.partition("\n")[0] for answer in answers]
    assert titles == ["kind of step", "card", "pulse", "export format", "screen", "word", "scenario"]
    assert all("`tests/" in answer.partition("It complains:")[2] for answer in answers)


def test_each_link_from_paper_to_paper_leads_somewhere() -> None:
    papers = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("sessions/*.md")]
    links = [(p, to) for p in papers for to in re.findall(r"\]\(([^)#:]+)[^):]*\)", p.read_text("utf-8"))]
    assert links
    assert [f"{p.name}: {to}" for p, to in links if not (p.parent / to).exists()] == []


def test_the_changelog_begins_with_what_is_not_released_and_dates_the_rest() -> None:
    first, *released = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.M)
    assert first == "Unreleased"
    dates = [re.fullmatch(r"\d+\.\d+\.\d+ \((\d{4}-\d\d-\d\d)\)", title) for title in released]
    assert all(dates)
    days = [date[1] for date in dates if date]
    assert days == sorted(days, reverse=True)
    assert released[0].startswith(f"{__version__} (")


# ---- Scenarios and agendas -------------------------------------------------------------------------


def keys_read_in(reader: str) -> set[str]:
    """The keys for which a reader of files asks its tables."""
    calls = (node for node in ast.walk(ast.parse(text_of(reader))) if isinstance(node, ast.Call))
    keys = {"schema_version"}
    for call in calls:
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("table" | "inner"), attr=asks),
                args=[ast.Constant(str(key)), *_],
            ) if asks != "report":
                keys.add(key)
    return keys


FIELDS = {name: row for row in rows_under("| field | type | meaning |", FORMAT) for name in named(row[0])}


def test_the_paper_has_each_field_of_a_scenario() -> None:
    of_a_sentence = {name.partition(" ")[0] for name in named(FIELDS["[[sentence]]"][2])}
    there = {name.strip("[]") for name in FIELDS} | of_a_sentence
    assert there == keys_read_in("workshop/storage/library/scenarios.py")


@pytest.mark.parametrize(
    ("field", "words"),
    [("phase", Phase), ("audience", Audience), ("difficulty", Difficulty), ("best_decision", Decision)],
)
def test_the_paper_has_the_words_of_a_field(field: str, words: type[enum.StrEnum]) -> None:
    meaning = FIELDS[field][2].partition(";")[0]
    assert named(meaning) == list(words)


def test_the_paper_has_the_kinds_of_failure_under_their_checks() -> None:
    rows = rows_under("| check | kinds |", FORMAT)
    assert [check for check, _ in rows] == list(Check)
    there = {kind: check for check, kinds in rows for kind in named(kinds)}
    assert there == {name: kind.check for name, kind in KINDS.items()}


def test_the_paper_says_each_kind_as_the_reveal_does() -> None:
    rows = rows_under("| kind | in one line |", FORMAT)
    assert [(name.strip("`"), line) for name, line in rows] == [
        (kind.name, kind.definition) for kind in KINDS.values()
    ]


AGENDAS = text_of(FORMAT).partition("\n## Agendas\n")[2]


def test_the_paper_has_each_field_of_an_agenda() -> None:
    assigned = {key for span in named(AGENDAS) for key in re.findall(r"\b(\w+) = ", span)}
    alone = {span.strip("[]") for span in named(AGENDAS)}
    there = keys_read_in("workshop/storage/library/agendas.py")
    assert assigned <= there
    assert there <= assigned | alone


def test_the_paper_has_each_kind_of_step() -> None:
    rows = rows_under("| kind | what the room does | fields |", FORMAT)
    assert sorted(kind for row in rows for kind in named(row[0])) == sorted(StepKind)


@pytest.mark.parametrize(("what", "there"), [("Cards", CARDS), ("Pulses", PULSES)])
def test_the_paper_has_each_card_and_each_pulse(what: str, there: Mapping[str, object]) -> None:
    (line,) = re.findall(rf"^{what}: (.+?)\.$", AGENDAS, re.M | re.S)
    assert sorted(named(line)) == sorted(there)


# ---- Plans -----------------------------------------------------------------------------------------


def known_keys(table: type[Any], before: str = "") -> Iterator[str]:
    """Every key of a plan file, with the tables around it."""
    for known in keys_of(table):
        key = before + known.key
        if known.inner is None:
            yield key
        else:
            yield from known_keys(known.inner, f"{key}.")


def keys_of_example(values: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Every key of a table that was read, with the tables around it."""
    for key, value in values.items():
        inner = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        if isinstance(inner, dict):
            yield from keys_of_example(inner, f"{before}{key}.")
        else:
            yield before + key


def documented_keys() -> Iterator[str]:
    """Every key that the paper about plans shows in an example, or explains."""
    paper = text_of(PLANS)
    for example in re.findall(r"```toml\n(.+?)```", paper, re.S):
        yield from keys_of_example(tomllib.loads(example))
    for fields, _ in rows_under("| field | meaning |", PLANS):
        around = ""
        for name in named(fields):  # `session.facilitator`, `organisation`: both of the session
            around, _, key = name.rpartition(".") if "." in name else (around, "", name)
            yield f"{around}.{key}"


def is_part(documented: str, key: str) -> bool:
    """Whether one is the other, named from further inside, or something below it, such as `good.managers`."""
    return f".{key}".endswith(f".{documented}") or documented.startswith(f"{key}.")


def test_the_paper_has_each_field_of_a_plan() -> None:
    documented = set(documented_keys())
    assert [key for key in known_keys(Plan) if not any(is_part(one, key) for one in documented)] == []


def test_each_field_of_the_paper_is_one_of_a_plan_or_of_a_record() -> None:
    of_the_record = {f"session.{field.name}" for field in dataclasses.fields(Record)}
    known = {*known_keys(Plan), *of_the_record, "schema_version"}
    assert [one for one in documented_keys() if not any(is_part(one, key) for key in known)] == []


# ---- Commands --------------------------------------------------------------------------------------


def commands(command: click.Command, name: str) -> Iterator[tuple[str, set[str]]]:
    """Each command that can be called, with its long options."""
    options = (param for param in command.params if isinstance(param, click.Option))
    own = {word for option in options for word in option.opts if word.startswith("--")}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found
            yield from commands(found, f"{name} {inner}")
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, own


THERE = dict(commands(main, "workshop"))


def test_the_paper_has_each_command_with_its_options() -> None:
    rows = rows_under("| command | what it does | options |", COMMANDS)
    assert {named(row[0])[0]: set(named(row[2])) for row in rows} == THERE


def shown_in(paper: str) -> Iterator[list[str]]:
    """The words behind `workshop` of each command that a paper shows, in a block or between backticks."""
    blocks = re.compile(r"```\w*\n(.+?)```", re.S)
    code = [*blocks.findall(text_of(paper)), *named(blocks.sub("", text_of(paper)))]
    for shown in re.findall(r"\bworkshop ([a-z-][^#\n]*)", "\n".join(code)):
        yield shown.split()


@pytest.mark.parametrize(
    "paper", ["README.md", "SECURITY.md", "docs/architecture.md", "docs/facilitator.md", FORMAT, PLANS]
)
def test_each_command_that_a_paper_shows_can_be_typed(paper: str) -> None:
    for words in shown_in(paper):
        begun = [" ".join(["workshop", *words[:count]]) for count in (2, 1)]
        name = next((name for name in begun if name in THERE), "workshop")
        assert {word for word in words if word.startswith("--")} <= THERE[name], words
        assert name != "workshop" or words[0].startswith("-"), words
