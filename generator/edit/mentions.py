"""Where documents name terms or articles: front matter and links of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.check.article import Context
from generator.edit.edition import sealed_like
from generator.edit.error import EditError
from generator.edit.files import SiteFile
from generator.edit.journal import Change
from generator.edit.patch import Patch, comments_of
from generator.edit.source import split
from generator.edit.syntax import Collection, Scalar, Slot, UnreadableError
from generator.model.term import Taxonomy, fold
from generator.read import document
from generator.report.diagnostics import Report
from generator.report.formats import as_text

Moves = Mapping[str, str]
"""Slug → the slug that takes its place."""
Editor = Callable[[Patch], None]
"""Changes front matter."""

_DESTINATION = r"(?P<before>\]\(\s*<?|\]:\s*<?)/{}(?P<rest>[^)\s#>\"'?]*)"


@dataclass(frozen=True, slots=True)
class Links:
    """Links within the site that shall lead elsewhere, as patterns and what takes the place of each."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, *moves: tuple[str, str]) -> Links:
        """From beginnings of addresses, in which `*` is any one part, to what takes their place."""
        return cls(tuple(map(_rule, moves)))

    def move(self, text: str) -> str:
        """The same Markdown, or YAML that holds some, with its links changed."""
        for pattern, replacement in self.rules:
            text = pattern.sub(replacement, text)
        return text


def _rule(move: tuple[str, str]) -> tuple[re.Pattern[str], str]:
    old, new = move
    body = re.escape(old).replace(r"\*", "(?P<part>[a-z0-9-]+)")
    place = new.replace("*", r"\g<part>")
    return re.compile(_DESTINATION.format(body)), rf"\g<before>/{place}\g<rest>"


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
    files: Iterable[SiteFile], context: Context, mentions: Callable[[str], bool], links: Links, edit: Editor
) -> Iterator[Change]:
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
            after = edited(file, edit, links)
        except (UnreadableError, EditError) as error:
            if mentions(text):
                raise _faulty(file, context) or error from error
        else:
            if after != file.data:
                yield Change(file.path, file.data, sealed_like(file.data, after))


def edited(file: SiteFile, edit: Editor, links: Links) -> bytes:
    """A content file with its front matter changed by `edit`, and its links.

    Raises:
        EditError: when it has no front matter, or cannot be changed safely.
        UnreadableError: when its front matter is not plain YAML.
    """
    source = split(file.data)
    if source is None:
        raise EditError(f"{file.path}: cannot be read")
    patch = Patch(source.front)
    edit(patch)
    after = replace(source, front=patch.text(file.path), body=links.move(source.body))
    return file.data if after == source else after.as_written


def _faulty(file: SiteFile, context: Context) -> EditError | None:
    """What to say of a file that names what is to be changed and cannot be read."""
    report = Report()
    document.parse(file.data, file.path, context.settings.limits, report)
    if report.ok:
        return None
    message = f"{file.path} names it and has errors of its own\n{as_text(report)}"
    return EditError(message, "mend that file, then try again")


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
    for path, scalar in _values(patch.root, key):
        slug = resolve(scalar.value, taxonomy)
        if slug in moves and (new := said.get(moves[slug])) and new != scalar.value:
            patch.replace(scalar, new, flow=in_brackets(path))
    if said:
        _drop_repeats(patch, key, target, set(moves.values()))


def move_list(patch: Patch, key: str, moves: Moves) -> None:
    """Let a list of slugs hold others, each of them once."""
    for path, scalar in _values(patch.root, key):
        if scalar.value in moves:
            patch.replace(scalar, moves[scalar.value], flow=in_brackets(path))
    _drop_repeats(patch, key, lambda value: value, set(moves.values()))


def drop_value(patch: Patch, key: str, unwanted: Callable[[str], bool]) -> None:
    """Take values out of a list, and the list too when nothing else is in it."""
    entry = patch.root.get(key)
    if entry is not None:
        patch.drop_items(lambda slot: isinstance(slot.node, Scalar) and unwanted(slot.node.value), entry)


def in_brackets(path: Iterable[Slot]) -> bool:
    """Whether the last of some slots is written within the brackets of one that holds it."""
    return any(isinstance(slot.node, Collection) and slot.node.flow for slot in [*path][:-1])


def _values(root: Collection, key: str) -> Iterator[tuple[tuple[Slot, ...], Scalar]]:
    """The texts at a key, `source.name` or a list, each with the slots that lead to it."""
    path: tuple[Slot, ...] = ()
    mapping = root
    for part in key.split("."):
        slot = mapping.get(part)
        if slot is None:
            return
        path = (*path, slot)
        if isinstance(slot.node, Scalar):
            if part == key.rpartition(".")[2] and "." in key:
                yield path, slot.node
            return
        mapping = slot.node
    for item in mapping.slots:
        if isinstance(item.node, Scalar):
            yield (*path, item), item.node


def _drop_repeats(patch: Patch, key: str, target: Callable[[str], str], moved: set[str]) -> None:
    """Keep the first of values that have become the same; comments of the others go to it."""
    entry = patch.root.get(key)
    first: dict[str, Slot] = {}

    def repeated(slot: Slot) -> bool:
        slug = target(slot.node.value) if isinstance(slot.node, Scalar) else ""
        kept = first.setdefault(slug, slot)
        if kept is slot or slug not in moved:
            return False
        kept.above.extend([*slot.above, *comments_of(slot)])
        return True

    if entry is not None:
        patch.drop_items(repeated, entry)
