"""The links of the contribute page."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import yaml

from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Body
from generator.model.site import PlainPage
from generator.pages.service_pages import ways_to_contribute
from tests import made
from tests.corpus import site_settings, write_content

GITHUB = "https://github.com/example/digest/edit/main/"
GITLAB = "https://gitlab.com/example/digest/-/edit/main/"


def site(description="", **settings):
    """A digest of offices, which articles must name, and of places, which they may name."""
    offices = made.taxonomy("offices", "red", required=True, front_matter="our_offices")
    places = made.taxonomy("places", "sea", front_matter="places")
    article = made.article(
        "one", terms={"offices": "red", "places": ""}, path="content/articles/2024/2024-05-02-a.md"
    )
    return made.site([offices, places], [article], **settings)


def links(**settings):
    """Text → address of the links above the text of the contribute page."""
    body = Body("<p>Write one file.</p>", text="Write one file.")
    page = PlainPage(
        "content/pages/contribute.md", "contribute", "Contribute", "", body, append="checks"
    )
    one = replace(site(**settings), documents=(page,))
    tree = made.tree(one, "contribute/")
    return {
        link.text: link.attributes["href"]
        for ways in tree.all("ul", css="ways")
        for link in ways.all("a")
    }


def new_file(**settings):
    """The parameters of the address of a new file."""
    return parse_qs(urlsplit(ways_to_contribute(site(**settings)).new_file).query)


def test_github():
    """The form and a new file are one click away."""
    found = links(edit_url=GITHUB, contact="desk@example.org")
    assert [*found] == ["Suggest a report in a form", "Write an article on the repository's site"]
    form, editor = found.values()
    assert form == "https://github.com/example/digest/issues/new/choose"
    assert editor.startswith("https://github.com/example/digest/new/main?filename=")


def test_new_file_has_the_required_keys():
    """The keys are those of the site, with an explanation; the file lies beside the newest."""
    filled = new_file(edit_url=GITHUB)
    assert filled["filename"] == ["content/articles/2024/YYYY-MM-DD-SHORT-NAME.md"]
    text = filled["value"][0]
    assert "  # Slugs of the offices it concerns.\n" in text
    _, front_matter, rest = text.split("---\n")
    assert rest == "\n"
    assert yaml.safe_load(front_matter) == {
        "title": None,
        "date": None,
        "source": {"name": None, "url": None},
        "our_offices": [],
        "summary": None,
    }


def test_long_explanations_are_left_out():
    """Hosts refuse long addresses, so explanations give way."""
    many = [
        made.taxonomy(f"t{n}", required=True, front_matter=f"t{n}", implied_by="")
        for n in range(40)
    ]
    many = [
        replace(one, settings=replace(one.settings, title=chr(0x4E00 + n) * 60))
        for n, one in enumerate(many)
    ]
    address = ways_to_contribute(made.site(many, [], edit_url=GITHUB)).new_file
    assert len(address) < 8_000
    text = parse_qs(urlsplit(address).query)["value"][0]
    assert "#" not in text
    assert "\nt39: []\n" in text


def test_gitlab():
    """GitLab takes no text, so people copy the front matter from the page."""
    ways = ways_to_contribute(site(edit_url=GITLAB))
    assert ways.form.startswith("https://gitlab.com/example/digest/-/issues/new?issuable_template=")
    assert ways.front_matter == new_file(edit_url=GITHUB)["value"][0]
    assert len(links(edit_url=GITLAB)) == 2


def test_without_a_repository():
    """Editors without a known host get mail, and those without an address nothing."""
    assert links(contact="desk@example.org") == {
        "Send a link by e-mail": "mailto:desk@example.org?subject=Article%20for%20Made-up%20digest"
    }
    assert links() == {}


def test_a_filled_file_passes_the_check(tmp_path):
    """With values at its keys, the new file is an article without errors; without them it is none."""
    registries = {
        "taxonomies/agencies.yml": {"az-one": {"name": "First Office", "country": "AZ"}},
        "taxonomies/themes.yml": {"alpha": {"name": "Alpha"}},
        "taxonomies/people.yml": {},
        "sources.yml": {},
    }
    root = write_content(tmp_path, registries, [], site_settings(edit_url=GITHUB))
    (root / "content/articles").mkdir()
    filled = parse_qs(urlsplit(ways_to_contribute(load(root, installed()).checked).new_file).query)
    text = filled["value"][0]
    file = root / "content/articles/2024-05-02-a.md"
    file.write_text(text)
    assert not load(root, installed()).report.ok
    values = {
        "title:": "title: Office opens",
        "date:": "date: 2024-05-02",
        "  name:": "  name: Example News",
        "  url:": "  url: https://example.org/1",
        "agencies: []": "agencies: [az-one]",
        "themes: []": "themes: [alpha]",
        "summary:": "summary: The office has opened.",
    }
    for empty, value in values.items():
        text = text.replace(f"\n{empty}", f"\n{value}")
    file.write_text(text + "A made-up report, told in one sentence.\n")
    assert load(root, installed()).report.ok, [
        str(problem) for problem in load(root, installed()).report
    ]
