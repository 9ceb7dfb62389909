"""A look-back in the room: one earlier action after the other. Did it happen?"""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize

from workshop.core.english import long_date
from workshop.core.live.commands import ReviewAction, TurnToAction
from workshop.core.live.review_card import answered, measured_as, review_card, review_entry, reviewed_as
from workshop.core.live.steps.review import AtHand, ReviewPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.closing import spoken
from workshop.core.live.words.review import THANKS, said_lines
from workshop.core.plans.look_back import ANSWERS, question_about
from workshop.core.words import Happened
from workshop.tui.forms.card_form import CardForm
from workshop.tui.keys import REVIEW, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentences import Sentences

_MEANS = {
    Happened.YES.value: "as we agreed",
    Happened.PARTLY.value: "some of it",
    Happened.NO.value: "we learn why",
}
_AROUND = 13
"""Rows of all that stands around the action and the question: the answers, and what was said."""


class ReviewPanel(ScrollingPanel[ReviewPicture]):
    """The sentence that was agreed, the question, and what the room says now."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    ReviewPanel {
        #count { color: $text-muted; margin-bottom: 1; }
        #measured, #thanks { color: $text-muted; }
        #question { color: $text-primary; }
        #answers { height: auto; }
        .review--answer { border: round $border-blurred; padding: 0 2; margin-right: 2; }
        .review--answer.-last { margin-right: 0; }
        .review--answer.-given { border: round $border; }
    }
    .-low ReviewPanel { #count { margin: 0; } }
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
        """The action, the question with its three answers, what was said."""
        yield Plain(id="count")
        at_hand = self.picture.at_hand
        if at_hand is None:
            yield Headline("No action waits for this look-back.")
            return
        with AiryMarker():
            number = self.view.position.part + 1
            yield Sentences([spoken(at_hand.earlier.action)], first=number, id="agreed")
            yield Plain(id="measured")
            question = question_about(at_hand.earlier.action)
            yield Headline(question, beside_text=True, id="question")
            with Horizontal(id="answers"):
                for answer in ANSWERS.values():
                    last = " -last" if answer == Happened.NO else ""
                    yield Plain(id=f"answer-{answer}", classes=f"review--answer{last}")
            yield Plain(id="said")
            yield Plain(THANKS, id="thanks")

    def on_mount(self) -> None:
        """Fill in what is known."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in what was written."""
        super().show(view)
        back, at_hand = self.picture.look_back, self.picture.at_hand
        if at_hand is None:
            return
        session, number = f"{back.title}, {long_date(back.date)}", view.position.part + 1
        self.query_one("#count", Plain).update(
            f"{session}: action {number} of {len(back.actions)}{self._open_words()}"
        )
        self._say("#measured", measured_as(at_hand.earlier))
        self._say("#said", "\n".join(said_lines(at_hand)))
        given = at_hand.now.review.did_it_happen
        for key, answer in ANSWERS.items():
            place = self.query_one(f"#answer-{answer}", Plain)
            place.set_class(answer == given, "-given")
            place.update(_answer_words(key, answer, is_given=answer == given))
        keys = self._keys_now()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    @on(Resize)
    def fit(self) -> None:
        """The action is as large as what stands around it allows."""
        width, left = self.content_size.width, self.content_size.height - _AROUND
        for question, action in zip(self.query(Headline), self.query(Sentences), strict=False):
            question.take(left - action.fewest_rows(width))
            action.take(left - question.rows(width, self.app.size))

    def _say(self, place: str, text: str) -> None:
        self.query_one(place, Plain).update(text)
        self.query_one(place).display = bool(text)

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


def _answer_words(key: str, answer: str, *, is_given: bool) -> Content:
    """The answer with its key, and what it means; the given one has a sign."""
    sign = "✓" if is_given else key
    return Content.assemble(
        (f"{sign}  {answer.capitalize()}", "bold $text-accent" if is_given else "bold"),
        (f"\n   {_MEANS[answer]}", "$text-muted"),
    )
