"""What the core says about the newsroom's commands."""

import pytest

from generator.cli.main import OF_NEWSROOM
from newsroom.extension import newsroom
from tests.command import command_of


@pytest.mark.parametrize("name", newsroom.commands)
def test_line_in_the_list_of_commands(name):
    written = " ".join(command_of(name).help.split(".\n")[0].split()).rstrip(".") + "."
    assert newsroom.commands[name][0] == written


def test_known_without_the_newsroom():
    """The core knows the names, to say how to install the package."""
    assert newsroom.commands.keys() == OF_NEWSROOM
