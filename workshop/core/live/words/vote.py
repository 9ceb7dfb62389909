"""What is asked of a text while it is judged, on the wall and on every phone."""

from __future__ import annotations

QUESTION = "Would you send this?"
"""The one question of every vote; what the four answers mean in a case, its options say."""

ANSWERS = "The answers"
"""What stands above the four of them."""

WRITTEN = "What the AI wrote"
"""What stands above its lines."""

TALK = "Which line would not pass, and why?"
"""What the pairs talk about between the votes."""

HOW_TO_TALK = "First one explains, the other only listens. Then change over. Point at the line."

READ_FIRST = "Read first, alone and silent. The vote opens in a moment."
CLOSED = "Closed. Nothing is shown yet."
"""What a closed vote says, so that nobody waits for a bar."""

BY_HAND = "By hand, instead of the phones: not anonymous."
