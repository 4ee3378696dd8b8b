"""A recipe: some files, the pure function that makes them, and its arguments.

`every_file` lists the recipes of a site, and `publish.making` makes the files that a cache lacks.
The function gets its arguments and nothing else, neither the site nor a clock. So files are the
same if the arguments are, and any process can make them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.assemble.interface import words_key
from generator.diagnostics.failure import Failure, in_package
from generator.model.article import Article
from generator.model.fingerprint import fingerprint, program_fingerprint

Paths = tuple[str, ...]
DIGEST = "the digest"
"""The owner of files that the digest makes of more than one file."""
THEME = "the theme"
EXTENSION = "the extension "
"""What the owner of an extension's files begins with."""
PLUGINS = "a plugin or a hook"
"""The owner of whatever else MkDocs writes."""
Contents = Iterable[str | bytes]


@dataclass(frozen=True, slots=True)
class Collected:
    """An argument that is collected only in the process that needs it, because this takes long.

    The function of the recipe gets the result, never the site that it comes from.
    """

    collect: Callable[[], str | bytes]


@dataclass(frozen=True, slots=True)
class Shared:
    """An argument of many recipes.

    Its fingerprint is computed once.
    """

    value: Any
    key: bytes


def shared(value: object) -> Shared:
    """Return an argument for many recipes; the value is plain data."""
    return Shared(value, fingerprint(value))


@dataclass(frozen=True, slots=True)
class Recipe:
    """Files that are made together, with the function that makes them and its arguments."""

    paths: Paths
    """Paths below the root of the digest."""
    make: Callable[..., Contents]
    """A pure function of a module; it returns the contents in the order of the paths."""
    arguments: tuple[Any, ...]
    """Plain data, articles, and tuples of these; or `Collected` and `Shared` values."""
    owner: str = DIGEST
    """Whose files they are: a file of the site, an extension, the theme, a plugin."""
    package: str = ""
    """The package of the extension whose function makes them; empty for the core's own."""

    def prepared(self) -> tuple[bytes, list[Any]]:
        """Collect the arguments; return the fingerprint of all that the contents depend on, too.

        Articles and shared values count by their fingerprints. The site's own words are part of it,
        as the program is.

        Raises:
            Failure: an extension's arguments are no plain data, or cannot be collected.
        """
        values, keys = [], []
        with in_package(self.package, f"the arguments for {self.paths[0]}"):
            for argument in self.arguments:
                value = argument.collect() if isinstance(argument, Collected) else argument
                keys.append(_key_of(value))
                values.append(value.value if isinstance(value, Shared) else value)
            return self._key(keys), values

    def made(self, values: Iterable[Any]) -> list[bytes]:
        """Make the contents of the files from the values of `prepared`.

        Raises:
            Failure: an extension's function fails, or returns something else.
        """
        name = self.make.__name__
        with in_package(self.package, f"{name} for {self.paths[0]}"):
            contents = self.make(*values)
            made = [] if isinstance(contents, str | bytes) else [*contents]
            if len(made) != len(self.paths) or not all(
                isinstance(one, str | bytes) for one in made
            ):
                what = f"a list with the content of each file: {', '.join(self.paths)}"
                raise Failure(f"{self.package or self.owner}: {name} must return {what}")
            return [one.encode() if isinstance(one, str) else one for one in made]

    def _key(self, keys: list[object]) -> bytes:
        function = f"{self.make.__module__}.{self.make.__qualname__}"
        return fingerprint(program_fingerprint(), words_key(), function, self.paths, keys)

    def contents(self) -> list[bytes]:
        """Make the contents of the files, without a cache."""
        _, values = self.prepared()
        return self.made(values)


def _key_of(argument: object) -> object:
    if isinstance(argument, Article):
        return argument.fingerprint
    if isinstance(argument, Shared):
        return argument.key
    return [_key_of(item) for item in argument] if isinstance(argument, tuple) else argument


def as_they_are(*contents: str | bytes) -> Contents:
    """Return the arguments, which are the contents of the files."""
    return contents


def written(path: str, content: str | bytes, owner: str = DIGEST) -> Recipe:
    """Make the recipe of a small file whose content is known."""
    return Recipe((path,), as_they_are, (content,), owner)


def collected_file(path: str, collect: Callable[[], str | bytes], owner: str = DIGEST) -> Recipe:
    """Make the recipe of a file whose content is collected only if it is needed.

    It is for content that takes no longer to write than to describe, so the content itself is
    hashed.
    """
    return Recipe((path,), as_they_are, (Collected(collect),), owner)
