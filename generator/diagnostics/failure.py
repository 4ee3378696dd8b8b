"""Exceptions that end a command with a message, before it has changed anything."""


class Failure(RuntimeError):  # noqa: N818 (people read its message, not its name)
    """Ends a command with a message of one line, before it has changed anything."""


class EditError(Failure):
    """Refuses an edit; the second line of the message is the help."""

    def __init__(self, message: str, help_line: str = "") -> None:
        if help_line:
            message += f"\n    help: {help_line}"
        super().__init__(message)
