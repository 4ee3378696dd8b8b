"""Turn a file of content/pages into a `PlainPage`."""

from generator.check.addresses.declared_redirects import old_addresses
from generator.check.article_fields import Context, body_of
from generator.check.fields import ROWS, Fields
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.site import PlainPage
from generator.read import document

_PAGE = ROWS["page"]


def check_page(parsed: document.Document, context: Context, report: Report) -> PlainPage | None:
    """Check a plain page; return None if any problem is an error."""
    before = report.count("error")
    fields = Fields(parsed.front_matter, report)
    taxonomies = context.settings.taxonomies
    file_name = parsed.path.rpartition("/")[2]
    slug = fields.slug("slug") or file_name.removesuffix(".md")
    page = PlainPage(
        path=parsed.path,
        slug=slug,
        redirect_from=tuple(old_addresses(fields, taxonomies)),
        body=body_of(parsed, f"{slug}/", context, report),
        **fields.rest(_PAGE["keys"], _PAGE["required"]),
    )
    fields.finish()
    use = address.generated(slug, taxonomies)
    if use and "slug" not in fields.mapping.lost:
        place = fields.place("slug") if fields.has("slug") else Place(parsed.path)
        message = f"'/{slug}/' is reserved for {use}"
        help_line = "rename the file, or give the page another `slug`"
        report.add(place, "reserved-address", message, help_line)
    return page if parsed.sound and report.count("error") == before else None
