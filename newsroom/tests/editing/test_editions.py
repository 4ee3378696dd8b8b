"""Editions follow renames and merges, and are formatted and fixed by their own rules."""

import pytest

from tests.command import files
from tests.editing.conftest import ARTICLE

PATH = "content/editions/2024-w18.md"
ONE = "articles/2024/05/one/"


def edition(site, front="", body="Text.\n", week="2024-W18"):
    site.write(PATH, f"---\nweek: {week}\n{front}---\n\n{body}")


def front_of(site):
    return site.read(PATH).split("---\n")[1]


@pytest.fixture
def pair(site):
    site.article("one")
    site.article("two", title="Something else was invented")
    return site


class TestArticles:
    def test_renamed(self, pair):
        """The lead and links follow; everything else is unchanged."""
        edition(pair, "lead:  'one' # or two\n", f"See [it](/{ONE}), one.\n")
        before = pair.read(PATH)
        assert pair.run("rename", "article", "one", "first", "--yes").exit_code == 0
        after = before.replace("'one'", "'first'").replace(ONE, "articles/2024/05/first/")
        assert pair.read(PATH) == after
        assert pair.problems() == "no problems found"

    def test_link_only(self, pair):
        edition(pair, "lead: two\n", f"[It](/{ONE}#source).\n")
        pair.run("rename", "article", "one", "first", "--yes")
        assert "[It](/articles/2024/05/first/#source)" in pair.read(PATH)
        assert "lead: two\n" in pair.read(PATH)

    def test_another_week(self, site):
        """Of several articles with one slug, the edition refers to the one of its week."""
        site.article("ministry-invents-a-report", date="2024-05-20")
        edition(site, "lead: ministry-invents-a-report\n")
        late = "content/articles/2024/2024-05-20-ministry-invents-a-report.md"
        assert site.run("rename", "article", late, "x", "--yes").exit_code == 0
        assert "lead: ministry-invents-a-report\n" in site.read(PATH)
        assert site.run("rename", "article", ARTICLE, "early", "--yes").exit_code == 0
        assert "lead: early\n" in site.read(PATH)

    def test_merged(self, pair):
        edition(pair, "lead: one\n")
        assert pair.run("merge", "article", "one", "two", "--yes").exit_code == 0
        assert front_of(pair) == "week: 2024-W18\nlead: two\n"
        assert pair.problems() == "no problems found"

    def test_merged_into_another_week(self, pair):
        """The named lead is gone, so the default rule chooses one."""
        pair.article("three", date="2024-05-20")
        edition(pair, "lead: one  # the best\n")
        result = pair.run("merge", "article", "one", "three", "--yes")
        assert result.exit_code == 0, result.stderr
        assert "lead" not in front_of(pair)
        assert "# the best" in front_of(pair)
        assert pair.problems() == "no problems found", pair.run("check").stdout

    def test_last_of_a_week(self, site):
        site.article("three", date="2024-05-20")
        edition(site, "lead: three\n", week="2024-W21")
        before = files(site.root, but=".cache")
        result = site.run("merge", "article", "three", ARTICLE, "--yes")
        assert result.exit_code == 1
        assert f"2024-W21 would have no articles left, but {PATH} is its edition" in result.stderr
        assert files(site.root, but=".cache") == before


class TestTerms:
    def test_renamed(self, site):
        site.article("one")
        edition(site, "order: [malware, 'phishing']\n", "[Those](/themes/phishing/).\n")
        assert site.run("rename", "theme", "phishing", "angling", "--yes").exit_code == 0
        assert front_of(site) == "week: 2024-W18\norder: [malware, 'angling']\n"
        assert "(/themes/angling/)" in site.read(PATH)
        assert site.problems() == "no problems found", site.run("check").stdout

    def test_merged(self, site):
        """A group is listed once."""
        edition(site, "order: [phishing, malware, ransomware]\n")
        assert site.run("merge", "theme", "ransomware", "phishing", "--yes").exit_code == 0
        assert front_of(site) == "week: 2024-W18\norder: [phishing, malware]\n"
        assert site.problems() == "no problems found"

    def test_other_taxonomy(self, site):
        """`order` does not list agencies, but the text may link to them."""
        edition(site, "lead: aq-ioi\n", "[It](/agencies/aq-ioi/).\n")
        assert site.run("rename", "agency", "aq-ioi", "aq-inv", "--yes").exit_code == 0
        assert "lead: aq-ioi\n" in site.read(PATH)
        assert "(/agencies/aq-inv/)" in site.read(PATH)

    def test_errors(self, site):
        edition(site, "order: [phishing\n")
        result = site.run("rename", "theme", "phishing", "angling", "--yes")
        assert result.exit_code == 1
        assert f"{PATH} names it and has errors" in result.stderr


class TestFormat:
    def test_fixed(self, site):
        """Fixes use the keys of editions, not those of articles."""
        edition(site, "Lead: ministry-invents-a-report\norder: [Malware, phishing, phishing]\n")
        result = site.run("check", "--fix")
        assert front_of(site) == (
            "week: 2024-W18\nlead: ministry-invents-a-report\norder: [malware, phishing]\n"
        ), result.output
        assert result.exit_code == 0


def test_drafted(pair):
    """A draft has nothing to fix."""
    assert pair.run("edition", "2024-W18").exit_code == 0
    before = pair.read(PATH)
    assert pair.run("check", "--fix").exit_code == 0
    assert pair.read(PATH) == before
