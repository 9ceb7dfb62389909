"""What `workshop scenarios forge` asks: what is right in a faulty text, and which proposals are taken."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable, Sequence

import click

from workshop.cli.say import ask, say
from workshop.core.scenarios.forge.operators import Proposal, proposals
from workshop.core.scenarios.forge.twins import faulty_twin, sound_twin
from workshop.core.scenarios.scenario import Scenario
from workshop.core.scenarios.scenario_rules import LONGEST_SENTENCE

_WIDTH, _INDENT = 88, " " * 5


def made_of(original: Scenario) -> Scenario | None:
    """What a person made of a text: a sound one, or one with the faults that were taken; None for nothing."""
    sound = original if original.control else sound_twin(original, _right_lines(original))
    offered = proposals(sound)
    if not offered:
        say("No operator fits a line of this text.")
        return None if original.control else sound
    for number, proposal in enumerate(offered, start=1):
        _show(number, proposal)
    while taken := _taken(offered):
        try:
            faulty_twin(sound, taken)
        except ValueError as error:
            say(str(error))
        else:
            return faulty_twin(sound, [_edited(proposal) for proposal in taken])
    return None if original.control else sound


def _right_lines(faulty: Scenario) -> dict[int, str]:
    right = {}
    if faulty.missing is not None:
        say(f"Left out, so your lines have to say it: {faulty.missing}")
    for at, line in enumerate(faulty.sentences):
        if line.wrong:
            say(f"Line {at + 1} is wrong: {line.text}\n{_INDENT}{line.why}")
            right[at] = ask("What is right", ": ", _another(line.text), line.text)
    return right


def _show(number: int, proposal: Proposal) -> None:
    line = proposal.sentence
    _wrapped(f"{number:3}. ", f"Line {proposal.line + 1}, {proposal.operator}: {line.text}")
    _wrapped(_INDENT, f"({line.kind}) {line.why}")
    for at, carried in proposal.carried:
        _wrapped(_INDENT, f"Line {at + 1} follows: {carried.text}")


def _wrapped(start: str, text: str) -> None:
    say("\n".join(textwrap.wrap(text, _WIDTH, initial_indent=start, subsequent_indent=_INDENT)))


def _taken(offered: Sequence[Proposal]) -> list[Proposal]:
    def numbers(typed: str) -> str:
        for word in typed.replace(",", " ").split():
            if not word.isdecimal() or not 1 <= int(word) <= len(offered):
                raise click.UsageError(f"'{word}' is no number from 1 to {len(offered)}.")
        return typed.replace(",", " ")

    typed = ask("Which do you take? Their numbers, such as 2 5; Enter for none", ": ", numbers)
    return [offered[int(word) - 1] for word in dict.fromkeys(typed.split())]


def _edited(proposal: Proposal) -> Proposal:
    """A proposal as the person wants it; Enter leaves it as it is."""
    line = proposal.sentence
    say(f"Line {proposal.line + 1}: {line.text}")
    text = ask("Change it, or Enter", ": ", _short, line.text) or line.text
    why = ask("Why it is wrong, or Enter", ": ", str.strip, line.why or "") or line.why
    return dataclasses.replace(proposal, sentence=dataclasses.replace(line, text=text, why=why))


def _another(wrong: str) -> Callable[[str], str]:
    def fits(typed: str) -> str:
        if _short(typed) in ("", wrong):
            raise click.UsageError("Type what the source says.")
        return typed.strip()

    return fits


def _short(typed: str) -> str:
    if len(typed.strip()) > LONGEST_SENTENCE:
        raise click.UsageError(f"Use at most {LONGEST_SENTENCE} characters, so that it fits the screen.")
    return typed.strip()
