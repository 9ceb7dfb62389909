"""Sessions over months, and what they show together."""
