"""The live session: the one path by which anything changes.

command -> validate -> append and commit -> apply -> tell subscribers -> acknowledge.

The room speaks to whoever draws or serves it through frozen views; it knows no screen and no web page.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import hmac
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from pathlib import Path

from workshop.clock import RoomClock, SteadyClock
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.desk import Around, Cover, DeskView, Private, desk_view
from workshop.core.live.desk_secrets import DeskSecrets
from workshop.core.live.pace import Pace, hears_pace
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.roles import role_round
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Session, Stage, Vote
from workshop.core.live.subkeys import Purpose, subkey
from workshop.core.live.texts import open_questions
from workshop.core.live.to_come import StepToCome, step_to_come
from workshop.core.live.tokens import RANDOM_BYTES, Tokens
from workshop.core.live.view import (
    Marks,
    PhoneView,
    RoomView,
    earlier_view,
    marks_of,
    phone_pages,
    room_view,
)
from workshop.core.live.words.pace import Feeling
from workshop.core.live.written_plans import plan_versions, plans_left_behind
from workshop.core.problems import UnusableFile
from workshop.core.words import Audience, Phase
from workshop.storage.disk import whole_path
from workshop.storage.journal import Journal, JournalError
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanError, PlanFolder
from workshop.storage.unfinished import finish

DRAWN_WITHIN = 0.5
"""Seconds that phones wait at most until the wall has been drawn."""


_STRANGE = "This phone has no token of this room. Open the page again."


class News(enum.Flag):
    """What a subscriber should look at again."""

    STAGE = enum.auto()
    COUNT = enum.auto()


Subscriber = Callable[[News], None]


class Room:
    """One live session. Start it with `begin` or `resume`; end it with `seal` or `close`."""

    def __init__(self, session: Session, journal: Journal, folder: PlanFolder, clock: RoomClock) -> None:
        self.folder = folder
        self.clock = clock
        self.present = 0
        self.trouble: str | None = None
        """The last thing that went wrong outside any command, such as a plan that could not be saved."""
        self._warnings: dict[str, Private] = {}
        self._session = session
        self._journal = journal
        self._journal.on_commit = self._committed
        self._keyed = hmac.new(subkey(journal.key, Purpose.SEATS), digestmod="sha256")
        self._tokens = Tokens(subkey(journal.key, Purpose.TOKENS))
        self._desk_secrets = DeskSecrets(subkey(journal.key, Purpose.DESK))
        self._desk_at = ""
        self._covered = Cover.NOTHING
        self._is_writing = False
        self._looked_at: int | None = None
        self._next_page = ""
        self.turned = 0
        """How often a desk has turned the page of the wall's picture."""
        self._question = 0
        self._pace = Pace(session.setup.k)
        self._pace_timer: asyncio.TimerHandle | None = None
        self._count_untold = False
        self._subscribers: list[Subscriber] = []
        self._leading = asyncio.Lock()
        self._at_work: set[asyncio.Task[None]] = set()
        self._unsaved: set[Phase] = set()
        self._reviews_saved: set[int] = set()
        self._view: RoomView | None = None
        self._pages: Mapping[Audience | None, PhoneView] | None = None
        self._drawing: set[object] = set()
        self._all_drawn = asyncio.Event()
        self._all_drawn.set()

    @classmethod
    async def begin(
        cls, opening: e.SessionOpened, folder: PlanFolder, clock: RoomClock | None = None
    ) -> Room:
        """Start a session in a new folder.

        Raises:
            Refused: the opening makes no session.
            JournalError, PlanError: the folder cannot be written, or holds a session already.
        """
        opening = _where_looked_back(opening, folder.path)
        session = machine.opened(opening)
        Journal.refuse_place(folder.path / JOURNAL_NAME)
        folder.create()
        journal = Journal.create(folder.path / JOURNAL_NAME)
        room = cls(session, journal, folder, clock or SteadyClock())
        try:
            await journal.append([opening])
            folder.save_record(record_of(session, None))
        except (JournalError, PlanError):
            # Nobody has joined yet: what is half made goes, so that the next attempt finds its place free.
            with contextlib.suppress(JournalError):
                await journal.destroy()
                await journal.remove()
            raise
        return room

    @classmethod
    async def resume(cls, folder: PlanFolder, clock: RoomClock | None = None) -> Room:
        """Go on with an interrupted session: same step, same ballots, same seats.

        Raises:
            JournalError: there is no journal, or it cannot be used.
        """
        finish(folder.path)
        journal, events = Journal.reopen(folder.path / JOURNAL_NAME)
        try:
            session = machine.replay(events)
            for chapter, plan in plans_left_behind(events):
                folder.remember(chapter, plan)
            folder.recognise(plan_versions(events))
            # The power may have gone after a move was taken back, and before its plan was.
            unsaved = {session.step.phase} if session.step is not None else set()
        except machine.Refused as error:
            await journal.close()
            raise JournalError(f"{journal.path} cannot be resumed: {error}") from error
        clock = clock or SteadyClock()
        clock.not_before(session.entered_at)
        room = cls(session, journal, folder, clock)
        room._unsaved = unsaved
        return room

    def view(self) -> RoomView:
        """What the projected screen may show now."""
        if self._view is None:
            self._view = room_view(self._session, self.present)
        return self._view

    def earlier_step(self, step: int) -> RoomView | None:
        """What the screen showed at a step behind us; None where there is nothing to look at again."""
        return earlier_view(self._session, self.present, step)

    def new_token(self) -> str:
        """A token for a phone that has none yet."""
        return self._tokens.make(secrets.token_bytes(RANDOM_BYTES))

    def knows(self, token: str) -> bool:
        """Whether this room gave a token out; what comes with any other one counts nowhere."""
        return self._tokens.knows(token)

    def page(self, role: Audience | None = None) -> PhoneView:
        """What every phone may show now, or where pages differ each of a role."""
        if self._pages is None:  # those of all roles at once: else it would tell that somebody else has one
            self._pages = phone_pages(self._session)
        return self._pages.get(role, self._pages[None])

    async def marks(self, token: str) -> Marks:
        """What is, on its page, the own of the phone that holds this token."""
        return marks_of(self._session, lambda subject: self._seat(subject, token))

    def desk(self) -> DeskView:
        """What the facilitator's own page may show now."""
        self._pace.turn(self.clock())
        around = Around(
            self._covered,
            tuple(filter(None, [self.trouble])),
            self.warnings,
            self._is_writing,
            self._looked_at,
            self._pace.sentence,
            self._next_page,
        )
        return desk_view(self._session, self.view(), self.clock(), around)

    def step_to_come(self, index: int) -> StepToCome | None:
        """A step that the room has not met yet, by its index; None where there is none."""
        return step_to_come(self._session, index)

    @property
    def covered(self) -> Cover:
        """What lies over the wall's picture, or is to."""
        return self._covered

    def cover(self, cover: Cover, question: int = 0) -> None:
        """Lay something over the wall's picture, or take it away; the room stays where it is.

        `question` is the place of the released question that is meant.
        """
        if (cover, question) != (self._covered, self._question):
            self._covered, self._question = cover, question
            self._tell(News.COUNT)

    @property
    def question(self) -> str:
        """The released question that lies over the wall's picture; empty where it is answered."""
        return open_questions(self._session).get(self._question, "")

    @property
    def looked_at(self) -> int | None:
        """The step behind the room that the wall shows again, or is to."""
        return self._looked_at

    def look_at(self, step: int | None) -> None:
        """Show a step behind the room on the wall once more, or end that; the room stays where it is."""
        if step != self._looked_at:
            self._looked_at = step
            self._tell(News.COUNT)

    def turn_page(self) -> None:
        """Have the wall show what of its picture is not in sight."""
        self.turned += 1
        self._tell(News.COUNT)

    def note_page(self, words: str) -> None:
        """Take notice of what more there is of the wall's picture, in the words of its key."""
        if words != self._next_page:
            self._next_page = words
            self._tell(News.COUNT)

    def note_writing(self, is_writing: bool) -> None:
        """Take notice that somebody writes at the keyboard, or has done so."""
        if is_writing is not self._is_writing:
            self._is_writing = is_writing
            self._tell(News.COUNT)

    def desk_link(self) -> str:
        """What the link to the desk ends with: whoever has it leads the room."""
        return self._desk_secrets.link(self._session.desks_revoked)

    def opens_desk(self, secret: str) -> bool:
        """Whether this is what the link to the desk ends with now; a sealed session has no such link."""
        is_it = self._desk_secrets.is_link(secret, self._session.desks_revoked)
        return is_it and self._session.stage is not Stage.SEALED

    def desk_cookie(self) -> str:
        """What a device keeps that has opened the link."""
        return self._desk_secrets.cookie(self._session.desks_revoked)

    def is_desk(self, cookie: str) -> bool:
        """Whether a device has opened the link, and was not shut out since."""
        return self._desk_secrets.is_cookie(cookie, self._session.desks_revoked)

    def serve_desk_at(self, address: str) -> None:
        """Note where this laptop's own browser finds the desk, for the command that opens it there."""
        self._desk_at = address
        self._journal.note_desk(f"{address} {self._session.desks_revoked}")

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Be called after each change, in the event loop; returns the way to stop it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def draw_first(self) -> Callable[[], None]:
        """Let phones wait for a picture of the wall; call what comes back when it has been drawn."""
        picture = object()
        self._drawing.add(picture)
        self._all_drawn.clear()

        def drawn() -> None:
            self._drawing.discard(picture)
            if not self._drawing:
                self._all_drawn.set()

        return drawn

    async def until_drawn(self) -> None:
        """Wait until the wall shows what it was told, but not for a wall that hangs."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAWN_WITHIN):
                await self._all_drawn.wait()

    def note_present(self, phones: int) -> None:
        """Take notice of how many phones are here; it is counted by whoever serves them."""
        if phones != self.present:
            self.present = phones
            self._tell(News.COUNT)

    @property
    def warnings(self) -> tuple[Private, ...]:
        """What whoever serves the phones wants the facilitator alone to know now."""
        return tuple(self._warnings.values())

    def warn(self, about: str, words: str) -> None:
        """Tell the facilitator alone something of the phones, in place of what was said of it; "" ends it."""
        if Private(words) != self._warnings.get(about, Private("")):
            self._warnings.pop(about, None)
            if words:
                self._warnings[about] = Private(words)
            self._tell(News.COUNT)

    async def lead(self, command: c.Command, after: int | None = None, *, desk: str | None = None) -> None:
        """Carry out a command of the facilitator; to the end, even if the caller is cancelled meanwhile.

        Args:
            command: what is wanted.
            after: the number of the last move, as the picture had it on which this was pressed. Where the
                room has moved since, nothing is done: no step is done twice, whoever else leads.
            desk: the cookie of the device that wants it; None where it is this laptop. Where the device was
                shut out before its turn came, nothing is done.

        Raises:
            Refused: it is not possible now, the room has moved since, or the device was shut out; nothing
                has changed.
            JournalError: it could not be made durable; nothing has changed.
            PlanError: only for `Seal`, as `seal` does.
        """
        if isinstance(command, c.Seal):
            await self.seal(after, desk=desk)
        else:
            await self._to_the_end(self._lead(command, after, desk))

    async def _lead(self, command: c.Command, after: int | None, desk: str | None) -> None:
        async with self._leading:
            await self._journal.settled()  # what is on its way counts, also in what becomes of the texts
            self._refuse_shut_out(desk)
            machine.refuse_stale(self._session, after)
            before, day = self._session.position.step, self._session.setup.date
            events = self._dated(machine.decide(self._session, command))
            closes = machine.closes_round(self._session, events)
            await self._journal.append(events, closes_round=closes)
            if (now := self._session.position.step) != before:
                # Going on leaves a step; taking that back, it is not left any more.
                left = min(before, now)
                if left >= 0:
                    self._unsaved.add(self._session.steps[left].phase)
                    self._save_left()
            if self._desk_at and any(isinstance(event, e.DesksRevoked) for event in events):
                self.serve_desk_at(self._desk_at)  # where the link to it has changed
            if self._session.setup.date != day:
                self._save_left()  # the record of a session that waits says its day on the home screen

    def _refuse_shut_out(self, desk: str | None) -> None:
        if desk is not None and not self.is_desk(desk):
            raise machine.Refused("This device was shut out.")

    def _dated(self, events: list[e.Event]) -> list[e.Event]:
        """The events, and before those that lead out of the lobby the day: a set-up may be older."""
        if self._session.stage is not Stage.LOBBY or not any(
            isinstance(event, e.StageEntered) for event in events
        ):
            return events
        return [*machine.decide(self._session, c.NameDay(self.clock.today())), *events]

    async def _to_the_end(self, work: Coroutine[None, None, None]) -> None:
        """Do a facilitator's work under a task of its own.

        A command that is given up half way is committed all the same. If its lock were free by then, the
        next command and the ballots would be judged by a state that is about to change.
        """
        task = asyncio.ensure_future(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        await asyncio.shield(task)

    async def cast(self, token: str, round_: Round, vote: Vote) -> None:
        """Count a vote; returns only after it is durable.

        Raises:
            Refused: the round is closed, it takes no such vote, or the token is none of this room.
            JournalError: it could not be made durable; it does not count.
        """
        if not self.knows(token):
            raise machine.Refused(_STRANGE)
        await self._until_led()
        seat = self._seat(round_.subject, token)
        command = c.CastVote(round_, seat, vote, self._seat_of_role(token))
        await self._journal.append(machine.decide(self._session, command))

    async def say_pace(self, token: str, feeling: Feeling) -> None:
        """Note how a phone feels about the pace; nothing of it is written anywhere.

        Raises:
            Refused: nobody would read it, or the token is none of this room.
        """
        if not self.knows(token):
            raise machine.Refused(_STRANGE)
        if not hears_pace(self._session):
            raise machine.Refused("Nobody reads it here.")
        self._pace.turn(self.clock())
        self._pace.say(token, feeling, secrets.token_bytes(32))
        self._time_pace()

    def _time_pace(self) -> None:
        """See to it that what phones said is forgotten at the end of its window, even if no desk looks."""
        if self._pace_timer is None and not self._pace.is_empty:
            left = max(0.0, self._pace.ends_at - self.clock())
            self._pace_timer = asyncio.get_running_loop().call_later(left, self._end_window)

    def _end_window(self) -> None:
        self._pace_timer = None
        self._pace.turn(self.clock())
        self._time_pace()  # the room's clock stands still while the machine sleeps

    def _forget_pace(self) -> None:
        if self._pace_timer is not None:
            self._pace_timer.cancel()
        self._pace_timer, self._pace = None, Pace(self._session.setup.k)

    async def _until_led(self) -> None:
        """Let the facilitator's command be committed first: the state it leads to is not known yet.

        A ballot that waits here is judged by what comes after it.
        """
        while self._leading.locked():
            async with self._leading:
                pass

    async def seal(self, after: int | None = None, *, desk: str | None = None) -> None:
        """End the session: write the totals, then destroy the key and the ballots.

        `after` and `desk` are as in `lead`.

        Raises:
            Refused: the session is not in its closing, has moved since, or the device was shut out.
            PlanError, JournalError: a file could not be written, or the key could not be destroyed; the
                session goes on.
        """
        await self._to_the_end(self._seal(after, desk))

    async def _seal(self, after: int | None, desk: str | None) -> None:
        async with self._leading:
            self._refuse_shut_out(desk)
            machine.refuse_stale(self._session, after)
            events = machine.decide(self._session, c.Seal(self.clock(), self.present))
            held = self._session.chapters_held
            for chapter in held:
                self.folder.save_plan(chapter, plan_of(self._session, chapter))
            for phase in Phase:
                self.folder.remove_plans(phase, but=held, last=True)
            unwritten = self._write_reviews(last=True)
            # A folder must not call itself sealed while its key is alive: the final record waits beside.
            self.folder.save_last_record(record_of(self._session, self.clock.today()))
            try:
                await self._journal.destroy()
            except JournalError:
                self.folder.drop_last_record()
                raise
            try:
                await self._journal.remove(self.folder.put_last_record)
            except (JournalError, PlanError) as error:
                # Nobody can read a vote any more; the next start does the rest.
                unwritten = " ".join(filter(None, (unwritten, str(error))))
            for event in events:
                machine.apply(self._session, event)
            self._session.ballots.clear()
            self._session.answers.clear()
            self._session.texts.clear()
            self._session.question_marks.clear()
            self._keyed = hmac.new(b"", digestmod="sha256")
            self._forget_pace()
            self.trouble = unwritten
            self._tell(News.STAGE)

    async def close(self) -> None:
        """Leave the session as it is; `resume` goes on with it."""
        self._forget_pace()
        async with self._leading:
            if self._session.stage is not Stage.SEALED:
                await self._journal.close()

    def _save_left(self) -> None:
        """Save what has just been left, a phase or a review, and what could not be saved before.

        What was said about an earlier action may be said anew until its step is left. Where leaving a phase
        was taken back, its plan goes again, and so does one whose last action is for another role by now.

        A failure is kept to be shown; the next step tries again, and sealing insists.
        """
        trouble = None
        held, left = self._session.chapters_held, self._session.phases_left
        try:
            for phase in sorted(self._unsaved):
                chapters = [chapter for chapter in held if chapter.phase is phase] if phase in left else []
                self.folder.remove_plans(phase, but=chapters)
                for chapter in chapters:
                    self.folder.save_plan(chapter, plan_of(self._session, chapter))
                if chapters or phase not in left:
                    self._unsaved.discard(phase)
            self.folder.save_record(record_of(self._session, None))
            self._write_reviews()
        except PlanError as error:
            trouble = str(error)
        if trouble != self.trouble:
            self.trouble = trouble
            self._tell(News.STAGE)

    def _write_reviews(self, *, last: bool = False) -> str | None:
        """Write what was said about earlier actions into their plans.

        At the `last` chance an earlier plan that cannot be changed keeps nobody from sealing: what belongs
        into it is kept beside the session's own plans, and a sentence says so.

        Raises:
            PlanError: a file could not be written; nothing is lost.
        """
        if (look_back := self._session.look_back) is None:
            return None
        # Few sessions look back, and the home screen should not wait for what edits files.
        from workshop.storage.names import REVIEWS_NAME
        from workshop.storage.plans.kept_reviews import Heard, command_for, heard_of, kept_text
        from workshop.storage.plans.look_backs import save_review

        unwritten: list[Heard] = []
        troubles: dict[str, None] = {}
        for index, reviewed in self._session.reviews.items():
            if index in self._reviews_saved or index not in self._session.sent:
                continue
            heard = heard_of(look_back, index, reviewed)
            try:
                sessions = Path(heard.sessions) if heard.sessions else self.folder.path.parent
                save_review(sessions, heard, rehearsed=self._session.setup.rehearsal)
            except (UnusableFile, PlanError) as error:  # the others are written all the same
                troubles[str(error)] = None
                unwritten.append(heard)
            else:
                self._reviews_saved.add(index)
        if not unwritten:
            return None
        if not last:
            raise PlanError("  ".join(troubles))
        self.folder.save_text(REVIEWS_NAME, kept_text(unwritten))
        files = ", ".join(sorted({str(Path(heard.sessions, heard.earlier.file)) for heard in unwritten}))
        return (
            f"{files} could not be changed: what was said stands in {REVIEWS_NAME} of this session. "
            f"When that is mended: {command_for(self.folder.path / REVIEWS_NAME, unwritten)}"
        )

    def _seat(self, subject: str, token: str) -> Seat:
        """HMAC-SHA256 of the scenario, or pulse, and the token under the session key, cut to 128 bits.

        Seats of different scenarios cannot be joined without the key, and the key is destroyed at the end.
        """
        keyed = self._keyed.copy()  # the work on the key is done once, not for each ballot
        keyed.update(f"{subject}\0{token}".encode("utf-8", "surrogatepass"))
        return Seat(keyed.hexdigest()[:32])

    def _seat_of_role(self, token: str) -> Seat | None:
        """The seat of the token in the last question about roles: what it answered there is its role."""
        round_ = role_round(self._session, self._session.position.step)
        return None if round_ is None else self._seat(round_.subject, token)

    def _committed(self, event: e.Event) -> None:
        if isinstance(event, e.VoteCast):
            machine.apply(self._session, event)
            self._view = None
            if not self._count_untold:
                # Once for all ballots of a commit, and still before the first of them is acknowledged.
                self._count_untold = True
                asyncio.get_running_loop().call_soon(self._tell_count)
            return
        if not isinstance(event, e.SessionOpened):
            machine.apply(self._session, event)
        if self._covered is Cover.QUESTION and not self.question:
            self.cover(Cover.NOTHING)  # it was answered
        self._tell(News.STAGE)

    def _tell_count(self) -> None:
        self._count_untold = False
        self._tell(News.COUNT)

    def _tell(self, change: News) -> None:
        self._view = None
        if News.STAGE in change:  # no page says how many are here, or have voted
            self._pages = None
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(change)
            except Exception as error:
                # A screen that fails must not keep a ballot from being acknowledged.
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "a subscriber of the room failed", "exception": error}
                )


def _where_looked_back(opening: e.SessionOpened, folder: Path) -> e.SessionOpened:
    """The opening. Of an earlier session that lies beside this one no path is kept: both may be moved."""
    looked_at = opening.look_back
    if looked_at is None or Path(looked_at.folder).parent != whole_path(folder).parent:
        return opening
    return replace(opening, look_back=replace(looked_at, folder=""))
