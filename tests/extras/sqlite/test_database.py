"""The database: intact, deterministic, and suited to the example queries."""

import html
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256

import pytest

from generator.extras.data_files.columns import column_of
from generator.extras.sqlite import database
from generator.installed import installed
from generator.load.loading import load
from generator.read.blocks import blocks_of, plain_text
from tests.command import PROJECT
from tests.corpus import Size, make
from tests.full import nasty


def opened(data):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    return connection


def written(loaded):
    """The database of a site."""
    return database.database_of(loaded.checked)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A generated corpus of many months, and its database."""
    root = make(tmp_path_factory.mktemp("made"), Size(articles=200, words=40, agencies=8))
    loaded = load(root, installed())
    return loaded, written(loaded)


def test_integrity(made):
    """SQLite's integrity checks pass."""
    with closing(opened(made[1])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_list_may_have_any_name(monkeypatch):
    """A list in front matter may be called as a word of SQL."""
    column = column_of("references", {"type": "list", "items": {"type": "text"}})
    made = database._table(column.name, database._OF_ARTICLE, database._columns_of(column))
    monkeypatch.setattr(database, "SCHEMA", database.SCHEMA + made)
    monkeypatch.setattr(database, "LISTS", (column,))
    with database.Database({}, {}, ()) as written:
        written.insert({"date": "2024-05-02", "terms": {}, "references": ["A book."]}, "A text.")
        content = written.serialized()
    with closing(opened(content)) as connection:
        rows = connection.execute('SELECT * FROM "references"').fetchall()
    assert rows == [(202405 * 100_000 + 1, "A book.")]


def test_search_finds_what_texts_say(made):
    """With the index that `sqlite-utils enable-fts` makes, a word finds exactly the articles with it."""
    loaded, data = made
    texts = {}
    for article in loaded.site.articles:
        text = plain_text(blocks_of(article.body.html))
        words = f"{article.title} {article.summary} {html.unescape(text)}".lower().replace(".", " ")
        texts[article.address] = set(words.split())
    words = sorted({word for own in texts.values() for word in own if word.isalpha()})[::97]
    assert len(words) > 10
    with closing(opened(data)) as connection:
        connection.executescript(
            "CREATE VIRTUAL TABLE search USING fts5(title, summary, text, content='articles');"
            "INSERT INTO search (rowid, title, summary, text)"
            " SELECT id, title, summary, text FROM articles;"
        )
        for word in words:
            rows = connection.execute(
                "SELECT url FROM search JOIN articles ON id = search.rowid WHERE search MATCH ?",
                (f'"{word}"',),
            )
            addresses = {url.removeprefix(loaded.site.settings.url) for (url,) in rows}
            assert addresses == {where for where, own in texts.items() if word in own}, word


def test_same_content_same_bytes(made):
    """The same content gives the same bytes, in this process or another."""
    loaded, data = made
    assert written(loaded) == data
    script = (
        "import sys; from pathlib import Path; from hashlib import sha256\n"
        "from generator.extras.sqlite.database import database_of\n"
        "from generator.installed import installed\n"
        "from generator.load.loading import load\n"
        "print(sha256(database_of(load(Path(sys.argv[1]), installed()).checked)).hexdigest())"
    )
    command = [sys.executable, "-c", script, loaded.root]
    digest = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    assert digest.strip() == sha256(data).hexdigest()


def test_says_what_the_api_says(data, hostile):
    """Articles, terms, authors, corrections and retractions equal those of the API."""
    api = json.loads(data["api/v1/articles.json"])
    with closing(opened(written(hostile.loaded))) as connection:
        rows = connection.execute(
            "SELECT uri, title, summary FROM articles ORDER BY id DESC"
        ).fetchall()
        assert sorted(rows) == sorted(
            (article["id"], article["title"], article["summary"]) for article in api["articles"]
        )
        (note,) = connection.execute("SELECT note FROM corrections").fetchone()
        (reason,) = connection.execute("SELECT reason FROM retractions").fetchone()
        named = connection.execute(
            "SELECT uri, taxonomy, slug FROM article_terms JOIN terms ON terms.id = term JOIN articles ON articles.id = article"
        ).fetchall()
        names = {name for (name,) in connection.execute("SELECT name FROM names")}
    assert (note, reason) == (nasty("Correction"), nasty("Reason"))
    assert set(named) == {
        (article["id"], name, slug)
        for article in api["articles"]
        for name, slugs in article["terms"].items()
        for slug in slugs
    }
    assert {nasty("Alias"), nasty("Shared"), nasty("Agency")} <= names
