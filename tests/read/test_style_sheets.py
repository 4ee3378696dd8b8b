"""What style sheets load."""

from pathlib import Path

import material
import pytest

from generator.read.style_sheets import addresses_in

E = "https://e.example/a"
LOADS = [
    f'@import "{E}";',
    f"@import '{E}' screen;",
    f"@import url({E});",
    f"@IMPORT/**/url( '{E}' )",
    f"@\\69mport '{E}'",
    f"p {{background: url({E})}}",
    f"p {{background: URL(  {E}  )}}",
    f"p {{background: \\75rl({E})}}",
    f"p {{background: u\\000072 l({E})}}",
    "p {background: url(\\68ttps://e.example/a)}",
    "p {background: url('https:\\2f\\2f e.example/a')}",
    "p {background: url('https:/\\\n/e.example/a')}",
    f"p {{background: image-set('{E}' 1x)}}",
    f"p {{background: -webkit-image-set(url({E}) 1x, 'b.png' 2x)}}",
    f"p {{background: src('{E}')}}",
    f"@font-face {{font-family: a; src: local('b'), url('{E}') format('woff2')}}",
    f"@media print {{p {{--a: url({E})}}}}",
    f"/* url(x */ p {{background: url({E})}} /* */",
    f"p {{content: '/*'; background: url({E})}}",
    f"p {{content: 'a\\'b'; background: url('{E}')}}",
    f"p {{background: url('{E}",
    f"@charset 'utf-8'; @import '{E}'",
    f"p {{a: b;; background: cross-fade(url({E}), red)}}",
]


@pytest.mark.parametrize("css", LOADS)
def test_what_is_loaded(css):
    assert E in [found.address for found in addresses_in(css)]


@pytest.mark.parametrize(
    "css",
    [
        f"/* url({E}) @import '{E}' */",
        f"p {{content: '{E}'}}",
        f"p::after {{content: 'url({E})'}}",
        f"a[href^='{E}'] {{color: red}}",
        f"@namespace svg url({E}); @namespace '{E}';",
        ".md\\:a-url {color: red}",
        "p {font-family: 'src', 'image-set'}",
    ],
)
def test_what_loads_nothing(css):
    assert [*addresses_in(css)] == []


def test_an_address_that_only_a_browser_knows():
    css = f"p {{--a: '{E}'; background: image-set(var(--a) 1x)}}"
    assert [found.address for found in addresses_in(css)] == ["var()"]


def test_offsets():
    css = "p {}\nq {background: url(a.png)}"
    assert [found.offset for found in addresses_in(css)] == [css.index("url")]


STYLES = sorted(Path(material.__file__).parent.rglob("*.css"))


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_material_loads_only_its_own(file):
    for found in addresses_in(file.read_text()):
        assert found.address.startswith(("data:", "#")) or ":" not in found.address[:8], found
