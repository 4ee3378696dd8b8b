"""Web servers on this machine."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietHandler(BaseHTTPRequestHandler):
    """Answer without a log, and ignore those who hang up early."""

    def answer(
        self,
        status: int,
        body: bytes = b"",
        kind: str = "text/html",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a whole answer."""
        self.begin(status, kind, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def redirect(self, target: str, status: int = 302) -> None:
        """Send the browser to another address."""
        self.answer(status, headers={"Location": target})

    def begin(self, status: int, kind: str, headers: Mapping[str, str] | None = None) -> None:
        """Send what comes before the body."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the base class's name)
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()


@contextmanager
def running(
    handler: Callable[..., BaseHTTPRequestHandler], host: str = "127.0.0.1"
) -> Iterator[ThreadingHTTPServer]:
    """Answer requests at a free port until the end of the block."""
    with ThreadingHTTPServer((host, 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
