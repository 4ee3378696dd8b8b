"""Render pages: a pure function from the bytes of an encoded view to HTML.

A worker needs only these bytes, because rendering does not access the site. The macros of
`pieces.html` are the filters of all other templates. Their results and the entries of listings are
cached by their arguments, which are plain values: at 10,000 articles the same few thousand pieces
occur 900,000 times.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial, reduce
from operator import or_
from typing import Any, TypeVar

import msgspec
from jinja2 import Environment, Template
from markupsafe import Markup
from msgspec import Raw, structs

import generator.pages.kinds  # noqa: F401 (a new worker decodes the views of every kind)
from generator.assemble import interface
from generator.diagnostics.failure import Failure, in_package, other_package
from generator.extension import Extension
from generator.feeds.writer import FORMATS
from generator.model import address
from generator.model.article import Articles
from generator.model.page import ComposedPage, OwnTemplate
from generator.pages.environment import make_environment, template_names
from generator.pages.template_errors import place_in_template, reason_of
from generator.pages.views import Chip, Content, Entry, Headline, ListedEntry, PageView, SiteView
from generator.system.bounds import TooSlowError, little_memory, within

Result = TypeVar("Result")
Filter = Callable[[Iterable[Raw]], Markup]
_decode_page = msgspec.msgpack.Decoder(PageView).decode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_headline = msgspec.msgpack.Decoder(Headline).decode
_CUT = "\x00"
"""Places in an entry that are filled page by page; no content contains them (`read.text`)."""
_SECONDS = 5
"""The largest page of 10,000 articles takes half a second."""
_REMEMBERED = 20_000
"""Results that a worker keeps of each macro and of list entries, which have 1.2 KB."""


@cache
def _content_decoder(kinds: tuple[type[Content], ...]) -> msgspec.msgpack.Decoder[Any]:
    """Decode the content of every kind of page, distinguished by their tags.

    Raises:
        Failure: two kinds have one tag, or one is no record of plain values.
    """
    others = filter(None, [other_package(kind.__module__) for kind in kinds])
    with in_package(next(others, ""), "a class of Content"):
        by_tag: dict[str, type[Content]] = {}
        for kind in kinds:
            tag = str(kind.__struct_config__.tag)
            one = by_tag.setdefault(tag, kind)
            if one is not kind:
                _refuse_tag(tag, one, kind)
        return msgspec.msgpack.Decoder(reduce(or_, kinds))


def _refuse_tag(tag: str, *kinds: type[Content]) -> None:
    named = [f"{kind.__qualname__} of {kind.__module__}" for kind in kinds]
    packages = sorted({other_package(kind.__module__) or "the program" for kind in kinds})
    owners = " and ".join(packages)
    raise Failure(f"{owners}: two kinds of page have the tag '{tag}': {' and '.join(named)}")


Own = tuple[OwnTemplate, ...]
"""A site's own templates."""
Extensions = tuple[Extension, ...]


def render(
    view: bytes, own: Own = (), articles: Articles = (), extensions: Extensions = ()
) -> ComposedPage:
    """Render an encoded `PageView` as HTML, with `ROOT` before internal addresses.

    Commands that run no code of the site leave out its `own` templates. `articles` are those of the
    page (`Page.articles`), `extensions` those of the site.

    Raises:
        Failure: a template of the site or of an extension cannot be rendered.
    """
    page = _decode_page(view)
    content = _content_decoder(tuple(Content.__subclasses__())).decode(page.content)
    tag = content.__struct_config__.tag
    maker = other_package(type(content).__module__)

    def work() -> tuple[str, str]:
        templates = environment(page.site.language, own, extensions)
        values = {"page": page, "site": page.site, "articles": articles, **structs.asdict(content)}
        if articles:
            values["article"] = articles[0]
        html = templates.get_template(tag).render(values)
        return html, templates.get_template("head.html").render(values)

    try:
        html, head = _bounded(work, own)
    except Failure:
        raise
    except (Exception, TooSlowError) as error:
        where = _place(error, own)
        if not own or (maker and not where):
            with in_package(maker, f"the template {tag}"):
                raise
        reason = reason_of(error, template_names(own))
        raise Failure(f"a template of the site cannot be rendered: {where}{reason}") from error
    return ComposedPage(page.address, window_title(page), page.description, html, head)


def _bounded(work: Callable[[], Result], own: Own) -> Result:
    """Do what runs the site's own templates, if there are any, with little time and memory."""
    if not own:
        return work()
    with little_memory():
        return within(work, _SECONDS)


def _place(error: BaseException, own: Own) -> str:
    """Where a template of the site failed, such as `front.html:7: `; "" for other errors."""
    path, line = place_in_template(error)
    if path not in [template.path for template in own]:
        return ""
    return f"{path}:{line}: " if line else f"{path}: "


def window_title(page: PageView) -> str:
    """The title of the browser window: the page's title, then the site's."""
    site = page.site
    if page.address:
        return f"{page.title} · {site.title}"
    return f"{site.title}: {site.tagline}" if site.tagline else site.title


def environment(language: str, own: Own = (), extensions: Extensions = ()) -> Environment:
    """Make the environment of a language's page templates, with all filters.

    The site's own templates come first.
    """
    interface.use(language)
    return _environment(interface.words_key(), own, extensions)


@lru_cache(maxsize=4)  # a preview makes another one after each change of templates or words
def _environment(
    words: bytes,  # noqa: ARG001 (in the cache key)
    own: Own,
    extensions: Extensions,
) -> Environment:
    templates = make_environment(own)
    templates.globals.update(address=address, feed_formats=FORMATS)
    templates.globals.update(insert=partial(_insert, templates, extensions))
    pieces = _macros(templates, "pieces.html")
    if "pieces.html" in [template.name for template in own]:
        pieces = _macros(templates, "digest/pieces.html") | pieces  # a site may write a few only
    # `typed`, because text and markup of the same characters are equal but render differently.
    for name, macro in pieces.items():
        templates.filters[name] = lru_cache(_REMEMBERED, typed=True)(macro)
    entry = _each(templates.get_template("entry.html"), "entry", _decode_entry)
    headline = _each(templates.get_template("headline.html"), "headline", _decode_headline)
    in_groups = _in_groups(templates.get_template("entry.html"), pieces["chip"])
    templates.filters.update(rendered=entry, rendered_headlines=headline, in_groups=in_groups)
    return templates


def _macros(templates: Environment, name: str) -> dict[str, Any]:
    """The public macros of a template, by name."""
    module = vars(templates.get_template(name).module)
    return {name: macro for name, macro in module.items() if callable(macro) and name[0] != "_"}


def _insert(
    templates: Environment,
    extensions: Extensions,
    place: str,
    site: SiteView,
    articles: Articles = (),
) -> Markup:
    """Render what the site's extensions show at a place of a page with these articles."""
    parts = []
    for extension in extensions:
        if place in extension.inserts:
            own = extension.inserted(place, site, articles)
            name = extension.inserts[place]
            with in_package("" if extension.is_room else extension.package, f"the template {name}"):
                template = templates.get_template(name)
                shown = template.render(site=site, own=own)
            parts.append(shown.rstrip() + "\n")
    return Markup("".join(parts))  # noqa: S704 (rendered templates)


def _each(template: Template, name: str, decode: Callable[[bytes], Entry | Headline]) -> Filter:
    """Make a filter that renders each encoded view of a list with a template."""

    @lru_cache(_REMEMBERED)
    def rendered(encoded: bytes) -> str:
        return template.render({name: decode(encoded), "first": "", "cut": ""})

    def join(views: Iterable[Raw]) -> Markup:
        return Markup("\n".join([rendered(bytes(view)) for view in views]))  # noqa: S704

    return join


def _in_groups(template: Template, chip: Callable[[Chip], Markup]) -> Callable[..., Markup]:
    """Make a filter that renders entries of groups: each shows some of its chips only.

    The template is rendered once for an article, with a mark where its chips belong, which
    differ from page to page.
    """

    @lru_cache(_REMEMBERED)
    def cut(encoded: bytes) -> tuple[str, list[Markup]]:
        entry = _decode_entry(encoded)
        text = template.render(entry=entry, cut=_CUT)
        return text, [chip(one) for one in entry.chips]

    def join(listed: Iterable[ListedEntry]) -> Markup:
        texts = []
        for one in listed:
            text, every = cut(bytes(one.entry))
            chips = " ".join([every[index] for index in one.chips])
            if chips:
                chips = f'<p class="chips">{chips}</p>'
            # A template of the site may have no place for these, or several.
            texts.append(text.replace(_CUT, chips, 1).replace(_CUT, ""))
        return Markup("\n".join(texts))  # noqa: S704

    return join
