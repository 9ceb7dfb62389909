"""What teams read after a session."""
