"""The set-up screen: everything has a default, Enter starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, Chosen, Step
from workshop.core.agenda.chosen import Put, still_there
from workshop.core.agenda.doubts import roles_in
from workshop.core.english import counted, long_date
from workshop.core.live.session import DEFAULT_K, MAXIMUM_K, MINIMUM_K
from workshop.core.plans.look_back import LookBack, look_back_title
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import LONGEST_NAME, LONGEST_SENTENCE, Audience
from workshop.ports import FAILURES, Backstage, ChosenSetup
from workshop.tui.keys import SETUP, Key, bindings
from workshop.tui.messages import SetupFinished
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.screens.form_page import AUDIENCES, FormPage
from workshop.tui.widgets.cycler import Cycler
from workshop.tui.widgets.field import Default, Field, NumberField
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.labelled import labelled, text_field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.scenario_row import CHOSEN, ScenarioRow

DESK = (
    "d in the lobby, before the room comes in. On a network you do not trust: `workshop desk` on this "
    "laptop, or a hotspot of yours."
)
"""How the facilitator gets a page alone, and where somebody else may listen."""

_MOST_TROUBLES, _LONGEST_TROUBLE = 2, 240
"""As much as leaves room for the answers on the smallest wall."""
_BEGUN_ANYWAY = (
    "What cannot be read is not asked about. What is said and finds no place is kept in reviews.toml."
)

NOBODY_SAID = "Nobody has said what should change. Begin anyway?"
SKIPPED = "The plan says that it was skipped."

STORED = (
    "Totals of this many votes and more, actions and cards as they are typed, the names of the "
    "scenarios, the date and what stands in the fields above."
)
NOT_STORED = (
    "Names, phones, addresses, single votes, the time of a vote. Until the session is saved, a "
    "file on this machine holds the votes under random numbers; saving destroys it."
)


class SetupScreen(FormPage[None]):
    """Everything has a default; the texts of the run stand beside the fields."""

    KEYS: ClassVar[tuple[Key, ...]] = SETUP
    BINDINGS: ClassVar[list[BindingType]] = bindings(SETUP)

    def __init__(
        self,
        agenda: Agenda,
        backstage: Backstage,
        *,
        seed: str,
        look_back: LookBack | None = None,
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> None:
        self._look_back = look_back
        self._agenda, self._backstage, self._seed = agenda, backstage, seed
        super().__init__(
            "Set up a session", f"{agenda.title}, {counted(agenda.minutes, 'minute')}", self._title
        )
        self._audiences = tuple(AUDIENCES)
        self._notices: tuple[str, ...] = ()
        self._addresses: tuple[str, ...] = ()
        self._steps: tuple[Step, ...] = ()
        self._roles: tuple[Audience, ...] = ()
        self._by_hand = chosen
        self._failure = ""
        self._asked = False
        self._given: dict[Field, str] = {}
        try:
            self._notices = tuple(backstage.notices())
            self._addresses = tuple(backstage.addresses())
            self._steps = backstage.pick_steps(agenda, None, seed, look_back, (), chosen)
        except FAILURES as error:
            self._failure = str(error)

    def fields(self) -> ComposeResult:
        """What may be changed before the lobby opens."""
        back = self._look_back
        if back is not None:
            yield Plain(_looked_at(back), id="looked-at")
        yield from labelled(
            "Title",
            Default(
                placeholder=self._title,
                id="title",
                compact=True,
                max_length=LONGEST_NAME,
            ),
        )
        yield from labelled("Work shown", Cycler(tuple(AUDIENCES.values()), id="audience"))
        if self._agenda.is_by_role:
            yield from self.roles_field()
        yield from self.sponsor_field(back.sponsor if back else "")
        yield from text_field(
            "Purpose", "why this room meets", back.purpose if back else "", most=LONGEST_SENTENCE
        )
        noticed = "what customers or users notice"
        yield from text_field("Outcome", noticed, back.outcome if back else "", most=LONGEST_SENTENCE)
        together = "one name for all its sessions"
        yield from text_field("Series", together, back.series if back else "")
        yield from labelled(
            "Smallest group",
            NumberField(str(back.k if back else DEFAULT_K), id="k", compact=True, max_length=3),
        )
        yield Plain("Nothing is shown or saved of fewer votes than this.", classes="aside")
        yield from labelled("Address", Cycler(self._addresses or ("none found",), id="address"))
        yield Plain("Phones must be able to reach it: the same network.", classes="aside")
        yield from (
            self.whose_fields(back.direction, back.product, back.organisation, back.facilitator)
            if back
            else self.whose_fields()
        )

    def outcome(self) -> ComposeResult:
        """The texts of the run, the facilitator's own page, what is stored."""
        yield Plain("THE TEXTS", classes="group first")
        yield Vertical(id="scenarios")
        doubts = Plain(id="doubts", classes="quiet")
        doubts.display = False
        yield doubts
        for head, words in (("YOUR DESK", DESK), ("STORED", STORED), ("NOT STORED", NOT_STORED)):
            yield Plain(head, classes="group")
            yield Plain(words, classes="quiet")

    @property
    def _title(self) -> str:
        """The title unless another one is typed."""
        back = self._look_back
        return self._agenda.title if back is None else look_back_title(self._agenda.id, back)[:LONGEST_NAME]

    async def on_mount(self) -> None:
        """Show the scenarios and what went wrong so far."""
        self._given = {field: field.value for field in self.query(Field)}
        self.say("  ".join(filter(None, (self._failure, *self._notices))))
        await self._show_scenarios()
        self._show_keys()

    async def _show_scenarios(self) -> None:
        box = self.query_one("#scenarios", Vertical)
        await box.remove_children()
        try:
            rows = [row for index, step in enumerate(self._steps) for row in self._rows_of(index, step)]
        except FAILURES as error:
            self.say(str(error))
            return
        await box.mount_all(rows)
        said, doubts = self.query_one("#doubts", Plain), self._doubts()
        said.update("\n".join(doubts))
        said.display = bool(doubts)

    def _doubts(self) -> Sequence[str]:
        return self._backstage.doubts(self._agenda, self._steps, self._look_back, self._roles)

    def _rows_of(self, index: int, step: Step) -> Iterator[Widget]:
        """What a step plays: one text, or where each role has its own all of them."""
        if step.scenario is None:
            return
        chosen = self._by_hand.get(index + 1, ())
        scenario = self._backstage.scenario(step.scenario)
        yield ScenarioRow(
            index, step.phase.label, step.minutes, scenario, is_chosen=bool(chosen) and not step.texts
        )
        for role, text in step.texts:
            mark = CHOSEN if text in chosen else ""
            words = f"{AUDIENCES[role]}: {text}{mark}  {self._backstage.scenario(text).task}"
            yield Plain(words, classes="of-a-role")

    def _show_keys(self) -> None:
        words: tuple[tuple[str, str], ...]
        match self.focused:
            case NumberField():
                words = (("Space", "the same"), ("Tab", "next field"), ("Esc", "back"))
            case Default(value=""):
                words = (("Space", "the same"), ("Tab", "next field"), ("Esc", "back"))
            case Field():
                words = (("Tab", "next field"), ("Esc", "back"))
            case ScenarioRow():
                words = (("Space", "swap scenario"), ("c", "choose it"), ("Tab", "next"), ("Esc", "back"))
            case Cycler():
                words = (("Space", "change"), ("Tab", "next field"), ("Esc", "back"))
            case _:
                words = (
                    ("Space", "the same"),
                    ("a", "address"),
                    ("Tab", "first field"),
                    ("Esc", "back"),
                    ("?", "help"),
                )
        self.query_one(FooterLine).show(("Enter", "open the lobby"), words)

    @on(Cycler.Turned, "#audience")
    async def plan_again(self, event: Cycler.Turned) -> None:
        """Choose scenarios from another kind of work."""
        await self._pick_again()

    @on(Field.Changed, "#roles")
    async def plan_for_roles(self, event: Field.Changed) -> None:
        """Choose a text for each role that was typed."""
        try:
            self._roles = roles_in(event.value)
        except Refused as error:
            self.say(str(error))
            return
        await self._pick_again()

    async def _pick_again(self) -> None:
        audience = self._audiences[self.query_one("#audience", Cycler).index]
        try:
            self._steps = self._backstage.pick_steps(
                self._agenda, audience, self._seed, self._look_back, self._roles, self._by_hand
            )
        except FAILURES as error:
            self.say(str(error))
            return
        self.say("")
        await self._show_scenarios()

    @on(ScenarioRow.ChoiceWanted)
    @work(group="ask", exclusive=True)
    async def choose_scenario(self, message: ScenarioRow.ChoiceWanted) -> None:
        """Choose the text of a step in the library; it is played there, whatever else is chosen anew."""
        from workshop.tui.screens.library import LibraryScreen

        index = message.row.step

        def take(text: Scenario) -> Put:
            return self._backstage.choose(
                self._agenda, self._steps, index, text, self._by_hand, self._look_back, self._roles
            )

        title = f"The text of step {index + 1}"
        library = LibraryScreen(
            self._backstage.packs, take, title=title, does="play it here", phase=self._steps[index].phase
        )
        if (put := await self.app.push_screen_wait(library)) is not None:
            self._steps, self._by_hand = put.steps, put.chosen
            self.say(put.told)
            self.set_focus(None)  # else it would go to a field when its row goes, and the page with it
            await self._show_scenarios()
            self.query_one(f"#step-{index}").focus(scroll_visible=False)

    @on(ScenarioRow.SwapWanted)
    def swap_scenario(self, message: ScenarioRow.SwapWanted) -> None:
        """Put another scenario into a step."""
        row = message.row
        try:
            steps = self._backstage.swap_scenario(self._steps, row.step, self._look_back)
            changed = steps[row.step].scenario
            assert changed is not None
            row.show(self._backstage.scenario(changed))
        except FAILURES as error:
            self.say(str(error))
            return
        self._steps, self._by_hand = steps, still_there(self._by_hand, steps)
        self.say("")

    def action_swap(self) -> None:
        """Swap the scenario in focus."""
        if isinstance(self.focused, ScenarioRow):
            self.focused.action_swap()
        else:
            self.say("Go to a scenario first (Tab), then swap it.")

    def action_choose(self) -> None:
        """Choose the scenario in focus."""
        if isinstance(self.focused, ScenarioRow):
            self.focused.action_choose()
        else:
            self.say("Go to a scenario first (Tab), then choose its text.")

    def action_next_address(self) -> None:
        """Take the next address."""
        self.query_one("#address", Cycler).action_turn(1)

    def action_back(self) -> None:
        """Leave the field; without one, go back to the start, which asks first if a text would be lost."""
        if isinstance(self.focused, Field):
            self.set_focus(None)
        elif lost := [field.value for field in self.query(Field) if field.value != self._given[field]]:
            self._ask_to_leave("\n".join(filter(None, lost)))
        else:
            self.dismiss()

    @work(group="ask", exclusive=True)
    async def _ask_to_leave(self, lost: str) -> None:
        answers = (Choice(False, "Go on writing"), Choice(True, "Leave without saving"))
        if await self.app.push_screen_wait(AskModal("Leave without saving?", answers, detail=lost)):
            self.dismiss()

    @on(Field.Submitted)
    def start_fromlabelled(self) -> None:
        """Enter means the same in a field."""
        self.action_start()

    def action_start(self) -> None:
        """Give what was decided, or say what is missing."""
        k = self._text("k")
        if not k.isdigit() or not MINIMUM_K <= int(k) <= MAXIMUM_K:
            self.say(f"The smallest group is a number from {MINIMUM_K} to {MAXIMUM_K}.")
            self.query_one("#k", Field).focus()
            return
        if not self._steps:
            self.say(self._failure or "There is no scenario for this agenda.")
            return
        if not self._addresses:
            self.say(
                "This machine has no address that phones could reach. Join a network, then come back here."
            )
            return
        chosen = self._chosen()
        if chosen.unsaid and not self._asked:
            self._asked = True
            self.say(f"{NOBODY_SAID} Enter begins. {SKIPPED}")
            return
        self.say("")
        if self._look_back is not None and self._look_back.troubles:
            self._ask_about_files(self._look_back)
        else:
            self.post_message(SetupFinished(chosen))

    @work(group="ask", exclusive=True)
    async def _ask_about_files(self, back: LookBack) -> None:
        """Name what is wrong in the earlier plans, and how to mend it, before anybody is asked about them."""
        answers = (
            Choice(False, "Read the files again", "When you have mended them in an editor."),
            Choice(True, "Begin all the same", _BEGUN_ANYWAY),
        )
        shown = [_short(trouble) for trouble in back.troubles[:_MOST_TROUBLES]]
        if more := len(back.troubles) - len(shown):
            shown.append(f"And {more} more: `workshop plan check` names all.")
        question = AskModal(
            "Something in the earlier plans has to be mended.", answers, detail="\n".join(shown)
        )
        anyway = await self.app.push_screen_wait(question)
        if anyway:
            self.post_message(SetupFinished(self._chosen()))
        elif anyway is False:
            self._look_again(back)

    def _look_again(self, back: LookBack) -> None:
        try:
            self._look_back = self._backstage.look_again(back)
        except FAILURES as error:
            self.say(str(error))
            return
        self.query_one("#looked-at", Plain).update(_looked_at(self._look_back))
        left = len(self._look_back.troubles)
        self.say(f"{left} still to be mended: Enter says what." if left else "All of it can be read now.")

    def _chosen(self) -> ChosenSetup:
        """What the fields say."""
        return ChosenSetup(
            agenda=self._agenda,
            steps=self._steps,
            title=self._text("title") or self._title,
            address=self._addresses[self.query_one("#address", Cycler).index],
            sponsor=self._text("sponsor"),
            purpose=self._text("purpose"),
            outcome=self._text("outcome"),
            direction=self._text("direction"),
            product=self._text("product"),
            organisation=self._text("organisation"),
            facilitator=self._text("facilitator"),
            series=self._text("series"),
            look_back=self._look_back,
            k=int(self._text("k")),
        )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TROUBLE else f"{text[: _LONGEST_TROUBLE - 4]} ..."


def _looked_at(back: LookBack) -> str:
    words = counted(len(back.actions), "action")
    mend = " Something in its files has to be mended: Enter says what." if back.troubles else ""
    return f"Looks back at {back.title}, {long_date(back.date)}: {words}.{mend}"
