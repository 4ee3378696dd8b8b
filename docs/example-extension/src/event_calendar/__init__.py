"""A calendar of the events that articles report: a page, a file, a command and a check."""

from functools import partial

from generator.extension import Extension


class EventCalendar(Extension):
    """Its methods import what they need, so that other commands start as fast as before."""

    package = "event_calendar"
    core = "0.1"
    commands = {"events": ("List the events, oldest first.", "event_calendar.calendar")}
    inserts = {"data": "calendar_link.html"}

    def check_article(self, article, document, context, report):
        """Warn about an event of more than a month, which is often a wrong year."""
        for event in article.events:
            if event.end and (event.end - event.date).days > 31:
                place = document.front_matter.at("events").place
                message = f"'{event.label}' lasts longer than a month"
                report.add(place, "long-event", message, "check the year of 'end'")

    def pages(self, site, shared):
        """Make the page `/calendar/`."""
        from event_calendar.calendar import CalendarPage, events_of
        from generator.model.page import Page

        content = partial(CalendarPage, tuple(events_of(site)))
        yield Page(address="calendar/", title="Calendar", content=content)

    def recipes(self, loaded, frame):
        """List the file `events.ics`."""
        from event_calendar.calendar import calendar_file, events_of
        from generator.recipes.recipe import Recipe

        site = loaded.checked
        yield Recipe(("events.ics",), calendar_file, (site.settings.url, tuple(events_of(site))))


extension = EventCalendar()
