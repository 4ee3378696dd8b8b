"""The same content gives the same site, byte for byte, on any machine at any time."""

import datetime as dt
import os
import shutil
from types import SimpleNamespace

import pytest

from generator.load import context
from tests.faults.subject import LARGE, Digest, Subject, ended


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A site built on this machine, with all its cores."""
    subject = Subject(tmp_path_factory.mktemp("here") / "digest", size=LARGE)
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code, output = subject.run(PYTHONHASHSEED="1", TZ="America/Los_Angeles", **ascii_only)
    assert code == 0, output
    return subject, subject.published()


def _copied_backwards(source, target):
    """Copy a folder's files in reverse order, which changes their listing and time stamps."""
    for file in sorted((file for file in source.rglob("*") if file.is_file()), reverse=True):
        (target / file.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / file.relative_to(source))


@pytest.mark.slow
def test_another_machine(tmp_path, here):
    """Path, user, locale, time zone, file order and number of cores do not affect the site."""
    first, expected = here
    root = tmp_path / "a longer path" / "ünder another name"
    for part in ("content", "site_config"):
        _copied_backwards(first.root / part, root / part)
    shutil.copyfile(first.root / "mkdocs.yml", root / "mkdocs.yml")
    other = Digest(root, tmp_path / "public")
    home = tmp_path / "home"
    home.mkdir()
    cores = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(cores)})
        process = other.start(
            PYTHONHASHSEED="2",
            TZ="Pacific/Kiritimati",
            LANG="tr_TR.UTF-8",
            LC_ALL="C.UTF-8",
            HOME=str(home),
            USER="somebody",
            TMPDIR=str(home),
            COLUMNS="20",
            SOURCE_DATE_EPOCH="86400",
        )
    finally:
        os.sched_setaffinity(0, cores)
    code, output = ended(process)
    assert code == 0, output
    made = other.published()
    assert made.keys() == expected.keys()
    assert [path for path in made if made[path] != expected[path]] == []


def test_another_day(tmp_path, here, monkeypatch):
    """The date does not affect the site, but future dates are reported."""
    first, expected = here
    day = SimpleNamespace(today=lambda: dt.date(2041, 1, 31))
    monkeypatch.setattr(context, "dt", SimpleNamespace(date=day))
    first.site = tmp_path / "later"
    shutil.rmtree(first.cache)
    first.build()
    assert first.published() == expected
