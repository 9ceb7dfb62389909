"""Figures of a room and the words for them: one subject a file, no figure beyond what its numbers carry."""
