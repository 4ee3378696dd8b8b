"""Find look-alike names of outlets and agencies, and addresses that are not an outlet's."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.diagnostics.diagnostics import Place, Report
from generator.model.term import Taxonomy, Term, fold
from generator.read.hosts import latin_twin, scripts_of, site_of
from generator.read.written_links import problem_with

_WORD = re.compile(r"[^\W\d_]+")


def _alphabets_of(word: str) -> str:
    """The alphabets of a word as a person would name them: `Cyrillic and Latin`."""
    return " and ".join(sorted(map(str.title, scripts_of(word))))


def mixture_in(text: str) -> str:
    """Say which word of a text is the first to mix look-alike alphabets; "" if none does."""
    if not text.isascii():
        for word in _WORD.findall(text):
            if len(scripts_of(word)) > 1:
                return f"'{word}' mixes letters of {_alphabets_of(word)}"
    return ""


def disguise_of(name: str) -> str:
    """Say what is wrong with the alphabets of a name; "" if nothing is.

    A word in look-alike letters among Latin words, such as `ВВС` in Cyrillic, is a disguise. Among
    other Cyrillic words it is accepted, and so is a single letter, such as a preposition.
    """
    if mixture := mixture_in(name):
        return mixture
    words: list[str] = [word for word in _WORD.findall(name) if len(word) > 1]
    foreign = [word for word in words if scripts_of(word) - {"LATIN"}]
    is_among_latin_words = 0 < len(foreign) < len(words)
    if is_among_latin_words and all(map(latin_twin, "".join(foreign))):
        word = foreign[0]
        return f"'{word}' looks Latin but is written in {_alphabets_of(word)} letters"
    return ""


def check_words(text: str, place: Place, report: Report) -> None:
    """Report the first word of a text that mixes alphabets."""
    if mixture := mixture_in(text):
        report.add(place, "mixed-script", mixture, "retype the word in one alphabet")


def check_name(name: str, place: Place, report: Report) -> None:
    """Report a name of an outlet or an agency that has letters of another alphabet."""
    if disguise := disguise_of(name):
        report.add(place, "look-alike-name", disguise, "retype the name in one alphabet")


def check_outlet(
    name: str, address: str, place: Place, taxonomies: Iterable[Taxonomy], report: Report
) -> None:
    """Report an address that belongs to another site than the outlet's name says.

    A registered outlet has its own sites. Any other name must be no host but that of the address.
    """
    of_source = [taxonomy for taxonomy in taxonomies if taxonomy.settings.of_source]
    host = urlsplit(address).hostname or ""
    for taxonomy in of_source:
        slug = taxonomy.by_name.get(fold(name))
        meant = [outlet for outlet in taxonomy if outlet.slug == slug and outlet.url]
        if not meant or any(_is_at_home(host, outlet) for outlet in meant):
            continue
        message = f"{host} is not a site of '{meant[0].name}'"
        declared = taxonomy.settings.terms_path
        help_line = "give the outlet's own address, and a copy as `archive`; if the site is the "
        help_line += f"outlet's, write hosts: [{host}] at '{slug}' in {declared}"
        report.add(place, "foreign-host", message, help_line)
    check_host_in_name(name, address, place, of_source, report)


def check_host_in_name(
    name: str, address: str, place: Place, of_source: Iterable[Taxonomy], report: Report
) -> None:
    """Report the name of an unregistered outlet that is a host, but not that of its address."""
    is_known = any(fold(name) in taxonomy.by_name for taxonomy in of_source)
    problem = None if is_known else problem_with(address, name)
    if problem:
        code, message, help_line = problem
        report.add(place, code, message, help_line)


def _is_at_home(host: str, outlet: Term) -> bool:
    """Whether a host is one of an outlet's own sites or below one."""
    own = {site_of(urlsplit(outlet.url).hostname or ""), *map(site_of, outlet.hosts)}
    return site_of(host) in own
