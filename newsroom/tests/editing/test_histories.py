"""Random edits to a digest never break a published address or change an identity.

Editors rename, merge, retract and delete, with commands and by hand, and publish now and then.
After each step either the site has an error, so nothing is published and the step is undone, or
every address ever published still works: as a page, or as a redirect to its replacement.
"""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from generator.check.addresses.ledger import identified, ledger_text
from generator.check.addresses.permalinks import Current, answering
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.editing import file_changes
from generator.installed import installed
from generator.load.archive import known_articles
from generator.load.context import read_context
from generator.load.loading import load
from generator.model.feed_identity import identity
from newsroom.editing import article_edits, term_edits
from tests.corpus import MINIMAL
from tests.examples import tried

pytestmark = pytest.mark.slow

LEDGER = "site_config/permalinks.txt"
THEMES = "themes"
ALLOWED = {
    "vanished-address",
    "duplicate-redirect",
    "redirect-over-page",
    "redirect-loop",
    "duplicate-address",
    "unknown-term",
    "unknown-reference",
    "broken-link",
    "unknown-article",
    "ambiguous-article",
    "follows-itself",
}
pick = st.integers(0, 99)
slugs = st.sampled_from(["one", "two", "three", "four"])
term_slugs = st.sampled_from(["red", "blue", "green"])
months = st.sampled_from(["2024-05", "2024-06", "2023-05"])


def article(slug, month, theme, number, more=""):
    return (
        f"---\ntitle: A made-up report called {slug} {number}\ndate: {month}-02\n"
        f"source: {{name: Example News, url: https://news.example.org/{number}}}\n"
        f"agencies: [aq-ioi]\nthemes: [{theme}]\n"
        f"summary: The institute said that it had invented tool {number} for people who read tests.\n{more}---\n\n"
        f"Words of report {number}, which the institute made up.\n"
    )


class Histories(RuleBasedStateMachine):
    """One digest and the addresses its readers have seen."""

    folder: Path

    def __init__(self):
        super().__init__()
        self.count = 10
        self.seen: dict[str, str] = {}
        """Address → identity of the article first published there."""

    @initialize()
    def begin(self):
        self.root = Path(tempfile.mkdtemp(dir=type(self).folder)) / "site"
        shutil.copytree(MINIMAL, self.root)
        config = self.root / "site_config/site.yml"
        config.write_text(f"permalinks: permalinks.txt\n{config.read_text()}")
        (self.root / LEDGER).write_text(ledger_text({}, {}))
        self.publish()

    def teardown(self):
        if hasattr(self, "root"):
            shutil.rmtree(self.root.parent, ignore_errors=True)

    # edits

    @rule(slug=slugs, month=months, at=pick)
    def write(self, slug, month, at):
        self.count += 1
        names = self._terms()
        file = self.root / f"content/articles/{month}-02-{slug}.md"
        if not file.exists():
            self._try({file: article(slug, month, names[at % len(names)], self.count)})

    @rule()
    def publish(self):
        loaded = load(self.root, installed())
        assert loaded.report.ok
        assert loaded.site
        live = {page.address for page in loaded.pages}
        current = Current(
            live,
            loaded.redirects,
            identified(loaded.site.published, loaded.site.settings.authority),
        )
        ledger = loaded.content.ledger
        assert ledger.recorded is not None
        (self.root / LEDGER).write_text(
            ledger_text(answering(current, ledger.recorded), ledger.days)
        )
        for page in loaded.pages:
            self.seen.setdefault(page.address, "")
        for article in loaded.site.published:
            self.seen[article.address] = self.seen[article.address] or identity(
                article, "digest.example.org"
            )

    @rule(at=pick, slug=slugs)
    def rename_article(self, at, slug):
        old = self._files()[at % len(self._files())]
        self._edit(
            lambda context: article_edits.rename(
                self.root, context, self._known(context), old, slug
            )
        )

    @rule(at=pick, into=pick)
    def merge_articles(self, at, into):
        files = self._files()
        old, new = files[at % len(files)], files[into % len(files)]
        self._edit(
            lambda context: article_edits.merge(
                self.root, context, self._known(context), [old], new
            )
        )

    @rule(at=pick, slug=term_slugs)
    def rename_term(self, at, slug):
        old = self._terms()[at % len(self._terms())]
        self._edit(
            lambda context: term_edits.rename(
                self.root, context, context.taxonomies[THEMES], old, slug
            )
        )

    @rule(at=pick, into=pick)
    def merge_terms(self, at, into):
        terms = self._terms()
        old, new = terms[at % len(terms)], terms[into % len(terms)]
        self._edit(
            lambda context: term_edits.merge(
                self.root, context, context.taxonomies[THEMES], [old], new
            )
        )

    @rule(at=pick)
    def retract(self, at):
        self._rewrite(
            at, "themes:", "retracted: {date: 2024-07-01, reason: It was not so.}\nthemes:"
        )

    @rule(at=pick, month=months)
    def put_date_right(self, at, month):
        self._rewrite(at, r"^date: \d{4}-\d\d", f"date: {month}")

    @rule(at=pick, slug=slugs)
    def follow(self, at, slug):
        self._rewrite(at, "themes:", f"follows: {slug}\nthemes:")

    @rule(at=pick)
    def make_draft(self, at):
        self._rewrite(at, "themes:", "draft: true\nthemes:")

    @rule(at=pick)
    def forget_redirects(self, at):
        self._rewrite(at, r"^redirect_from:.*\n(?: *- .*\n)*", "")

    @rule(at=pick, slug=slugs, month=months)
    def claim_address(self, at, slug, month):
        old = f"articles/{month.replace('-', '/')}/{slug}/"
        self._rewrite(at, "themes:", f"redirect_from: [{old}]\nthemes:")

    @rule(at=pick)
    def delete_article(self, at):
        self._try({self.root / self._files()[at % len(self._files())]: None})

    @rule(at=pick, slug=slugs)
    def move_file(self, at, slug):
        file = self.root / self._files()[at % len(self._files())]
        new = file.with_name(f"{file.name[:10]}-{slug}.md")
        if not new.exists():
            self._try({file: None, new: file.read_text()})

    @rule(at=pick)
    def delete_term(self, at):
        file = self.root / "site_config/taxonomies/themes.yml"
        slug = self._terms()[at % len(self._terms())]
        self._try(
            {file: re.sub(rf"^{slug}:\n(?:  .*\n)+", "", file.read_text(), flags=re.MULTILINE)}
        )

    # invariant

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "root"):
            return
        loaded = load(self.root, installed())
        assert loaded.report.ok, list(loaded.report)
        assert loaded.site
        pages = {page.address for page in loaded.pages}
        by_address = {
            article.address: identity(article, "digest.example.org")
            for article in loaded.site.published
        }
        assert not pages & set(loaded.redirects)
        assert set(loaded.redirects.values()) <= pages
        for where, known in self.seen.items():
            now = where if where in pages else loaded.redirects[where]
            if known and now == where:
                assert by_address[now] == known, where
            elif known:  # renamed, or merged into an article that readers know
                came_here = {
                    self.seen.get(old) for old, new in loaded.redirects.items() if new == now
                }
                assert by_address[now] in {known, self.seen.get(now), *came_here}, where

    # helpers

    def _files(self):
        return sorted(
            str(file.relative_to(self.root)) for file in self.root.glob("content/articles/**/*.md")
        )

    def _terms(self):
        text = (self.root / "site_config/taxonomies/themes.yml").read_text()
        return re.findall(r"^([a-z]+):$", text, re.MULTILINE)

    def _rewrite(self, at, pattern, new):
        file = self.root / self._files()[at % len(self._files())]
        key = new.partition(":")[0]
        text = file.read_text()
        if key not in ("", "date"):
            text = re.sub(rf"^{key}:.*\n(?: *- .*\n)*", "", text, flags=re.MULTILINE)
        self._try({file: re.sub(pattern, new, text, count=1, flags=re.MULTILINE)})

    def _known(self, context):
        return known_articles(self.root, context)

    def _edit(self, plan):
        """Run an editing command; a refused command changes nothing."""
        context = read_context(self.root, installed(), Report())
        assert context
        try:
            changes = plan(context)
        except EditError:
            return
        file_changes.apply(self.root, changes)

    def _try(self, files):
        """Change files by hand; undo the change if the check refuses it."""
        before = {file: file.read_text() if file.exists() else None for file in files}
        self._put(files)
        report = load(self.root, installed()).report
        if not report.ok:
            assert {problem.code for problem in report if problem.severity == "error"} <= ALLOWED
            self._put(before)

    def _put(self, files):
        for file, text in files.items():
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(text)


def test_histories(tmp_path):
    """No published address is ever lost, and no identity changes."""
    Histories.folder = tmp_path
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=tried(20), stateful_step_count=25, suppress_health_check=list(HealthCheck)
        ),
    )
