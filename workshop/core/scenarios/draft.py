"""A text of one's own before it is finished: what a person pasted, marked and wrote, as one value.

A `Draft` holds only what a person said. What nobody said is proposed:

- `pasted.laid_out` makes of a pasted source the lines that a wall can show; `with_output` splits a pasted
  output into lines, `with_lines` takes them as they are: both keep the marks of those that are still there.
  `parted` splits what was typed as one line.
  `pasted.unfit` says what is no text.
- `joined`, `cut`, `reworded`, `dropped`, `marked`, `unmarked` change one line, known by its place from 0;
  `left_out` says what is missing, `held_sound` that nothing is wrong. `clause_in` and `clause_text` are the
  lines of the source that something stands against, as people type them.
- `text_of` and `written` read and write any other field by its key, as a form has it: `title`, `audience`,
  `options[2]`. `PAGES` are these fields with their labels, `words_of` what can be chosen.
- `filled` has the proposals where nothing was written: forms show it. A text that is the proposal again is
  none of the person's, so it goes on following the marks.
- `about` says what is not right, by the key of the field: `keeps` those sentences that keep it from being
  saved, `advises` those that do not. `built` is the scenario, `apart` gives it a name that no other has.
- `draft_of` goes the other way.

Every text that comes in may be anything: it is made harmless here.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from workshop.core.english import plain
from workshop.core.problems import Problem
from workshop.core.scenarios import key_texts
from workshop.core.scenarios.pasted import split
from workshop.core.scenarios.scenario import (
    LINE,
    PAGE,
    PARAGRAPH,
    SHORT,
    Clause,
    Scenario,
    ScenarioId,
    Sentence,
)
from workshop.core.scenarios.scenario_rules import (
    FEWEST_SENTENCES,
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    ROLE_TASKS,
    check_scenario,
)
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.scenarios.wording_rules import wording
from workshop.core.text import clean, hyphened
from workshop.core.words import ROLES, Audience, Check, Decision, Difficulty, Phase

MOST_MINUTES = 60
LONGEST_LINE = 2_000
"""Characters of a line that is still to be cut; a scenario takes fewer."""
_TITLE_WORDS = 6
_KEY = re.compile(r"(\w+)(?:\[(\d)\])?")

OPTIONS = (
    "Send it as it is.",
    "Change single lines, then send it.",
    "Do not send it; write it again from the source.",
    "Stop: this must not be drafted or decided in this way.",
)
"""The four decisions where a person does not say them in the words of the case."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person said of a text so far; an empty text is one that nobody wrote."""

    id: str = ""
    title: str = ""
    phase: Phase = Phase.LEARN
    audience: Audience = Audience.EVERYONE
    role_task: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    minutes: int = 11
    setting: str = ""
    task: str = ""
    source_title: str = ""
    source: str = ""
    sentences: tuple[Sentence, ...] = ()
    is_sound: bool = False
    """Somebody said that nothing is wrong; that no line is marked says it not."""
    missing: str = ""
    missing_clause: Clause = None
    best_decision: Decision | None = None
    also_defensible: tuple[Decision, ...] = ()
    options: tuple[str, ...] = ("", "", "", "")
    check: str = ""
    hint: str = ""
    reveal: str = ""
    debrief: tuple[str, ...] = ("", "")
    actions: tuple[str, ...] = ("",)
    twin: str = ""
    facilitator_note: str = ""

    @property
    def is_faulty(self) -> bool:
        """Whether anything is marked, or said to be left out."""
        return bool(self.missing) or any(line.wrong for line in self.sentences)

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything yet."""
        return self == Draft()


# ---- Its lines -------------------------------------------------------------------------------------


def with_output(draft: Draft, text: str) -> Draft:
    """The draft with another output, split into lines; a line that is still there keeps its mark."""
    return with_lines(draft, split(text))


def with_lines(draft: Draft, lines: Iterable[str]) -> Draft:
    """The draft with other lines: one that is still there, or has other words only, keeps its mark."""
    texts = [harmless for line in lines if (harmless := clean(line, limit=LONGEST_LINE))]
    before = {line.text: line for line in draft.sentences}
    if len(texts) == len(draft.sentences):
        kept = [replace(line, text=text) for line, text in zip(draft.sentences, texts, strict=True)]
    else:
        kept = [Sentence(text) for text in texts]
    return replace(
        draft, sentences=tuple(before.get(text, line) for text, line in zip(texts, kept, strict=True))
    )


def parted(draft: Draft) -> Draft:
    """The draft with each line split that nobody split: the only one, or one too long to be one sentence."""
    lines = draft.sentences
    halves = (
        (line,)
        if line.wrong or (len(lines) > 1 and len(line.text) <= LONGEST_SENTENCE)
        else tuple(map(Sentence, split(line.text)))
        for line in lines
    )
    return replace(draft, sentences=tuple(part for parts in halves for part in parts))


def joined(draft: Draft, at: int) -> Draft:
    """A line together with the next one; what is marked in one of them is marked in both."""
    lines = draft.sentences
    if not 0 <= at < len(lines) - 1:
        return draft
    first, second = lines[at : at + 2]
    marks = [line for line in (first, second) if line.wrong]
    both = Sentence(f"{first.text} {second.text}")
    if marks:
        both = replace(marks[0], text=both.text, carried=all(line.carried for line in marks))
    return replace(draft, sentences=(*lines[:at], both, *lines[at + 2 :]))


def cut(draft: Draft, at: int, place: int) -> Draft:
    """A line as two, cut before a character; a mark stays with the first of them."""
    line = draft.sentences[at]
    before, after = line.text[:place].strip(), line.text[place:].strip()
    if not before or not after:
        return draft
    halves = (replace(line, text=before), Sentence(after))
    return replace(draft, sentences=(*draft.sentences[:at], *halves, *draft.sentences[at + 1 :]))


def reworded(draft: Draft, at: int, text: str) -> Draft:
    """A line with other words, or gone where there are none; its mark stays."""
    harmless = clean(text, limit=LINE)
    if not harmless:
        return dropped(draft, at)
    return _with_line(draft, at, replace(draft.sentences[at], text=harmless))


def with_line_at(draft: Draft, at: int, text: str) -> Draft:
    """The draft with a new line at a place."""
    line = Sentence(clean(text, limit=LINE))
    return replace(draft, sentences=(*draft.sentences[:at], line, *draft.sentences[at:]))


def dropped(draft: Draft, at: int) -> Draft:
    """Without a line."""
    return replace(draft, sentences=(*draft.sentences[:at], *draft.sentences[at + 1 :]))


def marked(
    draft: Draft, at: int, kind: str = "", why: str = "", *, carried: bool = False, clause: Clause = None
) -> Draft:
    """A line that is wrong; a kind or a reason that is still empty is asked for by `about`."""
    line = Sentence(
        draft.sentences[at].text,
        wrong=True,
        kind=kind or None,
        why=clean(why, limit=LINE) or None,
        carried=carried,
        clause=clause,
    )
    return replace(_with_line(draft, at, line), is_sound=False)


def unmarked(draft: Draft, at: int) -> Draft:
    """A line that is right after all."""
    return _with_line(draft, at, Sentence(draft.sentences[at].text))


def left_out(draft: Draft, missing: str, clause: Clause = None) -> Draft:
    """What was left out, where that is a fault; nothing where it is empty."""
    harmless = clean(missing, limit=LINE)
    return replace(
        draft,
        missing=harmless,
        missing_clause=clause if harmless else None,
        is_sound=draft.is_sound and not harmless,
    )


def held_sound(draft: Draft) -> Draft:
    """A text in which nothing is wrong: no line is marked any more."""
    lines = tuple(Sentence(line.text) for line in draft.sentences)
    return replace(draft, sentences=lines, missing="", missing_clause=None, is_sound=True)


def clause_text(clause: Clause) -> str:
    """The lines of the source that something stands against, as a person types them: `2, 4-6`, or `none`."""
    if clause is None:
        return ""
    runs: list[list[int]] = []
    for number in clause:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ", ".join(said) or "none"


def clause_in(text: str, lines: int) -> Clause:
    """What a person typed, as lines of a source that has so many.

    Raises:
        ValueError: it is no line of it.
    """
    if text.strip().lower() in ("", "none"):
        return () if text.strip() else None
    numbers: set[int] = set()
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise ValueError(f"'{part}' is no line. Write 4, or 2-3, or none.")
        numbers |= set(range(int(first), min(int(last or first), lines + 1) + 1))
    if not numbers or min(numbers) < 1 or max(numbers) > lines:
        raise ValueError(f"The source has the lines 1 to {lines}.")
    return tuple(sorted(numbers))


def _with_line(draft: Draft, at: int, line: Sentence) -> Draft:
    return replace(draft, sentences=(*draft.sentences[:at], line, *draft.sentences[at + 1 :]))


# ---- The fields around it --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A field beside source and output: its key, what stands before it, how long it may be."""

    key: str
    label: str
    longest: int = LINE


PAGES: tuple[tuple[str, tuple[Asked, ...]], ...] = (
    (
        "Around it",
        (
            Asked("title", "title", SHORT),
            Asked("setting", "setting", PARAGRAPH),
            Asked("task", "task", PARAGRAPH),
            Asked("source_title", "source is called"),
            Asked("audience", "whose work"),
            Asked("phase", "phase"),
            Asked("role_task", "task of the role", SHORT),
            Asked("options[1]", "use it"),
            Asked("options[2]", "fix it"),
            Asked("options[3]", "redo it"),
            Asked("options[4]", "stop"),
        ),
    ),
    (
        "Its key",
        (
            Asked("best_decision", "best decision"),
            Asked("check", "check"),
            Asked("hint", "hint"),
            Asked("reveal", "reveal", PARAGRAPH),
            Asked("debrief[1]", "question 1"),
            Asked("debrief[2]", "question 2"),
            Asked("actions[1]", "if-then"),
            Asked("twin", "a parallel case"),
            Asked("difficulty", "difficulty"),
            Asked("id", "file name", SHORT),
        ),
    ),
)
"""The fields of a form, page by page: all of them have a proposal."""

_LISTS: Mapping[str, type[enum.StrEnum]] = {
    "phase": Phase,
    "audience": Audience,
    "difficulty": Difficulty,
    "best_decision": Decision,
}
_LIMITS: Mapping[str, int] = {
    asked.key.partition("[")[0]: asked.longest for _, page in PAGES for asked in page
} | {"source": PAGE, "missing": LINE, "facilitator_note": PARAGRAPH}


def words_of(draft: Draft, key: str) -> Mapping[str, str]:
    """What can be chosen for a field, each value with its words; empty where a text is typed."""
    if key == "role_task":
        tasks = ROLE_TASKS.get(draft.audience, ())
        return {"": "none"} | {task: task for task in tasks}
    labels: dict[str, str] = {phase.value: phase.label for phase in Phase} if key == "phase" else {}
    if key == "audience":
        labels = {role.value: words for role, words in ROLES.items()}
    return {one.value: labels.get(one.value, plain(one.value)) for one in _LISTS.get(key, ())}


def text_of(draft: Draft, key: str) -> str:
    """What stands in a field."""
    name, number = _place(key)
    value = getattr(draft, name)
    if number:
        return value[number - 1] if number <= len(value) else ""
    return "" if value is None else str(value)


def written(draft: Draft, key: str, text: str) -> Draft:
    """The draft with a text in a field, made harmless; the text that is proposed anyway counts as none.

    Raises:
        ValueError: there is no such field, or its text is none of the words that it may be.
    """
    name, number = _place(key)
    harmless = clean(text, limit=_LIMITS.get(name, LINE), lines=name == "source")
    if name in _LISTS:
        value: object = _word(_LISTS[name], name, harmless)
    elif name == "minutes":
        value = _minutes(harmless)
    elif name == "role_task":
        value = harmless
    else:
        value = "" if _is_proposed(draft, key, harmless) else harmless
    if number:
        old = list(getattr(draft, name))
        old += [""] * (number - len(old))
        old[number - 1] = value
        value = tuple(old)
    if name == "best_decision" and value is filled(replace(draft, best_decision=None)).best_decision:
        value = None
    changes: dict[str, object] = {name: value}
    if name == "audience" and value is not draft.audience:
        changes["role_task"] = ""
    return replace(draft, **changes)  # type: ignore[arg-type]


def _place(key: str) -> tuple[str, int]:
    found = _KEY.fullmatch(key)
    if found is None or found[1] not in {one.name for one in fields(Draft)} - {"sentences", "is_sound"}:
        raise ValueError(f"There is no field '{key}'.")
    return found[1], int(found[2] or 0)


def _word(known: type[enum.StrEnum], name: str, text: str) -> enum.StrEnum:
    for one in known:
        if text.casefold() in (one.value, plain(one.value), *_said(one)):
            return one
    raise ValueError(f"'{text}' is no {plain(name)}. Known: {', '.join(one.value for one in known)}.")


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_MINUTES:
        raise ValueError(f"'{text}' is no number of minutes from 1 to {MOST_MINUTES}.")
    return int(text)


def _said(word: enum.StrEnum) -> tuple[str, ...]:
    """How else people write a word of a list."""
    if isinstance(word, Audience):
        return (ROLES.get(word, word.value).casefold(),)
    return (word.label.casefold(),) if isinstance(word, Phase) else ()


def _is_proposed(draft: Draft, key: str, text: str) -> bool:
    name, number = _place(key)
    empty: object = ""
    if number:
        values = list(getattr(draft, name))
        values[number - 1 : number] = [""]
        empty = tuple(values)
    return text_of(filled(replace(draft, **{name: empty})), key) == text  # type: ignore[arg-type]


# ---- What is proposed ------------------------------------------------------------------------------


def filled(draft: Draft) -> Draft:
    """The draft with a proposal wherever a person wrote nothing; source and lines are never proposed."""
    wrong = [(at, line) for at, line in enumerate(draft.sentences, start=1) if line.wrong]
    kind = next((KINDS[line.kind] for _, line in wrong if line.kind in KINDS and line.kind), None)
    main = kind or (KINDS["summary-omission"] if draft.missing else None)
    check = main.check if main else Check.REREAD
    title = draft.title or _title(draft)
    first = f"line {_roots(wrong)[0]}" if wrong else "it"
    cost = f"What would have happened if {first} had gone out?"
    tasks = ROLE_TASKS.get(draft.audience, ())
    needs_task = draft.phase is not Phase.LEARN and bool(tasks) and not draft.role_task
    return replace(
        draft,
        id=draft.id or hyphened(title) or "own-case",
        title=title,
        role_task=tasks[0] if needs_task else draft.role_task,
        setting=draft.setting or "This is from our own work, and you are the one who would send it.",
        task=draft.task or "Write this from the source beside it.",
        source_title=draft.source_title or "The source",
        best_decision=draft.best_decision or _best(draft, kind.name if kind else ""),
        options=_proposed(draft.options, OPTIONS),
        check=draft.check or (main.human_check if main else key_texts.SOUND_CHECK),
        hint=draft.hint or (key_texts.HINTS[check] if main else key_texts.SOUND_HINT),
        reveal=draft.reveal
        or (key_texts.reveal_of(wrong, draft.missing) if main or wrong else key_texts.SOUND_REVEAL),
        debrief=_proposed(
            draft.debrief, (key_texts.QUESTION, cost if draft.is_faulty else key_texts.SOUND_QUESTION)
        ),
        actions=_proposed(draft.actions, (key_texts.ACTIONS[check] if main else key_texts.SOUND_ACTION,)),
        twin=draft.twin or "The next text of this kind that lands on our desk.",
    )


def _proposed(texts: tuple[str, ...], proposals: tuple[str, ...]) -> tuple[str, ...]:
    """Texts with a proposal for each place that is empty; what goes beyond the proposals stays."""
    padded = (*texts, *[""] * (len(proposals) - len(texts)))
    kept = [text or (proposals[at] if at < len(proposals) else "") for at, text in enumerate(padded)]
    return tuple(filter(None, kept))


def _title(draft: Draft) -> str:
    """The first words of the task, else of the source's heading, else of the output; no mark changes it."""
    head = "".join(draft.source.splitlines()[:1]).strip("#*_ ")
    heads = [head] if len(head) <= SHORT and not head.endswith(".") and "  " not in head else []
    lines = [line.text for line in draft.sentences if not line.text.endswith(",")]  # no greeting
    for text in (draft.task, *heads, *lines):
        start = " ".join(text.split()[:_TITLE_WORDS]).rstrip(".,;:!?")
        if title := clean(start, limit=SHORT):
            return title
    return "A text of our own"


def _roots(wrong: list[tuple[int, Sentence]]) -> list[int]:
    return [at for at, line in wrong if not line.carried] or [at for at, _ in wrong]


_NEVER = frozenset({"biased-screening", "privacy-leak", "wrong-process"})
"""Kinds after which nothing should be drafted in this way."""


def _best(draft: Draft, kind: str) -> Decision:
    if not draft.is_faulty:
        return Decision.USE
    if kind in _NEVER:
        return Decision.STOP
    carried = any(line.carried for line in draft.sentences)
    return Decision.REDO if carried or draft.missing else Decision.FIX


# ---- What is not right -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class About:
    """Sentences about the fields of a draft, by their keys; those about no field stand under an empty one."""

    keeps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What keeps it from being saved."""
    advises: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What could be better; a text of real work is as it is."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be saved."""
        return not self.keeps

    def of(self, key: str) -> tuple[str, ...]:
        """All about a field."""
        return (*self.keeps.get(key, ()), *self.advises.get(key, ()))


def about(draft: Draft) -> About:
    """What is not right: what is lacking, what is too long, and what the rules of scenarios say."""
    made = built(draft)
    advice = set(wording(made))
    keeps: dict[str, list[str]] = {}
    advises: dict[str, list[str]] = {}
    for key, said in _lacking(draft):
        keeps.setdefault(key, []).append(said)
    for problem in check_scenario(made, ""):
        finding = (problem.key, problem.what, problem.mend)
        if not _is_said(draft, problem):
            said = f"{problem.what[:1].upper()}{problem.what[1:]} {problem.mend}"
            (advises if finding in advice else keeps).setdefault(problem.key, []).append(said)
    if any(
        unicodedata.bidirectional(letter) in ("R", "AL") for line in made.sentences for letter in line.text
    ):
        said = (
            "It is written from right to left, which many terminals turn round: look at it on your projector."
        )
        advises.setdefault("sentence", []).append(said)
    if draft.source and draft.sentences:
        for key in ("setting", "task"):
            if not getattr(draft, key):
                advises.setdefault(key, []).append(_UNTOUCHED[key])
    return About(
        {key: tuple(said) for key, said in keeps.items()}, {key: tuple(said) for key, said in advises.items()}
    )


_UNTOUCHED = {
    "setting": "Nobody wrote it yet. Say in a sentence where this lands, and what is at stake.",
    "task": "Nobody wrote it yet. Say what the AI was asked.",
}


def _lacking(draft: Draft) -> Iterator[tuple[str, str]]:
    if not draft.source.strip():
        yield "source", "Paste the extract that the lines are checked against."
    elif len(draft.source) > PAGE:
        yield "source", f"Has {len(draft.source):,} characters. Keep the part that counts: at most {PAGE:,}."
    if not draft.sentences:
        yield "sentence", "Paste what the AI wrote."
    elif not draft.is_faulty and not draft.is_sound:
        yield "sentence", "No line is marked. Mark what is wrong, or say that the text is sound."
    for number, line in enumerate(draft.sentences, start=1):
        if len(line.text) > LINE:
            yield f"sentence[{number}].text", f"Has {len(line.text)} characters. Cut it."
    if draft.sentences and not FEWEST_SENTENCES <= len(draft.sentences) <= MOST_SENTENCES:
        number, few = len(draft.sentences), len(draft.sentences) < FEWEST_SENTENCES
        how = "Cut one in two, or add one." if few else "Join some, or drop what nobody needs."
        lines = "line" if number == 1 else "lines"
        yield "sentence", f"Has {number} {lines}; a room reads {FEWEST_SENTENCES} to {MOST_SENTENCES}. {how}"


def _is_said(draft: Draft, problem: Problem) -> bool:
    """Whether `_lacking` says it, in words that fit somebody who is still writing."""
    if problem.key in ("control", "best_decision"):
        return not draft.is_faulty and not draft.is_sound
    return (
        problem.key == "sentence" and problem.mend == f"Use {FEWEST_SENTENCES} to {MOST_SENTENCES} sentences."
    )


# ---- What it becomes -------------------------------------------------------------------------------


def built(draft: Draft, checked_on: dt.date | None = None) -> Scenario:
    """The scenario, with every proposal taken; whether it keeps the rules, `about` says."""
    whole = filled(draft)
    lines = tuple(replace(line, text=clean(line.text, limit=LINE)) for line in draft.sentences)
    kinds = dict.fromkeys(line.kind for line in lines if line.wrong and line.kind)
    use, fix, redo, stop = (clean(text, limit=LINE) for text in whole.options[:4])
    assert whole.best_decision is not None
    return Scenario(
        id=ScenarioId(whole.id),
        title=whole.title,
        phase=whole.phase,
        audience=whole.audience,
        role_task=whole.role_task,
        kinds=tuple(kinds),
        control=draft.is_sound and not draft.is_faulty,
        difficulty=whole.difficulty,
        minutes=whole.minutes,
        setting=whole.setting,
        task=whole.task,
        source_title=whole.source_title,
        source=clean(whole.source, limit=PAGE, lines=True),
        best_decision=whole.best_decision,
        options=(use, fix, redo, stop),
        check=whole.check,
        hint=whole.hint,
        reveal=clean(whole.reveal, limit=PARAGRAPH),
        debrief=whole.debrief,
        actions=whole.actions,
        twin=whole.twin,
        sentences=lines,
        also_defensible=whole.also_defensible if draft.is_faulty else (),
        missing=whole.missing or None,
        facilitator_note=whole.facilitator_note or None,
        missing_clause=whole.missing_clause,
        checked_on=checked_on,
    )


def apart(draft: Draft, ids: Collection[str], titles: Collection[str]) -> Draft:
    """The draft under a name and a title that no other text has; a second one gets a number.

    Args:
        draft: the draft.
        ids: the names that are taken.
        titles: the titles that are taken, without capital letters.
    """
    whole = filled(draft)
    id_, title, number = whole.id, whole.title, 1
    while id_ in ids or title.casefold() in titles:
        number += 1
        id_, title = f"{whole.id}-{number}", f"{whole.title[: SHORT - 4]} {number}"
    return replace(draft, id=id_, title=title)


def draft_of(scenario: Scenario) -> Draft:
    """A finished text as a draft, all of it a person's."""
    same = {one.name for one in fields(Draft)} - {"is_sound", "missing", "facilitator_note"}
    return Draft(
        **{name: getattr(scenario, name) for name in same},
        is_sound=scenario.control,
        missing=scenario.missing or "",
        facilitator_note=scenario.facilitator_note or "",
    )
