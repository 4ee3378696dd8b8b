import pytest

from generator.extras.advice.own_words import prose, split
from generator.system.bounds import within


@pytest.mark.parametrize(
    "text, quoted",
    [
        ('He said "so it is" and went.', ['"so it is"']),
        ("“Curly”, «French», „German“, »Danish«, 「Japanese」", ["“Curly”", "«French»", "„German“", "»Danish«", "「Japanese」"]),
        ("In ”Swedish” too.", ["”Swedish”"]),
        ("‘It’s so’, they don’t say.", ["‘It’s so’"]),
        ("They don't say 'it's so' of the agencies' work.", ["'it's so'"]),
        ('A 5" disk and a 6" disk.', []),
        ("“Two\nlines”", ["“Two\nlines”"]),
        ("“A first paragraph\n\n“and a last.” After.", ["“A first paragraph", "“and a last.”"]),
        ("> A block\nthat goes on\n\nand ends.\n\n> Another.", ["> A block\nthat goes on", "> Another."]),
        ("# A heading > no block", []),
    ],
)  # fmt: skip
def test_quotations(text, quoted):
    own, quotations = split(prose(text))
    assert [quotation.group() for quotation in quotations] == quoted
    assert all(text[quotation.start() :].startswith(quotation.group()) for quotation in quotations)
    assert len(own) == len(text)
    assert quoted or own == text
    assert not any(
        word in own for quotation in quoted for word in quotation.split() if len(word) > 4
    )


@pytest.mark.parametrize(
    "markdown, words",
    [
        ("see [the page](https://example.org/a_(b)) there", "see [the page there"),
        ("see `code` there", "see there"),
        ("see <https://example.org/a> there", "see < > there"),
        ("~~~\ncode\n~~~\nsee", "see"),
        ("```\ncode that is never closed", ""),
        ("[1]: https://example.org/\nsee", "see"),
    ],
)
def test_prose_has_no_code_and_no_addresses(markdown, words):
    assert prose(markdown).split() == words.split()
    assert len(prose(markdown)) == len(markdown)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "“",
        "'a ",
        " 'a",
        "‘",
        "> x\n",
        "](",
        "```\n",
        "„“",
        "»",
        "[",
        "https://",
        "`",
        '"a\n \n',
    ],
)
def test_no_text_takes_long(text):
    """Unclosed marks are searched for once in total, not once each."""
    text *= 120_000 // len(text)
    assert len(within(lambda: split(prose(text))[0], seconds=10)) == len(text)
