"""What stands behind the commands: live sessions, the shelf, edits of plans."""
