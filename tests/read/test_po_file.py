"""Catalogues of translations as text: what they hold, and the broken and hostile ones."""

from pathlib import Path

import pytest
import yaml

from generator.read.po_file import parse_po, plural_forms, selector

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


def test_forms_of_the_header(report):
    """An editor's rule is used, which may differ from that of CLDR."""
    header = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Plural-Forms: nplurals=2; plural=(n%10!=1 || n%100==11);\\n"\n'
    read = parse_po(header, "ru.po", "ru", report)
    assert read.forms == 2
    assert [selector(read.rule)(number) for number in (1, 2, 11, 21)] == [0, 1, 1, 0]
    assert plural_forms("ru")[0] == 3
    assert plural_forms("xx") == (2, "(n != 1)")


@pytest.mark.parametrize(
    "rule",
    [
        "n/0",
        "n%n",
        "n%(n-1)",
        "n%0",
        "n",
        "-1",
        "2",
        "n.__class__",
        "exit()",
        "n if n else 0",
        "(" * 200 + "n" + ")" * 200,
        "n" * 400,
        "",
        "n ? 0",
    ],
)
def test_broken_rules(rule, report):
    """A rule that is not one, that may fail, or that leaves a number without a form is refused."""
    header = f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural={rule};\\n"\n'
    assert parse_po(header, "fr.po", "fr", report) is None
    (problem,) = report
    assert problem.code == "bad-catalogue"
    assert "plural forms are broken" in problem.message


@pytest.mark.parametrize("text, line", [*CASES["broken files"], ("{" * 100_000, 1)])
def test_broken_files(text, line, report):
    assert parse_po(text, "fr.po", "fr", report) is None
    (problem,) = report
    assert (problem.code, problem.place.line) == ("bad-catalogue", line)
