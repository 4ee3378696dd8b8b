"""Our index against Pagefind's own of the same articles: nothing is lost, added or moved."""

from __future__ import annotations

import datetime as dt
from html import escape

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.compose.search import FIELDS
from generator.emit import search
from generator.emit.placing import sync
from tests.corpus import PROJECT
from tests.made import document, search_record
from tests.pagefind import bundle_of, decode

DAY = dt.date(2024, 5, 1)
LANGUAGES = ("en", "az", "tr", "ru", "de", "fr", "el", "da", "fi", "ar", "pl", "zz")
# Pieces of words that mean something to a rule: capitals, marks, signs, digits, other scripts, emoji.
PIECES = [
    *("word", "Word", "WORDS", "running", "aB", "HTTPServer", "iPhone", "x", "Q", "i", "İ", "ı", "I"),
    *("şəhər", "ŞƏHƏR", "Əliyev", "ğ", "çay", "Öğrenci", "müdafiə", "café", "Café", "naïve", "ÉTÉ", "œuvre"),
    *("cafe\u0301", "I\u0307", "straße", "STRASSE", "ẞ", "Größe", "ﬁne", "ΟΔΟΣ", "Άνθρωπος", "ς", "Σ"),
    *(
        "Токаев",
        "ТОКАЕВ",
        "ё",
        "й",
        "Київ",
        "日本語",
        "テキスト",
        "中文",
        "한국어",
        "مُحَمَّد",
        "العربية",
        "हिन्दी",
        "ไทย",
    ),
    *("19", "3", "1,000", "3.14", "10%", "½", "²", "Ⅷ", "ⓐ", "covid", "COVID"),
    *(
        "-",
        "_",
        "'",
        "’",
        "‑",
        "–",
        "—",
        ".",
        ",",
        ":",
        "/",
        "@",
        "#",
        "&",
        "<",
        ">",
        '"',
        "(",
        ")",
        "$",
        "*",
    ),
    *(
        "|",
        "\\",
        "…",
        "«",
        "»",
        "\u00ad",
        "\u200b",
        "\u2060",
        "😀",
        "👍🏽",
        "👩\u200d🚀",
        "🇦🇿",
        "❤️",
        "5️⃣",
        "©",
        "™",
    ),
    *(
        "https://example.org/a?b=c&d",
        "a.b@example.org",
        "l’alphabet",
        "d'été",
        "U.S.",
        "AT&T",
        "C++",
        "&amp;",
    ),
    *("maladministration" * 4, "murhan", "anhh"),
]
# Of an anchor's text Pagefind decodes entities twice; nothing shows it.
WORDS = st.lists(
    st.sampled_from([piece for piece in PIECES if piece != "&amp;"]), min_size=1, max_size=4
).map("".join)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", "\t", "\u3000", ""])


def _element(tags: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(tag: str, name: str, parts: list[str]) -> str:
        named = f' id="c-{name}"' if tag in ("li", "sup") and name else ""
        return f"<{tag}{named}>{''.join(parts)}</{tag}>"

    names = st.sampled_from(["", "fn-1", "fnref-ə"])
    return st.builds(made, st.sampled_from(tags.split()), names, st.lists(inner, max_size=3))


LEAVES = st.one_of(
    st.builds(lambda text, gap: escape(text, quote=False) + gap, TEXTS, GAPS),
    st.builds(
        '<a href="/x?a=&quot;>" title="a > b">{}</a>'.format,
        WORDS.map(lambda text: escape(text, quote=False)),
    ),
    st.sampled_from(["<br>", "&nbsp;"]),
)
INLINE = LEAVES | _element("em strong code del sup", LEAVES | _element("em sup", LEAVES))
PLAIN_BLOCKS = _element("p p p h2 h3 h4 h5 h6 pre td th", INLINE) | st.sampled_from(["<hr>", "\n"])
BODIES = st.lists(
    PLAIN_BLOCKS
    | _element("blockquote ul ol li div table", INLINE | PLAIN_BLOCKS | _element("ul li", INLINE)),
    max_size=6,
).map("".join)
DOCUMENTS = st.builds(
    lambda title, summary, body, meta, filters: document(
        title,
        summary,
        body,
        meta={name: value for name, value in meta.items() if value.strip()},
        filters=filters,
    ),
    TEXTS.map("Word {}".format),  # Pagefind leaves out a page without words
    TEXTS,
    BODIES,
    st.fixed_dictionaries(dict.fromkeys((name for name in FIELDS if name != "title"), TEXTS)),
    st.lists(
        st.tuples(st.sampled_from(["year", "theme"]), st.sampled_from(["2024", "a-b", "c"])), max_size=3
    ),
)


def compare(records, language, folder):
    """Index records with both, and hold all that can be found against each other."""
    site = folder / "site"
    site.mkdir()
    sync(site, search.index(records, language, folder / "cache", 1), {})
    ours, theirs = decode(site / "pagefind"), decode(bundle_of(records, folder / "theirs", language))
    assert ours.pages.keys() == theirs.pages.keys()
    for url, (length, fragment) in theirs.pages.items():
        found = ours.pages[url][1]
        assert ours.pages[url][0] == length
        assert found.keys() == fragment.keys()
        for name, said in fragment.items():
            assert found[name] == said, name
    assert ours.words.keys() == theirs.words.keys()
    for word, said in theirs.words.items():
        assert ours.words[word] == said, word
    assert ours.filters == theirs.filters
    assert ours.sorts.keys() == theirs.sorts.keys()
    assert ours.entry == theirs.entry
    return ours


def records_of(documents):
    """One article a day."""
    return [
        search_record(f"articles/a{number}/", DAY + dt.timedelta(number), found_by)
        for number, found_by in enumerate(documents)
    ]


@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make a failure smaller takes minutes
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(DOCUMENTS, min_size=1, max_size=12), st.sampled_from(LANGUAGES))
def test_any_articles(tmp_path_factory, documents, language):
    """Words, places, weights, spellings, fields, filters, anchors and texts are Pagefind's."""
    compare(records_of(documents), language, tmp_path_factory.mktemp("compared"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_word(tmp_path, language):
    """Each piece alone, and every two of them together."""
    pairs = [" ".join(first + second for second in PIECES) for first in PIECES]
    documents = [
        document("Title", "", f"<p>{escape(text, quote=False)}</p>") for text in (" ".join(PIECES), *pairs)
    ]
    compare(records_of(documents), language, tmp_path)


def test_own_articles(tmp_path):
    """The digest's own articles."""
    records = pipeline.Builder(pipeline.load(PROJECT)).records
    found = compare(records, "en", tmp_path)
    assert len(found.pages) == len(records)
