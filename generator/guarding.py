"""Check what extensions of other packages have and return, by the types of their parts: here.

`guard` puts a check around each method of an extension, so all the program gets values of the right
types. What is wrong ends a command with one line that names the package. What runs later, in
another process, is guarded where it runs: templates (`pages.rendering`), and files
(`recipes.recipe`).
"""

import re
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType, UnionType
from typing import Any, Literal, NoReturn, get_args, get_origin, get_type_hints

from msgspec import Struct, msgpack, structs

from generator.diagnostics.failure import Failure, in_package
from generator.diagnostics.suggest import did_you_mean
from generator.extension import PLACES, Extension
from generator.model.article import Article
from generator.model.fingerprint import fingerprint
from generator.model.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FOLDER = re.compile(r"content/[a-z0-9-]+")
_PATH = re.compile(r"(\.?[\w~-][\w.~-]*/)*\.?[\w~-][\w.~-]*")
_ROW = {
    "type": Literal["boolean", "choice", "list", "text", "url"],
    "description": str,
    "choices": Sequence[str],
    "limit": int,
}
"""The parts of a key's row: all need the first two, and a choice the third."""
_METHODS = [part for part in vars(Extension).values() if isinstance(part, FunctionType)]
_RECORDS = ("Page", "Recipe", "Text")
"""The types whose fields are checked as well; articles in these fields are the program's own."""


def guard(own: Extension) -> None:
    """Check the values of an extension now, and from now on what its methods return.

    Raises:
        Failure: one of its values cannot be used.
    """
    for part, kind in get_type_hints(Extension).items():
        _check(f"{own.name}: {part}", getattr(own, part), kind)
    for name in (*own.commands, *own.exports, *own.keys):
        if not _NAME.fullmatch(name):
            _refuse(f"{own.name}: a name", name, "letters a-z, digits, hyphens and underscores")
    for key, row in own.keys.items():
        _check_row(f"{own.name}: keys[{key!r}]", row)
    for place, template in own.inserts.items():
        if place not in PLACES:
            help_line = did_you_mean(place, PLACES, f"the places are {', '.join(PLACES)}")
            raise Failure(f"{own.name}: inserts: there is no place '{place}'; {help_line}")
        if not (own.folder / "templates" / template).is_file():
            _refuse(f"{own.name}: inserts[{place!r}]", template, "a file of its folder templates/")
    for folder in own.texts:
        if not _FOLDER.fullmatch(folder):
            raise Failure(f"{own.name}: '{folder}' is not a free folder below content/")
    for inherited in _METHODS:
        hook = inherited.__name__
        method = getattr(own, hook)
        _check(f"{own.name}: {hook}", method, Callable)
        if getattr(method, "__func__", method) is not inherited:
            setattr(own, hook, partial(_called, own, hook, method))


def _check_row(where: str, row: Mapping[str, Any]) -> None:
    needed = ["type", "description", "choices" if row.get("type") == "choice" else ""]
    for part, kind in _ROW.items():
        if part in row or part in needed:
            _check(f"{where}[{part!r}]", row.get(part), kind)


@cache
def _returned() -> Mapping[str, object]:
    """Map each method to the type of its result; `Extension` is below some of these types."""
    from generator.load.loaded import Loaded
    from generator.model.page import Page
    from generator.model.site import Text
    from generator.recipes.recipe import Recipe

    return {method.__name__: get_type_hints(method)["return"] for method in _METHODS} | {
        "read_texts": Iterable[Text],
        "pages": Iterable[Page],
        "recipes": Iterable[Recipe],
        "preview": Loaded,
    }


def _called(
    own: Extension,
    hook: str,
    method: Callable[..., Any],
    *given: Any,  # noqa: ANN401 (each method has its own)
) -> object:
    """Call a method, check its result, and that what it was given is as it was."""
    before = _state(given)
    with in_package(own.package, hook):
        result = method(*given)
        if isinstance(result, Coroutine):
            result.close()  # else Python warns that nobody awaited it
        if isinstance(result, Iterator) and not hook.startswith("check_"):
            result = tuple(result)
        where = f"{own.name}: {hook}()"
        _check(where, result, _returned()[hook])
        if hook == "pages":
            result = [_page(own, f"{where}[{index}]", page) for index, page in enumerate(result)]
        elif hook == "recipes":
            result = [_recipe(own, f"{where}[{index}]", one) for index, one in enumerate(result)]
        elif hook == "read" and type(own).check_article is not Extension.check_article:
            fingerprint(result)  # of which each article's outcome is kept with the hash
        for path in result if hook in ("scripts", "starts") else ():
            _check_path(where, path)
            if hook == "scripts" and not (own.folder / "theme" / path).is_file():
                _refuse(where, path, "a file of its folder theme/")
        if _state(given) != before:
            what = "the article or the settings, which it may only read"
            raise Failure(f"{own.name}: {hook} changed {what}")
        return result


def _state(given: Iterable[Any]) -> bytes:
    """Hash what a method could change although nobody may: an article, the settings."""
    every = [getattr(one, "settings", one) for one in given]
    return fingerprint([one for one in every if isinstance(one, Article | Settings)])


def _page(own: Extension, where: str, page: Any) -> object:  # noqa: ANN401 (a Page)
    """Check a page; what its functions make is checked when it is made."""
    from generator.pages.views import Content

    if not (page.address.endswith("/") and _PATH.fullmatch(page.address[:-1])):
        _refuse(f"{where}.address", page.address, "a path such as calendar/")
    content = partial(_made, own, f"the content of /{page.address}", page.content, Content)
    card = page.card and partial(_made, own, f"the card of /{page.address}", page.card, Struct)
    return structs.replace(page, content=content, card=card)


def _made(own: Extension, part: str, make: Callable[[], Any], kind: type) -> object:
    """Make a view, which is a record of plain values."""
    with in_package(own.package, part):
        view = make()
        _check(f"{own.name}: {part}", view, kind)
        tag = view.__struct_config__.tag
        if kind is not Struct and not (own.folder / "templates" / str(tag)).is_file():
            where = f"{own.name}: the tag of {type(view).__name__}"
            _refuse(where, tag, "a file of its folder templates/")
        msgpack.encode(view)
        return view


def _recipe(own: Extension, where: str, recipe: Any) -> object:  # noqa: ANN401 (a Recipe)
    """Check a recipe, whose function runs later, and is known by its module and its name."""
    for path in recipe.paths or ("",):
        _check_path(f"{where}.paths", path)
    if "<" in getattr(recipe.make, "__qualname__", "<"):
        _refuse(f"{where}.make", recipe.make, "a function that its module names, no lambda")
    return replace(recipe, package=own.package)


def _check_path(where: str, path: str) -> None:
    if not _PATH.fullmatch(path):
        _refuse(where, path, "a path such as calendar/events.ics")


def _check(where: str, value: Any, kind: Any) -> None:  # noqa: ANN401 (a type)
    """Check a value by a type, as annotations write it.

    Raises:
        Failure: it does not fit; the message names the innermost part that is wrong.
    """
    kinds = get_args(kind) if isinstance(kind, UnionType) else [kind]
    fitting = next((one for one in kinds if _fits(value, one)), None)
    if fitting is None:
        wanted = kind.__name__.removesuffix("Type") if isinstance(kind, type) else str(kind)
        _refuse(where, value, re.sub(r"\b\w+\.", "", wanted))
    outer, inner = get_origin(fitting), get_args(fitting)
    if outer is Mapping:
        for key, one in value.items():
            _check(f"{where}: a key", key, inner[0])
            _check(f"{where}[{key!r}]", one, inner[1])
    elif outer in (Iterable, Sequence, tuple):
        kinds = inner if outer is tuple and ... not in inner else inner[:1] * len(value)
        for index, one in enumerate(value):
            _check(f"{where}[{index}]", one, kinds[index])
    elif getattr(fitting, "__name__", "") in _RECORDS:
        for name, its_kind in get_type_hints(fitting).items():
            _check(f"{where}.{name}", getattr(value, name), its_kind)


def _fits(value: object, kind: Any) -> bool:  # noqa: ANN401 (a type)
    """Whether a value is of a type, its parts aside; a text is no list of texts."""
    outer, inner = get_origin(kind) or kind, get_args(kind)
    if outer is Literal:
        return value in inner
    if outer is Any or not isinstance(value, outer):
        return outer is Any
    if outer is tuple and ... not in inner:
        return len(value) == len(inner)
    return not (inner and isinstance(value, str | bytes))


def _refuse(where: str, value: object, wanted: str) -> NoReturn:
    """Say what a value must be; one that is no text is named by its type: `None`, `a list`."""
    name = type(value).__name__
    shown = "None" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    shown = repr(value)[:80] if isinstance(value, str) else shown
    raise Failure(f"{where} is {shown}; it must be {wanted}")


def folder_of(name: str, own: Extension) -> Path:
    """Find the folder of an extension's package, whose files are its parts.

    Raises:
        Failure: `package` names none, or one of the program's own.
    """
    package = own.package
    if not isinstance(package, str) or package.partition(".")[0] in ("", "generator"):
        _refuse(f"{name}: package", package, "the name of its own Python package")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations or not spec.origin:
        wanted = "the name of a package, a folder with __init__.py"
        _refuse(f"{name}: package", package, wanted)
    return Path(spec.origin).parent
