"""Names of files and folders below the folder of `mkdocs.yml`."""

from __future__ import annotations

CONTENT = "content"
ARTICLES = f"{CONTENT}/articles"
PAGES = f"{CONTENT}/pages"
EDITIONS = f"{CONTENT}/editions"
CONFIG = "site_config"
PUBLIC = f"{CONFIG}/public"
"""Files that are published as they are, unless mkdocs.yml names another docs_dir."""
OVERRIDES = f"{CONFIG}/theme"
"""The site's own parts of the theme, unless mkdocs.yml names another theme.custom_dir."""
ENGINE_FILE = "mkdocs.yml"
WATCHED = (CONTENT, CONFIG)
"""Folders that a build reads besides the engine's own files."""
