"""Names of files and folders below the folder of `mkdocs.yml`."""

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
CI = (".github", ".gitlab-ci.yml")
"""What tells code hosts which commands to run."""
WATCHED = (CONTENT, CONFIG)
"""Folders that a build reads besides the engine's own files."""
HABITS = ("articles", "posts", "_posts")
"""Folders of articles at the top of a site, in other systems."""
MISPLACED = ("docs", "overrides", *HABITS)
"""Folders at the top of a site that a check looks into though no setting names them."""
