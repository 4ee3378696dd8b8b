"""The host files agree with the policy, with each other and with the project's copies."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from generator.feeds.writer import FORMATS
from generator.model.policy import META, headers
from generator.recipes.every_file import HEADERS, SNIPPETS, filled, kept_names
from tests.command import succeed
from tests.corpus import PROJECT
from tests.headers import read_rules, sent

OPEN = [*(f"/{form.file}" for form in FORMATS), "/themes/a/feed.xml", "/feeds.opml"]
OPEN += ["/api/v1/articles.json", "/data/digest.csv"]
KEPT = [
    "/assets/digest.57a0d79d12.css",
    "/assets/search.57a0d79d12/engine.js",
    "/custom.57a0d79d12.css",
    "/assets/javascripts/bundle.a5f9d56c.min.js",
    "/pagefind/index/en_e0a9bf0.pf_index",
    "/pagefind/12/filter/en_e0a9bf0.pf_filter",
]
OTHER = [
    "/",
    "/articles/2024/05/feed/",
    "/assets/copy.js",
    "/assets/card.png",
    "/report.pdf",
    "/assets/card.2.png",
    "/pagefind/pagefind.js",
    "/dataset/",
    "/search/names.json",
]

SERVERS = set(SNIPPETS.values()) - {HEADERS}


def needs(server):
    """Skip a test without a server of Debian; in CI, where it is installed, fail."""
    is_absent = shutil.which(server) is None and not os.environ.get("CI")
    return pytest.mark.skipif(is_absent, reason=f"needs Debian's {server}")


@pytest.mark.parametrize("path", [*OPEN, *KEPT, *OTHER])
def test_headers_file(path):
    """Every path gets the whole policy; feeds and data allow all origins, hashed files are cached."""
    linked = [path.lstrip("/") for path in KEPT if path.endswith(("css", "js"))]
    rules = read_rules(filled(HEADERS, names=kept_names(linked)))
    lines = sent(rules, path)
    assert len({name for name, _ in lines}) == len(lines)
    assert headers().items() <= dict(lines).items()
    assert ("Content-Disposition" in dict(lines)) == path.endswith(".pdf")
    assert ("Access-Control-Allow-Origin" in dict(lines)) == (path in OPEN)
    assert ("immutable" in dict(lines).get("Cache-Control", "")) == (path in KEPT)


@pytest.mark.parametrize("text", [filled(name) for name in SERVERS])
@pytest.mark.parametrize("path", [*OPEN, *KEPT, *OTHER])
def test_patterns(text, path):
    """The snippets' patterns match the same paths."""
    patterns = [re.compile(pattern) for pattern in re.findall(r"\^/\(\?:[^\s\"#]+", text)]
    assert [bool(pattern.search(path)) for pattern in patterns] == [path in OPEN, path in KEPT]


@pytest.mark.parametrize("text", [*map(filled, SNIPPETS.values())])
def test_same_headers(text):
    """Each snippet sets every header of the policy and mentions the header for HTTPS."""
    for name, value in headers().items():
        assert re.search(rf'{name}:? "?{re.escape(value)}"?', text)
    assert META in text
    assert "Strict-Transport-Security" in text


@pytest.mark.parametrize("host", sorted(SNIPPETS))
def test_command(host, config):
    """The lines for every host allow the inline scripts of the site's theme, and nothing else inline."""
    shutil.copy(PROJECT / "mkdocs.yml", config)  # its colours add scripts
    result = succeed(config, "hosting", host)
    assert result.stdout.count("'sha256-") == 3
    assert "unsafe-inline" not in result.stdout


@pytest.mark.parametrize("host", sorted(SNIPPETS))
def test_redirects(host):
    """The lines for a server have every old address; other hosts read them in `_redirects`."""
    moves = [("/d/themes/old/", "/d/themes/new/"), ("/d/news/1.html", "/d/a/")]
    text = filled(SNIPPETS[host], root="/d/", moves=moves)
    if host == "netlify":
        text = filled("_redirects", root="/d/", moves=moves)
    plain = text.replace("\\.", ".")
    for old, new in moves:
        assert re.search(rf"^.*{old}[^\n/]* [^\n/]*{new}.*$", plain, re.MULTILINE), old
    assert "feed.xml" in text


@pytest.mark.parametrize(
    "path, status, to",
    [
        ("/themes/ransomware/", 200, None),
        ("/feed.json", 404, None),
        ("/themes/a/feed.json", 301, "/themes/a/feed.xml"),
        ("/themes/old/", 301, "/themes/new/"),
        ("/news/1.html", 301, "/a/"),
        ("/news/1xhtml", 404, None),
    ],
)
@needs("apache2")
def test_apache_redirects(tmp_path, path, status, to):
    """Apache answers 301 at old addresses and for the JSON feeds that lists had."""
    rules = filled("apache.conf", moves=[("/themes/old/", "/themes/new/"), ("/news/1.html", "/a/")])
    (tmp_path / "site/themes/ransomware").mkdir(parents=True)
    (tmp_path / "site/themes/ransomware/index.html").write_text("A page")
    with apache(tmp_path, rules, "None") as ask:
        (tmp_path / "site/feed.json").unlink(missing_ok=True)
        answered, sent_headers, _ = ask(path)
        location = sent_headers["Location"]
        assert (answered, location and location.partition("1:")[2].partition("/")[2]) == (
            status,
            to and to.removeprefix("/"),
        )


def test_comment_names_the_site(tmp_path):
    """The comment that shows how can be copied: it has the site's own address, or a place for it."""
    succeed("init", tmp_path / "new", "--title", "News", "--url", "https://news.example.net/d/")
    lines = {"caddy": "#   {} {{", "nginx": "server_name {};", "apache": "ServerName {}"}
    for host, line in lines.items():
        shown = succeed(tmp_path / "new", "hosting", host).stdout
        assert line.format("news.example.net") in shown
        assert line.format("<host>") in filled(SNIPPETS[host])


APACHE = """ServerRoot {root}
ServerName digest.example.org
Listen 127.0.0.1:{port}
PidFile pid
ErrorLog log
{modules}
TypesConfig /etc/mime.types
DocumentRoot {root}/site
DirectoryIndex index.html
<Directory {root}/site>
    AllowOverride {override}
</Directory>
{rules}
"""


@contextmanager
def apache(folder, rules, override):
    """Serve a site on which every path of the tests is a file; yield a function that asks for a path."""
    for path in (*OPEN, *KEPT, *OTHER, "/404.html"):
        file = folder / "site" / f"{path}index.html".lstrip("/")
        file = file if path.endswith("/") else folder / "site" / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"This is {path}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    names = ("mpm_event", "authz_core", "headers", "mime", "dir", "alias")
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in names
    )
    config = folder / "apache.conf"
    values = {"root": folder, "port": port, "modules": modules, "rules": rules}
    config.write_text(APACHE.format(override=override, **values))

    def ask(path):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    with subprocess.Popen(["apache2", "-X", "-f", config]) as server:
        try:
            for _ in range(300):
                if (folder / "pid").exists() or server.poll() is not None:
                    break
                time.sleep(0.1)
            assert server.poll() is None, (folder / "log").read_text()
            yield ask
        finally:
            server.terminate()


@needs("apache2")
@pytest.mark.parametrize("place", ["host", ".htaccess"])
def test_apache(place, tmp_path):
    """Debian's Apache sends what `_headers` says, also with redirects and with the page for missing addresses.

    The lines work in the host's configuration and as `.htaccess`, as their comment promises.
    """
    lines, override = filled("apache.conf"), "None"
    if place == ".htaccess":
        (tmp_path / "site").mkdir()
        (tmp_path / "site/.htaccess").write_text(lines)
        lines, override = "", "All"
    linked = [path.lstrip("/") for path in KEPT if path.endswith(("css", "js"))]
    rules = read_rules(filled(HEADERS, names=kept_names(linked)))
    with apache(tmp_path, lines, override) as ask:
        for path in (*OPEN, *KEPT, *OTHER):
            status, headers, body = ask(path)
            assert (status, body) == (200, f"This is {path}")
            expected = dict(sent(rules, path))
            names = {*expected, "Access-Control-Allow-Origin", "Content-Disposition"}
            assert {name: headers[name] for name in names if headers[name]} == expected
            assert [name for name in expected if len(headers.get_all(name)) > 1] == []
        status, missing, body = ask("/missing/")
        assert (status, body) == (404, "This is /404.html")
        status, moved, _ = ask("/dataset")
        assert (status, moved["Location"].endswith("/dataset/")) == (301, True)
        policy = dict(sent(rules, "/"))["Content-Security-Policy"]
        assert missing["Content-Security-Policy"] == moved["Content-Security-Policy"] == policy


def test_one_policy():
    """The theme, the host files and the audit share one policy."""
    template = (PROJECT / "generator/theme/digest/base.html").read_text()
    assert "default-src" not in template
    assert "{{ config.extra.digest.policy }}" in template
