"""The data files of the full site, by path."""

from tests.data.conftest import compose, data, empty, hostile, plain

__all__ = ["compose", "data", "empty", "hostile", "plain"]
