"""Compiled templates, kept from one composer to the next: many small sites are composed in a run."""

from __future__ import annotations

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from generator.compose import composer


class Kept(BytecodeCache):
    """Compiled templates in memory."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def keep_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every `Composer` from now on share what was compiled."""
    kept, make = Kept(), composer.make_environment

    def make_environment(*args: object) -> Environment:
        environment = make(*args)
        environment.bytecode_cache = kept
        return environment

    monkeypatch.setattr(composer, "make_environment", make_environment)
