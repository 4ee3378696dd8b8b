"""Identities of articles in feeds: each is unique and never changes after publication."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from generator.check.addresses.declared_redirects import Locate
from generator.check.addresses.ledger import Recorded
from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Place, Report, counted
from generator.model.article import Article
from generator.model.feed_identity import identity as identity_of
from generator.model.settings import Settings
from generator.read.hosts import site_of

_TAG_URI = re.compile(r"tag:[a-z0-9.-]+\.[a-z]{2,},\d{4}(-\d{2}(-\d{2})?)?:[\w./~%-]+\Z", re.ASCII)
_GENERATED_ID = re.compile(
    r",2021:feed/|,[-\d]+:editions/\d{4}-W\d{2}|/correction/\d{4}-\d{2}-\d{2}/\d+\Z|/retraction\Z",
    re.IGNORECASE,
)
"""Identities that the generator makes for pages other than articles, with any authority."""
_SETTINGS = "site_config/site.yml"


def written_identity(fields: Fields) -> str:
    """Return the `id` in an article's front matter; "" if it is absent or reported as `bad-id`."""
    value = fields.text("id", most=300)
    if not value:
        return ""
    if not _TAG_URI.match(value):
        message = f"'{value[:60]}' is not a tag: address"
    elif _GENERATED_ID.search(value):
        message = f"'{value[:60]}' is reserved for a feed, an edition or a correction"
    else:
        return value
    help_line = "remove `id` to have it generated, or write tag:<host>,YYYY-MM-DD:<name>"
    fields.problem("id", "bad-id", message, help_line)
    return ""


def identified(articles: Iterable[Article], settings: Settings) -> list[tuple[Article, str]]:
    """Pair the articles with their identities in feeds.

    An identity is "" if the site has no address to make one from.
    """
    authority = settings.authority
    if authority.endswith(".invalid"):
        return [(article, article.id) for article in articles]
    return [(article, identity_of(article, authority)) for article in articles]


def check_identities(
    articles: Sequence[Article],
    recorded: Recorded,
    settings: Settings,
    locate: Locate,
    report: Report,
) -> list[Article]:
    """Report `shared-id`, `changed-id` and `bad-id` of articles and drafts; return the others."""
    own = identified(articles, settings)
    owners: dict[str, Article] = {}
    wrong = _shared(own, owners, locate, report)
    moved_from: Counter[str] = Counter()
    for article, identity in own:
        before = _published_as(article, identity, recorded)
        if not before or article.path in wrong:
            continue
        has_moved = before.partition(",")[2] == identity.partition(",")[2]
        if has_moved and not article.id:
            moved_from[_authority(before)] += 1
        else:
            other = owners.get(before)
            message = (
                f"'{identity}' is not the published id: feed readers would show the article again"
            )
            help_line = f"write id: {before}"
            if other is not None and other is not article:
                message = f"feed readers know {other.path} by this address"
                help_line = "give the article a different `slug`"
            report.add(locate(article.path, "id", identity), "changed-id", message, help_line)
            wrong.add(article.path)
    for authority, count in sorted(moved_from.items()):
        articles_were = f"{counted(count, 'article')} {'was' if count == 1 else 'were'}"
        message = f"{articles_were} published under '{authority}', not '{settings.authority}'"
        report.add(Place(_SETTINGS), "changed-id", message, f"write feed_authority: {authority}")
    others = [article for article in articles if article.path not in wrong]
    wrong = _of_others(others, recorded, settings, locate, report)
    return [article for article in others if article.path not in wrong]


def _of_others(
    articles: Iterable[Article],
    recorded: Recorded,
    settings: Settings,
    locate: Locate,
    report: Report,
) -> set[str]:
    """Report an `id` in somebody else's name; return the articles' paths.

    The authority of a `tag:` URI owned its domain on the date in it (RFC 4151). So it is the site's
    own, or one in the ledger, which lists all under which the site has published.
    """
    if settings.authority.endswith(".invalid"):
        return set()
    host = urlsplit(settings.url).hostname or settings.authority
    sites = {site_of(settings.authority), site_of(host)}
    before = {_authority(identity) for identity in recorded.values() if identity}
    wrong = set()
    for article in articles:
        authority = _authority(article.id)
        if not authority or authority in before or site_of(authority) in sites:
            continue
        message = f"'{article.id[:60]}' is an identity of {authority}, not of {settings.authority}"
        name = article.id.partition(":")[2].partition(",")[2]
        help_line = f"remove `id`, or write id: tag:{settings.authority},{name}; "
        help_line += f"if this site was published at {authority}, "
        help_line += f"write feed_authority: {authority} in {_SETTINGS}"
        report.add(locate(article.path, "id", article.id), "bad-id", message, help_line)
        wrong.add(article.path)
    return wrong


def _authority(identity: str) -> str:
    """The domain name in a `tag:` URI; "" if there is none."""
    return identity.removeprefix("tag:").partition(",")[0]


def _shared(
    own: Iterable[tuple[Article, str]], owners: dict[str, Article], locate: Locate, report: Report
) -> set[str]:
    """Report identities that two articles share; return the paths of the newer articles.

    `owners` maps each identity to its first article, and gains those of `own`.
    """
    wrong = set()
    for article, identity in own:
        owner = owners.setdefault(identity, article) if identity else article
        if owner is not article:
            second, first = (article, owner) if article.id else (owner, article)
            message = f"{first.path} also has the identity '{identity}'"
            help_line = "remove `id` from the newer of the two; it then gets its own"
            report.add(locate(second.path, "id", identity), "shared-id", message, help_line)
            wrong.add(second.path)
    return wrong


def _published_as(article: Article, identity: str, recorded: Recorded) -> str:
    """The identity with which an article was published at any of its addresses; "" if unchanged."""
    before = recorded.get(article.address)
    if before == identity or article.draft or not identity:
        return ""
    if before:  # an address that only redirected is recorded without an identity
        return before
    several = list(filter(None, map(recorded.get, article.redirect_from)))
    return several[0] if several and identity not in several else ""
