"""Measures the house: how large its files and functions are, who knows whom, and whether in a circle.

Run it in a checkout, or name others to compare: `python docs/measure_house.py [CHECKOUT ...]`.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

LONG = 40
"""Lines above which a function is long."""

Arrows = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of Python."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many there are."""
        return self.text.count("\n")

    @property
    def module(self) -> str:
        """The dotted name, as an import has it."""
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    @property
    def folder(self) -> str:
        """Where it lies; what lies at the top is a room of its own."""
        return str(self.path.parent if len(self.path.parts) > 2 else self.path.with_suffix(""))


def sources(checkout: Path, top: str) -> list[Source]:
    """All files below a folder of a checkout."""
    paths = sorted((checkout / top).rglob("*.py"))
    texts = [(path.relative_to(checkout), path.read_text("utf-8")) for path in paths]
    return [Source(path, text, ast.parse(text)) for path, text in texts]


def long_functions(files: list[Source]) -> Iterator[tuple[int, str]]:
    """The functions above the limit, each with its lines."""
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONG:
                    yield lines, f"{file.path}:{node.name}"


def imported(file: Source, modules: Mapping[str, Source]) -> Iterator[str]:
    """The modules of the house that a file imports, wherever in it."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if below in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def arrows(files: list[Source]) -> Arrows:
    """Which module imports which."""
    modules = {file.module: file for file in files}
    return {
        name: {other for other in imported(file, modules) if other in modules} - {name}
        for name, file in modules.items()
    }


def between_folders(files: list[Source]) -> Arrows:
    """Which folder imports which."""
    lies_in = {file.module: file.folder for file in files}
    by_folder: dict[str, set[str]] = {}
    for name, others in arrows(files).items():
        by_folder.setdefault(lies_in[name], set()).update(lies_in[other] for other in others)
    return {folder: others - {folder} for folder, others in by_folder.items()}


def between_neighbours(files: list[Source]) -> Arrows:
    """Which imports which of those that lie side by side in one folder, be it a file or a folder."""
    graph: dict[str, set[str]] = {}
    for name, others in arrows(files).items():
        for other in others:
            here, there = name.split("."), other.split(".")
            same = next((at for at, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), None)
            if same is not None:
                graph.setdefault(".".join(here[: same + 1]), set()).add(".".join(there[: same + 1]))
    return graph


def circles(graph: Arrows) -> list[str]:
    """Circles, one after the other, until none is left: each is cut at its last arrow to find the next."""
    rest = {name: set(others) for name, others in graph.items()}
    found = []
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            circle = error.args[1][::-1]  # it comes from the one that is imported
            found.append(" -> ".join(circle))
            rest[circle[-2]].discard(circle[-1])
        else:
            return found


def measures(checkout: Path) -> Iterator[tuple[str, str]]:
    """The lines of the table, and what is large or runs in a circle by its name."""
    for top in ("workshop", "tests"):
        files = sources(checkout, top)
        lines = [file.lines for file in files]
        largest = max(files, key=lambda file: file.lines)
        long = sorted(long_functions(files), reverse=True)
        yield f"{top}: files", str(len(files))
        yield f"{top}: lines", str(sum(lines))
        yield f"{top}: median file", str(statistics.median_low(lines))
        yield f"{top}: largest file", f"{largest.lines} {largest.path}"
        yield f"{top}: functions above {LONG} lines", str(len(long))
        if top == "workshop":
            yield from ((f"  {where}", str(length)) for length, where in long)
            yield "arrows between modules", str(sum(map(len, arrows(files).values())))
            yield "folders", str(len(between_folders(files)))
            yield "arrows between folders", str(sum(map(len, between_folders(files).values())))
            yield "circles of neighbours", "; ".join(circles(between_neighbours(files))) or "none"


def main() -> None:
    """Print the table of each checkout."""
    for checkout in [Path(given) for given in sys.argv[1:]] or [Path(__file__).parents[1]]:
        if not (checkout / "workshop").is_dir():
            sys.exit(f"{checkout} is no checkout: name a folder that holds workshop/.")
        print(checkout.resolve().name)  # noqa: T201 - a tool, not the program
        for name, value in measures(checkout):
            print(f"  {name:44} {value}")  # noqa: T201


if __name__ == "__main__":
    main()
