"""The rules of a session: pure values and functions, no I/O, no clock, no randomness."""
