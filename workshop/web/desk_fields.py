"""A form of the desk as a value: its fields, what stands in them, and what becomes of what is typed.

Several desks and the keyboard may write the same thing. So each form says upon which texts it is written: a
short digest of each. A field that nobody touched takes what the room has; where both were changed, nothing
is written, and who comes second is told what the first one wrote. What was typed is never thrown away.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workshop.core.live import commands as c
from workshop.core.problems import Refused
from workshop.core.words import LONGEST_SENTENCE

UPON = "upon"
"""The field in which a form says upon what it is written."""
_DIGITS = 10
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Holds(enum.Enum):
    """What a field holds: what it is drawn as."""

    LINE = "line"
    LINES = "lines"
    WORD = "word"
    """One of a few words, or none."""
    WORDS = "words"
    """Any of a few words."""
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the name it is sent as, its label, and the text that stands in it.

    `words` are those to choose from, each with how it is shown; of several the text has commas between them.
    One of them `must` be chosen where "none" is no answer.
    """

    name: str
    label: str
    text: str = ""
    holds: Holds = Holds.LINE
    words: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    such_as: str = ""
    longest: int = LONGEST_SENTENCE
    must: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The words of its text."""
        return tuple(filter(None, self.text.split(", ")))


@dataclass(frozen=True, slots=True)
class DeskForm:
    """What is written together.

    `do` is what its button asks for and names it, `id` is its own on the page. `folded` are more fields, page
    by page; `others` are more buttons, each with its words; one that `takes_back` what the form is about,
    by what that is called, asks first. `upon` says what stood in the fields when the page was made, `is_open`
    that somebody is at it.
    """

    do: str
    id: str
    summary: str
    button: str
    fields: tuple[Field, ...]
    write: Callable[[Mapping[str, str]], list[c.Command]]
    folded: Mapping[str, tuple[Field, ...]] = field(default_factory=lambda: MappingProxyType({}))
    others: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    takes_back: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    upon: str = ""
    is_open: bool = False

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields of all its pages."""
        return (*self.fields, *(one for page in self.folded.values() for one in page))

    def id_of(self, one: Field) -> str:
        """What a field of it is called on the page."""
        return f"{self.id}-{one.name}"


class WrittenMeanwhile(Refused):
    """Somebody else has written in the same field; `upon` is what the form is written upon from now on."""

    def __init__(self, theirs: Iterable[str], upon: str) -> None:
        super().__init__(
            f"Somebody else has written here meanwhile. Theirs: {'; '.join(theirs)}. "
            "Yours still stands in its field: change it, or press again to put it in the place of theirs."
        )
        self.upon = upon


def stamped(form: DeskForm) -> DeskForm:
    """The form with what it is written upon: the fields that hold something, each with its digest."""
    held = (f"{one.name}:{digest}" for one in form.all_fields if (digest := _digest(one.text)))
    return dataclasses.replace(form, upon=" ".join(held))


def taken(form: DeskForm, typed: Mapping[str, str]) -> dict[str, str]:
    """The texts to write, by field: what was typed, and where nothing was what the room has now.

    Raises:
        WrittenMeanwhile: a field was changed here and by somebody else.
    """
    was = dict(pair.partition(":")[::2] for pair in typed[UPON].split(" ")) if UPON in typed else None
    texts, theirs = {}, []
    for one in form.all_fields:
        said, now = _typed(one, typed), one.text
        before = _digest(now) if was is None else was.get(one.name, "")
        if said is None or _digest(said) == before:
            said = now
        elif _digest(now) not in (before, _digest(said)):
            theirs.append(f"{one.label}: {now or 'nothing'}")
        texts[one.name] = said
    if theirs:
        raise WrittenMeanwhile(theirs, form.upon)
    return texts


def as_typed(form: DeskForm, typed: Mapping[str, str]) -> DeskForm:
    """The form, open, with what somebody typed in it."""

    def kept(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        said = ((one, _typed(one, typed)) for one in fields)
        return tuple(one if text is None else dataclasses.replace(one, text=text) for one, text in said)

    folded = {name: kept(page) for name, page in form.folded.items()}
    return dataclasses.replace(form, fields=kept(form.fields), folded=folded, is_open=True)


def _typed(one: Field, typed: Mapping[str, str]) -> str | None:
    """What was typed in a field; None where the form had no such field."""
    if one.holds is Holds.WORDS and one.name in typed:
        return ", ".join(word for word in one.words if f"{one.name}={word}" in typed)
    return typed.get(one.name)


def _digest(text: str) -> str:
    """A short digest of a text, however it is spaced; empty for none."""
    lines = filter(None, (" ".join(line.split()) for line in text.splitlines()))
    said = "\n".join(lines)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS] if said else ""
