"""The list of commands has a line about each of the newsroom's."""

import pytest

from generator.cli.main import OF_EDITORS
from newsroom.extension import newsroom
from tests.command import command_of


@pytest.mark.parametrize("name", newsroom.commands)
def test_line_in_the_list_of_commands(name):
    written = " ".join(command_of(name).help.split(".\n")[0].split()).rstrip(".") + "."
    assert newsroom.commands[name][0] == written


def test_the_program_knows_the_commands():
    """Whoever types one without the newsroom is told where it is."""
    assert set(newsroom.commands) == OF_EDITORS
