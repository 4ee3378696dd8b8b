"""Whole sites with unusual articles, registries, pages, editions and settings, reproducible by seed.

They combine valid but unusual pieces (footnotes in any order, internal links in every form, texts
about HTML) with some invalid ones. Files with errors are removed until `check` finds none.
"""

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from generator.system.file_writing import write
from tests.clean.settings import TAGS, random_settings
from tests.corpus import Entry, Meta, as_yaml, write_content, write_engine

URL = "https://digest.example.org/"
_PIECES: dict[str, list[str]] = {}
for name, rows in yaml.safe_load(Path(__file__).with_name("pieces.yml").read_text("utf-8")).items():
    _PIECES[name] = [piece for row in rows for piece in ([row] if isinstance(row, str) else row)]


class Maker:
    """Make the random parts of one site."""

    def __init__(self, seed: int, articles: int) -> None:
        self.chance = random.Random(seed)
        self.count = articles
        self.slugs = [f"report-{number}" for number in range(articles)]
        self.url = self.chance.choice((URL, URL, f"{URL}folder/", URL.removesuffix("/"), ""))
        self.addresses = [*_PIECES["pages"]]
        self.wrong = 0.0
        """The share of dead links; zero while registries are made, because all articles need their terms."""

    def maybe(self, chance: float, make: Callable[[], Any]) -> Any:
        """The result of `make` with the given probability, otherwise None."""
        return make() if self.chance.random() < chance else None

    def piece(self, kind: str, **values: object) -> str:
        """A random piece of a kind, with its parts filled in."""
        text = self.chance.choice(_PIECES[kind])
        return text.format(**values) if values else text

    def words(self, least: int = 3, most: int = 9) -> str:
        """Random words, with a special character now and then."""
        count = self.chance.randint(least, most)
        return " ".join(
            self.piece("signs" if self.chance.random() < 0.15 else "words") for _ in range(count)
        )

    def name(self) -> str:
        """A few words, as a short name."""
        return f"{self.words(1, 3)[:40].strip()} {self.piece('words')}"

    def target(self) -> str:
        """A page of this site, mostly one that exists even if invalid articles are removed."""
        return (
            self.piece("pages")
            if self.chance.random() < 0.8
            else self.chance.choice(self.addresses)
        )

    def link(self) -> str:
        """A link target in any form that people write; a small share is dead."""
        if self.chance.random() < self.wrong:
            return self.piece("dead links")
        target = self.target()
        is_article = target.startswith("articles/")
        fragment = self.piece("fragments of an article" if is_article else "fragments")
        way = self.piece("ways", own=URL if self.url == URL else "/")
        return self.piece("links", known=f"{way}{target}{fragment}")

    def inline(self) -> str:
        """A piece of a paragraph."""
        words, label = self.words(1, 4), self.piece("labels")
        return self.piece("inline", words=words, label=label, link=self.link())

    def paragraph(self) -> str:
        """A paragraph of random pieces."""
        return " ".join(self.inline() for _ in range(self.chance.randint(1, 5)))

    def block(self) -> str:
        """A paragraph or another block."""
        values = {"text": self.paragraph(), "words": self.words(1, 6), "link": self.link()}
        return self.piece("blocks", label=self.piece("labels"), **values)

    def body(self) -> str:
        """A text, mostly with the footnotes that it refers to."""
        blocks = [self.block() for _ in range(self.chance.randint(1, 6))]
        text = "\n\n".join(blocks)
        if self.chance.random() < 0.7:
            text += "".join(
                f"\n\n[^{label}]: {self.words()}"
                for label in _PIECES["labels"]
                if f"[^{label}]" in text and f"[^{label}]:" not in text
            )
        return text + "\n"

    def address(self) -> str:
        """The address of a source, an archived copy or an agency's site; a small share is invalid."""
        if self.chance.random() < self.wrong:
            return self.piece("wrong addresses")
        known = self.target()
        number = self.chance.random()
        own = f"{URL}{known}" if self.url == URL else f"https://example.org/{number}"
        return self.piece("addresses", known=known, number=number, own=own)

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
                0.3, lambda: [self.piece("old addresses", n=self.chance.randint(0, self.count))]
            ),
            "id": self.maybe(0.1, lambda: self.piece("ids", n=number)),
            "draft": self.maybe(0.03, lambda: True),
        }
        meta["source"] = said(meta["source"])
        if self.chance.random() < 0.2:
            meta["source"]["url"] = self.address()
        self.addresses.append(f"articles/{day[:4]}/{day[5:7]}/{self.slugs[number]}/")
        return f"{day[:4]}/{day}-{self.slugs[number]}.md", said(meta), self.body()

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
            old = self.maybe(0.15, lambda: [self.piece("old addresses", n="x")])
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
