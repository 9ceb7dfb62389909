"""A room from join to sealed files: real processes, a real terminal, a real browser."""
