"""What the figures on the screen mean, and what has to be known to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from workshop.core.stats.calibration import COIN_TOSS, MATCHED_WITHIN, SURE_FROM
from workshop.core.stats.detection import CAVEATS, LABELLED_FROM, Label
from workshop.core.stats.gain import LARGE_ABOVE, SMALL_BELOW
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

FIGURES = (
    (
        "9 of 22 (41%, 23-61%)",
        "The votes, their share, and how far it may be off (95%). Twelve people cannot tell 40% from 60%.",
    ),
    ("not clearly different", "The published figure lies in that range. Higher or lower: it does not."),
    (
        "gain",
        "What the talk won of all that could be won, of those who voted twice: "
        f"below {SMALL_BELOW} small, above {LARGE_ABOVE} large.",
    ),
    ("✓ found, ! false alarm", "Taps on a wrong sentence, and on a right one."),
    ("would not have sent it", "Votes not to use a faulty text as it is, of all votes on faulty texts."),
    ("good work held back", "Votes not to use a sound text, of all votes on sound texts."),
    (
        "the map",
        "From first votes. The cloud is how far each share may be off; a place takes "
        f"{LABELLED_FROM} votes on faulty texts and {LABELLED_FROM} on sound ones. "
        "A sentence is said where chance would not change it, and the taps agree.",
    ),
    (
        "sure minus right",
        f"In points: within {MATCHED_WITHIN} is well matched; within chance means too few votes to say.",
    ),
    (
        "Brier score",
        f"How far sure and right are apart: 0 is perfect, always saying 50% gives {COIN_TOSS}.",
    ),
    ("sure and wrong", f"{SURE_FROM}% sure or more. Such errors are the ones that are corrected best."),
)
"""Each figure as the screen writes it, and what it says."""

LABELS = tuple(label for label in Label if label.is_of_the_room)

CONVENTION = "These sentences and limits are a convention of this program: a reason to talk, not a grade."


class FiguresModal(Dialog[None]):
    """The figures, the sentences of the map, and the caveats; side by side where there is room."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f,q,enter", "leave", "Close", show=False)]

    def __init__(self, here: Sequence[tuple[str, str]] = ()) -> None:
        """Make it; `here` are the figures behind what the screen says, each with what it is of."""
        self._here = tuple(here)
        super().__init__()

    def compose(self) -> ComposeResult:
        """The figures of this screen, what is read, what may be said of a room, and with what care."""
        with Sheet():
            with Vertical(classes="words"):
                if self._here:
                    yield Plain("The figures of this screen", classes="title")
                for of, figure in self._here:
                    yield from _row(of, figure)
                yield Plain("What the figures mean", classes="title")
                for figure, meaning in FIGURES:
                    yield from _row(figure, meaning)
            with Vertical(classes="words"):
                yield Plain("What the map says", classes="title")
                for label in LABELS:
                    yield from _row(label.said, label.sentence)
                yield Plain(CONVENTION, classes="row")
                yield Plain("To be read with care", classes="title")
                for caveat in CAVEATS:
                    yield Plain(caveat, classes="row")
        yield FooterLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(Sheet).focus()
        self.query_one(FooterLine).show(("Space", "back"), (("↑↓", "scroll"),))


def _row(left: str, right: str) -> ComposeResult:
    with Horizontal(classes="row"):
        yield Plain(left, classes="left")
        yield Plain(right)
