"""Failures of a command, which end it with a message and change nothing."""


class Failure(RuntimeError):  # noqa: N818 (people read its message, not its name)
    """A failure with a one-line message, after which nothing has changed."""


class EditError(Failure):
    """An edit that was refused; the second line of the message is the help."""

    def __init__(self, message: str, help_line: str = "") -> None:
        super().__init__(f"{message}\n    help: {help_line}" if help_line else message)
