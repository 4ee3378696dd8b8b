"""Grouping by term."""

from hypothesis import given
from hypothesis import strategies as st

from generator.assemble.collection import arranged
from tests.made import article, taxonomy

TOPICS = taxonomy("topics", "blue", "green", "lime", "red", parents={"lime": "green"})


def topical(*named):
    """Make one article for each argument with the topics it names (`"red green"`), newest first."""
    return tuple(
        article(f"a{index}", f"2024-05-{28 - index}", terms={"topics": topics})
        for index, topics in enumerate(named)
    )


def slugs(articles):
    return [article.slug for article in articles]


@given(
    st.lists(st.lists(st.sampled_from(list(TOPICS.terms)), unique=True, max_size=3), max_size=12),
    st.sampled_from([(), ("green",)]),
)
def test_arranged(named, said):
    """Each article is in one cluster, which fits it; the newest is first, and clusters and articles are in order."""
    articles = topical(*[" ".join(topics) for topics in named])
    clusters = arranged(articles, TOPICS, said)
    listed = [article for cluster in clusters for article in cluster.articles]
    assert sorted(slugs(tuple(listed))) == sorted(slugs(articles))
    without = {one.slug for one in articles if not {*one.terms["topics"]} - {*said}}
    first = [one for one in articles if one.slug not in without] or [*articles]
    assert listed[:1] == first[:1]
    order = {one.slug: number for number, one in enumerate(articles)}
    for cluster in clusters:
        numbers = [order[slug] for slug in slugs(cluster.articles)]
        assert numbers == sorted(numbers)
        if cluster.term:
            assert cluster.term.slug not in said
            assert all(cluster.term.slug in one.terms["topics"] for one in cluster.articles)
    firsts = [order[cluster.articles[0].slug] for cluster in clusters]
    firsts = [at for at, one in zip(firsts, clusters, strict=True) if one.term]
    assert firsts == sorted(firsts)
    # Two articles whose first term is the same are never apart.
    where = {
        one.slug: number for number, cluster in enumerate(clusters) for one in cluster.articles
    }
    firsts_of = [
        [topic for topic in one.terms["topics"] if topic not in said][:1] for one in articles
    ]
    for one, first in zip(articles, firsts_of, strict=True):
        for other, its in zip(articles, firsts_of, strict=True):
            if first == its and first:
                assert where[one.slug] == where[other.slug]
