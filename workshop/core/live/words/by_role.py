"""What is said where groups each have a text of their own, on the wall and on its page."""

from __future__ import annotations

from workshop.core.english import listed
from workshop.core.live.groups import Reader
from workshop.core.live.steps.scenario import ByRolePicture
from workshop.core.live.words import vote
from workshop.core.live.words.pulse import role_words
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.core.words import role_name

YOURS = "Your text is on your phone. Its letter stands at the top."
"""Below who has which text, so that everybody finds the own group."""

TALKS = "Find somebody whose text has the same letter."
UNNAMED = "all who named no work"


def below(picture: ByRolePicture, *, is_closed: bool) -> str:
    """What there is to do, below who has which text."""
    if picture.talks:
        return f"{TALKS} {vote.HOW_TO_TALK}"
    if is_closed:
        return vote.CLOSED
    return TAP_WORDS if picture.vote else f"{YOURS} {vote.READ_FIRST}"


def whose_words(reader: Reader) -> str:
    """Who reads a text: the work it shows, and who else has it."""
    joined = [role_name(name) for name in reader.joined]
    joined += [UNNAMED] if reader.others else []
    also = f"; also {listed(joined)}" if joined else ""
    return f"{role_words(reader.role)}{also}"


def reader_words(reader: Reader) -> str:
    """The letter of a text, and who reads it."""
    return f"{reader.letter}   {whose_words(reader)}"
