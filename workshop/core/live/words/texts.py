"""What phones and desk say about texts that people write in their own words."""

from __future__ import annotations

from workshop.core.english import capital, counted, in_words
from workshop.core.live.rounds import Round
from workshop.core.words import role_name

BEFORE = "The facilitator reads this without a name. Write so that nobody knows you by your words."
"""Stands above the field before the first word is written."""


def how_read(k: int) -> str:
    """When texts are read, for a smallest group of `k`."""
    return f"Only if {in_words(k)} or more phones write. Fewer are destroyed unread."


def so_far(phones: int, *, again: bool) -> str:
    """How many phones have written here; `again` says that the desk has read some of this place already."""
    if again and not phones:
        return "You have what was written so far. Nothing has come since."
    since = " since" if again else ""
    return f"{counted(phones, 'phone')} {'has' if phones == 1 else 'have'} written{since}."


def after(enough: bool, k: int, field: str = "") -> str:
    """What has become of the texts of the round that just closed, of a field of a card with its name."""
    name = f"{capital(field)}: " if field else ""
    if enough:
        return f"{name}The facilitator has what was written, all at once and shuffled."
    return f"{name}Fewer than {in_words(k)} phones wrote. It was destroyed unread."


SENT = "You can write it anew here until it is read; the last one counts."
"""What a phone says when a text is kept."""

BEFORE_QUESTION = (
    "The facilitator reads this at the next step, without a name. A single question can be guessed."
)
"""Stands above the field for a question before the first word is written."""

SENT_QUESTION = "You can write it anew until the next step; the last one counts."
"""What a phone says when a question is kept."""


def before_mark(k: int) -> str:
    """What a phone says before somebody marks a question, for a smallest group of `k`."""
    return (
        "At the next step the facilitator reads how many of you ask a question too: without a name, "
        f"and no number below {in_words(k)}."
    )


def ask_too(figure: int) -> str:
    """What the desk says of a question that so many phones have marked."""
    return f"{figure} phones ask this too."


def waiting(questions: int) -> str:
    """What the desk says of questions that were neither released nor put away."""
    return (
        f"{counted(questions, 'question')} {'is' if questions == 1 else 'are'} neither released nor put away."
    )


RELEASED_QUESTION = "What you release is shown on all phones, until you say that it was answered."
"""What the desk says above the questions that it has to read."""

RELEASED = (
    "What you release is a remark: it stands on the wall and on phones at the questions, and is kept. "
    "The rest is destroyed at the end."
)
"""What the desk says above the texts that it has to read."""

TAKEN = "What you take stands on the card, for all to see. The rest is destroyed at the end."
"""What the desk says above the texts that were written for a card."""

BEFORE_SENTENCE = "Your group's sentence. It will be read aloud."
"""Stands above the field in which one phone types for its group."""

BEFORE_LINES = "What good looks like in your work. It will be read aloud."
"""The same above the three lines of a role."""

ONE_PHONE = "One phone types for its group, without a name."

SENT_SENTENCE = "The facilitator has it. You can write it anew until it is taken."
"""What a phone says when its group's sentence is kept."""

AS_AN_IDEA, AS_A_LINE = "Take it as an idea", "Take it onto the card"
"""What the desk can make of a group's sentence."""


def for_role(role: str) -> str:
    """The same for one role."""
    return f"Take it for {role_name(role)}"


INSTEAD = "Take it instead of what stands there"
"""The same where the card has room for one sentence, and has it."""


READ_ALOUD = "Each group reads it aloud. What you take is shown to all; the rest is destroyed at the end."
"""What the desk says above what groups have typed."""

SHOWN, KEPT = "On the wall and on phones", "Kept as a remark"
"""What the desk says above the remarks: at the questions, and once the room is further on."""


def sent(round_: Round) -> str:
    """What a phone says when what was written in a round is kept."""
    if round_.is_group:
        return SENT_SENTENCE
    return SENT_QUESTION if round_.is_question else SENT
