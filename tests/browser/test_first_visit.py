"""The bytes of a first visit: all that a browser requests, compressed."""

import gzip

import pytest

ARTICLE = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
MOST_BYTES = {"site": 25_000, "material_site": 90_000}
"""The built site → the budget in bytes."""


@pytest.mark.parametrize("address", ["", ARTICLE])
@pytest.mark.parametrize("name", MOST_BYTES)
def test_first_visit(request, watch_at, name, address):
    """Front page and article keep to the budget of their frame, with all styles, scripts and icons."""
    site = request.getfixturevalue(name)
    origin = request.getfixturevalue(name.replace("site", "origin"))
    visit = watch_at(origin)
    visit.open(address).wait_for_load_state("networkidle")
    paths = {url.removeprefix(f"{origin}/") for url in visit.requests}
    sizes = {}
    for path in paths:
        file = site / path
        file = file / "index.html" if file.is_dir() else file
        sizes[path] = len(gzip.compress(file.read_bytes(), mtime=0))
    assert len(sizes) > 5
    assert sum(sizes.values()) <= MOST_BYTES[name], sizes
