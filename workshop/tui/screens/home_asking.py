"""Carries out what was chosen on the home screen, and asks first where something would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from workshop.tui.messages import AtPlans, AtPrepared, AtPreparing, AtRehearsal, AtResume, Go, Start
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.pick import PickModal
from workshop.tui.screens import home_lines as lines
from workshop.tui.screens.home_spots import Left, OfLeft, OfPrepared, OfSaved, OneOf, Spot, Told, Wish
from workshop.tui.screens.home_wishes import LEFT, SAVED, THROW, THROW_LEFT, WISHES, Saved

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from workshop.core.agenda.prepared import PreparedFile
    from workshop.ports import Backstage, SavedSession


class Asked(Protocol):
    """The screen over which it is asked."""

    @property
    def app(self) -> App[Any]:
        """Shows the questions."""
        ...

    def fill(self) -> None:
        """Look again at what there is."""
        ...

    def say(self, text: str) -> None:
        """Say a sentence."""
        ...

    def post_message(self, message: Message) -> bool:
        """Lead somewhere else."""
        ...

    async def end(self, saved: SavedSession) -> None:
        """Save an interrupted session, and say what came of it."""
        ...


class Asking:
    """One choice, until nothing of it is left to ask."""

    def __init__(self, screen: Asked, backstage: Backstage) -> None:
        self._screen = screen
        self._backstage = backstage

    async def act(self, act: Start | OfPrepared | OfLeft | OfSaved | OneOf | Told) -> None:
        """Do it. Any of `FAILURES` may come out of it."""
        match act:
            case OfPrepared(file, wish):
                await self._prepared(file, wish)
            case OfLeft(saved, wish):
                await self._left(saved, wish)
            case OfSaved(saved):
                await self._saved(saved)
            case OneOf(question, spots):
                await self._one_of(question, spots)
            case Told(words):
                self._screen.say(words)
            case _:
                self._screen.post_message(Go(act))

    async def _prepared(self, file: PreparedFile, wish: Wish | None) -> None:
        """What is to become of a prepared session."""
        asked = AskModal(file.prepared.title, WISHES, detail=lines.path_words(file))
        match wish or await self._screen.app.push_screen_wait(asked):
            case Wish.LEAD:
                self._go(AtPrepared(file))
            case Wish.REHEARSE:
                self._go(AtRehearsal(file.path))
            case Wish.CHANGE:
                self._go(AtPreparing(file=file))
            case Wish.PAPERS:
                folder, troubles = self._backstage.preparing.write_papers(file)
                papers = f"Run sheet, invitation, pre-read and pocket card are in {folder}"
                self._screen.say("  ".join((papers, *troubles)))
            case Wish.DUPLICATE:
                await self._duplicate(file)
            case Wish.THROW_AWAY:
                if await self._is_sure("Throw it away?", THROW, lines.path_words(file)):
                    self._backstage.preparing.throw_away(file)
                    self._fill_and_say("It is thrown away.")

    async def _duplicate(self, file: PreparedFile) -> None:
        from workshop.tui.modals.write import WriteModal

        asked = WriteModal("For which team?", detail="The same texts, no day yet; both are in one series.")
        if team := await self._screen.app.push_screen_wait(asked):
            self._go(AtPreparing(file=self._backstage.preparing.duplicate(file, team)))

    async def _left(self, saved: SavedSession, wish: Left | None) -> None:
        """What is to become of an interrupted session."""
        where = lines.where_left(
            saved, self._backstage.interrupted.where(saved.folder), self._backstage.preparing.today()
        )
        asked = AskModal(saved.title, LEFT, detail=where)
        match wish or await self._screen.app.push_screen_wait(asked):
            case Left.GO_ON:
                self._go(AtResume(saved.folder))
            case Left.END:
                await self._screen.end(saved)
            case Left.THROW_AWAY:
                if await self._is_sure(f"Throw away {saved.title}?", THROW_LEFT, where):
                    self._fill_and_say(self._backstage.interrupted.throw_away(saved.folder))

    async def _saved(self, saved: SavedSession) -> None:
        """Whether a session that was led is looked at or led again."""
        asked = AskModal(saved.title, SAVED, detail=lines.saved_path(saved))
        match await self._screen.app.push_screen_wait(asked):
            case Saved.PLANS:
                self._go(AtPlans(saved.folder))
            case Saved.AGAIN:
                self._go(AtPreparing(again=saved.folder))

    async def _one_of(self, question: str, spots: tuple[Spot, ...]) -> None:
        """One of many, and then what would have been done with it."""
        choices = [Choice(spot.act, spot.words, spot.beside) for spot in spots]
        chosen = await self._screen.app.push_screen_wait(
            PickModal(question, [("", choices)], does="choose it")
        )
        if chosen is not None:
            await self.act(chosen)

    async def _is_sure(self, question: str, answers: tuple[Choice[bool], ...], detail: str) -> bool:
        return bool(await self._screen.app.push_screen_wait(AskModal(question, answers, detail=detail)))

    def _fill_and_say(self, words: str) -> None:
        self._screen.fill()
        self._screen.say(words)

    def _go(self, where: Start) -> None:
        self._screen.post_message(Go(where))
