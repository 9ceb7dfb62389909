"""What is the facilitator's alone is on no wall and on no phone, from the lobby to the seal."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.builders import (
    Clock,
    a_ballot,
    a_room,
    an_opening,
    answer_all,
    cast_all,
    lead_to,
    open_round,
    picture,
)
from tests.shipped import library
from tests.tui.driving import PROJECTOR, Stand, Ticks, settle
from tests.tui.fakes import FakeBackstage
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import commands as c
from workshop.core.live.desk_agenda import step_words
from workshop.core.live.rounds import Takes
from workshop.core.live.session import Stage
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.steps.scenario import KeyPicture
from workshop.core.live.tally import Suggestion
from workshop.core.live.words.desk import ALONE, FOR_CARD, SPEAKS_FIRST
from workshop.rehearsal.leader import commands_for
from workshop.room import Room
from workshop.storage.library.agendas import load_agendas
from workshop.tui.app import WorkshopApp
from workshop.tui.messages import AtRoom
from workshop.web import streams
from workshop.web.guard import Guard, Limits, Pace
from workshop.web.one_place import GRACE, MANY, OnePlace
from workshop.web.pages import Pages
from workshop.web.wall import WallPage

PIECE = 5
"""So many words in a row are a piece of a text that is known again, wherever a line is broken."""


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return re.findall(r"[\w'-]+", text.lower())


def pieces(text: str) -> set[str]:
    """Each run of words of a text."""
    found = words(text)
    return {" ".join(found[at : at + PIECE]) for at in range(len(found) - PIECE + 1)}


def all_pieces(texts: Iterable[str]) -> set[str]:
    """The pieces of several texts."""
    return set().union(*map(pieces, texts))


def wall_lines(at: Stand) -> list[str]:
    """What the wall shows, line by line."""
    strips = at.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def phone_text(pages: Pages, room: Room) -> str:
    """What the page of a phone holds, marks and all that is hidden included; and the page of the wall."""
    page = pages.room(room.page(), count="", part=True, change=False).plain.decode()
    page += WallPage(room.view).page().partition("<body>")[2].partition("<script>")[0]
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def private_texts(room: Room) -> set[str]:
    """What the desk alone may show: notes, hints nobody was shown, texts to come, its own words, warnings."""
    session = room._session
    texts = [ALONE, SPEAKS_FIRST, *FOR_CARD.values(), *(one.words for one in room.warnings)]
    for scenario in session.scenarios.values():
        texts += [scenario.facilitator_note or "", "" if scenario.id in session.hints else scenario.hint]
    texts += [one.value for one in Suggestion]
    for index in range(session.position.step + 1, len(session.steps)):
        if session.steps[index].scenario:
            texts.append(step_words(session, index))
    return all_pieces(texts)


def warn_of_all(room: Room) -> None:
    """Warn of all that is ever odd about phones: of what the streams of phones warn, and nobody else."""
    clock = Clock()
    guard, one_place = Guard(Limits(strangers=Pace(1, 0)), clock), OnePlace(clock)
    guard.hears_stranger("192.0.2.1")
    for number in range(MANY):
        one_place.note(f"t{number}", "192.0.2.1")
    clock.pass_by(GRACE)
    room.warn("crowded", guard.words())
    room.warn("one place", one_place.words(0))
    assert set(re.findall(r"_room\.warn\(\"([a-z ]+)\"", inspect.getsource(streams))) == room._warnings.keys()


def public_texts(room: Room) -> set[str]:
    """What the room sees of its cases anyway, in the words of their files."""
    seen = []
    for one in room._session.scenarios.values():
        seen += [one.setting, one.task, one.source, one.reveal, one.check, one.twin]
        seen += [*one.debrief, *one.actions]
        seen += [text for part in one.sentences for text in (part.text, part.why or "")]
        seen += [one.missing or "", *one.options]
    return all_pieces(seen)


@pytest.mark.long
@pytest.mark.parametrize("agenda", ["30-minutes", "half-day"])
async def test_no_private_text_is_on_the_wall_or_on_a_phone(tmp_path: Path, agenda: str) -> None:
    scenarios = library().scenarios
    steps = pick_steps(load_agendas().agendas[agenda], scenarios, "private")
    played = [scenarios[step.scenario] for step in steps if step.scenario]
    clock, ticks, backstage, pages = Clock(), Ticks(), FakeBackstage(tmp_path), Pages()
    room = await a_room(tmp_path, an_opening(steps, played), clock)
    backstage.room = room
    app = WorkshopApp(backstage, start=AtRoom(room), ticks=ticks)
    public, places = public_texts(room), 0
    warn_of_all(room)
    async with app.run_test(size=PROJECTOR) as pilot:
        at = Stand(app, pilot, backstage, room, ticks, clock)
        while True:
            await settle(pilot)
            pages.forget()
            private = private_texts(room) - public
            assert private
            shown = all_pieces([*wall_lines(at), phone_text(pages, room)])
            assert shown & private == set(), room.view().position
            if not isinstance(room.view().picture, KeyPicture):  # a key may tell what a text suggested
                assert not any("suggested" in words(line) for line in wall_lines(at)), room.view().position
            places += 1
            if room.view().stage is Stage.CLOSE:
                break
            await take_part(room)
            await room.lead(c.Advance(clock(), room.present))
    assert places > 20
    await room.close()


async def take_part(room: Room) -> None:
    """Vote where a vote is open, and type what a facilitator would type."""
    if room.view().is_open:
        takes = open_round(room).takes
        if takes is Takes.BALLOT:
            await cast_all(room, [a_ballot(taps=())] * 6)
        elif takes is Takes.CHOICE:
            await answer_all(room, [picture(room.page(), PulsePicture).pulse.values[0]] * 6)
        return
    for command in commands_for(room.view(), "private"):
        await room.lead(command)


@pytest.mark.long
async def test_neither_the_wall_nor_a_phone_shows_that_the_agenda_has_changed(tmp_path: Path) -> None:
    scenarios = library().scenarios
    steps = pick_steps(load_agendas().agendas["half-day"], scenarios, "private")
    played = [scenarios[step.scenario] for step in steps if step.scenario]
    other = next(one for one in scenarios.values() if one not in played and one.facilitator_note)
    last = max(index for index, step in enumerate(steps) if step.scenario)
    clock, ticks, backstage, pages = Clock(), Ticks(), FakeBackstage(tmp_path), Pages()
    room = await a_room(tmp_path, an_opening(steps, played), clock)
    backstage.room = room
    app = WorkshopApp(backstage, start=AtRoom(room), ticks=ticks)
    async with app.run_test(size=PROJECTOR) as pilot:
        at = Stand(app, pilot, backstage, room, ticks, clock)
        await lead_to(room, Stage.READ)
        await settle(pilot)
        before = wall_lines(at), phone_text(pages, room)
        for command in (
            c.SwapScenario(last, other),
            c.MoveStep(last, last + 1, sure=True),
            c.AddStep(last, Step(StepKind.BREAK, steps[last].phase, 5)),
            c.DropStep(last + 3, sure=True),
        ):
            await room.lead(command)
            await settle(pilot)
            pages.forget()
            assert (wall_lines(at), phone_text(pages, room)) == before, command
        shown = all_pieces([*wall_lines(at), phone_text(pages, room)])
        assert shown & (private_texts(room) - public_texts(room)) == set()
    assert room.view().steps != steps
    await room.close()
