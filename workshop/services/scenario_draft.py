"""A team's own cases: read from files that people have, kept while they are written, saved as scenarios."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workshop.core.problems import UnusableFile
from workshop.core.scenarios.draft import Draft, about, apart, built, filled
from workshop.core.scenarios.imported import Imported, draft_in, drafts_in
from workshop.core.scenarios.pasted import unfit
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.text import clean, hyphened
from workshop.ports import BackstageError, OpenedCase, WaitingCase
from workshop.storage.disk import is_file, is_folder, make_folder, read_file, remove_file, stands, write_whole
from workshop.storage.library.draft_file import draft_text, read_draft
from workshop.storage.library.scenario_file import scenario_text

DRAFT = ".draft"
"""How the name of a case ends that is not finished: no library reads it."""

_TABLES, _TEXTS, _OURS = (".csv", ".tsv"), (".md", ".markdown", ".txt"), (DRAFT, ".toml")
_LARGEST = 400_000
"""Bytes of a text; of a table ten times as many."""
_MOST_SAID = 3


class OwnCaseFiles:
    """Implements `workshop.ports.CaseFiles` with a folder of a team."""

    def __init__(
        self,
        folder: Path,
        known: Callable[[], Mapping[ScenarioId, Scenario]],
        today: Callable[[], dt.date],
        saved: Callable[[Scenario, Path], None] = lambda scenario, path: None,
    ) -> None:
        """Make it.

        Args:
            folder: where cases are kept and saved.
            known: all scenarios that are at hand: no other has the name or the title of one.
            today: the day.
            saved: told what was saved.
        """
        self._folder, self._known, self._today, self._saved = folder, known, today, saved

    def waiting(self) -> Sequence[WaitingCase]:
        """What is not finished, the latest first; one that cannot be read is named with the reason."""
        found = [(path.stat().st_mtime, path) for path in self._folder.glob(f"*{DRAFT}") if is_file(path)]
        return [_waiting(path) for _, path in sorted(found, reverse=True)]

    def open(self, path: Path) -> OpenedCase:
        """One that is not finished."""
        with _sentences(path):
            return OpenedCase(read_draft(path), path)

    def keep(self, draft: Draft, path: Path | None) -> Path | None:
        """Keep what is not finished where it was kept before."""
        if path is None and draft.is_empty:
            return None
        place = path or self._free(hyphened(draft.title) or "case")
        with _sentences(place):
            make_folder(self._folder)
            write_whole(place.parent.resolve() / place.name, draft_text(draft))
        return place

    def throw_away(self, path: Path) -> None:
        """Remove what is not finished."""
        with _sentences(path):
            remove_file(path)

    def save(self, draft: Draft, path: Path | None) -> Path:
        """Write it as a scenario of the team into a file that is new, and let go of what was kept."""
        found = about(draft)
        if not found.is_ready:
            key, said = next(iter(found.keeps.items()))
            raise BackstageError(f"Not saved yet. {key}: {said[0]}")
        known = self._known()
        taken = {*known, *(file.stem for file in self._folder.glob("*.toml"))}
        titles = {scenario.title.casefold() for scenario in known.values()}
        scenario = built(apart(draft, taken, titles), self._today())
        place = self._folder / f"{scenario.id}.toml"
        with _sentences(place):
            make_folder(self._folder)
            write_whole(place.parent.resolve() / place.name, scenario_text(scenario))
        self._saved(scenario, place)
        if path is not None and path.suffix == DRAFT:
            self.throw_away(path)
        return place

    def brought_in(self, path: Path) -> Sequence[OpenedCase]:
        """The cases of a file, or of all files of a folder; several are kept at once, one is only opened.

        Raises:
            BackstageError: there is none, or a file is none that a case can be read from.
        """
        if path.suffix == DRAFT and is_file(path):
            return [self.open(path)]
        made = [(file.stem, draft, troubles) for file in _files(path) for draft, troubles in _cases_of(file)]
        if not made:
            raise BackstageError(f"{path} holds no case. {_WHAT_IS_READ}")
        opened = [OpenedCase(draft, None, troubles) for _, draft, troubles in made]
        if len(made) == 1:
            return opened
        return [
            dataclasses.replace(one, path=self._kept(one.draft, hyphened(one.draft.title or stem)))
            for one, (stem, _, _) in zip(opened, made, strict=True)
        ]

    def _kept(self, draft: Draft, name: str) -> Path | None:
        """Where it is kept: where it was before, if nobody has changed it since."""
        same = draft_text(draft).encode()
        before = (path for path in self._folder.glob(f"*{DRAFT}") if is_file(path))
        with _sentences(self._folder):
            kept = next((path for path in before if read_file(path, _LARGEST) == same), None)
        return kept or self.keep(draft, self._free(name))

    def _free(self, name: str) -> Path:
        path, number = self._folder / f"{name or 'case'}{DRAFT}", 1
        while stands(path):
            number += 1
            path = self._folder / f"{name or 'case'}-{number}{DRAFT}"
        return path


def unfinished(name: str, folders: Iterable[Path]) -> Path | None:
    """The file of a case of that name that is not finished."""
    kept = (path for folder in folders for path in folder.glob(f"*{DRAFT}"))
    return next((path for path in kept if name in (path.stem, path.name)), None)


def lacks(draft: Draft) -> tuple[str, ...]:
    """What keeps a case from being saved, in sentences: the first of them, and how many more."""
    said = [one for sentences in about(draft).keeps.values() for one in sentences]
    more = len(said) - _MOST_SAID
    return (*said[:_MOST_SAID], f"And {more} more.") if more > 0 else tuple(said)


_WHAT_IS_READ = (
    "Text (.txt), Markdown (.md) and tables (.csv, a case in each row) are read, and folders of them."
)


def _waiting(path: Path) -> WaitingCase:
    try:
        draft = read_draft(path)
    except UnusableFile as error:
        return WaitingCase(path, path.name, str(error.problems[0]))
    return WaitingCase(path, filled(draft).title, " ".join(lacks(draft)[:1]) or "ready to be saved")


def _files(path: Path) -> list[Path]:
    if is_folder(path):
        return sorted(file for file in path.iterdir() if file.suffix.lower() in (*_TABLES, *_TEXTS))
    if not is_file(path):
        raise BackstageError(f"There is no file {path}.")
    return [path]


def _cases_of(path: Path) -> Sequence[Imported]:
    kind = path.suffix.lower()
    if kind in _OURS:
        with _sentences(path):
            return [(read_draft(path), ())]
    most = _LARGEST * 10 if kind in _TABLES else _LARGEST
    with _sentences(path):
        raw = read_file(path, most)
    text = _text_of(raw)
    if why := unfit(text, most):
        raise BackstageError(f"{path}: {why}")
    if not text.strip():
        return []
    if kind not in _TABLES:
        return [draft_in(text)]
    try:
        return drafts_in(text)
    except ValueError as error:
        raise BackstageError(f"{path}: {error}") from error


def _text_of(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with a mark at its beginning, or what Western Europe had before."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


@contextlib.contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """What goes wrong with a file, as a sentence."""
    try:
        yield
    except UnusableFile as error:
        raise BackstageError(str(error.problems[0])) from error
    except OSError as error:
        if error.errno == errno.EFBIG:
            said = f"{path} {error.strerror}. Copy the part that counts into a file of its own."
        else:
            said = f"{path}: {clean((error.strerror or str(error)).lower(), limit=200)}."
        raise BackstageError(said) from error
