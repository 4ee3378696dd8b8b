"""`digest rename` and `digest merge` of terms."""

from pathlib import Path

import pytest
import yaml

from tests.command import files
from tests.editing.conftest import ARTICLE

AGENCIES = "site_config/taxonomies/agencies.yml"
PEOPLE = "site_config/taxonomies/people.yml"
FEEDS = "site_config/feeds.yml"


class TestRename:
    def test_everywhere(self, site):
        """Registry, references, articles and links follow; everything else is unchanged."""
        site.write(
            AGENCIES,
            "# Ministries\naq-moe:  # since forever\n  name: Ministry of Examples\n  acronym: MoE\n  kind: ministry\n\n"
            "aq-ioi:\n  name: Institute of Inventions\n  parent: 'aq-moe' # its ministry\n",
        )
        path = site.article(
            "two",
            agencies="['aq-ioi', aq-moe]   # both",
            body='See [it](/agencies/aq-moe/ "t"), [both](/agencies/aq-moe/ransomware/), aq-moe.\n',
        )
        before = site.read(path)
        result = site.run("rename", "agency", "MoE", "aq-min", "--yes")
        assert (result.exit_code, result.stdout) == (0, "changed 4 files\n")
        assert site.read(AGENCIES) == (
            "# Ministries\naq-min:  # since forever\n  name: Ministry of Examples\n  acronym: MoE\n  kind: ministry\n"
            "  redirect_from: [aq-moe]\n\naq-ioi:\n  name: Institute of Inventions\n  parent: 'aq-min' # its ministry\n"
        )
        assert site.read(path) == before.replace(", aq-moe]", ", aq-min]").replace(
            "/agencies/aq-moe/", "/agencies/aq-min/"
        )
        assert "agencies: [aq-min]" in site.read(ARTICLE)
        assert "at: aq-min" in site.read(PEOPLE)

    def test_back_again(self, site):
        """After renaming back, only the other slug redirects."""
        site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        site.run("rename", "agency", "aq-min", "aq-moe", "--yes")
        assert "redirect_from: [aq-min]" in site.read(AGENCIES)
        assert site.problems() == "no problems found"

    def test_watched_feeds(self, site):
        """A feed lists the renamed term; its own name, which may be the old slug, and comments stay."""
        site.write(
            FEEDS,
            "feeds:\n  aq-moe:  # its own\n    url: https://moe.example.org/news\n    outlet: Example Gazette\n"
            "    agencies: [aq-moe]\n  other:\n    url: https://other.example.org/aq-moe\n    outlet: Example Gazette\n"
            "    agencies: [aq-ioi, aq-moe]\n",
        )
        before = site.read(FEEDS)
        assert site.run("rename", "agency", "aq-moe", "aq-min", "--yes").exit_code == 0
        after = before.replace("aq-moe]", "aq-min]")
        assert site.read(FEEDS) == after
        assert "error" not in site.problems()

    def test_damaged_feeds(self, site):
        """Watched feeds that cannot be read stop a rename before it changes anything."""
        site.write(FEEDS, "feeds:\n  a: [1\n")
        before = files(site.root, but=".cache")
        result = site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        assert result.exit_code == 1
        [line] = result.stderr.splitlines()
        assert line.startswith(f"Error: nothing was changed, because of {FEEDS}:2:6: ")
        assert files(site.root, but=".cache") == before

    def test_slug_of_another_taxonomy(self, site):
        """A slug that another registry has is refused, and nothing changes."""
        before = files(site.root, but=".cache")
        result = site.run("rename", "agency", "aq-moe", "phishing", "--yes")
        assert result.exit_code == 1
        assert "Error: 'phishing' is a term of 'themes'" in result.stderr
        assert files(site.root, but=".cache") == before

    def test_outlet_of_the_same_slug(self, site):
        """A body may be an outlet as well, which keeps its slug."""
        sources = "aq-moe:\n  name: Ministry Press\n"
        site.write("site_config/sources.yml", site.read("site_config/sources.yml") + sources)
        for old, new in (("aq-moe", "aq-min"), ("aq-min", "aq-moe")):
            assert site.run("rename", "agency", old, new, "--yes").exit_code == 0
            assert site.read("site_config/sources.yml").endswith(sources)
            assert "error" not in site.problems()

    def test_column(self, site):
        """Links to the page of an agency and a theme are changed as well."""
        path = site.article(
            "two", body="[x](/agencies/aq-ioi/phishing/), [y]: no\n\n[z]: /themes/phishing/\n"
        )
        site.run("rename", "theme", "phishing", "angling", "--yes")
        assert "(/agencies/aq-ioi/angling/)" in site.read(path)
        assert "[z]: /themes/angling/" in site.read(path)

    def test_name(self, site):
        """A person's new name replaces every old spelling; the old name becomes an alias."""
        body = "Jane O'Sample met John Example.\n"
        path = site.article("two", 'people: ["JANE  example", John Example]\n', body)
        assert site.run("rename", "person", "Jane Example", "Jane O'Sample", "--yes").exit_code == 0
        assert 'people: ["Jane O\'Sample", John Example]' in site.read(path)
        assert site.read(PEOPLE).startswith(
            "jane-o-sample:\n  name: Jane O'Sample\n  aliases: [Jane Example]\n  ambiguous: [J. Example]\n"
        )
        assert site.problems() == "no problems found"

    def test_crlf(self, site):
        """Line ends are unchanged."""
        path = site.article("two", agencies="[aq-moe]")
        site.write(path, site.read(path).replace("\n", "\r\n"))
        site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        assert "agencies: [aq-min]\r\n" in site.read(path)
        assert site.read(path).count("\n") == site.read(path).count("\r\n")

    def test_escaped(self, site):
        """A slug written with escapes is found."""
        path = site.article("two", agencies='["aq-\\x6doe"]')
        site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        assert 'agencies: ["aq-min"]' in site.read(path)

    @pytest.mark.parametrize(
        "arguments, message",
        [
            (["genre", "a", "b"], "KIND cannot be 'genre'"),  # kind
            (["agencie", "a", "b"], "did you mean 'agencies'?"),  # kind near
            (["aq-moe", "aq-min"], "KIND is missing"),
            (["aq-moe", "aq-min"], "type digest rename agencies aq-moe aq-min"),
            (["Jane Example", "x"], "type digest rename people 'Jane Example' x"),
            (["aq-moe", "aq-min", "x"], "type digest rename agencies aq-moe aq-min x"),
            (["no-term", "x"], "type digest rename <kind> no-term x, with one of article, "),
            (["agency", "aq-moo", "b"], "did you mean 'aq-moe'?"),  # near
            # ambiguous
            (["person", "J. Example", "b"], "write jane-example or john-example"),
            # taken
            (["agency", "aq-moe", "aq-ioi"], "digest merge agency aq-moe aq-ioi"),
            (["agency", "aq-moe", "Aq Moe!"], "did you mean 'aq-moe'?"),  # slug
            (["agency", "aq-moe", "2024"], "a number alone is a year"),  # number
            (["agency", "aq-moe", "aq-moe"], "already has this slug"),  # same
            # name
            (["agency", "aq-moe", "x", "--name", "Institute of Inventions"], "merge the two"),
            (["country", "aq", "x"], "are countries of ISO 3166-1"),  # countries
        ],
    )
    def test_refused(self, site, arguments, message):
        """The refusal is one clear sentence, and nothing is written."""
        before = files(site.root, but=".cache")
        result = site.run("rename", *arguments, "--yes")
        assert result.exit_code == 1
        assert message in result.stderr
        assert files(site.root, but=".cache") == before

    @pytest.mark.parametrize(
        "arguments, form",
        [
            (["rename", "agency", "aq-moe"], "digest rename agency aq-moe <new slug>"),
            (["merge", "agency", "aq-moe"], "digest merge agency aq-moe <slug>"),
        ],
    )
    def test_words_that_are_missing(self, site, arguments, form):
        """The reply shows the command with the words that were typed."""
        result = site.run(*arguments)
        assert result.exit_code == 2
        assert f"type {form}\n" in result.stderr

    def test_a_merge_without_its_kind(self, site):
        result = site.run("merge", "aq-moe", "aq-ioi")
        assert result.exit_code == 1
        assert "type digest merge agencies aq-moe aq-ioi" in result.stderr

    def test_old_slug_of_another(self, site):
        """A redirect over an existing page is refused."""
        site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        result = site.run("rename", "agency", "aq-ioi", "aq-moe", "--yes")
        assert "'aq-moe' is an old slug of 'aq-min' and redirects there" in result.stderr

    def test_file_with_errors(self, site):
        """An unreadable file stops the rename only if it names the term."""
        path = site.article("two", agencies="[aq-moe")
        site.article("three", agencies="[aq-ioi")
        before = files(site.root, but=".cache")
        result = site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
        assert result.exit_code == 1
        assert f"{path} names it and has errors" in result.stderr
        assert "[invalid-yaml]" in result.stderr
        assert files(site.root, but=".cache") == before

    def test_asks(self, site):
        """Without `--yes` it shows a diff; without a terminal it writes nothing."""
        before = files(site.root, but=".cache")
        shown = site.run("rename", "agency", "aq-moe", "aq-min")
        assert shown.exit_code == 1
        assert "-agencies: [aq-moe]\n+agencies: [aq-min]\n" in shown.stdout
        dry = site.run("rename", "agency", "aq-moe", "aq-min", "--dry-run")
        assert (dry.exit_code, dry.stdout) == (0, shown.stdout)
        assert files(site.root, but=".cache") == before


@pytest.mark.parametrize(
    "arguments, moved",
    [
        (["agency", "stone", "rock"], ["agency"]),
        (["person", "stone", "rock"], ["person"]),
        (["source", "stone", "rock"], ["source"]),
        (["source", "stone", "rock", "--name", "Rock"], ["source", "outlet"]),
    ],
)
def test_namesakes(site, arguments, moved):
    """Only what means the term changes; the old slug redirects, and an old name is an alias."""
    listed = yaml.safe_load(Path(__file__).with_name("namesakes.yml").read_text())
    slugs = dict.fromkeys(("agency", "person", "source"), "stone")
    old = {**slugs, "outlet": "Stone"}
    new = {**old, **{key: "Rock" if key == "outlet" else "rock" for key in moved}}
    for path, text in listed.items():
        site.write(path, filled(text, old))
    result = site.run("rename", *arguments, "--yes")
    assert result.exit_code == 0, result.output
    for path, text in listed.items():
        lines = site.read(path).splitlines()
        kept = [line for line in lines if "redirect_from" not in line and "aliases" not in line]
        assert kept == filled(text, new).splitlines()


def filled(text, values):
    for key, value in values.items():
        text = text.replace(f"<{key}>", value)
    return text


class TestMerge:
    def test_watched_feeds(self, site):
        """A feed lists the kept term once."""
        site.write(
            FEEDS,
            "feeds:\n  a:\n    url: https://a.example.org/news\n    outlet: Example Gazette\n"
            "    agencies: [aq-ioi, aq-moe]\n",
        )
        assert site.run("merge", "agency", "aq-ioi", "aq-moe", "--yes").exit_code == 0
        assert "agencies: [aq-moe]" in site.read(FEEDS)
        assert "error" not in site.problems()

    def test_agencies(self, site):
        """The kept term gains names, old slugs and children; articles name it once; comments stay."""
        site.write(
            AGENCIES,
            "aq-moe:\n  name: Ministry of Examples\n  kind: ministry\n"
            "# old\naq-old:\n  name: {fr: Vieux Ministère}  # as it was\n  acronym: OLD\n  aliases: [Olden, The Olden Days]\n"
            "  kind: ministry  # closed\n  successor: aq-moe\n  redirect_from: [aq-older]\n"
            "aq-ioi:\n  name: Institute of Inventions\n  kind: research\n  parent: aq-old\n",
        )
        path = site.article(
            "two",
            body="The Ministry of Examples says so.\n",
            agencies="\n  - aq-moe\n  # the old one\n  - aq-old  # merged\n  - aq-ioi",
        )
        result = site.run("merge", "agency", "OLD", "aq-moe", "--yes")
        assert result.exit_code == 0, result.stderr
        assert site.read(AGENCIES) == (
            "aq-moe:\n  name: Ministry of Examples\n  aliases: [{fr: Vieux Ministère}, OLD, Olden, The Olden Days]\n"
            "  kind: ministry\n  redirect_from: [aq-old, aq-older]\n# old\n# as it was\n# closed\n"
            "aq-ioi:\n  name: Institute of Inventions\n  kind: research\n  parent: aq-moe\n"
        )
        assert "agencies: \n  - aq-moe\n  # the old one\n  # merged\n  - aq-ioi\n" in site.read(
            path
        )
        assert site.problems() == "no problems found"

    def test_people(self, site):
        """Articles name the kept person once; offices and ambiguous names are merged."""
        path = site.article(
            "two", "people: [Jane Example, john example]\n", "Jane Example says so.\n"
        )
        assert site.run("merge", "person", "john-example", "jane-example", "--yes").exit_code == 0
        assert "people: [Jane Example]\n" in site.read(path)
        assert "  aliases: [John Example]\n  ambiguous: [J. Example]\n" in site.read(PEOPLE)
        assert site.problems() == "no problems found"

    def test_sources(self, site):
        """A source's name is replaced inside its mapping."""
        site.write(
            "site_config/sources.yml",
            site.read("site_config/sources.yml") + "other-news: {name: Other News}\n",
        )
        path = site.article("two", source="{name: other news}")
        site.run("merge", "source", "other-news", "example-news", "--yes")
        assert "source: {name: Example News}\n" in site.read(path)

    def test_own_reference(self, site):
        """A merged term does not become its own successor."""
        site.write(
            AGENCIES,
            "aq-moe:\n  name: M\n  successor: aq-new  # later\naq-new:\n  name: N\naq-ioi:\n  name: Institute\n",
        )
        result = site.run("merge", "agency", "aq-new", "aq-moe", "--yes")
        assert result.exit_code == 0, result.stderr
        assert site.read(AGENCIES).startswith(
            'aq-moe:\n  name: M\n  # later\n  aliases: ["N"]\n  redirect_from: [aq-new]\n'
        )

    @pytest.mark.parametrize(
        "arguments, message",
        [
            (["aq-moe", "aq-ioi"], "'aq-ioi' is part of 'aq-moe'"),  # into child
            (["aq-moe", "aq-moe"], "cannot be merged into itself"),  # itself
            # unknown
            (["aq-moe", "aq-xxxxxxxx"], "'aq-xxxxxxxx' is not a term of 'agencies'"),
        ],
    )
    def test_refused(self, site, arguments, message):
        before = files(site.root, but=".cache")
        result = site.run("merge", "agency", *arguments, "--yes")
        assert result.exit_code == 1
        assert message in result.stderr
        assert files(site.root, but=".cache") == before

    def test_cycle(self, site):
        """A merge that would make the registry invalid is refused with the check's message."""
        site.write(
            AGENCIES,
            "aq-moe:\n  name: M\n  successor: aq-mid\naq-mid:\n  name: N\n  successor: aq-new\n"
            "aq-new:\n  name: O\naq-ioi:\n  name: Institute\n",
        )
        result = site.run("merge", "agency", "aq-new", "aq-moe", "--yes")
        assert "[reference-cycle]" in result.stderr
        assert "redirect_from" not in site.read(AGENCIES)


@pytest.mark.parametrize("typed", ["x" * 10_000, "two\nlines\x1b[31m", ""])
@pytest.mark.parametrize("before", [["rename", "agency"], ["rename", "article"], ["rename"]])
def test_refusal_is_short_and_on_one_line(site, before, typed):
    result = site.run(*before, typed, "new", *(["x"] if len(before) == 1 else []))
    assert result.exit_code != 0
    lines = result.output.splitlines()
    assert len(lines) <= 2
    assert all(line.isprintable() and len(line) <= 400 for line in lines)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fix_of_an_old_slug_in_feeds(site, line_end):
    """`check --fix` writes what an old slug is now, and keeps comments and line ends."""
    feeds = (
        "# ours\nfeeds:\n  moe:  # its own\n    url: https://moe.example.org/news\n"
        "    outlet: Example Gazette\n    agencies: [aq-ioi, aq-moe] # both\n"
    ).replace("\n", line_end)
    path = site.article("two", agencies="[aq-moe]")
    site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
    site.write(FEEDS, feeds)
    site.write(path, site.read(path).replace("[aq-min]", "[aq-moe]"))
    assert site.run("check", "--fix", site.root / path).exit_code == 1  # feeds.yml is not named
    assert site.read(FEEDS) == feeds
    fixed = site.run("check", "--fix")
    assert (fixed.exit_code, fixed.stdout.count("aq-moe → aq-min")) == (0, 2), fixed.output
    assert site.read(FEEDS) == feeds.replace("aq-moe]", "aq-min]")
    assert "agencies: [aq-min]" in site.read(path)


def test_no_fix_beside_another_error(site):
    """Settings with an error that nobody can fix for sure stay as they are."""
    site.run("rename", "agency", "aq-moe", "aq-min", "--yes")
    site.write(FEEDS, "feeds:\n  moe: {outlet: Example Gazette, agencies: [aq-moe]}\n")
    before = files(site.root, but=".cache")
    result = site.run("check", "--fix")
    assert (result.exit_code, files(site.root, but=".cache")) == (1, before)
    assert "'aq-moe' is now 'aq-min'" in result.stderr
    assert result.stderr.endswith("nothing was written\n")
