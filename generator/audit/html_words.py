"""White space and letters as the HTML Standard compares them (Infra Standard, section 4.6).

Python's own methods and regular expressions know more white space and more letters: a word that
only they find is none to a browser.
"""

import string

SPACE = " \t\n\f\r"
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_EVEN = str.maketrans(SPACE, " " * len(SPACE))


def lower(text: str) -> str:
    """Put a text into lower case, as browsers do to compare it: only the letters from A to Z."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def keyword(text: str) -> str:
    """Return the value of an attribute in lower case, without white space around it."""
    return lower(text.strip(SPACE))


def words(text: str) -> list[str]:
    """Split an attribute that is a list, such as `rel`, into its words in lower case."""
    return [word for word in lower(text).translate(_EVEN).split(" ") if word]
