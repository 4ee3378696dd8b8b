"""The Chromium in which tests and tools open pages."""

import shutil

# Debian's shell has the engine without the browser's own windows, which are pages, too.
CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which,
            ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser"),
        ),
    ),
    "",
)
"""Its path, or "" where there is none."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
