"""A step as it is typed: what is read out of it, and what is said where it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.agenda.step_lines import EXAMPLE, StepLine, step_line, trouble_with_step
from workshop.core.words import Verdict


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("file it: keep", StepLine("file it", Verdict.KEEP)),
        ("file it: Stop, 18", StepLine("file it", Verdict.STOP, None, 18.0, 0.0)),
        ("file it: stop, 4 people x 0,5 hours", StepLine("file it", Verdict.STOP, 4.0, 0.5, 0.0)),
        ("file it: change, 4*3h>1h", StepLine("file it", Verdict.CHANGE, 4.0, 3.0, 1.0)),
        (
            "file it: hand to AI; 2 x 3 h -> 1 h; checking 0.5",
            StepLine("file it", Verdict.HAND_TO_AI, 2.0, 3.0, 1.0, 0.5),
        ),
        (
            "file it: hand-to-ai, a person decides what is late, and why",
            StepLine("file it", Verdict.HAND_TO_AI, person_decides="what is late, and why"),
        ),
    ],
)
def test_a_step_is_read_as_a_room_says_it(typed: str, step: StepLine) -> None:
    assert step_line(typed) == step


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("file it", "'file it' has no verdict"),
        (": stop", "has no verdict"),
        ("file it: perhaps", "has no verdict (stop, change, keep, hand to ai)"),
        ("file it: stop, nobody reads it", "'nobody reads it' is not understood"),
        ("file it: stop, -4 h", "'-4 h' is not understood"),
    ],
)
def test_a_line_that_is_no_step_says_how_to_write_one(typed: str, says: str) -> None:
    trouble = trouble_with_step(typed)
    assert trouble is not None
    assert says in trouble
    assert trouble.endswith(f"Write it as: {EXAMPLE}.")


def test_the_example_is_a_step() -> None:
    assert trouble_with_step(EXAMPLE) is None


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_step_or_a_sentence(text: str) -> None:
    assert (trouble_with_step(text) or "").endswith(("", "."))
