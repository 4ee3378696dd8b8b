"""The files of a theme, which MkDocs lists for the policy and again for the pages."""

import os

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from generator.diagnostics.diagnostics import Report
from generator.engine.frames import use_frame
from generator.read.engine_config import read_engine_settings


def published(env, config):
    """The files that MkDocs publishes of a theme."""
    files = Files([])
    files.add_files_from_theme(env, config)
    return [file.src_uri for file in files]


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_hidden_folders_are_not_looked_through(tmp_path, monkeypatch, frame):
    """Without Material's 14,000 icons, the files are those that MkDocs finds itself."""
    for name in ("docs/index.md", "own/.icons/a.svg", "own/pictures/a.svg", "own/main.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    settings = f"site_name: A\ntheme: {{name: {frame}, custom_dir: own}}\nplugins: [digest]\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    config = load_config(str(tmp_path / "mkdocs.yml"))
    use_frame(config, read_engine_settings(tmp_path / "mkdocs.yml", Report()))
    stock = Environment(loader=FileSystemLoader(config.theme.dirs))
    expected = published(stock, config)
    assert "pictures/a.svg" in expected

    opened = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: opened.append(str(path)) or scandir(path))
    env = config.theme.get_env()
    assert published(env, config) == expected
    assert "main.html" in env.list_templates(["html"])
    assert opened
    assert not [path for path in opened if "/.icons" in path]
