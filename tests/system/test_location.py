"""The cache belongs to the user: outside the site, private, and not reached through links."""

import shutil

import msgspec
import pytest

from generator.system.cache_folder import (
    VARIABLE,
    cache_location,
    caches_in,
    open_cache,
    why_no_cache,
)
from generator.system.file_writing import write_kept
from tests.command import digest, files, succeed
from tests.corpus import FEW, make


@pytest.fixture
def site(tmp_path):
    """An empty site folder."""
    root = tmp_path / "site"
    root.mkdir()
    return root


def test_location(tmp_path, monkeypatch):
    """The option's folder comes first, then an absolute XDG_CACHE_HOME, then the home folder."""
    assert cache_location(tmp_path) != cache_location(tmp_path / "other")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_location(tmp_path).parent == tmp_path / "xdg/security-news-digest"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_location(tmp_path).parent == tmp_path / "home/.cache/security-news-digest"
    with caches_in(tmp_path / "chosen"):
        assert cache_location(tmp_path).parent == tmp_path / "chosen/security-news-digest"


def test_one_site_by_two_names(site, tmp_path):
    """A site reached through a link uses the same cache."""
    (tmp_path / "link").symlink_to(site)
    assert cache_location(tmp_path / "link") == cache_location(site)


def test_private_and_tagged(site):
    """The folder is private and tagged for backups (https://bford.info/cachedir/)."""
    folder = open_cache(site)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (
        (folder / "CACHEDIR.TAG")
        .read_text()
        .startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )


def _others_can_write(folder):
    folder.mkdir(parents=True)
    folder.parent.chmod(0o700)
    folder.chmod(0o777)


def _is_a_link(folder):
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "real").mkdir()
    folder.symlink_to(folder.parent / "real")


def _is_a_file(folder):
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.touch()


@pytest.mark.parametrize(
    "spoil, why",
    [
        (_others_can_write, "can be changed by other users"),
        (_is_a_link, "is not a folder"),
        (_is_a_file, "is not a folder"),
    ],
)
def test_unsafe_folder(site, tmp_path, spoil, why):
    """A folder that others control, a link or a file is refused, and nothing is written to it."""
    with caches_in(tmp_path / "caches"):
        folder = cache_location(site)
        spoil(folder)
        before = files(tmp_path)
        with pytest.raises(OSError, match=why):
            open_cache(site)
        assert why in why_no_cache(site)
        assert files(tmp_path) == before


def test_a_cache_of_another_user(site, tmp_path, monkeypatch):
    """A cache folder that belongs to another user is refused."""
    with caches_in(tmp_path / "caches"):
        open_cache(site)
        monkeypatch.setattr("os.geteuid", lambda: 54_321)
        assert "belongs to another user" in why_no_cache(site)


def test_links_in_the_cache_are_removed(site, tmp_path):
    """A link in the cache is removed without touching its target."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/thesis.txt").write_text("years of work")
    (open_cache(site) / "search").symlink_to(tmp_path / "precious")
    assert not (open_cache(site) / "search").exists()
    assert files(tmp_path / "precious") == {"thesis.txt": b"years of work"}


def test_cache_in_the_site_is_refused(site):
    """A cache in the site's folder is refused, because a pull request could add one."""
    with caches_in(site / "caches"):
        assert "lies within the site" in why_no_cache(site)
    assert not (site / "caches").exists()


def test_a_cache_in_the_checkout_is_never_read(tmp_path):
    """A forged cache in the checkout is neither read nor changed."""
    root = make(tmp_path / "site", FEW)
    article = next((root / "content/articles").rglob("*.md"))
    succeed(root, "build")
    for file in (cache_location(root) / "articles").iterdir():
        forged = file.read_bytes()[8:].replace(b"https://example.org", b"https://evil.example")
        write_kept(file, msgspec.Raw(forged))
    shutil.move(cache_location(root), root / ".cache")
    before = files(root / ".cache")
    article.write_text(article.read_text() + "\nOne more line.\n")
    succeed(root, "build")
    assert not [path for path, data in files(root / "site").items() if b"evil.example" in data]
    assert files(root / ".cache") == before


def test_without_a_cache(tmp_path):
    """Without a usable cache each command prints one warning and works."""
    root = make(tmp_path / "site", FEW)
    (tmp_path / "file").touch()
    for command in (["check"], ["build"], ["build"]):
        result = succeed(root, "--cache-dir", tmp_path / "no/../file/x", *command)
        assert result.stderr.count("warning: no cache is used: ") == 1
    assert (root / "site/index.html").is_file()


def test_cache_dir(tmp_path):
    """`--cache-dir` keeps the cache in another folder, in a subfolder for the site."""
    root = make(tmp_path / "site", FEW)
    result = digest(root, "--cache-dir", tmp_path / "caches", "build")
    assert (result.exit_code, result.stderr) == (0, "")
    (folder,) = (tmp_path / "caches/security-news-digest").iterdir()
    assert (folder / "CACHEDIR.TAG").is_file()
    assert not (root / ".cache").exists()
