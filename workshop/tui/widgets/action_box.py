"""What was agreed, each in a box: if and then large, who and by when below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.english import day_of_year, weekday
from workshop.core.plans.action import Action
from workshop.core.plans.plan import measured_words
from workshop.core.words import OWNERS
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain


class ActionBox(Vertical):
    """One action; the border and a sign say whether it is the selected one."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    ActionBox {
        height: auto;
        border: round $border-blurred;
        padding: 0 2;
        & > Horizontal { height: auto; }
        .box--head { width: 6; color: $accent; text-style: bold; }
        .box--if, .box--then { text-style: bold; }
        Headline.box--if { color: $text-primary; }
        .box--who { width: 28; color: $text-muted; }
        .box--about { color: $text-muted; }
        &.-selected { border: round $border; }
    }
    .-compact ActionBox { padding: 0 1; .box--who { width: 20; } }
    """

    def __init__(self, number: int, action: Action, won: str, *, newest: bool) -> None:
        self._number, self._action, self._won, self._newest = number, action, won, newest
        super().__init__()

    def compose(self) -> ComposeResult:
        """If, then, and what is settled about it."""
        action = self._action
        situation, act = action.if_.strip(), action.then.strip().rstrip(".")
        with Horizontal():
            yield Plain(classes="box--head box--number")
            yield Plain("IF", classes="box--head")
            if self._newest:
                yield Headline(situation, beside_text=True, classes="box--if")
            else:
                yield Plain(situation, classes="box--if")
        with Horizontal():
            yield Plain(classes="box--head")
            yield Plain("THEN", classes="box--head")
            yield Plain(f"{act}." if act else "...", classes="box--then")
        who, rest = who_words(action), about_words(action, self._won)
        if who or rest:
            with Horizontal():
                yield Plain(classes="box--head")
                yield Plain(classes="box--head")
                yield Plain(who, classes="box--who")
                yield Plain(rest, classes="box--about")

    def on_mount(self) -> None:
        """Show the number."""
        self.mark(selected=False)

    def mark(self, *, selected: bool) -> None:
        """Show whether it is the selected one."""
        self.set_class(selected, "-selected")
        self.query_one(".box--number", Plain).update(f"{'▸' if selected else ' '} {self._number}")

    def take(self, most: int) -> None:
        """Take so many rows for the situation in large letters, if it is the newest."""
        for headline in self.query(Headline):
            headline.take(most)


class ActionList(Vertical):
    """The boxes below each other; the arrows select one, and the newest is the largest."""

    DEFAULT_CSS = """
    ActionList { height: auto; }
    """

    def __init__(
        self,
        actions: Sequence[Action],
        *,
        first: int = 1,
        selectable: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Make it.

        Args:
            actions: What was agreed.
            first: The number of the first one.
            selectable: Whether one of them is marked.
            id: As in every widget.
        """
        self._actions, self._first, self._selectable = tuple(actions), first, selectable
        self._selected = self._most = 0
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """A box for each action."""
        for number, action in enumerate(self._actions, start=self._first):
            yield ActionBox(number, action, won_words(action), newest=action is self._actions[-1])

    def on_mount(self) -> None:
        """Mark the selected one."""
        self._mark()

    @property
    def selected(self) -> int:
        """The place of the selected action."""
        return self._selected

    async def fill(self, actions: Sequence[Action]) -> None:
        """Show other actions; the selection stays where it can."""
        if tuple(actions) != self._actions:
            self._actions = tuple(actions)
            self._selected = min(self._selected, max(len(actions) - 1, 0))
            await self.recompose()
            self._mark()

    def select(self, at: int) -> bool:
        """Select an action and bring it into sight; False where there is none at that place."""
        if not 0 <= at < len(self._actions):
            return False
        self._selected = at
        self._mark()
        list(self.query(ActionBox))[at].scroll_visible(animate=False)
        return True

    def take_rows(self, most: int) -> None:
        """Leave the newest so many rows for large letters."""
        self._most = most
        for box in self.query(ActionBox):
            box.take(most)

    def _mark(self) -> None:
        for at, box in enumerate(self.query(ActionBox)):
            box.mark(selected=self._selectable and at == self._selected)
            box.take(self._most)


def won_words(action: Action) -> str:
    """The dots or the points an action won; empty without any."""
    won = (
        f"{action.dots} dots" if action.dots else "",
        f"{action.score_25} of 25" if action.score_25 else "",
    )
    return f"({', '.join(words)})" if (words := [*filter(None, won)]) else ""


def who_words(action: Action) -> str:
    """Who answers for it, and which side owns it."""
    sides = {side.value: words for side, words in OWNERS.items()}
    return "\n".join(filter(None, (action.accountable.strip(), sides.get(action.owner_side, ""))))


def about_words(action: Action, won: str) -> str:
    """The first step with its day, how we see it, what it won; what was not said is left out."""
    day = action.first_step_by
    by = f"by {weekday(day)[:3]} {day_of_year(day)}" if day is not None else ""
    step = " ".join(filter(None, (action.first_step.strip().rstrip("."), by)))
    metric = action.metric
    number = f"{measured_words(metric, None)} {metric.unit}".strip() if metric else ""
    seen = ", ".join(filter(None, (metric.name, number))) if metric else ""
    lines = (f"first step: {step}" if step else "", f"we see it by: {seen}" if seen else "", won)
    return "\n".join(filter(None, lines))
