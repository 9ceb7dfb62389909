"""Sentences that wall, phone and report say alike."""
