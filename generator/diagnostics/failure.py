"""What stops a command for a reason outside of content."""

from __future__ import annotations


class Failure(RuntimeError):  # noqa: N818 (it is told to people as a sentence, not as an error's name)
    """Told in one line; what was there before is still there."""
