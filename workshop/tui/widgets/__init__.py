"""Widgets that take plain values and mount alone."""
