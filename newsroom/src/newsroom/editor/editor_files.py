"""List recipes of the editor in the browser: its page, its configuration and its program.

The page is beside the digest's pages and not in their frame, because it has a policy of its own.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape

from generator.model.code_host import code_host
from generator.model.site import Site
from generator.pages.rendering import environment
from generator.recipes.recipe import Recipe, written
from newsroom.editor.editor_config import editor_config
from newsroom.editor.editor_package import START
from newsroom.reading import files_of

EDITOR = "edit/"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' data: {api}; "
    "base-uri 'none'; form-action 'none'"
)


def editor_policy(api: str) -> str:
    """Return the policy of the editor's page.

    It runs the site's own scripts and connects to the site and to the API of the repository's host,
    of which `api` is the address. The editor writes styles into its page, and shows pictures that
    it has read.
    """
    scheme, _, rest = api.partition("://")
    return _POLICY.format(api=f"{scheme}://{rest.partition('/')[0]}")


def policies(site: Site) -> Mapping[str, str]:
    """Map the editor's page to its policy, if there is one."""
    host = code_host(site.settings.edit_url)
    if host is None or not files_of(site).editor:
        return {}
    return {f"{EDITOR}index.html": editor_policy(host.api)}


def editor_files(site: Site) -> Iterator[Recipe]:
    """Yield recipes for the files of the editor, if the site has one."""
    host = code_host(site.settings.edit_url)
    files = files_of(site).editor
    if host is None or not files:
        return
    for path, content in files.items():
        yield written(EDITOR + path, content)
    config = editor_config(site.settings, site.taxonomies, host)
    # Sveltia looks for a file of YAML, which includes JSON.
    yield written(f"{EDITOR}config.yml", json.dumps(config, ensure_ascii=False))
    yield written(f"{EDITOR}start.js", START)
    html = (
        environment(site.settings.language)
        .get_template("editor.html")
        .render(
            title=site.settings.title,
            language=site.settings.language,
            policy=escape(editor_policy(host.api), quote=False),
        )
    )
    yield written(f"{EDITOR}index.html", html)
