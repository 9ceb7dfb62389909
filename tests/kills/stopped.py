"""Ends a process right before one of its calls that change the disk, whoever in it makes them.

SQLite writes as well as Python does, so the system is asked, and not Python: each call of each thread of the
process stops at its entry (ptrace, as a debugger does), and before the n-th of them that changes a file the
process is killed. What came before has happened, the n-th has not.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

assert sys.platform != "win32"

CAN_STOP = sys.platform == "linux" and platform.machine() == "x86_64"
"""The numbers below are those of this system alone."""

_SEIZE, _INTERRUPT, _GO_ON, _LISTEN, _ASK = 0x4206, 0x4207, 24, 0x4208, 0x420E
_OPTIONS = 1 | 8 | 0x100000
"""Mark stops at calls, follow new threads, and kill what is watched when the watcher ends."""
_ALL_KINDS_OF_OURS = 0x40000000 | 0x20000000
"""Wait for threads as well, but only for those that this thread watches."""
_AT_A_CALL = signal.SIGTRAP | 0x80
_ENTERS = 1

_BY_DESCRIPTOR = {
    1: "write",
    18: "pwrite64",
    20: "writev",
    296: "pwritev",
    74: "fsync",
    75: "fdatasync",
    77: "ftruncate",
    285: "fallocate",
    91: "fchmod",
}
_BY_NAME = {
    76: "truncate",
    82: "rename",
    264: "renameat",
    316: "renameat2",
    87: "unlink",
    263: "unlinkat",
    83: "mkdir",
    258: "mkdirat",
    84: "rmdir",
    86: "link",
    265: "linkat",
    90: "chmod",
    268: "fchmodat",
}
_OPEN = {2: 1, 257: 2}
"""The calls that open, and which of their arguments holds the flags."""


class _Call(ctypes.Structure):
    _fields_ = [
        ("op", ctypes.c_uint8),
        ("pad", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("instruction", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
    ]


@dataclass(slots=True)
class Stopped:
    """The calls that changed the disk, in their order, and whether the process was killed before the last."""

    calls: list[str] = field(default_factory=list)
    killed: bool = False


def kill_before(pid: int, call: int, ready: Callable[[], None] = lambda: None) -> Stopped:
    """Watch a process of this user until it ends; kill it before its n-th call that changes the disk.

    Args:
        pid: the process.
        call: which call from now on, the first is 1.
        ready: called when every thread is watched.
    """
    stopped = Stopped()
    for thread in _threads(pid):
        _ptrace(_SEIZE, thread, 0, _OPTIONS)
        _ptrace(_INTERRUPT, thread, 0, 0)
    ready()
    while True:
        try:
            thread, status = os.waitpid(-1, _ALL_KINDS_OF_OURS)
        except ChildProcessError:
            return stopped
        if not os.WIFSTOPPED(status) or stopped.killed:
            continue
        number = os.WSTOPSIG(status)
        if number == _AT_A_CALL:
            number = 0
            if name := _changes_the_disk(pid, thread):
                stopped.calls.append(name)
                if len(stopped.calls) == call:
                    stopped.killed = True
                    os.kill(pid, signal.SIGKILL)
                    continue
        elif status >> 16:
            number = 0
        _ptrace(_GO_ON, thread, 0, number, may_be_gone=True)


def _threads(pid: int) -> list[int]:
    return [int(thread.name) for thread in Path(f"/proc/{pid}/task").iterdir()]


def _changes_the_disk(pid: int, thread: int) -> str:
    """The name of the call that a stopped thread is about to make; empty for one that changes no file."""
    call = _Call()
    _ptrace(_ASK, thread, ctypes.sizeof(call), ctypes.addressof(call), may_be_gone=True)
    if call.op != _ENTERS:
        return ""
    if call.number in _BY_NAME:
        return _BY_NAME[call.number]
    if call.number in _OPEN:
        return "open" if call.arguments[_OPEN[call.number]] & os.O_CREAT else ""
    name = _BY_DESCRIPTOR.get(call.number, "")
    return name if name and _is_of_the_disk(pid, call.arguments[0]) else ""


def _is_of_the_disk(pid: int, descriptor: int) -> bool:
    try:
        mode = Path(f"/proc/{pid}/fd/{descriptor}").stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _ptrace(request: int, thread: int, address: int, data: int, *, may_be_gone: bool = False) -> None:
    answer = _LIBC.ptrace(request, thread, ctypes.c_void_p(address), ctypes.c_void_p(data))
    if answer == -1 and not may_be_gone:
        raise OSError(ctypes.get_errno(), f"ptrace {request:#x}")


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    if CAN_STOP:
        libc.ptrace.restype = ctypes.c_long
        libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    return libc


_LIBC = _libc()
