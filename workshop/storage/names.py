"""The names of the files in a session folder that are no plans."""

JOURNAL_NAME = "journal.sqlite"
"""The journal of a session that is not sealed."""

NEW_NAME = ".new.sqlite"
"""A journal until it has its tables."""

RECORD_NAME = "session.toml"
"""What was held, when, and what the room was asked."""

SEALING_NAME = ".session.toml.sealing"
"""The final record, before the key is destroyed; then it becomes `session.toml`."""

REVIEWS_NAME = "reviews.toml"
"""Answers that no plan could take: in the folder of a look-back, or of the session that was asked about."""

PREPARED_FOLDER = "prepared"
"""The folder, beside the session folders, of sessions that were prepared and not held."""
