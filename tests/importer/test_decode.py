"""Decoding of bytes in any encoding, declared or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importer.receive import decode

RUSSIAN = "Министерство сообщило о проверке. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"]
)
def test_russian(encoding):
    """Russian is recognised from its letters, with or without a byte order mark."""
    text = RUSSIAN if not encoding.endswith(("-le", "-be")) else "Plain letters in wide bytes."
    assert decode(text.encode(encoding)) == text


def test_declared():
    """If bytes are not UTF-8, the declared encoding counts; Latin-1 is read as Windows-1252."""
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Évreux “x”</p>'
    )
    assert decode(page.encode("cp1252")) == page
    assert decode("Müll".encode("latin-1"), charset="iso-8859-1") == "Müll"


def test_line_ends():
    assert decode(b"a\r\nb\rc\x00") == "a\nb\nc"


@given(st.binary(max_size=400), st.text(max_size=12))
def test_any_bytes(data, charset):
    """Any bytes become text, whatever encoding is declared."""
    assert isinstance(decode(data, charset), str)
