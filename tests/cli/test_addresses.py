"""`digest permalinks`, and how a build handles old addresses."""

import re

import pytest

from tests.command import files
from tests.editing.conftest import ARTICLE

LEDGER = "site_config/permalinks.txt"
MINISTRY = "articles/2024/04/ministry-invents-a-report/"


@pytest.fixture
def published(site):
    """The site with a second article, and a ledger of both."""
    site.article("tool")
    site.write(
        "site_config/site.yml", "permalinks: permalinks.txt\n" + site.read("site_config/site.yml")
    )
    assert site.run("permalinks", "--write").exit_code == 0
    assert site.problems() == "no problems found"
    return site


def refused(site, *arguments):
    """The output of a command that must fail with exit code 1 and change nothing."""
    before = files(site.root)
    result = site.run(*arguments)
    assert result.exit_code == 1
    assert files(site.root) == before
    return result.output


def codes(site):
    return re.findall(r"\[([a-z-]+)\]$", site.run("check").stdout, re.MULTILINE)


def test_first_ledger(site):
    """A site needs no ledger; the command lists addresses, writes the ledger and explains its setting."""
    assert site.problems() == "no problems found"
    listed = site.run("permalinks")
    assert listed.exit_code == 1
    assert MINISTRY in listed.stdout.splitlines()
    written = site.run("permalinks", "--write")
    assert "permalinks: permalinks.txt" in written.stderr
    assert set(listed.stdout.split()) == {
        line.split()[0] for line in site.read(LEDGER).splitlines() if not line.startswith("#")
    }
    assert f"{MINISTRY} tag:digest.example.org,2024-04-30:ministry-invents-a-report\n" in site.read(
        LEDGER
    )
    assert site.run("permalinks").exit_code == 0


def test_nothing_new(published):
    before = published.read(LEDGER)
    assert published.run("permalinks", "--write").exit_code == 0
    assert published.read(LEDGER) == before


def test_new_article(published):
    """A new article may be missing from the ledger, but the command lists it."""
    published.article(
        "other",
        date="2024-06-01",
        agencies="[aq-moe, aq-ioi]",
        body="Quite other words of the MoE.\n",
    )
    assert published.problems() == "no problems found"
    listed = published.run("permalinks").stdout.split()
    assert "articles/2024/06/other/" in listed
    assert MINISTRY not in listed


def test_missing(published):
    (published.root / LEDGER).unlink()
    assert codes(published) == ["missing-file"]
    assert "missing-file" in refused(published, "build")
    assert published.run("permalinks", "--write").exit_code == 0
    assert published.problems() == "no problems found"


def test_edited(published):
    """Neither a build nor an update works with a foreign line in the ledger."""
    published.write(LEDGER, published.read(LEDGER) + "hello world\n")
    assert codes(published) == ["edited-ledger"]
    assert "edited-ledger" in refused(published, "build")
    assert "'hello world' is not an address" in refused(published, "permalinks", "--write")


def test_merged(published):
    """A ledger in any order, as git merges it, has the addresses of both sides."""
    text = published.read(LEDGER)
    lines = [*reversed(text.splitlines()), "themes/malware/2020/", *text.splitlines()]
    published.write(LEDGER, "".join(f"{line}\n" for line in lines))
    assert published.problems() == "no problems found"
    assert published.run("permalinks", "--write").exit_code == 0
    assert sorted(text.splitlines()) == sorted(
        line for line in published.read(LEDGER).splitlines() if line != "themes/malware/2020/"
    )


def test_identity_of_a_moved_article(published):
    """An article that lists its old address keeps its identity in feeds and in the ledger."""
    name = "tag:digest.example.org,2024-04-30:ministry-invents-a-report"
    moved = "content/articles/2024/2024-04-30-another-name.md"
    text = published.read(ARTICLE).replace("themes:", f"redirect_from: [{MINISTRY}]\nthemes:")
    (published.root / ARTICLE).unlink()
    published.write(moved, text)
    assert published.problems() == "no problems found"
    assert published.run("permalinks", "--write").exit_code == 0
    assert f"articles/2024/04/another-name/ {name} " in published.read(LEDGER)
    assert published.run("build").exit_code == 0
    feed = published.read("site/feed.xml")
    assert f"<id>{name}</id>" in feed
    assert "2024-04-30:another-name" not in feed


def test_given_up(published):
    """Removing an address's line from the ledger gives the address up."""
    (published.root / ARTICLE).unlink()
    assert codes(published) == ["vanished-address"]
    assert "vanished-address" in refused(published, "permalinks", "--write")
    text = published.read(LEDGER)
    published.write(LEDGER, re.sub(rf"^{MINISTRY}.*\n", "", text, flags=re.MULTILINE))
    assert published.problems() == "no problems found"


@pytest.mark.parametrize(
    "change, code",
    [
        (lambda text: text.replace("date: 2024-04-30", "date: 2024-03-30"), "date-mismatch vanished-address"),  # date
        (lambda text: text.replace("themes:", "draft: true\nthemes:"), "vanished-address"),  # draft
        (lambda text: text.replace("themes:", f"redirect_from: [{MINISTRY}]\nthemes:"), "redirect-loop"),  # loop
        (lambda text: text.replace("themes:", "redirect_from: [about]\nthemes:"), "redirect-over-page"),  # over page
    ],
)  # fmt: skip
def test_refused(published, change, code):
    """There is one error, and no command writes anything."""
    published.write(ARTICLE, change(published.read(ARTICLE)))
    assert codes(published) == code.split()
    error = code.split()[-1]
    assert error in refused(published, "build")
    assert error in refused(published, "permalinks", "--write")


def test_combination_of_one_article(published):
    """A combination that loses its second article redirects to the agency, and so does its feed."""
    second = published.article("second", title="Another invented title")
    assert published.run("permalinks", "--write").exit_code == 0
    assert "agencies/aq-ioi/phishing/ " in published.read(LEDGER)
    published.write(second, published.read(second).replace("[phishing]", "[ransomware]"))
    assert "error" not in published.problems()
    assert published.run("build").exit_code == 0
    page = published.read("site/agencies/aq-ioi/phishing/index.html")
    assert 'http-equiv="refresh" content="0; url=../../../agencies/aq-ioi/"' in page
    rules = published.read("site/_redirects").splitlines()
    for old, new in (("", ""), ("feed.xml", "feed.xml")):
        assert f"/agencies/aq-ioi/phishing/{old} /agencies/aq-ioi/{new} 301" in rules


def test_retracted(published):
    """A retracted article keeps its address, so the ledger is satisfied."""
    retracted = "retracted: {date: 2024-06-01, reason: The source withdrew it.}\nthemes:"
    published.write(ARTICLE, published.read(ARTICLE).replace("themes:", retracted))
    assert published.problems() == "no problems found"
