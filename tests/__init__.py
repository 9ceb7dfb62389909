"""Tests mirror the package: `tests/core/test_tally.py` speaks of `workshop/core/live/tally.py`."""
