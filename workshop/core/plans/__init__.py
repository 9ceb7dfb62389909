"""Action plans and records: their values, their rules and their dates."""
