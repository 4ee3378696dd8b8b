"""Hostile articles do not affect other articles."""

import pytest

from generator.diagnostics.terminal import visible
from tests.command import files, refused, succeed
from tests.hostile.among import add_strangers, good_site, remove_strangers

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A built generated digest, and its files without hostile articles."""
    root = good_site(tmp_path_factory.mktemp("among") / "digest", 100)
    succeed(root, "build", "--site-dir", root / "site")
    return root, files(root / "site", but="pagefind")


def test_strangers_among_good_ones(site):
    """All are reported and nothing is published; with `--skip-invalid` the site is as without them."""
    root, before = site
    bad = add_strangers(root, 60)
    result = refused(root, "build", "--site-dir", root / "site")
    assert [path for path in bad if visible(path) not in result.output] == []
    assert files(root / "site", but="pagefind") == before
    succeed(root, "build", "--site-dir", root / "other", "--skip-invalid")
    assert files(root / "other", but="pagefind") == before
    remove_strangers(root)
