"""What the desk says to the facilitator alone: sentences to say aloud, and how the time stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop.core.agenda import card
from workshop.core.agenda.pulse import FEAR, SAFETY, PulseId
from workshop.core.english import counted, spoken_minutes
from workshop.core.live.session import Stage

ALONE = "For your eyes only. The wall shows nothing of what stands below."

ACTIONS_HERE = "Actions are written, chosen or looked back at here. I mean it."
ACTIONS_BESIDE = (
    "To change places with a step in which actions are written, chosen or looked back at: I mean it."
)
"""What is asked before a step that carries actions is left out or moved, and before one goes past it."""

ROUGH = "Small room: a rough guide."
"""What belongs to a suggestion that few votes led to."""

TO_SAY: Mapping[Stage, tuple[str, ...]] = MappingProxyType(
    {
        Stage.LOBBY: ("Scan the code. No name, no app. Nobody is shown what you chose.",),
        Stage.READ: ("Read it alone. The text may be wrong, or it may be sound.",),
        Stage.VOTE_1: (
            "Alone and silent: decide, then tap each line you would not let pass.",
            "The sponsor votes while it is open, late, or not at all: no phone is told apart.",
        ),
        Stage.VOTE_1_CLOSED: ("Was anybody not ready? Then we open it once more.",),
        Stage.TALK: (
            "Find somebody near you. One explains, the other only listens; then change over.",
            'Begin with: "I do not trust what the AI wrote, because ..."',
        ),
        Stage.VOTE_2: ("Decide again, alone. Your first vote does not count here.",),
        Stage.REVEAL: ("Where does the source say otherwise? Point at the line.",),
        Stage.OUTCOME: ("What did the talk change, and what was said that changed it?",),
        Stage.CHECK: ("One check, less than a minute. Who does it, and when?",),
        Stage.DEBRIEF: ("I ask about the text, never about a person.",),
        Stage.OPEN_CASE: ("Whose text is it, and where is its source? Without a text we go on.",),
        Stage.OPEN_CASE_VOTE: ("Nobody knows the answer. Tap what you would look up before you use it.",),
        Stage.OPEN_CASE_RESULT: ("Who looks up the first line now, in the source?",),
        Stage.PULSE: ("There is no right answer. Nobody is shown what you chose.",),
        Stage.IDEAS: ("Say one sentence of your group: If ..., then ...",),
        Stage.DOTS: ("Spread your dots. At most two on one idea.",),
        Stage.LINES: ("Spread your dots. At most two on one line.",),
        Stage.SCORE: ("Score how bold it is and how good. Leave out what you said yourself.",),
        Stage.REVIEW: ("Did it happen: yes, partly, no? All three are news.",),
        Stage.ACTIONS: ("Which situation will occur? If ..., then who does what?",),
        Stage.BREAK: ("We go on at the time on the wall.",),
        Stage.CLOSE: ("One sentence each: what will you do before Friday?",),
    }
)
"""A sentence or two for a place, as a person would say them."""

FOR_SOUND: Mapping[Stage, tuple[str, ...]] = MappingProxyType(
    {
        Stage.REVEAL: ("Which line did you doubt most? Find it in the source.",),
        Stage.OUTCOME: ("Sound work. What made some of us hold it back, and what did that cost?",),
    }
)
"""What is said in place of that where a text is sound."""


def to_say(stage: Stage, *, is_sound: bool) -> tuple[str, ...]:
    """The sentences for a place, of a text that is sound or is not."""
    return (FOR_SOUND if is_sound and stage in FOR_SOUND else TO_SAY).get(stage, ())


def own_texts_words(groups: int, *, named: bool) -> str:
    """What became of a step in which each role was to have a text of its own."""
    if groups > 1:
        return "Each group has a text of its own, on its phones. No hands are counted: they cannot say whose."
    if named:
        return "No two roles with a text of their own are large enough: all have one text."
    return "Nobody was asked for a role, or named one: all have one text."


FOR_CARD: Mapping[card.CardId, str] = MappingProxyType(
    {
        card.PURPOSE: "Why we do this at all. Without it a plan turns into training again.",
        card.OUTCOME: 'Turns "use more AI" into something that a customer or user would notice.',
        card.SUPPORT: "The sponsor says aloud what people may do. Without that the rest stays a wish.",
        card.LEARNING_TIME: "Learning needs working time, or it does not happen. Ask for a number.",
        card.COMMITMENT: "The sponsor asks of nobody what they do not do themselves. One act is enough.",
        card.IN_REVIEWS: "People do what counts. Error rates in reviews would teach them to hide errors.",
        card.FLUENCY: "Collects what the texts have shown: good at, needs a check, ours to decide.",
        card.DATA: "A user who knows where data go asks before typing them in. Nobody has to know it all.",
        card.GOOD: 'Makes "use it well" something that can be seen in each role.',
        card.CANVAS: "Asks whether it is needed before AI makes it faster. To stop it is a good answer.",
        card.DELUSION: "A tool in use is not yet another way of working. Empty lines are an honest answer.",
        card.WILL_CHANGE: "A promise that the look-back asks about. One that is kept is worth three wishes.",
        card.GUARDRAILS: "So few lines that everybody knows them by heart, and a role that keeps them.",
        card.RHYTHM: "A plan without a date is forgotten. Take the draft over unless the room objects.",
        card.SHARE: "Lets another team begin where this one stands, and says where it ends.",
        card.OWNERSHIP: "Employer and employees each own a part. Nobody is to blame for the other's.",
        card.SINCE: "What is thanked for is done again. The sponsor says what counts, and means all three.",
        card.HEARD: "The sponsor hears what helps and what does not, and answers here and now.",
    }
)
"""What each card is for, for who leads."""

SPONSOR_FIRST: frozenset[PulseId] = frozenset({SAFETY, FEAR})
"""The questions after which the one with most power speaks first, and says something of their own."""

SPEAKS_FIRST = "The sponsor speaks first, about a mistake of their own. Then whoever likes; nobody has to."


BREAK_DUE = "We have worked for an hour. Shall we take a break now?"
"""What is said after an hour without a break, where one is possible."""

BREAK_DUE_LATER = "We have worked for an hour. Shall we take a break after this step?"
"""The same within a step."""


def time_words(late: int, after: int, optional: str = "") -> str:
    """How the agenda stands against the clock.

    Args:
        late: minutes by which it is over; below 0 ahead.
        after: planned minutes of the steps to come.
        optional: what the next of them is called that could be left out.
    """
    if late > 0 and optional:
        return f"{counted(late, 'minute')} over; you could leave out: {optional}"
    if late > 0:
        stands = f"{counted(late, 'minute')} over"
    elif late < 0:
        stands = f"{counted(-late, 'minute')} ahead"
    else:
        stands = "On time"
    return f"{stands}; {spoken_minutes(after)} after this step." if after else f"{stands}."
