"""A site in Greek letters: any text left in Latin letters cannot be translated.

Its content is a generated corpus, and its catalogue repeats the messages, both in Greek letters. Dates and
names of countries and languages are Greek by CLDR. The program is a copy with that catalogue added.
"""

import json
import re
import shutil
import xml.etree.ElementTree as ET

import pytest
import yaml
from babel.messages import Catalog, pofile

from tests import markup
from tests.catalogue import PACKAGE, collected
from tests.command import run
from tests.corpus import Size, as_yaml, make, site_settings

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιξκλμνοπθρστυβωχψζ")
PARTS = re.compile(r"(%\(\w+\)s|\{\w+\}|<[^>]+>|&\w+;|\]\([^)]*\))")
WORDS = {
    "title",
    "tagline",
    "description",
    "intro",
    "singular",
    "name",
    "aliases",
    "acronym",
    "kinds",
    "summary",
}
WORDS |= {"tags", "label", "note", "reason", "authors"}
CODES = {"at", "as_of", "date", "end", "url"}
LATIN = re.compile(r"[A-Za-z]{2,}(?:[ -][A-Za-z]+)*")
CODE = ("code", "pre", "script", "style")
NAMES = {
    "API", "Atom", "BibTeX", "CSL", "CSL-JSON", "CSV", "Feedly", "HTML", "Inoreader", "ISO", "JSON", "JSON Feed",
    "JSON Schema", "JSON Schemas", "Markdown", "MITRE ATT", "NewsBlur", "OPML", "RSS", "Zotero", "CC BY", "CVE",
}  # fmt: skip
"""Names of formats, programs, licences and catalogues, which are the same in all languages."""


def greek(text):
    """A text in Greek letters, with variables, markup and addresses unchanged."""
    parts = PARTS.split(text)
    return "".join(
        part if index % 2 else part.lower().translate(GREEK) for index, part in enumerate(parts)
    )


def in_greek(value, *, seen=False):
    """Data with all visible words in Greek letters; `seen` marks the value itself as visible."""
    if isinstance(value, dict):
        return {
            key: in_greek(inner, seen=(seen or key in WORDS) and key not in CODES)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [in_greek(inner, seen=seen) for inner in value]
    return greek(value) if seen and isinstance(value, str) else value


def rewrite(file):
    """Write a file of the corpus in Greek letters."""
    text = file.read_text()
    if file.suffix == ".yml":
        file.write_text(as_yaml(in_greek(yaml.safe_load(text))))
    else:
        _, front, body = text.split("---\n", 2)
        meta = in_greek(yaml.safe_load(front))
        meta |= {"people": list(map(greek, meta["people"]))} if "people" in meta else {}
        file.write_text(f"---\n{as_yaml(meta)}---\n{greek(body)}")


def greek_catalogue():
    """Every message in Greek letters."""
    catalogue = Catalog(locale="el")
    for message in collected():
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            translated = tuple(map(greek, forms))
            catalogue.add(message.id, translated if len(forms) > 1 else translated[0])
    return catalogue


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A folder with a copy of the program and the catalogue."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(PACKAGE, folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "generator/locale/el.po").open("wb") as file:
        pofile.write_po(file, greek_catalogue())
    return folder


@pytest.fixture(scope="module")
def built(program, tmp_path_factory):
    """The built site."""
    taxonomies = site_settings()["taxonomies"]
    kinds = taxonomies["sources"]["kinds"]
    taxonomies["sources"]["kinds"] = {
        kind: {"name": kind, "meaning": meaning} for kind, meaning in kinds.items()
    }
    size = Size(60, agencies=8, themes=6)
    root = make(tmp_path_factory.mktemp("greek"), size, language="el", taxonomies=taxonomies)
    for file in [*(root / "site_config").rglob("*.yml"), *(root / "content").rglob("*.md")]:
        rewrite(file)
    result = run(
        "generator", "-f", root / "mkdocs.yml", "build", cwd=program, PYTHONPATH=str(program)
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


def texts(element):
    """The visible and spoken texts of a page, except code and texts marked as English."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "html" or (
            child.tag not in CODE and child.attributes.get("lang") != "en"
        ):
            attributes = child.attributes
            yield from (
                attributes.get(name, "") for name in ("alt", "aria-label", "placeholder", "title")
            )
            if re.search(
                "description|title$", attributes.get("name", attributes.get("property", ""))
            ):
                yield attributes["content"]
            yield from texts(child)


def latin(words):
    """Words in Latin letters, except names and addresses."""
    words = re.sub(r"\S*[/@]\S*|\S+\.(org|html|xml|json)\b", " ", words)
    return {word for word in LATIN.findall(words) if word not in NAMES}


@pytest.mark.slow
def test_pages(built):
    """No page has a word in Latin letters."""
    files = sorted(built.rglob("*.html"))
    assert len(files) > 200
    left = {}
    for file in files:
        page = markup.parse(file.read_text())
        assert page.first("html").attributes["lang"] == "el"
        for word in latin(" | ".join(texts(page))):
            left.setdefault(word, str(file.relative_to(built)))
    assert left == {}


def test_feeds(built):
    """No feed has a word in Latin letters, apart from addresses and types."""
    files = [*built.rglob("feed.xml"), *built.rglob("*.opml")]
    assert len(files) > 20
    left = {}
    for file in files:
        root = ET.parse(file).getroot()
        texts = [
            element.text or ""
            for element in root.iter()
            if not element.tag.endswith(("}content", "}id", "}uri"))
        ]
        names = [
            element.get(name, "") for element in root.iter() for name in ("title", "text", "label")
        ]
        for word in latin(" | ".join(texts + names)):
            left.setdefault(word, str(file.relative_to(built)))
    assert left == {}


def test_search(built):
    """No name shown in search has a word in Latin letters."""
    names = json.loads((built / "search/names.json").read_text())
    shown = [
        *names["facets"].values(),
        *(label for values in names["values"].values() for label in values.values()),
    ]
    assert len(shown) > 8
    assert latin(" | ".join(shown)) == set()


def test_texts(built):
    """Markdown copies have no words in Latin letters, apart from codes."""
    left = {}
    for file in built.rglob("index.md"):
        text = re.sub(
            r"\]\(.*?\)|`.*?`|<.*?>|\(.*?\)|: el$", " ", file.read_text(), flags=re.MULTILINE
        )
        for word in latin(text):
            left.setdefault(word, str(file.relative_to(built)))
    assert left == {}
