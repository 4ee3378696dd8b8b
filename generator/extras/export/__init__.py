"""`digest export`: the site in a form for other programs."""

from generator.extension import Extension


class ExportCommand(Extension):
    """The command."""

    package = __name__
    commands = {  # noqa: RUF012 (as all parts)
        "export": (
            "Write the site as Markdown that plain MkDocs can build, into the folder TARGET.",
            "generator.extras.export.exporting",
        )
    }


extension = ExportCommand()
