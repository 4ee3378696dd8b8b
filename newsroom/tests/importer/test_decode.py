"""Decoding of bytes in any encoding, declared or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.importer.receive import decode

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


@pytest.mark.parametrize(
    "encoding, text",
    [
        ("cp1252", "Le ministère a répondu à l'attaque, a déclaré la préfète à la fin de l'été."),
        ("cp1252", "La policía detuvo a cinco personas en España el año pasado."),
        ("cp1250", "Służba zatrzymała trzech mężczyzn w Łodzi, a nie jest to koniec."),
        ("cp1253", "Η υπηρεσία συνέλαβε υπάλληλο του λιμανιού, ανακοίνωσε η αστυνομία."),
        ("cp1255", "המשטרה עצרה עובד נמל שצילם אוניות עבור שירות זר, כך נמסר היום."),
        ("cp1256", "اعتقلت الشرطة موظفا في الميناء كان يصور السفن لصالح جهاز أجنبي."),
    ],
)
def test_wrongly_declared(encoding, text):
    """A page that says UTF-8 and is not gets the usual encoding of its language."""
    page = f'<meta charset="utf-8"><p>{text}'
    assert decode(page.encode(encoding)) == page


def test_line_ends():
    assert decode(b"a\r\nb\rc\x00") == "a\nb\nc"


@given(st.binary(max_size=400), st.text(max_size=12))
def test_any_bytes(data, charset):
    """Any bytes become text, whatever encoding is declared."""
    assert isinstance(decode(data, charset), str)
