"""Write `llms.txt` (llmstxt.org), which describes the site and links to its text without layout."""

import re

from generator.data import csv_files, json_api
from generator.model import address
from generator.model.site import Site
from generator.pages.rendering import environment
from generator.pages.shared_views import site_view

NAME = "llms.txt"
NEWEST = 20
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~]")


def escaped(text: str) -> str:
    """Escape a text of one line so that every Markdown reader shows just its characters."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def llms(site: Site) -> str:
    """Write the file, with links to the site's plain pages and its newest articles."""
    templates = environment(site.settings.language)
    templates.filters["markdown"] = escaped
    return templates.get_template(NAME).render(
        address=address,
        site=site,
        view=site_view(site),
        settings=site.settings,
        newest=site.articles[:NEWEST],
        index=json_api.INDEX,
        table=csv_files.ARTICLES,
    )
