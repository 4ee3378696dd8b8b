"""Make the environment of templates: autoescaping, with pure formatters and nothing else.

Links to pages go through `link` and dates through `day`, so each is written in one way.
"""

import json
import re
from collections.abc import Iterable, MutableMapping
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.assemble import interface
from generator.assemble.compiled_templates import compiled
from generator.folders import added
from generator.model.address import ROOT
from generator.model.page import OwnTemplate
from generator.read.links.web_addresses import host_of

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~]")
"""Characters that mean something in Markdown."""
_OURS = Path(__file__).parent
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def link(address: str) -> Markup:
    """Write an address of this site as the value of `href`, with the mark for the site's root.

    `address.resolve` replaces the mark.
    """
    return Markup(f"{ROOT}{escape(address)}")  # noqa: S704 (a constant of ours, and escaped text)


def escaped(text: str) -> str:
    """Escape a text of one line so that every Markdown reader shows just its characters."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def script_json(value: object) -> Markup:
    """Write JSON for a <script> block, in which no text can end the block or start a comment.

    `<`, `>` and `&` become escapes, which JSON parsers decode (HTML standard, 4.12.1.3).
    """
    text = _json(value)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (escaped above)


def breadcrumbs(steps: Iterable[tuple[str, ...]], url: str) -> dict[str, object]:
    """Write the path to a page as schema.org `BreadcrumbList`.

    `steps` are titles and addresses of pages, from the front page on; `url` is that of the site.
    The last step is the page itself, whose address search engines know.
    """
    items = [
        {"@type": "ListItem", "position": position, "name": plain(title), "item": url + address}
        for position, (title, address, *_language) in enumerate(steps, 1)
    ]
    del items[-1]["item"]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


class _Flat(Extension):
    """Removes the indentation of templates, which would take a twentieth of each page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Remove the indentation of a template, unless it is one of plain text."""
        is_text = name is not None and not name.endswith(".html")
        return source if is_text else re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


_ENGLISH, _END = "\x02", "\x03"
"""Marks around a message without a translation. Content cannot contain these characters."""
_NOT_TEXT = re.compile(
    r"(<(script|style|title|option|textarea)\b.*?</\2>|<[^>]*>)", re.DOTALL | re.IGNORECASE
)
"""Parts of HTML in which no element can be: tags, and elements that contain only text."""


def _gettext(message: str) -> str:
    text = interface._(message)
    return f"{_ENGLISH}{text}{_END}" if interface.is_english(message) else text


def _ngettext(singular: str, plural: str, count: int) -> str:
    text = interface.ngettext(singular, plural, count)
    if interface.own_digits():
        text = text.replace("%(num)s", interface.number(count))
    return f"{_ENGLISH}{text}{_END}" if interface.is_english(singular) else text


def plain(text: str) -> str:
    """Remove the marks around English messages, for a value that is not HTML."""
    return text.replace(_ENGLISH, "").replace(_END, "")


def _with_languages(html: str) -> str:
    """Give every marked message an element with its language and direction, and tags ASCII digits.

    Screen readers then pronounce it as English, and its punctuation stays at the right side among
    words that run from right to left.
    """
    parts = []
    ascii_digits = {ord(digit): chr(code) for code, digit in interface.own_digits().items()}
    for number, part in enumerate(_NOT_TEXT.split(html)):
        kind = number % 3  # text, then the two groups of the pattern
        if kind == 0:
            opened = part.replace(_ENGLISH, '<span lang="en" dir="ltr">')
            parts.append(opened.replace(_END, "</span>"))
        elif kind == 1:
            parts.append(plain(part).translate(ascii_digits))
    return "".join(parts)


def _own_digits(value: object) -> object:
    """Write counts with the digits of the language; texts have their own."""
    return interface.digits(value) if type(value) is int else value


class _Page(Template):
    """A template whose messages without a translation are marked as English."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 (Jinja's own signature)
        text = super().render(*args, **kwargs)
        if _ENGLISH not in text and not interface.own_digits():
            return text
        is_html = self.name is not None and self.name.endswith(".html")
        return _with_languages(text) if is_html else plain(text)


class _Translation(NodeTransformer):
    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name)
        """Replace a call with only a message by its translation, which may have HTML and `%%`."""
        self.generic_visit(call)
        named = isinstance(call.node, nodes.Name) and call.node.name == "_"
        message = call.args[0] if named and not call.kwargs else None
        if not isinstance(message, nodes.Const):
            return call
        translated = Markup(_gettext(message.value)) % {}  # noqa: S704 (a checked translation)
        return nodes.Const(translated, lineno=call.lineno)


class _Translating(CodeGenerator):
    """Translates messages without variables when a template is compiled, not on each page.

    Jinja looks up and formats a message whenever it renders it: 350,000 times at 10,000 articles, a
    tenth of a build's processor time. An environment therefore serves one language.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Compile a template after translating it."""
        _Translation().visit(node)
        super().visit_Template(node, frame)


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give templates a dictionary: Jinja's `ChainMap` is copied slowly for each rendering."""
        return {**self.globals, **(d or {})}


def _loader(own: Iterable[OwnTemplate]) -> BaseLoader:
    """Look for templates among the site's own first, then among ours.

    `digest/entry.html` is always our `entry.html`.
    """
    files = {template.name: template for template in own}

    def find(name: str) -> tuple[str, str, None] | None:
        found = files.get(name)
        return (found.text, found.path, None) if found else None

    ours, *_ = loaders = _packages()
    return ChoiceLoader([FunctionLoader(find), PrefixLoader({"digest": ours}), *loaders])


def _packages() -> list[FileSystemLoader]:
    """Load templates from the packages of the core and of each extension.

    Those of feeds have the notes on an article that pages show, too.
    """
    folders = [folder for folder in added() if (folder / "templates").is_dir()]
    return [
        FileSystemLoader(folder / "templates")
        for folder in (_OURS, _OURS.with_name("feeds"), *folders)
    ]


def template_names(own: Iterable[OwnTemplate]) -> list[str]:
    """The names of all templates, as one can include them."""
    ours, *others = [loader.list_templates() for loader in _packages()]
    names = [template.name for template in own]
    return [*names, *ours, *(f"digest/{name}" for name in ours), *chain.from_iterable(others)]


def make_environment(own: Iterable[OwnTemplate] = ()) -> Environment:
    """Make an environment that escapes in HTML templates and fails on undefined names.

    Each template stays in the interface language that is in use when it is first loaded. `own` are
    templates of the site, which run as code, as its templates of the frame do.
    """
    environment = _Environment(
        loader=_loader(own),
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=StrictUndefined,
        finalize=_own_digits if interface.own_digits() else None,
        trim_blocks=True,
        extensions=[_Flat, "jinja2.ext.i18n"],
        auto_reload=False,
    )
    if not own:
        environment.bytecode_cache = compiled("pages")
    environment.code_generator_class = _Translating
    environment.template_class = _Page
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        link=link,
        markdown=escaped,
        day=interface.day,
        day_range=interface.day_range,
        partial_day=interface.partial_day,
        span_of_time=interface.span_of_time,
        short_day=interface.short_day,
        language=interface.language_name,
        locale=interface.locale_name,
        breadcrumbs=breadcrumbs,
        articles=interface.articles,
        inline=interface.inline,
        number=interface.number,
        script_json=script_json,
        host=host_of,
        plain=plain,
        direction=interface.text_direction,
    )
    return environment
