"""`python -m tests.prose [FOLDER…]`: list wording to change, and count it by folder.

Remarks on editors' texts are printed but do not fail, because `digest check` alone judges content.
"""

import sys
from collections import Counter
from pathlib import PurePosixPath

from tests.prose.wording import remarks_below

EDITORS = ("content/", "site_config/")

if __name__ == "__main__":
    all_remarks = remarks_below(*sys.argv[1:])
    print(*all_remarks, sep="\n")
    folders = Counter("/".join(PurePosixPath(remark.path).parts[:2]) for remark in all_remarks)
    for folder, count in sorted(folders.items()):
        print(f"{count:4} {folder}", file=sys.stderr)
    sys.exit(any(not remark.path.startswith(EDITORS) for remark in all_remarks))
