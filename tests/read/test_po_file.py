"""Catalogues of translations as text: what they hold, and the broken and hostile ones."""

from pathlib import Path

import pytest
import yaml

from generator.diagnostics.diagnostics import Report
from generator.read.po_file import PoFile, parse_po

CASES = yaml.safe_load(Path(__file__).with_name("po_file.yml").read_text())


def test_an_entry(report):
    """Texts on several lines are joined, escapes are read, comments and obsolete entries are left out."""
    text = (
        "# by Poedit\n#: file.html:3\n#, python-format\n"
        'msgid ""\n"Added on "\n"%(day)s"\nmsgstr "Le \\"%(day)s\\"\\n"\n\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
    )
    read = parse_po(text, "fr.po", report)
    (entry,) = read.entries
    assert (entry.message, entry.texts, entry.line) == ("Added on %(day)s", ('Le "%(day)s"\n',), 4)
    assert (read.forms, len(report)) == (2, 0)


HEADER = 'msgid ""\nmsgstr ""\n"Language: tlh\\n"\n"Plural-Forms: nplurals={}; plural={};\\n"\n\n'
PLURAL = 'msgid "A"\nmsgid_plural "B"\nmsgstr[0] "C"\nmsgstr[1] "D"\nmsgstr[2] "E"\n'
TWO_FORMS = PLURAL.removesuffix('msgstr[2] "E"\n')
RUSSIAN = PoFile((), 3, "(n==1 ? 0 : n<5 ? 1 : 2)")


def test_forms_are_those_of_the_header(report):
    """The header's rule counts, whatever Babel knows of the language."""
    read = parse_po(HEADER.format(3, RUSSIAN.rule) + PLURAL, "tlh.po", report)
    (entry,) = read.entries
    assert (entry.texts, entry.rule) == (("C", "D", "E"), RUSSIAN.rule)
    assert (read.forms, read.rule, len(report)) == (3, RUSSIAN.rule, 0)


@pytest.mark.parametrize("header", ["", 'msgid ""\nmsgstr "Language: es\\n"\n\n'])
def test_forms_without_a_rule_in_the_header(header, report):
    """The rule is that of the given file; lines are those of the text. Babel's own rule differs by its version."""
    read = parse_po(header + PLURAL, "ru.po", report, RUSSIAN)
    (entry,) = read.entries
    assert (entry.texts, entry.line) == (("C", "D", "E"), header.count("\n") + 1)
    assert (read.forms, read.rule, len(report)) == (3, RUSSIAN.rule, 0)


def test_no_rule_at_all(report):
    """A file that needs a rule, and has none, is told where one is written; others need none."""
    assert parse_po(PLURAL, "pl.po", report) is None
    (problem,) = report
    assert problem.code == "bad-catalogue"
    assert problem.message == "the translations cannot be read: the header has no plural rule"
    assert "Plural-Forms: nplurals=" in problem.help
    read = parse_po('msgid "A"\nmsgstr "B"\n', "pl.po", Report())
    assert [entry.texts for entry in read.entries] == [("B",)]


@pytest.mark.parametrize("forms, rule", CASES["broken rules"])
def test_a_rule_that_cannot_be_used(forms, rule, report):
    """One line names the rule; it takes neither minutes nor memory."""
    assert parse_po(HEADER.format(forms, rule) + TWO_FORMS, "ru.po", report) is None
    (problem,) = report
    assert problem.code == "bad-catalogue"
    assert "plural" in problem.message
    known = Report()
    parse_po(HEADER.format(forms, rule) + TWO_FORMS, "ru.po", known, RUSSIAN)
    assert [one.help for one in known] == [
        f'write in the header: "Plural-Forms: nplurals=3; plural={RUSSIAN.rule};\\n"'
    ]


@pytest.mark.parametrize("text, line", [*CASES["broken files"], ("{" * 100_000, 1)])
def test_broken_files(text, line, report):
    assert parse_po(text, "fr.po", report) is None
    (problem,) = report
    assert (problem.code, problem.place.line) == ("bad-catalogue", line)
