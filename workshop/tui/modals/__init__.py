"""Dialogs that lie over another screen."""
