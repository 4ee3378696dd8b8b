"""Change the slugs and names that files mention, in front matter and in links."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from markdown_it.token import Token

from generator.check.article_fields import Context
from generator.data.written_values import LIMITS
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.editing.editable_files import SiteFile, split
from generator.editing.file_changes import FileChange
from generator.editing.yaml_edits import Piece, edited, replaced
from generator.editing.yaml_text import Values, read
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.document import parse
from generator.read.markdown_tokens import flavoured_parser
from generator.system.bounds import TooSlowError, within
from newsroom.editing.content_files import address_of

Moves = Mapping[str, str]
"""Slug → the slug that replaces it."""
Editor = Callable[[Values], None]
"""Changes the values of front matter or of a registry."""
Rewrite = Callable[[str, str | None], str]
"""Changes the links of a text, given the address of its page, or None if it has several pages."""

_LINK = re.compile(r"(?:\]\(\s*<?|\]:\s*<?)(?P<to>[^()\[\]<>\s\"'`\\]+)")
"""Matches what may be a link, up to the first character of its address that has a meaning in
Markdown."""
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_PARSER = flavoured_parser()


def links_moved(site: str, *moves: tuple[str, str], in_yaml: bool = False) -> Rewrite:
    """Make a function that changes links within the site.

    `site` is its address, "" if unknown. `moves` has prefixes of addresses and their replacements;
    `*` stands for one part of an address in both. In YAML, indented lines are no code.
    """
    rules = []
    for old, new in moves:
        pattern = re.escape(old).replace(r"\*", "(?P<part>[a-z0-9-]+)")
        replacement = new.replace("*", r"\g<part>")
        rules.append((re.compile(f"/{pattern}"), f"/{replacement}"))

    def rewrite(text: str, page: str | None) -> str:
        moved = []
        for link in _LINK.finditer(text):
            start, end = link.span("to")
            new = new_address(link["to"], page)
            if new:
                moved.append((start, end, new))
        if not moved:
            return text
        return replaced(text, _within_links(text, moved, in_yaml=in_yaml))

    def new_address(target: str, page: str | None) -> str:
        path = target
        if site and target.startswith(site):
            path = f"/{target.removeprefix(site)}"
        elif page is not None and target.startswith(("./", "../")):
            path = urljoin(f"/{page}", target)
        for rule, new in rules:
            if rule.match(path):
                return rule.sub(new, path, count=1)
        return ""

    return rewrite


def _within_links(text: str, replacements: list[Piece], *, in_yaml: bool) -> list[Piece]:
    """Keep only the replacements that are in links.

    What only looks like a link is in code, in titles, or after a backslash. Only Markdown's parser
    can tell, and it does not know where in a line a link is. So each address is replaced with a
    mark, and the marks to which the parsed text links are addresses.

    Raises:
        EditError: the text takes too long to parse.
    """
    prefix = "mark"
    while prefix in text:
        prefix += "k"
    marks = {f"/{prefix}-{number}/": one for number, one in enumerate(replacements)}
    marked = replaced(text, [(start, end, mark) for mark, (start, end, _) in marks.items()])
    if in_yaml:
        marked = _INDENTATION.sub("", marked)
    try:
        linked = " ".join(within(lambda: link_addresses(marked)))
    except TooSlowError:
        message = "a text that links to it takes too long to read"
        raise EditError(message, "write it as plain paragraphs") from None
    return [replacement for mark, replacement in marks.items() if mark in linked]


def mentions_of(slugs: Iterable[str], names: Iterable[str] = ()) -> Callable[[str], bool]:
    """Make a fast test whether a text may mention one of these slugs or names.

    It accepts some texts that do not, and misses names that a YAML escape hides.
    """
    any_slug = "|".join(map(re.escape, slugs))
    pattern = re.compile(rf"(?<![a-z0-9-])(?:{any_slug})(?![a-z0-9-])")
    folded = [fold(name) for name in names]

    def mentions(text: str) -> bool:
        if pattern.search(text):
            return True
        if not folded:
            return False
        plain = fold(text.replace("''", "'"))
        return any(name in plain for name in folded)

    return mentions


def follow_mentions(
    files: Iterable[SiteFile],
    context: Context,
    mentions: Callable[[str], bool],
    links: Rewrite,
    edit: Editor,
) -> Iterator[FileChange]:
    """Change the files that mention renamed or merged terms or articles.

    Only files that may mention them are parsed, and files in which a YAML escape could hide a name.

    Raises:
        EditError: a file that mentions one has errors, or cannot be changed safely.
    """
    for file in files:
        text = file.data.decode("utf-8", "replace")
        if not ("\\" in text or mentions(text)):
            continue
        try:
            after = edit_file(file, context, edit, links)
        except EditError as error:
            if mentions(text):
                raise _error_of(file, context) or error from error
        else:
            if after != file.data:
                yield FileChange(file.path, file.data, after)


def edit_file(file: SiteFile, context: Context, edit: Editor, links: Rewrite) -> bytes:
    """Change the front matter and the links of a content file; return its new bytes.

    Raises:
        EditError: its front matter cannot be parsed, or cannot be changed safely.
    """
    source = split(file.data)
    if source is None:
        raise EditError(f"{file.path}: cannot be read")
    page = address_of(file, context) if "./" in source.body else None
    values = read(source.front).values
    edit(values)
    front = edited(source.front, values, file.path)
    after = replace(source, front=front, body=links(source.body, page))
    return file.data if after == source else after.as_written


def _error_of(file: SiteFile, context: Context) -> EditError | None:
    report = Report()
    document = parse(file.data, file.path, context.settings.limits, report)
    if document is not None and document.sound:
        return None
    message = f"{file.path} names it and has errors\n{as_entries(report)}"
    return EditError(message, "fix that file, then try again")


def refuse_bad_slug(slug: str) -> None:
    """Check a new slug.

    Raises:
        EditError: the slug is invalid; the help gives a valid one.
    """
    if address.SLUG.match(slug) and len(slug) <= LIMITS["slug"] and not slug.isdigit():
        return
    proposal = address.slugify(slug)
    otherwise = "use a-z, 0-9 and single hyphens, such as <word>-<word>; a number alone is a year"
    if proposal not in ("", slug):
        raise EditError(f"'{slug}' is not a slug", f"did you mean '{proposal}'?")
    raise EditError(f"'{slug}' is not a slug", otherwise)


def move_terms(front: Values, taxonomy: Taxonomy, moves: Moves, spelling: str) -> None:
    """Replace the terms in front matter, whose slugs `moves` maps to new ones.

    `spelling` is how front matter names the replacement.
    """

    def resolve(value: str) -> str:  # folded, as the check does
        plain = " ".join(value.split())
        if taxonomy.settings.lookup == "slug":
            return plain if plain in taxonomy.terms else ""
        return taxonomy.by_name.get(fold(plain), "")

    outer, _, key = taxonomy.settings.front_matter.rpartition(".")
    if not outer:
        move_list(front, key, moves, spelling, resolve)
        return
    inner = front.get(outer)  # such as `source`, whose `name` is a term
    if isinstance(inner, dict):
        name = inner.get(key)
        if isinstance(name, str) and resolve(name) in moves:
            inner[key] = spelling


def move_list(
    front: Values, key: str, moves: Moves, spelling: str, resolve: Callable[[str], str] = str
) -> None:
    """Replace items of a list; of equal ones, keep the first.

    `moves` maps old slugs to new ones, and `resolve` turns a name in the list into a slug.
    `spelling` is how the list names the replacement.
    """
    values = front.get(key)
    if not isinstance(values, list):
        return
    replacements = set(moves.values())
    items: list[Values] = []
    seen = set()
    for value in values:
        slug = resolve(value) if isinstance(value, str) else ""
        new = moves.get(slug, slug)
        if new in replacements:
            if new in seen:
                continue
            seen.add(new)
        if slug in moves:
            value = spelling  # noqa: PLW2901 (the item under its new name)
        items.append(value)
    if items:
        front[key] = items


def link_addresses(body: str) -> list[str]:
    """The addresses of a text's links, images and link definitions, in document order.

    Escapes are resolved. What only looks like a link, as in code, is not among them.
    """
    return list(_addresses(_PARSER.parse(body)))


def _addresses(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrs["href"])
        elif token.type == "image":
            yield str(token.attrs["src"])
        elif token.type == "definition":
            yield token.meta["url"]
        yield from _addresses(token.children or ())
