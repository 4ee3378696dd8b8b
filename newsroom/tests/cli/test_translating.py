"""`digest translate`, and a site with a catalogue of its own."""

import pytest

from generator.assemble import interface
from generator.assemble.catalogues import messages, untranslated
from generator.pages.environment import make_environment
from tests import markup
from tests.command import files

OWN = "site_config/locale/nl.po"
ARCHIEF = 'msgid "Archive"\nmsgstr "Archief"\n'


@pytest.fixture
def dutch(site):
    """The site in Dutch, for which the program has no catalogue."""
    site.write("site_config/site.yml", "language: nl\n" + site.read("site_config/site.yml"))
    return site


def test_listing(dutch):
    """Without an option it lists messages and writes nothing."""
    before = files(dutch.root)
    result = dutch.run("translate")
    assert result.exit_code == 0
    assert "Archive" in result.stdout.splitlines()
    every = len(messages())
    assert f"Dutch: {every} of {every} messages are not translated" in result.stderr
    assert files(dutch.root) == before


def test_writing(dutch):
    """With --write every missing message is added once, and what is translated stays."""
    assert dutch.run("translate", "--write").exit_code == 0
    text = dutch.read(OWN)
    assert text.startswith('msgid ""\nmsgstr ""\n"Language: nl\\n"')
    assert text.count('\nmsgid "Archive"\nmsgstr ""\n') == 1
    text = text.replace('msgid "Archive"\nmsgstr ""\n', ARCHIEF)
    text = "# Mine.\n" + text.replace('\nmsgid "Data"\nmsgstr ""\n', "")
    dutch.write(OWN, text)
    assert dutch.run("translate", "--write").exit_code == 0
    assert dutch.read(OWN) == text + '\nmsgid "Data"\nmsgstr ""\n'
    again = dutch.run("translate", "--write")
    assert dutch.read(OWN) == text + '\nmsgid "Data"\nmsgstr ""\n'
    every = len(messages())
    assert f"{every - 1} of {every}" in again.stderr
    assert "[untranslated-interface]" in dutch.run("check").stdout


def test_line_ends(dutch):
    """A catalogue with the line ends of Windows keeps them."""
    (dutch.root / OWN).parent.mkdir()
    (dutch.root / OWN).write_bytes(ARCHIEF.replace("\n", "\r\n").encode())
    assert dutch.run("translate", "--write").exit_code == 0
    written = (dutch.root / OWN).read_bytes()
    assert written.startswith(b'msgid "Archive"\r\nmsgstr "Archief"\r\n\r\nmsgid ')
    assert written.count(b"\n") == written.count(b"\r\n")


def test_strict_builds(dutch):
    """A new version of the program may have new words, so a missing translation never stops CI."""
    built = dutch.run("build", "--strict")
    assert built.exit_code == 0
    assert "[untranslated-interface]" in built.stderr
    assert "1 note" in built.stderr
    again = dutch.run("build", "--strict")
    assert "is up to date" in again.stderr + again.stdout


def test_complete(site):
    """A site in a language that is complete has nothing to translate."""
    result = site.run("translate", "--write")
    assert result.exit_code == 0
    assert "English: 0 of" in result.stderr
    assert not (site.root / "site_config/locale").exists()


def test_broken(dutch):
    """A catalogue with an error is not rewritten."""
    dutch.write(OWN, 'msgid "Archive"\n')
    result = dutch.run("translate", "--write")
    assert result.exit_code == 1
    assert "[bad-catalogue]" in result.output
    assert "nothing was written" in result.output
    assert dutch.read(OWN) == 'msgid "Archive"\n'


def test_pages(dutch):
    """Pages have the site's words, dates of its language, and mark what is in English; an edit changes them."""
    dutch.write(OWN, ARCHIEF)
    assert dutch.run("build").exit_code == 0
    page = dutch.read("site/archive/index.html")
    assert ">Archief</h1>" in page
    front = dutch.read("site/index.html")
    html = markup.parse(front).first("html").attributes
    assert html["lang"] == "nl"
    assert '<span lang="en" dir="ltr">Follow</span>' in front
    for around in ("Skip to content", "The reports it links to belong to their publishers."):
        assert f'<span lang="en" dir="ltr">{around}</span>' in front
    assert "april 2024" in front
    for page in (dutch.root / "site").rglob("*.html"):
        text = page.read_text()
        assert "\x02" not in text
        assert "\\u0002" not in text
    dutch.write(OWN, 'msgid "Archive"\nmsgstr "Alles"\n\nmsgid "Follow"\nmsgstr "Volgen"\n')
    assert dutch.run("build").exit_code == 0
    assert ">Alles</h1>" in dutch.read("site/archive/index.html")
    assert ">Volgen</h2>" in dutch.read("site/index.html")


def test_marks_of_english(tmp_path):
    """English messages get an element where HTML has room for one; attributes, titles and text do not."""
    interface.use("nl")
    environment = make_environment()
    html = (
        '<title>{{ _("Search") }}</title><p title="{{ _("Search") }}">{{ _("Added on %(day)s", day="1 mei") }}</p>'
        '<option>{{ _("Search") }}</option><script>{{ _("Search") }}</script>{{ _("Search") | plain | urlencode }}'
    )
    template = environment.from_string(html)
    template.name = "page.html"
    assert template.render() == (
        '<title>Search</title><p title="Search"><span lang="en" dir="ltr">Added on 1 mei</span></p>'
        "<option>Search</option><script>Search</script>Search"
    )
    template.name = "page.txt"
    assert "<span" not in template.render()
    assert "\x02" not in template.render()
    assert untranslated("nl") == list(messages())
