"""Commands that rename and merge keep what git could not restore, as the core's do."""

import pytest

from tests.editing import test_file_changes

COMMANDS = [
    ["rename", "agency", "aq-moe", "aq-min", "--yes"],
    ["rename", "article", "ministry-invents-a-report", "x", "--yes"],
    ["merge", "theme", "ransomware", "malware", "--yes"],
]


class TestCommands(test_file_changes.TestCommands):
    @pytest.fixture(params=COMMANDS, ids=lambda command: " ".join(command[:2]))
    def command(self, request):
        return request.param
