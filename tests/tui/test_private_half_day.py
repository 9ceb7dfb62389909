"""A half day with an open desk: what the facilitator alone may read is on no wall, no phone, in no folder."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.builders import Clock, a_room, an_action, an_opening, token_of
from tests.shipped import library
from tests.tui.driving import PROJECTOR, Stand, Ticks, settle
from tests.tui.fakes import FakeBackstage
from tests.tui.test_private import (
    all_pieces,
    phone_text,
    private_texts,
    public_texts,
    take_part,
    wall_lines,
    warn_of_all,
)
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.desk import Cover
from workshop.core.live.rounds import Round
from workshop.core.live.session import Stage, Text
from workshop.core.live.words.desk import ROUGH
from workshop.core.problems import Refused
from workshop.room import Room
from workshop.storage.library.agendas import load_agendas
from workshop.storage.names import JOURNAL_NAME
from workshop.tui.app import WorkshopApp
from workshop.tui.messages import AtRoom
from workshop.tui.modals.question import QuestionModal
from workshop.web.pages import Pages

PHONES, BELOW_K, ASKING, GROUPS = 6, 4, 2, 2
"""Phones that write where all do, where too few do, that ask in each step, that speak for a group."""
ONE_SENTENCE = "Several of us would have believed this figure at once."


def told_apart(text: str, number: int) -> str:
    """A text whose words no other one has."""
    return " ".join(f"{word}{number}" for word in text.split())


@dataclass
class Written:
    """What people wrote, no two texts with a word in common, and which of it the room has been told."""

    room: Room
    all: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    read: set[Round] = field(default_factory=set)
    said: int = 0

    async def write(self) -> None:
        """Write where it is asked for, in two rounds of three too few, type for groups, and ask something."""
        page = self.room.page()
        for round_ in page.writes:
            await self._from(round_, BELOW_K if len(self.rounds) % 3 else PHONES)
            self.rounds.append(round_)
        if page.says is not None:
            await self._from(page.says, GROUPS)
            self.said += GROUPS
        if page.asks is not None:
            await self._from(page.asks, ASKING)

    async def _from(self, round_: Round, phones: int) -> None:
        for phone in range(phones):
            text, then = (
                told_apart("we think that nobody checked it", len(self.all) + half) for half in (0, 1)
            )
            await self.room.cast(token_of(self.room, f"phone-{phone}"), round_, Text(text, then))
            self.all += [text, then]

    async def take(self) -> None:
        """At the desk: of what groups have typed for a card one is taken, which leaves the others there."""
        for one in [one for one in self.room.desk().sentences if one.is_here and one.ways.keys() - {""}][:1]:
            *_, way = one.ways
            with contextlib.suppress(Refused):
                await self.room.lead(c.TakeSentence(one.round, one.key, way))
                self.told.append(one.words)
                self.kept.append(one.words)

    async def read_all(self) -> None:
        """At the desk: one text is released, two as one sentence, one is put away; the others are left."""
        for one in [one for one in self.room.desk().unread if one.round not in self.read]:
            self.read.add(one.round)
            first, *others = one.texts
            try:
                await self.room.lead(c.ReleaseTexts(one.round, (first,)))
            except Refused:  # of a text with several questions three remarks are kept in all
                continue
            self.told.append(one.texts[first])
            if not one.round.is_question:
                self.kept.append(one.texts[first])
                second, third, fourth, *_ = others
                with contextlib.suppress(Refused):
                    await self.room.lead(c.ReleaseTexts(one.round, (second, third), ONE_SENTENCE))
                await self.room.lead(c.PutTextsAway(one.round, (fourth,)))


def private_now(room: Room, written: Written) -> set[str]:
    """What the desk alone may show at this place."""
    desk = room.desk()
    warned = [one.text for one in desk.warnings]
    texts = [text for text in written.all if text not in written.told]
    notes = [step.note for step in room.view().steps]
    return private_texts(room) | all_pieces([*texts, *notes, *warned, desk.alone.suggestion, ROUGH])


def in_folder(room: Room) -> set[str]:
    """The pieces of all that stands in the session's folder, but for the noise of the journal."""
    files = (path for path in room.folder.path.rglob("*") if path.is_file())
    return all_pieces(path.read_text("utf-8") for path in files if not path.name.startswith(JOURNAL_NAME))


def a_half_day() -> e.SessionOpened:
    """A half day for which somebody wrote a note of their own to each step."""
    scenarios = library().scenarios
    picked = pick_steps(load_agendas().agendas["half-day"], scenarios, "private")
    steps = [replace(step, note=told_apart("do not forget to breathe", at)) for at, step in enumerate(picked)]
    return an_opening(steps, [scenarios[step.scenario] for step in steps if step.scenario])


@dataclass
class HalfDay:
    """A room that is led, what people wrote in it, and what the wall shows of it."""

    at: Stand
    written: Written
    public: set[str]
    pages: Pages = field(default_factory=Pages)
    warnings: int = 0

    async def look(self) -> str:
        """Nothing private is anywhere; returns what the wall shows."""
        room = self.at.room
        await settle(self.at.pilot)
        self.pages.forget()
        private = private_now(room, self.written) - self.public
        assert len(private) > 20
        wall = wall_lines(self.at)
        shown = all_pieces([*wall, phone_text(self.pages, room)])
        assert shown & private == set(), room.view().position
        # What a plan still lacks stands in it, for who reads it afterwards.
        lacking = all_pieces([one.text for one in room.desk().warnings])
        assert in_folder(room) & (private - lacking) == set(), room.view().position
        return " ".join(wall)

    async def take_part(self) -> None:
        """Phones vote, write and ask; what is typed is not yet all that a plan needs."""
        room = self.at.room
        await self.written.write()
        await take_part(room)
        await self.written.take()
        if room.view().stage is Stage.ACTIONS:
            await room.lead(c.AgreeAction(an_action(if_="something looks odd, if possible")))
            self.warnings += len(room.desk().warnings)

    async def answer(self) -> None:
        """Each question that was released comes on the wall once."""
        room, app = self.at.room, self.at.app
        for index, question in room.desk().questions.items():
            room.cover(Cover.QUESTION, index)
            await self.at.until(lambda: isinstance(app.screen, QuestionModal))
            await self.look()
            assert isinstance(app.screen, QuestionModal)
            assert app.screen._words == question, "it is read in letters of blocks"
            room.cover(Cover.NOTHING)
            await self.at.until(lambda: not isinstance(app.screen, QuestionModal))
            await room.lead(c.AnswerQuestion(index))


@pytest.mark.long
async def test_over_a_half_day_nothing_private_is_on_the_wall_on_a_phone_or_in_the_folder(
    tmp_path: Path,
) -> None:
    clock, ticks, backstage = Clock(), Ticks(), FakeBackstage(tmp_path)
    room = await a_room(tmp_path, a_half_day(), clock)
    backstage.room = room
    await room.lead(c.OpenDesk())
    warn_of_all(room)
    app = WorkshopApp(backstage, start=AtRoom(room), ticks=ticks)
    async with app.run_test(size=PROJECTOR) as pilot:
        day = HalfDay(Stand(app, pilot, backstage, room, ticks, clock), Written(room), public_texts(room))
        while room.view().stage is not Stage.CLOSE:
            await day.look()
            await day.take_part()
            await day.look()
            await room.lead(c.Advance(clock(), room.present))
            await day.written.read_all()
            await day.answer()
        await room.lead(c.SetNextDate(None))
        await room.seal()
        await day.look()
    written = day.written
    assert in_folder(room) & all_pieces(written.all) == all_pieces(written.kept) != set()
    assert written.said > 6
    assert day.warnings > 3
    assert len(written.told) > len(written.kept)
    await room.close()
