"""`digest rename article` and `digest merge article`."""

import pytest

from tests.command import files
from tests.editing.conftest import ARTICLE

OLD = "articles/2024/05/one/"
NEW = "content/articles/2024/2024-05-02-first.md"


@pytest.fixture
def pair(site):
    """A site with two articles that refer to each other, and a page that links to the first."""
    site.article("one", "same_event: [two]\n", body=f"[Own](/{OLD}) words.\n")
    site.article(
        "two", "same_event:  [one]  # the other\n", body=f'See [one](/{OLD}#cite "One").\n'
    )
    site.write("content/pages/about.md", f"---\ntitle: About this digest\n---\n\n[One](/{OLD}).\n")
    return site


class TestRename:
    def test_file(self, pair):
        """The file moves and lists its old address, and all references follow."""
        before = pair.read("content/articles/2024/2024-05-02-one.md")
        assert pair.run("rename", "article", "one", "first", "--yes").stdout == "changed 4 files\n"
        after = pair.read(NEW)
        added = f"redirect_from: [{OLD}]\n---"
        assert after == before.replace("---\n\n", f"{added}\n\n").replace(
            OLD, "articles/2024/05/first/"
        ).replace("[articles/2024/05/first/]", f"[{OLD}]")
        assert not (pair.root / "content/articles/2024/2024-05-02-one.md").exists()
        other = pair.read("content/articles/2024/2024-05-02-two.md")
        assert "same_event:  [first]  # the other\n" in other
        assert '[one](/articles/2024/05/first/#cite "One")' in other
        assert "(/articles/2024/05/first/)" in pair.read("content/pages/about.md")
        assert pair.problems() == "no problems found", pair.run("check").stdout

    def test_back_again(self, pair):
        """After renaming back, no article redirects to itself."""
        pair.run("rename", "article", f"/{OLD}", "first", "--yes")
        pair.run("rename", "article", "2024-05-02-first.md", "one", "--yes")
        after = pair.read("content/articles/2024/2024-05-02-one.md")
        assert "redirect_from: [articles/2024/05/first/]\n---" in after

    def test_slug_in_front_matter(self, pair):
        """If the slug is in front matter, the file stays."""
        path = pair.article("three", "slug: thrice\n")
        assert pair.run("rename", "article", "thrice", "four", "--yes").exit_code == 0
        assert "slug: four\n" in pair.read(path)

    def test_links(self, pair):
        """Links follow whether they are relative, absolute or include the site's host."""
        body = "[a](../one/), [b](/{0}?x#c), [c](https://digest.example.org/{0}), [d].\n\n[d]: ../one/\n[e](../one-more/)\n"
        path = pair.article("three", body=body.format(OLD))
        about = "content/pages/about.md"
        pair.write(about, f"---\ntitle: About this digest\n---\n\n[a](../{OLD}), [b](../one/).\n")
        pair.run("rename", "article", "one", "first", "--yes")
        new = "/articles/2024/05/first/"
        assert pair.read(path).endswith(
            f"\n[a]({new}), [b]({new}?x#c), [c]({new}), [d].\n\n[d]: {new}\n[e](../one-more/)\n"
        )
        assert pair.read(about).endswith(f"\n[a]({new}), [b](../one/).\n")

    def test_draft(self, pair):
        """A renamed draft gets no redirect, because its address was never published."""
        pair.article("three", "draft: true\n")
        pair.run("rename", "article", "three", "four", "--yes")
        assert "redirect_from" not in pair.read("content/articles/2024/2024-05-02-four.md")

    @pytest.mark.parametrize(
        "arguments, message",
        [
            (["thre", "x"], "did you mean 'three'?"),  # near
            (["one", "two"], "already has the slug 'two'"),  # taken
            (["one", "One!"], "did you mean 'one'?"),  # slug
            (["one", "one"], "already"),  # same
            (["broken", "x"], "has errors"),  # errors
            (["one", "once"], "is an old address of"),  # redirect
        ],
    )
    def test_refused(self, pair, arguments, message):
        pair.article("broken", "date: no\n")
        pair.article("three", "redirect_from: [articles/2024/05/once/]\n")
        before = files(pair.root, but=".cache")
        result = pair.run("rename", "article", *arguments, "--yes")
        assert result.exit_code == 1
        assert message in result.stderr
        assert files(pair.root, but=".cache") == before

    def test_articles_that_follow(self, pair):
        """An article that continues a renamed one continues it under its new slug."""
        pair.article("three", "follows: one\nsame_event: []\n")
        assert pair.run("rename", "article", "one", "first", "--yes").exit_code == 0
        assert "follows: first\n" in pair.read("content/articles/2024/2024-05-02-three.md")
        assert pair.problems() == "no problems found", pair.run("check").stdout

    def test_two_of_one_slug(self, site):
        """If two months share a slug, the file must be named, and `same_event` stays."""
        site.article("ministry-invents-a-report")
        site.article("two", "same_event: [ministry-invents-a-report]\n")
        assert (
            "name the file"
            in site.run("rename", "article", "ministry-invents-a-report", "x", "--yes").stderr
        )
        assert site.run("rename", "article", ARTICLE, "x", "--yes").exit_code == 0
        assert "same_event: [ministry-invents-a-report]" in site.read(
            "content/articles/2024/2024-05-02-two.md"
        )


class TestMerge:
    def test_one_that_follows(self, pair):
        """An article into which its predecessor is merged continues nothing; others continue it."""
        pair.article("three", "follows: two\nsame_event: []\n")
        pair.article("four", "follows: three\nsame_event: []\n")
        result = pair.run("merge", "article", "two", "three", "--yes")
        assert result.exit_code == 0, result.stderr
        assert "follows" not in pair.read("content/articles/2024/2024-05-02-three.md")
        assert "follows: three\n" in pair.read("content/articles/2024/2024-05-02-four.md")
        assert pair.problems() == "no problems found", pair.run("check").stdout

    def test_two(self, pair):
        """The merged article is removed; its address redirects to the kept one, now without `same_event`."""
        pair.article("three", "same_event: [one, two]\n")
        result = pair.run("merge", "article", "one", "two", "--yes")
        assert result.exit_code == 0, result.stderr
        assert not (pair.root / "content/articles/2024/2024-05-02-one.md").exists()
        kept = pair.read("content/articles/2024/2024-05-02-two.md")
        assert f"redirect_from: [{OLD}]\n" in kept
        assert "same_event" not in kept
        assert "# the other" in kept
        assert "same_event: [two]\n" in pair.read("content/articles/2024/2024-05-02-three.md")
        assert pair.problems() == "no problems found", pair.run("check").stdout

    def test_into_draft(self, pair):
        pair.article("three", "draft: true\n")
        assert "is a draft" in pair.run("merge", "article", "one", "three", "--yes").stderr

    def test_itself(self, pair):
        assert (
            "cannot be merged into itself"
            in pair.run("merge", "article", "one", "one", "--yes").stderr
        )
