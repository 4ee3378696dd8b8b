"""MkDocs messages to hide, and MkDocs settings that have no effect here."""

from __future__ import annotations

import logging

_LOGGERS = ("mkdocs.commands.build", "mkdocs.commands.serve", "mkdocs.livereload")
_STAND_INS = ("Page skipped", "Template skipped")
"""Messages about the placeholder pages with which MkDocs renders the theme."""
_PREVIEW_STEPS = (
    "Building documentation",
    "Cleaning site",
    "Documentation built",
    "Watching paths",
    "Detected file changes",
)


def hide_steps(*, preview: bool) -> None:
    """Hide MkDocs' messages about its own steps; a build keeps those about the output folder."""
    hidden = _STAND_INS + (_PREVIEW_STEPS if preview else ())
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(
            lambda record: not any(text in record.getMessage() for text in hidden)
        )


def palette_warning(palette: object) -> str:
    """The reason why the colours set for Material do not appear; empty if mkdocs.yml sets none."""
    palettes = palette if isinstance(palette, list) else [palette]
    for key in ("primary", "accent"):
        if any(isinstance(entry, dict) and entry.get(key, "custom") != "custom" for entry in palettes):
            advice = "set --accent in site_config/theme/custom.css"
            return f"theme.palette.{key} has no effect on a digest; {advice}"
    return ""
