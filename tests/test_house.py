"""Who may know whom: `lint-imports` judges it, and what its contracts cannot say is said here."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import grimp

GRAPH = grimp.build_graph("workshop", include_external_packages=True)
CONTRACTS = {
    one["name"]: one
    for one in tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
LIBRARIES = set(
    CONTRACTS["a library from outside is known where it is used, and nowhere else"]["forbidden_modules"]
)


def from_outside(room: str) -> set[str]:
    """What the files of a room import that is neither ours nor of the standard library."""
    imported = {
        other
        for module in {room, *GRAPH.find_descendants(room)}
        for other in GRAPH.find_modules_directly_imported_by(module)
    }
    return {one for one in imported if one.split(".")[0] not in {"workshop", *sys.stdlib_module_names}}


def test_the_core_imports_the_standard_library_only() -> None:
    assert from_outside("workshop.core") == set()


def test_no_library_from_outside_is_forgotten_by_the_contract() -> None:
    assert from_outside("workshop") == LIBRARIES
