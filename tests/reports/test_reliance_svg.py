"""The map as SVG: it parses, brings nothing from outside, and says in words what it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from workshop.core.live.words.reliance import decided_words
from workshop.core.plans.record import RelianceMap
from workshop.core.stats.detection import Trials, shown_label
from workshop.reports.reliance_svg import reliance_svg

SVG = "{http://www.w3.org/2000/svg}"
TRIALS = [
    Trials(),
    Trials(1, 1, 0, 0),
    Trials(3, 4, 1, 4),
    Trials(5, 5, 0, 5),
    Trials(40, 48, 6, 60),
    Trials(250, 300, 300, 300),
]


def a_map(trials: Trials) -> RelianceMap:
    label = shown_label(trials, trials, sound_played=False)
    return RelianceMap(2, 1, trials, trials, label)


def text_of(root: ElementTree.Element, name: str) -> str:
    found = root.find(f"{SVG}{name}")
    assert found is not None
    return found.text or ""


@pytest.mark.parametrize("trials", TRIALS)
def test_it_parses_and_its_text_alternative_holds_the_counts(trials: Trials) -> None:
    root = ElementTree.fromstring(reliance_svg(a_map(trials)))
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    assert named == [root[0].get("id"), root[1].get("id")]
    assert text_of(root, "title").startswith("Reliance map")
    assert decided_words(trials) in text_of(root, "desc")


def test_the_cross_stands_at_the_plain_shares_within_its_intervals() -> None:
    root = ElementTree.fromstring(reliance_svg(a_map(Trials(40, 48, 6, 60))))
    circle = root.find(f".//{SVG}circle")
    assert circle is not None
    assert float(circle.get("cx", "0")) == pytest.approx(64 + 0.1 * 320, abs=0.1)
    assert float(circle.get("cy", "0")) == pytest.approx(40 + (1 - 40 / 48) * 320, abs=0.1)
    assert "Would not have sent it: 83% (70-91%). Good work held back: 10% (5-20%)." in text_of(root, "desc")


def test_too_few_votes_leave_the_square_empty_and_say_so() -> None:
    root = ElementTree.fromstring(reliance_svg(a_map(Trials(9, 12, 2, 10))))
    assert root.find(f".//{SVG}circle") is None
    assert "too few votes" in text_of(root, "title")
    assert "Of 10 votes on sound texts, 2 held it back." in text_of(root, "desc")


def test_without_a_sound_text_it_says_that_nobody_knows() -> None:
    root = ElementTree.fromstring(reliance_svg(a_map(Trials(30, 40, 0, 0))))
    assert root.find(f".//{SVG}circle") is None
    assert "Nobody knows" in text_of(root, "desc")


def test_nothing_comes_from_outside_and_every_colour_follows_the_page() -> None:
    svg = reliance_svg(a_map(Trials(40, 48, 6, 60)))
    assert re.findall(r"(?:href|src|url|import|script)", svg) == []
    assert svg.count("http") == 1
    assert "prefers-color-scheme: dark" in svg
    assert not re.findall(r'(?:fill|stroke)="#', svg)


def test_nothing_lies_outside_of_the_picture() -> None:
    root = ElementTree.fromstring(reliance_svg(a_map(Trials(300, 300, 300, 300))))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    for line in root.iter(f"{SVG}line"):
        assert 0 <= float(line.get("x1", "-1")) <= width
        assert 0 <= float(line.get("y2", "-1")) <= height


def test_a_place_without_a_sentence_has_its_cross_and_its_counts() -> None:
    root = ElementTree.fromstring(reliance_svg(replace(a_map(Trials(40, 48, 6, 60)), label=None)))
    assert root.find(f".//{SVG}circle") is not None
    assert text_of(root, "title") == "Reliance map"
    assert "Of 48 votes on faulty texts, 40 would not have sent it." in text_of(root, "desc")


def test_ids_can_differ_on_a_page_with_several_maps() -> None:
    assert 'id="spring-title"' in reliance_svg(a_map(TRIALS[4]), id="spring")
