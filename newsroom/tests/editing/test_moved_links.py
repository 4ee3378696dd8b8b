"""Links follow a rename, and other text stays."""

import re

import pytest

from newsroom.editing.mentions import links_moved

SITE = "https://digest.example.org/"
PAGE = "articles/2024/05/two/"
OLD = "articles/2024/05/one/"
NEW = "articles/2024/05/first/"
move = links_moved(SITE, (OLD, NEW), ("agencies/aq-moe/", "agencies/aq-min/"), ("*/a/", "*/b/"))

LINK = f"[a](/{OLD})"
OTHERS = {
    "words": f"Text {OLD} and /{OLD} text.\n",
    "other-link": "[a](/articles/2024/05/one-more/) [b](https://www.example.org/articles/2024/05/one/)\n",
    "code": f"Text `/{OLD}` text.\n",
    "title": f'[a](/{PAGE} "see /{OLD}")\n',
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


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_text_is_kept(text):
    assert move(text, PAGE) == text


@pytest.mark.parametrize("text", LINKS.values(), ids=LINKS)
def test_links_are_moved(text):
    moved = move(text, PAGE)
    old = re.compile(rf"{SITE}{OLD}|/{OLD}|\.\./one/|/agencies/aq-moe/|/themes/a/")
    new = {"/agencies/aq-moe/": "/agencies/aq-min/", "/themes/a/": "/themes/b/"}
    assert moved == old.sub(lambda link: new.get(link[0], f"/{NEW}"), text) != text
