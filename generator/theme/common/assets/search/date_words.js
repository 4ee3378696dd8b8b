/*
 * What readers call days and periods: a text for each language, the same groups in each, separated by commas; the
 * words of a group by |. N is a number, in digits or as one of NUMBERS. `dates.js` reads the groups in this order.
 */
export const RELATIVE = [
  "today|now, day before yesterday, yesterday, this week, last week, this month, last month, this year, last year",
  "heute|jetzt, vorgestern, gestern, diese Woche|dieser Woche, letzte Woche|letzter Woche|vergangene Woche|vergangener Woche|vorige Woche, diesen Monat|diesem Monat|dieser Monat, letzten Monat|letzter Monat|vergangenen Monat|vorigen Monat, dieses Jahr|diesem Jahr, letztes Jahr|letzten Jahr|vergangenes Jahr|vergangenen Jahr|voriges Jahr",
  "bu gün|bugün|indi, srağagün, dünən, bu həftə, keçən həftə|ötən həftə, bu ay, keçən ay|ötən ay, bu il, keçən il|ötən il",
]
export const LATELY = [
  "last N days|past N days, last N weeks|past N weeks|past week, last N months|past N months|past month, last N years|past N years|past year",
  "letzte N Tage|letzten N Tage|letzten N Tagen, letzte N Wochen|letzten N Wochen, letzte N Monate|letzten N Monate|letzten N Monaten, letzte N Jahre|letzten N Jahre|letzten N Jahren",
  "son N gün|son N gündə, son N həftə|son N həftədə|son həftə, son N ay|son N ayda|son ay, son N il|son N ildə|son il",
]
export const AGO = [
  "N days ago|N day ago, N weeks ago|N week ago, N months ago|N month ago, N years ago|N year ago",
  "vor N Tagen|vor N Tag, vor N Wochen|vor N Woche, vor N Monaten|vor N Monat, vor N Jahren|vor N Jahr",
  "N gün əvvəl|N gün öncə, N həftə əvvəl|N həftə öncə, N ay əvvəl|N ay öncə, N il əvvəl|N il öncə",
]
export const NUMBERS = [
  "a|an|one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve",
  "einem|einer, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf",
  "bir, iki, üç, dörd, beş, altı, yeddi, səkkiz, doqquz, on, on bir, on iki",
]
export const SEASONS = [
  "spring, summer, autumn|fall, winter",
  "Frühling|Frühjahr, Sommer, Herbst, Winter",
  "yaz|yazı|yazında, yay|yayı|yayında, payız|payızı|payızında, qış|qışı|qışında",
]
/* Parts of a year or month. */
export const PARTS = [
  "early|beginning of|start of, mid|middle of, late|end of",
  "Anfang, Mitte, Ende",
  "əvvəli|əvvəlində, ortası|ortasında, sonu|sonunda",
]
/* Halves and quarters of a year. */
export const SHARES = [
  "first half|1st half|H1, second half|2nd half|H2, first quarter|1st quarter, second quarter|2nd quarter, third quarter|3rd quarter, fourth quarter|4th quarter|last quarter",
  "erstes Halbjahr|ersten Halbjahr|1. Halbjahr|erste Hälfte, zweites Halbjahr|zweiten Halbjahr|2. Halbjahr|zweite Hälfte, erstes Quartal|ersten Quartal|1. Quartal, zweites Quartal|zweiten Quartal|2. Quartal, drittes Quartal|dritten Quartal|3. Quartal, viertes Quartal|vierten Quartal|4. Quartal",
  "birinci yarısı|ilk yarısı, ikinci yarısı, birinci rübü|birinci rüb|ilk rübü, ikinci rübü|ikinci rüb, üçüncü rübü|üçüncü rüb, dördüncü rübü|dördüncü rüb",
]
/* Words before a day of the week: the last one before today; the last one, or today. */
export const WEEKDAY = ["last|past, this|on", "letzten|vergangenen|vorigen, diesen|am", "keçən|ötən, bu"]
/* Words before a period, for since, after, before and until it; and words behind it. */
export const BEFORE_IT = [
  "since|as of|starting|starting in|starting from, after|later than|newer than, before|prior to|earlier than|older than, until|till|up to",
  "seit|ab, nach, vor, bis|bis zum",
  "с|со, после, до|перед, по",
]
export const BEHIND_IT = ["onwards|onward|and later|and after, and newer, and before|and earlier, and older", "bəri|etibarən, sonra, əvvəl|öncə, qədər"]
/* What joins the ends of a range, and what joins them after a word for between. */
export const TO = "to|until|till|through|bis|bis zum|по"
export const BETWEEN = "between|zwischen", AND = "and|or|und|oder|və|и"
/* Words before a period that add nothing, and words before the day by which a week is named. */
export const WITHIN = "archive|articles|edition|issue|news|from|in|on|of|for|during|within|the|year|Archiv|Ausgabe|im|am|vom|aus|den|dem|Jahr|Jahre|arxiv|buraxılış|в|во|за"
export const WEEK = "week of|week beginning|week starting|Woche vom|Woche ab"
