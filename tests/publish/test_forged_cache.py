"""A forged cache: the boundary that SECURITY.md describes.

Whoever can write to the cache folder can change what a build publishes without any trace in the sources, and
neither sizes nor time stamps nor the audit show it. So whatever is published is built with a cache of its own.
"""

import os

import pytest

from tests.command import digest, files, succeed
from tests.hostile.cases import minimal_site

TRUE, FORGED = b"Digest of Examples", b"Forged by somebody"


@pytest.fixture
def forged(tmp_path):
    """A site's mkdocs.yml and a cache in which every page has a forged line of the same length."""
    config, cache = minimal_site(tmp_path / "digest"), tmp_path / "cache"
    succeed(
        "--cache-dir", cache, "-f", config, "build", "--audit", "--site-dir", tmp_path / "first"
    )
    for file in cache.rglob("*"):
        if file.is_file() and TRUE in (data := file.read_bytes()):
            _replace(file, data.replace(TRUE, FORGED))
    return config, cache


def _replace(file, data):
    """Write other bytes of the same size in place, and keep the time stamp."""
    status = file.stat()
    assert len(data) == status.st_size
    with file.open("r+b") as handle:
        handle.write(data)
    os.utime(file, ns=(status.st_mtime_ns, status.st_mtime_ns))


def pages(site):
    return [data for path, data in files(site).items() if path.endswith("index.html")]


@pytest.mark.slow
def test_a_forged_cache_may_fool_a_build(forged, tmp_path):
    """A build trusts its cache, and the forged pages pass the audit: they contain nothing forbidden."""
    config, cache = forged
    succeed("--cache-dir", cache, "-f", config, "build", "--audit", "--site-dir", tmp_path / "site")
    assert any(FORGED in page for page in pages(tmp_path / "site"))


@pytest.mark.slow
def test_a_fresh_cache_is_not_fooled(forged, tmp_path):
    """With an empty cache folder, the site has no forged byte, even if a forged site is there already."""
    config, cache = forged
    site = tmp_path / "site"
    digest("--cache-dir", cache, "-f", config, "build", "--site-dir", site)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    built = digest("--cache-dir", fresh, "-f", config, "build", "--audit", "--site-dir", site)
    assert built.stdout == f"built {site}\n"
    assert not any(FORGED in data for data in files(site).values())
    assert all(TRUE in page for page in pages(site))
