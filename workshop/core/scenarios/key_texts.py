"""What the key of a text says where nobody writes it: hint, reveal, questions, an action to begin from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from workshop.core.english import capital, listed, sentence
from workshop.core.scenarios.plain_english import sentences
from workshop.core.scenarios.scenario import Sentence
from workshop.core.scenarios.scenario_rules import MOST_REVEAL_SENTENCES
from workshop.core.words import Check

QUESTION = "Which line did you test first, and what made you choose it?"
SOUND_QUESTION = "How sure were you, and what would have made you surer?"
SOUND_HINT = "Take the line that you trust least, and hold it against the source."
SOUND_REVEAL = "Every line holds. Each can be found in the source, or follows from it."
SOUND_CHECK = "Hold each line against the source, the doubtful ones first."
SOUND_ACTION = "If a text holds against its source, then I send it and do not polish it any more."

HINTS: Mapping[Check, str] = MappingProxyType(
    {
        Check.TRACE: "Point to the place in the source for each line.",
        Check.RECOMPUTE: "Put a finger on each figure in the source, or compute it again.",
        Check.REREAD: "Look for every 'not', 'only', 'if' and 'unless' in the source.",
        Check.QUESTION: "For each line ask: does the source show it, or does it only fit?",
    }
)
ACTIONS: Mapping[Check, str] = MappingProxyType(
    {
        Check.TRACE: "If a draft names an owner, an amount or a date, then I find it in the source first.",
        Check.RECOMPUTE: "If a figure of a draft will be quoted, then I compute it once from the source.",
        Check.REREAD: "If a draft states a rule or a request, then I read the source for exceptions.",
        Check.QUESTION: "If a draft gives a cause or judges people, then I ask what else would explain it.",
    }
)


def reveal_of(wrong: Sequence[tuple[int, Sentence]], missing: str = "") -> str:
    """At most four sentences: the roots with their reasons, what was left out, and the rest where it fits.

    Args:
        wrong: the wrong lines, by their numbers from 1.
        missing: what was left out.
    """
    roots = [(at, line) for at, line in wrong if not line.carried]
    left_out = _first(f"Left out: {missing}" if roots else missing)[: bool(missing)]
    said = ["Something was left out."][: bool(missing)]
    if roots:
        named = listed([str(at) for at, _ in roots])
        said = [f"Line {named} is wrong." if len(roots) == 1 else f"Lines {named} are wrong."]
    reasons = [one for _, line in roots for one in _first(line.why or "")]
    end = "What follows from it is wrong too." if len(roots) < len(wrong) else "The other lines hold."
    said += [*reasons[: MOST_REVEAL_SENTENCES - len(said) - len(left_out)], *left_out]
    return " ".join((*said, end)[:MOST_REVEAL_SENTENCES])


def _first(text: str) -> list[str]:
    """The first sentence of a text, with a capital letter and an end."""
    return [sentence(capital(one)) for one in sentences(text)[:1]]
