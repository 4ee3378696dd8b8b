"""Pages are pure functions of their views, which contain only plain values."""

import pickle
import subprocess
import sys
from functools import reduce
from operator import or_

import msgspec
import pytest
from msgspec import inspect

from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.article import Articles
from generator.model.page import ComposedPage
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from generator.pages.views import Content, Entry, PageView
from tests.full import harmless, nasty, write_full


def contents(package="generator"):
    """The union of the views of all kinds of pages of a package."""
    kinds = Content.__subclasses__()
    return reduce(or_, [kind for kind in kinds if kind.__module__.startswith(f"{package}.")])


RENDER = """
import importlib
import pickle
import sys
import msgspec
from generator.installed import installed
from generator.pages.rendering import render
installed()  # as every command does first: templates of packages take part
for module in sys.argv[1:]:
    importlib.import_module(module)
views = pickle.load(sys.stdin.buffer)
pages = [render(view, (), articles) for view, articles in views]
sys.stdout.buffer.write(msgspec.msgpack.encode(pages))
"""


Views = dict[str, tuple[bytes, Articles]]
"""Address of a page → its encoded view, and its articles."""


def views_of(root, *, preview=False) -> Views:
    """The encoded views of a site's pages, by address."""
    loaded = load(root, installed(), Wanted(preview=preview))
    assert loaded.report.ok, [str(problem) for problem in loaded.report]
    return encoded_pages(loaded)


def encoded_pages(loaded: Loaded) -> Views:
    """The encoded views of a loaded site's pages, by address."""
    site = site_view(loaded.site)
    return {page.address: (encoded(page, site), page.articles) for page in loaded.pages}


def rendered_here(views: Views) -> dict[str, ComposedPage]:
    """The pages, rendered in this process."""
    return {where: render(view, (), articles) for where, (view, articles) in views.items()}


def rendered_elsewhere(views: Views) -> dict[str, ComposedPage]:
    """The pages, rendered in another process from the encoded views alone."""
    modules = {kind.__module__ for kind in Content.__subclasses__()}
    run = subprocess.run(
        [sys.executable, "-c", RENDER, *modules],
        input=pickle.dumps(list(views.values())),
        capture_output=True,
        check=True,
    )
    pages = msgspec.msgpack.decode(run.stdout, type=list[ComposedPage])
    return dict(zip(views, pages, strict=True))


def kinds_of(views: Views) -> set[type[Content]]:
    """The kinds of pages of which there are views."""
    every = reduce(or_, Content.__subclasses__())
    decoded = [msgspec.msgpack.decode(view, type=PageView) for view, _ in views.values()]
    return {type(msgspec.msgpack.decode(page.content, type=every)) for page in decoded}


@pytest.mark.slow
@pytest.mark.parametrize("say", [harmless, nasty])
def test_rendered_without_a_site(tmp_path, say):
    """A process that never loaded a site renders every kind of page the same from views.

    Here one process renders both sites, so state left from one would show in the other.
    """
    views = views_of(write_full(tmp_path, say), preview=True)
    assert kinds_of(views) >= set(contents().__args__)
    assert rendered_here(views) == rendered_elsewhere(views)


def test_equal_views_give_equal_pages(tmp_path):
    """Sites that differ only in settings shown nowhere have the same views and pages."""
    views = views_of(write_full(tmp_path / "one"))
    other = views_of(write_full(tmp_path / "other", unsubscribe="https://example.org/off"))
    assert views == other
    assert rendered_elsewhere(views) == rendered_here(other)


def is_long_list(where):
    """Whether a page lists three of the site's articles, one more than its settings allow in full."""
    terms = ("agencies/az-", "themes/beta/", "countries/az/")
    return where.startswith(terms) or where.endswith(("/2024/", "/2024/05/"))


@pytest.mark.parametrize(
    ("changes", "shows"),
    [
        pytest.param({"title": "Another title"}, lambda where: True, id="every page"),
        pytest.param(
            {"description": "Another"}, lambda where: where in ("", "contribute/"), id="no own"
        ),
        pytest.param({"long_listing": 3}, is_long_list, id="long lists"),
        pytest.param(
            {"feeds": {"text": "summary"}}, lambda where: where == "subscribe/", id="one page"
        ),
        pytest.param(
            {"edit_url": "https://example.org/edit/"},
            lambda where: where.startswith(("articles/", "contribute/")),
            id="two kinds",
        ),
    ],
)
def test_changes(tmp_path, changes, shows):
    """A changed setting changes the views of the pages that show it, and no others."""
    before = views_of(write_full(tmp_path / "before"))
    after = views_of(write_full(tmp_path / "after", **changes))
    shared = before.keys() & after.keys()
    changed = {where for where in shared if before[where] != after[where]}
    assert changed == {where for where in shared if shows(where)}
    pages, other = rendered_here(before), rendered_here(after)
    assert changed == {where for where in shared if pages[where] != other[where]}


def test_views_are_plain():
    """The fields of views are text, numbers, dates and other views."""
    plain = (
        inspect.StrType,
        inspect.IntType,
        inspect.BoolType,
        inspect.DateType,
        inspect.NoneType,
        inspect.RawType,
        inspect.AnyType,
        inspect.LiteralType,
    )
    seen: set[type] = set()

    def walk(one) -> None:
        if isinstance(one, inspect.StructType | inspect.DataclassType):
            if one.cls not in seen:
                seen.add(one.cls)
                for field in one.fields:
                    walk(field.type)
        elif isinstance(one, inspect.UnionType):
            for inner in one.types:
                walk(inner)
        elif isinstance(one, inspect.VarTupleType):
            walk(one.item_type)
        elif isinstance(one, inspect.TupleType):
            for inner in one.item_types:
                walk(inner)
        elif isinstance(one, inspect.DictType):
            walk(one.value_type)
        else:
            assert isinstance(one, plain), one

    for kind in (contents(), PageView, Entry):
        walk(inspect.type_info(kind))
    names = {struct.__name__ for struct in seen}
    assert not names & {
        "Article",
        "Term",
        "Taxonomy",
        "TaxonomySettings",
        "Settings",
        "Site",
        "Body",
        "Page",
    }
