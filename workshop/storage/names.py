"""The names of the files in a session folder that are no plans."""

FILE_NAME = "journal.sqlite"
"""The journal of a session that is not sealed."""

RECORD_NAME = "session.toml"
"""What was held, when, and what the room was asked."""
