"""The page for readers without a connection, and the service worker."""

import pytest

from generator.extras.offline.offline_page import is_worker, worker_script
from generator.pages.kinds import pages
from tests.made import site


@pytest.mark.parametrize("offline", [True, False])
def test_on_request_only(offline):
    every = {page.address: page for page in pages(site([], [], offline=offline))}
    assert ("offline/" in every) == offline
    if offline:
        assert not every["offline/"].indexed


@pytest.mark.parametrize(
    "linked", [[], ["assets/digest.0123456789.css", "assets/search.01234567/open.js"]]
)
def test_worker(linked):
    """The audit takes the worker of any site for ours, and no other program."""
    worker = worker_script(linked)
    assert is_worker(worker)
    assert not is_worker(worker + b"importScripts('https://example.org/x.js')")
    assert not is_worker(worker.replace(b"[", b"[alert(1), ", 1))
    assert not is_worker(b"")
