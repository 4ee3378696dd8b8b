"""A slip of YAML hides its own block only, or says that it hides more; what is reported beside it is true."""

import json
import re
import shutil

import pytest
import yaml

from generator.check.article_fields import examine_article
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.settings import LIMITS
from generator.read.document import parse
from generator.read.yaml import parse as parse_yaml
from generator.read.yaml_slips import HIDES
from tests.corpus import MINIMAL

PATH = "content/articles/2024/2024-05-02-tool.md"
VALUES = {
    "title": "A tool",
    "date": "2024-02-30",
    "source": "{name: Example News, url: ftp://news.example.org/2}",
    "agencies": "[aq-ioi, aq-oii]",
    "themes": "[phishin]",
    "summary": "The institute said that it had invented a tool for people who read tests.",
    "language": "Englisch",
    "slug": "A_Tool",
    "colour": "red",
}
TEXT = "The Institute of Inventions said so ![there](a.png).\n"
SLIPS = {
    "a colon in the value": lambda key, value: [f"{key}: {value}: more"],
    "no space after the colon": lambda key, value: [f"{key}:{value}"],
    "no colon": lambda key, value: [f"{key} {value}"],
    "a wide colon": lambda key, value: [f"{key}：{value}"],
    "a hard space": lambda key, value: [f"{key}:\u00a0{value}"],
    "a semicolon": lambda key, value: [f"{key}; {value}"],
    "an equals sign": lambda key, value: [f"{key} = {value}"],
    "a tab before the key": lambda key, value: [f"\t{key}: {value}"],
    "a space before the key": lambda key, value: [f" {key}: {value}"],
    "two spaces before the key": lambda key, value: [f"  {key}: {value}"],
    "a hard space before the key": lambda key, value: [f"\u00a0{key}: {value}"],
    "an item instead of the key": lambda key, value: [f"- {key}: {value}"],
    "a star": lambda key, value: [f"{key}: *{value}*"],
    "an at sign": lambda key, value: [f"{key}: @{value}"],
    "a per cent sign": lambda key, value: [f"{key}: %{value}"],
    "a tag": lambda key, value: [f"{key}: !x {value}"],
    "an anchor": lambda key, value: [f"{key}: &x {value}"],
    "text after >": lambda key, value: [f"{key}: > {value}"],
    "an open double quotation mark": lambda key, value: [f'{key}: "{value}'],
    "an open single quotation mark": lambda key, value: [f"{key}: '{value}"],
    "inner quotation marks": lambda key, value: [f'{key}: "a "{value}" b"'],
    "an inner quotation mark": lambda key, value: [f'{key}: "a "{value}"'],
    "an apostrophe": lambda key, value: [f"{key}: 'a's {value}'"],
    "a backslash": lambda key, value: [f'{key}: "C:\\Users {value}"'],
    "an open bracket": lambda key, value: [f"{key}: [{value}"],
    "an open brace": lambda key, value: [f"{key}: {{{value}"],
    "a bracket that closes nothing": lambda key, value: [f"{key}: {value}]"],
    "another bracket": lambda key, value: [f"{key}: [a, b}}"],
    "an open list of several lines": lambda key, value: [f"{key}: [", "  a,", f"  {value}"],
    "a list without indentation": lambda key, value: [f"{key}: [", "a: b: c,", "b", "]"],
    "a text of two lines": lambda key, value: [f"{key}: a: {value}", "and more"],
    "a line of words below": lambda key, value: [f"{key}: {value}", "more words"],
    "a line of words above": lambda key, value: ["more words", f"{key}: {value}"],
    "a nested colon": lambda key, value: [f"{key}:", "  name: a: b", "  url: c"],
    "a nested tab": lambda key, value: [f"{key}:", "\tname: a"],
    "nested with less": lambda key, value: [f"{key}:", "    name: a", "  url: c"],
    "nested with more": lambda key, value: [f"{key}:", "  name: a", "    url: c"],
    "nested below a value": lambda key, value: [f"{key}: {value}", "  name: a"],
    "a nested open quotation mark": lambda key, value: [f"{key}:", '  name: "a', "  url: c"],
    "no space after a dash": lambda key, value: [f"{key}:", "  - a", "  -b"],
    "no dash": lambda key, value: [f"{key}:", "- a", "b"],
    "no dash, indented": lambda key, value: [f"{key}:", "  - a: c", "  b"],
    "another dash": lambda key, value: [f"{key}:", "  - a: c", "  – b"],
    "stars": lambda key, value: [f"{key}:", "* a", "* b"],
    "an item without a key": lambda key, value: [f"{key}:", "  - a", "    url: b"],
    "a merge key": lambda key, value: ["<<: {a: b}", f"{key}: {value}"],
    "twelve levels": lambda key, value: [f"{key}: {'[' * 70}{']' * 70}"],
    "dots": lambda key, value: [f"{key}: {value}", "..."],
    "the second of two with a dash": lambda key, value: [f"{key}:", "  a: b", "  - c: d"],
    "the second of two without": lambda key, value: [f"{key}:", "  - a", "  c: d"],
    "a second document": lambda key, value: [f"{key}: {value}", "--- more"],
}  # fmt: skip
OF_YAML = {"invalid-yaml", "yaml-feature", "not-a-mapping", "too-deep", "unclosed-front-matter", "no-front-matter"}  # fmt: skip


@pytest.fixture(scope="module")
def context():
    return read_context(MINIMAL, installed(), Report())


@pytest.fixture(scope="module", name="with_registry")
def site_with_registry(tmp_path_factory):
    """A site of which each test writes a registry."""
    return shutil.copytree(MINIMAL, tmp_path_factory.mktemp("registry") / "site")


@pytest.fixture(scope="module", name="with_settings")
def site_with_settings(tmp_path_factory):
    """A site of which each test writes site.yml."""
    return shutil.copytree(MINIMAL, tmp_path_factory.mktemp("settings") / "site")


def problems(text, context):
    """The problems of an article's file."""
    report = Report()
    document = parse(text.encode(), PATH, context.settings.limits, report, partly=True)
    if document is not None:
        examine_article(document, context, report)
    return list(report)


def lines_of(slips):
    """The lines of the front matter, in which some keys have slips."""
    lines = []
    for key, value in VALUES.items():
        slip = slips.get(key)
        lines += SLIPS[slip](key, value) if slip else [f"{key}: {value}"]
    return lines


def is_wrong(lines):
    """Whether the reader of YAML refuses the lines."""
    report = Report()
    parse_yaml("\n".join(lines), "a.yml", report, LIMITS)
    return not report.ok


def told(found):
    return {(one.code, one.message) for one in found if one.code not in OF_YAML}


def is_seen(slips, context):
    """Whether YAML is wrong, after comparing what is reported with the problems of the mended file.

    Nothing is reported that is not true of the mended file, and all but the problems of the keys with
    slips are, unless the report says that it hides some.
    """
    text = "\n".join(["---", *lines_of(slips), "---", "", TEXT])
    found = problems(text, context)
    of_yaml = [one for one in found if one.code in OF_YAML]
    if not of_yaml:  # it is valid YAML that says something else
        return False
    alone = [lines_of({key: slip}) for key, slip in slips.items()]
    if len(slips) > 1 and not all(map(is_wrong, alone)):  # one of them is valid, too
        return False
    mended = problems("\n".join(["---", *lines_of({}), "---", "", TEXT]), context)
    assert told(found) <= told(mended), text
    assert len(of_yaml) <= len(slips), text
    if not any(one.message.endswith(HIDES) for one in of_yaml):
        keys = list(VALUES)
        hidden = {keys.index(key) for key in slips}
        # A key that is indented, or an item, belongs to the value above it.
        hidden |= {at - 1 for at in hidden if re.search("before|item instead", slips[keys[at]])}
        visible = [one for one in mended if one.place.line - 2 not in hidden]
        assert told(visible) <= told(found), text
    return True


PAIRS = (("title", "date"), ("date", "themes"), ("agencies", "colour"))


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_two_slips(every, context):
    """Pairs of slips, in keys that are neighbours and in keys that are apart; quickly, the pairs of keys take turns."""
    for first, slip in enumerate(SLIPS):
        for turn, other in enumerate(list(SLIPS)[first % 5 :: 5], first):
            for keys in PAIRS if every else [PAIRS[turn % len(PAIRS)]]:
                is_seen(dict(zip(keys, (slip, other), strict=True)), context)


def test_one_slip(context):
    """Each slip in each key; most of them are wrong YAML in each place, and none is nowhere."""
    seen = {slip: sum(is_seen({key: slip}, context) for key in VALUES) for slip in SLIPS}
    assert sum(count == len(VALUES) for count in seen.values()) > len(SLIPS) / 2, seen
    assert [slip for slip, count in seen.items() if not count] == []


def test_six_slips(context):
    """Six slips in one file are all reported with the problems of the other keys and of the text."""
    keys = ("title", "date", "source", "agencies", "themes", "summary")
    kinds = (
        "no colon",
        "no space after the colon",
        "a colon in the value",
        "no space after a dash",
        "a tag",
        "a star",
    )
    text = "\n".join(["---", *lines_of(dict(zip(keys, kinds, strict=True))), "---", "", TEXT])
    found = problems(text, context)
    assert [one.place.line for one in found if one.code in OF_YAML] == [2, 3, 4, 7, 8, 9]
    assert {one.code for one in found} - OF_YAML == {
        "bad-language",
        "bad-slug",
        "unknown-key",
        "remote-image",
    }
    assert not any(one.message.endswith(HIDES) for one in found)


@pytest.mark.parametrize("closing", ["", "--", "----", "...", "***"])
def test_no_closing_line(closing, context):
    """Without the line that ends front matter, nothing else can be known."""
    (found,) = problems("\n".join(["---", *lines_of({}), closing, "", TEXT]), context)
    assert found.code == "unclosed-front-matter"
    assert found.message.endswith(HIDES)


def registry(root, text):
    """What is reported about a registry and its references, without a context or with one."""
    file = root / "site_config/taxonomies/themes.yml"
    file.write_text(text)
    report = Report()
    read_context(root, installed(), report)
    return list(report)


TERMS = {
    "phishing": "{name: Phishing, since: 2024-13, colour: red}",
    "spam": "{name: Spam, parent: phishing}",
    "fraud": "{name: Fraud, parent: spam, language: Englisch}",
    "hoax": "{description: A joke.}",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_registries(slip, with_registry):
    """The other terms are checked, and none is missed by a reference to it."""
    lines = [f"{name}: {value}" for name, value in TERMS.items()]
    mended = registry(with_registry, "\n".join(lines))
    assert len(mended) == 4
    for at, key in enumerate(TERMS):
        compare_with_mended(slip, at, key, lines, mended, with_registry)


def compare_with_mended(slip, at, key, lines, mended, root):
    """Compare what is reported about a registry with a slip at a line with what the mended one has."""
    wrong = [*lines[:at], *SLIPS[slip](key, TERMS[key]), *lines[at + 1 :]]
    found = registry(root, "\n".join(wrong))
    of_yaml = [one for one in found if one.code in OF_YAML]
    if not is_wrong(wrong):
        return
    assert of_yaml
    assert told(found) <= told(mended), wrong
    if not any(one.message.endswith(HIDES) for one in of_yaml):
        hidden = {at + 1, at} if re.search("before|item instead", slip) else {at + 1}
        visible = [one for one in mended if one.place.line not in hidden]
        assert told(visible) <= told(found), wrong


@pytest.mark.parametrize("slip", SLIPS)
def test_settings(slip, with_settings):
    """Nothing is reported about site.yml that is not true of the mended file."""
    file = with_settings / "site_config/site.yml"
    text = (MINIMAL / "site_config/site.yml").read_text()
    values = dict(
        yaml.safe_load(text),
        feeds={"text": "whole"},
        crossings=[{"rows": "agencies", "columns": "themes"}],
    )
    lines = [f"{name}: {json.dumps(value)}" for name, value in values.items()]

    def told_of(lines):
        report = Report()
        file.write_text("\n".join(lines))
        read_context(with_settings, installed(), report)
        return list(report)

    mended = told_of(lines)
    assert [one.code for one in mended] == ["bad-choice"]
    for key in ("title", "tagline", "url", "taxonomies"):
        at = list(values).index(key)
        wrong = [*lines[:at], *SLIPS[slip](key, json.dumps(values[key])), *lines[at + 1 :]]
        found = told_of(wrong)
        if not is_wrong(wrong):
            continue
        assert any(one.code in OF_YAML for one in found)
        assert told(found) <= told(mended), wrong
        if not any(one.message.endswith(HIDES) for one in found):
            assert told(found) == told(mended)
