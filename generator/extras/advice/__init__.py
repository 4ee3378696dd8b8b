"""Advice on an article: its values, wording, fairness, evidence for its tags, spellings."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.model.article import Article
    from generator.model.site import Site
    from generator.read.document import Document


class Advice(Extension):
    """All of it are warnings, which front matter may decline in `not_applicable`."""

    package = __name__
    only_advises = True
    files = ("style.yml",)

    def read(self, root: Path, context: "Context", report: "Report") -> object:  # noqa: ARG002
        """Read the words of each language that the check warns about."""
        from generator.extras.advice.lexicon import read_style
        from generator.model.layout import CONFIG

        return read_style(root / CONFIG, self.files[0], report)

    def check_article(
        self, article: "Article", document: "Document", context: "Context", report: "Report"
    ) -> None:
        """Check the values and the words of an article; a draft gets less advice."""
        from generator.check.fields import Fields
        from generator.extras.advice.fairness import check_fairness
        from generator.extras.advice.lexicon import style_of
        from generator.extras.advice.own_words import ArticleText
        from generator.extras.advice.tag_evidence import check_tags, check_untagged
        from generator.extras.advice.values import check_values
        from generator.extras.advice.wording import check_editorial

        fields = Fields(document.front_matter, report)
        check_values(article, fields, context.taxonomies, context.today)
        text = ArticleText.of(article, document)
        style = style_of(context.extras.get(self.package), article.language)
        # A response with an error is no missing response.
        has_responses = bool(article.response) or not fields.has("response")
        if not article.draft and document.sound and has_responses:
            check_fairness(article, text, style, context, report)
        # After an error, also one of a registry, a term that is listed may be missing.
        is_whole = all(taxonomy.is_whole for taxonomy in context.taxonomies.values())
        if not article.draft and document.sound and report.ok and is_whole:
            check_tags(article, text, context.taxonomies, report)
            check_untagged(article, text, context.taxonomies, report)
        check_editorial(article, text, style, context.settings.limits.quotation, report)

    def check_site(self, site: "Site", report: "Report") -> None:
        """Check the offices of people, which need all articles."""
        from generator.extras.advice.holders import check_holders

        check_holders(site, report)


extension = Advice()
