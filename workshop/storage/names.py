"""The names of the files in a session folder that are no plans."""

FILE_NAME = "journal.sqlite"
"""The journal of a session that is not sealed."""

NEW_NAME = ".new.sqlite"
"""A journal until it has its tables."""

RECORD_NAME = "session.toml"
"""What was held, when, and what the room was asked."""

SEALING_NAME = ".session.toml.sealing"
"""The final record, before the key is destroyed; then it becomes `session.toml`."""
