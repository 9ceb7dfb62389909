"""Writes the papers for the hour of a prepared session, or of an agenda as it would be led."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workshop.services.errors import CannotWrite
from workshop.services.write_out import write_out
from workshop.storage.disk import is_link, make_folder

if TYPE_CHECKING:
    from workshop.services.live import LiveBackstage


def write_papers(live: LiveBackstage, name: str, out: Path | None) -> list[Path]:
    """Write run sheet, invitation and pre-read, each as Markdown and as HTML; returns the files.

    Args:
        live: what is behind the sessions.
        name: a prepared session, or an agenda.
        out: the folder for them; by default one beside the prepared session.

    Raises:
        NoSuch, UnusableFile: there is neither, or it cannot be read.
        BackstageError: the library has nothing for a step.
        CannotWrite: the disk says no.
    """
    from workshop.reports.formats import page_formats
    from workshop.reports.papers import invitation, pre_read, run_sheet

    file = live.preparing.find(name)
    prepared = (
        file.prepared if file is not None else live.preparing.begun(live.shelf.agenda(name), None, name)
    )
    steps, _ = live.preparing.steps(prepared)
    folder = out or live.sessions / "papers" / (file.path.stem if file is not None else prepared.agenda)
    for place in () if out else (folder.parent, folder):
        if is_link(place):
            raise CannotWrite(f"{place} is a link to another place. Name the folder with --out.")
    papers = {
        "run-sheet": run_sheet(prepared, steps, live.shelf.scenarios),
        "invitation": invitation(prepared, steps),
        "pre-read": pre_read(prepared),
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
