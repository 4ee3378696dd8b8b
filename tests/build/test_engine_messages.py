from __future__ import annotations

import pytest

from generator.build.engine_messages import palette_warning


@pytest.mark.parametrize(
    ("palette", "key"),
    [
        (None, ""),
        ({"scheme": "default", "primary": "custom", "accent": "custom"}, ""),
        ({"primary": "teal"}, "primary"),
        ([{"scheme": "default"}, {"accent": "lime"}], "accent"),
    ],
)
def test_palette(palette, key):
    """Unsupported colours of Material are reported, with help."""
    warning = palette_warning(palette)
    assert (f"theme.palette.{key} has no effect" in warning) == bool(key)
    assert bool(warning) == bool(key)
