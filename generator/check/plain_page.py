"""From a plain page of the site, such as About, to a `PlainPage`."""

from generator.check.addresses.declared_redirects import old_addresses
from generator.check.article_fields import Context, body_of
from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.site import PlainPage
from generator.read import document

GENERATED_PARTS = ("checks", "terms")


def check_page(parsed: document.Document, context: Context, report: Report) -> PlainPage | None:
    """Check a page; None if any problem is an error."""
    before = report.count("error")
    fields = Fields(parsed.front_matter, report)
    slug = fields.slug("slug") or parsed.path.rsplit("/", 1)[-1].removesuffix(".md")
    page = PlainPage(
        path=parsed.path,
        slug=slug,
        title=fields.text("title", most=160, required="title: About this digest"),
        summary=fields.text("summary", most=400),
        append=fields.choice("append", GENERATED_PARTS),
        redirect_from=tuple(old_addresses(fields, context.settings.taxonomies)),
        body=body_of(parsed, f"{slug}/", context, report),
    )
    fields.finish()
    if use := address.generated(slug, context.settings.taxonomies):
        place = fields.place("slug") if fields.has("slug") else Place(parsed.path)
        message = f"'/{slug}/' is reserved for {use}"
        report.add(
            place, "reserved-address", message, "rename the file, or give the page another `slug`"
        )
    return page if parsed.sound and report.count("error") == before else None
