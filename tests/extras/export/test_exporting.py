"""The exported tree builds without this project, into the same site."""

import json
import re
import shutil
import sys

import pytest
import yaml

from generator.extras.export.exporting import as_markdown
from generator.model.page import ComposedPage
from tests import markup
from tests.command import files, printed, refused, succeed
from tests.corpus import PROJECT, write_engine
from tests.full import NASTY, write_full
from tests.load.test_links_to_docs import GUIDE, SITE, targets, write

ENGINES = PROJECT / ".cache/engines/bin"
_WITHOUT_US = "import sys; sys.modules['generator'] = None; from mkdocs.__main__ import cli; cli()"


def exotic(label):
    """Nasty words with a character outside the Basic Multilingual Plane and Cyrillic letters."""
    return f"{label} {NASTY} 🛡 ə"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A site, built by us in `site/`, exported to `tree/` and built there by MkDocs alone."""
    root = write_full(write_engine(tmp_path_factory.mktemp("exported")), exotic)
    for command in (["build"], ["export", root / "tree"]):
        succeed(root, *command)
    command = ("build", "--strict", "-f", root / "tree/mkdocs.yml")
    printed(sys.executable, "-c", _WITHOUT_US, *command, cwd=root)
    return root


def without_hash(text):
    """A text without the hashes in our file names, which exported themes lack."""
    return re.sub(r"\.[0-9a-f]{10}(?=[./][\w.-]*(?:js|css)\b)", "", text)


def html(site):
    return {
        name: without_hash(data.decode())
        for name, data in files(site).items()
        if name.endswith(".html")
    }


def flat(element):
    """A tree as a list: elements with their attributes, texts with single spaces."""
    for child in element.children:
        if isinstance(child, str):
            if child.split():
                yield " ".join(child.split())
        else:
            yield (child.tag, sorted(child.attributes.items()))
            yield from flat(child)
            yield f"/{child.tag}"


def content(page):
    """The contents of `#content`, which has one more `div` in the exported tree."""
    elements = list(flat(markup.parse(page).first(id="content")))
    return elements[1:-1] if elements[0] == ("div", []) else elements


def test_links(root):
    """No page of the export links to a file that it lacks."""
    site = root / "tree/site"
    for where, page in html(site).items():
        for element in markup.parse(page).walk():
            to = markup.target(
                where.removesuffix("index.html"), element.attributes.get("href") or ""
            )
            file = site / (to or "").partition("#")[0]
            assert file.is_file() or (file / "index.html").is_file(), (where, to)


def head(page):
    """The head of a page."""
    return list(flat(markup.parse(page).first("head")))


@pytest.mark.parametrize("part", [content, head])
def test_same_pages(root, part):
    """The engine alone makes the same pages, with the same head, elements and text."""
    ours, theirs = html(root / "site"), html(root / "tree/site")
    assert theirs.keys() == ours.keys()
    for where, page in ours.items():
        assert part(theirs[where]) == part(page), where


def frame(page, where):
    """Header, menus and footer of a page, with links resolved."""
    for element in page.walk():
        if "href" in element.attributes:
            href = element.attributes["href"]
            element.attributes["href"] = (
                markup.target(where.removesuffix("index.html"), href) or href
            )
    return [list(flat(element)) for element in page.walk() if element.tag in ("header", "footer")]


def test_same_frame(root):
    """Every page has the same header, menus and footer."""
    ours, theirs = html(root / "site"), html(root / "tree/site")
    for where, page in ours.items():
        assert frame(markup.parse(theirs[where]), where) == frame(markup.parse(page), where), where


def without_comments(name, content):
    """The content of a file; that of a style without comments."""
    if content is None or not name.endswith(".css"):
        return content
    return re.sub(rb"/\*.*?\*/\s*", b"", content, flags=re.DOTALL)


def test_same_files(root):
    """Feeds, data, styles, scripts and public files are the same; the export has its own search index.

    Its styles have comments, because somebody may go on from them.
    Engines treat Markdown as pages, so the export has no Markdown copies of articles and no links to them.
    """
    own = {
        name for name in files(root / "site", but="pagefind") if not name.endswith((".html", ".md"))
    }
    own -= {"sitemap.xml", "llms.txt", "_headers"}
    ours, theirs = files(root / "site"), files(root / "tree/site")
    assert any(name.endswith("feed.xml") for name in own)
    expected = {name: without_comments(name, ours[name]) for name in own}
    found = {name: theirs.get(without_hash(name)) for name in own}
    assert {name: without_comments(name, content) for name, content in found.items()} == expected
    assert (root / "tree/site/pagefind/pagefind.js").is_file()


def test_no_trace_of_us(root):
    """The tree names neither this project's plugin nor a path of this machine."""
    configuration = yaml.safe_load((root / "tree/mkdocs.yml").read_text())
    assert configuration["plugins"] == []
    for name, data in files(root / "tree").items():
        assert not name.endswith((".py", ".pyc")), name
        assert str(root).encode() not in data, name
        assert str(PROJECT).encode() not in data, name


def test_what_it_says(root, tmp_path):
    """The command ends with the number of pages and the next command."""
    target = tmp_path / "again"
    *_, last = succeed(root, "export", target).output.splitlines()
    count = len(list((root / "tree/docs").rglob("*.md")))
    build = f"mkdocs build --strict -f {target / 'mkdocs.yml'}"
    assert last == f"{count} pages in {target}; build them with: {build}"


@pytest.mark.parametrize("name", ["mkdocs.yml", "thesis.txt"])
def test_only_into_an_empty_folder(root, tmp_path, name):
    """A folder with any file, also an earlier export, is left unchanged."""
    (tmp_path / name).write_text("site_name: Mine\n")
    before = files(tmp_path)
    result = refused(root, "export", tmp_path)
    assert f"Error: {tmp_path}: is not empty; choose a new or empty folder" in result.output
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "text",
    [
        "---\nx",
        "a: b # c",
        "\u00e9\U0001f6e1",
        '"quoted" \\ {}[]',
        "@@digest-title@@",
        "{{ x }}",
        "  ",
    ],
)
def test_front_matter(text):
    """The engine's YAML reader returns any title unchanged."""
    written = as_markdown(ComposedPage("a/", text, text, "<p>C</p>", f"<meta content='{text}'>"))
    front_matter = yaml.safe_load(written.split("---\n\n", 1)[0].removeprefix("---\n"))
    values = {"title": text, "description": text, "head": f"<meta content='{text}'>"}
    assert front_matter == {**values, "template": "digest.html"}


def test_front_matter_is_one_line_a_key():
    """Each key is one line, so no value can end the front matter."""
    written = as_markdown(ComposedPage("a/", "one\n---\ntwo", "", ""))
    assert (
        written.split("\n")[1] == f"title: {json.dumps('one' + chr(10) + '---' + chr(10) + 'two')}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_other_engines(root, engine, tmp_path):
    """Other engines, in the versions of requirements/engines.lock, make the same pages with the same text."""
    program = ENGINES / engine
    assert program.is_file(), "to install it: make .cache/engines/engines.stamp"
    tree = shutil.copytree(root / "tree", tmp_path / "tree", ignore=shutil.ignore_patterns("site"))
    printed(program, "build", "-f", "mkdocs.yml", cwd=tree)
    ours, theirs = html(root / "site"), html(tree / "site")
    assert theirs.keys() == ours.keys()
    for where, page in ours.items():
        if where != "data/index.html":
            assert words(theirs[where]) == words(page), where


def words(page):
    """The text of `#content`."""
    return [part for part in content(page) if isinstance(part, str) and not part.startswith("/")]


@pytest.mark.parametrize("path", ["", "news"])
def test_links_to_docs(path, tmp_path):
    """An export has no docs pages, so its links to them are absolute."""
    config = write(tmp_path / "site", path, GUIDE)
    succeed(config, "export", tmp_path / "tree")
    [page] = (tmp_path / "tree/docs/articles").rglob("*report*/index.md")
    text = page.read_text()
    assert targets(text) == [f"{SITE}guide/install/"]
    assert "../agencies/aq-moe/" in text
