"""The workflows' scripts as modules, and a GitHub of our own for them to talk to."""

from __future__ import annotations

import importlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any

import pytest

from tests.corpus import PROJECT

SHA = "a" * 40
RUN = {
    "id": 77,
    "event": "pull_request",
    "head_branch": "new-article",
    "head_sha": SHA,
    "head_repository": {"full_name": "stranger/digest"},
    "pull_requests": [],
}


@pytest.fixture(scope="session")
def scripts() -> Iterator[dict[str, ModuleType]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.syspath_prepend(PROJECT / ".github" / "scripts")
        yield {name: importlib.import_module(name) for name in ("api", "pull_request", "suggestion")}


def zipped(**members: Any) -> bytes:
    """An artifact as GitHub gives it out: JSON files in a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(f"{name}.json", value if isinstance(value, bytes) else json.dumps(value))
    return data.getvalue()


class GitHub:
    """What the scripts ask for, and what they were told to write."""

    def __init__(self) -> None:
        self.pulls: list[dict[str, Any]] = [{"number": 5, "head": {"sha": SHA}}]
        self.artifacts: dict[str, bytes] = {}
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str]] = []
        """Method, path, and the Authorization it came with."""

    def answer(self, method: str, path: str, body: Any) -> Any:
        where, _, query = path.partition("?")
        where = where.removeprefix("/repos/us/digest/")
        if where == "pulls":
            return self.pulls if "head=stranger%3Anew-article" in query and "state=open" in query else []
        if where == "actions/runs/77/artifacts":
            listed = enumerate(self.artifacts)
            return {"artifacts": [{"id": number, "name": name, "expired": False} for number, name in listed]}
        if method == "GET" and where.endswith("/comments"):
            page = int(query.rpartition("=")[2])
            return self.comments[(page - 1) * 100 : page * 100]
        if method == "POST":
            self.comments.append(
                {"id": len(self.comments) + 1, "user": {"login": "github-actions[bot]"}, **body}
            )
        elif method == "PATCH":
            self.comments[int(where.rpartition("/")[2]) - 1].update(body)
        return {}


@pytest.fixture
def github(scripts, monkeypatch, tmp_path) -> Iterator[GitHub]:
    """A GitHub on this machine; files are fetched from a second host, as with the real one."""
    site = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def serve(self) -> None:
            site.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            if self.path.startswith("/files/"):
                data = list(site.artifacts.values())[int(self.path.removeprefix("/files/"))]
            elif self.path.endswith("/zip"):
                self.send_response(302)
                self.send_header("Location", f"{other}/files/{self.path.split('/')[-2]}")
                self.end_headers()
                return
            else:
                data = json.dumps(site.answer(self.command, self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = serve  # noqa: N815 (names of the standard library)

        def log_message(self, *arguments: object) -> None:
            pass

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    first, other = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("GITHUB_API_URL", first)
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/digest")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    (tmp_path / "event.json").write_text(json.dumps({"workflow_run": RUN}))
    yield site
    for server in servers:
        server.shutdown()
        server.server_close()
