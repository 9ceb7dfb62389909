"""The questions that are asked before something cannot be taken back."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from workshop.core.live.desk import Private
from workshop.core.live.session import Stage
from workshop.core.live.steps import asked_in
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.steps.review import ReviewPicture
from workshop.core.live.steps.scenario import ByRolePicture, CasePicture
from workshop.core.live.view import RoomView
from workshop.core.wifi import Wifi
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.wifi import WHO_HAS_THE_PASSWORD


class Leave(enum.Enum):
    """The answers to "do you want to leave?"."""

    LATER = "later"
    END = "end"
    STAY = "stay"


class DeskWish(enum.Enum):
    """The answers to "do you want your desk?"."""

    SHOW = "show"
    NEW = "new"
    STAY = "stay"


def desk_question() -> AskModal[DeskWish]:
    """Whether to show the code that leads to the desk: the room must not see it."""
    return AskModal(
        "Show the code of your desk?",
        (
            Choice(DeskWish.SHOW, "Show it", "Only when nobody but you can scan it."),
            Choice(DeskWish.NEW, "Show a new one", "Every device that holds the desk is shut out."),
            Choice(DeskWish.STAY, "Not now"),
        ),
        detail="Your own phone or tablet shows your notes and leads the room. So does who scans it.",
        first=2,
    )


class WifiWish(enum.Enum):
    """The answers to "do you want the code of the Wi-Fi?"."""

    SHOW = "show"
    OTHER = "other"
    FORGET = "forget"
    STAY = "stay"


def wifi_question(wifi: Wifi) -> AskModal[WifiWish]:
    """Whether to show the code of a Wi-Fi that is known, or to know none."""
    return AskModal(
        f"Show the code of the Wi-Fi “{wifi.name}”?",
        (
            Choice(WifiWish.SHOW, "Show it", WHO_HAS_THE_PASSWORD if wifi.password else ""),
            Choice(WifiWish.OTHER, "Type another one"),
            Choice(WifiWish.FORGET, "Forget it", "Nothing of it stays on this laptop."),
            Choice(WifiWish.STAY, "Not now"),
        ),
        first=3,
    )


def suggested(what: str) -> AskModal[None]:
    """What the first vote calls for, on the wall because somebody asked for it."""
    return AskModal(
        f"Suggested: {what}",
        (Choice(None, "Back to the talk"),),
        detail="All can read this: it says whether few, some or most were right. A desk says it to you.",
    )


def warned(warnings: Sequence[Private]) -> AskModal[None]:
    """What is odd about the phones, on the wall because somebody asked for it."""
    return AskModal(
        "All can read this. A desk says it to you.",
        (Choice(None, "Back to the session"),),
        detail="\n".join(warning.words for warning in warnings),
    )


def quit_question(view: RoomView) -> AskModal[Leave]:
    """Whether to leave and how; says so when a vote is open."""
    later = Choice(
        Leave.LATER, "Leave; resume later", "Everything stays on this machine and goes on where it was."
    )
    end = Choice(Leave.END, "End now and save", "Plans and totals are written, single votes are destroyed.")
    stay = Choice(Leave.STAY, "Stay")
    answers = (later, stay) if view.stage is Stage.LOBBY else (later, end, stay)
    return AskModal("Leave this session?", answers, detail=_open_vote(view), first=len(answers) - 1)


def report_question() -> AskModal[bool]:
    """Whether to leave while phones can still fetch the report."""
    return AskModal(
        "Leave now?",
        (
            Choice(False, "Stay", "The phones in the room can fetch the report for ten minutes."),
            Choice(True, "Leave", "No phone can fetch it any more. The files stay."),
        ),
    )


def _asked_word(view: RoomView) -> str | None:
    """What is open, or closed and not told yet, in a word; None where nothing is."""
    asked = asked_in(view.stage)
    return asked.words if asked is not None else None


def _open_vote(view: RoomView) -> str:
    if (word := _asked_word(view)) is None:
        return ""
    state = "closed, and nothing of it was shown" if view.is_closed else "open"
    again = "so" if view.is_closed else "open"
    return (
        f"A {word} is {state}: {view.voted} of {max(view.voted, view.present)} have voted. Leave, and it is "
        f"{again} again when you resume. End now, and this {word} is neither shown nor saved."
    )


def end_early_question(view: RoomView) -> AskModal[bool]:
    """Whether to go to the closing now."""
    left_out = len(view.steps) - view.position.step - 2
    steps = "1 step is" if left_out == 1 else f"{left_out} steps are"
    detail = f"{steps} left out. " if left_out > 0 else ""
    if (word := _asked_word(view)) is not None:
        detail += f"The {'closed' if view.is_closed else 'open'} {word} is neither shown nor saved."
    detail += _written(view)
    return AskModal(
        "Go to the closing now?",
        (Choice(True, "Go to the closing", "What was agreed so far is kept."), Choice(False, "Stay here")),
        detail=detail.strip(),
        first=1,
    )


def skip_question(view: RoomView) -> AskModal[bool] | None:
    """Whether to leave out what the room has not seen, or has just answered; None where there is no such."""
    match view.picture:
        case CasePicture(vote=0) | ByRolePicture(vote=0):
            question, skip = "Leave out this scenario?", "Leave it out"
            detail = "The room has not voted on it, and its answer is not shown."
        case ReviewPicture(look_back=earlier):
            left = len(earlier.actions) - view.position.part - 1
            if left < 1:
                return None
            question, skip = "Leave out the other actions?", "Leave them out"
            detail = (
                f"{left} more {'waits' if left == 1 else 'wait'} after this one. {_written(view)}".strip()
            )
        case PulsePicture():
            question, skip = "Leave this short question?", "Leave it"
            detail = f"{view.voted} have answered. What was answered is neither shown nor saved."
        case _:
            return None
    return AskModal(question, (Choice(True, skip), Choice(False, "Stay here")), detail=detail, first=1)


def _written(view: RoomView) -> str:
    """That what was said goes into another session's plan, where it stays."""
    if not view.writes_earlier_plan:
        return ""
    return "What was said is written into the earlier plan; there is no way back."


def seal_question(*, unread: bool = False) -> AskModal[bool]:
    """Whether to end the session for good; `unread` says that questions of phones wait at the desk."""
    waits = "Questions from phones still wait at the desk: they are destroyed as well. " if unread else ""
    return AskModal(
        "Save the plans and end the session?",
        (
            Choice(True, "Save and end", "Plans and totals are written, single votes are destroyed."),
            Choice(False, "Not yet"),
        ),
        detail=f"{waits}After this the session cannot be resumed.",
    )
