"""Redirects from old addresses: pages for any host, and rules for hosts that can answer 301.

Search engines treat `<meta http-equiv=refresh>` without a delay as a permanent redirect. It needs no
script and works in any folder of any host; the page also has a link, for readers who have
refreshing switched off.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from generator.model import address
from generator.model.address import absolute
from generator.model.policy import META

Redirects = Mapping[str, str]
"""Old path below the site's root → the new one."""

FILE = "_redirects"
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>{canonical}
<meta http-equiv="refresh" content="0; url={way}">
</head>
<body>
<main id="content">
<h1>This page has moved</h1>
<p>It is now at <a href="{way}">{title}</a>.</p>
</main>
</body>
</html>
"""


def redirect_page(old: str, new: str, title: str, language: str, url: str) -> str:
    """The page at an old address.

    Args:
        old: The address of the page.
        new: The address it redirects to.
        title: The title of the page there.
        language: Of the site.
        url: Where the site is published; "" when that is not known.
    """
    canonical = f'\n<link rel="canonical" href="{escape(absolute(url, new))}">' if url else ""
    way = escape(address.up(old) + new)
    return _PAGE.format(
        language=escape(language),
        policy=escape(META, quote=False),
        title=escape(title),
        canonical=canonical,
        way=way,
    )


def _rules(redirects: Redirects, url: str) -> list[tuple[str, str]]:
    """Paths from the root of the host, in order; files, unlike folders, have no slash at the end."""
    base = urlsplit(url).path or "/"
    return [
        (base + (old.rstrip("/") if "." in old else old), base + new)
        for old, new in sorted(redirects.items())
    ]


def redirects_file(redirects: Redirects, url: str) -> str:
    """`_redirects` as Netlify, Cloudflare Pages and GitLab Pages read it.

    Args:
        redirects: Old path → new one.
        url: Where the site is published, perhaps in a folder of the host.
    """
    return "".join(f"{old} {new} 301\n" for old, new in _rules(redirects, url))


def nginx_map(redirects: Redirects, url: str) -> str:
    """A file to include into nginx' `http` block, beside the snippet that sets headers."""
    rules = "".join(f"    {old} {new};\n" for old, new in _rules(redirects, url))
    return f"""\
# Written by `digest redirects --format nginx`. In the server block:
#
#   if ($digest_moved) {{ return 301 $digest_moved; }}

map_hash_bucket_size 512;
map $uri $digest_moved {{
    default "";
{rules}}}
"""


def caddy_map(redirects: Redirects, url: str) -> str:
    """A snippet for a Caddyfile."""
    rules = "".join(f"\t\t{old} {new}\n" for old, new in _rules(redirects, url))
    return f"""\
# Written by `digest redirects --format caddy`. In the site's block: import digest_moved

(digest_moved) {{
	map {{path}} {{digest_moved}} {{
{rules}		default ""
	}}
	@digest_moved expression `{{digest_moved}} != ""`
	redir @digest_moved {{digest_moved}} permanent
}}
"""


FORMATS = {"netlify": redirects_file, "nginx": nginx_map, "caddy": caddy_map}
"""The name of a host's format → its writer."""
