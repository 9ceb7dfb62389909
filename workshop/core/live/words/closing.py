"""What a session ends with, in words: the next date, the sentences to read aloud, what is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from workshop.core.english import capital, day_of_year, in_words, sentence, weekday
from workshop.core.live.steps.close import ClosePicture, Closing
from workshop.core.plans.action import Action
from workshop.core.plans.look_back import written_into
from workshop.core.stats.interval import percent
from workshop.core.text import clean
from workshop.core.words import role_name

NEXT_DATE = "OUR NEXT DATE"
READ_ALOUD = "OWNERS READ ALOUD: WHAT WE AGREED"
EACH_OF_US = "What does each of us do on Monday?"
ONE_EACH = "One sentence each, aloud."
DESTROYED = "The votes are destroyed. No file says who voted what."
_LONGEST_NAME = 80


def date_words(closing: Closing) -> str:
    """When we meet again, or that it is to be settled."""
    if closing.next_session is not None:
        return day_words(closing.next_session)
    return "This was the last time." if closing.no_next_session else "When do we meet again?"


def day_words(date: dt.date) -> str:
    """A day that a room writes down, such as Thursday 18 December."""
    return f"{weekday(date)} {day_of_year(date)}"


def spoken(action: Action) -> tuple[str, ...]:
    """An action in two lines, and in a third who answers for it and by when."""
    situation, act = action.if_.strip(), action.then.strip().rstrip(".")
    step = action.first_step_by
    when = f"first step by {day_words(step)}" if step is not None else ""
    about = ", ".join(part for part in (action.accountable.strip().rstrip("."), when) if part)
    whose = f"{capital(role_name(action.role))}: " if action.role else ""
    lines = (
        f"{whose}If {situation},",
        f"then {act}." if act else "then ...",
        f"{capital(about)}." if about else "",
    )
    return tuple(filter(None, lines))


def read_aloud(action: Action) -> str:
    """The same as one text."""
    return "\n".join(spoken(action))


def three_things(closing: Closing) -> tuple[tuple[str, str], ...]:
    """LEARN with confidence, LEAD with clarity, SUCCEED, the sponsor: those of which something was said."""
    sure = closing.confidence
    confidence = (
        f"Today half of us are at least {percent(sure.median / 100)}% sure to catch the next error."
        if sure
        else ""
    )
    things = (
        ("LEARN with confidence", confidence),
        ("LEAD with clarity", closing.clarity),
        ("SUCCEED", closing.success),
        ("The sponsor", closing.sponsor),
    )
    return tuple((name, words) for name, words in things if words)


def saved_words(picture: ClosePicture, k: int) -> str:
    """What will be written when the session ends, and what will be gone for good."""
    plans, earlier = picture.closing.plans, earlier_words(picture)
    lines = [earlier] if earlier else []
    if len(plans) > 1:
        sorts = {False: "one a phase", True: "one a role"}
        each = " and ".join(dict.fromkeys(sorts[chapter.role is not None] for chapter in plans))
        lines.append(f"Will be saved: {len(plans)} action plans, {each}, with the totals.")
    elif plans:
        lines.append(f"Will be saved: the action plan of {plans[0].phase.label}, with the totals.")
    else:
        lines.append("Will be saved: the record of this session. It leaves no action plan of its own.")
    lines.append(f"Will be destroyed: every single vote. No total below {in_words(k)} votes is saved.")
    return "\n".join(lines)


def earlier_words(picture: ClosePicture) -> str:
    """Into which earlier plans something was written; empty where into none."""
    earlier = picture.look_back
    folders = written_into(earlier, picture.reviews) if earlier is not None else ()
    if not folders:
        return ""
    named = " and ".join(clean(folder, limit=_LONGEST_NAME) for folder in folders)
    return f"Written into the plans of {named}: what was said about earlier actions."


def thanks_words(picture: ClosePicture) -> str:
    """Thanks, and what there is now."""
    saved = "What was said is saved." if earlier_words(picture) else "The record is saved."
    return f"Thank you. {'The plans are saved.' if picture.closing.plans else saved}"


def path_words(closing: Closing) -> str:
    """What comes next on the path of twelve weeks, and when; empty where nothing does."""
    stop = closing.following
    return f"Next on our path: {stop.stop.name_to_start}, {day_words(stop.date)}." if stop else ""


def monday_words(actions: Iterable[Action]) -> str:
    """What comes first, in one line: the first step that is nearest."""
    dated = [(action.first_step_by, action) for action in actions if action.first_step_by is not None]
    if not dated:
        return "On Monday: tell one colleague what fooled us, and which check finds it."
    day, action = min(dated, key=lambda step: step[0])
    who = f"{action.accountable.strip()}: " if action.accountable.strip() else ""
    return sentence(f"First, by {day_words(day)}: {who}{action.first_step.strip() or action.name}")
