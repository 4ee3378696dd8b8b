"""The site's headers as hosts want them: `_headers` in the site, snippets for nginx and Caddy beside it.

A page carries its policy itself (`model.policy`), so a host that sets no
headers is safe, too. What only headers can say (who may frame a page, what
other sites may read, what browsers keep) stands here once and is written in
three languages. Feeds and data may be read by scripts of every site; names
that change with their content are kept for good.

    python -m generator.build.hosting hosting
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator.model.policy import HEADERS
from generator.system.file_writing import write

FILE = "_headers"
_OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=900"}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_OPEN_PATHS = (
    *("/feed.xml", "/*/feed.xml", "/feed.json", "/*/feed.json", "/rss.xml", "/feeds.opml"),
    *("/api/*", "/data/*"),
)
_OPEN_PATTERN = r"^/(?:(?:.*/)?feed\.(?:xml|json)|rss\.xml|feeds\.opml|(?:api|data)/.*)$"
_HASHED_PATHS = (
    "/assets/stylesheets/*",
    *("/pagefind/index/*", "/pagefind/filter/*", "/pagefind/:bundle/index/*", "/pagefind/:bundle/filter/*"),
)
_HASHED_PATTERN = r"^/(?:assets/stylesheets|pagefind/(?:[0-9]+/)?(?:index|filter))/"
_HSTS = "max-age=31536000"
_ABOUT = "Made by `make hosting` from generator/model/policy.py; do not edit."
_ABOUT_HSTS = "Once the site answers by HTTPS only, for good"


def headers_file() -> str:
    """`_headers` as Netlify, Cloudflare Pages and others read it.

    A header that two blocks set would be sent twice or joined, so no two blocks
    that can fit one path set the same.
    """
    blocks = [("/*", HEADERS)]
    blocks += [(path, _OPEN) for path in _OPEN_PATHS]
    blocks += [(path, _FOR_GOOD) for path in _HASHED_PATHS]
    lines = [f"# {_ABOUT}", f"# {_ABOUT_HSTS}, add below /*:", f"#   Strict-Transport-Security: {_HSTS}"]
    for path, headers in blocks:
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join(lines) + "\n"


def nginx() -> str:
    """A snippet for a `server` block, whose locations must then add no headers of their own."""
    always = "\n".join(f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return f"""\
# {_ABOUT}
#
#   server {{
#       listen 443 ssl;
#       server_name digest.example.org;
#       root /var/www/digest;
#       include /etc/nginx/snippets/digest.conf;   # this file
#   }}
#
# nginx forgets these headers in a location that adds one itself: include the file there, too.

{always}

# {_ABOUT_HSTS}:
# add_header Strict-Transport-Security "{_HSTS}" always;

set $digest_origin "";
set $digest_cache "no-cache";
if ($uri ~ "{_OPEN_PATTERN}") {{
    set $digest_origin "{_OPEN["Access-Control-Allow-Origin"]}";
    set $digest_cache "{_OPEN["Cache-Control"]}";
}}
if ($uri ~ "{_HASHED_PATTERN}") {{
    set $digest_cache "{_FOR_GOOD["Cache-Control"]}";
}}
add_header Access-Control-Allow-Origin $digest_origin;
add_header Cache-Control $digest_cache;

charset utf-8;
charset_types text/plain text/css text/xml application/javascript application/json application/xml;
error_page 404 /404.html;
"""


def caddy() -> str:
    """A Caddyfile with a snippet to import into a site's block, for Caddy 2.6 (Debian's) and newer.

    Status codes as arguments of `handle_errors` and `encode` without formats came later.
    """
    always = "\n".join(f'\t\t{name} "{value}"' for name, value in HEADERS.items())
    return f"""\
# {_ABOUT}
#
#   import Caddyfile
#   digest.example.org {{
#       root * /var/www/digest
#       import digest
#   }}

(digest) {{
	header {{
{always}
		?Cache-Control "no-cache"
		# {_ABOUT_HSTS}:
		# Strict-Transport-Security "{_HSTS}"
	}}
	@digest_open path_regexp {_OPEN_PATTERN}
	header @digest_open {{
{_tabbed(_OPEN)}
	}}
	@digest_hashed path_regexp {_HASHED_PATTERN}
	header @digest_hashed {{
{_tabbed(_FOR_GOOD)}
	}}
	encode zstd gzip
	file_server
	handle_errors {{
		@digest_missing expression {{err.status_code}} == 404
		handle @digest_missing {{
			rewrite * /404.html
			file_server
		}}
	}}
}}
"""


def _tabbed(headers: dict[str, str]) -> str:
    return "\n".join(f'\t\t{name} "{value}"' for name, value in headers.items())


def write_headers(site_dir: Path) -> None:
    """Put `_headers` into a site, unless its editors have put their own there."""
    if not (site_dir / FILE).exists():
        write(site_dir / FILE, headers_file())


def write_snippets(folder: Path) -> None:
    """Write the snippets for hosts of one's own."""
    write(folder / "nginx.conf", nginx())
    write(folder / "Caddyfile", caddy())


if __name__ == "__main__":
    write_snippets(Path(sys.argv[1]))
