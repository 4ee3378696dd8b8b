"""Make the links of the contribute page: the ways in which a reader can hand in an article."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from generator.assemble.interface import _
from generator.data.editor_schemas import article_schema
from generator.data.written_values import Schema
from generator.model.address import EDITOR
from generator.model.code_host import code_host
from generator.model.layout import ARTICLES
from generator.model.site import Site
from generator.pages.views import View

_FILE = "YYYY-MM-DD-SHORT-NAME.md"
"""The name of a new file. `check` refuses capital letters, so nobody forgets to replace them."""
_LONGEST = 6_000
"""Maximum characters of an address; hosts refuse those of 8,192 and more."""


class Ways(View, frozen=True):
    """Addresses; each is empty if the site does not have this way."""

    form: str = ""
    new_file: str = ""
    editor: str = ""
    """The editor in the browser, a page of the site."""
    mail: str = ""
    front_matter: str = ""
    """Text for people to copy, if the host cannot fill it in."""


def ways_to_contribute(site: Site) -> Ways:
    """Choose the ways that the site's settings allow."""
    settings = site.settings
    host = code_host(settings.edit_url)
    if host is None:
        return Ways(mail=_mail(settings.contact, settings.title))
    folder = ARTICLES
    if site.articles:
        folder = site.articles[0].path.rpartition("/")[0]
    path = f"{folder}/{_FILE}"
    new_file = host.new_file(path, _front_matter(site, explained=True))
    if len(new_file) > _LONGEST:
        new_file = host.new_file(path, _front_matter(site, explained=False))
    return Ways(
        form=host.form(),
        new_file=new_file,
        editor=EDITOR if settings.editor else "",
        front_matter="" if host.takes_text else _front_matter(site, explained=True),
    )


def _mail(contact: str, title: str) -> str:
    if not contact:
        return ""
    subject = _("Article for %(title)s", title=title)
    return f"mailto:{contact}?{urlencode({'subject': subject}, quote_via=quote)}"


def _front_matter(site: Site, *, explained: bool) -> str:
    """Write the required keys without values, and on request with what each means."""
    schema = article_schema(site.settings, site.taxonomies)
    lines = ["---"]
    for name in schema["required"]:
        lines += _lines(name, schema["properties"][name], explained=explained)
    return "\n".join([*lines, "---", "", ""])


def _lines(name: str, value: Schema, *, explained: bool) -> Iterator[str]:
    """Yield the lines of a key; a record has its required keys and its address."""
    line = f"{name}: []" if value["type"] == "array" else f"{name}:"
    if explained:
        line += f"  # {' '.join(value['description'].split())}"
    yield line
    for inner in value.get("properties", ()):
        if inner in value["required"] or inner == "url":
            yield f"  {inner}:"
