"""Language tags of BCP 47 (RFC 5646) and the slips that people make in them."""

from __future__ import annotations

import re

from babel import Locale

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z")
_LANGUAGES: dict[str, str] = dict(Locale("en").languages)


def good_language(tag: str) -> bool:
    """Whether a text is a language tag (BCP 47, RFC 5646) of a language that CLDR knows."""
    return bool(_TAG.match(tag)) and tag.partition("-")[0] in _LANGUAGES


def capitalised(tag: str) -> str:
    """A language tag with the capitals and hyphens of BCP 47: `EN` → `en`, `pt_br` → `pt-BR`."""
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def code_of_language(name: str) -> str:
    """The code of a language by its English name: `Russian` → `ru`; empty for another text."""
    codes = {language.casefold(): code for code, language in _LANGUAGES.items()}
    return codes.get(name.casefold(), "")
