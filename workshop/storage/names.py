"""The names of files in a session folder that are no plans, and of folders that are no sessions."""

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

AGENDAS_NAME = "agendas"
"""In the folder of the sessions: a team's own agendas."""

PAPERS_FOLDER = "papers"
"""In the folder of the sessions: what is printed and sent, a folder for each prepared session."""

NO_SESSIONS = frozenset({AGENDAS_NAME, PREPARED_FOLDER, PAPERS_FOLDER})
"""Folders in the folder of the sessions that are no sessions, whatever lies in them."""
