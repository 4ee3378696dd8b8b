"""The language of a text, from its alphabet and its commonest words.

Function words are a quarter or more of any prose, so a paragraph is enough; letters that only one
language of an alphabet has settle the rest. A model would know more languages and costs fifty
megabytes; for the languages of `_WORDS` it knows nothing better.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
_FEWEST, _THINNEST = 2, 0.06
"""Score below which nothing is said, in all and a word."""
_ENOUGH = 60
"""Characters of a text in which each letter of `_NEEDED` that is common would occur."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("hy", re.compile("[\u0531-\u058a]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_WORDS = {
    "en": "the of and to in that is for on with was by as at from his it has were are be this which said "
    "an have not he",
    "az": "və bu ilə üçün da də bir ki olan onun edib olub isə üzrə görə daha deyib bildirib olunub "
    "tərəfindən o edilib"
    " haqqında sonra həm qarşı",
    "tr": "ve bir bu için ile da de olan olarak olduğu çok daha gibi göre kadar sonra ise edildi dedi "
    "tarafından yapılan"
    " ettiği her",
    "de": "der die das und in den von zu mit auf für ist im dem nicht ein eine sich des auch es an als "
    "nach bei wurde"
    " werden hat wird sind einer",
    "fr": "de la le et les des en du un une pour que dans par sur qui est au plus ne pas avec son sont "
    "ce il a été aux"
    " cette ont",
    "es": "de la que el en y los del se las por un para con no una su al lo como más pero sus fue ha "
    "este entre",
    "it": "di e il la che in un è per una del della con non sono le da si dei nel al gli alla ha anche "
    "come delle",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como foi ao das pelo "
    "pela são",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als bij door naar "
    "wordt heeft werd",
    "pl": "w i na z do się nie o to że jest przez dla od po za oraz jak ale był było tym który",
    "ro": "de și în la a cu pe din pentru că o nu au fost este care mai un prin sau după lui ale al",
    "cs": "a v se na je že z s o do pro to ve ale jsou by jako po byl který od podle",
    "sv": "och i att det som en på är av för med den till inte har om ett de från vid var",
    "da": "og i at det er en til af på for med den som de ikke har et der om var fra ved",
    "no": "og i at det er en til av på for med den som de ikke har et om var fra ved ble",
    "fi": "ja on ei että oli se myös sekä joka mukaan kun ovat tai mutta hän kuin ole",
    "hu": "a az és hogy nem is egy meg volt ez azt csak mint már még szerint",
    "lt": "ir į kad su iš yra tai buvo apie dėl bei kaip po nuo už",
    "lv": "un ir ar no par uz ka arī tika kas pie pēc bija kā",
    "et": "ja on ei et ka see oli kui mis ning ta oma või",
    "uz": "va bu bilan uchun bir ham boʻlgan boʻyicha esa deb oʻz edi qilish",
    "id": "yang dan di dengan untuk dari pada dalam ini itu tidak akan oleh telah",
    "sq": "dhe të në e i një për me që nga është nuk ka u",
    "vi": "và của là có được cho trong các với không một này người",
    "ru": "и в на не что с по для из к от это о как за при его он также был году было до или которые",
    "uk": "і в на що не з та до для у це як за про від його був також або які є",
    "be": "і ў на што не з да для як гэта за па яго быў таксама але",
    "bg": "на и в да се за от с е че по са не като до при през който",
    "sr": "и у је да на се за од са су не као који из што би",
    "kk": "және бұл мен үшін бойынша бар де деп болып екі туралы осы оның",
    "ky": "жана бул менен үчүн боюнча бар деп болгон тууралуу ал кыргыз",
    "tg": "ва дар аз ба ки бо ин барои аст тоҷикистон шуд",
    "mn": "нь байна энэ юм болон бол ба гэж",
    "ar": "في من على إلى أن التي عن هذا مع الذي كان بعد ما هذه",
    "fa": "در به از که این را با است برای آن شد می های",
    "ur": "کے میں کی ہے اور سے کا کو نے پر کہ",
}
_BY_WORD: dict[str, list[str]] = {}
for _language, _listed in _WORDS.items():
    for _word in _listed.split():
        _BY_WORD.setdefault(_word, []).append(_language)
_LETTERS = {
    "ə": "az",
    "ў": "be",
    "і": "uk be kk",
    "ї": "uk",
    "є": "uk",
    "қ": "kk",
    "ғ": "kk",
    "ң": "kk ky",
    "ү": "kk ky mn",
    "ө": "kk ky mn",
    "ұ": "kk",
    "ҳ": "tg",
    "ҷ": "tg",
    "ӣ": "tg",
    "ы": "ru be kk ky mn",
    "э": "ru be kk ky mn",
    "ё": "ru be",
    "ј": "sr",
    "љ": "sr",
    "ß": "de",
    "ă": "ro",
    "ș": "ro",
    "ț": "ro",
    "ł": "pl",
    "ř": "cs",
    "ů": "cs",
    "ő": "hu",
    "ñ": "es",
    "ã": "pt",
    "õ": "pt et",
    "ø": "da no",
    "ğ": "az tr",
    "ı": "az tr",
    "ş": "az tr",
    "پ": "fa ur",
    "گ": "fa ur",
    "ے": "ur",
    "ک": "fa ur",
}
"""Letters that mark a language among those that share most of an alphabet."""
_NEEDED = {
    "az": "ə",
    "uk": "іїє",
    "be": "ўі",
    "bg": "ъ",
    "sr": "јљњћђ",
    "kk": "қғңұіө",
    "ky": "ңүө",
    "mn": "өү",
    "tg": "ҳҷӣӯ",
    "pl": "łąęśżź",
    "cs": "řěůčšž",
    "hu": "őűöüá",
    "ro": "ășțşţâî",
    "lv": "āēīū",
    "lt": "ėųįšž",
    "et": "õäöü",
    "fi": "äö",
    "sv": "åäö",
    "da": "æøå",
    "no": "æøå",
    "tr": "ışğçöü",
    "vi": "ạảấđươ",
    "sq": "ëç",
    "ur": "ےٹڈ",
}
"""Letters of which a text in the language holds at least one."""
_FOREIGN = {"bg": "ыэіў", "uk": "ыэъё", "sr": "ыэйъщ", "ru": "іїєўјљқғңұ"}
"""Letters that the language does not have."""


def detect(text: str) -> tuple[str, float]:
    """The language of a text and how sure that is.

    Returns:
        A code of ISO 639 and a number from 0 to 1; an empty code when the text is too short or
        in a language that is not known here.
    """
    sample = text[:_SAMPLE].replace("İ", "i").casefold()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    for language, pattern in _SCRIPTS:
        share = len(pattern.findall(sample)) / max(letters, 1)
        if share > (0.1 if language == "ja" else 0.5):
            return language, min(0.99, 0.5 + share / 2)
    return _by_words(words, sample)


def _by_words(words: list[str], sample: str) -> tuple[str, float]:
    out = _ruled_out(sample)
    scores: Counter[str] = Counter()
    for word in words:
        _share(scores, [one for one in _BY_WORD.get(word, ()) if one not in out], 1.0)
    for letter, languages in _LETTERS.items():
        if count := sample.count(letter):
            _share(scores, [one for one in languages.split() if one not in out], min(count, 40) * 0.4)
    if not scores:
        return "", 0.0
    (best, most), *rest = scores.most_common(2)
    second = rest[0][1] if rest else 0
    density = most / max(len(words), 1)
    if most < _FEWEST or density < _THINNEST:
        return "", 0.0
    return best, round(min(0.99, 0.5 + 0.5 * (most - second) / most) * min(1.0, 0.75 + most / 40), 2)


def _share(scores: Counter[str], languages: list[str], weight: float) -> None:
    """Give the languages that share a word or a letter their parts; what many share says little."""
    for language in languages:
        scores[language] += weight / len(languages) ** 0.5


def _ruled_out(sample: str) -> set[str]:
    """Languages that a text of this length would show a letter of."""
    if len(sample) <= _ENOUGH:
        return set()
    missing = {one for one, needed in _NEEDED.items() if not any(letter in sample for letter in needed)}
    return missing | {one for one, foreign in _FOREIGN.items() if any(letter in sample for letter in foreign)}
