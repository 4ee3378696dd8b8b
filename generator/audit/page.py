"""A page as a browser reads it, held against everything a page of the digest must be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from generator.audit import characters
from generator.audit.browser import Element, head, readings
from generator.audit.data import json_problems
from generator.audit.findings import ALWAYS_THERE, Anchor, Findings
from generator.audit.links import Addresses, Link
from generator.audit.markup import DATA_BLOCK, Follow, dead, judge, near
from generator.audit.problem import Problem, excerpt
from generator.model.policy import META


def read_page(path: str, data: bytes, addresses: Addresses, secrets: Sequence[bytes] = ()) -> Findings:
    """Everything that is wrong with a page.

    Args:
        path: The file, from the root of the site.
        data: What it says.
        addresses: What stands where on the site.
        secrets: Paths of this machine.
    """
    try:
        html = data.decode()
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        return Findings((Problem("not-utf8", message, "write every file as UTF-8"),))
    anchors: set[Anchor] = set()
    inner: dict[str, str] = {}

    def follow(href: str) -> Link:
        link = addresses.follow(href, path)
        if link.kind == "own" and link.fragment not in ALWAYS_THERE:
            if link.file == path:
                inner[link.fragment] = href
            else:
                anchors.add((link.file, link.fragment))
        return link

    ids: set[str] = set()
    problems = list(_read(html, lambda elements: _whole(elements, follow, ids)))
    problems += [dead("a", "href", href) for fragment, href in inner.items() if fragment not in ids]
    problems += _beginning(html)
    problems += characters.stray(data, secrets)
    problems += characters.referred(html)
    return Findings(tuple(problems), frozenset(anchors))


def read_fragment(html: str, addresses: Addresses) -> Iterator[Problem]:
    """Everything that is wrong with a piece of HTML in a feed, whose readers know no page it stands on."""

    def follow(href: str) -> Link:
        if href.startswith("#"):
            return Link("own")
        link = addresses.follow(href, "")
        return link if link.kind != "own" or "://" in href else Link("dead")

    yield from _read(html, lambda elements: _each(elements, follow))
    yield from characters.referred(html)


def _read(html: str, look: Callable[[list[Element]], Iterator[Problem]]) -> Iterator[Problem]:
    """The problems of every way of reading; one that several have in common is said once for each place."""
    found: dict[Problem, list[Problem]] = {}
    for elements in readings(html):
        these: dict[Problem, list[Problem]] = {}
        for problem in look(elements):
            these.setdefault(problem, []).append(problem)
        found |= {one: same for one, same in these.items() if len(same) > len(found.get(one, ()))}
    yield from chain.from_iterable(found.values())


def _whole(elements: list[Element], follow: Follow, ids: set[str]) -> Iterator[Problem]:
    yield from _each(elements, follow)
    counted = Counter(element.attributes["id"] for element in elements if "id" in element.attributes)
    ids.update(counted)
    for name, count in counted.items():
        if count > 1:
            yield Problem(
                "duplicate-id",
                f"the id '{excerpt(name)}' stands {count} times",
                "let one of them differ; ids from articles begin with c-",
                f'id="?{name}' if name.replace("-", "").isalnum() else "",
            )


def _each(elements: list[Element], follow: Follow) -> Iterator[Problem]:
    counted: Counter[str] = Counter()
    for element in elements:
        counted[element.tag] += 1
        for problem in _one(element, follow):
            yield replace(problem, element=(element.tag, counted[element.tag]))


def _one(element: Element, follow: Follow) -> Iterator[Problem]:
    yield from judge(element.tag, element.attributes, follow)
    kind = element.attributes.get("type", "").strip().lower()
    if element.tag == "script" and kind == DATA_BLOCK and "src" not in element.attributes:
        for problem in json_problems(element.text):
            yield replace(problem, near=near("script", DATA_BLOCK))


def _beginning(html: str) -> Iterator[Problem]:
    """The policy is the first thing in the head, once and whole; the encoding follows."""
    first = head(html)[:2]
    policies = [
        element.attributes.get("content", "")
        for element in first[:1]
        if element.tag == "meta"
        and element.attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    help_line = "let theme/main.html begin with them; the policy is in generator/model/policy.py"
    if not html.lstrip().lower().startswith("<!doctype html>"):
        yield Problem("wrong-policy", "the page does not begin with <!doctype html>", help_line)
    if not policies:
        yield Problem("wrong-policy", "the head does not begin with the policy", help_line, near("head"))
    elif policies[0] != META:
        yield Problem("wrong-policy", "the policy is another than the site's", help_line, near("meta"))
    encodings = [element.attributes.get("charset", "").lower() for element in first[1:]]
    if policies and encodings != ["utf-8"]:
        yield Problem(
            "wrong-policy", "<meta charset=utf-8> does not follow the policy", help_line, near("head")
        )
