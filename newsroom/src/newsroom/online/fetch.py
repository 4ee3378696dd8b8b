"""Fetch a page or a feed from an untrusted address: the only use of the network.

An address may point at this machine or its neighbours (server-side request forgery), at an endless
file, or at a server that never finishes. So only http and https on their own ports are allowed, and
every IP address of a host must be public. The connection uses the checked IP address, without a
second look-up. Each redirect is checked in the same way. Size and time are limited.
"""

import http.client
import socket
import ssl
import threading
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import quote, urljoin, urlsplit

from generator import __version__
from generator.diagnostics.failure import Failure
from generator.read.links import hosts
from generator.read.links.web_addresses import web_address_problem

MOST_BYTES = 10 * 1024 * 1024
_SECONDS = 15.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
_UNCHANGED = 304
_TEXT = "xhtml xml rss atom feed json rdf"
_TYPES = ("text/", *(f"application/{subtype}" for subtype in _TEXT.split()))
_HEADERS = {
    "User-Agent": f"digest/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, "
    "application/atom+xml, */*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_PIECE = 65_536
"""Bytes read at a time."""
_LONGEST_VALIDATOR = 500
_HOSTS_AT_ONCE = 8
_UNQUOTED = "%/:=&?~+!$,;'@()*[]"

Result = TypeVar("Result")
Allowed = Callable[[str, int], bool]
"""Decides whether to allow a connection to an IP address and port."""


class FetchError(Failure):
    """A page cannot be fetched; the message is one line for the user."""

    def __init__(self, address: str, reason: str, status: int = 0) -> None:
        super().__init__(f"{address[:200]}: {reason}")
        self.reason = reason
        self.status = status
        """The status code of the response (RFC 9110, section 15), if there was one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's response."""

    data: bytes
    kind: str
    """The media type in the response."""
    charset: str
    address: str
    """The address of the data after all redirects."""
    validators: Mapping[str, str] = field(default_factory=dict)
    """Request headers for the next time, so that an unchanged file is not sent again (RFC 9110,
    section 13.1): `If-None-Match`, `If-Modified-Since`."""
    is_unchanged: bool = False
    """Whether the server answered that nothing has changed; then there are no data."""
    moved_to: str = ""
    """The new address, if the server says that the file has moved for good."""


def is_public(address: str, port: int) -> bool:
    """Whether an IP address and port belong to a web server of the public network."""
    return port in (80, 443) and hosts.is_public(address)


def fetch(
    address: str,
    *,
    allowed: Allowed = is_public,
    seconds: float = _SECONDS,
    validators: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch one page or feed by http or https.

    `seconds` limits the whole request: look-ups, connections, redirects and the response. `allowed`
    approves each connection before it is made. `validators` are those of an earlier response.

    Raises:
        FetchError: for every failure.
    """
    answer: list[Fetched | FetchError] = []

    def work() -> None:
        try:
            answer.append(_follow(address, allowed, seconds, {**_HEADERS, **(validators or {})}))
        except FetchError as error:
            answer.append(error)
        except Exception as error:  # noqa: BLE001 (of any server's answer)
            answer.append(FetchError(address, _reason(error)))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if not answer:
        raise FetchError(address, f"no answer within {seconds:g} seconds")
    if isinstance(answer[0], FetchError):
        raise answer[0]
    return answer[0]


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "the server's answer cannot be read"


def _follow(address: str, allowed: Allowed, seconds: float, headers: Mapping[str, str]) -> Fetched:
    moved_to = ""
    is_for_good = True
    is_conditional = len(headers) > len(_HEADERS)
    for _ in range(_MOST_REDIRECTS + 1):
        connection = _connect(address, allowed, seconds)
        try:
            parts = urlsplit(address)
            target = parts.path or "/"
            if parts.query:
                target += f"?{parts.query}"
            connection.request("GET", quote(target, safe=_UNQUOTED), headers=headers)
            answer = connection.getresponse()
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTS or not location:
                return replace(
                    _read(answer, address, is_conditional=is_conditional), moved_to=moved_to
                )
            address = _redirected(address, location)
            is_for_good = is_for_good and answer.status in _FOR_GOOD
            if is_for_good:
                moved_to = address
        finally:
            connection.close()
    raise FetchError(address, f"more than {_MOST_REDIRECTS} redirects")


def _redirected(address: str, location: str) -> str:
    """Resolve a `Location` header; encode everything outside ASCII, as browsers do.

    `http.client` reads headers as Latin-1, but servers write UTF-8. Bytes that are not UTF-8 are
    encoded one by one. The host keeps its letters, because a host is encoded differently
    (`_connect`).
    """
    location = location.encode("latin-1").decode("utf-8", "surrogateescape")
    parts = urlsplit(urljoin(address, location))
    encoded = {
        name: quote(getattr(parts, name), safe=_UNQUOTED, errors="surrogateescape")
        for name in ("path", "query", "fragment")
    }
    return parts._replace(**encoded).geturl()


def _connect(address: str, allowed: Allowed, seconds: float) -> http.client.HTTPConnection:
    problem = web_address_problem(address, local=True)  # `allowed` checks the IP address itself
    if problem:
        raise FetchError(address, problem)
    parts = urlsplit(address)
    is_secure = parts.scheme.lower() == "https"
    kind: type[http.client.HTTPConnection] = http.client.HTTPConnection
    if is_secure:
        kind = http.client.HTTPSConnection
    port = parts.port or kind.default_port
    host = (parts.hostname or "").encode("idna").decode("ascii")
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [str(entry[4][0]) for entry in entries]
    if not ips or not all(allowed(ip, port) for ip in ips):
        reason = f"'{host}' is not on the public network, so nothing is fetched from it"
        raise FetchError(address, reason)
    connection = kind(host, port, timeout=seconds)
    connection.auto_open = 0  # a closed connection must not be reopened to an unchecked address
    connection.sock = socket.create_connection((ips[0], port), timeout=seconds)
    if is_secure:
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    return connection


def _read(answer: http.client.HTTPResponse, address: str, *, is_conditional: bool) -> Fetched:
    if answer.status == _UNCHANGED and is_conditional:
        return Fetched(b"", "", "", address, is_unchanged=True)
    if answer.status != 200:
        reason = f"the server answers {answer.status} {(answer.reason or '')[:60]}"
        raise FetchError(address, reason.rstrip(), answer.status)
    kind = answer.headers.get_content_type()
    if not kind.startswith(_TYPES) and not kind.endswith(("+xml", "+json")):
        raise FetchError(address, f"this is {kind[:60]}, not a page, a feed or a text", 200)
    packing = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(address, "its answer is compressed in a way that was not asked for")
    unpack = zlib.decompressobj(wbits=47)  # gzip or zlib, as the data say
    data = bytearray()
    while piece := answer.read(_PIECE):
        if packing != "identity":
            piece = unpack.decompress(piece, MOST_BYTES + 1)
        data += piece
        if len(data) > MOST_BYTES:
            size = MOST_BYTES // 1024 // 1024
            raise FetchError(address, f"more than {size} MB, which is more than import reads", 200)
    validators = {}
    for header, request in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        value = answer.getheader(header, "")
        if value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR:
            validators[request] = value
    charset = answer.headers.get_content_charset() or ""
    return Fetched(bytes(data), kind, charset, address, validators)


def by_host(urls: Iterable[str], work: Callable[[Sequence[str]], Result]) -> list[Result]:
    """Give the addresses of each host to `work`, those of several hosts in parallel."""
    of_hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        of_hosts[urlsplit(url).hostname or ""].append(url)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        return list(pool.map(work, of_hosts.values()))
