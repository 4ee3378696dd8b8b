"""Change the slugs and names that files mention, in front matter and in links."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing.editable_files import SiteFile, address_of, split
from generator.editing.edition_draft import sealed_like
from generator.editing.file_changes import FileChange
from generator.editing.yaml_edits import edited
from generator.editing.yaml_text import Values, read
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.document import parse
from generator.read.link_addresses import link_addresses
from generator.system.bounds import TooSlowError, within

Moves = Mapping[str, str]
"""Slug → the slug that replaces it."""
Editor = Callable[[Values], None]
"""Changes the values of front matter or of a registry."""
Rewrite = Callable[[str, str | None], str]
"""Changes the links of a text, given the address of its page, or None if it has several pages."""

_LONGEST_SLUG = 100
"""Maximum characters of a slug: a file name, which adds a date and `.md`, has at most 255 bytes."""
_MOST_CHOICES = 9
"""Maximum terms in a help line."""
_LINK = re.compile(r"(?:\]\(\s*<?|\]:\s*<?)(?P<to>[^()\[\]<>\s\"'`\\]+)")
"""Matches what may be a link, up to the first character of its address that has a meaning in Markdown."""
_Replacement = tuple[int, int, str]
"""Offset of the first character to replace, offset after the last, and the new text."""


def links_moved(site: str, *moves: tuple[str, str]) -> Rewrite:
    """Make a function that changes links within the site, whose own address is `site` or unknown.

    `moves` has prefixes of addresses and their replacements; `*` matches one part in both.
    """
    rules = []
    for old, new in moves:
        pattern = re.escape(old).replace(r"\*", "(?P<part>[a-z0-9-]+)")
        rules.append((re.compile(f"/{pattern}"), "/" + new.replace("*", r"\g<part>")))

    def rewrite(text: str, page: str | None) -> str:
        links = [(*link.span("to"), new_address(link["to"], page)) for link in _LINK.finditer(text)]
        moved = [link for link in links if link[-1]]
        return _replaced(text, _within_links(text, moved)) if moved else text

    def new_address(target: str, page: str | None) -> str:
        path = f"/{target.removeprefix(site)}" if site and target.startswith(site) else target
        if page is not None and target.startswith(("./", "../")):
            path = urljoin(f"/{page}", target)
        return next((rule.sub(new, path, count=1) for rule, new in rules if rule.match(path)), "")

    return rewrite


def _within_links(text: str, replacements: list[_Replacement]) -> list[_Replacement]:
    """Leave out replacements of what only looks like a link: in code, in titles, after a backslash.

    Only Markdown's parser can tell, and it does not know where in a line a link is. So each address
    is replaced with a mark, and the marks to which the parsed text links are addresses.

    Raises:
        EditError: the text takes too long to parse.
    """
    prefix = "mark"
    while prefix in text:
        prefix += "k"
    marks = [f"/{prefix}-{number}/" for number in range(len(replacements))]
    marked = _replaced(
        text,
        [(start, end, mark) for (start, end, _), mark in zip(replacements, marks, strict=True)],
    )
    try:
        linked = " ".join(within(lambda: link_addresses(marked)))
    except TooSlowError:
        raise EditError(
            "a text that links to it takes too long to read", "write it as plain paragraphs"
        ) from None
    return [each for each, mark in zip(replacements, marks, strict=True) if mark in linked]


def _replaced(text: str, replacements: list[_Replacement]) -> str:
    parts, copied = [], 0
    for start, end, new in replacements:
        parts += [text[copied:start], new]
        copied = end
    return "".join([*parts, text[copied:]])


def mentions_of(slugs: Iterable[str], names: Iterable[str] = ()) -> Callable[[str], bool]:
    """Make a fast test whether a text may mention any of these; it can have false positives."""
    pattern = re.compile(rf"(?<![a-z0-9-])(?:{'|'.join(map(re.escape, slugs))})(?![a-z0-9-])")
    folded = [fold(name) for name in names]

    def mentions(text: str) -> bool:
        if pattern.search(text):
            return True
        plain = fold(text.replace("''", "'")) if folded else ""
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
                yield FileChange(file.path, file.data, sealed_like(file.data, after))


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
    if parse(file.data, file.path, context.settings.limits, report):
        return None
    return EditError(
        f"{file.path} names it and has errors\n{as_text(report)}", "fix that file, then try again"
    )


def find_slug(name: str, taxonomy: Taxonomy, spelling: Callable[[str], str] = str) -> str:
    """The slug of a term, found by its slug or any of its names.

    `spelling` says how help lines write the term of a slug.

    Raises:
        EditError: no term or several terms have this name.
    """
    settings = taxonomy.settings
    if slug := name if name in taxonomy.terms else taxonomy.by_name.get(fold(name)):
        return slug
    if several := taxonomy.shared.get(fold(name)):
        choices = " or ".join(map(spelling, several))
        raise EditError(f"'{name}' may be several of '{settings.name}'", f"write {choices}")
    part = fold(name)
    slugs = dict.fromkeys(slug for full, slug in taxonomy.by_name.items() if part and part in full)
    if 1 < len(slugs) <= _MOST_CHOICES:
        choices = ", ".join(f"{slug} ({taxonomy.terms[slug].name})" for slug in slugs)
        raise EditError(
            f"'{name}' is part of several names in '{settings.name}'", f"write one of {choices}"
        )
    names = [*taxonomy.terms, *taxonomy.by_name]
    help_line = did_you_mean(name, names, f"the slugs are declared in {settings.terms_path}")
    raise EditError(f"'{visible(name[:60])}' is not a term of '{settings.name}'", help_line)


def refuse_bad_slug(slug: str) -> None:
    """Check a new slug.

    Raises:
        EditError: the slug is invalid; the help gives a valid one.
    """
    if address.SLUG.match(slug) and len(slug) <= _LONGEST_SLUG and not slug.isdigit():
        return
    proposal = address.slugify(slug)
    otherwise = "use a-z, 0-9 and single hyphens, as in counter-terrorism; a number alone is a year"
    help_line = f"did you mean '{proposal}'?" if proposal not in ("", slug) else otherwise
    raise EditError(f"'{slug}' is not a slug", help_line)


def move_terms(front: Values, taxonomy: Taxonomy, moves: Moves, spelling: str) -> None:
    """Replace the terms that front matter names; `spelling` is the name of the replacement there."""

    def resolve(value: str) -> str:  # folded, as the check does
        plain = " ".join(value.split())
        if taxonomy.settings.lookup == "slug":
            return plain if plain in taxonomy.terms else ""
        return taxonomy.by_name.get(fold(plain), "")

    outer, _, key = taxonomy.settings.front_matter.rpartition(".")
    if not outer:
        move_list(front, key, moves, spelling, resolve)
    elif isinstance(inner := front.get(outer), dict) and isinstance(name := inner.get(key), str):
        inner[key] = spelling if resolve(name) in moves else name


def move_list(
    front: Values, key: str, moves: Moves, spelling: str, resolve: Callable[[str], str] = str
) -> None:
    """Replace slugs, or names that `resolve` to slugs, in a list; of equal ones, keep the first."""
    items, seen = [], set()
    for value in front[key] if isinstance(front.get(key), list) else ():
        slug = resolve(value) if isinstance(value, str) else ""
        new = moves.get(slug, slug)
        if new not in seen:
            items.append(spelling if slug in moves else value)
        seen.update({new}.intersection(moves.values()))
    if items:
        front[key] = items
