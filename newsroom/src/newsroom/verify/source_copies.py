"""Get the text of a source: from a file, from the web, or from a copy of an earlier run.

Copies are in the user's own cache folder and are never published.
"""

import hashlib
from functools import partial
from pathlib import Path

import msgspec

from generator.check.article_fields import Context
from generator.read.links.web_addresses import identity
from generator.system.cache_folder import cache_of
from generator.system.file_writing import read_kept, write_kept
from newsroom.importer.import_run import guarded, read_text
from newsroom.importer.receive import Input, receive, recognise


def text_of(source: Input, context: Context) -> str:
    """Extract the title, the days and the text of a page; a plain text is returned unchanged.

    Raises:
        IntakeError: it is a feed or no text, has none, or takes too long to read.
    """
    text, kind = recognise(source)
    if kind == "text":
        return text
    raw = guarded(partial(read_text, text, kind, context))
    titles = [claim.value for claim in raw.of("title")]
    days = [claim.value for claim in raw.of("date")]
    return "\n\n".join((*titles[:1], *days, raw.text))


def fetched(root: Path, address: str, context: Context) -> str:
    """Fetch the page at an address, keep a copy of its text, and return the text.

    Raises:
        IntakeError: the page cannot be read; `FetchError`: it cannot be fetched.
    """
    return kept(root, receive(address), context)


def kept(root: Path, source: Input, context: Context) -> str:
    """Keep a copy of the text of a page, under the address that was asked for; return the text.

    Raises:
        IntakeError: the page cannot be read.
    """
    text = text_of(source, context)
    write_kept(_file(root, source.name), text)
    return text


def copy_of(root: Path, address: str) -> str:
    """The text that was kept for an address; "" if there is none."""
    return read_kept(_file(root, address), msgspec.msgpack.Decoder(str).decode) or ""


def _file(root: Path, address: str) -> Path:
    name = hashlib.sha256(identity(address).encode()).hexdigest()
    return cache_of(root) / "sources" / name[:32]
