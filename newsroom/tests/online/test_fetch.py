"""Fetching is limited to public addresses, small text files and short times."""

import gzip
import time
from pathlib import Path

import pytest
import yaml

from newsroom.online import fetch as module
from newsroom.online.fetch import FetchError, fetch, is_public
from tests.server import QuietHandler, running

CASES = yaml.safe_load(Path(__file__).with_name("fetch.yml").read_text())


BIG = 11 * 1024 * 1024
PACKED = {"Content-Encoding": "gzip"}


class _Handler(QuietHandler):
    def do_GET(self):
        kind = "text/html; charset=windows-1251"
        if self.path == "/page":
            self.answer(200, b"<p>text</p>", kind)
        elif self.path == "/packed":
            self.answer(200, gzip.compress(b"<p>text</p>"), kind, PACKED)
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"\0" * BIG), kind, PACKED)
        elif self.path == "/big":
            self.begin(200, kind)
            self.wfile.write(b"x" * BIG)
        elif self.path == "/picture":
            self.answer(200, b"x", "image/png")
        elif self.path == "/slow":
            self.begin(200, "text/html")
            for _ in range(40):
                self.wfile.write(b".")
                time.sleep(0.1)
        elif self.path.startswith("/to/"):
            self.redirect(self.path.removeprefix("/to/"))
        elif self.path.startswith("/raw/"):
            self.redirect(bytes.fromhex(self.path.removeprefix("/raw/")).decode("latin-1"))
        elif self.path.startswith("/seen/"):
            self.answer(200, self.path.encode(), "text/plain")
        elif self.path == "/loop":
            self.redirect("/loop")
        else:
            self.send_error(404)


@pytest.fixture(scope="module")
def server():
    """A server on this machine, which only tests may access."""
    with running(_Handler) as service:
        yield f"http://127.0.0.1:{service.server_port}"


def ours(server):
    port = int(server.rpartition(":")[2])
    return lambda address, asked: (address, asked) == ("127.0.0.1", port)


def test_page(server):
    """The result has the bytes, their type and encoding, and the final address."""
    answer = fetch(f"{server}/page", allowed=ours(server))
    assert (answer.data, answer.kind, answer.charset) == (
        b"<p>text</p>",
        "text/html",
        "windows-1251",
    )
    assert fetch(f"{server}/packed", allowed=ours(server)).data == b"<p>text</p>"
    moved = fetch(f"{server}/to//page", allowed=ours(server))
    assert moved.address == f"{server}/page"


@pytest.mark.parametrize(
    "location, asked",
    [
        ("/seen/xəbər?q=ş".encode(), "/seen/x%C9%99b%C9%99r?q=%C5%9F"),
        (b"/seen/caf\xe9", "/seen/caf%E9"),
        (b"/seen/caf%C3%A9 1", "/seen/caf%C3%A9%201"),
    ],
    ids=["utf-8", "latin-1", "encoded"],
)
def test_redirect_outside_ascii(server, location, asked):
    """A `Location` of raw bytes leads to the address that a browser would open."""
    moved = fetch(f"{server}/raw/{location.hex()}", allowed=ours(server))
    assert moved.data.decode() == asked
    assert moved.address == f"{server}{asked}"


def test_redirect_to_a_host_outside_ascii(server):
    """The host of a raw `Location` is read as letters, so that it is looked up and checked as such."""
    location = "https://bücher.example/ä".encode().decode("latin-1")
    assert module._redirected(server, location) == "https://bücher.example/%C3%A4"
    disguised = "https://сіѕа.example/".encode().hex()
    with pytest.raises(FetchError, match="only look like a to z"):
        fetch(f"{server}/raw/{disguised}", allowed=ours(server))


@pytest.mark.parametrize("path, said", CASES["refused"])
def test_refused(server, path, said):
    with pytest.raises(FetchError, match=said) as caught:
        fetch(server + path, allowed=ours(server))
    assert "\n" not in str(caught.value)


def test_slow(server):
    """One time limit covers all redirects and bytes together."""
    with pytest.raises(FetchError, match="no answer within"):
        fetch(f"{server}/slow", allowed=ours(server), seconds=0.6)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "https://user@127.0.0.1/",
        "ftp://example.org/",
        "http://example.org:22/",
    ],
)
def test_own_network(address, monkeypatch):
    """Private addresses are refused in any notation, without a connection."""
    monkeypatch.setattr(
        module.socket, "create_connection", lambda *_, **__: pytest.fail("it connected")
    )
    if "example.org" in address:
        monkeypatch.setattr(
            module.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("93.184.216.34", 22))]
        )
    with pytest.raises(FetchError):
        fetch(address)


def test_name_with_two_addresses(monkeypatch):
    """A host with a public and a private address is refused; the checked address is the one used."""
    asked = []
    pair = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: pair)
    monkeypatch.setattr(
        module.socket, "create_connection", lambda target, **_: asked.append(target)
    )
    with pytest.raises(FetchError, match="public network"):
        fetch("http://example.org/")
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: pair[:1])
    with pytest.raises(FetchError):
        fetch("http://example.org/")
    assert asked == [("93.184.216.34", 80)]


@pytest.mark.parametrize("address, port, public", CASES["is public"])
def test_is_public(address, port, public):
    assert is_public(address, port) is public
