"""A terminal program that leads live leadership sessions on working with AI."""

__version__ = "0.1.0"
