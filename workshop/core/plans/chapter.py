"""What actions, ideas and plans are kept by."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.words import Audience, Phase


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one plan file is about: a phase, or what one role agrees on in it."""

    phase: Phase
    role: Audience | None = None

    @property
    def name(self) -> str:
        """What its file is called, such as `2-lead-role` or `2-lead-role.managers`."""
        name = f"{self.phase.number}-{self.phase.value}"
        return name if self.role is None else f"{name}.{self.role.value}"
