"""A site in the letters of a language that runs from right to left.

Its content is a generated corpus in these letters, and its own catalogue repeats the messages in them. A few
messages stay in English, as in a site whose translation is not finished, and one article is in English.
"""

import datetime as dt
import re
from pathlib import Path

import yaml
from babel.messages import Catalog, pofile

from tests.catalogue import collected
from tests.corpus import Size, as_yaml, make, site_settings

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابسدعفغهيجكلمنوبقرستطضخشيز"
LETTERS = {
    "ar": ARABIC,
    "fa": ARABIC.replace("ك", "ک").replace("ي", "ی"),
    "he": "אבכדעפגהיגקלמנועקרשתוטחשיז",
}
STAYS_ENGLISH = {"Follow", "Earlier", "Source published on %(day)s"}
PARTS = re.compile(r"(%\(\w+\)s|%%|\{\w+\}|<[^>]+>|\]\([^)]*\))")
WORDS = {"title", "tagline", "description", "intro", "singular", "name", "aliases", "acronym", "kinds", "summary", "tags", "label", "note", "reason", "authors"}  # fmt: skip
CODES = {"at", "as_of", "date", "end", "url"}


def written(text: str, language: str) -> str:
    """A text in the letters of a language, with variables, markup and addresses unchanged."""
    table = str.maketrans(LATIN, LETTERS[language])
    parts = PARTS.split(text)
    return "".join(
        part if number % 2 else part.lower().translate(table) for number, part in enumerate(parts)
    )


def data_in(value, language: str, *, seen: bool = False):
    """Data with all visible words in the letters of a language; `seen` marks the value as visible."""
    if isinstance(value, dict):
        return {
            key: data_in(inner, language, seen=(seen or key in WORDS) and key not in CODES)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [data_in(inner, language, seen=seen) for inner in value]
    return written(value, language) if seen and isinstance(value, str) else value


def make_site(root: Path, language: str, theme: str = "digest", articles: int = 40) -> Path:
    """Write a site with an English article and return its folder."""
    taxonomies = site_settings()["taxonomies"]
    kinds = taxonomies["sources"]["kinds"]
    taxonomies["sources"]["kinds"] = {
        kind: {"name": kind, "meaning": kinds[kind]} for kind in kinds
    }
    size = Size(articles, agencies=8, themes=6)
    make(root, size, language=language, taxonomies=taxonomies)
    files = sorted((root / "content/articles").rglob("*.md"))
    for file in [*(root / "site_config").rglob("*.yml"), *files]:
        if file != files[-1]:
            _rewrite(file, language)
    text = files[-1].read_text()
    files[-1].write_text(text.replace("---\n", "---\nlanguage: en\n", 1))
    _write_edition(root, files[-2])
    engine = root / "mkdocs.yml"
    text = engine.read_text()
    engine.write_text(f"{text}theme: {{name: {theme}}}\n")
    folder = root / "site_config/locale"
    folder.mkdir()
    with (folder / f"{language}.po").open("wb") as file:
        pofile.write_po(file, catalogue(language))
    return root


def _write_edition(root: Path, article: Path) -> None:
    """Write about the week of an article: only weeks with a text or with three articles have a page."""
    year, week, _ = dt.date.fromisoformat(article.name[:10]).isocalendar()
    name = f"{year}-W{week:02d}"
    file = root / "content/editions" / f"{name.lower()}.md"
    file.parent.mkdir()
    body = article.read_text().split("---\n", 2)[2]
    file.write_text(f"---\nweek: {name}\n---\n{body}")


def _rewrite(file: Path, language: str) -> None:
    text = file.read_text()
    if file.suffix == ".yml":
        values = data_in(yaml.safe_load(text), language)
        file.write_text(as_yaml(values))
        return
    _, front, body = text.split("---\n", 2)
    meta = data_in(yaml.safe_load(front), language)
    if "people" in meta:
        meta["people"] = [written(name, language) for name in meta["people"]]
    file.write_text(f"---\n{as_yaml(meta)}---\n{written(body, language)}")


def catalogue(language: str) -> Catalog:
    """Every message in the letters of a language, except a few."""
    made = Catalog(locale=language)
    for message in collected():
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        if not message.id or forms[0] in STAYS_ENGLISH:
            continue
        texts = [written(form, language) for form in forms]
        translated = texts[0] if len(forms) == 1 else (texts[1],) * made.num_plurals
        made.add(message.id, translated)
    return made
