"""Check what extensions of other packages are and return, once: here.

`guard` puts a check around each method of an extension, so all the program gets values of the right
types. What is wrong ends a command with one line that names the package. What runs later, in
another process, is guarded where it runs: views of pages and templates (`pages.rendering`), and
files (`recipes.recipe`).
"""

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from msgspec import msgpack, structs

from generator.diagnostics.failure import Failure, in_package
from generator.diagnostics.suggest import did_you_mean
from generator.extension import PLACES, Extension
from generator.folders import CORE, added
from generator.model.fingerprint import fingerprint

Check = Callable[[Extension, str, Any], Any]
"""Returns the result of a method, or raises a Failure that begins with a text: who returned it."""

_FOLDER = re.compile(r"content/[a-z0-9-]+")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_COMMAND = re.compile(r"[a-z][a-z0-9-]*")
_ADDRESS = re.compile(r"([A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)+")
_OUTSIDE = re.compile(r"^$|^/|/$|//|\\|(^|/)\.{1,2}(/|$)|[\x00-\x1f\x7f]")
TYPES_OF_KEYS = ("boolean", "choice", "list", "text", "url")


def guard(own: Extension) -> None:
    """Check the values of an extension now, and from now on what its methods return.

    Raises:
        Failure: one of its values cannot be used.
    """
    _check_switches(own)
    for part in ("commands", "exports"):
        for name, value in _mapping(own, part).items():
            _check_command(own, part, name, value)
    for key, row in _mapping(own, "keys").items():
        _check_key(own, key, row)
    for place, template in _mapping(own, "inserts").items():
        _check_insert(own, place, template)
    for folder, names in _mapping(own, "texts").items():
        if not _FOLDER.fullmatch(folder):
            raise Failure(f"{own.name}: '{folder}' is not a free folder below content/")
        if not _are_texts(names):
            _refuse(own.name, f"texts: '{folder}'", names, "a tuple of the keys of front matter")
    if not _are_texts(own.files):
        _refuse(own.name, "files", own.files, "a tuple of names")
    for hook, check in _CHECKS.items():
        method = getattr(own, hook)
        if not callable(method):
            _refuse(own.name, hook, method, "a method")
        if getattr(method, "__func__", method) is not vars(Extension)[hook]:
            setattr(own, hook, partial(_called, own, hook, method, check))


def _check_switches(own: Extension) -> None:
    for part in ("draws_cards", "has_editor", "makes_weeks", "only_advises"):
        if not isinstance(getattr(own, part), bool):
            _refuse(own.name, part, getattr(own, part), "True or False")


def _check_command(own: Extension, part: str, name: str, value: object) -> None:
    """Check the row of a command or of an option of `digest export`."""
    if not _COMMAND.fullmatch(name):
        raise Failure(
            f"{own.name}: {part}: '{name}' must have letters a-z, digits and hyphens only"
        )
    if not _are_texts(value, 2):
        wanted = "a pair: a line about it, and the name of a module"
        _refuse(own.name, f"{part}: '{name}'", value, wanted)


def _check_insert(own: Extension, place: str, template: object) -> None:
    if place not in PLACES:
        help_line = did_you_mean(place, PLACES, f"the places are {', '.join(PLACES)}")
        raise Failure(f"{own.name}: inserts: there is no place '{place}'; {help_line}")
    _check_template(own, f"inserts: '{place}'", template)


def _check_template(own: Extension, part: str, name: object) -> None:
    """Check that a template is the extension's: others of its name would be found before it."""
    if not isinstance(name, str) or not (own.folder / "templates" / name).is_file():
        _refuse(own.name, part, name, "a file of its folder templates/")
    for folder in (CORE / "pages", CORE / "feeds", *added()):
        if folder != own.folder and (folder / "templates" / name).is_file():
            owner = "the program" if CORE in folder.parents else folder.name
            message = f"{own.name}: {owner} has a template '{name}', too; rename yours"
            raise Failure(message)


def _called(
    own: Extension,
    hook: str,
    method: Callable[..., Any],
    check: Check,
    *given: Any,  # noqa: ANN401 (each method has its own)
) -> object:
    article = given[0] if hook == "check_article" else None  # not all of it is immutable
    before = fingerprint(article)
    with in_package(own.package, hook):
        returned = method(*given)
        if isinstance(returned, Coroutine):
            returned.close()  # else Python warns that nobody awaited it
        result = check(own, f"{own.name}: {hook}", returned)
    if fingerprint(article) != before:
        hint = "it must only add problems to `report`"
        raise Failure(f"{own.name}: {hook} changed the article; {hint}")
    return result


def _refuse(package: str, part: str, value: object, wanted: str) -> NoReturn:
    shown = f"'{value}'" if isinstance(value, str) else _named(value)
    raise Failure(f"{package}: {part} is {shown[:80]}; it must be {wanted}")


def _named(value: object) -> str:
    """Name a value by its type: `None`, `a generator`, `a list`."""
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _are_texts(values: object, count: int = 0) -> bool:
    if not isinstance(values, tuple | list) or (count and len(values) != count):
        return False
    return all(isinstance(value, str) and value for value in values)


def _mapping(own: Extension, part: str) -> Mapping[str, Any]:
    value = getattr(own, part)
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        _refuse(own.name, part, value, "a mapping with texts as keys")
    return value


def _check_key(own: Extension, key: str, row: object) -> None:
    """Check the row of a key of front matter: its type, its description, what the type needs."""
    where = f"{own.name}: the key '{key}'"
    if not _KEY.fullmatch(key):
        raise Failure(f"{where} must have letters a-z, digits and underscores only")
    if not isinstance(row, Mapping):
        raise Failure(f"{where} is {_named(row)}; it must be a mapping with type and description")
    if row.get("type") not in TYPES_OF_KEYS:
        raise Failure(f"{where} needs a type: one of {', '.join(TYPES_OF_KEYS)}")
    if not isinstance(row.get("description"), str) or not row["description"]:
        raise Failure(f"{where} needs a description: one sentence about it, for forms and editors")
    if row["type"] == "choice" and not (row.get("choices") and _are_texts(row["choices"])):
        raise Failure(f"{where} needs choices: a list of texts")
    if row["type"] == "list" and row.get("items") != {"type": "text"}:
        raise Failure(f'{where} needs items: {{"type": "text"}}')
    if not isinstance(row.get("limit", 1), int) or row.get("limit", 1) < 1:
        raise Failure(f"{where} has a limit that is not a number above 0")


def _anything(own: Extension, where: str, result: object) -> object:  # noqa: ARG001 (a Check)
    return result


def _nothing(own: Extension, where: str, result: object) -> None:  # noqa: ARG001 (a Check)
    if result is not None:
        hint = "it must add problems to `report`, and return None"
        raise Failure(f"{where} returned {_named(result)}; {hint}")


def _plain(own: Extension, where: str, result: object) -> object:
    """Check that the outcome of each article can be kept with what was read, which is hashed."""
    if type(own).check_article is Extension.check_article:
        return result
    try:
        fingerprint(result)
    except Exception as error:
        hint = "it must return plain data, because the extension checks articles"
        raise Failure(f"{where} returned {_named(result)}; {hint}") from error
    return result


def _items(where: str, result: Any, kind: type, what: str) -> tuple[Any, ...]:  # noqa: ANN401 (a result)
    """Collect what a method returns or yields; all of it must be of one type."""
    if isinstance(result, str | bytes | Mapping) or not isinstance(result, Iterable):
        raise Failure(f"{where} returned {_named(result)}; it must return a list of {what}")
    items = tuple(result)
    for item in items:
        if not isinstance(item, kind):
            raise Failure(f"{where} returned a list with {_named(item)}; it must have {what}")
    return items


def _texts(own: Extension, where: str, result: object) -> tuple[Any, ...]:  # noqa: ARG001 (a Check)
    from generator.model.site import Text

    return _items(where, result, Text, "Text objects")


def _lines(own: Extension, where: str, result: object) -> tuple[Any, ...]:  # noqa: ARG001 (a Check)
    return _items(where, result, str, "texts")


def _scripts(own: Extension, where: str, result: object) -> tuple[str, ...]:
    paths = _items(where, result, str, "paths below theme/")
    for path in paths:
        if _OUTSIDE.search(path) or not (own.folder / "theme" / path).is_file():
            raise Failure(f"{where} names '{path}', which is no file of its folder theme/")
    return paths


def _about(own: Extension, where: str, result: object) -> tuple[Any, ...]:  # noqa: ARG001 (a Check)
    what = "pairs of an address and a title"
    pairs = _items(where, result, tuple, what)
    for pair in pairs:
        if not _are_texts(pair, 2):
            raise Failure(f"{where} returned a list with {pair!r}; it must have {what}")
    return pairs


_OF_PAGES = {"title": str, "description": str, "indexed": bool, "articles": tuple, "picture": tuple}


def _pages(own: Extension, where: str, result: object) -> tuple[Any, ...]:
    """Check pages; the view of each is checked when it is made."""
    from generator.model.page import Page

    pages = _items(where, result, Page, "Page objects")
    for page in pages:
        if not isinstance(page.address, str) or not _ADDRESS.fullmatch(page.address):
            form = "it must be a path such as `calendar/`"
            raise Failure(f"{where}: the address of a page is {page.address!r}; {form}")
        for name, kind in _OF_PAGES.items():
            if not isinstance(getattr(page, name), kind):
                value = _named(getattr(page, name))
                raise Failure(f"{where}: '{name}' of /{page.address} is {value}")
        if page.feed is not None and not isinstance(page.feed, tuple):
            raise Failure(f"{where}: 'feed' of /{page.address} is {_named(page.feed)}")
        if page.card is not None and not callable(page.card):
            raise Failure(f"{where}: 'card' of /{page.address} is {_named(page.card)}")
        if not callable(page.content):
            form = "it must be a function that makes the view"
            raise Failure(
                f"{where}: 'content' of /{page.address} is {_named(page.content)}; {form}"
            )
    return tuple(
        structs.replace(page, content=partial(_view, own, page.address, page.content))
        for page in pages
    )


def _view(own: Extension, address: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 (a view)
    from generator.pages.views import Content

    part = f"the content of /{address}"
    with in_package(own.package, part):
        view = make()
        if not isinstance(view, Content):
            _refuse(own.name, part, view, "an object of a class of Content")
        _check_template(own, f"the tag of {type(view).__name__}", view.__struct_config__.tag)
        msgpack.encode(view)  # it must be plain values
        return view


def _recipes(own: Extension, where: str, result: object) -> tuple[Any, ...]:
    """Check recipes, whose functions run later; a function is known by its module and its name."""
    from generator.recipes.recipe import Recipe

    recipes = []
    for recipe in _items(where, result, Recipe, "Recipe objects"):
        if not recipe.paths or not _are_texts(recipe.paths):
            raise Failure(
                f"{where}: the paths of a recipe are {recipe.paths!r}; they must be a tuple"
            )
        for path in recipe.paths:
            if _OUTSIDE.search(path):
                raise Failure(f"{own.name}: {path!r} is outside the site")
        name = getattr(recipe.make, "__qualname__", "<")
        if not callable(recipe.make) or "<" in name:
            raise Failure(f"{where}: {recipe.paths[0]} must be made by a function of a module")
        if not isinstance(recipe.arguments, tuple):
            value = _named(recipe.arguments)
            raise Failure(f"{where}: the arguments for {recipe.paths[0]} are {value}, not a tuple")
        recipes.append(replace(recipe, package=own.package))
    return tuple(recipes)


def _policies(own: Extension, where: str, result: object) -> Mapping[str, str]:  # noqa: ARG001 (a Check)
    if isinstance(result, Mapping) and _are_texts([*result, *result.values()]):
        return result
    raise Failure(f"{where} returned {_named(result)}; it must map paths to policies, both texts")


def _files(own: Extension, where: str, result: object) -> Mapping[str, bytes]:
    if not isinstance(result, Mapping) or not all(isinstance(one, str) for one in result):
        raise Failure(f"{where} returned {_named(result)}; it must map paths to the bytes of files")
    for path, content in result.items():
        if _OUTSIDE.search(path):
            raise Failure(f"{own.name}: {path!r} is outside the digest")
        if not isinstance(content, bytes):
            raise Failure(f"{where}: the content of {path} is {_named(content)}, not bytes")
    return result


def _loaded(own: Extension, where: str, result: object) -> object:  # noqa: ARG001 (a Check)
    from generator.load.loaded import Loaded

    if not isinstance(result, Loaded):
        raise Failure(f"{where} returned {_named(result)}; it must return a Loaded object")
    return result


_CHECKS: Mapping[str, Check] = {
    "read": _plain,
    "read_texts": _texts,
    "check_article": _nothing,
    "check_site": _nothing,
    "pages": _pages,
    "about": _about,
    "scripts": _scripts,
    "inserted": _anything,
    "recipes": _recipes,
    "policies": _policies,
    "review": _lines,
    "starts": _files,
    "preview": _loaded,
}


def folder_of(name: str, own: Extension) -> Path:
    """Find the folder of an extension's package, whose files are its parts.

    Raises:
        Failure: `package` names none, or one of the program's own.
    """
    from importlib.util import find_spec

    package = own.package
    if not isinstance(package, str) or package.partition(".")[0] in ("", "generator"):
        _refuse(name, "package", package, "the name of its own Python package")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations or not spec.origin:
        _refuse(name, "package", package, "the name of a package, a folder with __init__.py")
    return Path(spec.origin).parent
