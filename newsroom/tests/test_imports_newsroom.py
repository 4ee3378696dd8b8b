"""`make test-newsroom` installs everything that the newsroom's tests import."""

from tests.corpus import PROJECT
from tests.imported import missing


def test_what_tests_import_is_installed():
    files = sorted((PROJECT / "newsroom/tests").rglob("*.py"))
    assert missing("test-newsroom", files) == []
