"""What the program is built upon: ranges, a lock without addresses, licences, known weaknesses."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).parents[1]
LIST = runpy.run_path(str(CHECKOUT / "docs" / "list_dependencies.py"))
REPORT = runpy.run_path(str(CHECKOUT / ".ci" / "known_weaknesses.py"))["report"]
LOCK = (CHECKOUT / "requirements.lock").read_text("utf-8")
PINNED: dict[str, str] = {name: number for name, number, _ in LIST["PINNED"].findall(LOCK)}
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
ASKED = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
TOOLS = [Requirement(one) for one in PROJECT["project"]["optional-dependencies"]["dev"]]
MAY_BE_USED_BY_MIT = {"MIT", "Apache-2.0", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0"}
HEX = re.compile(r"\b[0-9a-f]{64}\b")


def next_series(of: str) -> str:
    """The version that begins what nobody has tried: the next major one, below 1 the next minor one."""
    major, minor, *_ = [*Version(of).release, 0]
    return f"{major + 1}" if major else f"0.{minor + 1}"


def lies_in_the_tested_range(asked: Requirement, tested: str) -> bool:
    return tested in asked.specifier and next_series(tested) not in asked.specifier


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_dependency_ends_where_the_tests_end(asked: Requirement) -> None:
    assert lies_in_the_tested_range(asked, PINNED[canonicalize_name(asked.name)])


@pytest.mark.parametrize("asked", TOOLS, ids=str)
def test_a_tool_ends_where_the_tests_end(asked: Requirement) -> None:
    assert lies_in_the_tested_range(asked, version(asked.name))


def test_the_lock_holds_what_the_program_and_its_dependencies_ask_for() -> None:
    seen, todo = set(), [canonicalize_name(one.name) for one in ASKED]
    while todo:
        name = todo.pop()
        assert name in PINNED
        if name in seen:
            continue
        seen.add(name)
        try:
            inner = [Requirement(one) for one in requires(name) or []]
        except PackageNotFoundError:
            continue  # another system's
        todo += [
            canonicalize_name(one.name)
            for one in inner
            if one.marker is None or one.marker.evaluate({"extra": ""})
        ]
    there = {
        canonicalize_name(one.name)
        for one in map(Requirement, requires("workshop-tui") or [])
        if not one.marker
    }
    assert there <= seen


def test_each_version_of_the_lock_has_hashes_and_nothing_but_hashes() -> None:
    for entry in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.M).strip()):
        first, *rest = entry.split(" \\\n    --hash=sha256:")
        assert LIST["PINNED"].match(f"{first} \\")
        assert rest
        assert all(re.fullmatch(HEX, one) for one in rest)


@pytest.mark.parametrize(
    "path",
    ["requirements.lock", "pyproject.toml", "docs/dependencies.md", ".ci/run", ".ci/known_weaknesses.py"],
)
def test_no_file_about_dependencies_names_an_address(path: str) -> None:
    text = HEX.sub("", (CHECKOUT / path).read_text("utf-8"))
    assert not re.search(r"://|\b[\w-]+\.(?:org|com|net|io|dev)\b|--(?:extra-)?index|find-links", text)


def test_uv_takes_the_versions_of_the_lock() -> None:
    constraints = dict(one.split("==") for one in PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert constraints.items() <= PINNED.items()
    assert {canonicalize_name(one.name) for one in ASKED} <= constraints.keys()


def listed() -> dict[str, tuple[str, str]]:
    rows = re.findall(r"^\| \**([\w.-]+?)\** \| (\S+) \| (.+?) \| \w+", LIST["LIST"].read_text("utf-8"), re.M)
    return {name: (number, licence) for name, number, licence in rows if name != "package"}


def test_the_list_names_each_version_of_the_lock_and_its_licence() -> None:
    assert {name: number for name, (number, _) in listed().items()} == PINNED
    for name, (number, licence) in listed().items():
        assert set(re.split(" AND | OR ", licence)) <= MAY_BE_USED_BY_MIT
        try:
            here = distribution(name)
        except PackageNotFoundError:
            continue
        if here.version == number:
            assert LIST["licence"](here) == licence


def known(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages})


SAFE: dict[str, object] = {"name": "a", "version": "1", "vulns": []}
WEAK: dict[str, object] = {
    "name": "b",
    "version": "2",
    "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}, {"id": "X-2"}],
}
UNKNOWN: dict[str, object] = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (known(SAFE), ["Known weaknesses: 0 in the 1 packages that were looked up."]),
        (
            known(SAFE, WEAK, UNKNOWN),
            [
                "Known weakness: b 2: X-1, mended in 2.1.",
                "Known weakness: b 2: X-2, mended in no version yet.",
                "Known weaknesses: 2 in the 2 packages that were looked up.",
                "Not looked up: 1 packages, of which the database says nothing.",
            ],
        ),
        (
            known(UNKNOWN),
            ["Known weaknesses: no database answered for any of 1 packages; nothing is known."],
        ),
        ("", ["Known weaknesses: nothing was looked up, no database could be reached (no name)."]),
    ],
)
def test_known_weaknesses_are_told_and_silence_is_not_called_safety(found: str, says: list[str]) -> None:
    assert REPORT(found, "Traceback:\nno name\n") == says
