"""Write the site's headers for hosts: `_headers` in the site, and lines for other servers.

A page carries its policy itself (`model.policy`), so it is safe on a host without headers, too. The
templates in `hosts/` add rules that only headers can set: who may frame a page, what other sites
may read, what browsers cache. Scripts of every site may read feeds and data; files whose names
change with their content never expire.
"""

from collections.abc import Iterable, Sequence

from jinja2 import Environment, PackageLoader

from generator.model.policy import META, headers

FILE = "_headers"
SNIPPETS = {"apache": "apache.conf", "caddy": "Caddyfile", "netlify": FILE, "nginx": "nginx.conf"}
"""Host → its template."""


def filled(name: str, names: Sequence[str] = (), policy: str = META, base: str = "") -> str:
    """Fill a template for hosts: `_headers` (Netlify and others), or one for a server.

    The lines for nginx are for a `server` block, whose locations must then not add other headers.
    Those for Caddy are imported into a site's block, those for Apache included in one. `_headers`
    lists `names` (see `kept_names`).
    """
    templates = Environment(  # noqa: S701 (configuration files, and every value is ours)
        loader=PackageLoader("generator.recipes", "hosts"), keep_trailing_newline=True
    )
    return templates.get_template(f"{name}.jinja").render(
        headers=headers(policy), names=list(names), base=base
    )


def kept_names(files: Iterable[str]) -> list[str]:
    """List the theme's scripts and styles by name, for `_headers`.

    Its patterns match only whole names.
    """
    names = set()
    for file in files:
        is_of_search = "/search." in file
        names.add(f"/{file.rpartition('/')[0]}/*" if is_of_search else f"/{file}")
    return sorted(names)
