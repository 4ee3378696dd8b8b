"""A day, a place or a section is no title and no author, in any script; a headline in any script is offered."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from newsroom.importer.findings import judge
from newsroom.importer.import_run import read_text
from newsroom.importer.text_lines import is_about_nothing

LINES = yaml.safe_load(Path(__file__).with_name("lines_of_no_headline.yml").read_text())
OTHERS = [*LINES["days"].values(), *LINES["places"], *LINES["sections"]]
PROSE = (
    "The ministry said that two posts on the border will close, because nobody uses them any more."
)
TEXTS = {
    "text": "{}\n\n" + PROSE,
    "page": "<html><head><title>{0}</title><meta name='author' content='{0}'></head><body>"
    "<h1>{0}</h1><p>{0}</p><p>" + PROSE + "</p></body></html>",
}


@pytest.mark.parametrize("line, kind", list(product(OTHERS, TEXTS)))
def test_neither_title_nor_author(context, line, kind):
    found = judge(read_text(TEXTS[kind].format(line), kind, context), context)
    assert (found.title, found.authors) == (None, ())


@pytest.mark.parametrize("language", LINES["headlines"])
@pytest.mark.parametrize("kind", ["text", "page"])
def test_headlines(context, language, kind):
    """The headline is found above and below a day, and it is nobody's name."""
    headline, prose = LINES["headlines"][language]
    day = LINES["days"][language]
    texts = [f"{headline}\n\n{day}\n\n{prose}", f"{day}\n{headline}\n\n{prose}"]
    if kind == "page":
        texts = [f"<title>{headline}</title><h1>{headline}</h1><p>{day}</p><p>{prose}</p>"]
    for text in texts:
        found = judge(read_text(text, kind, context), context)
        assert found.title is not None
        assert (found.title.value, found.authors) == (headline, ())


@pytest.mark.parametrize(
    "line",
    [
        "Ministry closes two border posts",
        "Five arrested on 9 November 2026",
        "Jane Example",
        "Paris Hilton",
    ],
)
def test_other_lines(line):
    assert not is_about_nothing(line, "en")
