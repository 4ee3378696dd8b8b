"""List every file of a site, as recipes."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader

from generator.assemble.compiled_templates import compiled
from generator.data.editor_schemas import schemas
from generator.feeds.sitemap import OF_SITE
from generator.feeds.writer import FORMATS
from generator.load.loaded import Loaded
from generator.model.layout import PUBLIC
from generator.model.policy import META, headers
from generator.pages.redirect_pages import FILE as REDIRECTS
from generator.pages.redirect_pages import host_rules
from generator.read.theme_names import linked_files
from generator.recipes.page_files import old_addresses, pages, paths_of, pictures
from generator.recipes.recipe import DIGEST, EXTENSION, Recipe, collected_file, written
from generator.recipes.search_files import search_values
from generator.recipes.shell import Frame
from generator.recipes.syndication import feeds, sitemaps

_AT_ROOT = "_headers _redirects robots.txt CNAME .nojekyll favicon.ico sitemap-docs.xml"
AT_ROOT = frozenset(_AT_ROOT.split())
"""Files at the root of a site, wherever the digest is: hosts and search engines look for them
there."""


WORKER = "worker.js"
"""The file that removes the service worker of earlier versions, which was at this path."""


def every_file(loaded: Loaded, frame: Frame, *, as_files: bool = False) -> list[Recipe]:
    """List recipes for every file of a site except its search index; long ones come first.

    Args:
        loaded: A site that could be read.
        frame: What MkDocs renders around pages; without its shells, no pages are made.
        as_files: Make links that work without a server.

    Raises:
        ValueError: the site could not be read.
    """
    made = [*pages(loaded, frame, as_files=as_files)] if frame.shells else []
    recipes = []
    of_docs = {entry.path for entry in loaded.others.docs} if loaded.others else set()
    for recipe in [*besides_pages(loaded, frame, as_files=as_files), *made]:
        paths = tuple(path_below(loaded.path, name) for name in recipe.paths)
        # A file of documentation takes precedence over one for hosts and search engines.
        is_at_root = recipe.owner == DIGEST and recipe.paths[0] in (*AT_ROOT, OF_SITE)
        if not (is_at_root and of_docs.intersection(paths)):
            recipes.append(replace(recipe, paths=paths))
    return recipes


def besides_pages(loaded: Loaded, frame: Frame, *, as_files: bool) -> list[Recipe]:
    """List recipes for everything besides the pages within the frame."""
    linked = linked_files("".join(frame.around("").parts)) if frame.shells else []
    policy = frame.policy or META
    site = loaded.checked
    for_editors = []
    for where, schema in schemas(site.settings, site.taxonomies):
        text = msgspec.json.format(msgspec.json.encode(schema), indent=1)
        for_editors.append(written(where, text + b"\n"))
    beside = [*feeds(loaded)]
    old = [*old_addresses(loaded, beside, linked, policy, as_files=as_files)]
    # Hosts read headers and redirects; a file of the same name in public/ takes precedence.
    own = {entry.path for entry in loaded.public}
    for_hosts = []
    if HEADERS not in own:
        base = f"/{loaded.path}".rstrip("/")
        rules = filled(HEADERS, "" if frame.docs else policy, names=kept_names(linked), base=base)
        for_hosts.append(written(HEADERS, rules))
    if (loaded.redirects or site.settings.permalinks) and REDIRECTS not in own:
        url = site.settings.url
        moves = host_rules(paths_of(beside, loaded.redirects), url)
        rules = filled(REDIRECTS, root=urlsplit(url).path or "/", moves=moves)
        for_hosts.append(written(REDIRECTS, rules))
    for_browsers = []
    if site.settings.offline:
        for_browsers.append(written(WORKER, Path(__file__).with_name(WORKER).read_bytes()))
    recipes = [
        *search_values(loaded, frame.docs),
        *sitemaps(loaded, frame.docs),
        *beside,
        *for_editors,
        *for_browsers,
        *pictures(loaded),
        *old,
        *for_hosts,
        *[
            collected_file(file.path, Path(file.file).read_bytes, f"{PUBLIC}/{file.path}")
            for file in loaded.public
        ],
    ]
    return [*of_extensions(loaded, frame), *recipes]


def of_extensions(loaded: Loaded, frame: Frame | None) -> list[Recipe]:
    """List the recipes of extensions; a file of the same name in public/ takes precedence."""
    public = {entry.path for entry in loaded.public}
    recipes: list[Recipe] = []
    for extension in loaded.checked.settings.extensions:
        for recipe in extension.recipes(loaded, frame):
            if not public.isdisjoint(recipe.paths):
                continue
            recipes.append(replace(recipe, owner=f"{EXTENSION}{extension.name}"))
    return recipes


def path_below(path: str, name: str) -> str:
    """Return the path of a file of the digest, from the site's root.

    A name that begins with `../` is beside the digest.
    """
    if name in AT_ROOT or name.startswith(".well-known/"):
        return name
    if name.startswith("../"):
        return name.removeprefix("../")
    return path + name


HEADERS = "_headers"


def filled(name: str, policy: str = META, **values: object) -> str:
    """Fill a template for hosts: `_headers` or `_redirects` (Netlify and others).

    Args:
        name: The template.
        policy: The content security policy.
        values: Those of `_templates` that are known.
    """
    return _templates().get_template(f"{name}.jinja").render(headers=headers(policy), **values)


@cache
def _templates() -> Environment:
    templates = Environment(  # noqa: S701 (configuration files, and every value is ours)
        loader=PackageLoader("generator.recipes", "hosts"),
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled("hosts"),
    )
    templates.globals |= {
        "feeds": [form.file for form in FORMATS],
        "names": [],  # for `_headers`; see `kept_names`
        "base": "",  # the folder of the digest on its host, without a final slash
        "root": "/",  # the folder of the site on its host, with a final slash
        "moves": (),  # old and new paths on the host
    }
    return templates


def kept_names(files: Iterable[str]) -> list[str]:
    """List the theme's scripts and styles by name, for `_headers`.

    Its patterns match only whole names.
    """
    names = set()
    for file in files:
        is_of_search = "/search." in file
        names.add(f"/{file.rpartition('/')[0]}/*" if is_of_search else f"/{file}")
    return sorted(names)
