"""Advice on an article: its values, its wording, and names without a tag."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.extension import Extension

if TYPE_CHECKING:
    from generator.check.article_fields import Context
    from generator.diagnostics.diagnostics import Report
    from generator.model.article import Article
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
        from generator.extras.advice.lexicon import style_of
        from generator.extras.advice.missing_tags import check_untagged
        from generator.extras.advice.own_words import ArticleText
        from generator.extras.advice.values import check_values
        from generator.extras.advice.wording import check_editorial

        fields = Fields(document.front_matter, report)
        check_values(article, fields, context.taxonomies, context.today)
        text = ArticleText.of(article, document)
        style = style_of(context.extras.get(self.package), article.language)
        # After an error, also one of a registry, a term that is listed may be missing.
        is_whole = all(taxonomy.is_whole for taxonomy in context.taxonomies.values())
        if not article.draft and document.sound and report.ok and is_whole:
            check_untagged(article, text, context.taxonomies, report)
        check_editorial(text, style, context.settings.limits.quotation, report)


extension = Advice()
