"""Writes `requirements.lock` and `docs/dependencies.md`: `.venv/bin/python docs/list_dependencies.py`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

import uv
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[1]
LOCK = CHECKOUT / "requirements.lock"
LIST = CHECKOUT / "docs" / "dependencies.md"
COMMAND = "python docs/list_dependencies.py"
PINNED = re.compile(r"^([\w.-]+)==(\S+?)(?: ; (.+?))? \\$", re.M)
CLASSIFIER = "License :: OSI Approved :: "
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
"""Names that older packages give their licences."""
READ_BY_HAND = {
    "colorama": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "qrcode": "BSD-3-Clause AND MIT",  # its metadata says "other" as well; its text is these two
}
"""What the text of a licence says where the metadata says less."""
HEAD = f"""# Dependencies

What `requirements.lock` holds: every package that the program runs with, on any system, in the version that
was tested, with its licence as the package states it. Those in bold are asked for by the program, the others
by one of these. All are licences that code under MIT may depend on.

Written by `{COMMAND}`, together with the lock.

| package | version | licence | used |
|---|---|---|---|
"""


def ran(*words: str | Path) -> None:
    """Run uv with these words, and end with its own words if it fails."""
    subprocess.run([uv.find_uv_bin(), *map(str, words)], cwd=CHECKOUT, check=True)


def lock() -> None:
    """Write the versions of `pyproject.toml` for every system, with hashes and without any address."""
    ran(
        *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate"),
        *("--no-emit-index-url", "--custom-compile-command", COMMAND),
        *("pyproject.toml", "--output-file", LOCK),
    )


def unpacked(folder: Path) -> dict[str, Distribution]:
    """What the lock holds, other systems' packages too, each checked against its hashes."""
    everywhere = folder / "everywhere.txt"
    everywhere.write_text(PINNED.sub(r"\1==\2 \\", LOCK.read_text("utf-8")), encoding="utf-8")
    ran(
        *("pip", "install", "--quiet", "--no-deps", "--require-hashes", "--python", sys.executable),
        *("--target", folder / "all", "--requirement", everywhere),
    )
    return {canonicalize_name(one.name): one for one in distributions(path=[str(folder / "all")])}


def licence(package: Distribution) -> str:
    """What a package says of its licence, in the words of SPDX where they are known."""
    by_hand = READ_BY_HAND.get(canonicalize_name(package.name))
    if by_hand or (expression := package.metadata.get("License-Expression")):
        return by_hand or expression
    named = [one for one in package.metadata.get_all("Classifier") or [] if one.startswith("License ::")]
    said = [one.removeprefix(CLASSIFIER) for one in named] or [package.metadata.get("License", "unknown")]
    return " AND ".join(SPDX.get(one, one) for one in said)


def asked_for() -> set[str]:
    """The names that `pyproject.toml` gives."""
    _, _, rest = (CHECKOUT / "pyproject.toml").read_text("utf-8").partition("\ndependencies = [\n")
    return {canonicalize_name(name) for name in re.findall(r'^  "([\w.-]+)', rest.partition("\n]")[0], re.M)}


def row(name: str, version: str, marker: str | None, package: Distribution) -> str:
    """One line of the list."""
    shown = f"**{name}**" if name in asked_for() else name
    return f"| {shown} | {version} | {licence(package)} | {'some systems' if marker else 'everywhere'} |\n"


def main() -> None:
    """Write both files."""
    lock()
    with tempfile.TemporaryDirectory() as folder:
        packages = unpacked(Path(folder))
        found = PINNED.findall(LOCK.read_text("utf-8"))
        rows = [row(name, version, marker, packages[name]) for name, version, marker in found]
    LIST.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
