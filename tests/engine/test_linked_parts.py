"""Links between digest and documentation to parts of pages that are not there."""

import pytest

from tests.command import digest, refused, succeed
from tests.corpus import change
from tests.docs_site import write_docs_case as write

GUIDE = """# A guide

[Install](tools.md#install), [misspelt](tools.md#instal), [own](#a-guide),
[none](#nothing-here),
[the digest](../news/about/#conten), [its page](../news/about/#content) and [a note](#fn:1).[^1]

`<a href="#x">`

[^1]: A note.
"""
TOOLS = "# Tools\n\n## Install\n\n## Über uns\n\n[Us](#uber-uns), [tabs](#__tabbed_1_1)\n"


def test_both_directions(tmp_path):
    pages = {"guide.md": GUIDE, "tools.md": TOOLS}
    config = write(tmp_path / "site", {"pages": pages, "extensions": "[footnotes, toc]"})
    about = config.parent / "content/pages/about.md"
    text = about.read_text()
    about.write_text(f"{text}\n[To the tools](/tools/#install) and [misspelt](/tools/#instlal).\n")
    line = about.read_text().count("\n")
    succeed(config, "check")
    said = refused(config, "build").output
    found = [one for one in said.splitlines() if one.endswith("[dead-link]")]
    assert found == [
        f"content/pages/about.md:{line}:55: error: '../../tools/' has no part called 'instlal', to which a link leads [dead-link]",
        "docs/guide.md:3:49: error: '../tools/' has no part called 'instal', to which a link leads [dead-link]",
        "docs/guide.md:4:8: error: the page has no part called 'nothing-here', to which a link leads [dead-link]",
        "docs/guide.md:5:28: error: '../news/about/' has no part called 'conten', to which a link leads [dead-link]",
    ]
    assert said.count("help: did you mean '#install'?") == 2
    change(config.parent / "docs/guide.md", "(tools.md#instal)", "(tools.md#install)")
    change(config.parent / "docs/guide.md", "(#nothing-here)", "(#a-guide)")
    change(config.parent / "docs/guide.md", "#conten)", "#content)")
    change(about, "#instlal", "#install")
    succeed(config, "build")
    # A page that has not changed names a part that is gone.
    change(config.parent / "docs/tools.md", "## Install", "## Set up")
    said = refused(config, "build").output
    assert "docs/guide.md:3:" in said
    assert "content/pages/about.md:" in said


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_check_and_build_agree(frame, tmp_path):
    """A part of a digest's page that `check` accepts is in the built page, in either frame."""
    config = write(tmp_path / "site", {"path": ""}, frame)
    about = config.parent / "content/pages/about.md"
    text = about.read_text()
    for part in (
        "content",
        "contents",
        "content-x",
        "CONTENT",
        "main",
        "top",
        "words",
        "fn-1",
        "__x",
    ):
        about.write_text(f"{text}\n[A part](/about/#{part})\n")
        codes = [digest(config, command).exit_code for command in ("check", "build")]
        assert codes[0] == codes[1], part
