"""The sixteen kinds under four checks."""

from __future__ import annotations

from collections import Counter

import pytest

from workshop.core.scenarios.plain_english import jargon, sentences, tool_names, words
from workshop.core.scenarios.taxonomy import KINDS, Kind
from workshop.core.words import Check


def test_sixteen_kinds_by_name_under_four_checks() -> None:
    assert len(KINDS) == 16
    assert all(kind.name == name for name, kind in KINDS.items())
    assert Counter(kind.check for kind in KINDS.values()) == {
        Check.TRACE: 4,
        Check.RECOMPUTE: 4,
        Check.REREAD: 3,
        Check.QUESTION: 5,
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_line_of_the_glossary_is_short_and_plain(kind: Kind) -> None:
    assert len(sentences(kind.definition)) == 1
    assert len(words(kind.definition)) <= 18
    assert max(map(len, words(kind.definition))) <= 11
    assert jargon(kind.definition) == tool_names(kind.definition) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_text_fits_one_line_of_the_reveal(kind: Kind) -> None:
    for text in (kind.definition, kind.human_check):
        assert 0 < len(text) <= 110
        assert text[-1] in ".?"
