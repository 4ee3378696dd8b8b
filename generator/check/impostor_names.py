"""Find look-alike names of outlets and agencies, and registered outlets with addresses on other sites."""

import re
from urllib.parse import urlsplit

from generator.diagnostics.diagnostics import Place, Report
from generator.model.term import Taxonomy, Term, fold
from generator.read.hosts import site_of
from generator.read.lookalikes import latin_twin, scripts_of, skeleton

_WORD = re.compile(r"[^\W\d_]+")


def mixed_word(text: str) -> str:
    """The first word of a text that mixes look-alike alphabets; empty if there is none."""
    if text.isascii():
        return ""
    return next((word for word in _WORD.findall(text) if len(scripts_of(word)) > 1), "")


def _disguised_word(name: str) -> str:
    """A word such as `ВВС` in Cyrillic among Latin ones, if every letter has a Latin look-alike.

    Among other Cyrillic words it is accepted, and so is a single letter, such as a preposition.
    """
    if name.isascii():
        return ""
    words = [word for word in _WORD.findall(name) if len(word) > 1]
    foreign = [word for word in words if scripts_of(word) - {"LATIN"}]
    if len(foreign) == len(words) or not all(latin_twin(char) for word in foreign for char in word):
        return ""
    return next(iter(foreign), "")


def disguise_of(name: str) -> str:
    """The problem with the alphabets of a name; empty if there is none."""
    if word := mixed_word(name):
        return f"'{word}' mixes letters of {alphabets_of(word)}"
    if word := _disguised_word(name):
        return f"'{word}' looks Latin but is written in {alphabets_of(word)} letters"
    return ""


def alphabets_of(word: str) -> str:
    """The alphabets of a word as a person would name them: `Cyrillic and Latin`."""
    return " and ".join(sorted(map(str.title, scripts_of(word))))


def check_words(text: str, place: Place, report: Report) -> None:
    """Report the first word of a text that mixes alphabets."""
    if word := mixed_word(text):
        message = f"'{word}' mixes letters of {alphabets_of(word)}"
        report.add(place, "mixed-script", message, "retype the word in one alphabet")


def check_name(name: str, place: Place, report: Report) -> None:
    """Report a name of an outlet or an agency that has letters of another alphabet."""
    if disguise := disguise_of(name):
        report.add(place, "look-alike-name", disguise, "retype the name in one alphabet")


def check_twin(name: str, place: Place, taxonomy: Taxonomy, report: Report, *, own: str = "") -> bool:
    """Report a name that looks like one of another term but is written in other letters; say if it does.

    The name is registered for no term, or only for the one with the slug `own`.
    """
    looks = fold(skeleton(name))
    slug = taxonomy.by_name.get(looks, own)
    if looks == fold(name) or slug == own:
        return False
    known = taxonomy.terms[slug].name
    message = f"'{name[:60]}' looks like a name of '{known}' but is written in other letters"
    help_line = "list it under `ambiguous`, if it is another name" if own else f"write '{known}'"
    report.add(place, "look-alike-name", message, help_line)
    return True


def check_host(address: str, place: Place, outlet: Term, taxonomy: Taxonomy, report: Report) -> None:
    """Warn of a source that has a registered outlet's name but an address on another site."""
    if not outlet.url:
        return
    host = urlsplit(address).hostname or ""
    own = {site_of(urlsplit(outlet.url).hostname or ""), *map(site_of, outlet.hosts)}
    if site_of(host) not in own:
        message = f"{host} is not a site of '{outlet.name}'"
        help_line = "give the outlet's own address, and a copy as `archive`; if the site is the outlet's, "
        help_line += f"write hosts: [{host}] at '{outlet.slug}' in {taxonomy.settings.terms_path}"
        report.add(place, "foreign-host", message, help_line)
