"""What the scripts of the search load."""

import json
import re

from generator.installed import installed
from generator.load.loading import load
from generator.recipes.search_files import search_values
from tests.corpus import PROJECT, SAMPLE


def test_the_scripts_find_what_they_read():
    """`search/names.json` has each key that the scripts read of it, and no other."""
    value = json.loads(search_values(load(SAMPLE, installed()), [])[0].contents()[0])
    folder = PROJECT / "generator/theme/common/assets/search"
    scripts = "\n".join(file.read_text() for file in sorted(folder.glob("*.js")))
    made = scripts.partition("const indexNames = ")[2].partition("\n}")[0]
    read = set(re.findall(r"\bdata\.(\w+)", made))
    for given in re.findall(r"(?:dateReader|learnWords) = \(\{ (.*?) \}", scripts):
        read |= set(given.split(", "))
    assert len(read) > 10
    assert read <= value.keys()
    assert [key for key in value if not re.search(rf"\b{key}\b", scripts)] == []
    assert value["docs"].keys() == set(re.findall(r"\bdocs\.(root|pages|kind)\b", scripts))
    assert set(re.findall(r"\bnames\.docs\.(\w+)", scripts)) <= value["docs"].keys()
