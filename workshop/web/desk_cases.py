"""What a desk does with cases of the team's own: they are kept in files, and nothing of them here."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from urllib.parse import quote

from workshop.core.agenda.agenda import Cycle
from workshop.core.live import commands as c
from workshop.core.live.desk_agenda import DeskStep
from workshop.core.live.machine import STALE
from workshop.core.live.to_come import StepToCome
from workshop.core.problems import Refused
from workshop.core.scenarios.draft import Draft
from workshop.core.scenarios.scenario import ScenarioId
from workshop.ports import FAILURES, CaseFiles, DeskRoom, TextsToCome, WaitingCase
from workshop.web.desk_case import CasePage, CasePressed, digest_of

_BESIDE = "Another device wrote in this case meanwhile: yours is kept beside it, as one that is not finished."


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """What came of a press: where the desk goes on, or what there is to say at once."""

    leads_to: str = ""
    said: str = ""


class Cases:
    """The cases of a team, as the desks of one room write them."""

    def __init__(self, room: DeskRoom, files: CaseFiles, texts: TextsToCome) -> None:
        self._room = room
        self._files = files
        self._texts = texts

    @property
    def next_step(self) -> DeskStep | None:
        """The next text that the room has not met, in whose place a case is played; else the next step."""
        to_come = [step for step in self._room.desk().agenda.steps if step.is_unmet]
        to_come = [step for step in to_come if self._room.step_to_come(step.index) is not None]
        return next((step for step in to_come if step.is_text), next(iter(to_come), None))

    async def waiting(self) -> list[WaitingCase]:
        """What is not finished."""
        return list(await asyncio.to_thread(self._files.waiting))

    async def opened(self, name: str) -> CasePage:
        """A case that is kept, or a new one of the phase that comes next."""
        path = await self._path_of(name)
        if path is None:
            step = self.next_step
            return CasePage(Draft() if step is None else Draft(phase=step.phase))
        draft = (await asyncio.to_thread(self._files.open, path)).draft
        return CasePage(draft, path.name, digest_of(draft))

    async def saved(self, name: str) -> str:
        """What is said of a case that was just saved; nothing where no text has that name."""
        try:
            scenario = await self._texts.named(ScenarioId(name))
        except Refused:
            return ""
        return f"Saved: \u201c{scenario.title}\u201d, as {scenario.id}.toml. Each step to come can play it."

    async def typed(self, pressed: CasePressed) -> CasePage:
        """The page as somebody wrote it, upon what is kept."""
        return pressed.onto((await self.opened(pressed.name)).draft)

    async def press(self, pressed: CasePressed, draft: Draft, cookie: str) -> Done:
        """Keep what was written, and do what was pressed.

        Raises:
            Refused: the room is elsewhere, or it cannot be played there.
            BackstageError: it lacks something, or the disk says no.
        """
        path = await self._path_of(pressed.name)
        is_ours = path is None or (await self.opened(pressed.name)).upon == pressed.upon
        if pressed.do == "away" and is_ours:
            if path is not None:
                await asyncio.to_thread(self._files.throw_away, path)
            return Done("/case")
        kept = await asyncio.to_thread(self._files.keep, draft, path if is_ours else None)
        if not is_ours:
            raise Refused(_BESIDE)
        if pressed.do == "save":
            saved = await asyncio.to_thread(self._files.save, draft, kept)
            return Done(f"/case?saved={quote(saved.stem)}")
        if pressed.do == "play":
            return await self._play(draft, kept, pressed.after, cookie)
        query = f"?of={quote(kept.name)}" if kept is not None else ""
        part = f"#line-{pressed.at}" if pressed.at else "#lines" if pressed.pasted else ""
        return Done(f"/case{query}{part}")

    async def _play(self, draft: Draft, kept: Path | None, after: int, cookie: str) -> Done:
        """Save it and put it into the agenda, whose last change the desk then shows."""
        at = self.next_step
        step = None if at is None else self._room.step_to_come(at.index)
        if at is None or step is None or step.moved != after:
            raise Refused(STALE)
        saved = await asyncio.to_thread(self._files.save, draft, kept)
        try:
            command = await self._command(step, ScenarioId(saved.stem), at)
            await self._room.lead(command, after, desk=cookie)
        except FAILURES as error:
            return Done(said=f"Saved as {saved}, and not put into the agenda. {error}")
        return Done("#changed")

    async def _command(self, step: StepToCome, id_: ScenarioId, at: DeskStep) -> c.Command:
        scenario = await self._texts.named(id_)
        if at.is_text:
            return c.SwapScenario(step.index, scenario)
        return c.AddStep(step.index, step.text_step(id_, Cycle.FULL), scenario)

    async def _path_of(self, name: str) -> Path | None:
        """The file of that name, among those that are not finished."""
        return next((one.path for one in await self.waiting() if one.path.name == name), None)


def play_words(step: DeskStep | None) -> str:
    """What the button says that plays a case; empty where no step is to come."""
    if step is None:
        return ""
    return f"Save it, and play it in place of: {step.words}" if step.is_text else "Save it, and play it next"
