"""Check the built site with external tools: lychee, the Nu Html Checker, Lighthouse.

    make audit

Needs Node, Java and Chromium beside Python; nothing leaves this machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.corpus import PROJECT

NODE = PROJECT / ".cache" / "node" / "node_modules"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), "")
JUDGED = ("index.html", "agencies/*/index.html", "articles/*/*/*/index.html")
"""Lighthouse checks the first page that matches each pattern."""
PERFECT = ("accessibility", "best-practices", "seo")

# Messages of the Nu checker about markup of Material's that no block or partial can change.
MATERIALS = {
    r"Attribute .autocomplete. is only allowed when the input type is": (
        "base.html has two checkboxes for a drawer and a search that the digest does not use"
    ),
}


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the base class's name)
        pass


def links(site: Path) -> Iterator[str]:
    """Internal links and fragments that lychee finds broken."""
    lychee = Path(sys.executable).with_name("lychee")
    done = subprocess.run(
        [
            *(lychee, "--offline", "--include-fragments", "--no-progress", "--index-files", "index.html"),
            *("--root-dir", site, site),
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
            *("java", "-jar", NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"),
            *("--skip-non-html", "--format", "json", site),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [message for message in messages if message["type"] != "info"]
    ours = [
        problem for problem in errors if not any(re.match(known, problem["message"]) for known in MATERIALS)
    ]
    pages = len(list(site.rglob("*.html")))
    print(f"Nu: {pages} pages, {len(ours)} errors, {len(errors) - len(ours)} of Material's own")
    for message in ours:
        yield f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"


def scores(site: Path, origin: str) -> Iterator[str]:
    """Categories in which Lighthouse gives less than 100."""
    for pattern in JUDGED:
        address = min(site.glob(pattern)).relative_to(site).as_posix().removesuffix("index.html")
        done = subprocess.run(
            [
                *("node", NODE / "lighthouse" / "cli" / "index.js", origin + address),
                *("--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"),
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROME_PATH": CHROMIUM},
        )
        if done.returncode:
            yield f"Lighthouse on /{address}: {done.stderr.strip()}"
            continue
        report = json.loads(done.stdout)
        percentages = {
            name: round(100 * (category["score"] or 0)) for name, category in report["categories"].items()
        }
        shift = report["audits"]["cumulative-layout-shift"]["displayValue"]
        print(f"Lighthouse: /{address} {percentages}, layout shift {shift}")
        for name in PERFECT:
            if percentages[name] < 100:
                wanting = [
                    ref["id"]
                    for ref in report["categories"][name]["auditRefs"]
                    if ref["weight"] and (report["audits"][ref["id"]]["score"] or 0) < 1
                ]
                yield f"/{address}: {name} {percentages[name]}: {', '.join(wanting)}"


def main() -> int:
    """Build, serve and check the site; return 1 after any problem."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
            origin = f"http://127.0.0.1:{server.server_port}/"
            subprocess.run(
                [sys.executable, "-m", "generator", "build", "--site-dir", site],
                cwd=PROJECT,
                check=True,
                env={**os.environ, "SITE_URL": origin},
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            for problems in (links(site), markup(site), scores(site, origin)):
                wrong += problems
            server.shutdown()
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
