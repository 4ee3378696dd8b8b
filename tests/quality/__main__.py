"""Check the built site, in both frames, with external tools: lychee, the Nu Html Checker, Lighthouse.

    make audit

Needs Node, Java and Chromium beside Python; nothing leaves this machine.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser.conftest import QuietHost, served
from tests.corpus import PROJECT

NODE = PROJECT / ".cache" / "node" / "node_modules"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), ""
)
JUDGED = (
    "index.html",
    "search/index.html",
    "search/?q=ransomware",
    "search/?q=NCSC",
    "404.html",
    "articles/*/*/*/index.html",
    "contribute/index.html",
    "agencies/index.html",
    "agencies/us-cisa/index.html",
    "agencies/*/*/index.html",
    "themes/*/index.html",
    "threats/*/index.html",
    "countries/az/index.html",
    "people/*/index.html",
    "sources/*/index.html",
    "editions/index.html",
    "editions/*/index.html",
    "archive/index.html",
    "archive/*/index.html",
    "archive/*/*/index.html",
    "names/index.html",
    "added/index.html",
    "subscribe/index.html",
    "data/index.html",
    "report/index.html",
    "corrections/index.html",
    "about/index.html",
)
"""Lighthouse judges the first page of each kind."""
FOR_EDITORS = ("report/index.html",)
"""Pages that ask search engines to leave them out."""
FRAMES = ("material", "digest")
MATERIALS = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "Bad value “” for attribute “tabindex” on element “label”",
    "Attribute “aria-expanded” not allowed on element “nav”",
)
"""Beginnings of Nu's messages about Material's own menu, which nothing but copies of its templates could change."""
LEAST_PERFORMANCE = 95
PERFECT = ("accessibility", "best-practices", "seo")


class _Packed(QuietHost):
    """Files as web hosts serve them: text compressed."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if (
            file.suffix not in (".html", ".css", ".js", ".json", ".svg", ".xml")
            or not file.is_file()
        ):
            super().do_GET()
            return
        content = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def links(site: Path) -> Iterator[str]:
    """Internal links and fragments that lychee finds broken."""
    lychee = Path(sys.executable).with_name("lychee")
    done = subprocess.run(
        [
            lychee,
            "--offline",
            "--include-fragments",
            "--no-progress",
            "--index-files",
            "index.html",
            "--root-dir",
            site,
            site,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"lychee: {(done.stdout.strip().splitlines() or [''])[-1]}")
    if done.returncode:
        yield from (done.stdout + done.stderr).strip().splitlines()


def markup(site: Path) -> Iterator[str]:
    """Errors that the Nu checker finds on any page."""
    done = subprocess.run(
        [
            "java",
            "-jar",
            NODE / "vnu-jar" / "build" / "dist" / "vnu.jar",
            "--skip-non-html",
            "--format",
            "json",
            site,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [
        message
        for message in messages
        if message["type"] != "info" and not message["message"].startswith(MATERIALS)
    ]
    pages = len(list(site.rglob("*.html")))
    print(f"Nu: {pages} pages, {len(errors)} errors")
    for error in errors:
        yield f"{error.get('url', '')}:{error.get('lastLine', '')}: {error['message']}"


def scores(site: Path, origin: str) -> Iterator[str]:
    """Categories in which Lighthouse gives less than 100, and performance below 95 in two runs."""
    for pattern in JUDGED:
        file, _, query = pattern.partition("?")
        address = (
            file
            if query
            else min(site.glob(file)).relative_to(site).as_posix().removesuffix("index.html")
        )
        url = f"{origin}{address}?{query}" if query else origin + address
        report = _report(url)
        if _share(report, "performance") < LEAST_PERFORMANCE:
            report = _report(url)
        shares = {name: _share(report, name) for name in report["categories"]}
        print(f"Lighthouse: {url.removeprefix(origin) or '/'} {shares}", flush=True)
        for name, share in shares.items():
            if share < (100 if name in PERFECT else LEAST_PERFORMANCE):
                refs = (ref for ref in report["categories"][name]["auditRefs"] if ref["weight"])
                wanting = [
                    ref["id"] for ref in refs if (report["audits"][ref["id"]]["score"] or 0) < 1
                ]
                if wanting == ["is-crawlable"] and pattern in FOR_EDITORS:
                    continue
                yield f"/{url.removeprefix(origin)}: {name} {share}: {', '.join(wanting)}"


def _share(report: dict[str, Any], category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def _report(url: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            "node",
            NODE / "lighthouse" / "cli" / "index.js",
            url,
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> int:
    """Build, serve and check the site in each frame; return 1 after any problem."""
    wrong = [f"{frame}: {problem}" for frame in FRAMES for problem in problems_in(frame)]
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def problems_in(frame: str) -> list[str]:
    """Build the project's site in a frame, and return what the tools find."""
    print(f"in the frame {frame}:", flush=True)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root, site = Path(folder) / "source", Path(folder) / "site"
        site.mkdir()
        for name in ("content", "site_config"):
            shutil.copytree(PROJECT / name, root / name)
        settings = (PROJECT / "mkdocs.yml").read_text()
        (root / "mkdocs.yml").write_text(settings.replace("name: material", f"name: {frame}"))
        with served(site, _Packed) as origin:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "generator",
                    "-f",
                    root / "mkdocs.yml",
                    "build",
                    "--site-dir",
                    site,
                ],
                cwd=PROJECT,
                check=True,
                env={**os.environ, "SITE_URL": f"{origin}/"},
            )
            for problems in (links(site), markup(site), scores(site, f"{origin}/")):
                wrong += problems
    return wrong


if __name__ == "__main__":
    sys.exit(main())
