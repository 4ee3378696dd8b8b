"""Fill the templates beside this module: feeds, lists of feeds, sitemaps, notes on articles."""

import datetime as dt
import re
from email.utils import format_datetime
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.assemble import interface
from generator.assemble.compiled_templates import compiled
from generator.model.article import Article
from generator.read.links.web_addresses import host_of

_NOT_XML = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _without_controls(value: object) -> object:
    """Remove the characters that XML must not contain even as references (XML 1.0, section 2.2)."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _NOT_XML.sub("", value)


def _content(html: str) -> Markup:
    """Escape HTML that becomes the text of an element.

    Quotes need no escape there; escaping them would make feeds 2 % longer.
    """
    text = _NOT_XML.sub("", html)
    return Markup(escape(text, quote=False))  # noqa: S704 (escaped)


def _rfc822(date: dt.date) -> str:
    """Write a day in RFC 822 format: `Wed, 27 Oct 2021 00:00:00 +0000`."""
    midnight = dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC)
    return format_datetime(midnight)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("generator.feeds", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_controls,
        trim_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=compiled("feeds"),
    )
    templates.install_gettext_callables(interface._, interface.ngettext, newstyle=True)  # type: ignore[attr-defined]
    templates.filters.update(content=_content, rfc822=_rfc822, host=host_of)
    templates.filters.update(day=interface.day, partial_day=interface.partial_day)
    return templates


def xml(template: str, **values: object) -> str:
    """Fill a template in `templates/` with values, and return the file."""
    return _templates().get_template(template).render(values)


def notes(article: Article) -> tuple[str, str]:
    """Write the notes on an article, as HTML before and after its text.

    They say what readers must know before they read it, and lead to the source and its
    archived copy.
    """
    macros: Any = _templates().get_template("notes.html").module
    # Most articles have nothing before their text, and feeds have each article several times.
    has_notes = article.corrections or article.response
    before = macros.before(article).strip() if has_notes else ""
    return before, macros.after(article).strip()
