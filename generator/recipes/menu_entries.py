"""Check the pages that `nav` of mkdocs.yml names, before MkDocs makes a menu of dead links."""

import re
from collections.abc import Collection

from generator.check.docs_pages import docs_addresses
from generator.diagnostics.suggest import did_you_mean
from generator.load.loaded import Loaded
from generator.model.layout import PUBLIC
from generator.read.yaml import plain_values

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
"""Matches an address at another host, and a part of the same page."""
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn|mkd)\Z")


def check_menu(loaded: Loaded, paths: Collection[str]) -> None:
    """Report entries of the menu that lead to no page or file of the site.

    Plugins and hooks may add pages and change the menu, so with one of them nothing is checked.

    Args:
        loaded: The site.
        paths: Every path that a build makes.
    """
    files = loaded.others
    if files is None or files.engine.running or files.engine.hooks:
        return
    docs = docs_addresses(files.docs)
    sources = {path: address for address, path in docs.items()}
    for node in plain_values(files.engine.values.at("nav")):
        target = re.split("[?#]", node.value)[0].removeprefix("./").lstrip("/")
        stem = _MARKDOWN.sub("", target)
        is_source = stem != target
        address = target if not is_source else f"{stem}/".removesuffix("index/")
        page = f"{address.rstrip('/')}/index.html".lstrip("/")
        is_section = is_source and stem.rpartition("/")[2] == "index" and page in paths
        is_there = target in sources if is_source else target in paths or page in paths
        if _ELSEWHERE.match(node.value) or is_there or is_section:
            continue
        below = [path for path in sources if path.startswith(f"{target.rstrip('/')}/")]
        if is_source and page in paths:
            help_line = f"write the address of the page: {address}"
        elif not is_source and below:
            help_line = f"name a page of this folder: {', '.join(below[:3])}"
        else:
            folder = files.engine.docs or PUBLIC
            pages = (path for path in paths if path.endswith("/index.html"))
            addresses = [path.removesuffix("index.html") for path in pages]
            known = [*sources, *addresses] if is_source else [*addresses, *sources]
            form = f"write the path of a page in {folder}/, or the address of one of the digest's"
            help_line = did_you_mean(target, known, f"{form}, as in <page>/")
        message = f"the menu names '{node.value[:60]}', which is no page of the site"
        loaded.report.add(node.place, "broken-link", message, help_line)
