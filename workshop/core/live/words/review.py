"""What a look-back says about one earlier action."""

from __future__ import annotations

from workshop.core.english import long_date
from workshop.core.live.steps.review import AtHand
from workshop.core.plans.plan import number_words, progress_words
from workshop.core.words import Status

THANKS = "Thanks first: for what was tried, shared or stopped."
_LEARNED = "Dropped, with a lesson: that is learning, and it counts."
_NO_LESSON = "Dropped. What did we learn? Write the lesson (Enter)."


def said_lines(at_hand: AtHand) -> list[str]:
    """What stands about an action, one line each."""
    earlier, now = at_hand.earlier, at_hand.now
    review, metric = now.review, earlier.action.metric
    lines = []
    if review.value is not None:
        value = progress_words(metric, review.value) if metric is not None else number_words(review.value)
        lines.append(f"{metric.name if metric is not None and metric.name else 'Value'}: {value}")
    named = (
        ("Lesson", review.lesson),
        ("Works", review.works),
        ("Does not", review.does_not),
        ("Support needed", review.support_needed),
        ("Next", review.next),
        ("Status", now.status or earlier.action.status),
    )
    lines += [f"{name}: {text}" for name, text in named if text]
    if now.status == Status.DROPPED:
        lines.append(_LEARNED if review.lesson else _NO_LESSON)
    if at_hand.held and review.held is not None:
        lines.append(f"Held on {long_date(review.held)}; it is not rewritten.")
    return lines
