"""Whole sites with unusual articles, registries, pages, editions and settings, reproducible by seed.

They combine valid but unusual pieces (footnotes in any order, internal links in every form, texts
about HTML) with some invalid ones. Files with errors are removed until `check` finds none.
"""

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.system.file_writing import write
from tests.clean.settings import TAGS, random_settings
from tests.corpus import Entry, Meta, as_yaml, write_content, write_engine

URL = "https://digest.example.org/"
_WORDS = (
    "ministry",
    "reports",
    "an",
    "invented",
    "attack",
    "on",
    "mail",
    "servers",
    "says",
    "Ünïcödé",
    "日本",
)
_SIGNS = (
    "<b>x</b>", "&amp;", "&lt;", '"quoted"', "it's", "{{ x }}", "{% raw %}", "@@digest-title@@", "--", "…", "</script>",
    "<!-- x -->", "]]>", "src='/x'", "=1+1", "-5 %", "+1", "@here", "\\u202e", "#1", "a|b", "[^9]", "`x`",
    f'href="{URL}nope/"', f"src='{URL}nope'", f"<loc>{URL}nope</loc>", f'"url": "{URL}nope"', "xmlns='x'", "%3Cscript%3E",
    "javascript:alert(1)", "///Footnotes Go Here///", "x" * 70, "/tmp/", "onclick=x", 'type="html"', "NaN", "\\", "~", "null",
)  # fmt: skip
_FRAGMENTS = ("", "", "", "#top", "#content", "#cite", "#source", "?q=a", "?a#cite")
_FIXED = (
    "",
    "about/",
    "archive/",
    "themes/",
    "agencies/",
    "search/",
    "editions/",
    "about/index.html",
)
_LABELS = ("1", "2", "a", "A", "n-1", "2-1", "a b", "a%20b", "ä", "x:y", "", 'q"', "<i>", "fn")
_OLD = (
    "old-{n}", "old-{n}.html", "articles/2019/01/old-{n}", "news/{n}/index.html", "a-{n}.php", "deep/er/{n}",
    "old-{n}", "old-{n}.html", "articles/2019/01/old-{n}", "news/{n}/index.html", "a-{n}.php/b", "themes/{n}.html",
    "archive/2024", "editions/2024-w01", "404", "api/x", "assets", "themes/old-{n}", "agencies/a-1/t-1", "about", "feed",
)  # fmt: skip


class Maker:
    """Make the random parts of one site."""

    def __init__(self, seed: int, articles: int) -> None:
        self.chance = random.Random(seed)
        self.count = articles
        self.slugs = [f"report-{number}" for number in range(articles)]
        self.url = self.chance.choice((URL, URL, f"{URL}folder/", URL.removesuffix("/"), ""))
        self.addresses = [*_FIXED]
        self.wrong = 0.0
        """The share of dead links; zero while registries are made, because all articles need their terms."""

    def maybe(self, chance: float, make: Callable[[], Any]) -> Any:
        """The result of `make` with the given probability, otherwise None."""
        return make() if self.chance.random() < chance else None

    def words(self, least: int = 3, most: int = 9) -> str:
        """Random words, with a special character now and then."""
        count = self.chance.randint(least, most)
        return " ".join(
            self.chance.choice(_SIGNS if self.chance.random() < 0.15 else _WORDS)
            for _ in range(count)
        )

    def name(self) -> str:
        """A few words, as a short name."""
        return f"{self.words(1, 3)[:40].strip()} {self.chance.choice(_WORDS)}"

    def target(self) -> str:
        """A page of this site, mostly one that exists even if invalid articles are removed."""
        return self.chance.choice(_FIXED if self.chance.random() < 0.8 else self.addresses)

    def link(self) -> str:
        """A link target in any form that people write; a small share is dead."""
        if self.chance.random() < self.wrong:
            return self.chance.choice(
                ("/nope/", "#nope", "/about", f"{URL}nope", "#fn-1", "/about/#cite", "about/")
            )
        target = self.target()
        fragment = self.chance.choice(
            _FRAGMENTS if target.startswith("articles/") else ("", "", "#top", "#content")
        )
        ways = (
            "/",
            "/",
            "../../../../",
            "../../../../../../",
            URL if self.url == URL else "/",
            "https://example.org/",
        )
        written = self.chance.choice(ways) + target + fragment
        return self.chance.choice(
            (written, written, written, "#top", "#content", "?q", "./", "mailto:a@example.org")
        )

    def inline(self) -> str:
        """A piece of a paragraph."""
        words = self.words(1, 4)
        label = self.chance.choice(_LABELS)
        kinds = (
            words,
            words,
            words,
            f"*{words}*",
            f"**{words}**",
            f"`{words}`",
            f"[{words}]({self.link()})",
            f"[{words}]({self.link()})",
            f"{words}[^{label}]",
            f"{words}[^{label}]",
            f"![{words}[^1]]({self.link()})",
            f"<{URL}nope>",
            f"[{words}][r]",
            f"\\[^{label}\\]",
            f"<b>{words}</b>",
            f"``[^{label}]: {words}``",
        )
        return self.chance.choice(kinds)

    def paragraph(self) -> str:
        """A paragraph of random pieces."""
        return " ".join(self.inline() for _ in range(self.chance.randint(1, 5)))

    def block(self) -> str:
        """A paragraph or another block."""
        text, label = self.paragraph(), self.chance.choice(_LABELS)
        kinds = (
            text,
            text,
            text,
            f"> {text}",
            f"- {text}\n- {self.words()}",
            f"1. {text}\n2. {self.words()}",
            f"## {self.words(1, 4)}",
            f"```html\n<p>{self.words()}</p>\n```",
            f"    <code>{self.words()}",
            f"| {self.words()} | b[^{label}] |\n|---|:-:|\n| {self.words()} | d |",
            f"[^{label}]: {text}",
            f"[^{label}]:\n    {text}\n\n    > {self.words()}",
            f"> {text}\n>\n> [^{label}]: {self.words()}",
            f"[r]: {self.link()}",
            f"- {text}\n\n    [^{label}]: {self.words()}",
            "---",
        )
        return self.chance.choice(kinds)

    def body(self) -> str:
        """A text, mostly with the footnotes that it refers to."""
        blocks = [self.block() for _ in range(self.chance.randint(1, 6))]
        text = "\n\n".join(blocks)
        if self.chance.random() < 0.7:
            text += "".join(
                f"\n\n[^{label}]: {self.words()}"
                for label in _LABELS
                if f"[^{label}]" in text and f"[^{label}]:" not in text
            )
        return text + "\n"

    def address(self) -> str:
        """The address of a source, an archived copy or an agency's site; a small share is invalid."""
        if self.chance.random() < self.wrong:
            return self.chance.choice(
                (f"{URL}nope", "https://example.org/?a='b=<&c", "https://example.org")
            )
        known = self.target()
        number = self.chance.random()
        own = f"{URL}{known}" if self.url == URL else f"https://example.org/{number}"
        return self.chance.choice(
            (f"https://example.org/{number}", f"https://real.example.org/{known}?{number}", own)
        )

    def article(self, number: int) -> tuple[str, Meta, str]:
        """A file's name, front matter and text."""
        day = f"{self.chance.choice((2023, 2024))}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        meta = {
            "title": self.title(number),
            "date": day,
            "source": {
                "name": self.chance.choice(("Example News", self.words(1, 3))),
                "url": f"https://example.org/{number}",
                "language": self.maybe(0.1, lambda: self.chance.choice(TAGS)),
            },
            "agencies": self.chance.sample(self.agencies, k=min(2, len(self.agencies))),
            "themes": self.chance.sample(self.themes, k=1),
            "summary": f"{self.words(9, 14)} and this is summary number {number}.",
            "people": self.maybe(0.3, lambda: [self.words(1, 2)]),
            "authors": self.maybe(0.2, lambda: [self.words(1, 2)]),
            "tags": self.maybe(0.2, lambda: ["R&D's", "two words"]),
            "language": self.maybe(0.2, lambda: self.chance.choice(TAGS)),
            "events": self.maybe(0.2, lambda: [{"date": day, "label": self.words()}]),
            "corrections": self.maybe(0.1, lambda: [{"date": day, "note": self.words()}]),
            "retracted": self.maybe(0.05, lambda: {"date": day, "reason": self.words()}),
            "archive": self.maybe(0.2, lambda: {"url": self.address(), "date": day}),
            "same_event": self.maybe(0.05, lambda: [self.chance.choice(self.slugs)]),
            "redirect_from": self.maybe(
                0.3, lambda: [self.chance.choice(_OLD).format(n=self.chance.randint(0, self.count))]
            ),
            "id": self.maybe(0.1, lambda: self.chance.choice(self.ids(number))),
            "draft": self.maybe(0.03, lambda: True),
        }
        meta["source"] = said(meta["source"])
        if self.chance.random() < 0.2:
            meta["source"]["url"] = self.address()
        self.addresses.append(f"articles/{day[:4]}/{day[5:7]}/{self.slugs[number]}/")
        return f"{day[:4]}/{day}-{self.slugs[number]}.md", said(meta), self.body()

    def ids(self, number: int) -> tuple[str, ...]:
        """Identities that an article may claim, valid or belonging to something else."""
        where = "tag:digest.example.org"
        return (
            f"{where},2024-01-01:mine-{number}",
            f"{where},2021:feed/",
            f"{where},2024-01-01:editions/2024-W01",
            f"{where},2024-01-01:report-1",
            f"{where},2024-01-01:report-2/correction/2024-01-01/1",
        )

    def title(self, number: int) -> str:
        """An article's title; one in fifty has the maximum of 160 characters, and one in fifty has one."""
        title = f"{self.words(3, 6)} {number}"
        longest = title + "x" * (160 - len(title))
        return self.chance.choices((title, longest, chr(0x4E00 + number)), (48, 1, 1))[0]

    def terms(self, letter: str, taxonomy: str) -> dict[str, Meta]:
        """A registry with chains of parents, links in descriptions, and slugs such as `no` and `1e5`."""
        slugs = [f"{letter}-{number}" for number in range(self.chance.randint(2, 16))]
        odd = self.chance.sample(["no", "null", "1e5", "none", "on", "api", "404", "2024"], k=2)
        terms = {}
        for number, slug in enumerate([*slugs, *odd]):
            before = self.chance.choice(slugs[:number] or [""])
            terms[slug] = said(
                {
                    "name": f"{self.words(1, 3)} {letter}{number}",
                    "acronym": self.maybe(0.3, f"{letter}{number}".upper),
                    "parent": self.maybe(0.5, lambda: before or None),  # noqa: B023 (the same)
                    "country": self.maybe(0.3, lambda: "AQ"),
                    "url": self.maybe(0.3, self.address),
                    "description": self.maybe(0.4, self.paragraph),
                    "redirect_from": self.maybe(0.2, lambda: [f"{letter}-old-{number}"]),  # noqa: B023 (the same)
                    "aliases": self.maybe(0.3, lambda: [f"{self.words(1, 2)} {taxonomy} {number}"]),  # noqa: B023
                }
            )
        return terms

    def pages(self) -> dict[str, tuple[Meta, str]]:
        """Plain pages by the stem of their file."""
        stems = [
            "about",
            "contribute",
            *self.chance.sample(
                ["404", "api", "index-of-things", "search", "names", "fn", "feed", "none", "a-1"],
                k=3,
            ),
        ]
        made = {}
        for stem in stems:
            append = self.maybe(0.5, lambda: self.chance.choice(("checks", "terms")))
            old = self.maybe(0.15, lambda: [self.chance.choice(_OLD).format(n="x")])
            meta = {
                "title": self.words(),
                "summary": self.maybe(0.5, self.words),
                "append": append,
                "redirect_from": old,
            }
            made[stem] = (said(meta), self.body())
        return made

    def editions(self) -> dict[str, tuple[Meta, str]]:
        """Editions by the stem of their file."""
        weeks = self.chance.sample(range(1, 53), k=6)
        return {
            f"2024-w{week:02}": ({"week": f"2024-W{week:02}", "title": self.words()}, self.body())
            for week in weeks
        }

    def write(self, root: Path) -> Path:
        """Write the whole site; return `root`."""
        write_engine(root)
        agencies, themes, people = (
            self.terms(name[0], name) for name in ("agencies", "themes", "people")
        )
        self.agencies = [slug for slug in agencies if "-" in slug]
        self.themes = [slug for slug in themes if "-" in slug]
        registries = {
            "taxonomies/agencies.yml": agencies,
            "taxonomies/themes.yml": themes,
            "taxonomies/people.yml": people,
            "sources.yml": {"example-news": {"name": "Example News", "url": self.address()}},
            "topics.yml": {"topic-one": {"name": "A topic of ours"}},
        }
        settings = said(random_settings(self))
        self.wrong = 0.01
        articles = [Entry(*self.article(number)) for number in range(self.count)]
        write_content(root, registries, articles, settings, self.pages())
        for stem, (meta, body) in self.editions().items():
            write(root / f"content/editions/{stem}.md", f"---\n{as_yaml(meta)}---\n\n{body}")
        (root / "site_config/site.yml").write_text(_lines(settings))
        return root


def said(meta: Meta) -> dict[str, Any]:
    """A mapping without the keys that have no value."""
    return {key: value for key, value in meta.items() if value is not None}


def _lines(mapping: Meta, indent: str = "") -> str:
    """YAML with one line per key or taxonomy, so that a problem's line identifies its entry."""
    lines = []
    for key, value in mapping.items():
        if key == "taxonomies":
            lines.append(f"{key}:\n{_lines(value, '  ')}")
        else:
            lines.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)


def take_away(root: Path, errors: Iterable[dict[str, Any]]) -> None:
    """Remove what has errors: whole content files, single lines of registries and settings."""
    lines: dict[str, set[int]] = {}
    for problem in errors:
        if problem["path"].startswith("content/"):
            (root / problem["path"]).unlink(missing_ok=True)
        else:
            lines.setdefault(problem["path"], set()).add(problem["line"])
    for path, wrong in lines.items():
        kept = [
            line
            for number, line in enumerate((root / path).read_text("utf-8").split("\n"), 1)
            if number not in wrong
        ]
        (root / path).write_text("\n".join(kept))
