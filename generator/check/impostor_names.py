"""Find look-alike names of outlets and agencies, and addresses that are not an outlet's."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import almost
from generator.model.term import Taxonomy, Term, fold
from generator.read.links.hosts import latin_twin, scripts_of, site_of
from generator.read.links.written_links import problem_with

_WORD = re.compile(r"[^\W\d_]+")
_MACEDONIAN = frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџш")
"""The only alphabet in use with `ѕ`, which passes for a Latin s."""
_DIGITS = re.compile(r"\d+")
_SEEN_AS = str.maketrans("10", "lo")
"""Digits that pass for letters."""
_LETTERS_A_SLIP = 6
"""Letters of an outlet's name for each wrong one: two honest outlets may have similar names."""


def _alphabets_of(word: str) -> str:
    """The alphabets of a word as a person would name them: `Cyrillic and Latin`."""
    return " and ".join(sorted(map(str.title, scripts_of(word))))


def mixture_in(text: str) -> str:
    """Say which word of a text is the first to mix look-alike alphabets; "" if none does.

    `СІЅА` in Cyrillic is such a mixture: no alphabet has both its second letter and its third.
    """
    if not text.isascii():
        for word in _WORD.findall(text):
            if len(scripts_of(word)) > 1:
                return f"'{word}' mixes letters of {_alphabets_of(word)}"
            if _is_of_no_alphabet(word):
                return f"'{word}' looks Latin but mixes letters of several Cyrillic alphabets"
    return ""


def _is_of_no_alphabet(word: str) -> bool:
    """Whether a word in letters that look Latin has `ѕ` beside a letter that Macedonian lacks."""
    letters = set(word.casefold())
    return "ѕ" in letters and not letters <= _MACEDONIAN and all(map(latin_twin, word))


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

    A registered outlet has its own sites, which another with almost its name does not have. Any
    other name must be no host but that of the address.
    """
    of_source = [taxonomy for taxonomy in taxonomies if taxonomy.settings.of_source]
    host = urlsplit(address).hostname or ""
    for taxonomy in of_source:
        slug = taxonomy.by_name.get(fold(name))
        outlet = taxonomy.terms.get(slug or _imitated(name, taxonomy))
        if outlet is None or not outlet.url or _is_at_home(host, outlet):
            continue
        message = f"{host} is not a site of '{outlet.name}'"
        declared = taxonomy.settings.terms_path
        help_line = "give the outlet's own address, and a copy as `archive`; if the site is the "
        help_line += f"outlet's, write hosts: [{host}] at '{slug}' in {declared}"
        if not slug:  # this is advice, because two honest outlets may have such names
            message = f"'{name[:60]}' is almost the name of '{outlet.name}', but {message}"
            help_line = f"give that outlet's own address; or declare '{name[:60]}' as another one "
            help_line += f"in {declared}"
        report.add(place, "foreign-host", message, help_line)
    check_host_in_name(name, address, place, of_source, report)


def _imitated(name: str, taxonomy: Taxonomy) -> str:
    """The slug of the outlet whose name another is but for a letter or two; "" if there is none.

    A digit that looks like a letter counts as that letter; other digits must be the same.
    """
    seen_as = name.translate(_SEEN_AS)
    known = taxonomy.by_name
    slug = almost(seen_as, known, known, letters_a_slip=_LETTERS_A_SLIP)
    numbers = [_DIGITS.findall(one) for one, owner in known.items() if owner == slug]
    return slug if _DIGITS.findall(seen_as) in numbers else ""


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
    own = {urlsplit(outlet.url).hostname or "", *outlet.hosts}
    # Most articles cite an outlet by its own host, so the public suffix list need not be read.
    return host in own or site_of(host) in map(site_of, own)
