"""Check that a link in a text leads where its words claim."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.model.layout import PUBLIC
from generator.read.file_names import is_plain
from generator.read.links.hosts import disguised_host_problem, unicode_host
from generator.read.links.web_addresses import SCHEMES, problem_of
from generator.read.regular import BEGINNINGS
from generator.read.tables import table

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_CLAIM = re.compile(
    r"(?:(?<![\w-])|(?=https?://))(?P<scheme>https?://)?(?:(?P<user>[\w.+-]++)@)?"
    r"(?P<host>(?:[\w-]++\.)+(?P<last>\w[\w-]*))"
    r"(?::\d+)?(?:[/?#]\S*)?(?P<call>\()?",
    re.IGNORECASE,
)
_STOP = re.compile(r"\u3002(?=[a-z])", re.IGNORECASE)
"""An ideographic full stop, which browsers treat as a dot in a host."""
_ENDING = re.compile(r"[a-z]{2,24}(?![a-z0-9])|[^\W\d_]{2,24}\Z", re.IGNORECASE)
_UNSPACED = re.compile(
    r"\A[\u0e00-\u0eff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]+(?=(?i:[a-z0-9]))"
)
"""Matches words of scripts without spaces that precede a host directly."""
_NO_HOST = re.compile(
    r"[A-Z]{2,3}\.NET\Z|[A-Z]?[a-z]+\.IO\Z|v?\d+(?:\.\d+)+\.[a-z]+\Z|[a-z-]+\.[A-Z][a-z]\Z"
)
"""Matches software (ASP.NET), versions (v1.2.it), and sentences without a space between."""
_RESERVED = {"example", "test", "invalid", "onion"}
"""Endings that are not public suffixes, but name hosts (RFC 2606, RFC 7686)."""
_TABLES = table("generator.read.links", "addresses")
_FILE_ENDINGS = frozenset(_TABLES["file_endings"].split())
_INVITATIONS = frozenset(_TABLES["invitations"])
_RUN = r"[\w.:/@?&=%#~+-]*"
_BEFORE_LINK = re.compile(rf"(?<!{_RUN[:-1]}){_RUN}\Z")
_AFTER_LINK = re.compile(_RUN)
"""Match the characters that a reader sees as one word or address with the text of a link."""
_POINTERS = " \t:>\u2013\u2014\u2192-"
_DAY_OF_FILE = re.compile(r"(\d{4})-(\d{2})-\d{2}-([a-z0-9-]+)\Z")
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EXAMPLE = "write it as https://<host>/<path>"

Problem = tuple[str, str, str]
"""Code, message and help."""


@dataclass(frozen=True, slots=True)
class _NamedHost:
    """A host or a mailbox that a link's text names."""

    hosts: tuple[str, ...]
    """The possible readings, most likely first."""
    user: str
    certain: bool
    """Whether the text is certainly an address."""

    def __str__(self) -> str:
        return f"{self.user}@{self.hosts[0]}" if self.user else self.hosts[0]


def _said_in(text: str) -> Iterator[_NamedHost]:
    """Find the hosts and mailboxes that a text names; names of files and functions are left out."""
    if text.isascii() and "." not in text and "," not in text:
        return
    plain = _STOP.sub(".", unicodedata.normalize("NFKC", text))
    for match in _CLAIM.finditer(plain):
        host, last, user = match["host"], match["last"], match["user"] or ""
        known = None if last.startswith("xn--") else _ENDING.match(last)
        ending = known.group() if known else ""
        is_certain = bool(match["scheme"] or user or host.lower().startswith("www."))
        is_code = match["call"] or _NO_HOST.match(host)
        if is_certain or (not is_code and _names_host(ending.lower())):
            cut = f"{host.removesuffix(last)}{ending or last}"
            readings = dict.fromkeys((_UNSPACED.sub("", cut), cut, host))
            yield _NamedHost(tuple(readings), user, is_certain)


def _names_host(ending: str) -> bool:
    """Whether the last part of a dotted name is a top-level domain and no file extension."""
    from tld import is_tld  # takes 30 ms to import, and few runs need it

    known = ending in _RESERVED or (len(ending) > 1 and is_tld(ending))
    return known and ending not in _FILE_ENDINGS


def _is_other(named: _NamedHost, host: str, user: str) -> bool:
    """Whether a text names another host or mailbox than the target of its link."""
    if named.user and user and named.user.casefold() != user.casefold():
        return True
    real = unicode_host(host).removeprefix("www.")
    for reading in named.hosts:
        said = unicode_host(reading).removeprefix("www.")
        if said == real or real.endswith(f".{said}"):
            return False
    return True


def problem_with(href: str, text: str, title: str = "") -> Problem | None:
    """The problem of a link whose target is unsafe, or is not the one that its text names."""
    if href.startswith("mailto:"):
        return _mail_problem(href, text, title)
    problem = problem_of(href)
    if problem is None:
        return _deception(urlsplit(href).hostname or "", "", text, title)
    code, reason = problem
    scheme, colon, _ = href.lower().partition(":")
    if not href:
        message = f"the link '{text[:40]}' has no address"
        return "unsafe-link", message, "write [text](<address>)"
    if not colon or not _SCHEME.fullmatch(scheme):
        help_line = _instead_of(href) or f"{_EXAMPLE}, or /articles/… for a page of this site"
        return "unsafe-link", f"'{href[:60]}' is not an address", help_line
    if scheme not in SCHEMES:
        return "unsafe-link", f"a link that begins with '{scheme}:' leads nowhere", _EXAMPLE
    return code, f"'{href[:60]}' cannot be linked: {reason}", _EXAMPLE


def joined_problem(href: str, before: str, text: str, after: str) -> Problem | None:
    """The problem of a link that continues an address in the words around it.

    An example is `paypal.com/[login](…)`. `before` and `after` are the words of the same line. A
    number or a mark after a host is a reference, and brackets, quotation marks and commas end an
    address.
    """
    start, end = _BEFORE_LINK.search(before), _AFTER_LINK.match(after)
    head = start.group() if start else ""
    tail = end.group().rstrip(".:?-") if end else ""
    if not head and not tail:
        return None
    claims = [f"{head}{text}{tail}"]
    if head[-1:].isalnum() and text[:1].isalpha():
        claims.append(head)  # in `paypal.com[login](…)` the joined word is no host any more
    return _deception(urlsplit(href).hostname or "", "", *claims)


def advice_on(href: str, before: str, text: str, title: str = "") -> Problem | None:
    """Advice about a link that may mislead, although honest texts have such links; else None.

    Its text names another host in a form that is not an address, or the word before it is another
    host and its text only invites: `paypal.com: [log in](…)`.
    """
    target = urlsplit(href)
    if target.scheme == "mailto":
        return None
    claims = [text, title]
    if text.casefold().strip(" .:!") in _INVITATIONS:
        claims.append(before.rstrip(_POINTERS).rpartition(" ")[2])
    problem = _deception(target.hostname or "", "", *claims)
    if problem is None:
        return None
    _, message, help_line = problem
    return "misleading-link", message, help_line


def _instead_of(href: str) -> str:
    """Say what to write for the name of a file, or for a host without https://; "" for others."""
    path, _, name = href.rpartition("/")
    stem, _, ending = name.rpartition(".")
    day = _DAY_OF_FILE.match(stem)
    if public := public_file(href):
        return f"put the file into {PUBLIC}/, and write the address as {public}"
    if ending == "md" and day and not path:
        return f"write the address of its page: /articles/{day[1]}/{day[2]}/{day[3]}/"
    if _MAILBOX.fullmatch(href):
        return "write mailto: before it"
    host, _, _ = href.partition("/")
    if (
        "." in host
        and _names_host(host.rpartition(".")[2].lower())
        and not problem_of(f"https://{href}")
    ):
        return f"write https://{href[:200]}"
    return ""


def public_file(href: str) -> str:
    """The address that a file has if it is public: `photo.jpg` → `/photo.jpg`.

    It is "" for addresses of other sites, and for files of types that are not published.
    """
    name = href.rpartition("/")[2]
    is_public = name.rpartition(".")[2].lower() in BEGINNINGS and is_plain(name)
    return f"/{name}" if is_public and "//" not in href else ""


def _mail_problem(href: str, text: str, title: str) -> Problem | None:
    """The problem of a mail link whose text names other recipients."""
    address, _, fields = href.removeprefix("mailto:").partition("?")
    also = [key for key, _ in parse_qsl(fields) if key.lower() in ("to", "cc", "bcc")]
    user, _, host = unquote(address).rpartition("@")
    if also or "," in user:
        help_line = "link to one address, without to, cc and bcc"
        return "deceptive-link", "the mail would go to several addresses", help_line
    reason = disguised_host_problem(host)
    if reason:
        message = f"'{href[:60]}' cannot be linked: {reason}"
        return "deceptive-link", message, "write the address in letters from a to z"
    return _deception(host, user, text, title)


def _deception(host: str, user: str, *claims: str) -> Problem | None:
    """The problem of a link whose text or title names a host or mailbox other than its target.

    A text that also names the real target is accepted, unless it shows a whole address.
    """
    said = [named for claim in claims for named in _said_in(claim)]
    wrong = [named for named in said if _is_other(named, host, user)]
    certain = [named for named in wrong if named.certain]
    names_target = len(wrong) < len(said)
    if not wrong or (names_target and not certain):
        return None
    shown = (certain or wrong)[0]
    real = f"{user}@{host}" if user else host
    message = f"the text says {shown} but the link goes to {real}"
    help_line = "let the text say where the link goes, or use words instead of an address"
    return "deceptive-link", message, help_line
