"""The form for the Wi-Fi that phones join by a code: its name, its password, and whether both are kept."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workshop.core.english import counted
from workshop.core.wifi import Wifi, trouble_with_wifi
from workshop.tui.modals.form import Form
from workshop.tui.modals.wifi import WHO_HAS_THE_PASSWORD
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

_HEADING = "A CODE THAT JOINS PHONES TO THE WI-FI"
_WHY = f"{WHO_HAS_THE_PASSWORD} A photo is enough: take a network for guests, or a hotspot of yours."
_TAKEN = 200
"""Characters that a field takes: what is too long is said, and never cut unseen."""


@dataclass(frozen=True, slots=True)
class TypedWifi:
    """A Wi-Fi as it was typed, and whether this laptop is to keep it."""

    wifi: Wifi
    keep: bool


class WifiForm(Form[TypedWifi]):
    """Two fields and a choice; the password is not shown while it is typed, since the room can see it."""

    DEFAULT_CSS = """
    WifiForm {
        #why { margin-bottom: 1; }
        .form--row { margin-bottom: 1; }
        .form--label { width: 14; }
        #so-far { min-height: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """The fields, and what follows from them."""
        with Vertical():
            yield Plain(_HEADING, id="form-heading")
            yield Plain(_WHY, id="why")
            with Horizontal(classes="form--row"):
                yield Plain("name", classes="form--label")
                yield Field(placeholder="as phones list it", id="name", compact=True, max_length=_TAKEN)
            with Horizontal(classes="form--row"):
                yield Plain("password", classes="form--label")
                yield Field(
                    placeholder="empty for an open network",
                    id="password",
                    compact=True,
                    max_length=_TAKEN,
                    password=True,
                )
            with Horizontal(classes="form--row"):
                yield Plain("keep it?", classes="form--label")
                yield WordChoice(("until the program ends", "on this laptop"))
            yield Plain(id="so-far")
            yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name", Field).focus()
        self.show_what_follows()

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def show_what_follows(self) -> None:
        """Say what the code will be of, and where name and password will lie."""
        self.query_one(Notice).text = ""
        typed = self._typed()
        password = typed.wifi.password
        what = f"A password of {counted(len(password), 'character')}." if password else "An open network."
        where = (
            "Both are kept in a file that only your account can read. To forget them: i, Forget it."
            if typed.keep
            else "Both are forgotten when the program ends. None is kept on this laptop."
        )
        self.query_one("#so-far", Plain).update(f"{what} {where}")

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Keys depend on what has the focus."""
        others = (("Tab", "next field"), ("Esc", "leave"))
        if isinstance(self.focused, WordChoice):
            self.query_one(FooterLine).show(("Space", "change"), (("Enter", "show the code"), *others))
        else:
            self.query_one(FooterLine).show(("Enter", "show the code"), others)

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def give_wifi(self) -> None:
        """Close with the Wi-Fi, or say what is wrong with it."""
        typed = self._typed()
        trouble = trouble_with_wifi(typed.wifi)
        if trouble is None:
            self.dismiss(typed)
            return
        self.query_one(Notice).text = trouble

    def would_lose(self) -> str | None:
        """A password is long to type; it is not shown here either."""
        return "Name and password would have to be typed again." if self._typed().wifi != Wifi("") else None

    def _typed(self) -> TypedWifi:
        name, password = (self.query_one(f"#{field}", Field).value for field in ("name", "password"))
        return TypedWifi(Wifi(name.strip(), password), self.query_one(WordChoice).chosen == 1)
