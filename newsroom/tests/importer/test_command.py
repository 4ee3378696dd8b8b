"""`digest import`: a draft that only its author can finish."""

import json
import re
import shutil

import pytest

from tests.command import digest
from tests.corpus import write_sample

TEXT = """ date 2022-05-18 By Example Post

By Nigar Numune

The State Security Service of Azerbaijan has opened a course on information security for 40 officers of 12 ministries, the service said on May 17.

“Printers are the machines that everybody forgets until the day on which they are needed,” Jane Example said at the opening.

The course, which began in Baku on May 16, will last until May 20.

Cyber security begins with the printer, the service added, and protects personal data.
"""


@pytest.fixture
def site(tmp_path):
    """The sample's registries without its articles."""
    root = write_sample(tmp_path / "site")
    shutil.rmtree(root / "content" / "articles")
    (root / "content" / "articles").mkdir()
    return root


def run(site, *arguments):
    return digest(site, "import", *arguments)


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    return file


def test_draft(site, text):
    """The check of the draft asks only for values that a person must write."""
    articles = site / "content/articles"
    result = run(site, text, "--output", articles)
    assert result.exit_code == 0, result.output
    (file,) = articles.rglob("*.md")
    assert file.parent.name == "2022"
    assert file.name.startswith("2022-05-18-")
    draft = file.read_text()
    assert "date: 2022-05-18" in draft
    assert "agencies: [az-sss]" in draft
    assert "authors: [Nigar Numune]" in draft
    assert draft.count("draft: true") == 1
    check = digest(site, "check", "--format", "json")
    wrong = {each["message"] for each in json.loads(check.stdout) if each["severity"] == "error"}
    assert wrong <= {"'title' is missing", "'summary' is missing"}, wrong
    assert "themes: [information-security]" in draft


def test_no_prose_is_copied(site, text):
    """Outside comments, the draft copies no six consecutive words."""
    draft = run(site, text).stdout
    ours = [line for line in draft.splitlines() if not line.startswith(("#", ">", "  #"))]
    words = re.findall(r"\w+", TEXT.casefold())
    runs = {tuple(words[at : at + 6]) for at in range(len(words) - 5)}
    for line in ours:
        message = re.findall(r"\w+", line.casefold())
        assert not runs & {tuple(message[at : at + 6]) for at in range(len(message) - 5)}, line


def test_json(site, text):
    """Each field has value, confidence and evidence; a title missing from the text is null."""
    fields = json.loads(run(site, text, "--format", "json").stdout)
    assert fields["title"]["value"] is None
    assert fields["title"]["outcome"] == "nothing found"
    assert (fields["date"]["value"], fields["date"]["outcome"]) == ("2022-05-18", "sure")
    assert fields["date"]["precision"] == "day"
    assert {"value", "confidence", "evidence"} <= set(fields["agencies"])


def test_nothing_found_is_marked(site, tmp_path):
    """A text without anything about itself gives a draft that says what to fill in."""
    file = tmp_path / "report.txt"
    file.write_text("It rained all day, and nobody went out to count the boats.")
    draft = run(site, file).stdout
    for key in ("title", "date", "name", "url", "agencies", "themes"):
        assert f"# nothing found, please fill in {key}: " in draft


def test_nothing_is_overwritten(site, text, tmp_path):
    target = tmp_path / "mine.md"
    target.write_text("mine")
    result = run(site, text, "--output", target)
    assert result.exit_code == 1
    assert "never overwrites" in result.output
    assert target.read_text() == "mine"


def test_known_address(site, text, tmp_path):
    """A report that an article covers already is imported with a note."""
    articles = site / "content/articles"
    address = "https://news.example.org/1"
    assert run(site, text, "--output", articles, "--url", address).exit_code == 0
    again = run(site, text, "--output", tmp_path / "other.md", "--url", f"{address}?utm_source=x")
    assert again.exit_code == 0, again.output
    assert "already covers this address" in again.stderr


def test_feed(site, tmp_path):
    """A feed is for the inbox, which the message says."""
    feed = tmp_path / "feed.xml"
    feed.write_text("<rss><channel><item><title>Two chairs</title></item></channel></rss>")
    result = run(site, feed)
    assert result.exit_code == 1
    assert "this is a feed; list it in site_config/feeds.yml for `digest inbox`" in result.stderr


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["nowhere.txt"], "No such file"),
        (["ftp://example.org/x"], "only http and https"),
        (["http://127.0.0.1/"], "public network"),
        (["nowhere.txt", "--url", "what"], "is not an address"),
        (["/dev/zero"], "not a file"),
        (["."], "not a file"),
    ],
)
def test_one_line(site, arguments, message):
    result = run(site, *arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.parametrize("link", ["content/articles", "content/articles/2022"])
def test_through_a_link(site, text, tmp_path, link):
    """A link among the articles, which a pull request can contain, does not lead drafts elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    folder = site / link
    if folder.exists():
        folder.rmdir()
    folder.symlink_to(tmp_path / "elsewhere")
    refused = run(site, text, "--output", site / "content/articles")
    assert refused.exit_code == 1
    assert "link" in refused.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []
