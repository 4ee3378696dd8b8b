"""Advice on accusations: the accused should be heard, and a claim should remain a claim.

A sentence accuses if it has a word of `fairness.toml` and the name of somebody else. That is a
state other than that of the article's first agency, or an agency or threat of the article that is
not of that state.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from generator.check.article_fields import Context
from generator.check.fields import ARTICLE, blank
from generator.check.locale_codes import COUNTRIES, english_names
from generator.diagnostics.diagnostics import Report, counted
from generator.extras.advice.lexicon import Style, met, pattern_of
from generator.extras.advice.own_words import ArticleText, split
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.term import Taxonomy
from generator.read.tables import table
from generator.read.text import words

_STANCE = ARTICLE["response"]["items"]["keys"]["stance"]
_WORDS: Mapping[str, Mapping[str, list[str]]] = table(__package__, "fairness")
_SENTENCE = re.compile(r"[^\s.!?](?:[^.!?\n]|[.!?](?=\w)|\n(?![ \t]*\n))*+")
_NOT_A_PLACE = r"(?<!\bin )(?<!\bon )(?<!\bagainst )(?<!\w)"
"""Comes before the name of somebody who acts, not of a place or a victim: `attacks on Georgia`."""
_SAYS = (
    r"says?|said|reports?|reported|accuse[sd]?|warn(?:s|ed)?|announce[sd]?|"
    r"alleges?d?|claim(?:s|ed)?"
)
_NOT_A_SPEAKER = (
    rf"(?!(?: and \w+)? (?:authorities|police|prosecutors|officials sa(?:id|y)|{_SAYS})\b)"
)
"""Comes after a name that is not that of an accuser: `the service of Latvia says`."""
_FULL_NAME = re.compile(r"[A-Z][\w'’-]* (?:and )?[A-Z][\w'’-]* of (?:the )?\Z")
"""Comes before the country in the full name of a body."""
_DENIED_THINGS = (
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "charge",
    "charges",
    "claim",
    "claims",
    "involvement",
    "responsibility",
)
_NO_DENIAL = re.compile(
    r"\b(?:not?|neither|never|nor|without|yet to) (?:\w+ )?(?:confirmed nor )?(?:den|reject)\w+"
    r"|\bden(?:ial|y|ied|ying|ies) (?:of service|access|entry|boarding|bail|them|him|her|a visa)"
    r"|\b(?:court|judge|parliament|president|senate|council)\b[^.]* reject",
    re.IGNORECASE,
)
"""A sentence with a word of denial in which nobody denies an accusation."""
_LEAST = 0.5
"""Minimum share of sentences with a word of attribution or doubt. Three of 16 articles that accused
a state were below it; a comparison with the sources found fault with two of these."""

Names = Mapping[str, str]
"""Name → what the message calls its bearer."""


def words_of_kinds(language: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a language that accuse, answer, deny and doubt; empty if there is no list.

    Denials are among the answers, too.
    """
    listed = _WORDS.get(language.partition("-")[0], {})
    kinds = {kind: tuple(phrases) for kind, phrases in listed.items()}
    if kinds:
        kinds["answers"] += kinds["denials"]
    return kinds


def check_fairness(
    article: Article, text: ArticleText, style: Style, context: Context, report: Report
) -> None:
    """Warn about accusations without an answer, and texts more certain than their summary."""
    kinds = words_of_kinds(article.language)
    if article.response:
        _check_missing(article, text, kinds.get("denials", ()), report)
    else:
        _check_denial(text, kinds.get("denials", ()), report)
    if "accuses" not in kinds:
        return
    rows, taxonomies = context.settings.rows, context.taxonomies
    own = _own_state(article, rows, taxonomies)
    names = _other_states(own), _other_terms(article, own, rows, taxonomies)
    accused = _accused(text.own, kinds["accuses"], names)
    answers = (*kinds["answers"], *kinds["answerers"])
    if accused and not article.response and not met(answers, words(text.whole)):
        start, name = accused
        message = f"this accuses {name}, and no sentence has an answer"
        help_line = f"add what {name} says, or front matter: response: {{who: {name}, "
        help_line += f"stance: {blank(_STANCE)}}}"
        report.add(text.place(start), "accusation-without-answer", message, help_line)
    doubts = kinds["doubts"]
    attributions = style.attributions
    is_accusing = accused is not None and accused[0] < text.body
    if attributions and (is_accusing or met(doubts, words(text.own[: text.body]))):
        _check_hedges(text, (*attributions, *doubts), report)


def has_answer(
    article: Article, settings: Settings, taxonomies: Mapping[str, Taxonomy]
) -> bool | None:
    """Whether a checked article has an answer to its accusation; None if it accuses nobody.

    Front matter decides if it has `response`: a search without a result is no answer, and neither
    is one that nobody made. Texts in a language without lists of words accuse nobody.
    """
    if article.response:
        return any(response.is_answer for response in article.response)
    kinds = words_of_kinds(article.language)
    if "accuses" not in kinds:
        return None
    whole = f"{article.title}\n\n{article.summary}\n\n{article.body.text}"
    own = _own_state(article, settings.rows, taxonomies)
    names = _other_states(own), _other_terms(article, own, settings.rows, taxonomies)
    if _accused(split(whole)[0], kinds["accuses"], names) is None:
        return None
    answers = (*kinds["answers"], *kinds["answerers"])
    return bool(met(answers, words(whole)))


def _accused(own: str, accuses: tuple[str, ...], lists: Iterable[Names]) -> tuple[int, str] | None:
    """Find the first sentence that accuses: its offset, and the name of who is accused."""
    if not met(accuses, words(own)):
        return None
    for match in _SENTENCE.finditer(own):
        said = words(match.group())
        if not met(accuses, said):
            continue
        sentence = " ".join(match.group().split())
        for names in lists:
            for name in met(tuple(names), said):
                if _is_accused(name, sentence):
                    return match.start(), names[name]
    return None


def _is_accused(name: str, sentence: str) -> bool:
    """Whether a sentence names somebody who acts.

    That is neither a place, nor a victim, nor who accuses, nor the country in the full name of a
    body: `the State Security Service of Latvia (VDD)`.
    """
    pattern = f"{_NOT_A_PLACE}{re.escape(name)}{_NOT_A_SPEAKER}"
    starts = (match.start() for match in re.finditer(pattern, sentence))
    return any(_FULL_NAME.search(sentence[:start]) is None for start in starts)


def _own_state(article: Article, leading: str, taxonomies: Mapping[str, Taxonomy]) -> str:
    """The country code of the first agency, whose account the article gives; "" if it has none."""
    first = article.terms.get(leading, ())[:1]
    return taxonomies[leading].terms[first[0]].country if first else ""


@cache
def _other_states(own: str) -> Names:
    names: dict[str, str] = {}
    for code, country in COUNTRIES.items():
        if code != own:
            names |= dict.fromkeys(english_names(code), country)
    return names


def _other_terms(
    article: Article, own: str, leading: str, taxonomies: Mapping[str, Taxonomy]
) -> Names:
    """The names whose mention counts as an accusation of somebody else.

    They are those of the article's agencies of other states, and of its threats.
    """
    names: dict[str, str] = {}
    for name, taxonomy in taxonomies.items():
        if not taxonomy.settings.kinds or taxonomy.settings.of_source:
            continue
        for slug in article.terms[name]:
            term = taxonomy.terms[slug]
            is_other = term.country != own if term.country else name != leading
            if is_other:
                names |= dict.fromkeys((*term.names, *term.ambiguous), term.label)
    return names


def _check_denial(text: ArticleText, denials: tuple[str, ...], report: Report) -> None:
    """Warn about the first denial of an article without `response`."""
    told = met(denials, words(text.whole))
    found = [match for phrase in told if (match := pattern_of(phrase).search(text.whole))]
    if not found:
        return
    first = min(found, key=re.Match.start)
    message = f"'{first.group()}' gives a denial, and front matter has no response"
    help_line = "add response: {who: <who denies it>, stance: denied}; "
    help_line += "then a line above the headline says so"
    report.add(text.place(first.start()), "denial-without-response", message, help_line)


def _check_missing(
    article: Article, text: ArticleText, denials: tuple[str, ...], report: Report
) -> None:
    """Refuse `response` that knows no answer beside a denial.

    A sentence of the article denies if it names what is denied, or who; the text of a response is
    about the accused anyway. Where one party answers, a denial may be that party's.
    """
    if any(response.is_answer for response in article.response):
        return
    names = {name for response in article.response for name in _names_in(response.who)}
    told = [one for response in article.response for one in _SENTENCE.findall(response.text)]
    for sentence in _SENTENCE.findall(text.whole):
        is_about = met(_DENIED_THINGS, words(sentence)) or names & set(_names_in(sentence))
        told += [sentence] if is_about else []
    for sentence in told:
        found = next(filter(None, (pattern_of(one).search(sentence) for one in denials)), None)
        if found and not _NO_DENIAL.search(sentence):
            message = f"'{found.group()}' gives a denial, and 'response' knows no answer"
            help_line = "write stance: denied or, of another charge, stance: a similar charge, "
            help_line += "with date: YYYY-MM-DD"
            start = max(text.whole.find(sentence), 0)
            report.add(text.place(start), "answer-said-missing", message, help_line)
            return


def _names_in(said: str) -> list[str]:
    """The words that begin with a capital, without an ending: `China` of `China's embassy`."""
    return re.findall(r"\b[A-Z][^\W_]+", said)


def _check_hedges(text: ArticleText, hedges: tuple[str, ...], report: Report) -> None:
    sentences = list(filter(None, map(words, _SENTENCE.findall(text.own, text.body))))
    hedged = [said for said in sentences if met(hedges, said)]
    if len(hedged) < _LEAST * len(sentences):
        count = f"{len(hedged)} of {counted(len(sentences), 'sentence')}"
        message = f"only {count} of the text name who claims this or show doubt"
        help_line = "name who says so in more sentences, or write: allegedly, is said to, likely"
        report.add(text.place(text.summary), "lost-hedge", message, help_line)
