"""Redirect from old addresses: pages for any host, and paths for hosts that can answer 301.

Search engines treat `<meta http-equiv=refresh>` without a delay as a permanent redirect. It needs
no script and works in any folder of any host; the page also has a link, for readers who have
disabled refreshing.
"""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlsplit

from generator.model import address
from generator.pages.rendering import environment

Redirects = Mapping[str, str]
"""Old path below the site's root → new path."""

FILE = "_redirects"


def redirect_page(
    as_files: bool,
    old: str,
    new: str,
    title: str,
    site: tuple[str, str, str],
    styles: Sequence[str],
    policy: str,
) -> list[str]:
    """Write the page at an old address, with the title of the page at the new one.

    Args:
        as_files: Whether links need no server.
        old: The old address, below the site's root.
        new: The new address.
        title: The title of the page at the new address.
        site: The site's title, language and address, which is "" if unknown.
        styles: Paths of the theme's styles, below the site's root.
        policy: The content security policy of all pages.
    """
    site_title, language, url = site
    root = address.up(old)
    template = environment(language).get_template("redirect.html")
    html = template.render(
        language=language,
        policy=escape(policy, quote=False),
        title=title,
        site_title=site_title,
        root=root,
        styles=[root + style for style in styles],
        canonical=url + new if url else "",
        target=root + new,
    )
    return [address.as_files(html) if as_files else html]


def host_rules(redirects: Redirects, url: str) -> list[tuple[str, str]]:
    """List old and new paths as a host sees them.

    `url` is the address of the site, which may be in a folder of the host.
    """
    base = urlsplit(url).path or "/"
    rules = []
    for old, new in sorted(redirects.items()):
        is_file = "." in old
        path = old.rstrip("/") if is_file else old
        rules.append((base + path, base + new))
    return rules
