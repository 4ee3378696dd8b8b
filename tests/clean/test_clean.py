"""Sites that `check` accepts can be published; `python -m tests.clean` tries many more."""

import pytest

from tests.clean.site import Maker
from tests.clean.verdict import kept, refusal


@pytest.mark.parametrize("seed, site_url", [(11, ""), (12, "https://real.example.org/digest/")])
def test_clean_sites_are_built_and_pass_the_audit(seed, site_url, tmp_path, monkeypatch):
    """Sites that pass the check are built and pass the audit at any address."""
    root = Maker(seed, 100).write(tmp_path / "digest")
    assert kept(root) > 30
    if site_url:
        monkeypatch.setenv("SITE_URL", site_url)
    assert refusal(root) == ""
