"""Operators on words: a limit is lost or turned round, a guess becomes certain, some become all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workshop.core.scenarios.forge.ground import Ground, figures, wrong
from workshop.core.scenarios.scenario import Sentence

_EXCEPTION = re.compile(r",? (?:unless|except(?: for| if| where)?) [^,.;]+(?=\.$)")
_CONDITION = re.compile(
    r",? (?:only )?(?:if (?!you ask|necessary)[^,.;]+|provided that [^,.;]+|"
    r"once [^,.;]+ (?:confirmed|approved|agreed)[^,.;]*)(?=\.$)"
)
_NO_CLAIM = re.compile(
    r"\b(?:I|me|please|shall|should|would|could|hope|suggest|recommend|whether|why|ask|asks|assumes|nobody|none)\b|\?",
    re.I,
)
_REASONED = re.compile(
    r"\b(?:because|so|since|therefore|but|although|yet|still|than|only|if|once)\b|;|, as\b", re.I
)
"""A line that turns against its own reason is not wrong, but nonsense."""
_TURNS: tuple[tuple[str, str], ...] = (
    (r"\bcannot be\b", "can be"),
    (r"\bcan be\b", "cannot be"),
    (r"\bdoes not have to\b", "has to"),
    (r"\bdo not have to\b", "have to"),
    (r"\bhas to\b", "does not have to"),
    (r"\bhave to\b(?! wait| go)", "do not have to"),
    (r"\bdo not need\b", "need"),
    (r"\bis not (needed|required|allowed|possible|covered|paid|included)\b", r"is \1"),
    (r"\bare not (needed|required|allowed|possible|covered|paid|included)\b", r"are \1"),
    (r"\bis (needed|required|allowed|possible|covered|enough)\b", r"is not \1"),
    (r"\bare (needed|required|allowed|possible|covered|enough)\b", r"are not \1"),
    (r"\bmust never\b", "may"),
    (r"\bwas not accepted\b", "was accepted"),
)
_DIRECTIONS = (("fell", "rose"), ("rose", "fell"))
_OPPOSITES: Mapping[str, str] = {
    "more than half": "less than half",
    "higher than": "lower than",
    "harder than": "easier than",
    "above the": "below the",
    "below the": "above the",
    "is short by": "is over by",
    "is over by": "is short by",
    "the earliest": "the latest",
    "the cheapest": "the most expensive",
}
_BOUNDS: Mapping[str, str] = {"at least": "at most", "at most": "at least", "up to": "at least"}
_INSTEAD = re.compile(r"\b(\d+(?:[,.]\d+)*)(%?(?: \w+)? (?:instead|in place) of )(\d+(?:[,.]\d+)*)(?!%)")
_CAUSES = ("course", "trial", "pilot", "training", "help")
_PART = re.compile(
    r"\b(?:[Oo]nly )?(\w+|\d[\d,]*) of (?:the |these |our )?"
    r"(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"((?!in\b|were\b|was\b|are\b|is\b|and\b|who\b)[a-z]\w*s)\b"
)


def exception_dropped(ground: Ground, at: int) -> Iterator[Sentence]:
    """An 'unless' or 'except' at the end of a line is gone."""
    yield from _cut(ground, at, _EXCEPTION, "wrong-negation", "The exception is lost")


def condition_lost(ground: Ground, at: int) -> Iterator[Sentence]:
    """An 'if' at the end of a line is gone."""
    if not ground.line(at).startswith("If "):
        yield from _cut(ground, at, _CONDITION, "dropped-constraint", "The condition is lost")


def _cut(ground: Ground, at: int, ending: re.Pattern[str], kind: str, what: str) -> Iterator[Sentence]:
    text = ground.line(at)
    found = ending.search(text)
    if found and not _NO_CLAIM.search(text[: found.start()]) and text.count(",") < 3:
        words = found[0].lstrip(", ")
        yield wrong(f"{text[: found.start()]} in any case.", kind, f"{what}: '{words}'.")


def negation_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """A 'not' comes in or goes, in a line that makes one claim."""
    text = ground.line(at)
    if _NO_CLAIM.search(text) or _REASONED.search(text):
        return
    for pattern, other in _TURNS:
        found = list(re.finditer(pattern, text))
        if len(found) == 1 and not ground.assumed(at, found[0].start()):
            new = found[0].expand(other)
            why = f"By the source '{found[0][0]}' is right; here it says '{new}'."
            yield wrong(text[: found[0].start()] + new + text[found[0].end() :], "wrong-negation", why)
            return


def direction_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """What rose fell; what was above is below."""
    text = ground.line(at)
    if _REASONED.search(text):
        return
    for old, new in _DIRECTIONS:
        pattern = rf"\b{old}( (?:again )?from )([\d.,]+%?)( to )([\d.,]+%?)(?=[,.]| \w)(?! and)"
        found = re.search(pattern, text)
        if found and text.count(found[2]) == 1 and text.count(old) == 1:
            turned = f"{new}{found[1]}{found[4].rstrip('.,')}{found[3]}{found[2]}"
            end = found.end() - (len(found[4]) - len(found[4].rstrip(".,")))
            why = f"It {old} from {found[2]} to {found[4].rstrip('.,')}: the two are turned round."
            yield wrong(text[: found.start()] + turned + text[end:], "misread-table", why)
            return
    for old, new in _OPPOSITES.items():
        if text.count(old) == 1 and not _NO_CLAIM.search(text):
            why = f"By the source it is '{old}', not '{new}'."
            yield wrong(text.replace(old, new), "misread-table", why)
            return


def bound_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """A limit of a rule is turned round, where the rule has it in the same words."""
    text = ground.line(at)
    for old, new in _BOUNDS.items():
        found = re.search(rf"\b{old} (\S+)", text, re.I)
        if found and re.search(rf"\b{re.escape(found[0])}", ground.given, re.I):
            limit = new.capitalize() if found[0][0].isupper() else new
            turned = f"{text[: found.start()]}{limit}{text[found.start() + len(old) :]}"
            why = f"The rule says '{old}', not '{new}'."
            yield wrong(turned, "policy-misstatement", why)
            return


def then_and_now_turned(ground: Ground, at: int) -> Iterator[Sentence]:
    """The figure of now stands for the one of then."""
    text = ground.line(at)
    found = _INSTEAD.search(text)
    if found and found[1] != found[3] and not re.search(r"\b(?:less|more|fewer)\b", text):
        turned = f"{text[: found.start()]}{found[3]}{found[2]}{found[1]}{text[found.end() :]}"
        why = f"It was {found[3]} and is {found[1]} now: the two are turned round."
        yield wrong(turned, "stale-fact", why)


def average_lost(ground: Ground, at: int) -> Iterator[Sentence]:
    """What holds on average is said of each."""
    text = ground.line(at)
    new = re.sub(r"^On average each of", "Each of", text)
    new = re.sub(r"(?<=\d) on average(?=\.$)", " each", new)
    if new != text:
        yield wrong(new, "false-precision", "That is an average; the source says nothing of each.")


def guess_made_certain(ground: Ground, at: int) -> Iterator[Sentence]:
    """A careful line becomes a certain one."""
    text = ground.line(at)
    for old, new, kind, why in (
        (r"^One month does not show that", "One month shows that", "causal-overclaim", "no cause"),
        (r"\bdoes not show that\b", "shows that", "causal-overclaim", "no cause"),
        (
            r"\bpart of the (\w+) may be chance\b",
            r"no part of the \1 is chance",
            "false-precision",
            "no such certainty",
        ),
    ):
        if re.search(old, text):
            yield wrong(re.sub(old, new, text), kind, f"The source shows {why}.", ())
            return


def cause_made_of_order(ground: Ground, at: int) -> Iterator[Sentence]:
    """What came later is put down to what came before it."""
    text = ground.line(at)
    cause = next((one for one in _CAUSES if re.search(rf"\b{one}\b", ground.given)), None)
    changed = re.search(r"\b(?:rose|fell)\b", text) and re.search(r"\bbefore\b", ground.given)
    if cause and changed and not _NO_CLAIM.search(text) and text.count(",") < 2:
        why = f"That one came after the other does not show that the {cause} did it: something else may have."
        yield wrong(f"{text.rstrip('.')}, and the {cause} alone is the reason.", "causal-overclaim", why, ())


def scope_widened(ground: Ground, at: int) -> Iterator[Sentence]:
    """What holds for some is said of all."""
    text = ground.line(at)
    found = _PART.search(text)
    if found is None or "%" in text or _NO_CLAIM.search(text) or ground.assumed(at, found.start()):
        return
    amounts = [*figures(found[1]), *figures(found[2])]
    if len(amounts) < 2 or amounts[0].value >= amounts[1].value or figures(text[found.end() :]):
        return
    whole = amounts[1]
    new = f"{'All' if found.start() == 0 else 'all'} {whole.stated} {found[3]}"
    why = f"It holds for {found[1].lower()} of {whole.stated}, not for all."
    yield wrong(text[: found.start()] + new + text[found.end() :], "misread-table", why)
