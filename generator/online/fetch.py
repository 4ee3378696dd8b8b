"""Fetching a page that someone else wrote the address of: the only module that uses the network.

An address may point at this machine or its neighbours (server-side request forgery), at a file that
never ends, or at a server that never finishes. So only http and https are spoken, on their own
ports; every address that a host has must be a public one; the connection goes to the address that
was judged, not to one looked up again; each redirect is judged anew; and size and time are bounded.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from generator import __version__
from generator.diagnostics.failure import Failure
from generator.read import hosts
from generator.read.written_links import web_address_problem

MOST_BYTES = 10 * 1024 * 1024
_SECONDS = 20.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PORTS = {"http": 80, "https": 443}
_TYPES = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed",
    "application/json",
    "application/rdf",
)
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json"
_PIECE = 65_536

Allowed = Callable[[str, int], bool]
"""Whether an address (IP) and port may be connected to."""


class FetchError(Failure):
    """Nothing could be fetched; the message is one line for the person who asked."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        """The status code of the server's answer (RFC 9110, section 15), where there was one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the bytes, what it says they are, and where they came from in the end."""

    data: bytes
    kind: str
    charset: str
    address: str


def is_public(address: str, port: int) -> bool:
    """Whether an IP address and port belong to a web server of the public network."""
    return port in _PORTS.values() and hosts.is_public(address)


def fetch(address: str, *, allowed: Allowed = is_public, seconds: float = _SECONDS) -> Fetched:
    """Fetch one page or feed.

    Args:
        address: An http or https address.
        allowed: Judges each connection before it is made; tests allow their own server.
        seconds: For everything together: names, connections, redirects and the text.

    Raises:
        FetchError: in one line, whatever went wrong.
    """
    answer: list[Fetched | FetchError] = []

    def work() -> None:
        try:
            answer.append(_follow(address, allowed, seconds))
        except FetchError as error:
            answer.append(error)
        except Exception as error:  # noqa: BLE001 (whatever a stranger's server makes of the answer)
            answer.append(FetchError(f"{address[:200]}: {_reason(error)}"))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if not answer:
        raise FetchError(f"{address[:200]}: no answer within {seconds:g} seconds")
    if isinstance(answer[0], FetchError):
        raise answer[0]
    return answer[0]


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "the server's answer cannot be read"


def _follow(address: str, allowed: Allowed, seconds: float) -> Fetched:
    for _ in range(_MOST_REDIRECTS + 1):
        connection, answer = _ask(address, allowed, seconds)
        try:
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTS or not location:
                return _read(answer, address)
            address = urljoin(address, quote(location, safe="%/:=&?~#+!$,;'@()*[]"))
        finally:
            connection.close()
    raise FetchError(f"{address[:200]}: more than {_MOST_REDIRECTS} redirects")


def _ask(
    address: str, allowed: Allowed, seconds: float
) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    if problem := web_address_problem(address, local=True):  # `allowed` judges the IP address itself
        raise FetchError(f"{address[:200]}: {problem}")
    parts = urlsplit(address)
    port = parts.port or _PORTS[parts.scheme.lower()]
    host = (parts.hostname or "").encode("idna").decode("ascii")
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(allowed(one, port) for one in found):
        raise FetchError(
            f"{address[:200]}: '{host}' is not on the public network, so nothing is fetched from it"
        )
    plain = socket.create_connection((found[0], port), timeout=seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.auto_open = 0  # a closed connection must not be opened again to an address not judged
    connection.sock = (
        ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        if parts.scheme.lower() == "https"
        else plain
    )
    path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe="%/:=&?~+!$,;'@()*[]")
    default = port == _PORTS[parts.scheme.lower()]
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", host if default else f"{host}:{port}"),
        ("User-Agent", f"digest/{__version__}"),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    return connection, connection.getresponse()


def _read(answer: http.client.HTTPResponse, address: str) -> Fetched:
    if answer.status != 200:
        raise FetchError(
            f"{address[:200]}: the server answers {answer.status} {(answer.reason or '')[:60]}".rstrip(),
            answer.status,
        )
    kind = answer.headers.get_content_type()
    if not kind.startswith(_TYPES) and not kind.endswith(("+xml", "+json")):
        raise FetchError(f"{address[:200]}: this is {kind[:60]}, not a page, a feed or a text", 200)
    length = answer.getheader("Content-Length") or ""
    if length.isdigit() and int(length[:18]) > MOST_BYTES:
        raise _too_large(address)
    data = _bytes(answer, address)
    return Fetched(data, kind, answer.headers.get_content_charset() or "", address)


def _bytes(answer: http.client.HTTPResponse, address: str) -> bytes:
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{address[:200]}: its answer is packed in a way that was not asked for")
    unpack = zlib.decompressobj(wbits=47) if packed != "identity" else None
    data = bytearray()
    while piece := answer.read(_PIECE):
        data += unpack.decompress(piece, MOST_BYTES + 1) if unpack else piece
        if len(data) > MOST_BYTES or (unpack and unpack.unconsumed_tail):
            raise _too_large(address)
    return bytes(data)


def _too_large(address: str) -> FetchError:
    return FetchError(
        f"{address[:200]}: more than {MOST_BYTES // 1024 // 1024} MB, which is more than import reads", 200
    )


def end_of(address: str, seconds: float = 10) -> str:
    """Where an address leads in the end; nothing when it leads nowhere."""
    try:
        return fetch(address, seconds=seconds).address
    except FetchError:
        return ""
