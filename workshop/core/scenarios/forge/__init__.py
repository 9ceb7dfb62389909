"""The forge: from a sound text and its source it proposes lines that are wrong, each with its key."""
