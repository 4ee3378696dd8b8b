"""Names of files and folders that are not UTF-8: one error each, or no harm; never a traceback."""

import json
import os
from pathlib import Path

import pytest

from generator.installed import installed
from tests.command import digest, refused, succeed
from tests.hostile.cases import minimal_site

ARTICLE = b"---\ntitle: x\n---\n"
FOLDERS = (
    "content/articles",
    "content/articles/2024",
    "content/pages",
    *(folder for own in installed() for folder in own.texts),
    "site_config/public",
    "site_config/public/files",
    "site_config",
    "site_config/taxonomies",
)
NAMES = (
    b"a\xff.md",
    b"\xff.png",
    b"\xff.html",
    b"\xff.js",
    b"\xff.css",
    b"f\xff/x.md",
    b"f\xff/g\xfe/main.html",
)


def lay(root, folder, name):
    """Write a file whose name is bytes."""
    file = root / folder / os.fsdecode(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(ARTICLE)


@pytest.mark.parametrize("folder", FOLDERS)
def test_reported_once(config, tmp_path, folder):
    """Each has one error at a path that can be printed, and nothing is built."""
    for name in NAMES:
        lay(config.parent, folder, name)
    checked = digest(config, "check", "--format", "json")
    paths = [problem["path"] for problem in json.loads(checked.stdout)]
    assert {problem["code"] for problem in json.loads(checked.stdout)} <= {
        "file-name",
        "stray-file",
    }
    expected = [f"{folder}/{name}" for name in ("a\ufffd.md", "f\ufffd")]
    expected += [f"{folder}/\ufffd.{ending}" for ending in ("css", "html", "js", "png")]
    assert paths == expected
    refused(config, "build", "--site-dir", tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_unread_files_do_no_harm(config, tmp_path):
    """Files that nothing reads may have any name, unless they look like articles."""
    lay(config.parent, ".", b"\xff.png")
    succeed(config, "check")
    succeed(config, "build", "--audit", "--site-dir", tmp_path / "site")
    assert stray(config, ".", b"\xff.md").endswith("\ufffd.md")


@pytest.mark.parametrize("folder", ["content", "content/notes"])
def test_files_in_content_are_meant_for_readers(config, folder):
    assert stray(config, folder, b"\xff.png") == f"{folder}/\ufffd.png"


def stray(config, folder, name):
    """The path of a file that is reported because nothing reads it."""
    lay(config.parent, folder, name)
    [problem] = json.loads(digest(config, "check", "--format", "json").stdout)
    assert problem["code"] == "stray-file"
    return problem["path"]


def test_the_sites_own_folder(tmp_path):
    """A site in a folder with such a name works as any other."""
    config = minimal_site(Path(os.fsdecode(os.fsencode(tmp_path) + b"/d\xffgest")))
    commands = (["check"], ["build", "--audit"], ["build", "--audit"], ["audit"])
    for command in commands:
        succeed(config, *command)


def test_in_a_built_site(config, tmp_path):
    """The audit reports such a file of a site."""
    site = tmp_path / "site"
    succeed(config, "build", "--site-dir", site)
    lay(site, ".", b"\xff.html")
    assert "[unexpected-file]" in refused(config, "audit", site).output
