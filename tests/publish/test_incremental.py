"""After any edits, an incremental build equals a clean build byte for byte."""

import copy
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.command import files, succeed
from tests.corpus import Entry, write_content, write_engine, write_overrides
from tests.full import _articles, _registries, _settings, harmless

pytestmark = pytest.mark.slow

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath")


@dataclass
class State:
    """The contents of a site's folder, as data that edits change."""

    registries: dict[str, Any] = field(default_factory=lambda: _registries(harmless, "B"))
    articles: dict[str, tuple[dict[str, Any], str]] = field(
        default_factory=lambda: {
            entry.path: (entry.meta, entry.body) for entry in _articles(harmless)
        }
    )
    settings: dict[str, Any] = field(default_factory=lambda: _settings(harmless))
    pages: dict[str, Any] = field(
        default_factory=lambda: {
            "about": ({"title": "About this", "append": "terms"}, "Words.\n"),
            "contribute": ({"title": "Contribute", "append": "checks"}, "Words.\n"),
        }
    )
    style: str = ""
    template: str = ""
    page_templates: dict[str, str] = field(default_factory=dict)
    """Name → text, of the site's own templates of pages."""
    public: str = "User-agent: *\nAllow: /\n"
    theme: dict[str, Any] = field(default_factory=lambda: {"name": "digest"})
    nav: list[dict[str, str]] = field(default_factory=list)
    docs: dict[str, str] = field(default_factory=dict)
    """Pages of documentation; without any, docs_dir is the folder of public files."""
    editions: dict[str, str] = field(default_factory=dict)

    def write(self, root):
        """Write the site's folder, replacing its earlier content."""
        shutil.rmtree(root / "content", ignore_errors=True)
        shutil.rmtree(root / "site_config", ignore_errors=True)
        write_engine(root)
        folder = write_overrides(root, self.template, self.style) / "pages"
        folder.mkdir(exist_ok=True)
        for name, text in self.page_templates.items():
            (folder / name).write_text(text)
        (root / "site_config/public/robots.txt").write_text(self.public)
        self.write_frame(root)
        for week, text in self.editions.items():
            file = root / f"content/editions/{week}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        entries = [Entry(path, meta, body) for path, (meta, body) in self.articles.items()]
        write_content(root, self.registries, entries, self.settings, self.pages)

    def write_frame(self, root):
        """Write mkdocs.yml and the pages of documentation."""
        shutil.rmtree(root / "docs", ignore_errors=True)
        for name, text in self.docs.items():
            file = root / "docs" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        engine = {
            "site_name": "A site",
            "site_url": "https://digest.example.org/",
            "docs_dir": "docs" if self.docs else "site_config/public",
            "theme": self.theme,
            "plugins": ["digest"],
            **({"nav": self.nav} if self.nav and self.docs else {}),
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(engine))

    def one(self, rng):
        """The path of a random article."""
        return rng.choice(sorted(self.articles))

    def plain(self, rng):
        """The front matter of a random article that no other file names."""
        paths = [path for path in sorted(self.articles) if path.startswith(("more/", "new/"))]
        return self.articles[rng.choice(paths)][0] if paths else {}


def add(state, rng):
    day = f"{rng.choice((2021, 2022, 2024))}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
    number = rng.randint(0, 10_000)
    meta = {
        "title": f"New report of {rng.choice(WORDS)} {number}",
        "date": day,
        "source": {"name": "Somebody", "url": f"https://example.org/new/{number}"},
        "agencies": rng.sample(["az-one", "az-two", "int-three"], rng.randint(1, 2)),
        "themes": rng.sample(["alpha", "beta"], rng.randint(1, 2)),
        "summary": f"A summary about {rng.choice(WORDS)} that is long enough to be one, number {number}.",
    }
    state.articles[f"new/{day}-new-{number}.md"] = (
        meta,
        f"Somebody said {rng.choice(WORDS)} {number}.\n",
    )


def edit_text(state, rng):
    path = state.one(rng)
    meta, body = state.articles[path]
    state.articles[path] = (meta, f"{body}\nAnd {rng.choice(WORDS)} was said.\n")


def edit_title(state, rng):
    state.articles[state.one(rng)][0]["title"] = f"Another title with {rng.choice(WORDS)}"


def edit_terms(state, rng):
    state.articles[state.one(rng)][0]["agencies"] = [rng.choice(["az-one", "az-two", "int-three"])]


def edit_date(state, rng):
    state.plain(rng)["date"] = f"2023-0{rng.randint(1, 9)}-0{rng.randint(1, 9)}"


def break_it(state, rng):
    state.plain(rng)["agencies"] = ["no-such-office"]


def delete(state, rng):
    paths = [path for path in state.articles if path.startswith(("more/", "new/"))]
    if paths:
        del state.articles[rng.choice(sorted(paths))]


def rename(state, rng):
    paths = [path for path in state.articles if path.startswith(("more/", "new/"))]
    if paths:
        state.articles[f"new/renamed-{rng.randint(0, 10_000)}.md"] = state.articles.pop(
            rng.choice(sorted(paths))
        )


def retract(state, rng):
    state.plain(rng)["retracted"] = {
        "date": "2025-01-01",
        "reason": "It was withdrawn by its source.",
    }


def correct(state, rng):
    note = {"date": "2025-02-01", "note": f"It was not {rng.choice(WORDS)}."}
    state.plain(rng)["corrections"] = [note]


def follow(state, rng):
    """Let one article follow another, or the same one, which is an error."""
    paths = [path for path in sorted(state.articles) if path.startswith(("more/", "new/"))]
    if paths:
        earlier = rng.choice(paths).removesuffix(".md").rsplit("/", 1)[-1]
        slug = re.sub(r"^\d{4}-\d\d-\d\d-", "", earlier)
        state.articles[state.one(rng)][0]["follows"] = slug


def add_source(state, rng):
    number = rng.randint(0, 10_000)
    source = {"name": f"{rng.choice(WORDS)} News", "url": f"https://example.org/more/{number}"}
    state.articles[state.one(rng)][0]["further_sources"] = [source]


def answer(state, rng):
    stance = rng.choice(("denied", "declined", "no comment in the source", "not sought"))
    state.articles[state.one(rng)][0]["response"] = {"who": "The office", "stance": stance}


def rename_term(state, rng):
    file = rng.choice(["taxonomies/agencies.yml", "taxonomies/themes.yml", "taxonomies/people.yml"])
    term = state.registries[file][rng.choice(sorted(state.registries[file]))]
    term["aliases"] = sorted({*term.get("aliases", ()), term["name"]})
    term["name"] = f"Renamed {rng.choice(WORDS)} {rng.randint(0, 99)}"


def move_term(state, rng):
    agencies = state.registries["taxonomies/agencies.yml"]
    if rng.random() < 0.5:
        agencies["int-three"]["parent"] = "az-two"
    else:
        agencies["az-one"].pop("parent", None)


def add_term(state, rng):
    name = f"Office of {rng.choice(WORDS)} {rng.randint(0, 999)}"
    state.registries["taxonomies/agencies.yml"][f"az-new-{rng.randint(0, 999)}"] = {
        "name": name,
        "country": "AZ",
    }


def describe_term(state, rng):
    state.registries["taxonomies/themes.yml"]["beta"]["description"] = (
        f"It is about {rng.choice(WORDS)}."
    )


def edit_outlet(state, rng):
    state.registries["sources.yml"]["first-news"]["country"] = rng.choice(["GE", "FR", "AZ"])


def edit_settings(state, rng):
    key, value = rng.choice(
        [
            ("tagline", f"About {rng.choice(WORDS)}"),
            ("long_listing", rng.randint(1, 5)),
            ("contact", "a@example.org"),
        ]
    )
    state.settings[key] = value


def edit_page(state, rng):
    state.pages["about"] = (
        {"title": f"About {rng.choice(WORDS)}", "append": "terms"},
        "Other words.\n",
    )


def change_style(state, rng):
    state.style = f"/* {rng.choice(WORDS)} */\n"


def change_template(state, rng):
    state.template = f'<meta name="{rng.choice(WORDS)}" content="{rng.choice(WORDS)}">'


def change_page_template(state, rng):
    name = rng.choice(("entry.html", "front.html", "article.html", "head.html"))
    comment = f"<!-- {rng.choice(WORDS)} -->"
    text = f'{comment}{{% include "digest/{name}" %}}'
    state.page_templates = rng.choice(({}, {name: text}, {**state.page_templates, name: text}))


def change_frame(state, rng):
    features = rng.choice(([], ["navigation.tabs"], ["navigation.top", "navigation.sections"]))
    palette = {
        "scheme": rng.choice(("default", "slate")),
        "primary": rng.choice(("teal", "custom")),
    }
    material = {"name": "material", "palette": palette, "features": features}
    state.theme = rng.choice((material, material, {"name": "digest"}))


def edit_docs(state, rng):
    word = rng.choice(WORDS)
    name = f"guide/{rng.choice(WORDS)}.md"
    state.docs = {
        **state.docs,
        "guide/start.md": "# Start\n\nWords.\n",
        name: f"# {word}\n\n## Part\n\n{word}.\n",
    }


def change_nav(state, rng):
    entries = [{"Start": "guide/start.md"}, {rng.choice(WORDS): "agencies/"}, {"When": "archive/"}]
    edit_docs(state, rng)
    state.nav = rng.sample(entries, rng.randint(1, 3))


def change_public(state, rng):
    state.public = f"User-agent: {rng.choice(WORDS)}\nDisallow: /\n"


def write_edition(state, rng):
    title, body = f"The week of {rng.choice(WORDS)}", f"Somebody wrote {rng.choice(WORDS)}."
    state.editions["2024-w18"] = f"---\nweek: 2024-W18\ntitle: {title}\n---\n\n{body}\n"


EDITS: list[Callable[[State, random.Random], None]] = [
    add,
    add,
    edit_text,
    edit_text,
    edit_title,
    edit_terms,
    edit_date,
    break_it,
    delete,
    rename,
    retract,
    correct,
    follow,
    follow,
    add_source,
    answer,
    rename_term,
    move_term,
    add_term,
    describe_term,
    edit_outlet,
    edit_settings,
    edit_page,
    change_style,
    change_template,
    change_page_template,
    change_public,
    write_edition,
    change_frame,
    change_frame,
    edit_docs,
    change_nav,
]


def build(root):
    """Build all valid articles with the real command; return the published files."""
    succeed(root, "build", "--skip-invalid")
    return files(root / "site", but="pagefind")  # some of Pagefind's file names differ each time


def history(folder, edits):
    """Build after each edit, then compare the last site with a clean build."""
    root, cold_root = folder / "warm", folder / "cold"
    state = State()
    state.write(root)
    build(root)
    for edit, seed in edits:
        state = copy.deepcopy(state)
        edit(state, random.Random(seed))
        state.write(root)
        warm = build(root)
    state.write(cold_root)
    cold = build(cold_root)
    assert warm.keys() == cold.keys()
    assert {path for path in cold if warm[path] != cold[path]} == set()
    shutil.rmtree(root)
    shutil.rmtree(cold_root)


@settings(max_examples=5)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 2**16)), min_size=1, max_size=7))
def test_warm_is_cold(tmp_path_factory, edits):
    """After random edits an incremental build equals a clean one."""
    history(tmp_path_factory.mktemp("history"), edits)
