"""The errors that are sentences for the facilitator; any other one is a defect and stops the program."""

from __future__ import annotations

from workshop.core.problems import FileTrouble, Refused
from workshop.tui.host import HostError

FAILURES = (Refused, FileTrouble, HostError)
"""What the room and the host may say no with."""
