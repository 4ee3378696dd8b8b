"""A site may move below a path with nothing but `path` changed: its settings name the same files."""

import re

import pytest

from tests.command import digest, succeed
from tests.engine.test_other_plugins import FRAMES, site

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PLACES = {
    "site_config/theme/assets/card.png": ("assets/card.png", ""),
    "site_config/public/card.png": ("card.png", "news/"),
    "docs/pictures/card.png": ("pictures/card.png", ""),
}
"""File → how site.yml names it, and the folder it is published in below a path."""


@pytest.mark.parametrize("file", PLACES)
@pytest.mark.parametrize("path", ["", "news"])
def test_the_picture_of_the_site(path, file, tmp_path):
    """The theme's and the documentation's files stay at the root, public ones move with the digest."""
    config = site(tmp_path / "digest", FRAMES[1], path, [], pages={"guide.md": "# Guide\n"})
    named, folder = PLACES[file]
    picture = config.parent / file
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(PICTURE)
    with (config.parent / "site_config/site.yml").open("a") as settings:
        settings.write(f"\nshare_image: {named}\n")
    checked = digest(config, "check")
    assert "missing-file" not in checked.output, checked.output
    succeed(config, "build", "--audit")
    target = config.parent / "site"
    where = (folder if path else "") + named
    assert (target / where).read_bytes() == PICTURE
    front = (target / path / "index.html").read_text()
    image = re.search(r'property="og:image" content="([^"]*)"', front)
    assert image[1] == f"https://example.org/{where}"


def test_a_picture_that_is_nowhere(tmp_path):
    config = site(tmp_path / "digest", FRAMES[1], "news", [], pages={"guide.md": "# Guide\n"})
    with (config.parent / "site_config/site.yml").open("a") as settings:
        settings.write("\nshare_image: assets/no-such.png\n")
    assert "there is no public file 'assets/no-such.png'" in digest(config, "check").output
