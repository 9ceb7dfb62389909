"""Leaves through Textual's own exit when the system asks us to go.

Without this a closed terminal or a `kill` would end the process at once: the terminal would stay in its
drawing mode, and phones would hang on a dead stream. The journal needs neither; it is whole at any moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def leave_on_signals(leave: Callable[[int], object]) -> None:
    """Call `leave` with the usual exit code (128 and the signal) when one of them comes."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        # Windows has no such handlers, and a loop outside the main thread may not set any.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, leave, 128 + number)
