"""The questions that are asked before something cannot be taken back."""

from __future__ import annotations

import enum

from workshop.core.session import VOTING, Stage
from workshop.core.view import RoomView
from workshop.tui.screens.ask import Answer, AskModal


class Leave(enum.Enum):
    """The answers to "do you want to leave?"."""

    LATER = "later"
    END = "end"
    STAY = "stay"


def quit_question(view: RoomView) -> AskModal[Leave]:
    """Whether to leave and how; says so when a vote is open."""
    later = Answer(
        Leave.LATER, "Leave; resume later", "Everything stays on this machine and goes on where it was."
    )
    end = Answer(Leave.END, "End now and save", "Plans and totals are written, single votes are destroyed.")
    stay = Answer(Leave.STAY, "Stay")
    answers = (later, stay) if view.stage is Stage.LOBBY else (later, end, stay)
    return AskModal("Leave this session?", answers, detail=_open_vote(view), first=len(answers) - 1)


_OPEN = {
    **dict.fromkeys(VOTING, "vote"),
    Stage.PULSE: "short question",
    Stage.DOTS: "dot vote",
}
"""What may be open, in one word or two."""


def _open_vote(view: RoomView) -> str:
    if (word := _OPEN.get(view.stage)) is None:
        return ""
    return (
        f"A {word} is open: {view.voted} of {max(view.voted, view.present)} have voted. Leave, and it is "
        f"open again when you resume. End now, and this {word} is neither shown nor saved."
    )


def end_early_question(view: RoomView) -> AskModal[bool]:
    """Whether to go to the closing now."""
    left_out = len(view.steps) - view.position.step - 2
    steps = "1 step is" if left_out == 1 else f"{left_out} steps are"
    detail = f"{steps} left out. " if left_out > 0 else ""
    if (word := _OPEN.get(view.stage)) is not None:
        detail += f"The open {word} is neither shown nor saved."
    return AskModal(
        "Go to the closing now?",
        (Answer(True, "Go to the closing", "What was agreed so far is kept."), Answer(False, "Stay here")),
        detail=detail.strip(),
        first=1,
    )


def skip_question(view: RoomView) -> AskModal[bool] | None:
    """Whether to leave out what the room has not seen, or has just answered; None where there is no such."""
    match view.stage:
        case Stage.READ:
            question, skip = "Leave out this scenario?", "Leave it out"
            detail = "The room has not voted on it, and its answer is not shown."
        case Stage.REVIEW if view.look_back is not None:
            left = len(view.look_back.look_back.actions) - view.position.part - 1
            if left < 1:
                return None
            question, skip = "Leave out the other actions?", "Leave them out"
            detail = f"{left} more {'waits' if left == 1 else 'wait'} after this one."
        case Stage.PULSE:
            question, skip = "Leave this short question?", "Leave it"
            detail = f"{view.voted} have answered. What was answered is neither shown nor saved."
        case _:
            return None
    return AskModal(question, (Answer(True, skip), Answer(False, "Stay here")), detail=detail, first=1)


def few_voted_question(view: RoomView, now: float) -> AskModal[bool] | None:
    """Whether to close a vote before its time with most phones missing; None where nobody need be asked."""
    word, few = _OPEN.get(view.stage), view.voted * 2 < view.present
    is_early = view.ends_at is not None and now < view.ends_at
    if word is None or not few or not is_early or view.hands or view.present < view.setup.k:
        return None
    return AskModal(
        f"Only {view.voted} of {view.present} have voted. Close the vote?",
        (Answer(False, "Keep it open"), Answer(True, "Close the vote")),
    )


def seal_question() -> AskModal[bool]:
    """Whether to end the session for good."""
    return AskModal(
        "Save the plans and end the session?",
        (
            Answer(True, "Save and end", "Plans and totals are written, single votes are destroyed."),
            Answer(False, "Not yet"),
        ),
        detail="After this the session cannot be resumed.",
    )
