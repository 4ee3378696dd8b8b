"""Who wrote a report: from `By Jane Example, Staff Writer, and John Sample` to two names.

A byline names persons. What stands there in a person's place (the newsroom, the outlet, an agency, a
job without a name) is no author, and who photographed, edited or translated wrote nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.intake.evidence import Guess
from generator.intake.newsroom import NEWSROOM
from generator.intake.raw import Claim, Raw, one_line
from generator.model.term import fold

_S = r"[ \t\u00a0]{0,4}"
INTRO = re.compile(
    rf"\W{{0,4}}(?:"
    rf"(?:(?:(?:an?|our|guest|special|exclusive|opinion|news|feature){_S}){{0,2}}(?:column|essay|"
    rf"commentary|comment|review|interview|feature|dispatch|blog|written|reported|report|words?|story|"
    rf"posted|text|reporting|analysis|published|article|compiled){_S})?\bby\b{_S}:?"
    rf"|(?:authors?|auth\.|reporters?|correspondents?|writers?|byline|автор(?:ы|ка|"
    rf"[:ы]?)?(?:{_S}(?:текста|статьи|материала))?"
    rf"|текст|подготовил[аи]?|корреспондент|m[üu][əe]llif(?:l[əe]r)?|yaz(?:ar|an|dı)|haz[ıi]rla(?:yan|"
    rf"d[ıi])|haber|muhabir"
    rf"|autore?n?|autorin|autorinnen|verfasser(?:in)?|auteure?s?|autrice|redactor|autor[ae]s?|texte?|"
    rf"von\b|par\b|por\b|di\b|od\b"
    rf"|bericht|words?|story|report|reportage|testo|texto|tekst|opracowa\w+|di|da|av|door){_S}:"
    rf"|(?:(?:écrit|rédigé|publié|verfasst|geschrieben|scritto|escrito){_S})?(?:von|par|por|di|da|door|av|автор)(?=\s)"
    rf"){_S}",
    re.IGNORECASE,
)
"""The beginning of a line that names who wrote."""
OTHERS = re.compile(
    r"\W{0,4}(?:photos?|photograph\w*|images?|pictures?|video|illustrations?|graphics?|editing|edited|"
    r"translat\w+|reviewed|"
    r"produced|fact[- ]checked|additional reporting|sponsored|fotos?|foto|bild\w*|redigiert|übersetz\w*|"
    r"traduit|traduction|"
    r"crédits?|фото|перев[её]л\w*|перевод|редактор|редактировал\w*|tərcümə|çeviri|redaktor|fotoğraf)\b",
    re.IGNORECASE,
)
"""The beginning of a line that names who did something else."""
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|•|·|(?:^|\s)(?:and|und|et|и|v[əe]|y|&|with|mit|avec)\s)\s*|\s+[-–—/]\s+|"
    r"\s*,\s*(?:and\s+)?",
    re.IGNORECASE,
)
_ROLE = (
    r"staff|writers?|reporters?|correspondents?|editors?|journalists?|columnists?|contributors?|"
    r"contributing|senior|chief|"
    r"deputy|managing|security|defen[cs]e|political|diplomatic|cyber|technology|crime|special|national|"
    r"foreign|bureau|head|"
    r"analysts?|freelance|associate|assistant|producer|intern|fellow|researcher|professor|prof|director|"
    r"specialist|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in)?|reporter(?:in)?|autor(?:in)?|"
    r"chefredakteur(?:in)?|"
    r"journaliste|correspondante?|envoyée?|spéciale?|rédact(?:eur|rice)|chef(?:fe)?|reporter|grand|"
    r"журналист(?:ка)?|корреспондент(?:ка)?|редактор|обозреватель|собкор|спецкор|главный|шеф-редактор|"
    r"собственный|"
    r"muhabir(?:i)?|yazar(?:ı)?|editör(?:ü)?|gazeteci|müxbir(?:i)?|jurnalist|redaktor(?:u)?|baş|xüsusi|"
    r"özel|şərhçi"
)
_JOB = re.compile(
    rf"(?:(?:{_ROLE})\b[ \t-]{{0,3}}){{1,6}}(?:(?:at|of|for|in|for|beim?|der|de|à|au|en|в)\b.{{0,60}})?",
    re.IGNORECASE,
)
_JOB_BEFORE = re.compile(
    rf"\A(?:our|nos?|notre|unser(?:e[rmns]?)?|наш)?\s?(?:(?:{_ROLE}|mr|mrs|ms|dr|sir|col|gen|maj|capt|"
    rf"lt)\b\.?[ \t-]{{1,3}}){{1,6}}(?=\S)",
    re.IGNORECASE,
)
_JOB_AFTER = re.compile(rf"[ \t]{{1,3}}(?:(?:{_ROLE})\b[ \t-]{{0,3}}){{1,6}}\Z", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_AFTER = re.compile(
    r"\s+(?:in|aus|à|из|for|at|für|pour|reports?|writes?|is an?|is the|published|posted|updated|on|"
    r"for)\s.*\Z|\s+\d.*\Z|\s*[|•·].*\Z"
)
_MAIL = re.compile(r"\S*@\S*|https?://\S+|www\.\S+")
_NOBODY = re.compile(
    rf"\b(?:{NEWSROOM})\b|"
    r"\b(?:staff|desk|editorial|editors?|team|agencies|bureau|service|office|ministry|"
    r"department|government|admin|administrator|webmaster|guest|author|unknown|anonymous|correspondent|reporter|writer|"
    r"redaktion|agentur|rédaction|redaction|редакция|пресс-служба|информ\w*|redaksiya|redaksiyası|merkezi|"
    r"redacción|redazione|redakcja|inc|ltd|llc|gmbh|co|corp|centre|center|institute|council|university|group|reuters|"
    r"afp|ap|dpa|tass|interfax|azertac|apa|wires|contributors?|publisher|sponsored|partner|user|root|user\d*)\b",
    re.IGNORECASE,
)
"""Words that no person's name holds and the names of newsrooms do."""
_PARTICLE = (
    "von|van|der|den|de|du|da|di|del|della|la|le|al|el|bin|ibn|ben|bint|ter|ten|zu|zum|dos|das|oğlu|qızı|"
    "oglu|kızı|"
    "оглы|кызы|ult|y|ul|e|af|av|mac|st|abu|nic"
)
_SMALL = frozenset(_PARTICLE.split("|"))
_WORD = r"(?:(?:al-)?[^\W\d_a-zа-яё]['’]?[^\W\d_]*(?:[-'’‑][^\W\d_]+)*|[dD]['’][^\W\d_]+)"
_NAME = re.compile(rf"(?:{_WORD}\.?)(?:[ \u00a0](?:(?:{_PARTICLE})\b|{_WORD}\.?|[^\W\d_]\.)){{0,5}}")
_LAST_FIRST = re.compile(rf"({_WORD}(?: {_WORD})?), ({_WORD}(?: (?:{_WORD}|[^\W\d_])\.?){{0,2}})\.?\Z")
_MOST_CHARACTERS, _MOST_NAMES = 400, 20
_PLAUSIBLE = 0.4
_SHORTEST, _LONGEST_ACRONYM = 5, 4
"""Letters of a name in capitals; those of a word that may be initials or an acronym."""


def is_name(text: str) -> bool:
    """Whether a text has the shape of a person's name: two to six capitalised words, none a newsroom's."""
    words = text.split()
    if text.startswith(("L'", "L’")):
        return False
    starts = [word.removeprefix("al-").removeprefix("d'")[:1] for word in words if word not in _SMALL]
    shaped = len(starts) > 1 and len(words) <= 6 and len(text) <= 60 and _NAME.fullmatch(text) is not None
    return shaped and not any(map(str.islower, starts)) and not _NOBODY.search(text)


def is_only(text: str, found: Collection[str]) -> bool:
    """Whether a line holds the names found in it and no more than what joins them."""
    rest = fold(text)
    for name in found:
        rest = rest.replace(fold(name), " ")
    return len(rest.split()) <= len(found) and len(rest.strip(" ,;&|•·")) <= 3 * len(found)


def names(byline: str, outlets: Collection[str] = ()) -> tuple[str, ...]:
    """The persons a byline names, in its order, each once.

    Args:
        byline: The line, with or without its `By`.
        outlets: Folded names of the outlet and others like it, who are no persons.
    """
    text = one_line(_MAIL.sub(" ", byline[:_MOST_CHARACTERS]), _MOST_CHARACTERS)
    if OTHERS.match(text):
        return ()
    text = INTRO.sub("", text, count=1) if INTRO.match(text) else text
    turned = _LAST_FIRST.match(text)
    if turned and not _JOB.fullmatch(turned[2]) and not _NOBODY.search(text) and " " not in turned[1]:
        whole = f"{turned[2]} {turned[1]}"
        if len(turned[2].split()) <= 2 and (is_name(turned[1]) is False):
            return (_cased(whole),) if is_name(_cased(whole)) else ()
    parts = (part for part in _SPLIT.split(text) if not _took_pictures(part))
    found = (_name(_ASIDE.sub("", part)) for part in parts)
    kept = (one for one in found if one and fold(one) not in outlets)
    return tuple(dict.fromkeys(kept))[:_MOST_NAMES]


def _took_pictures(part: str) -> bool:
    """Whether brackets behind a name say that it is not a writer's."""
    aside = _ASIDE.search(part)
    return aside is not None and OTHERS.match(aside.group().strip()[1:]) is not None


def _name(part: str) -> str:
    """One part of a byline as a name; nothing when it is a job, a place or a newsroom."""
    text = _JOB_BEFORE.sub("", part.strip(" .,:;-–—|/*\t@\"'“”«»"), count=1)
    text = _JOB_AFTER.sub("", _AFTER.sub("", text)).strip(" .,:;-–—|/")
    text = _cased(text)
    return text if is_name(text) else ""


def _cased(text: str) -> str:
    """A name that is written in capitals, as names are written: VUGAR KHALILOV, ANNA-MARIE."""
    if not text.isupper() or len(text) < _SHORTEST:
        words = text.split(" ")
        surnames = [word.isupper() and len(word) > _LONGEST_ACRONYM for word in words]
        if any(surnames) and not all(surnames):
            return " ".join(
                _cased(word) if capital else word for word, capital in zip(words, surnames, strict=True)
            )
        return text

    def small(match: re.Match[str]) -> str:
        word = match.group()
        return (
            word
            if len(word) == 1
            else word[0] + word[1:].replace("I", "ı" if "Ə" in text or "Ğ" in text else "i").lower()
        )

    return re.sub(r"[^\W\d_]+", small, text)


def guesses(raw: Raw, outlets: Collection[str]) -> tuple[Guess, ...]:
    """The authors of a report: all that its best claim names, surer when others agree.

    Args:
        raw: The report and its claims.
        outlets: Folded names that are no persons'.
    """
    named = [(claim, found) for claim in raw.of("author") if (found := names(claim.value, outlets))]
    if not named:
        return ()
    weight = named[0][0].weight
    best = [(claim, found) for claim, found in named if claim.weight == weight]
    return tuple(_distinct(_guesses(best, named)))


def _guesses(
    best: list[tuple[Claim, tuple[str, ...]]], named: list[tuple[Claim, tuple[str, ...]]]
) -> Iterator[Guess]:
    for claim, found in best:
        for name in found:
            agree = sum(any(fold(name) == fold(other) for other in others) for _, others in named)
            confidence = 1 - (1 - claim.weight) * 0.5 ** (agree - 1)
            if confidence >= _PLAUSIBLE:
                yield Guess(name, round(confidence, 2), one_line(claim.evidence))


def _distinct(found: Iterator[Guess]) -> Iterator[Guess]:
    seen: set[str] = set()
    for guess in found:
        key = fold(guess.value)
        if key not in seen:
            seen.add(key)
            yield guess
