"""Generated corpora: whole sites on disk, of any size, reproducible by seed.

Everything in them is recognisably invented: words of random syllables, addresses at example.org.
Agencies, themes and words follow Zipf's law, as in a real digest: a few occur in most articles.

    python -m tests.corpus DIR --articles 2000

writes a site that `digest -f DIR/mkdocs.yml build` builds with the project's own theme and settings.
"""

import argparse
import datetime as dt
import itertools
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.check.locale_codes import COUNTRIES
from generator.system.file_writing import write

PROJECT = Path(__file__).resolve().parents[1]
SAMPLE = PROJECT / "tests" / "sites" / "sample"
"""The digest as it was on 26 November 2026. Tests use it for real names, spellings and texts, so that editors
can change `content/` and the registries without breaking a test."""
MINIMAL = PROJECT / "tests" / "sites" / "minimal"
"""A site with one article and a few terms."""
_FIRST_DAY = dt.date(2016, 1, 1)
_DAYS = 3_652
_COUNTRIES = (
    "AZ",
    "DE",
    "EE",
    "FR",
    "GB",
    "GE",
    "JP",
    "KZ",
    "LT",
    "MD",
    "NL",
    "NO",
    "PL",
    "TR",
    "US",
)
_SYLLABLES = [
    consonant + vowel + end
    for consonant in (*"bdfgklmnprstvz", "br", "st")
    for vowel in "aeiou"
    for end in ("", "", "n", "r", "l")
]

Meta = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article to be written: its path below `content/articles/`, front matter and Markdown."""

    path: str
    meta: Meta
    body: str = "A made-up report, told in one sentence.\n"


@dataclass(frozen=True)
class Size:
    """The number of articles and of each kind of term in a corpus."""

    articles: int = 300
    agencies: int = 60
    themes: int = 24
    people: int = 40
    sources: int = 30
    words: int = 380
    """Average words per article."""
    vocabulary: int = 4_000
    steepness: float = 1.0
    """The exponent of Zipf's law; see `english`."""


FEW = Size(articles=6, agencies=5, themes=4, people=3, sources=3, words=30)
"""For tests in which any small site will do."""


def english(articles: int) -> Size:
    """Words distributed as in English prose: about 200 different ones in 380, 129,000 in 10,000 articles."""
    return Size(articles, vocabulary=200_000, steepness=1.2)


def site_settings(**changes: Any) -> dict[str, Any]:
    """The sample's site.yml as data, with top-level keys changed."""
    settings = yaml.safe_load((SAMPLE / "site_config" / "site.yml").read_text())
    return {**settings, "title": "Made-up digest", **changes}


def as_yaml(mapping: Meta) -> str:
    """YAML with one key a line and each value as JSON."""
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in mapping.items()
    )


PAGES: dict[str, tuple[Meta, str]] = {
    "about": ({"title": "About this made-up digest"}, "Nothing here is real.\n"),
    "contribute": ({"title": "Contribute", "append": "checks"}, "Write one file.\n"),
}


def write_content(
    root: Path,
    registries: Mapping[str, Mapping[str, Meta]],
    articles: Iterable[Entry],
    settings: Meta | None = None,
    pages: Mapping[str, tuple[Meta, str]] | None = None,
) -> Path:
    """Write `content/` and `site_config/`, which is all that `load` needs; return `root`.

    Args:
        root: A new or existing folder.
        registries: File below `site_config/` → slug → term.
        articles: The files below `content/articles/`.
        settings: Content of site.yml; default: the sample's.
        pages: Slug → front matter and Markdown; default: an about and a contribute page.
    """
    config = root / "site_config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "site.yml").write_text(as_yaml(settings or site_settings()))
    for name, terms in registries.items():
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(as_yaml(terms) or "{}\n")
    folders: set[Path] = set()
    for entry in articles:
        _write_document(root / "content" / "articles" / entry.path, entry.meta, entry.body, folders)
    for slug, (meta, body) in (PAGES if pages is None else pages).items():
        _write_document(root / "content" / "pages" / f"{slug}.md", meta, body, folders)
    return root


def _write_document(file: Path, meta: Meta, body: str, folders: set[Path]) -> None:
    if file.parent not in folders:
        file.parent.mkdir(parents=True, exist_ok=True)
        folders.add(file.parent)
    file.write_text(f"---\n{as_yaml(meta)}---\n\n{body}")


def write_files(folder: Path, contents: Mapping[str, str]) -> Path:
    """Write files below a folder, by their paths; return the folder."""
    for name, text in contents.items():
        write(folder / name, text)
    return folder


def change(file: Path, old: str, new: str, count: int = -1) -> None:
    """Replace a text in a file, which must have it."""
    text = file.read_text()
    assert old in text, f"{file} has no {old!r}"
    file.write_text(text.replace(old, new, count))


def write_engine(root: Path) -> Path:
    """Add the sample's mkdocs.yml and public files, so that the site can be built; return `root`."""
    (root / "site_config").mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLE / "mkdocs.yml", root)
    shutil.copytree(SAMPLE / "site_config/public", root / "site_config/public", dirs_exist_ok=True)
    return root


def write_overrides(root: Path, head: str = "", style: str = "") -> Path:
    """Add a site's own template and style; return their folder."""
    folder = root / "site_config/theme"
    folder.mkdir(parents=True, exist_ok=True)
    text = f'{{% extends "base.html" %}}\n{{% block extrahead %}}{{{{ super() }}}}{head}{{% endblock %}}\n'
    (folder / "main.html").write_text(text)
    if style:
        (folder / "custom.css").write_text(style)
    return folder


def write_sample(root: Path) -> Path:
    """Copy the sample, ready to be built; return `root`."""
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    return root


class Zipf:
    """Draw from a sequence by Zipf's law: later items are rarer."""

    def __init__(self, items: Sequence[str], rng: random.Random, steepness: float = 1.0) -> None:
        self._items = items
        weights = (1 / (rank + 2) ** steepness for rank in range(len(items)))
        self._weights = list(itertools.accumulate(weights))
        self._rng = rng

    def many(self, count: int) -> list[str]:
        """Draw the given number of items, with repeats."""
        return self._rng.choices(self._items, cum_weights=self._weights, k=count)

    def some(self, most: int) -> list[str]:
        """Draw one to `most` different items."""
        return list(dict.fromkeys(self.many(self._rng.randint(1, most))))


class Maker:
    """Make the parts of one corpus, in the same order for the same seed."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size = size
        self.rng = random.Random(seed)
        self._used: set[str] = set()
        vocabulary = [self.new_word(1, 4) for _ in range(size.vocabulary)]
        vocabulary.sort(
            key=lambda word: len(word) + self.rng.randrange(6)
        )  # frequent words are short
        self.words = Zipf(vocabulary, self.rng, size.steepness)

    def new_word(self, least: int, most: int) -> str:
        """A word not returned before."""
        while True:
            count = self.rng.randint(least, most)
            word = "".join(self.rng.choice(_SYLLABLES) for _ in range(count))
            if word not in self._used:
                self._used.add(word)
                return word

    def new_name(self, words: int = 2) -> str:
        """A capitalised name that no other term has."""
        return " ".join(self.new_word(2, 3).capitalize() for _ in range(words))

    def sentence(self) -> str:
        """A sentence of random words, with a capital and a full stop."""
        text = " ".join(self.words.many(self.rng.randint(8, 24)))
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, words: int) -> str:
        """Sentences that together have about the given number of words."""
        drawn = self.words.many(words)
        for index in range(0, words, 16):
            drawn[index] = drawn[index].capitalize()
            if index:
                drawn[index - 1] += "."
        return " ".join(drawn) + "."

    def registries(self) -> dict[str, dict[str, Meta]]:
        """Terms of every taxonomy, by file."""
        agencies = self._agencies()
        return {
            "taxonomies/agencies.yml": agencies,
            "taxonomies/themes.yml": self._themes(),
            "taxonomies/people.yml": self._people(list(agencies)),
            "sources.yml": self._sources(),
        }

    def _agencies(self) -> dict[str, Meta]:
        terms: dict[str, Meta] = {}
        for index in range(self.size.agencies):
            country = _COUNTRIES[index % len(_COUNTRIES)]
            name = self.new_name(3)
            term: dict[str, Any] = {"name": f"{name} Office", "aliases": [f"{name} Service"]}
            if index % 9 == 8:
                slug = f"int-{name.split()[0].lower()}"
            else:
                slug = f"{country.lower()}-{name.split()[0].lower()}"
                term["country"] = country
            if index % 2:
                term["acronym"] = f"{''.join(word[0] for word in name.split())}{index}"
            kin = [other for other in terms if other[:2] == slug[:2]]
            if kin and index % 5 == 4:
                term["parent"] = kin[0]
            term["kind"] = "intelligence" if index % 3 else "cyber"
            term["url"] = f"https://{slug}.example.org/"
            term["description"] = self.sentence()
            terms[slug] = term
        return terms

    def _themes(self) -> dict[str, Meta]:
        terms: dict[str, Meta] = {}
        tops = max(1, self.size.themes // 4)
        for index in range(self.size.themes):
            name = self.new_name(1)
            term: dict[str, Any] = {"name": name, "description": self.sentence()}
            if index >= tops:
                term["parent"] = list(terms)[index % tops]
            terms[name.lower()] = term
        return terms

    def _people(self, agencies: list[str]) -> dict[str, Meta]:
        names = [self.new_name(2) for _ in range(self.size.people)]
        return {
            name.lower().replace(" ", "-"): {
                "name": name,
                "aliases": [f"{name.split()[0][0]}. {name.split()[1]}"],
                "country": self.rng.choice(_COUNTRIES),
                "offices": [{"title": f"Head of Group {number}", "at": self.rng.choice(agencies)}],
            }
            for number, name in enumerate(names, 1)  # two heads of one group are a mistake
        }

    def _sources(self) -> dict[str, Meta]:
        names = [self.new_name(1) for _ in range(self.size.sources)]
        kinds = itertools.cycle(("press", "official", "state-media", "research"))
        return {
            name.lower(): {
                "name": f"{name} News",
                "aliases": [f"The {name}"],
                "kind": next(kinds),
                "country": self.rng.choice(_COUNTRIES),
                "language": "en",
                "url": f"https://{name.lower()}.example.org/",
            }
            for name in names
        }

    def articles(self, registries: Mapping[str, Mapping[str, Meta]]) -> Iterator[Entry]:
        """Articles that name terms of the registries, not sorted by date."""
        agencies = Zipf(list(registries["taxonomies/agencies.yml"]), self.rng)
        themes = Zipf(list(registries["taxonomies/themes.yml"]), self.rng)
        people = Zipf(
            [str(term["name"]) for term in registries["taxonomies/people.yml"].values()], self.rng
        )
        sources = Zipf([str(term["name"]) for term in registries["sources.yml"].values()], self.rng)
        slugs: list[str] = []
        for index in range(self.size.articles):
            date = _FIRST_DAY + dt.timedelta(self.rng.randrange(_DAYS))
            title = " ".join(self.words.many(self.rng.randint(5, 11))).capitalize()
            slug = f"{'-'.join(title.lower().split()[:4])}-{index}"
            meta = {
                "title": title,
                "date": date.isoformat(),
                "source": {"name": sources.many(1)[0], "url": f"https://example.org/news/{index}"},
                "agencies": agencies.some(3),
                "themes": themes.some(3),
                "summary": self.sentence() + " " + self.sentence(),
                **self._optional(date, people, slugs),
            }
            slugs.append(slug)
            names = [registries["taxonomies/agencies.yml"][one]["name"] for one in meta["agencies"]]
            names += meta.get("people", [])
            names += [COUNTRIES[code] for code in meta.get("countries", [])]
            body = f"{self._body(index)}\nIt is about {' and '.join(names)}.\n"
            yield Entry(f"{date.year}/{date}-{slug}.md", meta, body)

    def _optional(self, date: dt.date, people: Zipf, slugs: list[str]) -> Meta:
        """Fields that only some articles have."""
        later = (date + dt.timedelta(3)).isoformat()
        chances = {
            "people": (0.5, lambda: people.some(3)),
            "countries": (0.2, lambda: sorted(self.rng.sample(_COUNTRIES, 2))),
            "authors": (0.3, lambda: [" ".join(self.words.many(2)).title()]),
            "tags": (0.2, lambda: list(dict.fromkeys(self.words.many(3)))),
            "events": (
                0.2,
                lambda: [{"date": date.isoformat(), "end": later, "label": self.sentence()}],
            ),
            "updated": (0.05, lambda: later),
            "corrections": (0.03, lambda: [{"date": later, "note": self.sentence()}]),
            "archive": (0.1, lambda: {"url": "https://archive.example.org/1", "date": later}),
            "retracted": (0.01, lambda: {"date": later, "reason": self.sentence()}),
            "draft": (0.01, lambda: True),
            "same_event": (0.05 if slugs else 0, lambda: [self.rng.choice(slugs)]),
        }
        return {
            key: make() for key, (chance, make) in chances.items() if self.rng.random() < chance
        }

    def _body(self, index: int) -> str:
        words = max(20, int(self.rng.gauss(self.size.words, self.size.words / 4)))
        parts = [self.paragraph(words // 4) for _ in range(4)]
        if index % 7 == 0:
            parts.insert(2, "> " + self.sentence())
        if index % 11 == 0:
            parts.insert(3, "\n".join(f"- {word}" for word in self.words.many(4)))
        parts[0] += f" [Made-up source](https://example.org/source/{index}) says *so*."
        return "\n\n".join(parts) + "\n"


def make(root: Path, size: Size | None = None, seed: int = 1, **settings: Any) -> Path:
    """Write a whole corpus that can be built; return `root`.

    Args:
        root: A new folder.
        size: How many articles and terms to make.
        seed: The same seed gives the same corpus.
        settings: Top-level keys of site.yml to change.
    """
    maker = Maker(size or Size(), seed)
    registries = maker.registries()
    write_engine(root)
    return write_content(root, registries, maker.articles(registries), site_settings(**settings))


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.corpus", description="Write a made corpus."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=Size.articles)
    parser.add_argument("--agencies", type=int, default=Size.agencies)
    parser.add_argument("--themes", type=int, default=Size.themes)
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--sources", type=int, default=Size.sources)
    parser.add_argument(
        "--words", type=int, default=Size.words, help="words an article, on average"
    )
    parser.add_argument("--vocabulary", type=int, default=Size.vocabulary)
    parser.add_argument("--seed", type=int, default=1)
    values = vars(parser.parse_args())
    folder, seed = values.pop("folder"), values.pop("seed")
    make(folder, Size(**values), seed)
    print(
        f"{values['articles']} articles in {folder}; build them with: digest -f {folder / 'mkdocs.yml'} build"
    )


if __name__ == "__main__":
    main()
