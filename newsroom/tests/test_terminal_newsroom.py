"""The newsroom's commands escape terminal sequences in titles, names, file names and servers' answers."""

import shutil

import pytest

from newsroom.extension import newsroom
from newsroom.online.fetch import fetch
from tests.command import digest
from tests.corpus import write_engine
from tests.server import QuietHandler, running
from tests.test_terminal import ESCAPE, MINIMAL, assert_command_is_inert, assert_inert, site

__all__ = ["site"]

COMMANDS = {
    "edition": [ESCAPE],
    "from-issue": ["FILE"],
    "import": ["FILE"],
    "inbox": ["--offline", "--draft", ESCAPE],
    "merge": ["agencies", ESCAPE, "aq-moe", "--yes"],
    "rename": ["agencies", ESCAPE, "x", "--yes"],
    "report": [],
    "translate": [],
    "verify": ["FILE"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command(name, site):
    assert_command_is_inert(name, COMMANDS[name], site)


def test_no_command_is_left_out():
    assert set(newsroom.commands) == set(COMMANDS)


class _Hostile(QuietHandler):
    def do_GET(self):
        status, _, what = self.path.strip("/").partition("-")
        self.send_response_only(int(status), ESCAPE.encode().decode("latin-1"))
        acting = "\x1b]52;c;ZXZpbA==\x07"
        if what == "type":
            self.send_header("Content-Type", f"image/{acting}")
        elif what == "charset":
            self.send_header("Content-Type", f"text/html; charset={acting}")
        elif what == "location":
            self.send_header("Location", f"http://{acting}/")
        else:
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            f"<title>Report {ESCAPE}</title><p>The ministry {ESCAPE} said on 2 May 2024 so.</p>".encode()
        )


@pytest.mark.parametrize("path", ["404", "500", "200", "200-type", "200-charset", "302-location"])
def test_what_a_server_says(path, tmp_path, monkeypatch):
    """`digest import URL` escapes sequences in a server's status, headers and text."""
    monkeypatch.setitem(fetch.__kwdefaults__, "allowed", lambda *_: True)
    root = shutil.copytree(MINIMAL, tmp_path / "digest")
    write_engine(root)
    with running(_Hostile) as service:
        result = digest(root, "import", f"http://127.0.0.1:{service.server_port}/{path}")
    assert result.stdout + result.stderr
    assert_inert(result)
