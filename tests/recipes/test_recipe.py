"""Every file of a site is made of the arguments of its recipe, and of nothing else."""

import pickle
from pathlib import Path

import pytest

from generator.assemble import interface
from generator.installed import extras, installed
from generator.load.loading import load
from generator.model.site import Site
from generator.read.po_file import EMPTY, Translation
from generator.recipes.every_file import every_file
from generator.recipes.recipe import Collected, written
from generator.recipes.shell import Frame, Shell, mark, placeholders


@pytest.fixture(scope="module")
def recipes(hostile):
    """The recipes of the full site with HTML in every field."""
    shell = Shell.cut("".join(mark(slot) for slot in ("title", "description", "head", "content")))
    frame = Frame(dict.fromkeys(placeholders(()), shell))
    return every_file(load(hostile, installed()), frame)


def _out_of_reach(*_):
    raise AssertionError("the site was used")


def test_site_is_out_of_reach(recipes, monkeypatch):
    """With collected arguments, no function that makes a file reads the site."""
    collected = [(recipe.make, recipe.prepared()[1]) for recipe in recipes]
    monkeypatch.setattr(Site, "__getattribute__", _out_of_reach)
    paths = [path for recipe in recipes for path in recipe.paths]
    contents = [content for make, values in collected for content in make(*values)]
    assert len(paths) == len(contents) > 100
    assert all(contents)


def test_functions_are_pure(recipes):
    """A function that makes a file is one of a module, and gives the same again in another order."""
    for recipe in recipes:
        assert pickle.loads(pickle.dumps(recipe.make)) is recipe.make
    first = [list(recipe.contents()) for recipe in recipes]
    again = [list(recipe.contents()) for recipe in reversed(recipes)]
    assert first == again[::-1]


def test_arguments_are_plain(recipes):
    """No argument is a function or a whole site, unless it is still to be collected."""
    for recipe in recipes:
        for argument in recipe.arguments:
            assert isinstance(argument, Collected) or not callable(argument), recipe.paths
            assert not isinstance(argument, Site), recipe.paths


def test_pages_depend_on_the_words_of_the_site():
    """Another interface language, or another word of the site's own catalogue, makes every file again."""
    recipe = written("index.html", "text")
    entry = Translation("Archive", "", ("Ablage",), EMPTY.rule, False, 1)
    keys = []
    try:
        for tag, own in (("en", EMPTY), ("de", EMPTY), ("de", EMPTY._replace(entries=(entry,)))):
            interface.use(tag, own)
            keys.append(recipe.prepared()[0])
    finally:
        interface.use("en", EMPTY)
    assert len({*keys}) == 3
    assert recipe.prepared()[0] == keys[0]


def test_every_kind_of_file(recipes):
    """The site has pages, data, feeds, redirects, files for hosts, and those of the optional rooms."""
    names = {Path(path).suffix or Path(path).name for recipe in recipes for path in recipe.paths}
    assert names >= {".html", ".json", ".xml", ".ico"}
    of_rooms = {"data_files": ".csv"}
    assert names >= {of_rooms[room.name] for room in extras() if room.name in of_rooms}
    assert names >= {"_headers", "_redirects", ".txt", ".opml", ".webmanifest"}
