"""The kinds of values that end in a link, a feed, a header or an e-mail, with their checks.

Settings, registries and mkdocs.yml all read such values by a kind from here, so a value that is
safe in one file is safe in the others. A check returns the reason why a value is refused, or None.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from generator.read.file_names import is_plain
from generator.read.links.hosts import disguised_host_problem
from generator.read.links.web_addresses import LONGEST, web_address_problem

_SITE_PATH = re.compile(r"[\w/.~%-]*\Z", re.ASCII)
_PLACEHOLDER = re.compile(r"\{\{?\w{1,40}\}?\}", re.ASCII)
_MAILBOX = r"[A-Za-z0-9][A-Za-z0-9.+_-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\Z"
_AUTHORITY = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\Z"
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}\Z")
_NUMBER = re.compile(r"[^\W_][\w .,'()+/-]*\Z")
_TYPE = r"[A-Za-z][A-Za-z0-9]*\Z"
_KEY = r"[a-z][a-z0-9_-]*\Z|source\.name\Z"
_PATH = re.compile(r"[\w./@+-]+\Z", re.ASCII)
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")


@dataclass(frozen=True, slots=True)
class AddressKind:
    """A kind of address or name in settings and registries, and the function that checks it."""

    title: str
    """The name in messages: `'…' is not <title>`."""
    example: str
    problem: Callable[[str], str | None]
    most: int = LONGEST
    """Maximum characters."""

    def meant(self, value: str) -> str:
        """The good address that is within a value or lacks its beginning; "" if there is none."""
        within = WEB_ADDRESS.search(value)
        host = within[0].split("/")[2] if within else ""
        whole = within[0] if within else f"https://{value.lstrip('/')}"
        mail = _MAIL_ADDRESS.search(value)
        above = f"{value.rpartition('/')[0]}/" if within else host
        for meant in (whole, host, mail[0] if mail else host, above):
            is_address = "." in meant and meant.count("://") < 2
            if is_address and meant != value and not self.problem(meant):
                return meant
        return ""


def _site_problem(address: str) -> str | None:
    """Check the site's own address.

    Pages append their paths to it, and the rules for hosts contain it.
    """
    if problem := web_address_problem(address, local=True):
        return problem
    parts = urlsplit(address)
    if "?" in address or "#" in address:
        return "pages are below it, so it cannot have ? or #"
    if parts.path.lower().endswith((".html", ".htm", ".php")):
        return "pages are below it, so it cannot be the address of one"
    if not _SITE_PATH.match(parts.path) or ".." in parts.path.split("/"):
        return "its path contains a character that servers' rules cannot have"
    return None


def _catalogue_problem(address: str) -> str | None:
    """Check the address pattern of a catalogue's pages; `{id}` is the only placeholder."""
    host = re.split(r"[/?#\\]", address.partition("://")[2])[0]
    if "{" in host:
        return "its host depends on the term"
    return web_address_problem(address.replace("{id}", "1"))


def unsubscribe_problem(address: str) -> str | None:
    """The reason why readers cannot unsubscribe at an address by one POST (RFC 8058), or None.

    It may contain placeholders in braces, which the mailing service fills in for each reader.
    """
    plain = _PLACEHOLDER.sub("x", address)
    if not plain.isascii():
        return "it contains letters that a mail header cannot (write them %-encoded)"
    if len(plain) > 500:
        return "it has more than 500 characters"
    if problem := web_address_problem(plain):
        return problem
    return None if plain.lower().startswith("https://") else "it has no https:// (RFC 8058)"


def _host_problem(host: str) -> str | None:
    if not _HOST.match(host) or host != unicodedata.normalize("NFKC", host):
        return "write it without https:// and path"
    return disguised_host_problem(host)


def _number_problem(number: str) -> str | None:
    """Check a number or name in a catalogue, which becomes a part of an address."""
    if number != unicodedata.normalize("NFKC", number) or not _NUMBER.match(number):
        return "use letters, digits, spaces and . , ' ( ) + / - _"
    if any(not part.strip(". ") for part in number.split("/")):
        return "a part of it has no letter or digit"
    return None


def _path_problem(path: str) -> str | None:
    if _PATH.match(path) and is_plain(path):
        return None
    return "use letters, digits and . _ - @ + between single slashes"


def _named(title: str, example: str, pattern: str, reason: str, most: int) -> AddressKind:
    """A kind of value that has to match a pattern."""
    good = re.compile(pattern)
    return AddressKind(title, example, lambda value: None if good.match(value) else reason, most)


_LINK = "an address to link to"
WEB = AddressKind(_LINK, "https://<host>/<path>", web_address_problem)
LOCAL_WEB = AddressKind(_LINK, "https://<host>/<path>", partial(web_address_problem, local=True))
"""A web address that may be on the reader's own network, as a site may be itself."""
SITE = AddressKind("the address of a site", "https://<host>/", _site_problem)
CATALOGUE = AddressKind(_LINK, "https://<host>/<path>{id}", _catalogue_problem, 200)
UNSUBSCRIBE = AddressKind(
    "an address to unsubscribe at", "https://<host>/<path>{token}", unsubscribe_problem, 500
)
MAIL = _named("an e-mail address", "<name>@<host>", _MAILBOX, "write one address only", 200)
AUTHORITY = _named(
    "a domain name",
    "<host>",
    _AUTHORITY,
    "write it in lower case from a to z, without https:// and path",
    100,
)
HOST = AddressKind("a host", "<host>", _host_problem, 200)
NUMBER = AddressKind(
    "a number in a catalogue", "<letters, digits and hyphens>", _number_problem, 100
)
SCHEMA_TYPE = _named("a type of schema.org", "<Type>", _TYPE, "use letters and digits", 60)
KEY = _named("a front matter key", "<key>", _KEY, "use a-z, 0-9, - and _, or source.name", 60)
PATH = AddressKind("a path of the site", "<folder>/<file>", _path_problem, 200)
