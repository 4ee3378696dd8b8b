"""Code of other packages: what it raises, and that it was interrupted."""

import pytest

from generator.diagnostics.failure import Failure, in_package


def test_interrupted_code():
    """Ctrl-C within a package names it; within the core it is what it is."""
    with (
        pytest.raises(Failure, match=r"^own_room: pages was interrupted$"),
        in_package("own_room", "pages"),
    ):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt), in_package("", "pages"):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "called, place",
    [
        ("own_room/pages.py", r" \(own_room/pages\.py:2\)"),
        (
            "own_room/pages.py generator/read/yaml.py",
            r" \(own_room/pages\.py:2\), in generator/read/yaml\.py:2",
        ),
        ("own_room/pages.py other/library.py", r" \(own_room/pages\.py:2\)"),
        ("generator/pages/kinds.py", ""),
    ],
)
def test_place_of_an_error(called, place):
    """The last line of the package is named, and that of the core which it had called."""
    function = None
    for file in reversed(called.split()):
        source = "def called():\n    inner() if inner else 1 / 0\n"
        known = {"inner": function}
        exec(compile(source, f"/packages/{file}", "exec"), known)
        function = known["called"]
    message = f"^own_room: pages failed: ZeroDivisionError: division by zero{place}$"
    with pytest.raises(Failure, match=message), in_package("own_room", "pages"):
        function()
