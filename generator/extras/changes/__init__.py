"""`digest changes`, for reviewers of a pull request."""

from generator.extension import Extension


class ChangesCommand(Extension):
    """The command."""

    package = __name__
    commands = {  # noqa: RUF012 (as all parts)
        "changes": (
            "List the pages that differ between two built sites.",
            "generator.extras.changes.comparing",
        )
    }


extension = ChangesCommand()
