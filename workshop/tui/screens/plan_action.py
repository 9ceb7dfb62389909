"""One action of a plan file: how it goes, its look-backs, and every field; a changed file is noticed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from textual.widget import Widget

from workshop.core.english import long_date
from workshop.core.plans.action import Action, Metric, Review
from workshop.core.plans.appointments import told_reviews, waiting_reviews
from workshop.core.plans.look_back import question_about
from workshop.core.plans.pages import GOING, PAGES, Page, with_confidence
from workshop.core.plans.plan import number_words, progress_words
from workshop.core.plans.texts import REVIEW, Typed, changed, merged
from workshop.core.plans.thoughts import errors_about
from workshop.core.text import clean
from workshop.ports import BackstageError, OpenedAction, PlanChanged, PlanFiles
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

_LONGEST_NAME = 80
_DAY, _HAPPENED = "review.day", "review.did_it_happen"
_CHANGED = "Somebody changed this file meanwhile. Nothing was overwritten, and what you typed stays."


class PlanActionScreen(ActionForm):
    """The form of an action that stands in a file; saving writes only what was changed."""

    DEFAULT_CSS = """
    PlanActionScreen #look-backs { color: $text-muted; margin-top: 1; }
    """

    def __init__(self, files: PlanFiles, opened: OpenedAction) -> None:
        self._files, self._opened = files, opened
        pages = (_going(opened.action, opened.around.session.date), *with_confidence(PAGES, opened.sure))
        session = opened.around.session
        name = clean(opened.place.path.name, limit=_LONGEST_NAME)
        heading = f"{session.title or session.id}: {name}, {opened.place.action_id}"
        super().__init__(opened.action, session.date or opened.today, heading, opened.around, pages)

    def first_texts(self, action: Action) -> dict[str, str]:
        """The fields of the file, and of the next look-back only its day."""
        texts = super().first_texts(action)
        return {**texts, _DAY: str(self._next_day(action) or "")} if _DAY in texts else texts

    def page_end(self, page: Page) -> Sequence[Widget]:
        """The look-backs that were held or still ask."""
        action = self._opened.action
        told = told_reviews(action)
        if page.name != GOING.name or not told:
            return ()
        return (Plain("\n".join(_review_words(review, action.metric) for review in told), id="look-backs"),)

    def values_of(self, key: str) -> Sequence[str] | None:
        """Also the days whose look-back was not held."""
        if key == _DAY:
            return [str(day) for day in _open_days(self._opened.action, self._opened.around.session.date)]
        return super().values_of(key)

    def word_of(self, key: str, value: str) -> str:
        """Also a day in words."""
        return f"day {value}" if key == _DAY else super().word_of(key, value)

    def troubles(self, typed: Typed) -> dict[str, str]:
        """Also what is wrong with the look-back."""
        troubles = super().troubles(typed)
        if _answers(typed) and not self._now[_HAPPENED]:
            troubles[_HAPPENED] = "Say whether it happened: then the look-back is held."
        if _answers(typed) and self._now[_DAY] not in (self.values_of(_DAY) or ()):
            troubles[_DAY] = "This look-back was held meanwhile, and is never rewritten. Choose another day."
        return troubles

    async def keep(self, typed: Typed) -> None:
        """Write what was changed, or read again where somebody else was faster."""
        changes = {key: value for key, value in typed.changes.items() if not key.startswith(REVIEW)}
        answers = _answers(typed)
        review = self._review(answers) if answers else None
        try:
            if changes or review:
                self._files.save(self._opened, changes, review)
        except PlanChanged:
            await self._read_again()
        except BackstageError as error:
            self.say(str(error))
        else:
            self.dismiss(changed(self._before, changes) if changes or review else None)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text
        self.look_again()

    def _review(self, answers: dict[str, object]) -> Review:
        value = answers.get("value")
        return Review(
            day=int(self._now[_DAY]),
            held=self._opened.today,
            did_it_happen=str(answers.get("did_it_happen", "")),
            value=value if isinstance(value, float) else None,
            lesson=str(answers.get("lesson", "")),
            next=str(answers.get("next", "")),
        )

    def _next_day(self, action: Action) -> int | None:
        """The look-back that is most likely meant: the last one that is due, else the first to come."""
        agreed, today = self._opened.around.session.date, self._opened.today
        days = _open_days(action, agreed)
        due = [review.day for review, date in waiting_reviews(action, agreed) if date and date <= today]
        return due[-1] if due else next(iter(days), None)

    async def _read_again(self) -> None:
        """Take in what somebody else wrote, under what was typed here."""
        try:
            fresh = self._files.open(self._opened.place)
        except BackstageError as error:
            self.say(str(error))
            return
        self._opened, self._before, self._around = fresh, fresh.action, fresh.around
        self._known_errors = errors_about(fresh.action, fresh.around)
        texts = self.first_texts(fresh.action)
        if _answers(self.typed()):
            texts[_DAY] = self._was[_DAY]  # what was answered is about that day
        now, conflicts = merged(self._was, self._now, texts)
        self._was, self._now = texts, now
        self._notes = {key: f"in the file now: {text or 'nothing'}" for key, text in conflicts.items()}
        where = "Both values are shown where they differ" if conflicts else "The rest was read again"
        self.say(f"{_CHANGED} {where}. Enter saves what stands here.")
        place, key = next(
            (
                (number, asked.key)
                for number, page in enumerate(self.pages)
                for asked in page.fields
                if asked.key in conflicts
            ),
            (self._page, ""),
        )
        await self.show_page(place, key)


def _answers(typed: Typed) -> dict[str, object]:
    """What was said about the look-back."""
    answers = {
        key.removeprefix(REVIEW): value for key, value in typed.changes.items() if key.startswith(REVIEW)
    }
    return {key: value for key, value in answers.items() if key != "day" and value is not None}


def _going(action: Action, agreed: dt.date | None) -> Page:
    """How it goes; without a look-back where nobody asks any more. What is done is asked once more."""
    if not _open_days(action, agreed):
        return Page(GOING.name, GOING.fields[:1])
    fields = (
        dataclasses.replace(field, label=question_about(action).lower()) if field.key == _HAPPENED else field
        for field in GOING.fields
    )
    return Page(GOING.name, tuple(fields))


def _open_days(action: Action, agreed: dt.date | None) -> list[int]:
    return [review.day for review, _ in waiting_reviews(action, agreed) if review.day is not None]


def _review_words(review: Review, metric: Metric | None) -> str:
    """A look-back in a few sentences."""
    day = f"Day {review.day}" if review.day is not None else "Look-back"
    if review.held is None:
        return (
            f"{day}: planned for {long_date(review.planned)}." if review.planned else f"{day}: no date yet."
        )
    parts = [
        f"{day}: held on {long_date(review.held)}",
        f"It happened: {review.did_it_happen or 'not said'}",
    ]
    if review.value is not None:
        parts.append(progress_words(metric, review.value) if metric else number_words(review.value))
    parts += [review.lesson.rstrip("."), review.works.rstrip("."), review.does_not.rstrip(".")]
    parts += [
        f"{word}: {text}" for word, text in (("Needed", review.support_needed), ("Next", review.next)) if text
    ]
    return ". ".join(part for part in parts if part) + "."
