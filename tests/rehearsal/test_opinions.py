"""Dots of simulated phones: always as the rules want them, and the same for the same seed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from workshop.core.live.dots import MOST_IDEAS, IdeaId, dots_each, keep_the_rules
from workshop.core.live.rounds import dots_round
from workshop.rehearsal.opinions import dots
from workshop.rehearsal.phone import form_fields, read_form


@settings(max_examples=examples(40))
@given(st.integers(2, MOST_IDEAS), st.integers(0, 1), st.integers(0, 500), st.text(max_size=3))
def test_all_dots_are_given_and_none_too_many(number: int, part: int, phone: int, seed: str) -> None:
    ideas = tuple(IdeaId(f"I{index}") for index in range(1, number + 1))
    given_dots = dots(ideas, dots_round(7, part), phone, seed)
    assert keep_the_rules(given_dots.ideas, ideas)
    assert len(given_dots.ideas) == dots_each(number)
    assert dots(ideas, dots_round(7, part), phone, seed) == given_dots


def test_a_phone_reads_the_ideas_from_the_form_and_ticks_their_boxes() -> None:
    boxes = "".join(f'<input type="checkbox" name="dot" value="{idea}">' for idea in ("I2", "I2", "I5", "I5"))
    page = f'<form action="/7QK2/answer"><input type="hidden" name="round" value="dots-3/2">{boxes}</form>'
    form = read_form(page)
    assert form is not None
    assert (form.ideas, str(form.round)) == (("I2", "I5"), "dots-3/2")
    fields = form_fields(dots(form.ideas, form.round, 0, "s"))
    assert len(fields) == 2
    assert {name for name, _ in fields} == {"dot"}
