"""`digest import`: from what someone gave to what was found in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.check.article import Context
from generator.intake.address import canonical, identity
from generator.intake.findings import FETCHED, JudgedReport, judge
from generator.intake.guard import guarded
from generator.intake.outlet import outlets_of
from generator.intake.raw import Claim, IntakeError, Raw
from generator.intake.receive import Given, Received, recognise

MOST_ITEMS = 40
"""Items of a feed that are imported at once; more than a person reviews in a day."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Reports in the order of the input."""

    reports: tuple[JudgedReport, ...]
    feed: bool = False
    known: int = 0
    """Items left out because an article already tells of their address."""
    left: int = 0
    """Items left out because there were too many."""


def import_given(given: Given, context: Context, known: Collection[str] = (), address: str = "") -> Imported:
    """Read and judge what someone gave.

    Args:
        given: The bytes, and what is known of them.
        context: Settings and registries.
        known: Identities of addresses (`address.identity`) whose feed items are left out.
        address: Where the text or page stood, if the person knows.

    Raises:
        IntakeError: in one line, when it cannot be read.
    """
    try:
        return guarded(lambda work: read_reports(work, context, known, address), given)
    except IntakeError as error:
        message = str(error)
        raise IntakeError(
            message if message.startswith(given.name) else f"{given.name}: {message}"
        ) from error


def read_reports(given: Given, context: Context, known: Collection[str] = (), address: str = "") -> Imported:
    """The same in this process, without bounds on time and memory."""
    received = recognise(given)
    outlets = outlets_of(context)
    if received.kind in ("feed", "json feed"):
        return _feed(received, context, known)
    raw = _read(received, context, address or received.address)
    stands = canonical(address or received.address)
    if stands:
        raw = raw.with_claims(
            Claim("address", stands, *("given", "given") if address else (FETCHED, "fetched from"))
        )
    return Imported((judge(raw, context, outlets),))


def _read(received: Received, context: Context, address: str) -> Raw:
    outlets = outlets_of(context)
    if received.kind == "page":
        from generator.intake import page_report

        return page_report.read(received.text, outlets, address, context.today)
    from generator.intake import text_report

    return text_report.read(received.text, outlets)


def _feed(received: Received, context: Context, known: Collection[str]) -> Imported:
    from generator.intake import incoming_feed

    read = incoming_feed.read_json if received.kind == "json feed" else incoming_feed.read_xml
    items = read(received.text)
    if not items:
        raise IntakeError("the feed has no items")
    seen = set(known)
    fresh = []
    for item in items:
        address = next((identity(one.value) for one in item.of("address")), "")
        if address and address in seen:
            continue
        seen.add(address)
        if item.text.strip() or item.claims:
            fresh.append(item)
    outlets = outlets_of(context)
    reports = tuple(judge(item, context, outlets) for item in fresh[:MOST_ITEMS])
    return Imported(reports, feed=True, known=len(items) - len(fresh), left=len(fresh) - len(reports))
