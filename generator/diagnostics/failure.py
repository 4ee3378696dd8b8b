"""Failures of a command that content does not cause."""

from __future__ import annotations


class Failure(RuntimeError):  # noqa: N818 (people read its message, not its name)
    """A failure with a one-line message, after which nothing has changed."""
