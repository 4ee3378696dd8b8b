"""Find look-alike names of outlets and agencies, and addresses that are not an outlet's."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import edits
from generator.model.term import Taxonomy, Term, fold
from generator.read.hosts import latin_twin, scripts_of, site_of
from generator.read.written_links import problem_with

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
"""Minimum letters of a name that is compared by letter; shorter ones are acronyms, such as AFP."""
_SEEN_AS = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"))
"""ASCII letters that pass for others."""


def mixed_word(text: str) -> str:
    """The first word of a text that mixes look-alike alphabets; empty if there is none."""
    if not text.isascii():
        for match in _WORD.finditer(text):
            if len(scripts_of(match.group())) > 1:
                return match.group()
    return ""


def _disguised_word(name: str) -> str:
    """Find a word in look-alike letters among Latin words, such as `ВВС` in Cyrillic; "" if none.

    All letters of the word must have Latin look-alikes. Among other Cyrillic words it is accepted,
    and so is a single letter, such as a preposition.
    """
    if name.isascii():
        return ""
    words: list[str] = [word for word in _WORD.findall(name) if len(word) > 1]
    foreign = [word for word in words if scripts_of(word) - {"LATIN"}]
    is_among_latin_words = 0 < len(foreign) < len(words)
    if is_among_latin_words and all(map(latin_twin, "".join(foreign))):
        return foreign[0]
    return ""


def disguise_of(name: str) -> str:
    """Say what is wrong with the alphabets of a name; "" if nothing is."""
    word = _disguised_word(name)
    if word and not mixed_word(name):
        return f"'{word}' looks Latin but is written in {alphabets_of(word)} letters"
    return _mixture(name)


def _mixture(text: str) -> str:
    """Say which word of a text mixes alphabets; "" if none does."""
    word = mixed_word(text)
    return f"'{word}' mixes letters of {alphabets_of(word)}" if word else ""


def alphabets_of(word: str) -> str:
    """The alphabets of a word as a person would name them: `Cyrillic and Latin`."""
    return " and ".join(sorted(map(str.title, scripts_of(word))))


def check_words(text: str, place: Place, report: Report) -> None:
    """Report the first word of a text that mixes alphabets."""
    mixture = _mixture(text)
    if mixture:
        report.add(place, "mixed-script", mixture, "retype the word in one alphabet")


def check_name(name: str, place: Place, report: Report) -> None:
    """Report a name of an outlet or an agency that has letters of another alphabet."""
    disguise = disguise_of(name)
    if disguise:
        report.add(place, "look-alike-name", disguise, "retype the name in one alphabet")


def check_outlet(
    name: str, address: str, place: Place, taxonomies: Iterable[Taxonomy], report: Report
) -> None:
    """Report an address that belongs to another site than the outlet's name says.

    A registered outlet has its own sites. Any other name must be no host but that of the address.
    """
    of_source = [taxonomy for taxonomy in taxonomies if taxonomy.settings.of_source]
    for taxonomy in of_source:
        slug = taxonomy.by_name.get(fold(name))
        if slug:
            outlet = taxonomy.terms[slug]
            host = urlsplit(address).hostname or ""
            if outlet.url and not _is_at_home(host, outlet):
                message = f"{host} is not a site of '{outlet.name}'"
                where = f"at '{outlet.slug}' in {taxonomy.settings.terms_path}"
                help_line = "give the outlet's own address, and a copy as `archive`; "
                help_line += f"if the site is the outlet's, write hosts: [{host}] {where}"
                report.add(place, "foreign-host", message, help_line)
        else:
            _check_near_name(name, address, place, taxonomy, report)
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


def _check_near_name(
    name: str, address: str, place: Place, taxonomy: Taxonomy, report: Report
) -> None:
    """Warn about an unregistered outlet whose name is almost that of one with other hosts.

    This is advice, because two honest outlets may have such names.
    """
    host = urlsplit(address).hostname or ""
    near = []
    for known, slug in taxonomy.by_name.items():
        outlet = taxonomy.terms[slug]
        if outlet.url and _is_near(known, fold(name)):
            near.append(outlet)
    if near and not any(_is_at_home(host, outlet) for outlet in near):
        almost = f"'{name[:60]}' is almost the name of '{near[0].name}'"
        help_line = f"if it is '{near[0].name}', give the outlet's own address; "
        help_line += f"otherwise declare '{name[:60]}' in {taxonomy.settings.terms_path}"
        message = f"{almost}, but {host} is not a site of it"
        report.add(place, "foreign-host", message, help_line)


def _is_near(known: str, written: str) -> bool:
    """Whether two folded names differ by one edit, or in letters that pass for each other."""
    if min(len(known), len(written)) < _SHORTEST or abs(len(known) - len(written)) > 1:
        return False
    return edits(known, written) == 1 or _seen(known) == _seen(written)


def _seen(name: str) -> str:
    """Simplify a name to what a hasty reader sees, so that similar letters are equal."""
    for letters, letter in _SEEN_AS:
        name = name.replace(letters, letter)
    return name


def _is_at_home(host: str, outlet: Term) -> bool:
    """Whether a host is one of an outlet's own sites or below one."""
    own = {site_of(urlsplit(outlet.url).hostname or ""), *map(site_of, outlet.hosts)}
    return site_of(host) in own
