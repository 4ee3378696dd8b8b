"""After any edits, an incremental build equals a clean build byte for byte."""

import copy
import random
import shutil
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.command import digest, files
from tests.corpus import write_engine, write_files, write_overrides
from tests.full import full, harmless
from tests.random_edits import EDITS, Content, put, put_setting

pytestmark = pytest.mark.slow

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath")


class State(Content):
    """A site whose frame, templates, pages and editions change, too."""

    def __init__(self):
        site = full(harmless)
        super().__init__(site["registries"], site["articles"], site["settings"])
        self.style = self.template = ""
        self.page_templates = {}
        """Name → text, of the site's own templates of pages."""
        self.public = "User-agent: *\nAllow: /\n"
        self.theme = {"name": "digest"}
        self.nav = []
        self.docs = {}
        """Pages of documentation; without any, docs_dir is the folder of public files."""
        self.editions = {}

    def word(self):
        """One of a few words, so that an edit may bring back what an earlier one replaced."""
        self.count += 1
        return self.rng.choice(WORDS)

    def write(self, root):
        """Write the site's folder, replacing its earlier content."""
        for folder in ("content", "site_config", "docs"):
            shutil.rmtree(root / folder, ignore_errors=True)
        write_engine(root)
        theme = write_overrides(root, self.template, self.style)
        write_files(theme / "pages", self.page_templates)
        write_files(root / "content/editions", self.editions)
        write_files(root / "docs", self.docs)
        engine = {
            "site_name": "A site",
            "site_url": "https://digest.example.org/",
            "docs_dir": "docs" if self.docs else "site_config/public",
            "theme": self.theme,
            "plugins": ["digest"],
            **({"nav": self.nav} if self.nav and self.docs else {}),
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(engine))
        (root / "site_config/public/robots.txt").write_text(self.public)
        super().write(root)


def edit_page(state):
    meta = {"title": f"About {state.word()}", "append": "terms"}
    state.pages["about"] = (meta, "Other words.\n")


def change_style(state):
    state.style = f"/* {state.word()} */\n"


def change_template(state):
    state.template = f'<meta name="example" content="{state.word()}">'


def change_page_template(state):
    name = state.rng.choice(("entry.html", "front.html", "article.html", "head.html"))
    text = f'<!-- {state.word()} -->{{% include "digest/{name}" %}}'
    state.page_templates = state.rng.choice(
        ({}, {name: text}, {**state.page_templates, name: text})
    )


def change_frame(state):
    choose = state.rng.choice
    features = choose(([], ["navigation.tabs"], ["navigation.top", "navigation.sections"]))
    palette = {"scheme": choose(("default", "slate")), "primary": choose(("teal", "custom"))}
    material = {"name": "material", "palette": palette, "features": features}
    state.theme = choose((material, material, {"name": "digest"}))


def edit_docs(state):
    word = state.word()
    state.docs["guide/start.md"] = "# Start\n\nWords.\n"
    state.docs[f"guide/{state.rng.randrange(8)}.md"] = f"# {word}\n\n## Part\n\n{word}.\n"


def change_nav(state):
    edit_docs(state)
    entries = [{"Start": "guide/start.md"}, {state.word(): "agencies/"}, {"When": "archive/"}]
    state.nav = state.rng.sample(entries, state.rng.randint(1, 3))


def change_public(state):
    state.public = f"User-agent: {state.word()}\nDisallow: /\n"


def write_edition(state):
    meta = f"week: 2024-W18\ntitle: The week of {state.word()}"
    state.editions["2024-w18.md"] = f"---\n{meta}\n---\n\nSomebody wrote {state.word()}.\n"


EVERY_EDIT: list[Callable[[State], None]] = [
    *EDITS,
    put("agencies", ["no-such-office"]),
    put_setting("long_listing", *range(1, 6)),
    put_setting("tagline", "About something", "About something else"),
    *2 * [change_frame],
    change_nav,
    change_page_template,
    change_public,
    change_style,
    change_template,
    edit_docs,
    edit_page,
    write_edition,
]


def build(root):
    """Build all valid articles with the real command; return the published files, or None after an error."""
    if digest(root, "build", "--skip-invalid").exit_code:
        return None
    return files(root / "site", but="pagefind")  # some of Pagefind's file names differ each time


def history(folder, edits):
    """Build after each edit, undo those that are an error, then compare the last site with a clean build."""
    root, cold_root = folder / "warm", folder / "cold"
    state = State()
    state.write(root)
    assert build(root)
    for edit, seed in edits:
        before = copy.deepcopy(state)
        state.rng = random.Random(seed)
        edit(state)
        state.write(root)
        if build(root) is None:
            state = before
    for folder in (root, cold_root):
        state.write(folder)
    warm, cold = build(root), build(cold_root)
    assert warm.keys() == cold.keys()
    assert {path for path in cold if warm[path] != cold[path]} == set()
    shutil.rmtree(root)
    shutil.rmtree(cold_root)


@settings(max_examples=5)
@given(
    st.lists(st.tuples(st.sampled_from(EVERY_EDIT), st.integers(0, 2**16)), min_size=1, max_size=7)
)
def test_warm_is_cold(tmp_path_factory, turn, edits):
    """After random edits an incremental build equals a clean one; `--turns 20` tries many more."""
    history(tmp_path_factory.mktemp("history"), edits)
