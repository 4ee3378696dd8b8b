"""Advice on accusations: the accused should be heard, and a claim should remain a claim.

A sentence accuses if it has a word of `fairness.toml` and the name of somebody else. That is a
state other than that of the article's first agency, or an agency or threat of the article that is
not of that state.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from generator.check.article_fields import Context
from generator.check.fields import ARTICLE, blank
from generator.check.locale_codes import COUNTRIES, country_names, english_names
from generator.diagnostics.diagnostics import Report, counted
from generator.extras.advice.lexicon import Style, met, pattern_of
from generator.extras.advice.own_words import ArticleText, split
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.term import Taxonomy, fold
from generator.read.tables import table
from generator.read.text import words

_STANCE = ARTICLE["response"]["items"]["keys"]["stance"]
_WORDS: Mapping[str, Mapping[str, list[str]]] = table(__package__, "fairness")
_SEATS: Mapping[str, list[str]] = table(__package__, "seats")
_SENTENCE = re.compile(r"[^\s.!?](?:[^.!?\n]|[.!?](?=\w)|\n(?![ \t]*\n))*+")
_STATEMENT = re.compile(r"[^\s.!?;](?:[^.!?;\n]|[.!?](?=\w)|\n(?![ \t]*\n))*+")
"""A sentence, or a part of one before or after a semicolon: who denies there is named there."""
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
_CLAUSE = re.compile("[,;:–—]")
_NEAR = 200
"""Characters before a denial among which a negation or a court is looked for: a sentence may be as
long as an article, and have a denial in every second word."""
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
        _check_silence(article, text, kinds, report)
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
    for start, _sentence, found in _denials(text.whole, kinds):
        message = f"'{found.group()}' gives a denial, and front matter has no response"
        help_line = "add response: {who: <who denies it>, stance: denied}; "
        help_line += "then a line above the headline says so"
        place = text.place(start + found.start())
        report.add(place, "denial-without-response", message, help_line)
        return


def _denials(whole: str, kinds: Kinds) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Yield each sentence in which somebody denies: its offset, its text, and the word for it."""
    if not met(kinds.get("denials", ()), words(whole)):
        return
    for match in _STATEMENT.finditer(whole):
        if found := _denial_in(match.group(), kinds):
            yield match.start(), match.group(), found


def _denial_in(sentence: str, kinds: Kinds) -> re.Match[str] | None:
    """The first word of a sentence with which somebody denies; None if nobody does.

    Nobody does in "did not deny", and a court that rejects is not the accused.
    """
    said = words(sentence)
    denials = met(kinds["denials"], said)
    if not denials:
        return None
    for phrase in met(kinds.get("not_denials", ()), said):
        sentence = pattern_of(phrase).sub(lambda other: " " * len(other.group()), sentence)
    found = [match for phrase in denials for match in pattern_of(phrase).finditer(sentence)]
    for match in sorted(found, key=re.Match.start):
        near = sentence[max(match.start() - _NEAR, 0) : match.start()]
        before = words(_CLAUSE.split(near)[-1])
        # German negates at the end: "bestritt den Vorwurf nicht".
        is_negated = met(kinds["negations"], before[-3:]) or said[-1] == "nicht"
        if not is_negated and not _is_judge(before, kinds["judges"]):
            return match
    return None


def _is_judge(before: tuple[str, ...], judges: tuple[str, ...]) -> bool:
    """Whether it is a court that rejects, by the words before: not if it is told of a denial."""
    for place, word in enumerate(before):
        is_judge = word in judges or " ".join(before[max(place - 1, 0) : place + 1]) in judges
        if is_judge and not _TELLING.intersection(before[max(place - 2, 0) : place]):
            return True
    return False


def _check_missing(article: Article, text: ArticleText, kinds: Kinds, report: Report) -> None:
    """Refuse a `response` that knows no answer beside a denial, or beside an answer of the same."""
    answering = [one for one in article.response if one.is_answer]
    if len(answering) == len(article.response):
        return
    others = _names_of((one.who for one in answering), article.language)
    denials = list(_denials(text.whole, kinds))
    for number, response in enumerate(article.response):
        if response.is_answer:
            continue
        who = fold(response.who)
        if any(fold(one.who) == who and one.stance != "a similar charge" for one in answering):
            message = f"'{response.who[:60]}' answers in one 'response', and in another does not"
            help_line = "delete one of the two, or write stance: a similar charge, with its date"
            report.add(text.place_of_response(number), "answer-said-missing", message, help_line)
            continue
        own = _names_of([response.who], article.language)
        boxed = (
            (text.place_of_response(number), found.group())
            for _, sentence, found in _denials(response.text, kinds)
            if _is_by(own, others, sentence, found, kinds, is_boxed=True)
        )
        in_article = (
            (text.place(start), found.group())
            for start, sentence, found in denials
            if _is_by(own, others, sentence, found, kinds)
        )
        for place, word in islice(chain(boxed, in_article), 1):
            message = f"'{word}' gives a denial, and 'response' knows no answer of "
            message += f"'{response.who[:60]}'"
            help_line = "write stance: denied or, of another charge, stance: a similar charge, "
            help_line += "with date: YYYY-MM-DD"
            report.add(place, "answer-said-missing", message, help_line)


def _check_silence(article: Article, text: ArticleText, kinds: Kinds, report: Report) -> None:
    """Advise on the text of an answer that ends with a search which found none."""
    for number, response in enumerate(article.response):
        if response.is_answer and met(kinds.get("searches", ()), words(response.text)):
            message = f"the answer of '{response.who[:60]}' also says that no answer was found"
            help_line = "delete the sentence and add to the list of 'response': "
            help_line += "{who: <who did not answer>, stance: none found, date: YYYY-MM-DD}"
            report.add(text.place_of_response(number), "search-in-answer", message, help_line)


def _is_by(
    own: "_Named",
    others: "_Named",
    sentence: str,
    found: re.Match[str],
    kinds: Kinds,
    *,
    is_boxed: bool = False,
) -> bool:
    """Whether a party denies in a sentence, with the word `found`.

    The sentence names the party (`own`) or, where nobody answers, the charge; the text of a party's
    own response (`is_boxed`) need not. A sentence that names somebody who answers (`others`) is
    theirs, and so is one with another state before the word. In languages with a list of
    `speakers`, who denies is named before the word, or after one of the list: "The hospital denied
    that Norway knew of it".
    """
    if others.are_in(sentence):
        return False
    before, after = sentence[: found.start()], sentence[found.end() :]
    is_of_another_state = own.states and _states().are_in(before)
    if own.are_in(sentence):
        if own.are_in(before):
            return True
        speakers = kinds.get("speakers")
        return bool(met(speakers, words(after))) if speakers else not is_of_another_state
    if is_of_another_state:
        return False
    is_charge = met(kinds["charges"], words(sentence)) or _POINTS.match(sentence, found.end())
    return is_boxed or (bool(is_charge) and not others.states and not others.stems)


@dataclass(frozen=True, slots=True)
class _Named:
    """What sentences call some parties."""

    states: tuple[str, ...]
    """The names of their states, of those states' people, and of the seats of government."""
    stems: frozenset[str]
    """The beginnings of other words with a capital; a short word is whole, with a space."""

    def are_in(self, sentence: str) -> bool:
        """Whether a sentence names one of them, also with another ending.

        A hospital in Norway is not Norway.
        """
        states = met(self.states, words(sentence))
        named = (match for one in states for match in pattern_of(one).finditer(sentence))
        if any(
            sentence[max(match.start() - 3, 0) : match.start()].casefold() != "in "
            for match in named
        ):
            return True
        sizes = {len(stem) for stem in self.stems}
        said = _names_in(sentence) if sizes else ()
        return any(f"{name} "[:size] in self.stems for name in said for size in sizes)


def _names_of(parties: Iterable[str], language: str) -> _Named:
    """What sentences call some parties, by `who` of their responses in an article's language.

    A word of a state's name is none alone: the United States are not the United Kingdom.
    """
    of_states = {name: code for code in COUNTRIES for name in english_names(code)}
    of_states_there = {name: code for code, name in country_names(language).items()}
    codes, stems = set(), set()
    for who in parties:
        rest = who
        for name in sorted(met(tuple(of_states), words(who)), key=len, reverse=True):
            rest, count = pattern_of(name).subn(" ", rest)
            codes.update([of_states[name]] if count else [])
        codes.update(of_states_there[name] for name in met(tuple(of_states_there), words(rest)))
        for name in _names_in(rest):
            is_short = len(name) < _STEM
            stems.add(f"{name} " if is_short else name[: max(len(name) - 1, _STEM)])
    states = [name for name in of_states if of_states[name] in codes]
    seats = [name for code in sorted(codes) for name in _SEATS.get(code, ())]
    return _Named((*states, *seats), frozenset(stems))


@cache
def _states() -> _Named:
    """What sentences call states, their people and their governments."""
    names = [*_other_states(""), *chain.from_iterable(_SEATS.values())]
    for language in _WORDS:
        names += country_names(language).values()
    return _Named(tuple(dict.fromkeys(names)), frozenset())


def _names_in(said: str) -> list[str]:
    """The words that begin with a capital: `China` of `China's embassy`."""
    found = re.findall(r"\b[^\W\d_]+", said)
    return [one for one in found if one[0].isupper() and not _DETERMINERS.fullmatch(one.casefold())]


def _check_hedges(text: ArticleText, hedges: tuple[str, ...], report: Report) -> None:
    sentences = list(filter(None, map(words, _SENTENCE.findall(text.own, text.body))))
    hedged = [said for said in sentences if met(hedges, said)]
    if len(hedged) < _LEAST * len(sentences):
        count = f"{len(hedged)} of {counted(len(sentences), 'sentence')}"
        message = f"only {count} of the text name who claims this or show doubt"
        help_line = "name who says so in more sentences, or write: allegedly, is said to, likely"
        report.add(text.place(text.summary), "lost-hedge", message, help_line)
