"""A draft: pasted, split, marked, filled with proposals, checked field by field, built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.examples import faulty, sound
from workshop.core.scenarios import draft as d
from workshop.core.scenarios.draft import Draft
from workshop.core.scenarios.pasted import laid_out, place_to_cut, split, unfit
from workshop.core.scenarios.scenario import PAGE, Sentence
from workshop.core.scenarios.scenario_rules import check_scenario
from workshop.core.words import Audience, Decision, Phase

OUTPUT = """Dear colleagues,

The lift is out on days 1 to 3. Dr. Bell will mend it at approx. 3.5 times the usual price.
- Use the stairs!
- On day 4 there is no limit.
Überdies gilt die Regel weiter."""
SOURCE = "The lift is out of service on days 1 to 3.\nOn day 4 at most 20 people may come."


def written() -> Draft:
    return d.with_output(Draft(source=SOURCE), OUTPUT)


def test_a_text_is_split_as_a_room_taps_it() -> None:
    assert split(OUTPUT) == (
        "Dear colleagues,",
        "The lift is out on days 1 to 3.",
        "Dr. Bell will mend it at approx. 3.5 times the usual price.",
        "Use the stairs!",
        "On day 4 there is no limit.",
        "Überdies gilt die Regel weiter.",
    )
    assert split("One line that a mail program\nhas folded at its end. Two.") == (
        "One line that a mail program has folded at its end.",
        "Two.",
    )
    assert split("هذا نص. هل هو صحيح؟ نعم.") == ("هذا نص.", "هل هو صحيح؟", "نعم.")
    assert split(" \n\x1b[2J ") == ("[2J",)
    assert split("") == ()


def test_a_source_is_laid_out_for_the_wall() -> None:
    assert laid_out("Item\tMay\nDoors\t1,240\nA\t9") == "Item    May\nDoors   1,240\nA       9"
    assert laid_out("| Item | May |\n|---|--:|\n| Doors | 5 |") == "Item    May\nDoors   5"
    folded = laid_out("word " * 30).splitlines()
    assert [line[:2] for line in folded] == ["wo", "  ", "  "]
    assert all(len(line) <= 72 for line in folded)
    table = "May        1,240         " + "9,999   " * 8
    assert laid_out(table) == table.strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ok, a < b and c > d", ""),
        ("\x00\x01PNG", "This is no text."),
        ("<html><body><p>One.</p></body></html>", "This is HTML"),
        ("a" * 1_000_000, "This has 1,000,000 characters, and at most 4,000 are taken."),
    ],
)
def test_what_is_no_text_is_said_in_a_sentence(text: str, said: str) -> None:
    assert unfit(text, PAGE).startswith(said)
    assert bool(unfit(text, PAGE)) == bool(said)


def test_lines_are_joined_and_cut_and_keep_their_marks() -> None:
    draft = d.marked(written(), 4, "dropped-constraint", "The notice names a limit.", clause=(2,))
    joined = d.joined(draft, 3)
    assert joined.sentences[3].text == "Use the stairs! On day 4 there is no limit."
    assert joined.sentences[3].wrong
    place = place_to_cut(joined.sentences[3].text)
    again = d.cut(joined, 3, place)
    assert [line.text for line in again.sentences] == [line.text for line in draft.sentences]
    assert [line.wrong for line in again.sentences[3:5]] == [True, False]
    assert d.joined(draft, 5) == draft
    assert d.cut(draft, 0, 0) == draft
    assert d.reworded(draft, 0, " ").sentences == draft.sentences[1:]
    pasted_again = d.with_output(draft, OUTPUT.replace("Use the stairs!", "Use the ramp."))
    assert [line.wrong for line in pasted_again.sentences] == [line.wrong for line in draft.sentences]


def test_what_nobody_wrote_follows_the_marks_and_what_somebody_wrote_stays() -> None:
    draft = d.marked(written(), 4, "dropped-constraint", "the notice names a limit")
    whole = d.filled(draft)
    assert whole.best_decision is Decision.FIX
    assert whole.reveal == "Line 5 is wrong. The notice names a limit. The other lines hold."
    assert d.written(draft, "reveal", whole.reveal) == draft
    assert d.written(draft, "best_decision", "fix") == draft
    own = d.written(draft, "options[2]", "Write the limit in, then send it.")
    assert d.filled(own).options[1] == "Write the limit in, then send it."
    assert d.filled(own).options[0] == d.OPTIONS[0]
    assert d.filled(d.left_out(own, "Who pays.")).best_decision is Decision.REDO
    sound_ = d.held_sound(own)
    assert d.filled(sound_).best_decision is Decision.USE
    assert d.built(sound_).control
    with pytest.raises(ValueError, match="'nobody' is no audience"):
        d.written(draft, "audience", "nobody")
    assert d.written(draft, "audience", "HR and learning").audience is Audience.HR_LD


def test_the_proposed_reveal_has_the_reason_of_each_wrong_line_in_four_sentences() -> None:
    two = d.marked(written(), 1, "misread-table", "Source line 1 says 30 days, not 60. See above.")
    two = d.marked(two, 4, "dropped-constraint", "the notice names a limit")
    reasons = "Source line 1 says 30 days, not 60. The notice names a limit."
    assert d.filled(two).reveal == f"Lines 2 and 5 are wrong. {reasons} The other lines hold."
    more = d.left_out(two, "who pays")
    assert d.filled(more).reveal == f"Lines 2 and 5 are wrong. {reasons} Left out: who pays."
    for at in (2, 3):
        more = d.marked(more, at, "invented-detail", "Nobody said so.")
    assert d.about(more).keeps == {}


def test_what_was_typed_as_one_line_is_split_and_nothing_else() -> None:
    typed = d.with_lines(Draft(), ["One here. Two there."])
    assert [line.text for line in d.parted(typed).sentences] == ["One here.", "Two there."]
    several = d.with_lines(Draft(), ["One. Two.", "Three.", f"{'and so on ' * 30}. Four."])
    assert [line.text[:6] for line in d.parted(several).sentences] == ["One. T", "Three.", "and so", "Four."]
    marked = d.marked(typed, 0, "invented-detail", "No.")
    assert d.parted(marked) == marked


def test_each_lack_stands_at_its_field() -> None:
    assert d.about(Draft()).keeps == {
        "source": ("Paste the extract that the lines are checked against.",),
        "sentence": ("Paste what the AI wrote.",),
    }
    asked = "No line is marked. Mark what is wrong, or say that the text is sound."
    assert d.about(written()).keeps == {"sentence": (asked,)}
    begun = d.about(d.marked(written(), 4)).keeps
    assert list(begun) == ["sentence[5].kind", "sentence[5].why"]
    all_wrong = written()
    for at in range(6):
        all_wrong = d.marked(all_wrong, at, "invented-detail", "Nobody said so.")
    assert d.about(all_wrong).keeps == {
        "sentence": ("Has no right sentence. Most sentences should be right.",)
    }
    one = d.held_sound(d.with_output(written(), "One."))
    assert d.about(one).keeps == {
        "sentence": ("Has 1 line; a room reads 4 to 7. Cut one in two, or add one.",)
    }
    sixty = d.held_sound(d.with_output(written(), "\n".join(f"This is line {n}." for n in range(60))))
    said = "Has 60 lines; a room reads 4 to 7. Join some, or drop what nobody needs."
    assert d.about(sixty).keeps == {"sentence": (said,)}
    arabic = d.held_sound(d.with_output(written(), "هذا نص. هل هو صحيح؟ نعم. لا."))
    assert d.about(arabic).is_ready
    assert "right to left" in d.about(arabic).advises["sentence"][0]


def test_a_text_of_real_work_is_advised_about_its_words_and_can_be_kept() -> None:
    draft = d.held_sound(d.with_output(Draft(source=SOURCE), OUTPUT + " Copilot sent 200 tokens."))
    found = d.about(draft)
    assert found.is_ready
    assert [key for key in found.advises if key] == ["sentence[7].text", "setting", "task"]
    ours = d.written(d.written(draft, "setting", "You run a house."), "task", "Tell the team.")
    assert [key for key in d.about(ours).advises if key] == ["sentence[7].text"]


def test_the_proposed_title_is_in_the_words_of_the_text() -> None:
    assert d.filled(Draft()).title == "A text of our own"
    assert d.filled(written()).title == "The lift is out on days"
    headed = replace(written(), source=f"# Notice of the house, May\n{SOURCE}")
    assert d.filled(headed).title == "Notice of the house, May"
    assert d.filled(replace(headed, task="Tell the team.")).title == "Tell the team"


def test_a_scenario_is_a_draft_and_a_scenario_again() -> None:
    for scenario in (faulty(), sound(), faulty(missing="Who pays.", missing_clause=(2,))):
        draft = d.draft_of(scenario)
        assert d.built(draft) == scenario
        assert check_scenario(d.built(draft), "") == ()
    role = replace(written(), audience=Audience.MANAGERS, phase=Phase.LEAD_ROLE)
    assert d.built(role).role_task == "coaching conversations"


def test_a_name_that_is_taken_gets_a_number() -> None:
    named = d.apart(Draft(title="Over"), {"over"}, {"over", "over 2"})
    assert (named.id, named.title) == ("over-3", "Over 3")
    assert d.apart(Draft(title="Über uns"), set(), set()).id == "uber-uns"
    assert d.filled(Draft(title="日本")).id == "own-case"
    assert Draft().is_empty
    assert not Draft(sentences=(Sentence("x"),)).is_empty
