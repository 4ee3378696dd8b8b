"""The list of watched feeds has bounds."""

from generator.diagnostics.diagnostics import Report
from newsroom.desk.watched import read_watchlist


def test_feeds_by_the_thousand(tmp_path):
    """Each feed is asked twice a week, and each wrong region is compared with all regions."""
    regions = [f"  r{n}: {{name: R{n}, countries: [AQ]}}\n" for n in range(101)]
    feeds = [
        f"  f{n}: {{url: 'https://f{n}.example.org/', outlet: A, region: s{n}}}\n"
        for n in range(501)
    ]
    text = f"regions:\n{''.join(regions)}feeds:\n{''.join(feeds)}"
    (tmp_path / "feeds.yml").write_text(text)
    report = Report()
    watched = read_watchlist(tmp_path, "site_config", {}, report)
    assert [(one.code, one.place.line) for one in report] == [("too-many", 2), ("too-many", 104)]
    assert not watched.feeds
    assert not watched.regions
