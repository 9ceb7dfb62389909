"""Tests mirror the package: `tests/core/live/test_tally.py` speaks of `workshop/core/live/tally.py`."""
