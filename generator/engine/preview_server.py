"""Run MkDocs' preview server, made to react at once and to answer this machine only."""

import logging
import socket
import time
from collections.abc import Iterable
from pathlib import Path

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.engine.configuration import required_settings
from generator.model.layout import WATCHED

BUILD_DELAY = 0.02
"""Seconds without a change before a preview is updated: editors write a file in one go."""

# MkDocs' server offers no way to either of these; its release 1.6.1 is pinned and the last.
# ruff: noqa: SLF001


def watched(root: Path, overrides: str | None) -> list[Path]:
    """The folders to watch besides those that MkDocs watches.

    `overrides` is the folder of the site's own templates.
    """
    folders = [root / name for name in WATCHED]
    if overrides is not None:
        own = Path(overrides)
        if not any(own.is_relative_to(folder) for folder in folders):
            folders.append(own)
    return [folder for folder in folders if folder.is_dir()]


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> BaseObserver:
    """Rebuild when the system reports a change in a folder.

    MkDocs would check every file twice a second.
    """

    def changed(event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type not in ("opened", "closed_no_write"):
            with server._rebuild_cond:
                server._want_rebuild = True
                server._rebuild_cond.notify_all()

    handler = FileSystemEventHandler()
    handler.on_any_event = changed  # type: ignore[method-assign]
    observer = Observer()
    for folder in folders:
        try:
            observer.schedule(handler, str(folder), recursive=True)
        except OSError:  # more folders than the system watches for one user
            server.watch(str(folder))
    observer.start()
    return observer


def reload_browsers(server: LiveReloadServer) -> None:
    """Reload every open page, as MkDocs' server does after its own builds."""
    now = max(server._visible_epoch + 1, round(time.monotonic() * 1000))
    with server._epoch_cond:
        server._wanted_epoch = server._visible_epoch = now
        server._epoch_cond.notify_all()


def check_port(host: str, port: int) -> None:
    """Check that a port is free.

    Raises:
        Abort: when another program listens there.
    """
    family = socket.AF_INET
    if ":" in host:
        family = socket.AF_INET6
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            other = 8_000
            if port < 65_535:
                other = port + 1
            help_line = f"choose another, as in --port {other}"
            message = f"port {port} on {host} is taken by another program"
            raise Abort(f"{message}; {help_line}") from error


def serve(config_file: Path, port: int) -> None:
    """Serve a live preview until interrupted."""
    check_port("127.0.0.1", port)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    mkdocs_serve.serve(
        config_file=str(config_file), dev_addr=f"127.0.0.1:{port}", **required_settings(config_file)
    )
