"""What a vote on ideas, with dots or scores, and its ideas say, on the wall and on every phone."""

from __future__ import annotations

from workshop.core.good import parted
from workshop.core.live.dots import MOST_ON_ONE, Idea, Line
from workshop.core.live.words.ownership import ITEM_WORDS
from workshop.core.plans.action import Action, sentence_of

QUESTION, ONCE_MORE = "Which of these will we do?", "Once more: these were level."
"""What is asked in the first vote, and in the second."""

AMONG_LEVEL = "The second vote, among those that were level."
"""What stands with the result of the second."""

TOO_FEW = "The vote needs two ideas."
"""What is said where there is none to vote on, or only one."""

ONE_ALONE = "One alone is offered where the actions are written."
"""What becomes of a single idea."""

BOLDEST = "How bold, and how good, is each idea?"
"""What is asked where ideas are scored."""

OURS = "This one is ours"
"""Who said an idea does not score it."""


def dots_rule(each: int) -> str:
    """How many dots everybody has."""
    return _rule(each, "idea")


def lines_rule(each: int) -> str:
    """The same where lines get them."""
    return _rule(each, "line")


def _rule(each: int, on_what: str) -> str:
    most = f", at most {MOST_ON_ONE} on one {on_what}" if each > MOST_ON_ONE else ""
    return f"{each} dots each{most}. Everybody at once, on the phones."


def line_words(line: Line) -> str:
    """A line as it is read: that of a part of a side in words, that of a role without its name."""
    role, words = parted(line.name)
    return ITEM_WORDS.get(line.name, words if role == line.of else line.name)


def score_rule(each: int, ideas: int) -> str:
    """How ideas are scored."""
    which = "all" if each == ideas else f"{each} of the {ideas}"
    return f"1 is weak, 5 is where to begin. Each phone scores {which} ideas, and nobody their own."


def idea_sentence(idea: Idea | Line) -> str:
    """An idea, or a line, as it is read aloud."""
    if isinstance(idea, Line):
        return line_words(idea)
    return sentence_of(Action(if_=idea.if_ or "...", then=idea.then, role=idea.role))


def idea_parts(idea: Idea) -> tuple[str, str]:
    """The same in two parts, each of which may stand on a line of its own: when, and what then."""
    sentence, mark = idea_sentence(idea), f"If {idea.if_.strip() or '...'},"
    end = sentence.index(mark) + len(mark)
    return sentence[:end], sentence[end + 1 :]
