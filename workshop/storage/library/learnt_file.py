"""Files that say what rooms have taught about texts: a team's own, and those that others share."""

from __future__ import annotations

from pathlib import Path

from workshop.core.agenda.learnt import Learnt, Lessons
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.storage.disk import stands
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table
from workshop.storage.toml.writing import new_file

LEARNT_NAME = "learnt.toml"
"""In the folder of the sessions: what its rooms have taught, and what others shared."""

SCHEMA_VERSION = 1
_LONGEST, _MOST_ROOMS = 80, 100_000
_COUNTS = ("few_right", "most_right", "not_found", "wrong_line")
_WORDS = (
    "What rooms have taught about texts: in how many rooms, and nothing of any one of them.",
    "few_right, most_right: fewer than 30%, more than 70% were right in the first vote.",
    "not_found: no wrong line was tapped more than by chance. wrong_line: a right line was tapped more.",
    "wording: a sum over the text; what is said holds for this wording alone.",
)


def render_lessons(lessons: Lessons) -> str:
    """The text of such a file, in the order of the ids: nothing in it tells when a text was judged."""
    texts = [
        {"id": id_, "wording": one.wording, "rooms": one.rooms, **{key: getattr(one, key) for key in _COUNTS}}
        for id_, one in sorted(lessons.items())
    ]
    return new_file(_WORDS, {"schema_version": SCHEMA_VERSION, "text": texts or None})


def read_lessons(path: Path) -> Lessons:
    """What such a file says, by the id of the text.

    Raises:
        UnusableFile: it is no such file, or its numbers do not fit together.
    """
    content = read_toml(path)
    problems: list[Problem] = []
    if "schema_version" not in content or "session" in content:
        what = "holds nothing that rooms have taught."
        raise UnusableFile([Problem(str(path), "", what, "Name a file that `--share` has written.")])
    file = Table(content, str(path), problems, strict=True)
    file.schema_version(SCHEMA_VERSION)
    lessons: dict[ScenarioId, Learnt] = {}
    for table in file.tables("text"):
        id_ = ScenarioId(table.text("id", limit=_LONGEST))
        learnt = _learnt(table)
        if id_ in lessons:
            table.report("id", f"'{id_}' stands here twice.", "Keep one of them.")
        lessons[id_] = learnt
    file.finish()
    if problems:
        raise UnusableFile(problems)
    return lessons


def lessons_beside(sessions: Path) -> Lessons:
    """What was kept in a folder of sessions; nothing where nothing was kept yet.

    Raises:
        UnusableFile: as above.
    """
    path = sessions / LEARNT_NAME
    return read_lessons(path) if stands(path) else {}


def _learnt(table: Table) -> Learnt:
    wording = table.text("wording", limit=_LONGEST)
    rooms = table.whole_between("rooms", least=1, most=_MOST_ROOMS)
    few, most, not_found, wrong_line = (table.whole_between(key, least=0, most=rooms) for key in _COUNTS)
    if few + most > rooms:
        table.report("most_right", f"and few_right are more than {rooms} rooms.", "Take the file as it was.")
    table.finish()
    return Learnt(wording, rooms, few, most, not_found, wrong_line)
