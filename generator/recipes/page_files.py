"""List recipes of pages, of pages at old addresses, and of pictures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace as replace_view

from generator.load.loaded import Loaded
from generator.model import address
from generator.model.article import Articles
from generator.model.layout import OVERRIDES
from generator.model.page import ComposedPage, OwnTemplate
from generator.pages.redirect_pages import redirect_page
from generator.pages.rendering import Extensions, render
from generator.pages.shared_views import encoded, site_view
from generator.pages.theme import app_manifest
from generator.pages.views import SiteView
from generator.read.engine_config import LEAN
from generator.read.theme_names import styles_of, theme_folders
from generator.recipes.icons import favicon, icon_letter, touch_icon
from generator.recipes.recipe import DIGEST, Collected, Recipe, shared, written
from generator.recipes.shell import Frame, Shell

TOUCH_ICON = "touch-icon.png"
FAVICON = "favicon.ico"
MANIFEST = "site.webmanifest"


def pages(loaded: Loaded, frame: Frame, *, as_files: bool) -> Iterator[Recipe]:
    """Yield a recipe for every page within the frame.

    With `as_files`, links need no server.
    """
    site = _site_view(loaded)
    own = shared(loaded.templates)
    extensions = shared(loaded.checked.settings.extensions)
    shells = {shell: shared(shell) for shell in frame.shells.values()}
    owners = page_owners(loaded)
    for page in loaded.pages:
        view = Collected(partial(encoded, page, site))
        shell = shells[frame.around(page.address)]
        values = (shell, own, extensions, as_files, view, page.articles)
        path, owner = f"{page.address}index.html", owners[page.address]
        yield Recipe((path,), page_file, values, owner)


def _site_view(loaded: Loaded) -> SiteView:
    """Make the view of the site, whose picture may be a file beside a digest below a path."""
    view = site_view(loaded.checked)
    picture = loaded.checked.settings.share_image
    if picture and loaded.path and is_beside(loaded, picture):
        root = loaded.checked.settings.url.removesuffix(loaded.path)
        view = replace_view(view, share_image=f"{root}{picture}")
    return view


def is_beside(loaded: Loaded, name: str) -> bool:
    """Whether a file that site.yml names is the theme's or of documentation, at the site's root.

    A public file of the same name comes first.
    """
    if loaded.others is None or any(entry.path == name for entry in loaded.public):
        return False
    folders = theme_folders(loaded.root, loaded.others.engine)
    of_docs = any(entry.path == name for entry in loaded.others.docs)
    return of_docs or any(Path(folder, name).is_file() for folder in folders)


def page_owners(loaded: Loaded) -> dict[str, str]:
    """Map the address of each page to the content file, or the entry, that it shows."""
    site = loaded.checked
    owners = {article.address: article.path for article in site.published}
    owners |= {page.address: page.path for page in site.documents}
    owners |= {text.address: text.path for text in site.texts}
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            owners[address.term(name, term.slug)] = f"{term.place.path}:{term.place.line}"
    return {page.address: owners.get(page.address, DIGEST) for page in loaded.pages}


def page_file(
    shell: Shell,
    own: tuple[OwnTemplate, ...],
    extensions: Extensions,
    as_files: bool,
    view: bytes,
    articles: Articles,
) -> list[str]:
    """Write a page within the frame.

    `view` is the encoded `PageView`, `own` are the site's own templates, and `articles` those of
    the page.
    """
    html = shell.fill(render(view, own, articles, extensions))
    return [address.as_files(html) if as_files else html]


def composed(loaded: Loaded) -> Iterator[ComposedPage]:
    """Yield the pages as HTML without a frame."""
    site = _site_view(loaded)
    for page in loaded.pages:
        yield render(encoded(page, site), (), page.articles, loaded.checked.settings.extensions)


def old_addresses(
    loaded: Loaded,
    beside: Iterable[Recipe],
    linked: Sequence[str],
    policy: str,
    *,
    as_files: bool = False,
) -> Iterator[Recipe]:
    """Yield recipes for pages that redirect, and for copies of the files beside their targets.

    Args:
        loaded: The site.
        beside: The recipes of files beside pages.
        linked: The frame's scripts and styles; none for a site without a frame.
        policy: The content security policy of all pages.
        as_files: Whether links need no server.
    """
    titles = {page.address: page.title for page in loaded.pages}
    settings = loaded.checked.settings
    site = (settings.title, settings.language, settings.url)
    styles = []
    for file in linked:
        # Material's own styles are large, and a redirect has nothing that they style.
        if file.endswith(".css") and not file.startswith("assets/stylesheets/"):
            styles.append(file)
    styles = styles or styles_of(LEAN, (), loaded.root / OVERRIDES)
    for old, new in loaded.redirects.items():
        values = (as_files, old, new, titles[new], site, styles, policy)
        yield Recipe((f"{old}index.html",), redirect_page, values)
    yield from moved(beside, loaded.redirects)


def pictures(loaded: Loaded) -> Iterator[Recipe]:
    """Yield recipes for icons and the manifest.

    A file of the same name in public/ takes precedence.
    """
    settings = loaded.checked.settings
    letter = icon_letter(settings.title)
    manifest = msgspec.json.encode(app_manifest(settings))
    recipes = [
        Recipe((TOUCH_ICON,), touch_icon, (letter,)),
        Recipe((FAVICON,), favicon, (letter,)),
        written(MANIFEST, manifest),
    ]
    own = {entry.path for entry in loaded.public}
    for recipe in recipes:
        if recipe.paths[0] not in own:
            yield recipe


def moved(recipes: Iterable[Recipe], redirects: Mapping[str, str]) -> Iterator[Recipe]:
    """Yield files beside pages once more, at the pages' old addresses.

    `redirects` maps old addresses to new ones. A list that is now part of one above it has no copy:
    the feed above has other articles.
    """
    beside: dict[str, list[Recipe]] = defaultdict(list)
    targets = set(redirects.values())
    for recipe in recipes:
        folders = {path[: path.rfind("/") + 1] for path in recipe.paths}
        folder = folders.pop()
        if not folders and folder in targets:
            beside[folder].append(recipe)
    for old, new in redirects.items():
        for recipe in beside.get(new, ()) if old.count("/") == new.count("/") else ():
            paths = tuple(old + path.removeprefix(new) for path in recipe.paths)
            yield replace(recipe, paths=paths)


def paths_of(beside: Iterable[Recipe], redirects: Mapping[str, str]) -> dict[str, str]:
    """Map old paths to new ones, for pages and for the files that are beside the new ones.

    A subscriber of a list that is now part of another gets the feed of that one.
    """
    names = defaultdict(list)
    for recipe in beside:
        for path in recipe.paths:
            folder, slash, name = path.rpartition("/")
            names[folder + slash].append(name)
    moves = dict(redirects)
    for old, new in redirects.items():
        moves |= {f"{old}{name}": f"{new}{name}" for name in names[new] if "feed" in name}
    return moves
