"""Scenarios: what they are, the rules they keep, and the kinds of failure behind them."""
