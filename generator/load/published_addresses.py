"""The ledger of a site, its redirects, and the checks of its page addresses."""

from collections.abc import Collection, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from generator.check.addresses.declared_redirects import check_redirects, declared, of_articles
from generator.check.addresses.ledger import Ledger, identified, read_ledger
from generator.check.addresses.permalinks import Current, check_published, missing
from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.layout import ARTICLES, CONFIG, PAGES
from generator.model.settings import LIMITS, Settings
from generator.model.site import Site
from generator.read import document, yaml
from generator.read.regular import read_below

DEFAULT = "permalinks.txt"
_MOST_BYTES = 256 * 1024 * 1024


def ledger_path(settings: Settings) -> str:
    """The path of the ledger, whether or not it exists."""
    return f"{CONFIG}/{settings.permalinks or DEFAULT}"


def find_ledger(root: Path, settings: Settings, report: Report) -> Ledger:
    """Read the ledger that site.yml names; a missing or edited one is reported once."""
    path = ledger_path(settings)
    if not settings.permalinks:
        return Ledger(path)
    missing = "take it back (git restore); a new site begins one: digest permalinks --write"
    data = read_below(root, path, path, _MOST_BYTES, report, missing)
    if data is None:
        return Ledger(path)
    return read_ledger(data.decode("utf-8", "replace"), path, report)


def keep_addresses(
    root: Path,
    site: Site,
    live: Collection[str],
    articles: Sequence[Article],
    ledger: Ledger,
    report: Report,
) -> dict[str, str]:
    """Report vanished addresses and invalid redirects; return the target of each old address.

    `live` are the addresses of the site's pages; `articles` include unpublished ones. If the report
    already has errors of a file, its address is not reported as vanished, too.
    """
    find = partial(locate, root)
    # The first parts of addresses whose pages may be missing because of another error.
    parts = {ARTICLES: ["articles"], PAGES: [""], CONFIG: [*site.taxonomies, ""]}
    failed: set[str] = set()
    for problem in report.diagnostics:
        for folder, names in parts.items():
            if problem.severity == "error" and problem.place.path.startswith(folder):
                failed.update(names)
    redirects = check_redirects(declared(site), live, find, report)
    # Report redirects that would be invalid on the day when a held-back article appears.
    held = [article for article in articles if article.held_until and not article.draft]
    if held:
        every = chain(declared(site), of_articles(held))
        check_redirects(every, {*live, *(article.address for article in held)}, find, report)
    if not ledger.recorded or not missing(ledger.recorded, live, redirects):
        return redirects
    current = Current(live, redirects, identified(articles, site.settings.authority), failed)
    return {**redirects, **check_published(ledger, current, site, find, report)}


def locate(root: Path, path: str, key: str, value: str) -> Place:
    """Find the place of a value in a file's front matter.

    The file is read again, because only problems need the place.
    """
    data = read_below(root, path, path, LIMITS.file_size, Report(), "")
    parsed = document.parse(data, path, LIMITS, Report()) if data is not None else None
    entry = parsed.front_matter.entries.get(key) if parsed else None
    if entry is None:
        return Place(path)
    items = entry[1].items if isinstance(entry[1], yaml.Sequence) else (entry[1],)
    wanted = value.strip("/")
    for item in items:
        said = item.value.strip() if isinstance(item, yaml.Scalar) else ""
        if said == value or said.strip("/").removesuffix("/index.html") == wanted:
            return item.place
    return entry[1].place
