"""The site's headers as hosts read them: `_headers` in the site, snippets for nginx and Caddy beside it.

A page carries its policy itself (`model.policy`), so a host that sets no headers is safe, too. The
templates in `hosts/` add what only headers can say: who may frame a page, what other sites may read, what
browsers keep.
Scripts of every site may read feeds and data; files whose names change with their content never expire.

    python -m generator.build.hosting hosting
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from generator.model.policy import HEADERS
from generator.system.file_writing import write

FILE = "_headers"
_VALUES = {
    "notice": "Made by `make hosting` from generator/model/policy.py; do not edit.",
    "https_only": "Once the site answers by HTTPS only, for good",
    "hsts": "max-age=31536000",
    "headers": HEADERS,
    "open": {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=900"},
    "open_paths": (
        *("/feed.xml", "/*/feed.xml", "/feed.json", "/*/feed.json", "/rss.xml", "/feeds.opml"),
        *("/api/*", "/data/*"),
    ),
    "open_pattern": r"^/(?:(?:.*/)?feed\.(?:xml|json)|rss\.xml|feeds\.opml|(?:api|data)/.*)$",
    "hashed": {"Cache-Control": "public, max-age=31536000, immutable"},
    "hashed_paths": (
        *("/pagefind/index/*", "/pagefind/filter/*"),
        *("/pagefind/:bundle/index/*", "/pagefind/:bundle/filter/*"),
    ),
    "hashed_pattern": r"^/(?:(?:assets/\w+|custom)\.[0-9a-f]+(?:/\w+)?\.(?:css|js)$"
    r"|pagefind/(?:[0-9]+/)?(?:index|filter)/)",
}


def _filled(name: str, files: tuple[str, ...] = ()) -> str:
    templates = Environment(  # noqa: S701 (configuration files, and every value is ours)
        loader=PackageLoader("generator.build", "hosts"), keep_trailing_newline=True
    )
    return templates.get_template(f"{name}.jinja").render(_VALUES, files=files)


def headers_file(files: Sequence[str]) -> str:
    """Return `_headers` as Netlify, Cloudflare Pages and others read it.

    Their patterns match whole names, so the theme's scripts and styles are listed: `files` are their paths.

    A header that two blocks set would be sent twice or joined, so no two blocks that can match one path set
    the same header.
    """
    kept = (f"/{file.rpartition('/')[0]}/*" if "/search." in file else f"/{file}" for file in files)
    return _filled(FILE, tuple(sorted(set(kept))))


def nginx() -> str:
    """Return a snippet for a `server` block; its locations must then not add other headers."""
    return _filled("nginx.conf")


def caddy() -> str:
    """Return a Caddyfile with a snippet to import into a site's block, for Caddy 2.6 (Debian's) and newer.

    Status codes as arguments of `handle_errors` and `encode` without formats came later.
    """
    return _filled("Caddyfile")


def write_snippets(folder: Path) -> None:
    """Write the snippets for nginx and Caddy."""
    write(folder / "nginx.conf", nginx())
    write(folder / "Caddyfile", caddy())


if __name__ == "__main__":
    write_snippets(Path(sys.argv[1]))
