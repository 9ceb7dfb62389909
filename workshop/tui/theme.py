"""Two themes of our own, dark and light, with contrast that survives a projector."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="workshop-dark",
    primary="#7cc4ff",
    secondary="#b4c7dc",
    accent="#ffd166",
    warning="#ffb454",
    error="#ff8f8f",
    success="#7fe0a3",
    foreground="#ffffff",
    background="#0a0d12",
    surface="#141a22",
    panel="#1e2733",
    dark=True,
    variables={
        "text": "#ffffff",
        "text-muted": "#b9c4d0",
        "text-disabled": "#8b98a7",
        "block-cursor-background": "#ffd166",
        "block-cursor-foreground": "#0a0d12",
        "block-cursor-blurred-background": "#1e2733",
        "block-cursor-blurred-foreground": "#ffffff",
        "border": "#ffd166",
        "border-blurred": "#5b6b7c",
        "scrollbar": "#5b6b7c",
        "scrollbar-background": "#141a22",
        "input-cursor-background": "#ffd166",
        "input-cursor-foreground": "#0a0d12",
    },
)
"""For a dark room."""

LIGHT = Theme(
    name="workshop-light",
    primary="#0b4f9c",
    secondary="#40566e",
    accent="#8a3d00",
    warning="#8a4b00",
    error="#a8071a",
    success="#0b6b35",
    foreground="#000000",
    background="#ffffff",
    surface="#f2f4f7",
    panel="#e3e8ee",
    dark=False,
    variables={
        "text": "#000000",
        "text-muted": "#3c4753",
        "text-disabled": "#5e6b79",
        "block-cursor-background": "#0b4f9c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#e3e8ee",
        "block-cursor-blurred-foreground": "#000000",
        "border": "#0b4f9c",
        "border-blurred": "#8a97a5",
        "scrollbar": "#8a97a5",
        "scrollbar-background": "#e3e8ee",
        "input-cursor-background": "#0b4f9c",
        "input-cursor-foreground": "#ffffff",
    },
)
"""For a bright room, or a weak lamp."""

THEMES = (DARK, LIGHT)


def other(name: str) -> str:
    """The theme that is not in use."""
    return LIGHT.name if name == DARK.name else DARK.name
