"""Source extracts on a phone: nothing is lost, prose flows, tables stay aligned."""

import pytest

from tests.shipped import library
from workshop.core.scenarios.scenario import Scenario
from workshop.core.scenarios.source_text import Block, blocks
from workshop.web.pages import first_sentence

LIBRARY = library().scenarios


@pytest.mark.parametrize("scenario", LIBRARY.values(), ids=LIBRARY.keys())
def test_no_character_of_a_source_is_lost(scenario: Scenario) -> None:
    shown = "".join("".join(block.lines) for block in blocks(scenario.source))
    assert "".join(shown.split()) == "".join(scenario.source.split())


@pytest.mark.parametrize("scenario", LIBRARY.values(), ids=LIBRARY.keys())
def test_a_setting_in_one_line_is_its_whole_first_sentence(scenario: Scenario) -> None:
    line = first_sentence(scenario.setting)
    assert scenario.setting.startswith(line)
    assert line.endswith((".", "!", "?"))
    assert len(line) >= 15


def test_lines_that_continue_are_joined() -> None:
    source = (
        "4.2 Batteries are not covered, unless the fault\n    was reported early.\n4.3 No\nTicket: a;\nb."
    )
    assert blocks(source) == (
        Block(False, ("4.2 Batteries are not covered, unless the fault was reported early.",)),
        Block(False, ("4.3 No",)),
        Block(False, ("Ticket: a; b.",)),
    )


def test_a_table_keeps_its_columns_two_spaces_apart() -> None:
    source = "Rule: above 10 people.\n\nTeam        Answers\nSales            18\nAll           1,837"
    assert blocks(source)[1] == Block(True, ("Team   Answers", "Sales       18", "All      1,837"))


def test_a_label_before_a_sentence_is_no_table() -> None:
    assert blocks("Ana:   Launch is still 9 June.\nBen:   Legal said no.") == (
        Block(False, ("Ana: Launch is still 9 June.",)),
        Block(False, ("Ben: Legal said no.",)),
    )


def test_one_row_of_cells_may_wrap_between_them() -> None:
    assert blocks("Aug 410   Sep 430   Oct 450") == (
        Block(False, ("Aug\u00a0410\u2003Sep\u00a0430\u2003Oct\u00a0450",)),
    )
