"""The endpoint that phones talk to, and the page they see."""
