"""What is said of an open case: before it is shown, while its lines are tapped, and of what taps say."""

from __future__ import annotations

from workshop.core.english import capital, counted_or_no, listed
from workshop.core.live.open_cases import CaseResult
from workshop.core.live.steps.open_case import OpenCaseResultPicture
from workshop.core.scenarios.scenario import MISSING_ROW, TAP_WORDS
from workshop.core.stats.instrument import MAY_BE_FAULTY, WRONG_LINES, CannotTell, Tapped
from workshop.core.stats.interval import Share, percent

COMING = "A text of our own. Nobody has the key."
HOW = (
    "Each of us taps the lines that we would not let pass, alone, against the source.",
    "What our taps say is read by how we tapped texts with a key today. It is a chance, and no verdict.",
)
EVERYBODY_SEES = "Everybody here sees it, on the wall and on the phones. It is destroyed when we end."
WAITING = "The text is put in at the desk."
QUESTION = "Which lines would you not let pass?"
TAP = f"{TAP_WORDS} None at all is an answer, too."
NO_SOURCE = "The source is with whoever brought this text."
ONLY_THE_SOURCE = "A chance, and no verdict: only the source says what is so."

_WHY_NOT = {
    CannotTell.TOO_FEW: "We have judged too few lines with a key today to know what our taps mean.",
    CannotTell.NO_BETTER: "We tapped wrong lines hardly more often than right ones today: taps say nothing.",
}
_LOOK_UP = "Each line is looked up in the source."


def who_sees(present: int) -> str:
    """Who will see the text, for the desk: before it is shown."""
    here = f"{counted_or_no(present, 'phone')} {'are' if present > 1 else 'is'} here"
    return (
        f"This room will see it: on the wall, on its page for who cannot see it, and on phones ({here}). "
        "It is destroyed when the session is saved and ended, and sent nowhere else. "
        "Take out names that not all may read."
    )


def headline(told: OpenCaseResultPicture, voted: int, k: int) -> str:
    """What to do with what the taps say."""
    result = told.result
    if result is None:
        return f"{voted} of {k} votes needed: nothing is shown."
    if result.reading is None:
        return "This room cannot tell."
    lines = [str(index + 1) for index in result.reading.flagged]
    if not lines:
        return "No line stands out. Look in the source all the same."
    return f"Look up {'line' if len(lines) == 1 else 'lines'} {listed(lines)} first."


def then(told: OpenCaseResultPicture) -> tuple[str, ...]:
    """What belongs to it: what is still unfound, what is missed, and with what care to read it."""
    result = told.result
    if result is None:
        return (_LOOK_UP,)
    missing = (_missing_words(result),) if result.missing else ()
    if result.reading is None:
        assert result.why_not is not None
        return (_WHY_NOT[result.why_not], *missing, _LOOK_UP)
    others = len(result.taps) - len(result.reading.flagged)
    unfound = (
        f"{capital(chance_words(result.reading.unfound))} that an error is still unfound in the other lines."
    )
    return (*((unfound,) if others else ()), *missing, ONLY_THE_SOURCE)


def line_words(result: CaseResult, index: int) -> str:
    """How many tapped a line, and how likely it is wrong; never that it is right."""
    tapped = f"{result.taps[index]} of {result.voters} tapped it."
    if result.reading is None:
        return tapped
    chance = f"{tapped} {capital(chance_words(result.reading.wrong[index]))} that it is wrong"
    return f"{chance}: look it up in the source." if index in result.reading.flagged else f"{chance}."


def chance_dots(result: CaseResult, index: int) -> str:
    """The same chance as ten dots, for the wall; nothing where the room cannot tell."""
    if result.reading is None:
        return ""
    full = round(result.reading.wrong[index] * 10)
    return "●" * full + "○" * (10 - full)


def chance_words(chance: float) -> str:
    """A chance in tenths, as in "about 8 in 10"; none is ever none, or certain."""
    if chance < 0.05:
        return "fewer than 1 in 10"
    if chance >= 0.95:
        return "more than 9 in 10"
    return f"about {min(max(round(chance * 10), 1), 9)} in 10"


def figures(told: OpenCaseResultPicture) -> list[tuple[str, str]]:
    """What stands behind it, for those who ask: the room's rates, what was taken for granted, each line."""
    result = told.result
    if result is None:
        return []
    keyed, reading = result.keyed, result.reading
    before = percent(MAY_BE_FAULTY * WRONG_LINES)
    rates = [
        ("taps on wrong lines", _share(keyed.wrong)),
        ("taps on right lines", _share(keyed.right)),
        ("texts with a key", f"{keyed.texts} today: taps of first votes, made alone"),
        ("before any tap", f"{before}% of lines are wrong, as in the library; of your work nobody knows"),
    ]
    if reading is None:
        return rates
    lines = [
        (f"line {number}", f"{percent(chance)}% that it is wrong")
        for number, chance in enumerate(reading.wrong, start=1)
    ]
    return [*lines, ("still unfound", f"{percent(reading.unfound)}% in the lines below 50%"), *rates]


def _share(lines: tuple[Tapped, ...]) -> str:
    """A share of all taps that there could have been."""
    voters = sum(line.voters for line in lines)
    return Share(sum(line.taps for line in lines), voters).words if voters else "none"


def _missing_words(result: CaseResult) -> str:
    tapped = f'{result.missing} of {result.voters} tapped "{MISSING_ROW}"'
    return f"{tapped}: ask what, and look for it in the source."
