"""A group's sentence: the desk has it at once, and nobody else does before it is taken."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from tests.builders import ONE_SCENARIO, START, a_card_step, a_dots_step, a_session, a_step, do, go_to
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import CARDS, GUARDRAILS, PURPOSE, Writers
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import sentences
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.sentences import Sentence, group_round
from workshop.core.live.session import Session, Stage, Text
from workshop.core.live.view import phone_page, room_view
from workshop.core.live.words.texts import INSTEAD
from workshop.core.problems import Refused

STEPS = (
    a_card_step("guardrails"),
    a_card_step("fluency"),
    a_step(StepKind.GROUPS, minutes=12),
    a_dots_step(),
    *ONE_SCENARIO,
)
GROUPS = (
    ("the sums are ours", "we recount them"),
    ("it names a person", "a person signs"),
    ("late", "we call"),
)


def with_a_desk(stage: Stage = Stage.IDEAS) -> Session:
    """A session at a place where groups speak, with a desk."""
    session = a_session(STEPS)
    do(session, c.OpenDesk())
    return go_to(session, stage)


def say(session: Session, *sentences: tuple[str, str], seats: str = "abcdefgh") -> Round:
    """One phone of each group types; the first of the seats first."""
    round_ = group_round(session)
    assert round_ is not None
    for seat, halves in zip(seats, sentences, strict=False):
        do(session, c.CastVote(round_, Seat(seat), Text(*halves)))
    return round_


def desk(session: Session) -> DeskView:
    """What the desk shows."""
    return desk_view(session, room_view(session, 9), START, Around())


def only(session: Session) -> Sentence:
    """The one sentence that the desk has."""
    (one,) = desk(session).sentences
    return one


def test_phones_may_type_for_their_group_in_fours_all_together_and_on_cards_of_groups() -> None:
    session = a_session(STEPS)
    assert phone_page(session).says is None
    do(session, c.Advance(START))
    assert phone_page(session).says is None, "there is no desk"
    do(session, c.OpenDesk())
    asked = []
    while session.stage is not Stage.CLOSE:
        if phone_page(session).says is not None:
            asked.append((session.position.step, session.stage, session.position.part))
        do(session, c.Advance(START))
    assert asked == [(0, Stage.CARD, 0), (2, Stage.GROUPS, 2), (2, Stage.IDEAS, 0), (3, Stage.IDEAS, 0)]
    assert {card.id for card in CARDS.values() if card.writers is Writers.GROUPS} == {
        *("purpose", "outcome", "good", "guardrails")
    }


def test_one_sentence_is_on_the_desk_at_once_and_nowhere_else() -> None:
    session = with_a_desk()
    say(session, GROUPS[0])
    assert only(session).words == "If the sums are ours, then we recount them."
    for shown in (room_view(session, 9), phone_page(session)):
        assert "sums" not in repr(shown)


def test_one_tap_makes_it_an_idea_in_its_two_halves_and_no_event_but_that_holds_a_word() -> None:
    session = with_a_desk()
    say(session, *GROUPS)
    for one in desk(session).sentences:
        if "person" in one.words:
            *others, noted = do(session, c.TakeSentence(one.round, one.key))
    assert "person" not in repr(others)
    assert isinstance(noted, e.IdeaNoted)
    assert (noted.idea.if_, noted.idea.then) == GROUPS[1]
    assert sorted(one.words[:6] for one in desk(session).sentences) == ["If lat", "If the"]


def test_what_is_said_before_the_halves_is_not_said_twice() -> None:
    session = with_a_desk()
    say(session, ("If it is late,", "Then we call"))
    (kept,) = (text for texts in session.texts.values() for text in texts.values())
    assert kept == Text("it is late,", "we call")


def test_a_sentence_of_the_fours_can_be_taken_all_together() -> None:
    session = with_a_desk(Stage.GROUPS)
    do(session, c.Advance(START), c.Advance(START))
    say(session, GROUPS[0])
    assert only(session).ways == {}
    with pytest.raises(Refused, match="everybody is together"):
        do(session, c.TakeSentence(only(session).round, only(session).key))
    do(session, c.Advance(START))
    assert only(session).is_here
    do(session, c.TakeSentence(only(session).round, only(session).key))
    assert [idea.if_ for _, idea in session.ideas.values()] == [GROUPS[0][0]]
    assert desk(session).sentences == ()


def test_what_is_left_of_earlier_steps_is_said_to_be_so_and_can_be_put_away() -> None:
    session = with_a_desk()
    round_ = say(session, *GROUPS)
    go_to(session, Stage.READ)
    assert [(one.is_here, one.ways) for one in desk(session).sentences] == [(False, {})] * 3
    keys = tuple(one.key for one in desk(session).sentences)
    do(session, c.PutSentencesAway(round_, keys))
    assert desk(session).sentences == ()
    with pytest.raises(Refused, match="no such sentence"):
        do(session, c.PutSentencesAway(round_, keys))


def test_what_a_group_writes_anew_is_not_taken_unread() -> None:
    session = with_a_desk()
    round_ = say(session, GROUPS[0])
    read = only(session)
    say(session, GROUPS[1])
    assert "person" in only(session).words, "the last one counts"
    for command in (c.TakeSentence(round_, read.key), c.PutSentencesAway(round_, (read.key,))):
        with pytest.raises(Refused, match="no such sentence"):
            do(session, command)


def test_after_one_was_taken_a_group_may_write_another_one() -> None:
    session = with_a_desk()
    round_ = say(session, GROUPS[0], GROUPS[1])
    for one in desk(session).sentences:
        do(session, c.TakeSentence(one.round, one.key))
    with pytest.raises(Refused, match="closed"):
        do(session, c.CastVote(round_, Seat("a"), Text(*GROUPS[2])))
    say(session, GROUPS[2])
    assert "late" in only(session).words


def test_ten_thousand_of_one_phone_are_one() -> None:
    session = with_a_desk()
    for number in range(10_000):
        say(session, (f"it is {number}", "we stop"))
    assert only(session).words == "If it is 9999, then we stop."


def test_the_order_of_arrival_is_in_nothing_that_is_shown() -> None:
    seen = set()
    for order in itertools.permutations(range(3)):
        session = with_a_desk()
        for at in order:
            say(session, GROUPS[at], seats="xyz"[at])
        seen.add(repr(desk(session)))
        do(session, c.Advance(START))
        seen.add(repr(desk(session).sentences[0].words))
    assert len(seen) == 2


@pytest.mark.parametrize(
    "halves", [("", ""), ("late", ""), ("", "we call"), ("late", "\u200b\x00"), ("late",)]
)
def test_half_a_sentence_is_none(halves: tuple[str, ...]) -> None:
    session = with_a_desk()
    round_ = group_round(session)
    assert round_ is not None
    with pytest.raises(Refused, match="needs both"):
        do(session, c.CastVote(round_, Seat("a"), Text(*halves)))


def test_whatever_is_written_it_is_cleaned_and_each_half_is_cut() -> None:
    session = with_a_desk()
    say(session, ("\x1b[2J<b>x</b>\u202e" + "y" * 1_000_000, "z" * 1_000_000))
    (kept,) = (text for texts in session.texts.values() for text in texts.values())
    assert kept.words.startswith("[2J<b>x</b>y")
    assert (len(kept.words), len(kept.then)) == (120, 120)


def test_on_a_card_it_is_one_sentence_and_becomes_a_line_of_the_field_that_is_tapped() -> None:
    session = with_a_desk(Stage.CARD)
    round_ = group_round(session)
    assert round_ is not None
    for seat, words in (("a", "drafts for us"), ("b", "drafts for us"), ("c", "names")):
        do(session, c.CastVote(round_, Seat(seat), Text(words, "not asked for")))
    by_words = {one.words: one for one in desk(session).sentences}
    assert by_words.keys() == {"drafts for us", "names"}, "the same words are one sentence"
    names = by_words["names"]
    assert list(names.ways) == ["green", "amber", "red"]
    do(session, c.TakeSentence(names.round, names.key, "red"))
    do(session, c.TakeSentence(round_, by_words["drafts for us"].key, "green"))
    assert session.entries_of(GUARDRAILS) == ({"red": ("names",), "green": ("drafts for us",)},)
    assert desk(session).sentences == ()
    with pytest.raises(Refused):
        do(session, c.TakeSentence(names.round, names.key, "owner"))


def test_a_card_with_one_sentence_takes_no_second_one_and_a_full_one_no_more_lines() -> None:
    session = a_session((a_card_step("purpose"), a_card_step("guardrails"), *ONE_SCENARIO))
    do(session, c.OpenDesk(), c.Advance(START))
    for words in ("Hard cases get time", "Nobody waits"):
        say(session, (words, ""))
        one = desk(session).sentences[0]
        if words == "Nobody waits":
            with pytest.raises(Refused, match="stands on the card already"):
                do(session, c.TakeSentence(one.round, one.key, "purpose"))
        else:
            do(session, c.TakeSentence(one.round, one.key, "purpose"))
    assert session.entries_of(PURPOSE) == ({"purpose": ("Hard cases get time",)},)
    do(session, c.Advance(START), c.FillCard({"green": tuple(f"line {number}" for number in range(12))}))
    say(session, ("one more", ""))
    one = next(one for one in desk(session).sentences if one.is_here)
    with pytest.raises(Refused, match="12 lines"):
        do(session, c.TakeSentence(one.round, one.key, "red"))
    assert one in desk(session).sentences


def test_on_a_card_whose_sentence_was_prepared_another_one_is_taken_instead_of_it_and_of_no_other() -> None:
    session = a_session((a_card_step("purpose"), *ONE_SCENARIO))
    session.setup = dataclasses.replace(session.setup, purpose="Prepared")
    do(session, c.OpenDesk(), c.Advance(START))
    say(session, ("Hard cases get time", ""))
    one = only(session)
    assert (dict(one.ways), one.instead_of) == ({"purpose": INSTEAD}, "Prepared")
    for read in ("", "What stood there before"):
        with pytest.raises(Refused, match="stands on the card already"):
            do(session, c.TakeSentence(one.round, one.key, "purpose", read))
    do(session, c.TakeSentence(one.round, one.key, "purpose", one.instead_of))
    assert session.entries_of(PURPOSE) == ({"purpose": ("Hard cases get time",)},)
    say(session, ("Passed", ""))
    do(session, c.FillCard({"purpose": ("-",)}))
    assert list(only(session).ways.values()) == ["Take it onto the card"]


def test_of_a_flood_the_desk_shows_forty_whoever_came_first_and_makes_a_key_of_those_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[tuple[Sentence, ...]] = []
    made: list[Text] = []
    make = sentences._key

    def noted(text: Text) -> str:
        made.append(text)
        return make(text)

    monkeypatch.setattr(sentences, "_key", noted)
    for numbers in (range(50), reversed(range(50))):
        session = with_a_desk()
        round_ = group_round(session)
        assert round_ is not None
        for number in numbers:
            do(session, c.CastVote(round_, Seat(f"{number:02}"), Text(f"it is {number}", "we stop")))
        made.clear()
        seen = desk(session)
        assert (len(seen.sentences), seen.more_sentences, len(made)) == (40, 10, 40)
        shown.append(seen.sentences)
    assert shown[0] == shown[1]
