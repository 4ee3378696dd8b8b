"""Numbers and booleans of site.yml: accepted at their limits, an error at their line beyond."""

from dataclasses import asdict

import pytest
import yaml

from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.model.settings import ADVICE, LIMITS
from tests.corpus import MINIMAL

BASE = (MINIMAL / "site_config/site.yml").read_text()
FLAGS = [("taxonomies", "themes", "required"), ("taxonomies", "themes", "in_menu")]
NUMBERS = [
    (("long_listing",), 1_000),
    *((("limits", key), most) for key, most in (asdict(LIMITS) | ADVICE).items()),
]
NO_NUMBERS = ["0", "-1", "1.5", '"3"', "true", "1e3", "0x10", "1_000", "[3]", "9" * 20, "null", ""]
NO_FLAGS = ["yes", "no", "on", "0", "1", '"true"', "null", "", "[true]"]


def read(folder, path, written):
    """Read site.yml with one changed setting: the setting's line, its value, and code and line of problems."""
    settings = yaml.safe_load(BASE)
    settings["limits"] = {}
    place = settings
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = "CHANGED"
    text = yaml.safe_dump(settings, sort_keys=False)
    line = text[: text.index("CHANGED")].count("\n") + 1
    (folder / "site.yml").write_text(text.replace("CHANGED", written))
    report = Report()
    read_settings(folder, "site_config", installed(), report)
    return line, [(problem.code, problem.place.line) for problem in report]


@pytest.mark.parametrize("path, most", NUMBERS, ids=str)
def test_numbers(tmp_path, path, most):
    """1 and the maximum are accepted; whatever is beyond them, or no number, is an error at its line."""
    for good in ("1", str(most)):
        assert read(tmp_path, path, good)[1] == []
    for bad in (*NO_NUMBERS, str(most + 1)):
        line, problems = read(tmp_path, path, bad)
        assert problems == [("wrong-type", line)], bad


@pytest.mark.parametrize("path", FLAGS, ids=str)
def test_flags(tmp_path, path):
    """Only `true` and `false` without quotes are accepted."""
    for good in ("true", "false", "True"):
        assert read(tmp_path, path, good)[1] == []
    for bad in NO_FLAGS:
        line, problems = read(tmp_path, path, bad)
        assert problems == [("wrong-type", line)], bad
