"""`python -m tests.prose [FOLDER…]`: wording to change, and how much of it each folder has."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import PurePosixPath

from tests.prose.wording import remarks_below

if __name__ == "__main__":
    all_remarks = remarks_below(*sys.argv[1:])
    print(*all_remarks, sep="\n")
    folders = Counter("/".join(PurePosixPath(remark.path).parts[:2]) for remark in all_remarks)
    for folder, count in sorted(folders.items()):
        print(f"{count:4} {folder}", file=sys.stderr)
    sys.exit(bool(all_remarks))
