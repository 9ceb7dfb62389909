"""Three themes of our own: for a dark room, for a bright one, and with all the contrast there is.

Four colours have a meaning, the same in each theme; the rest is ink on paper. What is right or wrong is said
by a sign and a word as well, so that it is told without any colour.

| meaning | what it is | its names in a style sheet |
|---|---|---|
| now | what happens, the key that is meant, what asks for a look | `$accent`, `$warning`, `$text-warning` |
| right | what was right, found or kept | `$success`, `$text-success` |
| wrong | what is wrong, or failed | `$error`, `$text-error` |
| quiet | what may be passed over | `$text-muted` |
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str,
    *,
    ink: str,
    large: str,
    paper: str,
    raised: tuple[str, str],
    now: str,
    right: str,
    wrong: str,
    quiet: str,
    faint: str,
    edge: str,
) -> Theme:
    """A theme of a few colours under the names that Textual has for them.

    `large` is the ink of headlines and bars, `faint` that of lines which only divide, `edge` that of borders.
    """
    surface, panel = raised
    return Theme(
        name=name,
        primary=large,
        secondary=quiet,
        accent=now,
        warning=now,
        error=wrong,
        success=right,
        foreground=ink,
        background=paper,
        surface=surface,
        panel=panel,
        dark=ink == "#ffffff",
        variables={
            "text": ink,
            "text-muted": quiet,
            "text-disabled": faint,
            "text-accent": now,
            "text-warning": now,
            "text-success": right,
            "text-error": wrong,
            "block-cursor-background": now,
            "block-cursor-foreground": paper,
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": ink,
            "border": now,
            "border-blurred": edge,
            "scrollbar": edge,
            "scrollbar-background": surface,
            "input-cursor-background": now,
            "input-cursor-foreground": paper,
            "input-selection-background": large,
            "input-selection-foreground": paper,
        },
    )


DARK = _theme(
    "workshop-dark",
    ink="#ffffff",
    large="#7cc4ff",
    paper="#0a0d12",
    raised=("#141a22", "#1e2733"),
    now="#ffd166",
    right="#7fe0a3",
    wrong="#ff7070",
    quiet="#b9c4d0",
    faint="#8b98a7",
    edge="#5b6b7c",
)
"""For a dark room."""

BRIGHT = _theme(
    "workshop-bright",
    ink="#000000",
    large="#24364c",
    paper="#ffffff",
    raised=("#f3f4f6", "#e6e8eb"),
    now="#1d4ed8",
    right="#05603a",
    wrong="#a8071a",
    quiet="#3c4753",
    faint="#55616e",
    edge="#76828f",
)
"""For a bright room, or a weak lamp."""

CONTRAST = _theme(
    "workshop-contrast",
    ink="#ffffff",
    large="#ffffff",
    paper="#000000",
    raised=("#0f0f0f", "#1c1c1c"),
    now="#ffff00",
    right="#00ffb0",
    wrong="#ff8a80",
    quiet="#dddddd",
    faint="#bbbbbb",
    edge="#bbbbbb",
)
"""For eyes that need all the contrast there is: each text has at least seven to one."""

THEMES = (DARK, BRIGHT, CONTRAST)


def next_theme(name: str) -> str:
    """The theme after the one in use, the first one after the last."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)]
