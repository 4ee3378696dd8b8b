"""The events of a site, as a page, as iCalendar (RFC 5545) and on the command line."""

import datetime as dt

import click

from generator.cli.site_root import load_or_stop
from generator.pages.views import Content

Event = tuple[str, str, str, str]
"""First day, day after the last, label, address of the article."""


class CalendarPage(Content, frozen=True, tag="calendar.html"):
    """What the template of the page shows."""

    events: tuple[Event, ...]


def events_of(site):
    """Yield the events of all listed articles, oldest first."""
    for article in sorted(site.articles, key=lambda one: (one.date, one.slug)):
        for event in article.events:
            after = (event.end or event.date) + dt.timedelta(days=1)
            yield event.date.isoformat(), after.isoformat(), event.label, article.address


def calendar_file(url, events):
    """Write the events; a pure function, so the file is made again only if one changes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//digest//event calendar//EN"]
    for number, (first, after, label, address) in enumerate(events):
        days = [day.replace("-", "") for day in (first, after)]
        text = label.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        lines += ["BEGIN:VEVENT", f"UID:{number}-{days[0]}@{address}", f"DTSTAMP:{days[0]}T000000Z"]
        lines += [f"DTSTART;VALUE=DATE:{days[0]}", f"DTEND;VALUE=DATE:{days[1]}"]
        lines += [f"SUMMARY:{text}", f"URL:{url}{address}", "END:VEVENT"]
    return ["".join(f"{line}\r\n" for line in (*lines, "END:VCALENDAR"))]


@click.command()
@click.pass_obj
def events(config_file):
    """List the events, oldest first."""
    for first, _, label, _ in events_of(load_or_stop(config_file, "").checked):
        click.echo(f"{first} {label}")
