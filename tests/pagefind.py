"""Pagefind's own indexer, and what its bundles say: what ours are held against."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import cbor2
from pagefind.service import get_executable


def page(record: Any) -> str:
    """A record as the page that Pagefind would have to find it by."""
    found = record.document()
    meta = {name: value for name, value in found.meta.items() if name != "title"}
    values = "".join(f' data-{name}="{escape(value)}"' for name, value in meta.items())
    kept = ", ".join(f"{name}[data-{name}]" for name in meta)
    filters = "".join(
        f'<span data-pagefind-filter="{name}[data-value]" data-value="{escape(value)}"></span>'
        for name, value in found.filters
    )
    return (
        "<html><body data-pagefind-body>"
        f'<span data-pagefind-sort="date[data-date]" data-date="{record.date}"></span>'
        f'<div data-pagefind-meta="{kept}"{values}></div>'
        f"{filters}<h1>{escape(found.title, quote=False)}</h1>"
        f'<p data-pagefind-weight="3">{escape(found.summary, quote=False)}</p>'
        f"{found.body}</body></html>"
    )


def bundle_of(records: Any, folder: Path, language: str) -> Path:
    """The bundle that Pagefind makes of some records."""
    with tempfile.TemporaryDirectory() as pages:
        for record in records:
            file = Path(pages, record.address, "index.html")
            file.parent.mkdir(parents=True)
            file.write_bytes(page(record).encode())
        command = [str(get_executable()), "--site", pages, "--output-path", str(folder)]
        subprocess.run([*command, "--force-language", language, "--quiet"], check=True, capture_output=True)
    return folder


def read(file: Path) -> Any:
    """What a file of Pagefind's says."""
    data = gzip.decompress(file.read_bytes())
    assert data.startswith(b"pagefind_dcd")
    return cbor2.loads(data.removeprefix(b"pagefind_dcd"))


@dataclass
class Decoded:
    """A bundle by what it says of each address."""

    words: dict
    filters: dict
    sorts: dict
    pages: dict
    entry: dict
    chunks: int


def decode(folder: Path) -> Decoded:
    """Everything that a search can come to know, whatever the numbers of pages and fields are."""
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    [language] = entry["languages"].values()
    version, pages, index, filters, sorts, fields = read(folder / f"pagefind.{language.pop('hash')}.pf_meta")
    assert language["page_count"] == len(pages)
    assert version == entry["version"]
    urls, found = [], {}
    for name, length in pages:
        text = gzip.decompress((folder / "fragment" / f"{name}.pf_fragment").read_bytes())
        fragment = json.loads(text.removeprefix(b"pagefind_dcd"))
        urls.append(fragment["url"])
        found[fragment["url"]] = (length, fragment)

    def by_url(postings: list[Any]) -> dict[str, Any]:
        at, said = 0, {}
        for step, places, in_meta in postings:
            at += step
            said[urls[at]] = (places, [fields[-n - 1] if n < 0 else n for n in in_meta])
        assert len(said) == len(postings)
        return said

    words: dict[str, Any] = {}
    before = None
    for first, last, name in index:
        [entries] = read(folder / "index" / f"{name}.pf_index")
        assert first <= entries[0][0] <= entries[-1][0]
        assert entries[-1][0].startswith(last) or entries[-1][0] <= last
        for word, postings, spellings in entries:
            assert before is None or before < word
            before = word
            words[word] = (by_url(postings), {spelled: by_url(said) for spelled, said in spellings})
    named = {}
    for name, file in filters:
        known, values = read(folder / "filter" / f"{file}.pf_filter")
        assert known == name
        named[name] = {value: {urls[page] for page in said} for value, said in values}
    ordered = {name: [urls[page] for page in said] for name, said in sorts}
    return Decoded(words, named, ordered, found, entry, len(index))
