"""Advice on accusations: the accused should be heard, and a claim should remain a claim.

A sentence accuses if it has a word of `fairness.toml` and the name of somebody else. That is a
state other than that of the article's first agency, or an agency or threat of the article that is
not of that state.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from generator.check.article_fields import Context
from generator.check.fields import ARTICLE, blank
from generator.check.locale_codes import COUNTRIES, english_names
from generator.diagnostics.diagnostics import Place, Report, counted
from generator.extras.advice.lexicon import Style, met, pattern_of
from generator.extras.advice.own_words import ArticleText, split
from generator.model.article import Article, Response
from generator.model.settings import Settings
from generator.model.term import Taxonomy, fold
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
_TELLING = frozenset(
    ("in", "told", "before", "to", "at", "im", "vor", "ante", "en", "dans", "devant", "au")
)
"""Before a court to which somebody speaks: it does not reject anything there."""
_DETERMINERS = re.compile(r"an?|the|der|die|das|dem|den|eine?|el|las?|los|una?|les?|une")
"""Words that begin with a capital only because they begin a sentence or a name."""
_POINTS = re.compile(r" (?:this|that|it|them)(?=\s*$|[,;.])")
"""Follows a denial in English whose charge is in the sentence before."""
_STEM = 4
"""Letters that are the same in a name with another ending."""
_LEAST = 0.5
"""Minimum share of sentences with a word of attribution or doubt. Three of 16 articles that accused
a state were below it; a comparison with the sources found fault with two of these."""

Kinds = Mapping[str, tuple[str, ...]]
"""Kind of words → its phrases, in one language."""
Names = Mapping[str, str]
"""Name → what the message calls its bearer."""


def words_of_kinds(language: str) -> Kinds:
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
        _check_missing(article, text, kinds, report)
    else:
        _check_denial(text, kinds, report)
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


def _check_denial(text: ArticleText, kinds: Kinds, report: Report) -> None:
    """Warn about the first denial of an article without `response`."""
    if not met(kinds.get("denials", ()), words(text.whole)):
        return
    for sentence in _SENTENCE.finditer(text.whole):
        if found := _denial_in(sentence.group(), kinds):
            message = f"'{found.group()}' gives a denial, and front matter has no response"
            help_line = "add response: {who: <who denies it>, stance: denied}; "
            help_line += "then a line above the headline says so"
            start = sentence.start() + found.start()
            report.add(text.place(start), "denial-without-response", message, help_line)
            return


def _denial_in(sentence: str, kinds: Kinds) -> re.Match[str] | None:
    """The first word of a sentence with which somebody denies; None if nobody does.

    Nobody does in "did not deny", and a court that rejects is not the accused.
    """
    found = _found(kinds.get("denials", ()), sentence)
    others = _found(kinds.get("not_denials", ()), sentence) if found else []
    for match in found:
        if any(one.start() <= match.start() < one.end() for one in others):
            continue
        before = words(re.split("[,;:–—]", sentence[: match.start()])[-1])
        # German negates at the end: "bestritt den Vorwurf nicht".
        is_negated = met(kinds["negations"], before[-3:]) or words(sentence)[-1] == "nicht"
        if not is_negated and not _is_judge(before, kinds["judges"]):
            return match
    return None


def _found(phrases: tuple[str, ...], sentence: str) -> list[re.Match[str]]:
    """Where a sentence has some phrases, in its order."""
    those = met(phrases, words(sentence))
    found = [match for one in those for match in pattern_of(one).finditer(sentence)]
    return sorted(found, key=re.Match.start)


def _is_judge(before: tuple[str, ...], judges: tuple[str, ...]) -> bool:
    """Whether it is a court that rejects, by the words before: not if it is told of a denial."""
    for place, word in enumerate(before):
        if word in judges and not _TELLING.intersection(before[max(place - 2, 0) : place]):
            return True
    return False


def _check_missing(article: Article, text: ArticleText, kinds: Kinds, report: Report) -> None:
    """Refuse a `response` that knows no answer beside a denial, or beside an answer of the same."""
    answering = [one for one in article.response if one.is_answer]
    others = [name for one in answering for name in _names_in(one.who)]
    for number, response in enumerate(article.response):
        if response.is_answer:
            continue
        who = fold(response.who)
        if any(fold(one.who) == who and one.stance != "a similar charge" for one in answering):
            message = f"'{response.who[:60]}' answers in one 'response', and in another does not"
            help_line = "delete one of the two, or write stance: a similar charge, with its date"
            report.add(text.place_of_response(number), "answer-said-missing", message, help_line)
        elif found := next(_denials_of(response, number, others, text, kinds), None):
            place, word = found
            message = f"'{word}' gives a denial, and 'response' knows no answer"
            help_line = "write stance: denied or, of another charge, stance: a similar charge, "
            help_line += "with date: YYYY-MM-DD"
            report.add(place, "answer-said-missing", message, help_line)


def _denials_of(
    response: Response, number: int, others: list[str], text: ArticleText, kinds: Kinds
) -> Iterator[tuple[Place, str]]:
    """Yield the denials by somebody of whom a response says that there is no answer.

    The text of the response is about the accused. A sentence of the article is if it names who or,
    where nobody answers, the charge. One that names somebody who answers (`others`) is theirs.
    """
    for sentence in _SENTENCE.findall(response.text):
        if (found := _denial_in(sentence, kinds)) and not _is_named(others, sentence):
            yield text.place_of_response(number), found.group()
    names = _names_in(response.who)
    states = _other_states("")
    countries = {states[one] for one in met(tuple(states), words(response.who))}
    names += [one for one, country in states.items() if country in countries]
    for match in _SENTENCE.finditer(text.whole):
        sentence = match.group()
        found = _denial_in(sentence, kinds)
        if found is None or _is_named(others, sentence):
            continue
        is_charge = met(kinds["charges"], words(sentence)) or _POINTS.match(sentence, found.end())
        if _is_named(names, sentence) or (is_charge and not others):
            yield text.place(match.start()), found.group()


def _names_in(said: str) -> list[str]:
    """The words that begin with a capital: `China` of `China's embassy`."""
    found = re.findall(r"\b[^\W\d_]+", said)
    return [one for one in found if one[0].isupper() and not _DETERMINERS.fullmatch(one.casefold())]


def _is_named(names: Iterable[str], sentence: str) -> bool:
    """Whether a sentence has one of some names, also with another ending: `Chinese` of `China`."""
    said = _names_in(sentence)
    for name in names:
        stem = name[: max(len(name) - 1, _STEM)]
        if name in said or (len(name) >= _STEM and any(one.startswith(stem) for one in said)):
            return True
    return False


def _check_hedges(text: ArticleText, hedges: tuple[str, ...], report: Report) -> None:
    sentences = list(filter(None, map(words, _SENTENCE.findall(text.own, text.body))))
    hedged = [said for said in sentences if met(hedges, said)]
    if len(hedged) < _LEAST * len(sentences):
        count = f"{len(hedged)} of {counted(len(sentences), 'sentence')}"
        message = f"only {count} of the text name who claims this or show doubt"
        help_line = "name who says so in more sentences, or write: allegedly, is said to, likely"
        report.add(text.place(text.summary), "lost-hedge", message, help_line)
