"""The editors' desk of a preview: what it lists, and that nothing else has it."""

import pytest
from tests.desk.conftest import TODAY, desk_of, parts_of, put_in_inbox, write_article

from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from newsroom.desk.inbox_decisions import Decision, add_decisions
from tests.command import files, succeed
from tests.markup import parse


@pytest.fixture
def desk(root):
    """The site with two drafts, an event, a candidate and a feed that fails."""
    event = "events: [{date: 2024-06-20, label: The trial begins}]\n"
    for slug, date, more in (
        ("the-old", "2024-06-01", "draft: true\neditor: Anna Example\n"),
        ("the-new", "2024-06-09", "draft: true\n"),
        ("the-due", "2024-05-20", f"{event}editor: Bea Example\n"),
    ):
        write_article(root, slug, date, f"The institute says that {slug} happened", more)
    put_in_inbox(
        root, "A <b>bold</b> report", problem="the server answers 404", failing_since=TODAY
    )
    return root


def test_desk_lists_what_editors_do(desk):
    """Each line says which command deals with it."""
    parts = parts_of(desk)
    assert [line.text for line in parts["Drafts"]] == [
        "The institute says that the-new happened (nobody has it)",
        "The institute says that the-old happened (Anna Example)",
    ]
    assert [line.text for line in parts["Due"]] == ["20 June 2024: The trial begins"]
    [candidate] = parts["Candidates"]
    assert candidate.text.startswith("A <b>bold</b> report")
    [alarm] = parts["Feeds that need attention"]
    assert "404" in alarm.text
    commands = [line.command for lines in parts.values() for line in lines]
    assert all(command.startswith("digest ") for command in commands)


def test_unfinished_draft_is_on_the_desk(desk):
    """A draft of the inbox has neither title nor page yet, and somebody is writing it."""
    path = "content/articles/2024-06-09-begun.md"
    text = "---\ndate: 2024-06-02\neditor: Cem Example\ndraft: true\n---\n\nText.\n"
    (desk / path).write_text(text)
    parts = parts_of(desk)
    [line] = [line for line in parts["Drafts"] if "Cem Example" in line.text]
    assert line.text == "begun (Cem Example)"
    assert line.command == f"digest check {path}"
    assert not line.address


def test_draft_is_with_the_person_who_took_the_story(desk):
    key = ("news.example.org/the-new",)
    add_decisions(desk, [Decision(TODAY, "a1b2c3d4e5f6", "taken", "New", key, "Dan Example")])
    parts = parts_of(desk)
    texts = [line.text for line in parts["Drafts"]]
    assert "The institute says that the-new happened (Dan Example)" in texts
    assert "The institute says that the-old happened (Anna Example)" in texts


def test_desk_is_a_page_that_search_engines_leave_out(desk):
    loaded = desk_of(desk)
    [page] = [page for page in loaded.pages if page.address == "desk/"]
    html = render(encoded(page, site_view(loaded.site))).content
    assert "A &lt;b&gt;bold&lt;/b&gt; report" in html
    assert "Requests for corrections arrive as issues or by e-mail" in parse(html).text
    assert not page.indexed
    assert "Anna Example" in parse(html).text


def test_nothing_publishes_the_desk_or_an_editor(desk):
    """Builds and previews in a folder have neither the page nor the names."""
    for command in ("build", "build --preview"):
        succeed(desk, *command.split())
        written = files(desk / "site", but="pagefind")
        assert not [path for path in written if path.startswith("desk/")]
        assert not [path for path, data in written.items() if b"Anna Example" in data]
        assert not [path for path, data in written.items() if b"Bea Example" in data]
