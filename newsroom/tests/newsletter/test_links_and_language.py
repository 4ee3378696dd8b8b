"""Editions as e-mail beside documentation, and in another language."""

import datetime as dt
import re

from tests import markup
from tests.command import run, succeed
from tests.load.test_links_to_docs import SITE, write
from tests.publish.test_translation import built, latin, program, texts

__all__ = ["built", "program"]


def test_newsletter(tmp_path):
    """Mail about a digest below a path links to its pages there, and to docs pages at the site's root."""
    root = tmp_path / "site"
    config = write(root, "news", "")
    (root / "content/editions").mkdir()
    (root / "content/editions/2024-w18.md").write_text(
        "---\nweek: 2024-W18\nsummary: A week with one invented report about nothing.\n---\n\n"
        "Read [the guide](/guide/install/) and [about us](/about/).\n"
    )
    mail = root / "mail"
    succeed(config, "edition", "2024-W18", "--email", mail)
    [page] = mail.glob("*.html")
    text = page.read_text()
    assert f'href="{SITE}guide/install/"' in text
    assert f'href="{SITE}news/about/"' in text
    assert f"{SITE}about/" not in text


def test_mail(built, program, tmp_path):
    """An edition as e-mail has no word in Latin letters."""
    newest = max((built / "articles").glob("*/*/*/index.html"), key=lambda page: page.parts[-4:-2])
    date = dt.date.fromisoformat(re.search(r'"datePublished":"(.{10})', newest.read_text())[1])
    week = "{:04d}-W{:02d}".format(*date.isocalendar()[:2])
    command = ("generator", "-f", built.parent / "mkdocs.yml", "edition", week, "--email", tmp_path)
    result = run(*command, cwd=program, PYTHONPATH=str(program))
    assert result.returncode == 0, result.stderr
    (page,), (text,) = tmp_path.glob("*.html"), tmp_path.glob("*.txt")
    shown = " | ".join(texts(markup.parse(page.read_text())))
    assert latin(shown) == set()
    assert latin(re.sub(r"^\s*\[\d+\].*", "", text.read_text(), flags=re.MULTILINE)) == set()
