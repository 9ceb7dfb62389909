"""Reads the library: scenarios, agendas and incidents."""
