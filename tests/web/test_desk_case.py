"""A case of a team's own, written at the desk by plain forms: pasted, marked, checked, saved, played next."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
import pytest

from tests.builders import lead_to
from tests.shipped import library
from tests.web.conftest import House, a_house, page_of
from tests.web.desks import a_desk, desk_url
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.scenarios.draft import built, draft_of
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.services.scenario_draft import OwnCaseFiles
from workshop.services.shelf import Shelf
from workshop.services.texts_to_come import ShelfTexts
from workshop.storage.library.scenarios import load_scenario

LINES = [
    "We began March with 120 pallets.",
    "In March 30 pallets were delivered.",
    "We sold 45 pallets.",
    "At the end of March 115 pallets were left.",
]
SOURCE = "Stock on 1 March: 120 pallets.\nDelivered in March: 30 pallets.\nSold in March: 45 pallets."
OUTPUT = " ".join(LINES)


@dataclass
class Team:
    """A house whose desk writes cases into a folder, and the shelf that knows what was saved."""

    house: House
    desk: aiohttp.ClientSession
    folder: Path
    shelf: list[Shelf]

    @property
    def url(self) -> str:
        """The page of cases."""
        return f"{desk_url(self.house)}/case"

    async def press(self, page: str, do: str, **typed: str) -> tuple[int, str, str]:
        """Press a button of a page, without a script: its status, what comes, and where that stands."""
        async with self.desk.post(
            self.url,
            data={**fields_of(page), **typed, "do": do},
            headers={"Origin": self.house.origin},
        ) as answer:
            return answer.status, await answer.text(), answer.url.path_qs

    @property
    def kept(self) -> list[str]:
        """The names of the files in the team's folder."""
        return sorted(path.name for path in self.folder.glob("*"))


class _Fields(HTMLParser):
    """What a browser would send of the form on a page, whichever button is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field with its value."""
        of = {name: value or "" for name, value in attrs}
        if tag == "input" and (of.get("type") != "checkbox" or "checked" in of):
            self.fields[of["name"]] = of.get("value", "")
        elif tag == "textarea":
            self._area = of["name"]
            self.fields[self._area] = ""
        elif tag == "select":
            self._select = of["name"]
        elif tag == "option" and (self._select not in self.fields or "selected" in of):
            self.fields[self._select] = of["value"]

    def handle_endtag(self, tag: str) -> None:
        """The end of a text area."""
        if tag == "textarea":
            # The first line break is none of the text.
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._area:
            self.fields[self._area] += data


def fields_of(page: str) -> dict[str, str]:
    """The fields of the only form of a page."""
    parser = _Fields()
    parser.feed(page)
    return parser.fields


async def a_team(tmp_path: Path) -> Team:
    """A team in the lobby of its session, without a case of its own."""
    shelf, folder = [Shelf({}, {}, (), ())], tmp_path / "my-scenarios"

    def take_in(scenario: Scenario, path: Path) -> None:
        shelf[0] = replace(shelf[0], scenarios={**shelf[0].scenarios, scenario.id: scenario})

    files = OwnCaseFiles(folder, lambda: shelf[0].scenarios, lambda: dt.date(2026, 11, 30), take_in)
    house = await a_house(tmp_path / "s", texts=ShelfTexts(lambda: shelf[0]), cases=files)
    return Team(house, await a_desk(house), folder, shelf)


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    built = await a_team(tmp_path)
    yield built
    await built.house.close()


async def marked(team: Team) -> str:
    """The page of a case that is pasted, with its last line ticked and explained."""
    page = await page_of(team.desk, team.url)
    _, page, _ = await team.press(page, "check", source=SOURCE, output=OUTPUT)
    fields = {"wrong-4": "1", "kind-4": "arithmetic-slip", "why-4": "120 + 30 - 45 is 105."}
    _, page, _ = await team.press(page, "check", **fields)
    return page


async def test_a_case_is_pasted_marked_saved_and_played_in_place_of_the_next_text(team: Team) -> None:
    await lead_to(team.house.room, Stage.OPEN)
    desk = await page_of(team.desk, desk_url(team.house))
    assert "Write a case of our own" in desk
    page = await page_of(team.desk, team.url)
    status, page, where = await team.press(page, "check", source=SOURCE, output=OUTPUT)
    assert status == 200
    assert where.endswith("/case?of=case.draft")
    assert team.kept == ["case.draft"]
    assert [fields_of(page)[f"line-{n}"] for n in (1, 2, 3, 4)] == LINES
    assert "No line is marked. Mark what is wrong, or say that the text is sound." in page
    status, page, _ = await team.press(page, "check", **{"wrong-4": "1"})
    assert "Line 4, how: Is missing on a wrong sentence. Name the kind of failure." in page
    page = await marked(team)
    assert "It can be saved." in page
    status, page, where = await team.press(page, "play", title="March pallets")
    assert (status, where.partition("/desk")[2]) == (200, "")
    assert "March pallets" in page
    saved = load_scenario(team.folder / "march-pallets.toml")
    assert [line.wrong for line in saved.sentences] == [False, False, False, True]
    assert (saved.sentences[3].kind, saved.sentences[3].why) == ("arithmetic-slip", "120 + 30 - 45 is 105.")
    assert saved.source == SOURCE
    played = [step.scenario for step in team.house.room.view().steps]
    assert played[1] == "march-pallets"
    await lead_to(team.house.room, Stage.READ)
    assert team.house.room.desk().subject == "March pallets"


async def test_what_is_saved_can_be_chosen_for_any_step_to_come(team: Team) -> None:
    page = await marked(team)
    _, page, where = await team.press(page, "save", title="March pallets", phase="learn")
    assert where.endswith("?saved=march-pallets")
    assert "Saved: \u201cMarch pallets\u201d, as march-pallets.toml." in page
    assert "march-pallets.toml" in team.kept
    assert team.shelf[0].scenarios.keys() >= {"march-pallets"}


async def test_lines_are_joined_cut_dropped_and_a_sound_text_is_said_to_be_one(team: Team) -> None:
    page = await page_of(team.desk, team.url)
    _, page, _ = await team.press(page, "check", source=SOURCE, output=OUTPUT)
    _, page, _ = await team.press(page, "join 1")
    assert fields_of(page)["line-1"] == "We began March with 120 pallets. In March 30 pallets were delivered."
    _, page, _ = await team.press(
        page, "check", **{"line-1": "We began March with 120 pallets.\r\nThen 30 came.", "line-2": ""}
    )
    fields = fields_of(page)
    assert [fields.get(f"line-{n}", "") for n in range(1, 5)] == [
        "We began March with 120 pallets.",
        "Then 30 came.",
        "At the end of March 115 pallets were left.",
        "",
    ]
    _, page, _ = await team.press(page, "check", sound="1", **{"line-3": "105 were left.\nNobody counted."})
    assert fields_of(page)["sound"] == "1"
    assert "It can be saved." in page


@pytest.mark.parametrize(
    ("source", "output", "said"),
    [
        ("x" * 900_000, OUTPUT, "The source: This has 900,000 characters"),
        (SOURCE, "<html><body><p>a</p></body></html>", "The output: This is HTML"),
        ("a\0b", OUTPUT, "The source: This is no text."),
    ],
)
async def test_what_is_no_text_is_refused_in_words_and_stays_on_the_page(
    team: Team, source: str, output: str, said: str
) -> None:
    page = await page_of(team.desk, team.url)
    status, page, _ = await team.press(page, "check", source=source, output=output)
    assert (status, said in page) == (409, True)
    assert (len(fields_of(page)["source"]), fields_of(page)["output"]) == (len(source), output)
    assert team.kept == []


async def test_what_a_page_does_not_change_stays_as_it_was(team: Team) -> None:
    files = OwnCaseFiles(team.folder, dict, lambda: dt.date(2026, 11, 30))
    for id_ in ("learn-04", "learn-10", "learn-09", "role-05", "succeed-01"):
        draft = draft_of(library().scenarios[ScenarioId(id_)])
        kept = files.keep(draft, None)
        assert kept is not None
        before = built(files.open(kept).draft)
        page = await page_of(team.desk, f"{team.url}?of={kept.name}")
        status, page, _ = await team.press(page, "check")
        assert (status, built(files.open(kept).draft)) == (200, before), id_
        status, page, _ = await team.press(page, "check", **{"wrong-1": "1", "clause-1": "99"})
        assert (status, "Line 1: The source has the lines 1 to" in page) == (409, True)
        assert built(files.open(kept).draft) == before


async def test_what_another_device_wrote_meanwhile_is_not_overwritten(team: Team) -> None:
    page = await marked(team)
    await team.press(page, "check", **{"line-1": "The other device."})
    status, page, _ = await team.press(page, "check", **{"line-1": "This device."})
    assert (status, "Another device wrote in this case meanwhile" in page) == (409, True)
    assert team.kept == ["case-2.draft", "case.draft"]
    texts = [path.read_text("utf-8") for path in sorted(team.folder.glob("*.draft"))]
    assert ["This device." in text for text in texts] == [True, False]
    assert "case-2.draft" in page


async def test_a_page_that_is_out_of_date_saves_nothing(team: Team) -> None:
    await lead_to(team.house.room, Stage.OPEN)
    page = await marked(team)
    await team.house.room.lead(c.DropStep(5))
    status, page, _ = await team.press(page, "play")
    assert (status, "The room has moved on meanwhile." in page) == (409, True)
    assert team.kept == ["case.draft"]


async def test_it_is_thrown_away_and_nobody_else_finds_the_page(team: Team) -> None:
    page = await marked(team)
    _, page, where = await team.press(page, "away")
    assert (team.kept, where.endswith("/desk/case")) == ([], True)
    phone = team.house.phone()
    for ask in (phone.get(team.url), phone.post(team.url, data=fields_of(page) | {"do": "check"})):
        async with ask as answer:
            assert answer.status == 404
    async with team.desk.post(
        team.url, data={"do": "check"}, headers={"Origin": team.house.origin}
    ) as answer:
        assert answer.status == 400
    elsewhere = {"Origin": "http://elsewhere.example"}
    async with team.desk.post(team.url, data=fields_of(page) | {"do": "check"}, headers=elsewhere) as answer:
        assert answer.status == 403
