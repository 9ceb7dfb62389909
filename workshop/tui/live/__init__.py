"""The wall: the live screen, its frame, and a panel for each step."""
