"""The running session: commands, events, the machine, and the pictures that are drawn of it."""
