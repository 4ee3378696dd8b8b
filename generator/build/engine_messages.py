"""MkDocs messages to hide."""

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
