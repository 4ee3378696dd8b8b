"""The list of editions says which week the last one covers."""

import pytest

from generator.pages.kinds import pages
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from tests.made import article, site


@pytest.mark.parametrize(
    "articles, expected",
    [
        ([article("b", "2023-01-04"), article("a", "2024-05-02")], "29 April – 5 May 2024."),
        ([], ""),
    ],
)
def test_last_edition(articles, expected):
    """Without articles there is no edition to name."""
    whole = site([], articles)
    page = {each.address: each for each in pages(whole)}["editions/"]
    html = render(encoded(page, site_view(whole))).content
    assert html.partition("The last edition covers ")[2].partition("</p>")[0] == expected
