"""`digest export --database`: the whole digest as one SQLite database, the file TARGET."""

from generator.extension import Extension


class Sqlite(Extension):
    """An option of `digest export`: no build writes the database."""

    package = __name__
    exports = {  # noqa: RUF012 (as all parts)
        "database": (
            "Write the digest as one SQLite database; TARGET is its name.",
            "generator.extras.sqlite.database",
        )
    }


extension = Sqlite()
