"""What the editor in the browser needs: a known host, and its package with a known hash."""

import hashlib
import io
import tarfile
import zipfile

import pytest

from generator.installed import installed
from generator.load.loading import load
from newsroom.editor import editor_package
from newsroom.reading import files_of
from tests.command import succeed
from tests.corpus import change, write_sample

FILES = {"package/npm/index.js": b"export const init = () => {}\n", "package/LICENSE.txt": b"MIT\n"}


def packed(files):
    """A package of npm's form."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The sample with `editor: true` and a small package, whose hash is the known one."""
    root = write_sample(tmp_path)
    package = packed(FILES)
    (root / editor_package.PACKAGE).write_bytes(package)
    known = {"hash": hashlib.sha256(package).hexdigest(), "files": FILES}
    monkeypatch.setattr(editor_package, "PINNED", editor_package.PINNED | known)
    set_option(root, "true")
    return root


def errors(report):
    return [problem for problem in report if problem.severity == "error"]


def set_option(root, value):
    settings = root / "site_config/site.yml"
    before = settings.read_text().partition("\neditor:")[0]
    settings.write_text(f"{before}\neditor: {value}\n")


def test_editor(root):
    """The files of the package lie beside the page, and the contribute page knows the editor."""
    loaded = load(root, installed())
    assert loaded.report.ok
    assert files_of(loaded.checked).editor == {
        "sveltia/index.js": FILES["package/npm/index.js"],
        "sveltia/LICENSE.txt": b"MIT\n",
    }
    assert loaded.checked.settings.editor


def test_without_an_editor(root):
    """Nobody has the editor who does not ask for it."""
    set_option(root, "false")
    loaded = load(root, installed())
    assert (loaded.report.ok, files_of(loaded.checked).editor, loaded.checked.settings.editor) == (
        True,
        {},
        False,
    )


def test_missing_package(root):
    """The message has the command that fetches the package."""
    (root / editor_package.PACKAGE).unlink()
    (found,) = errors(load(root, installed()).report)
    assert (found.code, found.place.path) == ("missing-file", editor_package.PACKAGE)
    assert found.help.startswith("to fetch it: npm pack @sveltia/cms@")


def test_another_package(root):
    """No other script takes the editor's place, not even another version."""
    (root / editor_package.PACKAGE).write_bytes(packed({"package/npm/index.js": b"alert(1)\n"}))
    (found,) = errors(load(root, installed()).report)
    assert (found.code, found.place.path) == ("public-file", editor_package.PACKAGE)
    assert load(root, installed()).known.extras["newsroom"].editor == {}


def test_unknown_host(root):
    """Without a repository on a known host, there is nowhere to write."""
    settings = root / "site_config/site.yml"
    text = settings.read_text().replace(
        "edit_url: https://github.com", "edit_url: https://example.org/x"
    )
    settings.write_text(text.replace("/edit/main", "/_edit/main"))
    (found,) = errors(load(root, installed()).report)
    assert (found.code, found.place.path) == ("missing-key", "site_config/site.yml")


def test_no_encryption(root):
    """A token never travels in clear text."""
    settings = root / "site_config/site.yml"
    change(settings, "edit_url: https:", "edit_url: http:")
    loaded = load(root, installed())
    (found,) = errors(loaded.report)
    assert (found.code, found.place.path) == ("missing-key", "site_config/site.yml")
    assert "without encryption" in found.message
    assert loaded.known.extras["newsroom"].editor == {}


def test_no_boolean(root):
    """The option is true or false."""
    set_option(root, "[maybe]")
    assert [found.code for found in errors(load(root, installed()).report)] == ["wrong-type"]


def test_no_editor_in_it(tmp_path, monkeypatch):
    """The editor in the browser needs a connection and scripts, so neither it nor its fonts are in the archive."""
    root = write_sample(tmp_path)
    package = packed({"package/npm/assets/a.woff2": b"font"})
    (root / editor_package.PACKAGE).write_bytes(package)
    known = {
        "hash": hashlib.sha256(package).hexdigest(),
        "files": {"package/npm/assets/a.woff2": ""},
    }
    monkeypatch.setattr(editor_package, "PINNED", editor_package.PINNED | known)
    set_option(root, "true")
    succeed(root, "export", "--offline", root / "digest.zip")
    with zipfile.ZipFile(root / "digest.zip") as archive:
        assert [name for name in archive.namelist() if "/edit/" in name] == []
