"""Import many invented pages, or pages of other makers: none may crash or take five seconds.

    PYTHONPATH=newsroom python -m benchmarks.intake_pages [--pages 1200] [--folder FOLDER]

FOLDER holds HTML pages, in folders or not, and JSON files. These have file name → any of `date`
(ISO 8601), `title` and `author` (names separated by `;`), or address → these values and `file`. So
the folder `tests` of htmldate (`eval_default.json`, `eval/`) and that of trafilatura
(`evaldata.py`, `cache/`) can be given as they are. The figures are those of the importer beside
those of the libraries alone. The rest is about pages without FOLDER.

Every shape of `newsroom/tests/importer/shapes/pages.yml` gets the surroundings of a website (menus,
teasers, comments, consent banners, trackers), then is damaged in one of several ways or left whole.
From whole pages, a date or title reported as certain must also be right. Times are processor time
in this process.
"""

import argparse
import ast
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.importer.shaped_reports import PROSE, TITLES, Shaped, shaped

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from newsroom.importer import report_draft
from newsroom.importer.claims import IntakeError
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input, decode
from newsroom.importer.web_page import by_libraries, parse
from tests.corpus import SAMPLE

FIELDS = ("date", "title", "author")
_TEASER = (
    '<div class="teaser"><a href="/{n}"><h3>{title}</h3></a><time>{day} May 20{year}</time></div>'
)
_MENU = "".join(
    f'<li><a href="/{name.lower()}">{name}</a></li>'
    for name in ("World", "Economy", "Cyber", "Video")
)
_COMMENT = '<div class="comment"><b>Reader {n}</b> joined 3 March 2011: {prose}</div>'
_TRACKER = "<script>window.dataLayer=[{{'published':'2001-01-0{n}','x':'{noise}'}}];</script>"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its source; `whole` if it is undamaged."""

    name: str
    data: bytes
    expected: dict[str, object]
    whole: bool


def _dressed(page: str, chance: random.Random) -> str:
    """Add the surroundings of a typical website to a page."""
    teasers = "".join(
        _TEASER.format(n=n, title=chance.choice(TITLES), day=n + 1, year=10 + n)
        for n in range(chance.randrange(12))
    )
    comments = "".join(
        _COMMENT.format(n=n, prose=chance.choice(PROSE))
        for n in range(chance.choice((0, 0, 3, 200)))
    )
    noise = "x" * chance.choice((10, 1_000, 100_000))
    head = "".join(_TRACKER.format(n=n + 1, noise=noise) for n in range(chance.randrange(4)))
    before = f'<div class="cookie-consent">We value your privacy.</div><nav><ul>{_MENU}</ul></nav>'
    related = f'<aside class="related"><h2>Related</h2>{teasers}</aside>'
    after = f'{related}<section id="comments">{comments}</section>'
    page = page.replace("</head>", f"{head}</head>").replace("<body>", f"<body>{before}", 1)
    return page.replace("</body>", f"{after}<footer>© 1999-2031</footer></body>")


def _nested(page: str, chance: random.Random) -> str:
    depth = chance.choice((50, 240, 5_000))
    return page.replace("<body>", "<body>" + "<div>" * depth, 1)


def _without_text(page: str, _: random.Random) -> str:
    return (
        page.partition("<body>")[0]
        + '<body><div id="root"></div><script src="app.js"></script></body></html>'
    )


def _unclosed(page: str, chance: random.Random) -> str:
    return "".join(piece for piece in page.split("</p>") if chance.random() > 0.02)


def _cut(page: str, chance: random.Random) -> str:
    return page[: chance.randrange(len(page))]


def _shuffled(page: str, chance: random.Random) -> str:
    pieces = page.split("<")
    chance.shuffle(pieces)
    return "<".join(pieces)


def _broken_json(page: str, chance: random.Random) -> str:
    at = chance.randrange(len(page))
    return (
        page.replace("}", "", 1)[:at]
        + '<script type="application/ld+json">{"@type": "NewsArticle", "headline": ['
        + page[at:]
    )


def _entities(page: str, _: random.Random) -> str:
    return page.replace("a", "&#97;").replace("&#97;>", "a>")


def _long_line(page: str, chance: random.Random) -> str:
    return page.replace("</body>", f"<p>{'word ' * chance.choice((5_000, 60_000))}</p></body>")


def _table(page: str, chance: random.Random) -> str:
    row = "<tr>" + "<td>1 May 2020</td>" * 8 + "</tr>"
    return page.replace("</body>", f"<table>{row * chance.choice((20, 400))}</table></body>")


def _whole(page: str, _: random.Random) -> str:
    return page


_DAMAGE: tuple[Callable[[str, random.Random], str], ...] = (
    _whole, _whole, _whole, _nested, _without_text, _unclosed, _cut, _shuffled, _broken_json,
    _entities, _long_line, _table,
)  # fmt: skip
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-16", "cp1251", "latin-1")


def pages(count: int, seed: int = 17) -> Iterator[Page]:
    """Pages in many shapes; the same for the same seed."""
    chance = random.Random(seed)
    sources: list[Shaped] = [made for made in shaped() if made.is_page]
    for number in range(count):
        made = sources[number % len(sources)]
        damage, encoding = chance.choice(_DAMAGE), chance.choice(_ENCODINGS)
        text = damage(_dressed(made.source.data.decode(), chance), chance)
        whole = damage is _whole and encoding == "utf-8"
        name = f"{made.name}-{number}{damage.__name__}-{encoding}.html"
        yield Page(name, text.encode(encoding, "replace"), made.expected, whole)


def judged(page: Page, context: Context) -> tuple[str, float, list[str]]:
    """The outcome of a page (`draft`, `refused`, `crash`), seconds, and values surely wrong."""
    start = time.process_time()
    try:
        fields = report_draft.as_json(read_report(Input(page.data, page.name), context), context)
    except IntakeError:
        return "refused", time.process_time() - start, []
    except Exception as error:  # noqa: BLE001 (what is counted here)
        return f"crash: {error!r} ({page.name})", time.process_time() - start, []
    seconds = time.process_time() - start
    wrong = [
        f"{page.name}: {key} {fields[key]['value']}"
        for key in ("date", "title")
        if page.whole
        and key in page.expected
        and fields[key]["value"] not in (None, page.expected[key])
    ]
    return "draft", seconds, wrong


def labelled(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The pages below a folder, with what its tables say of them."""
    files = {file.name: file for file in folder.rglob("*.htm*")}
    for table in sorted((*folder.glob("*.json"), *folder.glob("*.py"))):
        for name, values in _rows(table).items():
            known = values if isinstance(values, dict) else {"date": values}
            file = files.get(known.get("file", name))
            fields = {key: known[key] for key in FIELDS if known.get(key)}
            if file and fields:
                yield file, fields


def _rows(table: Path) -> dict[str, Any]:
    """The rows of a JSON file, or of the dictionaries that a Python file writes out."""
    text = table.read_text(encoding="utf-8")
    if table.suffix == ".json":
        return dict(json.loads(text))
    rows: dict[str, Any] = {}
    for node in ast.parse(text).body:  # it is read, never run
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            rows |= ast.literal_eval(node.value)
    return rows


def is_right(key: str, value: object, wanted: str) -> bool:
    """Whether a value is the labelled one: of authors, any; of titles, whatever the quotes."""
    if key == "author":
        names = [name.strip().casefold() for name in re.split(r"[;,]", wanted)]
        return str(value).casefold() in names
    if key == "date":
        return str(value) == wanted[:10]
    return re.findall(r"\w+", str(value).casefold()) == re.findall(r"\w+", wanted.casefold())


def compare(folder: Path, context: Context) -> None:
    """Print the shares of sure values, best guesses and the libraries' values by field."""
    counts: Counter[tuple[str, str]] = Counter()
    slowest, refused = 0.0, []
    for file, right in labelled(folder):
        data = file.read_bytes()
        start = time.process_time()
        try:
            report = read_report(Input(data, file.name), context)
        except IntakeError as error:
            refused.append(f"{file.name}: {error}")
            continue
        slowest = max(slowest, time.process_time() - start)
        alone = by_libraries(parse(decode(data)), "", context.today)
        authors = report.authors[0] if report.authors else None
        guesses = {"date": report.date, "title": report.title, "author": authors}
        for key, guess in guesses.items():
            if key not in right:
                continue
            counts[key, "pages"] += 1
            counts[key, "said"] += guess is not None
            counts[key, "right"] += guess is not None and is_right(key, guess.value, right[key])
            if guess is not None and guess.outcome == "sure":
                counts[key, "sure"] += 1
                counts[key, "sure and right"] += is_right(key, guess.value, right[key])
            first = alone.get(key, "").split("; ")[0]
            counts[key, "libraries"] += is_right(key, first, right[key])
    for key in FIELDS:
        kinds = ("pages", "said", "right", "sure", "sure and right", "libraries")
        print(f"{key}: " + ", ".join(f"{kind} {counts[key, kind]}" for kind in kinds))
    print(f"refused: {len(refused)}; slowest: {slowest:.2f} processor seconds")
    print("\n".join(refused))


def main() -> None:
    """Print the outcomes, the slowest pages, and wrong values reported as certain."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_200)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    context = read_context(SAMPLE, installed(), Report())
    assert context is not None
    if options.folder:
        compare(options.folder, context)
        return
    judged(next(pages(1)), context)  # imports at first use do not count
    results = [(page, *judged(page, context)) for page in pages(options.pages)]
    print(Counter(outcome for _, outcome, _, _ in results))
    for page, outcome, *_ in results:
        if outcome == "refused":  # only what has nothing in it, such as `<!doctyp`
            print(f"  refused: {page.name}: {page.data[:200]!r}")
    seconds = sorted(took for _, _, took, _ in results)
    median, most = seconds[len(seconds) // 2], seconds[len(seconds) * 99 // 100]
    print(f"processor seconds: median {median:.3f}, 99 in 100 below {most:.3f}")
    for page, outcome, took, _ in sorted(results, key=lambda result: -result[2])[:5]:
        print(f"  {took:.3f} {outcome} {page.name} ({len(page.data):,} bytes)")
    wrong = [line for _, _, _, lines in results for line in lines]
    print(
        f"called sure and wrong: {len(wrong)}, "
        f"on {sum(page.whole for page, *_ in results)} whole pages"
    )
    print("\n".join(wrong[:20]))


if __name__ == "__main__":
    main()
