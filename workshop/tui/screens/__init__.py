"""The screens, one subject each; they know messages and widgets, never the app."""
