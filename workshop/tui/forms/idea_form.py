"""The form for what a group says: two fields, and the sentence as it grows."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workshop.core.live.dots import Idea
from workshop.core.live.words.dots import idea_sentence
from workshop.core.text import clean
from workshop.core.words import EVERYBODY, role_name
from workshop.tui.modals.form import Form
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine, Word
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

LONGEST = 200


class IdeaForm(Form[Idea]):
    """Writes or changes an idea: Tab to the next field, Enter saves from each."""

    DEFAULT_CSS = """
    IdeaForm .form--label { width: 8; }
    """

    def __init__(self, idea: Idea, heading: str, roles: Sequence[str] = ()) -> None:
        self._before = idea
        self._heading = heading
        self._roles = ("", *roles)
        """Whom the idea may be for; everybody first."""
        super().__init__()

    def compose(self) -> ComposeResult:
        """The two fields, and the sentence."""
        with Vertical():
            yield Plain(self._heading, id="form-heading")
            for id_, label, text, example in (
                ("if", "If", self._before.if_, "when this happens"),
                ("then", "then", self._before.then, "we do this one thing"),
            ):
                with Horizontal(classes="form--row"):
                    yield Plain(label, classes="form--label")
                    yield Field(
                        text,
                        placeholder=example,
                        id=id_,
                        compact=True,
                        max_length=max(LONGEST, len(text)),
                        select_on_focus=False,
                    )
            if len(self._roles) > 1:
                words = [EVERYBODY, *map(role_name, self._roles[1:])]
                at = self._roles.index(self._before.role) if self._before.role in self._roles else 0
                with Horizontal(classes="form--row"):
                    yield Plain("for", classes="form--label")
                    yield WordChoice(words, at)
            yield Headline(idea_sentence(self._before), beside_text=True, id="so-far")
            yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the end of the first field: a starter is adjusted more often than replaced."""
        self.query_one("#if", Input).focus()

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Space belongs to the roles."""
        space: tuple[Word, ...] = (("Space", "change"),) if isinstance(self.focused, WordChoice) else ()
        self.query_one(FooterLine).show(("Enter", "save"), (*space, ("Tab", "next field"), ("Esc", "leave")))

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def show_sentence(self) -> None:
        """Say what would be saved now."""
        self.query_one(Notice).text = ""
        self.query_one(Headline).say(idea_sentence(self._typed()))

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def save(self) -> None:
        """Close with the idea, or go to the field that is missing."""
        idea = self._typed()
        if idea.if_ and idea.then:
            self.dismiss(idea)
            return
        self.query_one("#then" if idea.if_ else "#if", Input).focus()
        missing = "the one act that follows" if idea.if_ else "the situation that starts it"
        self.query_one(Notice).text = f"Say {missing}."

    def would_lose(self) -> str | None:
        """The sentence, if it was changed."""
        idea = self._typed()
        return None if idea == self._before else idea_sentence(idea)

    def _typed(self) -> Idea:
        if_, then = (clean(self.query_one(f"#{id_}", Input).value, limit=LONGEST) for id_ in ("if", "then"))
        chosen = [self._roles[choice.chosen] for choice in self.query(WordChoice)]
        role = chosen[0] if chosen else self._before.role
        return dataclasses.replace(self._before, if_=if_, then=then.rstrip("."), role=role)
