"""Writes the papers for the hour of a prepared session, or of an agenda as it would be led."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.services.errors import CannotWrite
from workshop.services.write_out import write_out
from workshop.storage.disk import is_link, make_folder, stands
from workshop.storage.names import PAPERS_FOLDER

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Step
    from workshop.core.agenda.prepared import Prepared
    from workshop.core.scenarios.scenario import Scenario, ScenarioId


def papers_folder(sessions: Path, name: str) -> Path:
    """Where the papers of a prepared session lie, beside the sessions.

    Raises:
        CannotWrite: it is a link to another place.
    """
    folder = sessions / PAPERS_FOLDER / name
    for place in (folder.parent, folder):
        if is_link(place):
            raise CannotWrite(f"{place} is a link to another place. Put a folder there, or use --out.")
    return folder


def write_handout(chosen: Sequence[Scenario], out: Path, key: Path | None) -> None:
    """Write the sheets of some texts for those who come and, on sheets of its own, their key for who leads.

    Raises:
        CannotWrite: both would be one file, one of them is there already, or the disk says no.
    """
    from workshop.reports.formats import HTML
    from workshop.reports.handout import handout, handout_key

    if key is not None and key.resolve() == out.resolve():
        raise CannotWrite(f"{key} would hold the texts and their key. Give the key a name of its own.")
    for path, option in ((out, "--out"), (key, "--key")):
        if path is not None and stands(path):
            raise CannotWrite(
                f"{path} is there already, and is not overwritten. Name another file ({option})."
            )
    write_out(out, HTML.write(handout(chosen)).encode())
    if key is not None:
        write_out(key, HTML.write(handout_key(chosen)).encode())


def write_papers(
    folder: Path, prepared: Prepared, steps: Sequence[Step], scenarios: Mapping[ScenarioId, Scenario]
) -> list[Path]:
    """Write run sheet, invitation, pre-read and pocket card into a folder, each as Markdown and as HTML.

    Raises:
        CannotWrite: the disk says no.
    """
    from workshop.reports.formats import page_formats
    from workshop.reports.papers import invitation, pocket_card, pre_read
    from workshop.reports.run_sheet import run_sheet

    papers = {
        "run-sheet": run_sheet(prepared, steps, scenarios),
        "invitation": invitation(prepared, steps),
        "pre-read": pre_read(prepared),
        "pocket-card": pocket_card(),
    }
    try:
        make_folder(folder)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}.") from error
    written = []
    for paper, page in papers.items():
        for form in page_formats():
            path = folder / f"{paper}.{form.ending}"
            write_out(path, form.write(page).encode())
            written.append(path)
    return written
