"""Small sites to edit and ways to run commands on them."""

import shutil
from pathlib import Path

import pytest

from tests.command import digest
from tests.corpus import MINIMAL, write_engine

ARTICLE = "content/articles/2024/2024-04-30-ministry-invents-a-report.md"


class Site:
    """A copy of the minimal site, to edit and read."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def article(
        self, name: str, front: str = "", body: str = "Text that says so.\n", **values: str
    ) -> str:
        """Write an article; return its path."""
        lines = {
            "title": f"A made-up title of {name}",
            "date": "2024-05-02",
            "source": f"{{name: Example News, url: https://news.example.org/{name}}}",
            "agencies": "[aq-ioi]",
            "themes": "[phishing]",
            "summary": "The Institute of Inventions said that it had a tool for people who read tests.",
            **values,
        }
        path = f"content/articles/2024/{lines['date']}-{name}.md"
        written = "".join(f"{key}: {value}\n" for key, value in lines.items())
        self.write(path, f"---\n{written}{front}---\n\n{body}")
        return path

    def run(self, *arguments):
        return digest(self.root, *arguments)

    def problems(self) -> str:
        return self.run("check").stdout.strip().splitlines()[-1]


@pytest.fixture
def site(tmp_path):
    """The minimal site with the sample's mkdocs.yml."""
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    return Site(write_engine(root))
