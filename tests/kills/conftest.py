"""Windows has no signals, no fork and no loop devices: none of this is collected there."""

import sys

collect_ignore_glob = ["*"] if sys.platform == "win32" else []
