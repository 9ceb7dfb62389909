"""How many phones the system allows: asked for once, and said when it is too few."""

from __future__ import annotations

import resource
import sys

import pytest

from workshop.services import limits

if sys.platform == "win32":
    pytest.skip("Windows has no such limits", allow_module_level=True)


class Files:
    """A system with a limit on open files."""

    def __init__(self, soft: int, hard: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = (soft, hard)
        monkeypatch.setattr(resource, "getrlimit", lambda _: self.now)
        monkeypatch.setattr(resource, "setrlimit", self._set)

    def _set(self, _: int, wanted: tuple[int, int]) -> None:
        assert wanted[0] <= wanted[1] or wanted[1] == resource.RLIM_INFINITY
        self.now = wanted


@pytest.mark.parametrize(
    ("soft", "hard", "after", "phones"),
    [
        (256, 65_536, 10_064, 5000),
        (1024, 4096, 4096, 2016),
        (1024, resource.RLIM_INFINITY, 10_064, 5000),
        (20_000, 65_536, 20_000, 9968),
        (256, 256, 256, 96),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, resource.RLIM_INFINITY, 5000),
    ],
)
def test_as_many_files_as_the_largest_room_needs(
    soft: int, hard: int, after: int, phones: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(soft, hard, monkeypatch)
    assert limits.raise_file_limit() == phones
    assert files.now == (after, hard)


def test_too_few_are_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    Files(256, 256, monkeypatch)
    assert limits.limit_notice() == "This account may open files for 96 phones only: see `ulimit -n`."
    Files(1024, 1024, monkeypatch)
    assert limits.limit_notice() is None
