"""Articles as they were read: one that takes too much is one problem, and nobody else's."""

from __future__ import annotations

import shutil
from functools import partial

import pytest

from generator import pipeline
from generator.pipeline import archive
from generator.read.bounds import within
from tests.conftest import MINIMAL
from tests.read.slow import catastrophe


@pytest.fixture
def site(tmp_path):
    """A digest with a hundred articles, enough for workers of their own."""
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    text = next((root / "content/articles").rglob("*.md")).read_text(encoding="utf-8")
    for number in range(100):
        name = f"2024-05-02-copy-{number}.md"
        (root / "content/articles" / name).write_text(text.replace("/1}", f"/{number}}}"), encoding="utf-8")
    return root


def too_much_of(root):
    report = pipeline.load(root).report
    return [(found.place.path, found.message) for found in report if found.code == "too-complex"]


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize(("what", "work"), [("time", catastrophe), ("memory", lambda: bytearray(1 << 31))])
def test_one_that_takes_too_much(site, monkeypatch, cores, what, work):
    """It is named; the others are read as ever, and so is it when it takes less."""
    bad = "content/articles/2024-05-02-copy-50.md"
    check = archive.check_article

    def slow(parsed, *others):
        if parsed.path == bad:
            work()
        return check(parsed, *others)

    with monkeypatch.context() as slower:
        slower.setattr(archive, "cores", lambda: cores)
        slower.setattr(archive, "check_article", slow)
        slower.setattr(archive, "within", partial(within, seconds=0.3))
        assert too_much_of(site) == [(bad, f"reading it takes too much {what}")]
    assert too_much_of(site) == []


def test_very_many_problems_of_one_file(site):
    """Of thousands some are shown, with how many more there are; an error is never among the rest."""
    file = site / "content/articles/2024-05-02-copy-7.md"
    many = "".join(f"key{number}: 1\n" for number in range(900))
    file.write_text(file.read_text(encoding="utf-8").replace("---\n", f"---\n{many}", 1), encoding="utf-8")
    found = [one for one in pipeline.load(site).report if one.place.path.endswith("copy-7.md")]
    assert 50 <= len(found) < 60
    assert any("more problems of this file are not listed" in one.message for one in found)
    assert any(one.severity == "error" for one in found)
