"""The reason why an edit was not made."""

from __future__ import annotations

from generator.diagnostics.failure import Failure


class EditError(Failure):
    """Nothing was changed; the second line of the message is the help."""

    def __init__(self, message: str, help_line: str = "") -> None:
        super().__init__(f"{message}\n    help: {help_line}" if help_line else message)
