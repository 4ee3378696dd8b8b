"""An article with every construct in which text could vanish: each is reported at its line."""

import shutil

from generator.installed import installed
from generator.load.loading import load
from tests.corpus import MINIMAL

TRAPS = """\
---
title: Institute of Inventions shows invention #1 of the year || cut-off-value
date: 2024-05-02
source: {name: Example News, url: https://news.example.org/2}
agencies: [aq-ioi]
themes: [phishing]
summary: The institute said that it had invented a tool, and showed it to people who read tests.
  #ShowYourTools is its motto. || cut-off-value
tags: [tools, #show || cut-off-value
  more]
---

The Institute of Inventions said on Thursday that it had invented a [tool]. It works,[^1]
it is cheap,[^1] and it can be had.[^missing] || undefined-footnote

#ShowYourTools is the motto of the institute.

[Update]: Denied || lost-text

[Note]: <https://news.example.org/note> || lost-text

[Correction]: 2024-05-02 (the tool is free) || lost-text

[tool]: https://news.example.org/tool
[tool]: https://news.example.org/another || lost-text

[^1]: A statement of 2 May.
[^1]: An interview. || lost-text
[^never]: A note that no mark cites, which is shown with the others. || undefined-footnote

The prices are in a table:
| tool | price |
|------|-------|
| one  | 10    | in May | || lost-text

--- || repeated-front-matter
title: Institute of Inventions shows an invented tool
date: 2024-05-02
---

It was shown twice.

``` text about a prize || lost-text
invent --tool
```
"""


def test_every_trap_is_reported_at_its_line(tmp_path):
    expected = set()
    lines = []
    for number, line in enumerate(TRAPS.splitlines(), start=1):
        written, _, code = line.partition(" || ")
        lines.append(written)
        if code:
            expected.add((number, code))
    shutil.copytree(MINIMAL, tmp_path / "site")
    article = tmp_path / "site/content/articles/2024/2024-05-02-all-traps.md"
    article.write_text("\n".join(lines))
    problems = {
        (problem.place.line, problem.code)
        for problem in load(tmp_path / "site", installed()).report
    }
    assert problems == expected
