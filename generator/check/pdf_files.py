"""Refuse PDF files that run something, and those that cannot be searched for scripts and programs.

A PDF viewer obeys names such as `/JavaScript` in a file's objects. Objects are in the file itself
or in streams that zlib compresses (ISO 32000-1, 7.5.7), so both are searched. An object stream in
another encoding is refused, because no common program writes one.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice

_MOST_BYTES = 60 * 1024 * 1024
"""Maximum bytes of all streams together; ten megabytes of zeros would become ten gigabytes."""
_MOST_STREAMS = 20_000
"""Maximum streams; a book of ten megabytes has a few thousand."""
_MOST_OPENINGS = 10
"""Maximum actions on opening; a file has one, and one more for each time that it was edited."""
_FIRST_PIECE = 1024
"""Bytes given to zlib first. It copies what follows a stream, which is slow for many streams."""
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A character of a name by its code: `/J#61vaScript` (7.3.5)."""
_END = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"
_REFERENCE = rb"(\d{1,9})\s+(\d{1,5})\s+R"
_ACTIVE = {
    "is encrypted, so it cannot be checked": rb"/Encrypt" + _END,
    "contains a script": rb"/JavaScript" + _END + rb"|/JS\s*(?:[(<]|\d+\s+\d+\s+R)",
    "contains a form with scripts": rb"/XFA" + _END,
    "starts a program": rb"/Launch" + _END,
    "contains another file": rb"/EmbeddedFiles?" + _END,
    "contains media that run": rb"/RichMedia" + _END,
    "sends data": rb"/(?:SubmitForm|ImportData)" + _END,
    "opens another file": rb"/GoTo[RE]" + _END,
    "acts by itself": rb"/AA\s*(?:<<|\d+\s+\d+\s+R)",
}
"""Behaviour of a viewer → the names that cause it. Compressed pictures contain short names by
chance, so these need what follows them."""
_PATTERNS = {what: re.compile(pattern) for what, pattern in _ACTIVE.items()}
_OBJECT_STREAM = re.compile(rb"/ObjStm" + _END)
_NUMBERS = re.compile(rb"\s*(?:\d{1,9}\s+\d{1,9}\s+){1,20000}")
"""The beginning of an object stream: pairs of the number and the offset of an object."""
_ON_OPENING = re.compile(rb"/OpenAction\s*(?=[\[<\d])(?:" + _REFERENCE + rb")?")
_PLACE = re.compile(rb"\s*(?:\[|<<(?![^<>]*/Next)[^<>]*/S\s*/GoTo" + _END + rb"[^<>]*>>)")
"""An action that only shows a page of the file itself, as LaTeX writes it."""


_ACTION = 500
"""Maximum bytes of an action that shows a page; it takes about fifty."""


def pdf_problem(data: bytes) -> str:
    """Name what is forbidden in a PDF file, as the rest of a sentence; "" if nothing is."""
    streams = list(_streams(data))
    if len(streams) > _MOST_STREAMS or sum(map(len, streams)) > _MOST_BYTES:
        return "contains more data than can be checked"
    parts = [_plain(part) for part in (data, *streams)]
    for what, pattern in _PATTERNS.items():
        if any(map(pattern.search, parts)):
            return what
    objects = [stream for stream in streams if _NUMBERS.match(stream)]
    if len(_OBJECT_STREAM.findall(parts[0])) > len(objects):
        return "is compressed in a way that cannot be checked"
    openings = [opening for part in parts for opening in _ON_OPENING.finditer(part)]
    if len(openings) > _MOST_OPENINGS:
        return "acts when it is opened"
    if not all(_only_shows_a_page(opening, data, objects) for opening in openings):
        return "acts when it is opened"
    return ""


def _plain(data: bytes) -> bytes:
    """Decode the characters that names in a PDF file write as `#` and two digits."""
    return _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), data)


def _streams(data: bytes) -> Iterator[bytes]:
    """Decompress the streams that zlib can read, until their total size exceeds the limit."""
    left = _MOST_BYTES + 1
    for match in islice(_STREAM.finditer(data), _MOST_STREAMS + 1):
        stream = _inflated(memoryview(data)[match.end() :], left)
        yield stream
        left -= len(stream)
        if left <= 0:
            return


def _inflated(data: memoryview, most: int) -> bytes:
    """Decompress the stream at the beginning of the data as far as possible, up to `most` bytes."""
    unpack = zlib.decompressobj()
    stream = bytearray()
    size, start = _FIRST_PIECE, 0
    while start < len(data) and len(stream) < most and not unpack.eof:
        try:
            stream += unpack.decompress(data[start : start + size], most - len(stream))
        except zlib.error:
            break
        start += size
        size *= 2
    return bytes(stream)


def _only_shows_a_page(opening: re.Match[bytes], file: bytes, objects: Sequence[bytes]) -> bool:
    """Whether an action on opening the file only shows one of its pages.

    The action may be a reference to one of the objects.
    """
    number = opening[1]
    if number is None:
        return _PLACE.match(opening.string, opening.end()) is not None
    written = [
        file[match.end() :][:_ACTION]
        for match in re.finditer(rb"(?<!\d)%b\s+\d+\s+obj" % number, file)
    ]
    for stream in objects:
        written.extend(_objects_in(stream, number))
    return bool(written) and all(_PLACE.match(_plain(action)) for action in written)


def _objects_in(stream: bytes, number: bytes) -> Iterator[bytes]:
    """Find the objects with this number in an object stream; each may end with other objects."""
    head = _NUMBERS.match(stream)
    if head is None:
        return
    values = head.group().split()
    for name, offset in zip(values[::2], values[1::2], strict=True):
        if name == number:
            yield stream[head.end() + int(offset) :][:_ACTION]
