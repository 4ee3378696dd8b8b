"""A new digest is whole in each language: its texts are those of the English one, and no page has words of another."""

import re
from itertools import combinations

import pytest
import yaml

from generator.assemble.catalogues import languages
from generator.check.fields import STANCES
from generator.editing.new_digest import starter_languages
from tests.command import digest, files, succeed
from tests.corpus import PROJECT, change
from tests.markup import Element, parse

OTHERS = [language for language in languages() if language != "en"]
STARTER = PROJECT / "generator/starter"
FRAMES = ["digest", pytest.param("material", marks=pytest.mark.slow)]


def test_trees_and_catalogues():
    """A language with a catalogue has a tree of a new digest's texts, and the other way round."""
    assert set(starter_languages()) == set(languages())
    trees = {file.parent.name for file in STARTER.glob("*/*")}
    assert trees == set(OTHERS)


def texts_of(language):
    """The files of a tree by name; the English ones lie beside the files that are not translated."""
    names = {file.name for file in (STARTER / "de").iterdir()}
    folder = STARTER if language == "en" else STARTER / language
    return {file.name: file.read_text() for file in folder.iterdir() if file.name in names}


@pytest.mark.parametrize("language", OTHERS)
def test_files_of_a_tree(tmp_path, language):
    """A tree has every file of content and of settings, and no others."""
    succeed("init", tmp_path / "new", "--title", "News")
    translated = {
        path.rpartition("/")[2]
        for path in files(tmp_path / "new")
        if path.endswith((".md", ".yml")) and path.startswith(("content/", "site_config/"))
    }
    example = next(name for name in translated if name.endswith("example-article.md"))
    found = {file.name for file in (STARTER / language).iterdir()}
    assert found == translated - {example} | {"example-article.md"}


TEXTS = {
    "title",
    "tagline",
    "summary",
    "description",
    "intro",
    "singular",
    "name",
    "acronym",
    "use",
}
TEXTS |= {"aliases", "language"}


def shape(value):
    """What is the same in each language: every value but texts, and of lists of words their weights."""
    if not isinstance(value, dict):
        return value
    same = {}
    for key, inner in value.items():
        if key in TEXTS:
            same[key] = "text"
        elif key == "kinds":
            same[key] = set(inner)
        elif key == "vocabulary":
            same[key] = [sorted(words) for words in inner.values()]
        else:
            same[key] = shape(inner)
    return same


PLAN = {"headings and items": r"^(#+|\d+\.|-) ", "links": r"\]\(([^)]*)\)", "code": r"`([^`]+)`"}
"""What a Markdown file has in the order of the English one."""
SETTINGS = {
    "keys with a comment": r"^ *([\w-]+):(?: .*)? #",
    "settings in a comment": r"^ *# +([a-z_-]+):(?! `)",
    "addresses": r"https?://[^\s,}]+",
}
"""What a YAML file has."""


def plan(name, text):
    """The parts that are the same in each language, in their order."""
    patterns = PLAN if name.endswith(".md") else SETTINGS
    patterns = patterns | {"placeholders": r"\{\{\w+\}\}"}
    found = {part: re.findall(pattern, text, re.MULTILINE) for part, pattern in patterns.items()}
    return found | {"code": sorted(found.get("code", ()))}


@pytest.mark.parametrize("language", OTHERS)
def test_tree_is_that_of_english(language):
    """Each file of a tree has the keys, headings, links and code of the English one."""
    english, translated = texts_of("en"), texts_of(language)
    assert english.keys() == translated.keys()
    for name, text in translated.items():
        assert plan(name, text) == plan(name, english[name]), name
        data, original = (
            next(yaml.safe_load_all(re.sub(r"\{\{\w+\}\}", "x", one)))
            for one in (text, english[name])
        )
        assert shape(data) == shape(original), name
        for line in text.splitlines():
            is_text = re.search(r"[^\W\d_]{3,} [^\W\d_]{3,} [^\W\d_]{2,}", line)
            assert not is_text or line not in english[name].splitlines(), f"{name}: {line}"


@pytest.mark.parametrize("language", languages())
def test_contribute_page_names_every_stance(language):
    """Nobody can guess these words, of which an article about an accusation needs one."""
    items = re.findall(r"^- `([^`]+)`", texts_of(language)["contribute.md"], re.MULTILINE)
    assert items == [*STANCES]


@pytest.fixture(scope="module", params=FRAMES)
def built(request, tmp_path_factory):
    """Language → path of a page or feed → its texts, of a new digest in each language."""
    found = {}
    for language in languages():
        folder = tmp_path_factory.mktemp(language) / "new"
        options = ("--title", "X", "--url", "https://x.example.net/", "--language", language)
        succeed("init", folder, *options)
        change(folder / "mkdocs.yml", "name: material", f"name: {request.param}")
        assert digest(folder, "check").stdout == "no problems found\n"
        succeed(folder, "build")
        site = folder / "site"
        found[language] = {
            str(file.relative_to(site)): list(sentences(parse(file.read_text())))
            for file in sorted((*site.rglob("*.html"), *site.rglob("feed.xml")))
        }
    return found


SAID = ("title", "aria-label", "placeholder", "alt", "label")
UNSPOKEN = ("script", "style", "code", "pre", "id", "link")
METADATA = ("description", "og:title", "og:description", "og:image:alt")


def sentences(element: Element):
    """Every text of a page: in its elements, in what browsers show or read out, and for search engines."""
    for child in element.children:
        if isinstance(child, str):
            yield from filter(None, [" ".join(child.split())])
        elif child.tag not in UNSPOKEN:
            values = child.attributes
            yield from (values[name] for name in SAID if values.get(name))
            if (values.get("name") or values.get("property")) in METADATA:
                yield values["content"]
            yield from sentences(child)


NAMES = {"Ministry of Examples", "Material for MkDocs", "Feedly", "Inoreader", "NewsBlur"}
FORMATS = {"Atom", "BibTeX", "CSL-JSON", "CSV", "JSON", "OPML", "Schema"}
SAME = {
    "az": {"Feed"},
    "de": {"April", "August", "Feed", "Matrix", "Navigation", "November", "Organisation"}
    | {"September"},
    "fr": {"Articles", "Corrections", "Navigation", "Organisation", "Organisations", "Source"}
    | {"Sources", "article", "articles"},
}
"""Language → its words that are the same in English."""
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def words_of(text):
    """The words of a text, without addresses and single letters."""
    return [word for word in WORD.findall(re.sub(r"\S*[./@]\S+", " ", text)) if len(word) > 1]


def test_no_text_of_another_language(built):
    """No text of a page is on an English page, and none of several words on that of any other language."""
    texts = {
        language: {text for page in pages.values() for text in page}
        for language, pages in built.items()
    }
    for language in OTHERS:
        shared = {word for text in texts[language] & texts["en"] - NAMES for word in words_of(text)}
        assert shared - FORMATS - SAME.get(language, set()) == set(), language
    for one, other in combinations(OTHERS, 2):
        shared = texts[one] & texts[other] - NAMES
        assert [text for text in shared if len(words_of(text)) > 2] == [], (one, other)


ENGLISH = {
    "the",
    "of",
    "and",
    "with",
    "this",
    "that",
    "is",
    "are",
    "by",
    "from",
    "to",
    "it",
    "made",
}


def test_no_english_word(built):
    """No text has a word that most English sentences have, whatever its numbers and names are."""
    for language in OTHERS:
        for path, texts in built[language].items():
            for text in set(texts) - NAMES:
                assert not ENGLISH & set(words_of(text.lower())), (language, path, text)


FOREIGN = {"tr": "ə", "ru": "іїєґ", "uk": "ыэъё"}
"""Language → letters of a related one that it does not have."""


@pytest.mark.parametrize("language", FOREIGN)
def test_no_letter_of_a_related_language(built, language):
    """No text has letters of the language from which it may have been copied."""
    letters = set(FOREIGN[language])
    for path, texts in built[language].items():
        words = {word for text in set(texts) - NAMES for word in words_of(text.lower())}
        assert [word for word in words if letters & set(word)] == [], path


@pytest.mark.slow
def test_controls_of_a_region(tmp_path):
    """Material has words for `fr` and not for `fr-CA`, so a digest of the region has those of the language."""
    folder = tmp_path / "new"
    succeed("init", folder, "--title", "X", "--language", "fr-CA")
    succeed(folder, "build")
    page = parse((folder / "site/about/index.html").read_text())
    texts = list(sentences(page))
    assert "Aller au contenu" in texts
    assert not [text for text in texts if ENGLISH & set(words_of(text.lower()))]
