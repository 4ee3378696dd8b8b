"""Commands escape terminal sequences in titles, names, file names and servers' answers."""

import contextlib
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.cli.main import main
from newsroom.online.fetch import fetch
from tests.command import digest
from tests.corpus import write_engine

MINIMAL = "tests/sites/minimal"
ESCAPE = "\x1b]52;c;ZXZpbA==\x07\x9b2J\u202e"
IN_YAML = "\\e]52;c;ZXZpbA==\\a\\x9b2J\\u202e"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

COMMANDS = {
    "archive": [],
    "audit": ["SITE"],
    "build": ["--site-dir", "SITE"],
    "changes": ["SITE", "SITE"],
    "check": [],
    "edition": [ESCAPE],
    "export": ["SITE/export"],
    "fmt": ["--diff"],
    "from-issue": ["FILE"],
    "import": ["FILE"],
    "inbox": ["--offline", "--draft", ESCAPE],
    "init": ["SITE", "--title", ESCAPE, "--language", ESCAPE],
    "merge": ["agencies", ESCAPE, "aq-moe", "--yes"],
    "new": ["--no-input", "--title", ESCAPE, f"--{ESCAPE}", "x"],
    "permalinks": [],
    "redirects": [],
    "rename": ["agencies", ESCAPE, "x", "--yes"],
    "report": [],
    "serve": [f"--{ESCAPE}"],
    "suggest": ["FILE"],
    "translate": [],
    "upgrade": [],
    "verify": ["FILE"],
}


@pytest.fixture
def site(tmp_path):
    """A site whose names all contain terminal sequences."""
    root = shutil.copytree(MINIMAL, tmp_path / f"digest{ESCAPE}")
    write_engine(root)
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + f'"{IN_YAML}": 1\n')
    articles = root / "content/articles"
    (articles / f"{ESCAPE}.md").write_text("x")
    text = next(articles.rglob("2024*.md")).read_text()
    hostile = text.replace("Ministry of Examples invents", f"Ministry {ESCAPE}").replace(
        "news.example.org/1", "news.example.org/2"
    )
    (articles / "2024-05-01-raw.md").write_text(hostile)
    hostile = text.replace(
        "title: Ministry of Examples invents a report",
        f'"{IN_YAML}": x\ntitle: "Ministry {IN_YAML}"',
    )
    hostile = hostile.replace("[aq-moe]", f'["{IN_YAML}"]').replace(
        "news.example.org/1", f"news.example.org/{ESCAPE}"
    )
    (articles / "2024-05-01-escaped.md").write_text(hostile)
    terms = root / "site_config/taxonomies/agencies.yml"
    terms.write_text(terms.read_text() + f'"{IN_YAML}": {{name: "{IN_YAML}"}}\n')
    (root / f"{ESCAPE}.html").write_text(
        f"<title>Report {ESCAPE}</title><p>The ministry {ESCAPE} said so.</p>"
    )
    return root


def assert_inert(result):
    characters = ACTS.findall(result.stdout + result.stderr)
    assert not characters, (characters, result.stdout, result.stderr)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command(name, site):
    """Output about a hostile site and hostile arguments has no control characters."""
    built = site / f"site{ESCAPE}"
    built.mkdir()
    (built / f"{ESCAPE}.html").write_text(f"<title>{ESCAPE}</title>")
    arguments = [
        argument.replace("SITE", str(built)).replace("FILE", str(site / f"{ESCAPE}.html"))
        for argument in COMMANDS[name]
    ]
    result = digest("-f", site / "mkdocs.yml", name, *arguments)
    assert result.stdout + result.stderr
    assert_inert(result)


def test_no_command_is_left_out():
    assert set(main.list_commands(None)) == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [[ESCAPE], ["-f", ESCAPE, "check"], ["check", ESCAPE]],
    ids=["command", "config", "path"],
)
def test_arguments(arguments, tmp_path):
    """Click's own errors are escaped, too."""
    result = digest(*arguments)
    assert result.exit_code == 2
    assert_inert(result)


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
def test_every_format(form, site):
    result = digest("-f", site / "mkdocs.yml", "check", "--format", form)
    assert result.exit_code == 1
    assert_inert(result)


class _Hostile(BaseHTTPRequestHandler):
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

    def log_message(self, *arguments):
        pass

    def handle(self):
        with contextlib.suppress(ConnectionError):
            super().handle()


@pytest.mark.parametrize("path", ["404", "500", "200", "200-type", "200-charset", "302-location"])
def test_what_a_server_says(path, tmp_path, monkeypatch):
    """`digest import URL` escapes sequences in a server's status, headers and text."""
    monkeypatch.setitem(fetch.__kwdefaults__, "allowed", lambda *_: True)
    root = shutil.copytree(MINIMAL, tmp_path / "digest")
    write_engine(root)
    service = ThreadingHTTPServer(("127.0.0.1", 0), _Hostile)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        result = digest(
            "-f",
            root / "mkdocs.yml",
            "import",
            f"http://127.0.0.1:{service.server_address[1]}/{path}",
        )
    finally:
        service.shutdown()
        service.server_close()
    assert result.stdout + result.stderr
    assert_inert(result)
