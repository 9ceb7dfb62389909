"""How long a test waits for a condition before it fails."""

from __future__ import annotations

PATIENCE = 120.0
"""Seconds. A condition that comes takes a fraction of it; only a fault lasts so long, and no load does."""
