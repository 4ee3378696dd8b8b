"""Bytes of unknown encoding to text.

A byte order mark is believed first, then UTF-8 when the bytes are valid UTF-8, since by chance
nothing else is; then what the transport or the page declares (WHATWG Encoding Standard, section 6,
which reads a declared Latin-1 as windows-1252); then a guess by the frequency of letters.
"""

from __future__ import annotations

import codecs
import re

from generator.importer.words import listed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "shift_jis",
}
_NOT_TEXT = listed("hex rot13 base64 bz2 zip uu quopri idna punycode undefined")
_SAMPLE = 60_000
_LIKELY = listed("cp1252 cp1250 cp1251 cp1254 koi8_r shift_jis euc_kr big5 gb18030")
_CYRILLIC_PAIRS = ("ст", "но", "то", "на", "ен", "ов", "ни", "ра", "во", "ко", "пр", "го")


def decode(data: bytes, charset: str = "") -> str:
    """The text of some bytes, with line ends as LF; never fails, since any bytes are some text.

    Args:
        data: All of it.
        charset: What the transport says, for instance a `Content-Type` header.
    """
    text = _decode(data, charset).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "")


def _decode(data: bytes, charset: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = (_decode_as(data, name) for name in (charset, _declared(data)))
    return next((text for text in said if text is not None), None) or _guess(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, as Windows' tools write it: every other byte of plain letters is 0."""
    sample = data[:2_000]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.35 or min(even, odd) > len(sample) * 0.02:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:8_192])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def _decode_as(data: bytes, name: str) -> str | None:
    wanted = _AS_BROWSERS_DO.get(name.strip().lower(), name.strip().lower())
    if not wanted or wanted in _NOT_TEXT or wanted.startswith(("utf-16", "utf16", "utf-32")):
        return None
    try:
        text = data.decode(wanted, "replace")
    except (LookupError, ValueError, TypeError, AssertionError):
        return None
    broken = text.count("\ufffd")
    return text if isinstance(text, str) and broken <= len(text) * 0.01 else None


def _guess(data: bytes) -> str:
    """Cyrillic by its commonest pairs of letters, which guessers miss in short texts."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0xC0 for byte in sample)
    if high > len(sample) * 0.25:
        scores = {}
        for name in ("cp1251", "koi8-r", "iso8859-5", "cp866"):
            text = sample.decode(name, "replace")
            scores[name] = sum(text.count(pair) for pair in _CYRILLIC_PAIRS)
        best = max(scores, key=lambda name: scores[name])
        if scores[best] * 40 > high:
            return data.decode(best, "replace")
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=sorted(_LIKELY)).best()
    return data.decode(found.encoding if found else "cp1252", "replace")
