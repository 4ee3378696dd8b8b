"""Edits of links leave everything alone that is not a link, above all code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.model.settings import LIMITS
from generator.read.body import render
from generator.system.bounds import TooSlowError
from newsroom.editing.mentions import link_addresses, links_moved

SITE = "https://digest.example.org/"
PAGE = "articles/2024/05/two/"
OLD = "articles/2024/05/one/"
NEW = "articles/2024/05/first/"
move = links_moved(SITE, (OLD, NEW), ("agencies/aq-moe/", "agencies/aq-min/"), ("*/a/", "*/b/"))

LINK = f"[a](/{OLD})"
NOT_LINKS = {
    "fence": f"```\n{LINK}\n[d]: /{OLD}\n```\n",
    "fence-with-language": f"```markdown\n{LINK}\n```\n",
    "tildes": f"~~~\n{LINK}\n```\n{LINK}\n~~~\n",
    "longer-fence": f"````\n```\n{LINK}\n```\n{LINK}\n````\n",
    "unclosed": f"Text.\n\n```\n{LINK}\n\n{LINK}\n",
    "fence-in-list": f"- Item.\n\n  ```\n  {LINK}\n  ```\n",
    "fence-in-quotation": f"> ```\n> {LINK}\n> ```\n",
    "indented": f"Text.\n\n    {LINK}\n\n\t{LINK}\n",
    "indented-in-list": f"1. Item.\n\n       {LINK}\n",
    "code": f"Text `{LINK}` text.\n",
    "long-code": f"Text ``{LINK} ` {LINK}`` text.\n",
    "code-over-lines": f"Text `{LINK}\n{LINK}` text.\n",
    "code-in-quotation": f"> Text `{LINK}\n> {LINK}` text.\n",
    "code-in-heading": f"## Title `{LINK}`\n",
    "code-in-cell": f"| a | b |\n|---|---|\n| `{LINK}` | x |\n",
    "code-in-footnote": f"Text[^1].\n\n[^1]: Note `{LINK}`.\n",
    "code-across-bracket": f"[a`](/{OLD})`\n",
    "escaped": f"Text \\[a](/{OLD}).\n",
    "title": f'[a](/{PAGE} "see [b](/{OLD}")\n',
    "no-definition": f"Text\n[d]: /{OLD}\n",
}
LINKS = {
    "link": f"[a](/{OLD}), [b](</{OLD}#x>), [c]({SITE}{OLD} 'title'), [d](../one/).\n",
    "link-beside-code": f"`[a]`[a](/{OLD})`[a]` \\`[a](/{OLD})\\`\n",
    "code-in-link": f"[`a`](/{OLD})\n",
    "unclosed-code": f"A ` and [a](/{OLD})\n",
    "definition": f"[a][d].\n\n[d]: /{OLD}\n",
    "definitions": f"[a][d].\n\n[d]: /{OLD}\n[d]: /{OLD}\n[e]:\n  /{OLD}\n",
    "image": f"![a](/{OLD}) [![b](/{OLD})](/{OLD})\n",
    "list": f"- [a](/{OLD})\n  1. [b](/{OLD})\n",
    "quotation": f"> [a](/{OLD})\n> > [b](/{OLD})\n",
    "cell": f"| a | b |\n|---|---|\n| [a](/{OLD}) | [b](/{OLD}) |\n",
    "footnote": f"Text[^1].\n\n[^1]: See [a](/{OLD}).\n",
    "after-a-fence": f"```\n```\n[a](/{OLD})\n",
    "terms": "[a](/agencies/aq-moe/phishing/) [b](/themes/a/)\n",
}


@pytest.mark.parametrize("text", NOT_LINKS.values(), ids=NOT_LINKS)
def test_text_is_kept(text):
    assert move(text, PAGE) == text


@pytest.mark.parametrize("text", LINKS.values(), ids=LINKS)
def test_links_are_moved(text):
    moved = move(text, PAGE)
    old = re.compile(rf"{SITE}{OLD}|/{OLD}|\.\./one/|/agencies/aq-moe/|/themes/a/")
    new = {"/agencies/aq-moe/": "/agencies/aq-min/", "/themes/a/": "/themes/b/"}
    assert moved == old.sub(lambda link: new.get(link[0], f"/{NEW}"), text) != text


MARKS = [
    "`",
    "``",
    "```",
    "~~~",
    "````md",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    "|",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
]
BLOCKS = [
    "\n> ",
    "\n- ",
    "\n  ",
    "\n## ",
    "\n[^1]: ",
    "\n| a | b |\n|---|---|\n| ",
    "\n```\n",
    "\n~~~\n",
]
WORDS = [LINK, f"[a]({SITE}{OLD}#x)", f"\n\n[d]: /{OLD}\n", "[d]", "[^1]", "word"]
TEXTS = st.lists(st.sampled_from(WORDS * 2 + BLOCKS + MARKS), min_size=1, max_size=30).map("".join)


@given(TEXTS)
def test_code_is_unchanged_and_every_link_is_moved(text):
    """In any text, all links lead to the new address, and code and other text keep every byte."""
    moved = move(text, PAGE)
    assert _code(moved) == _code(text)
    assert link_addresses(moved) == [_moved(address) for address in link_addresses(text)]
    assert _moved(moved) == _moved(text)


def _moved(text):
    return text.replace(SITE + OLD, f"/{NEW}").replace(f"/{OLD}", f"/{NEW}")


def _code(text):
    rendered = render(text, "a.md", 1, LIMITS, Report(), PAGE)
    assert rendered is not None
    return re.findall(r"<code[^>]*>(.*?)</code>", rendered.html, re.DOTALL)


def test_slow_text(monkeypatch):
    """A text that cannot be parsed in time stops the edit with a message."""

    def never_ends(_work):
        raise TooSlowError

    monkeypatch.setattr("newsroom.editing.mentions.within", never_ends)
    assert move("Text.\n", PAGE) == "Text.\n"
    with pytest.raises(EditError, match="takes too long to read"):
        move(LINK, PAGE)


@pytest.mark.parametrize("command", ["rename", "merge"])
def test_command(site, command):
    """The commands leave code alone, in articles and pages."""
    site.article("one")
    body = f"{LINK} and `{LINK}`.\n\n```\n{LINK}\n```\n"
    path = site.article("two", body=body)
    site.article("first" if command == "merge" else "other")
    site.write("content/pages/about.md", f"---\ntitle: About this digest\n---\n\n{body}")
    result = site.run(command, "article", "one", "first", "--yes")
    assert result.exit_code == 0, result.stderr
    expected = body.replace(LINK, LINK.replace(OLD, NEW), 1)
    assert site.read(path).endswith(f"\n\n{expected}")
    assert site.read("content/pages/about.md").endswith(f"\n\n{expected}")
