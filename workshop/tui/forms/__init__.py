"""Forms of several pages."""
