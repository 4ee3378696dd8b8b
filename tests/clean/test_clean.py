"""Sites that `check` accepts can be published; `--turns 20` tries many more."""

import pytest

from tests.clean.site import Maker
from tests.clean.verdict import kept, refusal
from tests.examples import one_of


@pytest.mark.parametrize(
    "seed, site_url", one_of(2, [(12, "https://real.example.org/digest/"), (11, "")])
)
def test_clean_sites_are_built_and_pass_the_audit(seed, site_url, turn, tmp_path, monkeypatch):
    """Sites that pass the check are built and pass the audit at any address."""
    root = Maker(seed + 2 * turn, 100).write(tmp_path / "digest")
    clean = kept(root)
    assert turn or clean > 30  # the settings of other seeds may refuse most articles
    if site_url:
        monkeypatch.setenv("SITE_URL", site_url)
    assert refusal(root) == ""
