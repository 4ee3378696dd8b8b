"""Whatever settings, links and records a site has, no command touches what somebody else has outside of it.

An owner may name a new folder outside as `site_dir`, so all folders that the settings name there have files.

`--turns 20` tries many more sites.
"""

import pytest

from tests.hostile.outside import attempt, prepare, snapshot

_SEEDS = range(1, 13)


@pytest.mark.slow
@pytest.mark.parametrize("seed", _SEEDS)
def test_nothing_outside_changes(seed, turn, tmp_path):
    """Several commands in random order, then two builds, leave every file outside as it was."""
    seed += 1_000 * turn
    attack = prepare(tmp_path.resolve(), seed)
    assert attempt(attack, seed, 4) == [], attack.steps


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_nothing_outside_changes_after_any_command(seed, turn, tmp_path):
    """The same with every command, and with MkDocs' own."""
    seed += 1_000 * turn
    attack = prepare(tmp_path.resolve(), seed)
    assert attempt(attack, seed, 99, engine=seed % 2 == 0) == [], attack.steps


def test_the_snapshot_notices(tmp_path):
    """Without the check of paths, the test of this file fails."""
    attack = prepare(tmp_path.resolve(), 0)
    before = snapshot(attack.base)
    (attack.base / "outside/thesis.txt").write_text("changed")
    (attack.base / "home/Documents/deep/new.txt").touch()
    after = snapshot(attack.base)
    assert {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    } == {"outside/thesis.txt", "home/Documents/deep/new.txt"}


def test_the_property_notices(tmp_path):
    """The attempts of this file find what a build writes outside, as the owner of a site may want."""
    attack = prepare(tmp_path.resolve(), 0)
    config = attack.root / "mkdocs.yml"
    lines = config.read_text().splitlines()[:6]
    config.write_text("\n".join([*lines, "site_dir: ../../new-folder", ""]))
    assert any("new-folder" in line for line in attempt(attack, 0, 0))
