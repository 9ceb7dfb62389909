"""The errors that are sentences for the facilitator; any other one is a defect and stops the program."""

from __future__ import annotations

from workshop.core.machine import Refused
from workshop.storage.journal import JournalError
from workshop.storage.plans import PlanError
from workshop.tui.host import HostError

FAILURES = (Refused, JournalError, PlanError, HostError)
"""What the room and the host may say no with."""
