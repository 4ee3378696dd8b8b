"""Where a document names terms or articles: front matter and links of its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.edit.patch import Patch, comments_of
from generator.edit.syntax import Collection, Scalar, Slot
from generator.model.term import Taxonomy, fold

Moves = Mapping[str, str]
"""Slug → the slug that takes its place."""

_DESTINATION = r"(?P<before>\]\(\s*<?|\]:\s*<?)/{}(?P<rest>[^)\s#>\"'?]*)"


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

    def target(value: str) -> str | None:
        slug = resolve(value, taxonomy)
        return moves.get(slug, slug) or None

    for path, scalar in _values(patch.root, taxonomy.settings.front_matter):
        slug = resolve(scalar.value, taxonomy)
        if slug in moves and (new := said.get(moves[slug])) and new != scalar.value:
            patch.replace(scalar, new, flow=_in_brackets(path))
    if any(new in said for new in moves.values()):
        _drop_repeats(patch, taxonomy.settings.front_matter, target, set(moves.values()))


def move_articles(patch: Patch, moves: Moves, own: str = "") -> None:
    """Let `same_event` name other articles; never the article itself, whose slug is `own`."""
    move_list(patch, "same_event", moves)
    entry = patch.root.get("same_event")
    if entry is None or not isinstance(entry.node, Collection):
        return
    kept = [slot for slot in entry.node.slots if _text(slot) != own]
    if own and len(kept) < len(entry.node.slots):
        entry.node.slots[:] = kept
        if kept:
            patch.rewrite(entry)
        else:
            patch.remark(patch.remove(entry))


def move_list(patch: Patch, key: str, moves: Moves) -> None:
    """Let a list of slugs hold others, each of them once."""
    for path, scalar in _values(patch.root, key):
        if scalar.value in moves:
            patch.replace(scalar, moves[scalar.value], flow=_in_brackets(path))
    _drop_repeats(patch, key, lambda value: value, set(moves.values()))


def drop_old_address(patch: Patch, address: str) -> None:
    """Take an address out of `redirect_from`: the article stands there again."""
    entry = patch.root.get("redirect_from")
    if entry is None or not isinstance(entry.node, Collection):
        return
    kept = [slot for slot in entry.node.slots if (_text(slot) or "").strip("/") != address.strip("/")]
    if len(kept) == len(entry.node.slots):
        return
    entry.node.slots[:] = kept
    if kept:
        patch.rewrite(entry)
    else:
        patch.remark(patch.remove(entry))


@dataclass(frozen=True, slots=True)
class Links:
    """Links within the site that shall lead elsewhere, as patterns and what takes the place of each."""

    rules: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, *moves: tuple[str, str]) -> Links:
        """From beginnings of addresses, in which `*` stands for one part, to what stands there instead."""
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


def _in_brackets(path: tuple[Slot, ...]) -> bool:
    return any(isinstance(slot.node, Collection) and slot.node.flow for slot in path[:-1])


def _text(item: Slot) -> str | None:
    return item.node.value if isinstance(item.node, Scalar) else None


def _drop_repeats(patch: Patch, key: str, target: Callable[[str], str | None], moved: set[str]) -> None:
    """Keep the first of values that have become the same; comments of the others go to it."""
    entry = patch.root.get(key)
    if entry is None or not isinstance(entry.node, Collection):
        return
    first: dict[str, Slot] = {}
    kept = []
    for slot in entry.node.slots:
        slug = target(slot.node.value) if isinstance(slot.node, Scalar) else None
        if slug in moved and slug in first:
            first[slug].above.extend([*slot.above, *comments_of(slot)])
            continue
        if slug:
            first.setdefault(slug, slot)
        kept.append(slot)
    if len(kept) < len(entry.node.slots):
        entry.node.slots[:] = kept
        patch.rewrite(entry)
