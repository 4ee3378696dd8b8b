"""Names of files and folders below the folder of `mkdocs.yml`."""

from __future__ import annotations

CONTENT = "content"
ARTICLES = f"{CONTENT}/articles"
PAGES = f"{CONTENT}/pages"
EDITIONS = f"{CONTENT}/editions"
CONFIG = "site_config"
ENGINE_FILE = "mkdocs.yml"
WATCHED = (CONTENT, CONFIG)
"""Folders that a build reads besides the engine's own files."""
