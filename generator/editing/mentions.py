"""Where documents name terms or articles: front matter and links of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.editing.editable_files import SiteFile, address_of, split
from generator.editing.edition_draft import sealed_like
from generator.editing.error import EditError
from generator.editing.journal import FileChange
from generator.editing.yaml_patch import Patch, comments_of, drop_items, set_text
from generator.editing.yaml_tree import Slot, YamlNode
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.document import parse

Moves = Mapping[str, str]
"""Slug → the slug that takes its place."""
Editor = Callable[[Patch], None]
"""Changes front matter."""
Rewrite = Callable[[str, str | None], str]
"""Changes a text that is shown at an address, or, with None, at several."""

_LONGEST_SLUG = 100
"""Characters; a file name may have 255 bytes, and day, hyphens and `.md` are part of it."""
_LINK = re.compile(r"(?P<ahead>\]\(\s*<?|\]:\s*<?)(?P<to>[^)\s>\"']+)")


def links_moved(site: str, *moves: tuple[str, str]) -> Rewrite:
    """A function that changes the links within the site, in Markdown or in YAML that holds some.

    Args:
        site: The address of the site; empty when it has none.
        moves: Beginnings of addresses, in which `*` is any one part, and what takes their place.
    """
    rules = []
    for old, new in moves:
        pattern = re.escape(old).replace(r"\*", "(?P<part>[a-z0-9-]+)")
        rules.append((re.compile(f"/{pattern}"), "/" + new.replace("*", r"\g<part>")))

    def move(text: str, address: str | None) -> str:
        return _LINK.sub(lambda link: moved(link, address), text)

    def moved(link: re.Match[str], address: str | None) -> str:
        before = link["to"]
        whole = f"/{before.removeprefix(site)}" if site and before.startswith(site) else before
        if address is not None and before.startswith(("./", "../")):
            whole = urljoin(f"/{address}", before)
        after = next((rule.sub(new, whole, count=1) for rule, new in rules if rule.match(whole)), "")
        return link["ahead"] + after if after else link.group()

    return move


def mentions_of(slugs: Iterable[str], names: Iterable[str] = ()) -> Callable[[str], bool]:
    """A quick and generous test whether a text may name something by slug, or by name in any spelling."""
    pattern = re.compile(rf"(?<![a-z0-9-])(?:{'|'.join(map(re.escape, slugs))})(?![a-z0-9-])")
    folded = [fold(name) for name in names]

    def mentions(text: str) -> bool:
        if pattern.search(text):
            return True
        plain = fold(text.replace("''", "'")) if folded else ""
        return any(name in plain for name in folded)

    return mentions


def followed(
    files: Iterable[SiteFile], context: Context, mentions: Callable[[str], bool], links: Rewrite, edit: Editor
) -> Iterator[FileChange]:
    """The changes to files that name what is renamed or merged.

    Args:
        files: Content files.
        context: The limits they are read under.
        mentions: Whether a text may name it; no other file is parsed, except where YAML's escapes can
            hide a name.
        links: How links of the text change.
        edit: Changes front matter.

    Raises:
        EditError: when a file that mentions it cannot be read, or cannot be changed safely.
    """
    for file in files:
        text = file.data.decode("utf-8", "replace")
        if not ("\\" in text or mentions(text)):
            continue
        try:
            after = edited(file, context, edit, links)
        except EditError as error:
            if mentions(text):
                raise _faulty(file, context) or error from error
        else:
            if after != file.data:
                yield FileChange(file.path, file.data, sealed_like(file.data, after))


def edited(file: SiteFile, context: Context, edit: Editor, links: Rewrite) -> bytes:
    """A content file with its front matter changed by `edit`, and its links.

    Args:
        file: The file.
        context: Settings and registries.
        edit: Changes front matter.
        links: Changes the text below it.

    Raises:
        EditError: when its front matter is none, is not plain YAML, or cannot be changed safely.
    """
    source = split(file.data)
    if source is None:
        raise EditError(f"{file.path}: cannot be read")
    patch = Patch(source.front)
    edit(patch)
    where = address_of(file, context) if "./" in source.body else None
    after = replace(source, front=patch.text(file.path), body=links(source.body, where))
    return file.data if after == source else after.as_written


def _faulty(file: SiteFile, context: Context) -> EditError | None:
    """What to say of a file that names what is to be changed and cannot be read."""
    report = Report()
    if parse(file.data, file.path, context.settings.limits, report):
        return None
    message = f"{file.path} names it and has errors of its own\n{as_text(report)}"
    return EditError(message, "fix that file, then try again")


def meant(said: str, taxonomy: Taxonomy, spelling: Callable[[str], str] = str) -> str:
    """The slug of the term that someone means, by slug or by any of its names.

    Args:
        said: What they say.
        taxonomy: Where they look.
        spelling: How to name a term to them, by its slug.

    Raises:
        EditError: when there is none, with the nearest, or several.
    """
    settings = taxonomy.settings
    if slug := said if said in taxonomy.terms else taxonomy.by_name.get(fold(said)):
        return slug
    if several := taxonomy.shared.get(fold(said)):
        choices = " or ".join(map(spelling, several))
        raise EditError(f"'{said}' may be several of '{settings.name}'", f"write {choices}")
    names = [*taxonomy.terms, *taxonomy.by_name]
    help_line = did_you_mean(said, names, f"the slugs are declared in {settings.terms}")
    raise EditError(f"'{said}' is not a term of '{settings.name}'", help_line)


def refuse_bad_slug(new: str) -> None:
    """Make sure that something can be a slug.

    Raises:
        EditError: with one that can.
    """
    if address.SLUG.match(new) and len(new) <= _LONGEST_SLUG and not new.isdigit():
        return
    proposal = address.slugify(new)
    otherwise = "use a-z, 0-9 and single hyphens, as in counter-terrorism; a number alone is a year"
    help_line = f"perhaps '{proposal}'?" if proposal not in ("", new) else otherwise
    raise EditError(f"'{new}' is not a slug", help_line)


def resolve(value: str, taxonomy: Taxonomy) -> str:
    """The slug that a value of front matter means, as the check reads it; nothing when it means none."""
    plain = " ".join(value.split())
    if taxonomy.settings.lookup == "slug":
        return plain if plain in taxonomy.terms else ""
    return taxonomy.by_name.get(fold(plain), "")


def move_terms(patch: Patch, taxonomy: Taxonomy, moves: Moves, said: Mapping[str, str]) -> None:
    """Let front matter name other terms.

    Args:
        patch: The front matter.
        taxonomy: As it was before.
        moves: Which terms take whose place.
        said: Slug of the new term → how front matter names it; one that is not here keeps its spelling.
    """

    def target(value: str) -> str:
        slug = resolve(value, taxonomy)
        return moves.get(slug, slug)

    key = taxonomy.settings.front_matter
    for node in _values(patch.root, key):
        slug = resolve(node.value, taxonomy)
        if slug in moves and (new := said.get(moves[slug])) and new != node.value:
            set_text(node, new)
    if said:
        _drop_repeats(patch, key, target, set(moves.values()))


def move_list(patch: Patch, key: str, moves: Moves) -> None:
    """Let a list of slugs hold others, each of them once."""
    for node in _values(patch.root, key):
        if new := moves.get(node.value):
            set_text(node, new)
    _drop_repeats(patch, key, lambda value: value, set(moves.values()))


def drop_value(patch: Patch, key: str, unwanted: Callable[[str], bool]) -> None:
    """Take values out of a list, and the list too when nothing else is in it."""
    drop_items(patch, patch.root, key, lambda slot: not slot.node.holds and unwanted(slot.node.value))


def _values(node: YamlNode, key: str) -> list[YamlNode]:
    """The single values at a key: `source.name`, or the items of a list."""
    for part in key.split("."):
        slot = node.get(part)
        if slot is None:
            return []
        node = slot.node
    if not node.holds:
        return [node] if "." in key else []
    return [item.node for item in node.slots if not item.node.holds]


def _drop_repeats(patch: Patch, key: str, target: Callable[[str], str], moved: set[str]) -> None:
    """Keep the first of values that have become the same; comments of the others go to it."""
    first: dict[str, Slot] = {}

    def repeated(slot: Slot) -> bool:
        slug = "" if slot.node.holds else target(slot.node.value)
        kept = first.setdefault(slug, slot)
        if kept is slot or slug not in moved:
            return False
        kept.above.extend([*slot.above, *comments_of(slot)])
        return True

    drop_items(patch, patch.root, key, repeated)
