"""The closing: three things that stay, the actions read aloud, and when we meet again."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from workshop.core.english import in_words, long_date, short_date, weekday
from workshop.core.live.commands import SetNextDate
from workshop.core.live.steps.close import ClosePicture, Closing
from workshop.core.live.view import RoomView
from workshop.core.plans.action import sentence_of
from workshop.core.plans.look_back import written_into
from workshop.core.stats.interval import percent
from workshop.core.text import clean
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.keys import CLOSING, bindings
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

NOT_SAID = "not said yet"
_LONGEST_NAME = 80


class ClosingPanel(ScrollingPanel[ClosePicture]):
    """When we meet again, large; three lines; every action of every phase as a sentence."""

    DEFAULT_CSS = """
    ClosingPanel {
        padding: 0 2;
        #next { color: $text-primary; margin-bottom: 1; }
        .closing--three { height: auto; }
        .closing--label { width: 24; color: $text-muted; text-style: bold; }
        .closing--said { text-style: bold; }
        .closing--said.-absent { color: $text-muted; text-style: none; }
        MoreMarker { margin-top: 1; }
        .closing--phase { color: $text-muted; text-style: bold; }
        .closing--action { text-style: bold; margin-bottom: 1; }
        #saved { height: auto; color: $text-muted; }
    }
    """
    KEYS = CLOSING
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSING)

    def compose(self) -> ComposeResult:
        """The date, the three things, the sentences, and the quiet words below them."""
        closing = self.picture.closing
        yield BlockLetters(date_words(closing), share=0.2, id="next")
        for label, words in three_things(closing):
            with Horizontal(classes="closing--three"):
                yield Plain(label, classes="closing--label")
                yield Plain(words or NOT_SAID, classes=f"closing--said{'' if words else ' -absent'}")
        with MoreMarker():
            reviews = list(self._reviews())
            yield from reviews
            if not reviews and not self.view.actions_by_phase:
                yield Plain("No action was agreed in this session.", classes="closing--action")
            for phase, actions in self.view.actions_by_phase.items():
                yield Plain(phase.label, classes="closing--phase")
                for action in actions:
                    yield Plain(sentence_of(action), classes="closing--action")
        yield Plain(saved_words(self.picture, self.view.setup.k), id="saved")

    def _reviews(self) -> ComposeResult:
        earlier, reviews = self.picture.look_back, self.picture.reviews
        if earlier is None or not reviews:
            return
        title = f"{earlier.title}, {long_date(earlier.date)}: did it happen?"
        yield Plain(title, classes="closing--phase")
        for index, reviewed in sorted(reviews.items()):
            answer = reviewed.review.did_it_happen.capitalize() or "Not answered"
            yield Plain(f"{answer}: {sentence_of(earlier.actions[index].action)}", classes="closing--action")

    def show(self, view: RoomView) -> None:
        """Take in the date."""
        super().show(view)
        self.query_one("#next", BlockLetters).say(date_words(self.picture.closing))

    @work
    async def action_set_date(self) -> None:
        """Say when the next session is."""
        form = date_form(self.picture.closing, self.view.setup.date)
        agreed = await self.app.push_screen_wait(form)
        if agreed is not None:
            self.post_message(Lead(SetNextDate(agreed.date)))


def date_form(closing: Closing, today: dt.date) -> NextDateForm:
    """The form for the next date, with the date there is or the one to agree on."""
    return NextDateForm(closing.next_session or closing.suggested, today)


def date_words(closing: Closing) -> str:
    """When we meet again, or that nobody has said it."""
    if closing.next_session is not None:
        return f"Next: {weekday(closing.next_session)[:3]} {short_date(closing.next_session)}"
    return "No next session." if closing.no_next_session else "When do we meet again?"


def three_things(closing: Closing) -> tuple[tuple[str, str], ...]:
    """LEARN with confidence, LEAD with clarity, SUCCEED: what there is of each; empty where nothing is."""
    sure = closing.confidence
    confidence = f"{percent(sure.median / 100)}% sure, the middle of the room (n = {sure.n})" if sure else ""
    return (
        ("LEARN with confidence", confidence),
        ("LEAD with clarity", closing.clarity),
        ("SUCCEED", closing.success),
    )


def saved_words(picture: ClosePicture, k: int) -> str:
    """What will be written when the session ends, and what will be gone for good."""
    plans, earlier = picture.closing.plans, earlier_words(picture)
    lines = [earlier] if earlier else []
    if len(plans) > 1:
        lines.append(f"Will be saved: {len(plans)} action plans, one a phase, with the totals.")
    elif plans:
        lines.append(f"Will be saved: the action plan of {plans[0].label}, with the totals.")
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
