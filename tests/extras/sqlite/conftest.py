"""The data files of the full site, by path. Without the room that makes them, there is no database to test."""

from importlib.util import find_spec

if find_spec("generator.extras.data_files"):
    from tests.extras.data_files.conftest import data, hostile

    __all__ = ["data", "hostile"]
else:
    collect_ignore_glob = ["test_*.py"]
