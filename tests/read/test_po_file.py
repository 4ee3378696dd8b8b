"""Catalogues of translations as text: what they hold, and the broken and hostile ones."""

from pathlib import Path

import pytest
import yaml

from generator.read.po_file import parse_po

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


def test_forms_are_those_of_the_header(report):
    """The header's rule counts, as in every program that reads such a file; without one it is English's."""
    header = (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n'
    )
    read = parse_po(header, "ru.po", report)
    assert (read.entries, read.forms, read.rule) == ((), 3, "(n==1 ? 0 : n<5 ? 1 : 2)")
    assert parse_po("", "fr.po", report).forms == 2
    assert len(report) == 0


@pytest.mark.parametrize("rule", ["__import__(1)", "n/0", "0-1", "(" * 40])
def test_a_rule_that_cannot_be_read(rule, report):
    text = f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural={rule};\\n"\n'
    assert parse_po(text, "ru.po", report) is None
    assert [problem.code for problem in report] == ["bad-catalogue"]


@pytest.mark.parametrize("text, line", [*CASES["broken files"], ("{" * 100_000, 1)])
def test_broken_files(text, line, report):
    assert parse_po(text, "fr.po", report) is None
    (problem,) = report
    assert (problem.code, problem.place.line) == ("bad-catalogue", line)
