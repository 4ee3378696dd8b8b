"""Catalogues of translations as text: what they hold, and the broken and hostile ones."""

from pathlib import Path

import pytest
import yaml

from generator.read.po_file import parse_po, plural_forms

CASES = yaml.safe_load(Path(__file__).with_name("po_file.yml").read_text())


def test_an_entry(report):
    """Texts on several lines are joined, escapes are read, comments and obsolete entries are left out."""
    text = (
        "# by Poedit\n#: file.html:3\n#, python-format\n"
        'msgid ""\n"Added on "\n"%(day)s"\nmsgstr "Le \\"%(day)s\\"\\n"\n\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
    )
    read = parse_po(text, "fr.po", "fr", report)
    (entry,) = read.entries
    assert (entry.message, entry.texts, entry.line) == ("Added on %(day)s", ('Le "%(day)s"\n',), 4)
    assert (read.forms, len(report)) == (2, 0)


def test_forms_are_those_of_cldr(report):
    """The rule in the header is not read: it is an expression, and CLDR knows the language's forms."""
    header = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n'
    read = parse_po(header, "ru.po", "ru", report)
    assert (read.entries, read.forms, len(report)) == ((), 3, 0)
    assert plural_forms("xx") == (2, "(n != 1)")


@pytest.mark.parametrize("text, line", [*CASES["broken files"], ("{" * 100_000, 1)])
def test_broken_files(text, line, report):
    assert parse_po(text, "fr.po", "fr", report) is None
    (problem,) = report
    assert (problem.code, problem.place.line) == ("bad-catalogue", line)
