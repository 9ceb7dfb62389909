"""The way into TOML, and the faults of a file in words."""
