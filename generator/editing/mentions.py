"""Change the slugs and names that files mention, in front matter and in links."""

from __future__ import annotations

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
from generator.editing.journal import FileChange
from generator.editing.yaml_patch import Patch, comments_of, drop_items, set_text
from generator.editing.yaml_tree import Slot, YamlNode
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.document import parse

Moves = Mapping[str, str]
"""Slug → the slug that replaces it."""
Editor = Callable[[Patch], None]
"""Changes front matter."""
Rewrite = Callable[[str, str | None], str]
"""Changes the links of a text, given the address of its page, or None if it has several pages."""

_LONGEST_SLUG = 100
"""Maximum characters of a slug: a file name, which adds a date and `.md`, has at most 255 bytes."""
_MOST_CHOICES = 9
"""Maximum terms in a help line."""
_LINK = re.compile(r"(?P<ahead>\]\(\s*<?|\]:\s*<?)(?P<to>[^)\s>\"']+)")


def links_moved(site: str, *moves: tuple[str, str]) -> Rewrite:
    """Make a function that changes links within the site.

    Args:
        site: The address of the site, or "".
        moves: Prefixes of addresses and their replacements; `*` matches one part in both.
    """
    rules = []
    for old, new in moves:
        pattern = re.escape(old).replace(r"\*", "(?P<part>[a-z0-9-]+)")
        rules.append((re.compile(f"/{pattern}"), "/" + new.replace("*", r"\g<part>")))

    def rewrite(text: str, page: str | None) -> str:
        return _LINK.sub(lambda link: rewrite_link(link, page), text)

    def rewrite_link(link: re.Match[str], page: str | None) -> str:
        target = link["to"]
        path = f"/{target.removeprefix(site)}" if site and target.startswith(site) else target
        if page is not None and target.startswith(("./", "../")):
            path = urljoin(f"/{page}", target)
        after = next((rule.sub(new, path, count=1) for rule, new in rules if rule.match(path)), "")
        return link["ahead"] + after if after else link.group()

    return rewrite


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
    files: Iterable[SiteFile], context: Context, mentions: Callable[[str], bool], links: Rewrite, edit: Editor
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
    patch = Patch(source.front)
    edit(patch)
    page = address_of(file, context) if "./" in source.body else None
    after = replace(source, front=patch.text(file.path), body=links(source.body, page))
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
        raise EditError(f"'{name}' is part of several names in '{settings.name}'", f"write one of {choices}")
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


def move_terms(patch: Patch, taxonomy: Taxonomy, moves: Moves, spellings: Mapping[str, str]) -> None:
    """Replace the terms that front matter names.

    Args:
        patch: The front matter.
        taxonomy: The terms before the change.
        moves: Slugs and their replacements.
        spellings: Slug → how front matter names the term; terms that are absent keep their spelling.
    """

    def resolve(value: str) -> str:  # folded, as the check does
        plain = " ".join(value.split())
        if taxonomy.settings.lookup == "slug":
            return plain if plain in taxonomy.terms else ""
        return taxonomy.by_name.get(fold(plain), "")

    def target(value: str) -> str:
        slug = resolve(value)
        return moves.get(slug, slug)

    key = taxonomy.settings.front_matter
    for node in _scalars(patch.root, key):
        slug = resolve(node.value)
        if slug in moves and (new := spellings.get(moves[slug])) and new != node.value:
            set_text(node, new)
    if spellings:
        _drop_repeats(patch, key, target, set(moves.values()))


def move_list(patch: Patch, key: str, moves: Moves) -> None:
    """Replace slugs in a list without repeats."""
    for node in _scalars(patch.root, key):
        if new := moves.get(node.value):
            set_text(node, new)
    _drop_repeats(patch, key, lambda value: value, set(moves.values()))


def drop_value(patch: Patch, key: str, unwanted: Callable[[str], bool]) -> None:
    """Remove values from a list, and the list with its last value."""
    drop_items(patch, patch.root, key, lambda slot: not slot.node.is_collection and unwanted(slot.node.value))


def _scalars(node: YamlNode, key: str) -> list[YamlNode]:
    """The scalar at a path such as `source.name`, or the items of a list."""
    for part in key.split("."):
        slot = node.get(part)
        if slot is None:
            return []
        node = slot.node
    if not node.is_collection:
        return [node] if "." in key else []
    return [item.node for item in node.slots if not item.node.is_collection]


def _drop_repeats(patch: Patch, key: str, target: Callable[[str], str], moved: set[str]) -> None:
    """Keep the first of equal values, with the comments of the others."""
    first: dict[str, Slot] = {}

    def is_repeat(slot: Slot) -> bool:
        slug = "" if slot.node.is_collection else target(slot.node.value)
        earlier = first.setdefault(slug, slot)
        if earlier is slot or slug not in moved:
            return False
        earlier.above.extend([*slot.above, *comments_of(slot)])
        return True

    drop_items(patch, patch.root, key, is_repeat)
