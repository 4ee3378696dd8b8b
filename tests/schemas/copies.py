"""Schemas for checking our own output; README.md gives their sources."""

import json
from pathlib import Path
from typing import Any


def schema(name: str) -> Any:
    """A schema of this folder."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text())
