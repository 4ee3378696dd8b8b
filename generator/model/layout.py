"""Names of files and folders below the folder of `mkdocs.yml`."""

CONTENT = "content"
ARTICLES = f"{CONTENT}/articles"
PAGES = f"{CONTENT}/pages"
EDITIONS = f"{CONTENT}/editions"
CONFIG = "site_config"
PUBLIC = f"{CONFIG}/public"
"""Files that are published unchanged; mkdocs.yml may name another docs_dir."""
OVERRIDES = f"{CONFIG}/theme"
"""The site's own theme files; mkdocs.yml may name another theme.custom_dir."""
ENGINE_FILE = "mkdocs.yml"
CI_FILE = ".gitlab-ci.yml"
CI_FOLDER = ".github/workflows"
REQUIREMENTS = "requirements.txt"
INSTALLING = (CI_FILE, CI_FOLDER, REQUIREMENTS)
"""Files that build a digest in CI; a check looks for obsolete commands in them."""
WATCHED = (CONTENT, CONFIG)
"""Folders that a build reads besides the engine's own files."""
