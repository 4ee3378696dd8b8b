"""Find look-alike letters: alphabets of a word, and Unicode's table of confusables (UTS #39).

The table comes with `confusable-homoglyphs`. It is loaded when the first letter outside ASCII is
looked up, because it takes 50 ms and most runs never need it.
"""

import unicodedata
from functools import lru_cache

_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def scripts_of(word: str) -> set[str]:
    """The look-alike alphabets in which a word is written."""
    if word.isascii():
        return {"LATIN"} if any(map(str.isalpha, word)) else set()
    names = [unicodedata.name(char, "") for char in word if char.isalpha()]
    found = set()
    for name in names:
        script, _, _ = name.partition(" ")
        if script in _ALIKE:
            found.add(script)
    return found


@lru_cache(maxsize=4096)
def latin_twin(char: str) -> str:
    """The ASCII letter that a letter looks like; "" if there is none."""
    if char.isascii():
        return char
    from confusable_homoglyphs.confusables import confusables_data

    for twin in confusables_data.get(char, ()):
        letter: str = twin["c"]
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            return letter
    return ""
