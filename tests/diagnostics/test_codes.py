import re
from pathlib import Path

import pytest

import generator
from generator.diagnostics.codes import content_codes, every_advice, every_code, site_codes
from generator.installed import installed


@pytest.mark.parametrize("code", every_code().values(), ids=lambda code: code.slug)
def test_every_code_is_explained(code):
    """Every code has an explanation, an example of the mistake and its correction."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.slug)
    assert code.severity in ("error", "warning", "note")
    assert code.meaning.endswith(".")
    assert code.wrong.strip()
    assert code.right.strip()
    assert code.wrong != code.right


def test_only_warnings_can_be_declined():
    assert {code.severity for code in every_code().values() if code.is_advice} <= {"warning"}


HARMLESS = """empty-body foreign-host former-worker held-back line-break misleading-link mixed-script not-an-author not-used number-in-comment odd-quotes other-markup
raw-html remote-image repeated-value retired-key too-short undefined-footnote unknown-message
unknown-name unsafe-link untranslated-interface unused-catalogue"""


def test_everything_else_stops_a_build():
    """Only advice and the listed problems let a build pass: whoever makes an error harmless says so here too."""
    ours = {
        slug for slug, code in every_code().items() if code.is_ours and code.severity != "error"
    }
    assert ours - every_advice().keys() == set(HARMLESS.split())


def test_two_catalogues():
    """Content and site codes are disjoint, site codes are errors, and every code is used."""
    assert not content_codes().keys() & site_codes().keys()
    assert every_code().keys() == content_codes().keys() | site_codes().keys()
    assert {code.severity for code in site_codes().values()} == {"error"}
    packages = {Path(generator.__file__).parent, *(own.folder for own in installed())}
    program = "".join(file.read_text() for folder in packages for file in folder.rglob("*.py"))
    assert {slug for slug in every_code() if f'"{slug}"' not in program} == set()
