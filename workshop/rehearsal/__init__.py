"""Simulated phones that vote through the real endpoint, and a leader that needs no screen."""
