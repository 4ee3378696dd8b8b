"""Random changes to everything beside the articles: what `check` accepts, a build publishes.

`MUTATIONS=600 pytest tests/load/test_mutations.py` tries as many; each has its number as a seed.
"""

import os
import random
import time
from collections.abc import Callable

import pytest

from tests.command import digest
from tests.docs_site import write_docs_site

COUNT = int(os.environ.get("MUTATIONS", "40"))
PART = 10
"""Mutations of one test."""
SECONDS = 10
SETTINGS = """\
nav:
  - index.md
  - Guide: [guide/install.md, guide/brewing.md]
  - News: news/
copyright: Copyright &copy; 2024 <a href="https://example.org/">A. Writer</a>
repo_url: https://code.example.org/us/site
extra:
  social: [{icon: material/home, link: "https://example.org/", name: Home}]
  analytics: {feedback: {title: Good, ratings: [{icon: material/home, name: Yes, data: 1, note: Thanks}]}}
extra_css: [own.css]
"""
FILES = {
    "docs/own.css": "body {color: black}\n",
    "docs/guide/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "docs/guide/a.json": "{}",
    "docs/guide/meta.md": "---\ntitle: Title\ndescription: Text\nhide: [toc]\ntags: [One]\nicon: material/home\n---\n\n# Meta\n\n[one](install.md) ![](a.svg)\n",
    "site_config/theme/main.html": '{% extends "base.html" %}\n{% block extrahead %}{{ super() }}{% endblock %}\n',
}
TARGETS = (
    "mkdocs.yml",
    "docs/index.md",
    "docs/guide/meta.md",
    "docs/guide/install.md",
    "docs/guide/a.svg",
    "docs/guide/a.json",
    "site_config/theme/main.html",
    "site_config/taxonomies/agencies.yml",
    "site_config/site.yml",
)
PIECES = (
    "<script>x()</script>",
    '<script src="x.js"></script>',
    '<p onclick="x()">',
    '<p style="a">',
    "<style>a{}</style>",
    '<iframe src="/">',
    "[x](javascript:x)",
    "[x](http://[::1)",
    "[x](nothing.md)",
    "![x](https://example.org/x.png)",
    "&#x202e;",
    "\u202e",
    "\x00",
    "* " * 2_500,
    "[" * 3_000,
    "<![CDATA[" * 300,
    "&lt;/title&gt;",
    "```",
    "---\n",
    "{{ x.y.z }}",
    "{% for %}",
    "{{ 1 / 0 }}",
    "{% include 'x' %}",
    "&a *a",
    "!!python/name:os.system",
    ": [",
    "- - -",
    "title: {a: b}\n",
    "hide: toc\n",
    "template: x.html\n",
    "null",
    "true",
    "-1",
    "1e999",
    "2024-13-45",
    '"',
    "'",
    "\\",
    "../..",
    "/etc/passwd",
    "~",
    "//example.org",
    "https://example.org/x.js",
    "data:x",
    "é" * 300,
    "\u0301" * 9,
    "# ",
    "<",
    "<video src=x>",
    "<details>",
    "<svg><script>",
    "<a href=x>",
    "<form action=/>",
    "<base href=/>",
    "<meta http-equiv=refresh>",
)


def insert(text, chance):
    """Put a piece anywhere."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def insert_line(text, chance):
    """Put a piece on a line of its own."""
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(PIECES))
    return "\n".join(lines)


def replace_value(text, chance):
    """Put a piece in the place of a word."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(PIECES)
    return " ".join(words)


def delete(text, chance):
    """Delete a part."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(1, 40) :]


def swap_lines(text, chance):
    """Exchange two lines."""
    lines = text.split("\n")
    one, two = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    insert,
    insert_line,
    replace_value,
    delete,
    swap_lines,
)


def write(root, frame):
    config = write_docs_site(root, frame, "news", settings=SETTINGS)
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return config


def attempt(root, seed):
    """Change one file of a site; return what went wrong, or ""."""
    chance = random.Random(seed)
    config = write(root, chance.choice(("material", "material", "digest")))
    name = chance.choice(TARGETS)
    file = root / name
    file.write_text(chance.choice(CHANGES)(file.read_text(), chance))
    begin = time.process_time()
    checked = digest(config, "check")
    built = digest(config, "build", "--audit")
    seconds = time.process_time() - begin
    said = checked.output + built.output
    if "Traceback" in said:
        return f"{seed} {name}: a traceback: {said}"
    if checked.exit_code == 0 and built.exit_code != 0:
        return f"{seed} {name}: accepted by check, refused by the build: {built.output}"
    return f"{seed} {name}: {seconds:.1f} s" if seconds > SECONDS else ""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(0, COUNT, PART))
def test_what_is_accepted_is_published(part, tmp_path):
    failed = [attempt(tmp_path / str(seed), seed) for seed in range(part, part + PART)]
    assert [problem for problem in failed if problem] == []
