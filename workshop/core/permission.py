"""A permission: what people may do, where, and with what data, as it is typed on a line."""

from __future__ import annotations

from dataclasses import dataclass

EXAMPLE = "try; in the test account; with public data"


@dataclass(frozen=True, slots=True)
class Permission:
    """What people may do; `where` and `data` are empty where nobody has said it."""

    what: str = ""
    where: str = ""
    data: str = ""

    @property
    def words(self) -> str:
        """All of it, as it is read aloud."""
        return ", ".join(filter(None, (self.what, self.where, self.data)))

    @property
    def is_bounded(self) -> bool:
        """Whether it says where, and with what data."""
        return bool(self.where and self.data)


def permission_in(line: str) -> Permission:
    """What stands on a line between its semicolons; what is more than three parts belongs to the last one."""
    return Permission(*(part.strip() for part in line.split(";", maxsplit=2)))
