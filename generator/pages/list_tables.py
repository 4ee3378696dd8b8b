"""Lists as tables, which `tables.js` makes in the browser from the tables of the years.

A file for each list would be a fifth of a site's files, and 130 MB at 10,000 articles.
"""

from urllib.parse import urlencode

from generator.model.site import Site


def table_query(site: Site, *terms: tuple[str, str]) -> str:
    """Describe the articles that name some terms or their descendants, for the script.

    `agencies=az-sss&themes=phishing&themes=smishing` finds the articles that name the agency and
    one of the themes. `terms` are pairs of a taxonomy and a slug.
    """
    wanted = []
    for name, slug in terms:
        slugs = site.taxonomies[name].with_below(slug)
        wanted += [(name, one) for one in slugs]
    return urlencode(wanted)
