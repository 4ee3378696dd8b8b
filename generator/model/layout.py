"""Names of files and folders below the folder of `mkdocs.yml`."""

from generator import __version__

CONTENT = "content"
ARTICLES = f"{CONTENT}/articles"
PAGES = f"{CONTENT}/pages"
CONFIG = "site_config"
PUBLIC = f"{CONFIG}/public"
"""Files that are published unchanged; mkdocs.yml may name another docs_dir."""
OVERRIDES = f"{CONFIG}/theme"
"""The site's own theme files; mkdocs.yml may name another theme.custom_dir."""
ENGINE_FILE = "mkdocs.yml"
REQUIREMENTS = "requirements.txt"
PROGRAM = "program.txt"
"""The file that says from where CI installs this program."""
NEWSROOM_WHEEL = f"digest_newsroom-{__version__}-py3-none-any.whl"
"""A file of the same release, because whoever registers a name at an index could take it."""
WATCHED = (CONTENT, CONFIG)
"""Folders that a build reads besides the engine's own files."""
