"""What the months are called, in full, in the cases that dates stand in, and shortened.

Short forms that are common words of another language (Italian `set`, Portuguese `out`) are left out.
"""

from __future__ import annotations

_NAMES = {
    "en": "january|february|march|april|may|june|july|august|september|october|november|december",
    "en short": "jan|feb|mar|apr||jun|jul|aug|sep,sept|oct|nov|dec",
    "az": "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "ru": "январь,января,январе|февраль,февраля,феврале|март,марта,марте|апрель,апреля,апреле|май,мая,мае"
    "|июнь,июня,июне|июль,июля,июле|август,августа,августе|сентябрь,сентября,сентябре"
    "|октябрь,октября,октябре|ноябрь,ноября,ноябре|декабрь,декабря,декабре",
    "ru short": "янв|фев,февр||апр||||авг|сен,сент|окт|ноя,нояб|дек",
    "uk": "січня,січень|лютого,лютий|березня,березень|квітня,квітень|травня,травень|червня,червень"
    "|липня,липень|серпня,серпень|вересня,вересень|жовтня,жовтень|листопада,листопад|грудня,грудень",
    "de": "januar,jänner|februar,feber|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "de short": "|||||||||okt||dez",
    "fr": "janvier|février,fevrier|mars|avril|mai|juin|juillet|août,aout|septembre|octobre|novembre"
    "|décembre,decembre",
    "fr short": "janv|févr,fév||avr|||juil||||nov|déc",
    "tr": "ocak|şubat,subat|mart|nisan|mayıs,mayis|haziran|temmuz|ağustos,agustos|eylül,eylul|ekim"
    "|kasım,kasim|aralık,aralik",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre,setiembre|octubre|noviembre|"
    "diciembre",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "pt": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "pl": "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|"
    "grudnia",
    "ro": "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "cs": "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    "kk": "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "hy": "հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի"
    "|դեկտեմբերի",
    "ka": "იანვარი,იანვარს|თებერვალი,თებერვალს|მარტი,მარტს|აპრილი,აპრილს|მაისი,მაისს|ივნისი,ივნისს"
    "|ივლისი,ივლისს|აგვისტო,აგვისტოს|სექტემბერი,სექტემბერს|ოქტომბერი,ოქტომბერს|ნოემბერი,ნოემბერს"
    "|დეკემბერი,დეკემბერს",
}
MONTHS: dict[str, int] = {
    name: number
    for line in _NAMES.values()
    for number, names in enumerate(line.split("|"), start=1)
    for name in names.split(",")
    if name
}
"""Name in small letters → number of the month."""
ENGLISH_VERBS = frozenset(("may", "march", "mar", "dec", "sep"))
"""Names that are other words when an English text writes them small and no year follows."""
