"""A look-back in the room: one earlier action after the other. Did it happen?"""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType

from workshop.core.english import long_date
from workshop.core.live.commands import ReviewAction, TurnToAction
from workshop.core.live.review_card import answered, measured_as, review_card, review_entry, reviewed_as
from workshop.core.live.steps.review import AtHand, ReviewPicture
from workshop.core.live.view import RoomView
from workshop.core.plans.action import sentence_of
from workshop.core.plans.look_back import ANSWERS, question_about
from workshop.core.plans.plan import number_words, progress_words
from workshop.core.words import Status
from workshop.tui.forms.card_form import CardForm
from workshop.tui.keys import REVIEW, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_THANKS = "Thanks first: for what was tried, shared or stopped."
_LEARNED = "Dropped, with a lesson: that is learning, and it counts."
_NO_LESSON = "Dropped. What did we learn? Write the lesson (Enter)."


class ReviewPanel(ScrollingPanel[ReviewPicture]):
    """The sentence that was agreed, the question, and what the room says now."""

    DEFAULT_CSS = """
    ReviewPanel {
        padding: 0 2;
        #count { color: $text-muted; }
        #agreed { text-style: bold; margin-bottom: 1; }
        #measured { color: $text-muted; margin-bottom: 1; }
        #answer { color: $text-primary; }
        #thanks { color: $text-muted; margin-top: 1; }
        .review--line { margin-top: 1; }
    }
    """
    KEYS = REVIEW
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(REVIEW),
    ]

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = self._keys_now()

    def carries(self, view: RoomView) -> bool:
        """The same action."""
        return super().carries(view) and view.position.part == self.view.position.part

    def compose(self) -> ComposeResult:
        """From the action down to what was learned."""
        yield Plain(id="count")
        with MoreMarker():
            yield BlockLetters("", share=0.3, id="agreed")
            yield Plain(id="measured")
            yield BlockLetters("", share=0.15, id="answer")
            yield Plain(id="said")
            yield Plain(_THANKS, id="thanks")

    def on_mount(self) -> None:
        """Fill in what is known."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in what was written."""
        super().show(view)
        back, at_hand = self.picture.look_back, self.picture.at_hand
        if at_hand is None:
            self.query_one("#agreed", BlockLetters).say("No action waits for this look-back.")
            self.query_one("#answer", BlockLetters).say("")
            return
        session, number = f"{back.title}, {long_date(back.date)}", view.position.part + 1
        self.query_one("#count", Plain).update(
            f"{session}: action {number} of {len(back.actions)}{self._open_words()}"
        )
        self.query_one("#agreed", BlockLetters).say(sentence_of(at_hand.earlier.action))
        self.query_one("#measured", Plain).update(measured_as(at_hand.earlier))
        self.query_one("#answer", BlockLetters).say(_answer_words(at_hand))
        self.query_one("#said", Plain).update("\n".join(said_lines(at_hand)))
        keys = self._keys_now()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    def action_answer(self, key: str) -> None:
        """Write down yes, partly or no; what else was said stays."""
        word, at_hand = ANSWERS[key], self._to_write
        if at_hand is None:
            return
        self.post_message(Lead(ReviewAction(answered(at_hand, word))))

    @work
    async def action_write(self) -> None:
        """Write value, lesson and what comes next."""
        if (at_hand := self._to_write) is None:
            return
        form = CardForm(review_card(at_hand.earlier), review_entry(at_hand), is_new=False)
        written = await self.app.push_screen_wait(form)
        if written is not None and (at_hand := self._to_write) is not None:
            self.post_message(Lead(ReviewAction(reviewed_as(written, at_hand.now.review))))

    def action_turn(self, by: int) -> None:
        """Go to another action; beyond the first one the key is the screen's."""
        index = self.view.position.part + by
        if not 0 <= index < len(self.picture.look_back.actions):
            raise SkipAction
        self.post_message(Lead(TurnToAction(index, self.clock(), self.view.present)))

    def action_scroll_pages(self, pages: int) -> None:
        """A remote control turns to the action before as well."""
        try:
            super().action_scroll_pages(pages)
        except SkipAction:
            if pages > 0:
                raise
            self.action_turn(-1)

    def _open_words(self) -> str:
        """On the last action: how many were answered, while some were not."""
        actions, answered = len(self.picture.look_back.actions), self.picture.answered
        is_last = self.view.position.part + 1 == actions
        return f" ({answered} of {actions} answered)" if is_last and answered < actions else ""

    @property
    def _to_write(self) -> AtHand | None:
        """The action at hand, unless nothing is written about it any more."""
        at_hand = self.picture.at_hand
        return at_hand if at_hand is not None and not at_hand.held else None

    def _keys_now(self) -> Keys:
        before: Keys = (("b", "back"),) if self.view.position.part else ()
        if self._to_write is None:
            return before
        return (("/".join(ANSWERS), "/".join(ANSWERS.values())), ("Enter", "value"), *before)


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


def _answer_words(at_hand: AtHand) -> str:
    question, answer = question_about(at_hand.earlier.action), at_hand.now.review.did_it_happen
    return f"{question} {answer.capitalize()}.".replace(" .", "")
