"""What holds for all tests."""

import atexit
import os
import shutil
import tempfile
import time

import pytest

from tests.drawing import draw

# The first screen warns where nothing names UTF-8; only the tests of that are about it.
os.environ["LC_ALL"] = "C.UTF-8"

# Pictures that say what time it is say the same on each machine.
if hasattr(time, "tzset"):
    os.environ["TZ"] = "UTC"
    time.tzset()

# Keys of sessions lie in a folder of the account's own: never in the one of whoever runs the tests.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="workshop-state-")
atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """The long run (`-m long`, `-m "long or hypothesis"`) tries each property with all of its examples."""
    draw(whole=config.option.markexpr != "not long")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: many tests wait for a program on a terminal, or for a browser."""
    return 1 + (os.cpu_count() or 1)


@pytest.hookimpl(tryfirst=True)  # before the tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a browser is long: most of its time is spent on starting one and painting a page."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.long)
