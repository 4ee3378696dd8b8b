"""Whether HTML from an article is inert in a browser.

The allow-list is written independently of the sanitiser's, from what browsers do. Anything not
listed is a breach.
"""

import re

from generator.model.address import ROOT
from tests.markup import Element, parse, unbalanced

_PLAIN = frozenset(
    (
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "del",
        "pre",
        "blockquote",
        "ul",
        "table",
        "thead",
        "tbody",
        "tr",
    )
) | {f"h{level}" for level in range(2, 7)}
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "a": {
        "href": rf"https?://[^\s\\@/?#]+([/?#][^\s\\]*)?|mailto:\S+|{ROOT}[^/\s].*|{ROOT}|#c-fn.*",
        "title": ".*",
        "rel": "external noopener",
        "class": "footnote-(ref|backref)",
    },
    "li": {"id": "c-fn-.*"},
    "sup": {"id": "c-fnref[0-9]*-.*"},
    "div": {
        "class": "footnote|table",
        "role": "region",
        "aria-label": "Table( [0-9]+)?",
        "tabindex": "0",
    },
    "code": {"class": "language-[a-z0-9+#-]+"},
    "th": {"class": "align-(left|right|center)"},
    "td": {"class": "align-(left|right|center)"},
    "ol": {"start": "[0-9]+"},
}


def breaches(html: str) -> list[str]:
    """Everything in a body's HTML that is not known to be harmless."""
    problems = [f"<{tag}> is not balanced" for tag in unbalanced(html)]
    problems += [f"{sign} opens a declaration" for sign in ("<!", "<?") if sign in html]
    for element in parse(html).walk():
        problems += _breaches_of(element)
    if ROOT in re.sub(rf'<a href="{ROOT}', "", html):
        problems.append("the mark of the root is outside a link")
    return problems


def _breaches_of(element: Element) -> list[str]:
    if element.tag not in _PLAIN and element.tag not in _ATTRIBUTES:
        return [f"<{element.tag}>"]
    allowed = _ATTRIBUTES.get(element.tag, {})
    return [
        f"<{element.tag} {name}={value!r}>"
        for name, value in element.attributes.items()
        if name not in allowed or not re.fullmatch(allowed[name], value, re.DOTALL)
    ]
