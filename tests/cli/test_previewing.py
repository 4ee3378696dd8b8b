"""The preview of a digest beside documentation."""

import subprocess
import sys

import pytest

from tests.cli.test_main import free_port, wait_for
from tests.docs_site import write_docs_site

COMMANDS = {
    "digest": ("generator", "-f", "{config}", "serve", "--port", "{port}"),
    "mkdocs": ("mkdocs", "serve", "-f", "{config}", "-a", "127.0.0.1:{port}"),
}
FOOTER = '<footer class="colophon"><p>{}</p></footer>\n'


@pytest.mark.slow
@pytest.mark.parametrize("frame", ["digest", "material"])
@pytest.mark.parametrize("command", COMMANDS)
def test_changes(command, frame, tmp_path):
    """Both commands show a changed page of documentation, a changed mkdocs.yml and a changed template."""
    config = write_docs_site(tmp_path / "site", frame, "news")
    settings = config.read_text().replace("{name:", "{custom_dir: overrides, name:")
    config.write_text(settings)
    template = config.parent / "overrides/partials/colophon.html"
    template.parent.mkdir(parents=True)
    template.write_text(FOOTER.format("First footer"))
    port = free_port()
    words = [word.format(config=config, port=port) for word in COMMANDS[command]]
    with subprocess.Popen(
        [sys.executable, "-m", *words], stderr=subprocess.PIPE, text=True
    ) as serving:
        try:
            docs = f"http://127.0.0.1:{port}/guide/install/"
            digest = f"http://127.0.0.1:{port}/news/archive/"
            wait_for(docs, "zymurgy")
            wait_for(digest, "First footer")
            page = config.parent / "docs/guide/install.md"
            page.write_text("# Install the toolbox\n\nAn edited page.\n")
            wait_for(docs, "An edited page.")
            template.write_text(FOOTER.format("Second footer"))
            wait_for(digest, "Second footer")
            config.write_text(settings.replace("site_name: Small", "site_name: Renamed"))
            wait_for(docs, "Renamed")
            wait_for(digest, "Second footer")
            new = config.parent / "docs/guide/new.md"
            new.write_text("# A new page\n")
            wait_for(f"http://127.0.0.1:{port}/guide/new/", "A new page")
        finally:
            serving.terminate()
            _, output = serving.communicate(timeout=20)
    assert "Traceback" not in output
