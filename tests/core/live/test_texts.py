"""People's own words: a round that closes, k at least or nobody reads them, and no order of arrival."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LEARN, ONE_SCENARIO, START, a_card_step, a_session, do, drawn, go_to
from workshop.core.agenda.card import CARDS, FLUENCY, Writers
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.rounds import Round, Seat, scenario_round
from workshop.core.live.session import Session, Stage, Text
from workshop.core.live.steps import ROWS
from workshop.core.live.steps.scenario import OWN_WORDS
from workshop.core.live.taken import Remarks
from workshop.core.live.texts import asking_round, text_rounds
from workshop.core.live.view import phone_page, room_view
from workshop.core.problems import Refused

FIRST, AGAIN = Round.parse("text_0_0_0/1"), Round.parse("text_0_0_1/1")
WORDS = ("The average.", "It was too smooth.", "No source.", "The date.", "Nothing, I believed it.")


def at_questions() -> Session:
    """A session at its first question, with a desk."""
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk())
    return go_to(session, Stage.DEBRIEF)


def write(session: Session, *texts: str, seats: str = "abcdefgh") -> None:
    """One phone after the other writes; the first of the seats first."""
    (round_,) = text_rounds(session)
    for seat, words in zip(seats, texts, strict=False):
        do(session, c.CastVote(round_, Seat(seat), Text(words)))


def desk(session: Session) -> DeskView:
    """What the desk shows."""
    return desk_view(session, room_view(session, 9), START, Around())


def read(session: Session) -> list[str]:
    """What the desk has to read."""
    return [words for unread in desk(session).unread for words in unread.texts.values()]


def test_phones_are_asked_only_once_a_desk_was_opened_and_only_at_the_questions() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.DEBRIEF)
    assert not phone_page(session).writes
    with pytest.raises(Refused, match="closed"):
        do(session, c.CastVote(FIRST, Seat("a"), Text("Words")))
    with pytest.raises(Refused, match="Nobody is asked"):
        do(session, c.GatherTexts())
    do(session, c.OpenDesk())
    assert phone_page(session).writes == {FIRST: OWN_WORDS}
    asked = {stage for stage in Stage if ROWS[stage].writes}
    assert asked == {Stage.DEBRIEF, Stage.CARD}


def test_at_the_end_of_the_question_the_desk_has_all_texts_and_the_wall_and_the_phones_none() -> None:
    session = at_questions()
    write(session, *WORDS)
    assert (desk(session).writing, desk(session).unread) == ({OWN_WORDS: 5}, ())
    do(session, c.Advance(START))
    assert sorted(read(session)) == sorted(WORDS)
    assert desk(session).unread[0].question == session.scenarios[LEARN].debrief[0]
    assert phone_page(session).last_read == (("", True),)
    for shown in (room_view(session, 9), phone_page(session)):
        assert not any(words in repr(shown) for words in WORDS)
    do(session, c.Advance(START))
    assert phone_page(session).last_read == (), "it is said once"
    assert len(read(session)) == 5, "and can be read as long as the session lasts"


def test_too_few_texts_are_destroyed_unread_and_the_phones_are_told() -> None:
    session = at_questions()
    write(session, *WORDS[:4])
    assert not desk(session).may_gather
    with pytest.raises(Refused, match="Fewer than 5 have written"):
        do(session, c.GatherTexts())
    events = do(session, c.Advance(START))
    assert events[-1] == e.TextsClosed(FIRST, enough=False)
    assert not session.texts
    assert read(session) == []
    assert phone_page(session).last_read == (("", False),)


def test_where_nobody_wrote_nothing_is_said() -> None:
    session = at_questions()
    do(session, c.Advance(START))
    assert phone_page(session).last_read == ()
    assert not session.texts_closed


@pytest.mark.parametrize("leaves", [c.Advance(START), c.Skip(START), c.EndEarly(START), c.TakeBack(START)])
def test_however_the_place_is_left_its_round_is_closed_for_good(leaves: c.Command) -> None:
    session = at_questions()
    write(session, *WORDS)
    do(session, leaves)
    assert len(read(session)) == 5
    with pytest.raises(Refused):
        do(session, c.CastVote(FIRST, Seat("z"), Text("One more")))


def test_who_writes_after_the_round_was_read_waits_for_the_next_closing() -> None:
    session = at_questions()
    write(session, *WORDS)
    do(session, c.Advance(START), c.TakeBack(START))
    assert list(text_rounds(session)) == [AGAIN]
    write(session, "One more")
    assert len(read(session)) == 5
    do(session, c.Advance(START))
    assert len(read(session)) == 5, "one alone is not read"
    assert phone_page(session).last_read == (("", False),)


def test_the_desk_gathers_while_people_talk_and_the_next_round_is_open_at_once() -> None:
    session = at_questions()
    write(session, *WORDS)
    assert desk(session).may_gather
    do(session, c.GatherTexts())
    assert len(read(session)) == 5
    assert (list(phone_page(session).writes), phone_page(session).last_read) == ([AGAIN], (("", True),))
    assert (desk(session).writing, desk(session).may_gather) == ({OWN_WORDS: 0}, False)


def test_no_seat_is_in_two_rounds_of_a_question_and_what_was_written_last_is_read_first() -> None:
    session = at_questions()
    rounds: list[Round] = []
    for number in range(11):
        rounds += text_rounds(session)
        write(session, *(f"Round {number}, {words}" for words in WORDS))
        do(session, c.GatherTexts())
    assert len({round_.subject for round_ in rounds}) == 11
    assert [unread.round for unread in desk(session).unread] == rounds[::-1]


def test_the_order_of_arrival_is_in_nothing_that_is_shown() -> None:
    seen = set()
    for order in itertools.permutations(range(5)):
        session = at_questions()
        for at in order:
            write(session, WORDS[at], seats="vwxyz"[at])
        do(session, c.Advance(START))
        seen.add(repr(desk(session)))
    assert len(seen) == 1


def test_one_text_a_phone_the_last_one_counts() -> None:
    session = at_questions()
    for number in range(10):
        write(session, f"Text {number}")
    assert desk(session).writing == {OWN_WORDS: 1}


def test_whatever_is_written_it_is_cleaned_and_cut() -> None:
    session = at_questions()
    write(session, "\x1b[2J<b>x</b>\u202e" + "y" * 1_000_000)
    (kept,) = session.texts[FIRST].values()
    assert kept.words.startswith("[2J<b>x</b>y")
    assert len(kept.words) == 240
    for nothing in ("", " \n\t ", "\u200b\u202e\x00"):
        with pytest.raises(Refused, match="Write something first"):
            write(session, nothing)


def test_a_round_takes_only_what_it_asks_for() -> None:
    session = at_questions()
    with pytest.raises(Refused):
        do(session, c.CastVote(scenario_round(LEARN, 1), Seat("a"), Text("Words")))
    with pytest.raises(Refused):
        do(go_to(a_session(ONE_SCENARIO), Stage.VOTE_1), c.CastVote(FIRST, Seat("a"), Text("Words")))


def test_what_is_released_is_a_remark_and_what_is_put_away_is_gone_from_the_desk() -> None:
    session = at_questions()
    write(session, *WORDS)
    do(session, c.Advance(START))
    do(session, c.ReleaseTexts(FIRST, (0,)), c.PutTextsAway(FIRST, (3,)))
    do(session, c.ReleaseTexts(FIRST, (1, 2), "Too smooth, and without a source."))
    assert session.remarks[LEARN] == (WORDS[0], "Too smooth, and without a source.")
    assert drawn(room_view(session, 9), "remarks") == session.remarks[LEARN]
    assert read(session) == [WORDS[4]]


def test_a_text_can_be_released_when_the_room_is_further_on() -> None:
    session = at_questions()
    do(session, c.Advance(START))
    write(session, *WORDS)
    do(session, c.Advance(START), c.ReleaseTexts(Round.parse("text_0_1_0/1"), (0,)))
    assert session.stage is Stage.ACTIONS
    assert session.remarks[LEARN] == (WORDS[0],)


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.ReleaseTexts(FIRST, ()), "Tick"),
        (c.PutTextsAway(FIRST, ()), "Tick"),
        (c.ReleaseTexts(FIRST, (5,)), "no such text"),
        (c.ReleaseTexts(AGAIN, (0,)), "no such text"),
        (c.PutTextsAway(Round.parse("text_9_9_0/1"), (0,)), "no such text"),
        (c.ReleaseTexts(FIRST, (0, 1, 2, 3)), "3 remarks are the limit"),
    ],
)
def test_what_is_not_there_or_too_much_is_refused(command: c.Command, why: str) -> None:
    session = at_questions()
    write(session, *WORDS)
    do(session, c.Advance(START))
    with pytest.raises(Refused, match=why):
        do(session, command)


def test_texts_of_an_open_round_are_released_by_nobody() -> None:
    session = at_questions()
    write(session, *WORDS)
    with pytest.raises(Refused, match="no such text"):
        do(session, c.ReleaseTexts(FIRST, (0,)))


MOVES: dict[str, c.Command] = {
    "space": c.Advance(START),
    "back": c.TakeBack(START),
    "gather": c.GatherTexts(),
}


@given(st.lists(st.sampled_from(("space", "back", "gather", *"abcdefg")), max_size=60))
def test_whatever_the_room_does_the_desk_reads_k_texts_of_a_round_or_none(happens: list[str]) -> None:
    """A letter is a phone that writes. Texts of k phones are read together, and none of an open round."""
    session = at_questions()
    wrote: dict[Round, set[str]] = {}
    for one in happens:
        round_ = next(iter(text_rounds(session)), None)
        if one in MOVES:
            with contextlib.suppress(Refused):
                do(session, MOVES[one])
        elif round_ is not None:
            do(session, c.CastVote(round_, Seat(one), Text(f"{round_} {one}")))
            wrote.setdefault(round_, set()).add(f"{round_} {one}")
        open_now = text_rounds(session)
        shown = {unread.round: set(unread.texts.values()) for unread in desk(session).unread}
        closed = {at: texts for at, texts in wrote.items() if at not in open_now}
        assert shown == {at: texts for at, texts in closed.items() if len(texts) >= session.setup.k}


def ask(session: Session, words: str, seat: str = "a") -> None:
    """One phone asks something."""
    round_ = asking_round(session)
    assert round_ is not None
    do(session, c.CastVote(round_, Seat(seat), Text(words)))


def test_a_question_is_asked_anywhere_and_read_at_the_next_step_however_few_they_are() -> None:
    session = a_session(ONE_SCENARIO)
    assert phone_page(session).asks is None
    do(session, c.OpenDesk())
    ask(session, "May I leave early?")
    do(session, c.Advance(START))
    assert read(session) == ["May I leave early?"]
    ask(session, "Who sees this?")
    for _ in range(3):
        do(session, c.Advance(START))
        assert read(session) == ["May I leave early?"], "the step is the same"
    do(session, c.EndEarly(START))
    assert sorted(read(session)) == ["May I leave early?", "Who sees this?"]
    assert phone_page(session).last_read == ()
    assert phone_page(session).asks is None, "no step comes at which it could be read"


def test_going_back_to_another_step_brings_the_questions_too() -> None:
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk(), c.Advance(START))
    ask(session, "Why this text?")
    do(session, c.TakeBack(START))
    assert read(session) == ["Why this text?"]


def test_no_seat_is_in_two_rounds_of_questions() -> None:
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk())
    ask(session, "One")
    first = asking_round(session)
    do(session, c.Advance(START))
    second = asking_round(session)
    assert first is not None
    assert second is not None
    assert first.subject != second.subject


def test_a_released_question_is_on_the_phones_until_it_was_answered_and_in_no_event_or_plan() -> None:
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk())
    for seat, words in zip("abc", ("Is it safe?", "Is it secure?", "When is lunch?"), strict=True):
        ask(session, words, seat)
    do(session, c.Advance(START))
    (batch,) = desk(session).unread
    number = {words: number for number, words in batch.texts.items()}
    same = (number["Is it safe?"], number["Is it secure?"])
    merged = do(session, c.ReleaseTexts(batch.round, same, "Is it safe and secure?"))
    alone = do(session, c.ReleaseTexts(batch.round, (number["When is lunch?"],)))
    assert "lunch" not in repr((merged, alone))
    assert phone_page(session).questions == {0: "Is it safe and secure?", 1: "When is lunch?"}
    assert desk(session).unread == ()
    do(session, c.AnswerQuestion(0))
    assert phone_page(session).questions == {1: "When is lunch?"}
    assert "lunch" not in repr(room_view(session, 9))
    assert not session.remarks
    for gone in (0, 2):
        with pytest.raises(Refused, match="no such question"):
            do(session, c.AnswerQuestion(gone))


def test_a_phone_shows_twelve_questions_at_most() -> None:
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk())
    for seat in "abcdefghijklm":
        ask(session, f"Question {seat}", seat)
    do(session, c.Advance(START))
    (batch,) = desk(session).unread
    do(session, c.ReleaseTexts(batch.round, tuple(range(12))))
    with pytest.raises(Refused, match="12 open questions"):
        do(session, c.ReleaseTexts(batch.round, (12,)))


def at_card(card: str = "fluency") -> Session:
    """A session at a card for which each person may write, with a desk."""
    session = a_session((a_card_step(card), *ONE_SCENARIO))
    do(session, c.OpenDesk(), c.Advance(START))
    return session


def write_on(session: Session, label: str, *texts: str, seats: str = "abcdefgh") -> Round:
    """One phone after the other writes in a field of the card."""
    round_ = next(round_ for round_, name in text_rounds(session).items() if name == label)
    for seat, words in zip(seats, texts, strict=False):
        do(session, c.CastVote(round_, Seat(seat), Text(words)))
    return round_


def test_each_field_of_such_a_card_is_a_round_of_its_own() -> None:
    assert {card.id for card in CARDS.values() if card.writers is Writers.EACH} == {
        "fluency",
        "heard",
        "since",
    }
    session = at_card("heard")
    assert list(text_rounds(session).values()) == ["works", "does not", "support needed"]
    write_on(session, "works", *WORDS)
    write_on(session, "does not", *WORDS[:4])
    assert desk(session).writing == {"works": 5, "does not": 4, "support needed": 0}
    do(session, c.Advance(START))
    assert phone_page(session).last_read == (("works", True), ("does not", False))
    (unread,) = desk(session).unread
    assert (unread.question, unread.on_card, sorted(unread.texts.values())) == ("works", True, sorted(WORDS))
    assert sum(map(len, session.texts.values())) == 5, "what four wrote is destroyed"


def test_the_desk_reads_the_fields_in_which_enough_have_written_and_the_others_stay_open() -> None:
    session = at_card()
    with pytest.raises(Refused, match="Fewer than 5 have written"):
        do(session, c.GatherTexts())
    read_, waits = write_on(session, "good at", *WORDS), write_on(session, "needs a check", WORDS[0])
    assert do(session, c.GatherTexts()) == [e.TextsClosed(read_, True)]
    assert waits in text_rounds(session)
    assert desk(session).writing == {"good at": 0, "needs a check": 1, "ours to decide": 0}
    write_on(session, "needs a check", *WORDS)
    do(session, c.GatherTexts())
    assert phone_page(session).last_read == (("good at", True), ("needs a check", True))


def test_a_line_is_taken_onto_the_card_there_and_when_the_room_is_further_on() -> None:
    session = at_card()
    do(session, c.FillCard({"needs_a_check": ("-",), "good_at": ("drafts",)}))
    good, check = write_on(session, "good at", *WORDS), write_on(session, "needs a check", *WORDS)
    do(session, c.GatherTexts(), c.ReleaseTexts(good, (2,)))
    do(session, c.Advance(START), c.ReleaseTexts(check, (0, 1)))
    do(session, c.ReleaseTexts(check, (2, 3), "All that was counted."))
    (entry,) = session.entries_of(FLUENCY)
    assert entry == {
        "good_at": ("drafts", WORDS[2]),
        "needs_a_check": (*WORDS[:2], "All that was counted."),
    }
    assert not session.remarks
    assert len(read(session)) == 4 + 1


def test_a_card_that_is_full_takes_no_more_and_the_text_stays_to_be_read() -> None:
    session = at_card()
    do(session, c.FillCard({"good_at": ("a", "b", "c", "d")}))
    good = write_on(session, "good at", *WORDS)
    do(session, c.GatherTexts())
    with pytest.raises(Refused, match="room for 5 lines"):
        do(session, c.ReleaseTexts(good, (0, 1)))
    assert len(read(session)) == 5


def test_what_was_written_at_earlier_steps_is_told_from_what_is_new() -> None:
    session = at_card()
    write_on(session, "good at", *WORDS)
    do(session, c.Advance(START))
    assert [unread.is_new for unread in desk(session).unread] == [True], "it has just come"
    do(session, c.Advance(START))
    assert [unread.is_new for unread in desk(session).unread] == [False]


def test_a_remark_stands_on_the_wall_and_on_phones_until_it_is_withdrawn() -> None:
    session = at_questions()
    write(session, *WORDS)
    do(session, c.Advance(START), c.ReleaseTexts(FIRST, (0, 1)))
    said = WORDS[:2]
    assert desk(session).remarks == Remarks(LEARN, said, are_shown=True)
    assert drawn(room_view(session, 9), "remarks") == drawn(phone_page(session), "remarks") == said
    do(session, c.WithdrawRemark(LEARN, WORDS[0]))
    assert drawn(room_view(session, 9), "remarks") == drawn(phone_page(session), "remarks") == said[1:]
    with pytest.raises(Refused, match="no such remark"):
        do(session, c.WithdrawRemark(LEARN, WORDS[0]))
    do(session, c.Advance(START))
    assert desk(session).remarks == Remarks(LEARN, said[1:], are_shown=False)
    do(session, c.WithdrawRemark(LEARN, WORDS[1]))
    assert desk(session).remarks is None
