"""Render pages of documentation as MkDocs does, in a process of their own with bounds.

Python-Markdown and its extensions take some short texts quadratic time or more, and raise errors of
any kind. So nothing here runs in the process that checks a site.
"""

import posixpath
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import yaml

from generator.read.yaml import Mapping as Keys
from generator.read.yaml import Node, Scalar
from generator.read.yaml import Sequence as Items
from generator.system.bounds import TooSlowError, in_child, little_memory, within

_BY_DEFAULT = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs loads in any case."""
_SECONDS = 2
"""The longest page of Material's own documentation takes 0.1 seconds."""
_FRAMES = 600
"""Of Python's 1,000, MkDocs, our plugin and a test may use 400 before the parser begins."""
_TOO_MUCH = "it takes too much time or memory"
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MarkdownExtension(NamedTuple):
    """A Markdown extension in mkdocs.yml."""

    name: str
    options: Mapping[str, Any]


class DocsSource(NamedTuple):
    """A page of documentation."""

    path: str
    """Its file below docs_dir."""
    front_matter: str
    text: str
    """Its Markdown, without front matter."""
    whole: str = ""
    """The text of the file."""


class Rendered(NamedTuple):
    """The HTML of a page, or the reason why there is none."""

    html: str = ""
    problem: str = ""


def options_of(node: Node | None, tags: Mapping[Any, str]) -> Any:  # noqa: ANN401 (any YAML)
    """Return a value of mkdocs.yml as MkDocs reads it; the objects it names are known to be safe.

    `tags` has the YAML tag of the value at a place.
    """
    tag = tags.get(node.place, "").rpartition("python/")[2] if node is not None else ""
    if tag.startswith("name:"):
        module, _, name = tag.removeprefix("name:").rpartition(".")
        return getattr(import_module(module), name)
    if isinstance(node, Keys):
        entries = {key: options_of(value, tags) for key, (_, value) in node.entries.items()}
        if tag:
            module, _, name = tag.removeprefix("object/apply:").rpartition(".")
            return getattr(import_module(module), name)(**entries.get("kwds", {}))
        return entries
    if isinstance(node, Items):
        return [options_of(item, tags) for item in node.items]
    if isinstance(node, Scalar):
        return yaml.load(node.value, _YAML) if node.plain else node.value  # noqa: S506 (safe)
    return None


def render(
    pages: Sequence[DocsSource],
    extensions: Sequence[MarkdownExtension],
    addresses: Mapping[str, str],
) -> list[Rendered]:
    """Render pages in another process; the first problem of each page is its result.

    `addresses` maps the files of documentation to their addresses below the site's root. Links to
    them lead there, the others stay as they are. Pages that have not changed since the last call
    are remembered, for previews.
    """
    around = repr((extensions, sorted(addresses.items())))
    new = [page for page in pages if (around, page) not in _rendered]
    results = dict(zip(new, _in_child(new, extensions, addresses), strict=True)) if new else {}
    every = [results.get(page) or _rendered[around, page] for page in pages]
    _rendered.clear()
    _rendered.update({(around, page): result for page, result in zip(pages, every, strict=True)})
    return every


_rendered: dict[tuple[str, DocsSource], Rendered] = {}


def _in_child(
    pages: Sequence[DocsSource],
    extensions: Sequence[MarkdownExtension],
    addresses: Mapping[str, str],
) -> list[Rendered]:
    work = partial(_render_all, pages, extensions, addresses)
    try:
        return in_child(work, 10 + _SECONDS * len(pages))
    except (TooSlowError, ChildProcessError, MemoryError):
        if len(pages) == 1:
            return [Rendered(problem=_TOO_MUCH)]
        return [result for page in pages for result in _in_child([page], extensions, addresses)]


def _render_all(
    pages: Sequence[DocsSource],
    extensions: Sequence[MarkdownExtension],
    addresses: Mapping[str, str],
) -> list[Rendered]:
    rendered = []
    # MkDocs calls the parser from more frames than this, and a deep text must not pass here only.
    frame, count = sys._getframe(), 0  # noqa: SLF001 (documented in `sys`)
    while frame.f_back is not None:
        frame, count = frame.f_back, count + 1
    sys.setrecursionlimit(_FRAMES + count)
    for page in pages:
        try:
            with little_memory():
                html = within(partial(_html, page, extensions, addresses), _SECONDS)
            rendered.append(Rendered(html))
        except (TooSlowError, MemoryError):
            rendered.append(Rendered(problem=_TOO_MUCH))
        except RecursionError:
            rendered.append(Rendered(problem="it is nested too deeply"))
        except Exception as error:  # noqa: BLE001 (extensions raise anything)
            reason = str(error).strip().partition("\n")[0][:200]
            rendered.append(Rendered(problem=reason or type(error).__name__))
    return rendered


def _html(
    page: DocsSource, extensions: Sequence[MarkdownExtension], addresses: Mapping[str, str]
) -> str:
    from markdown import Markdown  # only this process needs it
    from markdown.treeprocessors import Treeprocessor

    class FileLinks(Treeprocessor):
        """Leads links to files to their addresses, as MkDocs does."""

        def run(self, root: Any) -> None:  # noqa: ANN401 (an element)
            for element in root.iter():
                key = {"a": "href", "img": "src"}.get(element.tag, "")
                if key:
                    element.set(key, _led(element.get(key), page.path, addresses))

    yaml.load(page.front_matter, _YAML)  # noqa: S506 (safe; a date may not exist)
    options: dict[str, dict[str, Any]] = {
        name: {"use_align_attribute": True} for name in ("tables", "markdown.extensions.tables")
    }
    for extension in extensions:
        options[extension.name] = {**options.get(extension.name, {}), **extension.options}
    names = [*_BY_DEFAULT, *(extension.name for extension in extensions)]
    markdown = Markdown(extensions=list(dict.fromkeys(names)), extension_configs=options)
    markdown.treeprocessors.register(FileLinks(markdown), "digest_links", 0)
    return markdown.convert(page.text)


def _led(url: str, source: str, addresses: Mapping[str, str]) -> str:
    """The link to a file's address, relative to the page; other links are returned unchanged."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"'{url}' is not an address: {error}") from error
    if parts.scheme or parts.netloc or url.startswith(("/", "\\")) or not parts.path:
        return url
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
    if file not in addresses:
        return url
    way = "../" * addresses[source].count("/")
    return f"{way}{addresses[file]}" or "./"
