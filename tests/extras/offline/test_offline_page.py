"""The page for readers without a connection, and the service worker."""

import pytest

from generator.pages.kinds import pages
from tests.made import site


@pytest.mark.parametrize("offline", [True, False])
def test_on_request_only(offline):
    every = {page.address: page for page in pages(site([], [], offline=offline))}
    assert ("offline/" in every) == offline
    if offline:
        assert not every["offline/"].indexed
