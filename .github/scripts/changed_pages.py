"""List the pages that differ between two builds of a site: python changed_pages.py OLD NEW.

Two builds of the same content are the same byte for byte.
"""

import json
import sys
from pathlib import Path


def pages(site: Path) -> dict[str, bytes]:
    """Map the address of each page to its bytes; articles come first."""
    found = {}
    for file in site.rglob("*.html"):
        if not file.is_symlink():
            found[f"/{file.relative_to(site).as_posix().removesuffix('index.html')}"] = (
                file.read_bytes()
            )
    return dict(
        sorted(found.items(), key=lambda page: (not page[0].startswith("/articles/"), page[0]))
    )


def main(old: str, new: str) -> None:
    """Print the lists as JSON."""
    before, after = pages(Path(old)), pages(Path(new))
    listed = {
        "added": [page for page in after if page not in before],
        "changed": [page for page in after if page in before and before[page] != after[page]],
        "removed": [page for page in before if page not in after],
    }
    print(json.dumps(listed, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
