"""Languages of the interface: messages fit their translations; dates, numbers and names follow CLDR."""

import datetime as dt
import re
import sys
import warnings
from gettext import c2py
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from babel import UnknownLocaleError
from babel.messages import Catalog, pofile

from generator.assemble import interface
from generator.assemble.catalogues import languages, own_catalogue, shipped
from generator.assemble.catalogues import messages as listed_messages
from generator.diagnostics.diagnostics import Report
from generator.read.po_file import parse_po
from generator.read.tables import table
from tests import made
from tests.catalogue import PACKAGE, collected, files_of, keep_words

CASES = yaml.safe_load(Path(__file__).with_name("interface.yml").read_text())


BEGUN = languages()[1:]
VARIABLE = re.compile(r"%\(\w+\)s|\{\w+\}|<[^>]+>")


@pytest.fixture(scope="module")
def messages():
    """Every message of the interface, by its English text."""
    return {message.id: message for message in collected() if message.id}


def read(language):
    """The catalogues as translators' programs read them: their own header has the plural forms."""
    whole, *others = files_of(language)
    with whole.open("rb") as file:
        catalogue = pofile.read_po(file)
    for other in others:
        with other.open("rb") as file:
            for entry in pofile.read_po(file):
                if entry.id:
                    catalogue.add(entry.id, entry.string)
    return catalogue


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_which_languages():
    catalogues = {file.stem for file in (PACKAGE / "locale").glob("*.po")}
    assert {"az", "de"} < catalogues
    assert {"en", *catalogues} == set(languages())


@pytest.mark.parametrize("language", BEGUN)
def test_unknown_messages(messages, language):
    """A catalogue has no message that the interface lacks: it would be one that has changed since."""
    assert (
        sorted({str(entry.id) for entry in read(language) if entry.id} - {*map(str, messages)})
        == []
    )


@pytest.mark.parametrize("language", BEGUN)
def test_forms_of_catalogues(language):
    """A message that is translated has as many forms as its language has plurals, none of them empty."""
    catalogue = read(language)
    for entry in catalogue:
        if entry.id and any(forms(entry.string)):
            expected = catalogue.num_plurals if entry.pluralizable else 1
            assert [bool(form) for form in forms(entry.string)] == [True] * expected, entry.id


@pytest.mark.parametrize("language", BEGUN)
def test_untranslated(messages, language):
    """Messages without a translation are a warning, so that a change needs nobody who speaks the language."""
    missing = untranslated(messages, read(language))
    if missing:
        listed = "\n".join(missing)
        warnings.warn(f"not translated in locale/{language}.po:\n{listed}", stacklevel=1)


def untranslated(messages, catalogue):
    translated = {entry.id for entry in catalogue if entry.id and all(forms(entry.string))}
    return sorted(map(str, messages.keys() - translated))


def test_a_missing_translation(messages):
    """A message that a catalogue lacks, or has without a text, is found, and readers get it in English."""
    catalogue = Catalog(locale="fr")
    catalogue.add("Archive", "Archives")
    catalogue.add("Editions", "")
    catalogue.add(("Correction", "Corrections"), ("", ""))
    assert {*untranslated(messages, catalogue)} == {*map(str, messages)} - {"Archive"}
    interface.use(
        "nl", po('msgid "Archive"\nmsgstr "Archief"\n\nmsgid "Editions"\nmsgstr ""\n', "nl")
    )
    assert [interface._(word) for word in ("Archive", "Editions")] == ["Archief", "Editions"]
    assert [interface.is_english(word) for word in ("Archive", "Editions")] == [False, True]
    assert interface.ngettext("Correction", "Corrections", 2) == "Corrections"


def po(text, tag):
    """A site's own catalogue without problems."""
    report = Report()
    read = parse_po(text, "own.po", report, shipped(tag))
    assert read is not None
    assert not len(report)
    return read


def test_new_reader_word_keeps_those_of_other_languages(messages):
    """The words of a language are no translations: they stay if an English word is added."""
    words = table("generator.search", "reader_words")["pages"]["data/"]
    before = words.replace("raw data, ", "")
    assert before != words
    old = Catalog()
    for message in messages.keys() - {words}:
        old.add(message)
    old.add(before, "Daten, Tabelle")
    old.add("Something else that has gone", "Etwas anderes")
    keep_words(old, collected())
    assert old[words].string == "Daten, Tabelle"


def test_every_catalogue_lists_all_messages(messages):
    """The program knows its messages from one of its catalogues."""
    assert {*listed_messages()} == {forms(message)[0] for message in messages}


def test_own_words_come_first():
    """A site's catalogue has precedence over ours; the rest of ours stays."""
    own = po(
        'msgid "Archive"\nmsgstr "Ablage"\n\n'
        'msgid "Correction"\nmsgid_plural "Corrections"\nmsgstr[0] "Meldung"\nmsgstr[1] "Meldungen"\n',
        "de",
    )
    interface.use("de", own)
    assert [interface._(word) for word in ("Archive", "Search")] == ["Ablage", "Suche"]
    assert interface.ngettext("Correction", "Corrections", 5) == "Meldungen"
    assert interface.articles(5) == "5 Artikel"
    interface.use("de")
    assert interface._("Archive") == "Ablage"
    interface.use("en")
    interface.use("de")
    assert interface._("Archive") == "Archiv"


COUNTED = 'msgid "%(num)s article"\nmsgid_plural "%(num)s articles"\n'


def own_forms(forms, rule, texts):
    """A site's own catalogue with the number of articles in each form."""
    header = f'msgid ""\nmsgstr "Plural-Forms: nplurals={forms}; plural={rule};\\n"\n\n'
    lines = [f'msgstr[{place}] "%(num)s {text}"\n' for place, text in enumerate(texts)]
    return header + COUNTED + "".join(lines)


def test_each_catalogue_has_its_own_rule():
    """A site's own catalogue may have more forms than ours; each message follows the rule of its file."""
    rule = "(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2)"
    interface.use("es", po(own_forms(3, rule, ("nota", "de notas", "notas")), "es"))
    counted = [interface.articles(count) for count in (1, 2, 1_000_000)]
    assert counted == ["1 nota", "2 notas", "1.000.000 de notas"]
    ours = [interface.ngettext("Correction", "Corrections", count) for count in (1, 2, 1_000_000)]
    assert ours == ["Corrección", "Correcciones", "Correcciones"]


@pytest.mark.parametrize(
    "rule", ["n==1 ? 0 : 1 % (n - 5000) < 2", "n==1 ? 0 : n==5000 ? 7 : 1", "n==5000 ? 0 - 2 : n>1"]
)
def test_a_rule_that_fails_for_a_number_takes_the_last_form(rule):
    own = po(own_forms(2, rule, ("Beitrag", "Beiträge")), "de")
    interface.use("de", own)
    assert interface.articles(5000) == "5.000 Beiträge"


@pytest.mark.parametrize("count, text", [(1, "одна"), (2, "две"), (5, "пять"), (21, "одна")])
def test_an_extension_without_a_header_has_our_rule(tmp_path, monkeypatch, count, text):
    """An extension's catalogue that states no rule follows ours, whatever Babel knows of the language."""
    (tmp_path / "locale").mkdir()
    forms = "".join(f'msgstr[{n}] "{word}"\n' for n, word in enumerate(("одна", "две", "пять")))
    entry = f'msgid "One risk"\nmsgid_plural "%(num)s risks"\n{forms}'
    (tmp_path / "locale/ru.po").write_text(entry)
    monkeypatch.setattr("generator.assemble.catalogues.added", lambda: (tmp_path,))
    interface.use("en")
    interface.use("ru")
    assert interface.ngettext("One risk", "%(num)s risks", count) == text


def test_too_few_plural_forms(tmp_path):
    """A site's own catalogue with two forms for a language of three is one line, with the right header."""
    file = tmp_path / "site_config/locale/ru.po"
    file.parent.mkdir(parents=True)
    file.write_text(own_forms(2, "(n != 1)", ("статья", "статей")))
    report = Report()
    assert own_catalogue(tmp_path, "ru", report).entries == ()
    (problem,) = report
    assert problem.message == "the translations have 2 plural forms, not 3"
    assert "nplurals=3; plural=(n%10==1" in problem.help


def test_a_language_that_babel_lacks(monkeypatch):
    """Words and plural rules are those of our catalogue; dates are as in English."""

    known = interface.Locale.parse

    def parse(tag, sep="_"):
        if tag == "ru":
            raise UnknownLocaleError(tag)
        return known(tag, sep=sep)

    monkeypatch.setattr(interface.Locale, "parse", parse)
    interface.use("en")
    interface.use("ru")
    assert interface._("Archive") == "Архив"
    assert interface.articles(5) == "5 статей"
    monkeypatch.undo()
    interface.use("en")


def test_thousands_of_unknown_messages(tmp_path):
    """A catalogue of another program costs no more time than one with a few mistakes."""
    folder = tmp_path / "site_config/locale"
    folder.mkdir(parents=True)
    entries = [f'msgid "message {number}"\nmsgstr "x"\n' for number in range(2_000)]
    (folder / "az.po").write_text("".join(entries))
    report = Report()
    own_catalogue(tmp_path, "az", report)
    assert {one.code for one in report} == {"unknown-message"}
    assert len(report.diagnostics) == 20


@pytest.mark.parametrize(
    "tag, day, count, range_of_days", CASES["dates and numbers of any language"]
)
def test_dates_and_numbers_of_any_language(tag, day, count, range_of_days):
    """They follow CLDR, digits included, without a catalogue as well."""
    interface.use(tag)
    date = dt.date(2026, 4, 7)
    assert interface.day(date) == day
    assert interface.number(1200) == count
    assert interface.day_range(dt.date(2026, 4, 5), date) == range_of_days


@pytest.mark.parametrize("language", BEGUN)
def test_rules_of_plurals(language):
    """Each rule selects a form for every number."""
    file = shipped(language)
    select = c2py(file.rule)
    assert {select(number) for number in range(1001)} == set(range(file.forms))


@pytest.mark.parametrize("language", BEGUN)
def test_placeholders(language):
    """A translation has the same variables and markup as its message."""
    for entry in [entry for entry in read(language) if entry.id]:
        expected = sorted(VARIABLE.findall(forms(entry.id)[-1]))
        for text in filter(None, forms(entry.string)):
            assert sorted(VARIABLE.findall(text)) in (
                expected,
                sorted(set(expected) - {"%(num)s"}),
            ), entry.id


@pytest.mark.parametrize(
    "language, other_words",
    [
        ("de", "Vorspann|Verzeichnis|Kreuzung|Verlag"),
        ("az", "[Ll]entlər|[Ee]yniləşdirici|tabe |[Ss]atıcı|kəsişmə|xatırla|Hamısını sil"),
    ],
)
def test_one_word_for_one_thing(language, other_words):
    """The pages name a thing with one word only: not with one that it was given before."""
    files = [PACKAGE / f"locale/{language}.po", *(PACKAGE / "starter" / language).iterdir()]
    found = {
        file.name: words for file in files if (words := re.findall(other_words, file.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    "files, pattern, least",
    [("theme/**/*.html", r'words\["([^"]+)"\]', 5), ("**/theme/**/*.js", r'say\(\s*"([^"]+)"', 15)],
)
def test_words_of_the_theme(messages, files, pattern, least):
    """Every message of the theme's templates and scripts is translated by the generator."""
    texts = [file.read_text() for file in PACKAGE.glob(files)]
    words = {word for text in texts for word in re.findall(pattern, text)}
    assert len(words) > least
    assert words <= messages.keys()


def test_months_after_another_language():
    """Every language has its own months, whichever was used before in the process."""
    names = {}
    for language in ("he", "nl", "ann", "az", "ar-IQ", "de", "de-AT"):
        interface.use(language)
        names[language] = interface.month_name(1), interface.month_of_year(2021, 10)
    assert names["nl"] == ("januari", "oktober 2021")
    assert names["az"] == ("yanvar", "oktyabr 2021")
    assert names["de"] == ("Januar", "Oktober 2021")
    assert names["de-AT"] == ("Jänner", "Oktober 2021")


@pytest.mark.parametrize(
    "language, day, span, month, count, country", CASES["dates numbers and names"]
)
def test_dates_numbers_and_names(language, day, span, month, count, country):
    interface.use(language)
    assert interface.day(dt.date(2021, 10, 27)) == day
    assert plain(interface.day_range(dt.date(2021, 10, 25), dt.date(2021, 10, 29))) == span
    assert interface.month_of_year(2021, 10) == month
    assert interface.articles(1200) == count
    assert interface.country_name("DE") == country


@pytest.mark.parametrize(
    "language, names, initials",
    CASES["order of names"],
)  # fmt: skip
def test_order_of_names(language, names, initials):
    """Lists follow the alphabet of the language."""
    interface.use(language)
    assert sorted(set(names), key=interface.collation_key) == names
    assert "".join(map(interface.initial, names)) == initials


def test_order_of_icu(monkeypatch):
    """If PyICU is installed, its order counts in every language; the stand-in sorts backwards."""

    def key_of(text):
        return bytes(255 - sign for sign in text.encode())

    made = SimpleNamespace(getSortKey=key_of)
    collators = SimpleNamespace(createInstance=lambda _locale: made)
    icu = SimpleNamespace(Locale=str, Collator=collators)
    monkeypatch.setitem(sys.modules, "icu", icu)
    interface._collator.cache_clear()
    interface.use("sv")
    try:
        assert sorted(["a", "b", "(c"], key=interface.collation_key) == ["(c", "b", "a"]
    finally:
        interface._collator.cache_clear()


def test_initials_of_numbers():
    assert interface.initial("4th Office") == "0–9"


def plain(text):
    return text.replace("\u2009", "").replace("\u202f", "")


def test_plural_forms():
    assert [interface.articles(count) for count in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]


@pytest.mark.parametrize(
    "tag, archive", [("de-AT", "Archiv"), ("en-GB", "Archive"), ("xx", "Archive"), ("", "Archive")]
)
def test_regional_and_unknown_languages(tag, archive):
    interface.use(tag)
    assert interface._("Archive") == archive


def test_direction():
    assert [interface.direction(tag) for tag in ("fa", "ar-EG", "de", "xx")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_pages_are_in_the_language():
    """A German page has no English messages, and an English page built next has no German ones."""
    topics = made.taxonomy("topics", "red")
    articles = [made.article("a", terms={"topics": "red"})]
    for language, expected, other in [
        ("de", "In diesem Browser folgen", "Follow in this browser"),
        ("en", "Follow in this browser", "folgen"),
    ]:
        interface.use(language)
        pages = made.trees(made.site([topics], articles, language=language))
        text = pages["topics/red/"].text
        assert expected in text
        assert other not in text


def test_no_template_has_unmarked_words():
    """Outside messages, page templates contain only names of formats."""
    known = {
        "CSL",
        "RSS",
        "Atom",
        "JSON Feed",
        "JSON Schemas",
        "JSON",
        "BibTeX",
        "CSL-JSON",
        "OPML",
        "RSS 2.0",
        "HTML",
        "CSV",
        "Markdown",
        "SQLite",
        "nbsp",
    }
    unmarked = {}
    for file in sorted((PACKAGE / "pages/templates").glob("*.html")):
        if file.stem in ("mail", "head"):
            continue
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>",
            " ",
            messages_out(file),
            flags=re.DOTALL,
        )
        words = re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]+)*", re.sub(r"<[^>]*>", " ", text))
        if left := [word for word in words if word not in known]:
            unmarked[file.name] = left
    assert unmarked == {}


def messages_out(file):
    return re.sub(r"\{% trans.*?endtrans %\}", " ", file.read_text(), flags=re.DOTALL)
