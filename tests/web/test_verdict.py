"""A phone's own answers against the key."""

from tests.builders import a_ballot, a_control, a_scenario
from tests.web.verdicts import told
from workshop.core.scenarios.scenario import Sentence
from workshop.core.words import Decision
from workshop.web.verdict import Mark

CARRIED = a_scenario(
    sentences=(
        Sentence("Sound."),
        Sentence("Root.", True, "k", "Why."),
        Sentence("Then.", True, "k", "So.", True),
    )
)


def marks(taps: tuple[int, ...]) -> list[Mark]:
    """How the sentences of `CARRIED` are marked for some taps."""
    return [row.mark for row in told(CARRIED, (a_ballot(taps=taps), None)).rows]


def test_taps_are_marked_against_the_key() -> None:
    assert marks((1, 2)) == [Mark.SOUND, Mark.CAUGHT, Mark.CAUGHT]
    assert marks((0,)) == [Mark.FALSE_ALARM, Mark.MISSED, Mark.MISSED]


def test_what_follows_from_a_caught_error_is_no_miss() -> None:
    assert marks((1,)) == [Mark.SOUND, Mark.CAUGHT, Mark.FOLLOWS]
    assert marks((2,)) == [Mark.SOUND, Mark.MISSED, Mark.CAUGHT]


def test_only_wrong_sentences_say_why() -> None:
    assert [row.why for row in told(CARRIED, (a_ballot(), None)).rows] == [None, "Why.", "So."]


def test_the_last_ballot_is_marked_and_both_decisions_are_shown() -> None:
    verdict = told(CARRIED, (a_ballot(Decision.USE, ()), a_ballot(Decision.FIX, (1,))))
    assert [(choice.name, choice.sign) for choice in verdict.choices] == [
        ("First vote", "✗"),
        ("Second vote", "✓"),
    ]
    assert verdict.rows[1].mark is Mark.CAUGHT


def test_one_ballot_is_called_by_no_number() -> None:
    verdict = told(CARRIED, (None, a_ballot(Decision.REDO)))
    assert [choice.name for choice in verdict.choices] == ["You chose"]
    assert verdict.choices[0].option == "Have it written again."


def test_without_a_ballot_the_key_stands_alone() -> None:
    verdict = told(CARRIED, (None, None))
    assert verdict.choices == ()
    assert [row.mark for row in verdict.rows] == [Mark.SOUND, Mark.WRONG, Mark.WRONG]
    assert verdict.missing is None


def test_the_extra_row_is_a_hit_only_where_something_was_left_out() -> None:
    left_out = a_scenario(missing="The end date is left out.")
    hit, miss = (told(left_out, (a_ballot(missing=tapped),)).missing for tapped in (True, False))
    assert hit is not None
    assert miss is not None
    assert (hit.mark, miss.mark) == (Mark.CAUGHT, Mark.MISSED)
    assert miss.why == "The end date is left out."
    alone = told(left_out, (None,)).missing
    assert alone is not None
    assert alone.mark is Mark.WRONG


def test_the_extra_row_is_a_false_alarm_on_a_sound_text_and_else_not_counted() -> None:
    on_sound = told(a_control(), (a_ballot(Decision.FIX, (), True),))
    assert on_sound.missing is not None
    assert on_sound.missing.mark is Mark.FALSE_ALARM
    assert on_sound.choices[0].words == "It was sound, and you would not have sent it."
    elsewhere = told(a_scenario(), (a_ballot(missing=True),)).missing
    assert elsewhere is not None
    assert elsewhere.mark is Mark.NOT_COUNTED
    assert told(a_control(), (a_ballot(Decision.USE, ()),)).missing is None


def test_other_options_that_can_be_defended_are_named() -> None:
    verdict = told(a_scenario(also_defensible=(Decision.REDO,)), (None,))
    assert (verdict.best, verdict.also) == ("Correct it.", ("Have it written again.",))
