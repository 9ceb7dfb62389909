"""Takes back in what was kept when a plan could not be changed, as `workshop plan review --from` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from workshop.core.problems import UnusableFile
from workshop.services.errors import NothingChanged
from workshop.storage.disk import remove_file, write_whole
from workshop.storage.plans.folder import PlanError
from workshop.storage.plans.kept_reviews import Heard, command_for, kept_text, read_kept
from workshop.storage.plans.look_backs import save_review


def take_in(
    path: Path, sessions: Path | None, *, tell: Callable[[str], None], warn: Callable[[str], None]
) -> tuple[int, int]:
    """Write every answer of a file into its plan; those that still cannot be written stay in the file.

    Where somebody else had held that look-back, the answer stands beside theirs, as a line with its date.
    Once all are taken in the file is removed.

    Args:
        path: the file.
        sessions: the folder of the session folders; by default the one that the file's own folder lies in.
        tell: told where each answer stands now.
        warn: told why one could not be written.

    Returns:
        How many answers were taken in, of how many.

    Raises:
        NothingChanged: nothing can be read from it, or it belongs to sessions that lie elsewhere.
    """
    kept = _answers_in(path, sessions)
    around = sessions or path.resolve().parent.parent
    left = []
    for heard in kept:
        try:
            action_id = save_review(around, heard, beside=True)
        except (UnusableFile, PlanError) as error:
            warn(str(error))
            left.append(heard)
        else:
            tell(f"{action_id}: saved in {heard.earlier.file}")
    if not left:
        remove_file(path)
    elif len(left) < len(kept):
        write_whole(path, kept_text(left))
    return len(kept) - len(left), len(kept)


def _answers_in(path: Path, sessions: Path | None) -> Sequence[Heard]:
    try:
        kept = read_kept(path)
    except UnusableFile as error:
        raise NothingChanged(f"Nothing was changed. {error}") from error
    elsewhere = next((heard.sessions for heard in kept if heard.sessions), "")
    if sessions is None and elsewhere:
        raise NothingChanged(
            f"Nothing was changed. The answers belong to a session in {elsewhere}. If that is right: "
            f"{command_for(path, kept)}"
        )
    return kept
