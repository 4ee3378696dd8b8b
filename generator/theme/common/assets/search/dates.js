/* Days, weeks, months and years: in a query, as Pagefind's filters, and their pages. A day is text such as 2021-11-03. */

import { say } from "./messages.js"

export const EARLIEST = "1970-01-01", LATEST = "2099-12-31"

const text = (date) => date.toISOString().slice(0, 10)
const day = (year, month, date) => text(new Date(Date.UTC(year, month - 1, date)))
const moved = (from, days) => text(new Date(Date.parse(from) + days * 86_400_000))
const yearOf = (at) => Number(at.slice(0, 4))
const monthOf = (at) => Number(at.slice(5, 7))
/* So many months of a year from the first one on. */
const months = (year, first, count) => [day(year, first, 1), day(year, Number(first) + count, 0)]
const wholeYear = (year) => months(year, 1, 12)
const wholeMonth = (year, month) => months(year, month, 1)
const wholeQuarter = (year, quarter) => months(year, 3 * quarter - 2, 3)
const wholeWeek = (at) => {
  const monday = moved(at, -((new Date(at).getUTCDay() + 6) % 7))
  return [monday, moved(monday, 6)]
}

const LANGUAGE = document.documentElement.lang || "en"

const exact = (year, month, date) => {
  const at = day(year, month, date)
  return monthOf(at) === Number(month) && Number(at.slice(8)) === Number(date) ? [at, at] : undefined
}
/* 3.11.2021 and 03/11/2021: the day comes first, unless there is no such month. */
const numeric = (date, month, year) => exact(year, month, date) ?? exact(year, date, month)
const isoWeek = (week, year) => wholeWeek(moved(day(year, 1, 4), 7 * (week - 1)))
/* From one period to another, whichever of them comes first. */
const span = (first, last) => {
  if (!first || !last) return undefined
  return first[0] <= last[1] ? [first[0], last[1]] : [last[0], first[1]]
}

const TODAY = () => text(new Date())
const monthsAgo = (count) => wholeMonth(yearOf(TODAY()), monthOf(TODAY()) - count)
const daysAgo = (count) => Array(2).fill(moved(TODAY(), -count))
const weeksAgo = (count) => wholeWeek(moved(TODAY(), -7 * count))
const yearsAgo = (count) => wholeYear(yearOf(TODAY()) - count)
const ago = [daysAgo, weeksAgo, monthsAgo, yearsAgo]
const relative = [() => daysAgo(0), () => daysAgo(2), () => daysAgo(1), () => weeksAgo(0), () => weeksAgo(1), () => monthsAgo(0), () => monthsAgo(1)]
/* The numbers of this year and of the two before it. */
const numbersOfYears = [0, 1, 2].map((back) => () => yearOf(TODAY()) - back)
const lately = [1, 7, 30.4, 365.25].map((days) => (count) => [moved(TODAY(), -Math.round(count * days)), TODAY()])
/* Seasons of the north. The winter of a year is the one that ends in it. */
const seasons = [3, 6, 9, 0].map((first) => (year) => months(year, first, 3))
const parts = [[1, 4, 1, 10], [5, 4, 11, 20], [9, 4, 21, 31]].map(([first, count, from, to]) => (year, month) =>
  month ? [day(year, month, from), to > 28 ? wholeMonth(year, month)[1] : day(year, month, to)] : months(year, first, count))
const shares = [[1, 6], [7, 6], [1, 3], [4, 3], [7, 3], [10, 3]].map(([first, count]) => (year) => months(year, first, count))
/* The last day of the week that was: before today, or today at the latest. */
const weekdays = [1, 0].map((least) => (weekday) => daysAgo(least + (new Date(moved(TODAY(), -least)).getUTCDay() + 6 - weekday) % 7))
/* A week or a day without its year: the last one that was. */
const lastWeek = (week) => [0, 1].map((back) => isoWeek(week, yearOf(TODAY()) - back)).find(([first]) => first <= TODAY())
/* A month without its year: the last one that is over, or the last one that has begun. */
const latestMonths = [1, 0].map((back) => (month) => {
  const [thisMonth] = monthsAgo(back)
  const year = yearOf(thisMonth)
  return wholeMonth(month <= monthOf(thisMonth) ? year : year - 1, month)
})
const lastOne = (month, date) => {
  const year = yearOf(TODAY()), range = exact(year, month, date)
  return range && range[0] > TODAY() ? exact(year - 1, month, date) : range
}
const ranges = [([first]) => [first, LATEST], ([, last]) => [moved(last, 1), LATEST], ([first]) => [EARLIEST, moved(first, -1)], ([, last]) => [EARLIEST, last]]

/* Months, days of the week and periods that are read in a query, as their places in lists between private characters. */
const MONTH = "(\uE000\\d+\uE001),?", WEEKDAY = "(\uE004\\d+\uE005)", PERIOD = "\uE002(\\d+)\uE003"
const NUMBER_OF_WEEK = "(\\d{1,2})(?:st|nd|rd|th|\\.|-c[iıuü])?"
const YEAR = "((?:19|20)\\d{2})", SHORT_YEAR = "(\\d{2})", DATE = "(\\d{1,2})(?:st|nd|rd|th|\\.)?,?(?:\\s+of)?"
/* A year before a hyphen and the end of a range: other hyphens join numbers such as CVE-2021-34527. */
const YEARS = /((?:19|20)\d{2})[-/](?=\uE000|\d{1,2}\.\d|(?:19|20)\d{2}(?![\d-]))/g
/* What other languages append to a year: 2024-cü ildə, 2024 года. */
const AFTER_YEAR = /(?<=(?<![\d-])(?:19|20)\d{2})(?:['’‑-]?(?:c[iıuü]|d[aəe]n?)(?:\s+il\p{L}*)?|\s+il(?:in|d[əe]n?|ə)?|\s+(?:г\.|год\p{L}*))(?!\p{L})/giu
/* Azerbaijani for month behind its name: mart ayında. */
const AFTER_MONTH = /(?<=\uE001)\s+ay(?:ı(?:nda|ndan)?)?(?!\p{L})/giu
/* A number of the CVE list, whose year is no date. */
const CVE = /\bcve[\s-]*\d{4}[\s-]+\d{4,}/giu
/* Endings of months: martı, martda, martından. */
const MONTH_ENDING = /^(may|.{4,}?)(?:[ıiuü]|(?:[ıiuü]n)?d[aəe]n?)$/u
const alone = (pattern) => new RegExp(`(?<=^|[\\s(“"„«–—])(?:${pattern})(?=$|[\\s,.;:?!)”"»'’–—])`, "giu")

/* What is made when it is first needed: most queries name no day. */
const lazily = (make) => {
  let made
  return () => (made ??= make())
}

/* A word of a catalogue in a pattern. */
const escaped = (word) => word.replace(/[.*+?^${}()[\]\\]/g, "\\$&")

/*
 * A reader of days in queries. `months` and `daysOfWeek` map names to their numbers; `catalogue` has the words for days
 * in each language: group → texts, whose commas separate the same parts in each language, and | the words of a part. N
 * is a number, in digits or as one of `numbers`. `plain` spells a text with the letters of a plain keyboard.
 * What a query says is replaced step by step, names first and then periods: one pattern for all ranges took a tenth of
 * a second to compile.
 * It answers { range, rest }: the days that a query names, as [first, last], and its other words. Without days:
 * undefined.
 */
export const dateReader = (months, daysOfWeek, catalogue, plain) => {
  /* A thousand names. */
  const numbers = lazily(() => new Map([...[...months].map(([name, number]) => [plain(name), number]), ...months]))
  /* The words of one part of a group in all languages, as they are and on a plain keyboard, the longest first. */
  const wordsOf = (group, part = 0) => {
    const words = catalogue[group].flatMap((text) => (text.split(/,\s*/)[part] ?? "").split("|")).filter(Boolean).map(escaped)
    const spelled = new Set(words.flatMap((word) => [word, plain(word)]))
    return [...spelled].sort((a, b) => b.length - a.length).join("|")
  }
  /* Each part of a group with its reader. */
  const groups = (group, readers) => readers.map((read, part) => [wordsOf(group, part), read])
  const TO = `\\s*(?:[-–—]|(?<!\\p{L})(?:${wordsOf("to")})(?!\\p{L}))\\s*`
  const AND = wordsOf("and"), WEEK = wordsOf("week")
  /* "Between" and the start of a range that ends behind "and"; months and years joined by "and". */
  const BETWEEN = new RegExp(`(?<!\\p{L})(?:${wordsOf("between")})\\s+((?:\uE000\\d+\uE001|\\d+(?:st|nd|rd|th)?|\\s+of(?=\\s)|[\\s,./-])+)\\s+(?:${AND})\\s+(?=[\\d\uE000])`, "giu")
  const BOTH = new RegExp(`(\uE001|(?<!\\d)(?:19|20)\\d{2})\\s+(?:${AND})\\s+(?=\uE000|(?:19|20)\\d{2}(?!\\d))`, "giu")
  const counts = new Map(groups("numbers", Array(12).fill()).flatMap(([words], at) => words.split("|").map((word) => [word, at + 1])))
  const count = `(\\d{1,3}|${[...counts.keys()].sort((a, b) => b.length - a.length).join("|")})`
  const counting = (group, readers) => groups(group, readers).map(([words, read]) => [words.replace(/\bN\b/gi, count), (...found) => {
    const number = found.find(Boolean)?.toLowerCase() ?? 1
    return read(counts.get(number) ?? Number(number))
  }])
  const week = new Map([...daysOfWeek].flatMap(([name, number]) => [[plain(name), number], [name, number]]))
  const spoken = [...counting("ago", ago), ...counting("lately", lately), ...groups("relative", relative)]
  const yearWords = groups("years", numbersOfYears).map(([words, read]) => [new RegExp(`(?<!\\p{L})(?:${words})(?:['’]s)?(?!\\p{L})`, "giu"), read])
  /* Words that a query for days without digits has; it may have them for something else. */
  const spokenWords = new Set(["relative", "years", "lately", "ago", "latest"].flatMap((group) => catalogue[group])
    .flatMap((text) => [text, plain(text)]).flatMap((text) => text.toLowerCase().match(/\p{L}{2,}/gu) ?? []))
  let named, periods
  const month = (mark) => named[mark.slice(1, -1)].number
  /* Other orders of the same parts, as the patterns below read them. */
  const orders = lazily(() => [
    [`${DATE}${TO}${DATE}\\s+${MONTH}\\s+${YEAR}`, "$1 $3 $4 – $2 $3 $4"],
    [`${DATE}\\s+${MONTH}${TO}${DATE}\\s+${MONTH}\\s+${YEAR}`, "$1 $2 $5 – $3 $4 $5"],
    [`${MONTH}\\s+${DATE}${TO}${DATE}\\s+${YEAR}`, "$2 $1 $4 – $3 $1 $4"],
    [`${MONTH}\\s+${DATE}${TO}${MONTH}\\s+${DATE}\\s+${YEAR}`, "$2 $1 $5 – $4 $3 $5"],
    [`${MONTH}${TO}${MONTH}\\s+${YEAR}`, "$1 $3 – $2 $3"],
    [`${MONTH}\\s+${DATE}\\s+${YEAR}`, "$2 $1 $3"],
    [`${YEAR},?\\s+${MONTH}\\s+${DATE}`, "$3 $2 $1"],
    [`${YEAR},?\\s+${DATE}\\s+${MONTH}`, "$2 $3 $1"],
    [`${YEAR}(\\d{2})(\\d{2})`, "$1-$2-$3"],
    [`${YEAR}[年년]\\s*(\\d{1,2})[月월]\\s*(\\d{1,2})[日일]`, "$1-$2-$3"],
    [`${YEAR}[年년]\\s*(\\d{1,2})[月월]`, "$1-$2"],
    [`(\\d{1,2})([./])(\\d{1,2})\\2${SHORT_YEAR}`, "$1.$3.20$4"],
    [`${MONTH}\\s+['’]${SHORT_YEAR}`, "$1 20$2"],
    [`${YEAR}\\s+${MONTH}`, "$2 $1"],
    [`(0?[1-9]|1[0-2])[/.]${YEAR}`, "$2-$1"],
    [`${YEAR}[ /-]?Q([1-4])`, "Q$2 $1"],
    [`${NUMBER_OF_WEEK}\\s+(?:${WEEK})(?:\\s+of)?,?\\s+${YEAR}`, "week $1 $2"],
    [`${YEAR},?\\s+(?:${WEEK})\\s*(\\d{1,2})`, "week $2 $1"],
    [`${YEAR}-?W(\\d{2})`, "week $2 $1"],
    [`${YEAR},?\\s+${NUMBER_OF_WEEK}\\s+(?:${WEEK})`, "week $2 $1"],
  ].map(([pattern, order]) => [alone(pattern), order]))
  const readers = lazily(() => [
    ...groups("parts", parts).map(([words, read]) => [`(?:${words})(?:\\s+of)?\\s+${MONTH}\\s+${YEAR}`, (name, year) => read(year, month(name))]),
    [`${DATE}\\s*[/-]?${MONTH}[\\s/-]*${YEAR}`, (date, name, year) => exact(year, month(name), date)],
    [`${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})(?:T[\\d:.]+Z?)?`, (year, _, number, date) => exact(year, number, date)],
    [`(\\d{1,2})[./-](\\d{1,2})[./-]${YEAR}`, numeric],
    [`${MONTH}(?:\\s+of)?\\s+${YEAR}`, (name, year) => wholeMonth(year, month(name))],
    [`${YEAR}[-/.](0?[1-9]|1[0-2])`, wholeMonth],
    [`${YEAR}[/–-]${SHORT_YEAR}`, (year, next) => (Number(next) === (Number(year) + 1) % 100 ? span(wholeYear(year), wholeYear(Number(year) + 1)) : undefined)],
    [`Q([1-4])[ /-]?${YEAR}`, (quarter, year) => wholeQuarter(year, quarter)],
    [`(?:${WEEK})\\s*(\\d{1,2})(?:\\s+of)?[\\s,/]*${YEAR}`, isoWeek],
    ...[...groups("shares", shares), ...groups("seasons", seasons), ...groups("parts", parts)].map(([words, read]) =>
      [`(?:${words})(?:\\s+of)?[\\s-]+${YEAR}|${YEAR}\\s+(?:${words})`, (first, last) => read(first ?? last)]),
    ...spoken,
    [YEAR, wholeYear],
    [`(?:${WEEK})\\s+(\\d{1,2})`, (week) => lastWeek(week)],
    [`${DATE}\\s+${MONTH}|${MONTH}\\s+${DATE}`, (date, name, other, last) => lastOne(month(name ?? other), date ?? last)],
    ...groups("latest", latestMonths).map(([words, read]) => [`(?:${words})\\s+${MONTH}`, (name) => read(month(name))]),
    [`(?:in|im)\\s+${MONTH}`, (name) => latestMonths[1](month(name))],
    [`Q([1-4])`, (quarter) => wholeQuarter(yearOf(TODAY()), quarter)],
  ].map(([pattern, read]) => [alone(pattern), read]))
  const ofWeek = lazily(() => [...groups("latest", weekdays).map(([words, read]) => [`(?:${words})\\s+${WEEKDAY}`, read]), [`^${WEEKDAY}$`, weekdays[1]], [`^${MONTH}$`, latestMonths[1]]]
    .map(([pattern, read]) => [new RegExp(`(?<!\\p{L})${pattern}`, "giu"), (mark) => (named[mark.slice(1, -1)].word.length > 3 ? read(month(mark)) : undefined)]))
  const besidePeriod = new RegExp(`${WEEKDAY}[.,]?\\s*(?:the\\s+|den\\s+|dem\\s+)?(?=\uE002)|(?<=\uE003),?\\s*\\(?${WEEKDAY}\\)?`, "giu")
  const periodRanges = lazily(() => [
    [`${PERIOD}${TO}${PERIOD}`, span],
    [`(?<!\\p{L})(?:${wordsOf("between")})\\s+${PERIOD}\\s+(?:${AND})\\s+${PERIOD}`, span],
    ...groups("behind_it", ranges).map(([words, read]) => [`${PERIOD}\\s+(?:${words})(?!\\p{L})`, read]),
    ...groups("before_it", ranges).map(([words, read]) => [`(?<!\\p{L})(?:${words})\\s+(?:(?:the|dem|der)\\s+)?${PERIOD}`, read]),
    [`(?<!\\p{L})(?:${wordsOf("week_of")})\\s+${PERIOD}`, ([first]) => wholeWeek(first)],
    [PERIOD, (only) => only],
  ].map(([pattern, read]) => [new RegExp(`(?<![\\p{L}\\d])(?:(?:${wordsOf("within")})\\s+)*${pattern}`, "iu"), read]))
  const restored = (text) => text.replace(/\uE002(\d+)\uE003/g, (_, at) => periods[at].said)
    .replace(/[\uE000\uE004\uE006](\d+)[\uE001\uE005\uE007]/g, (_, at) => named[at].word)
  const monthNumber = (word) => numbers().get(word) ?? numbers().get(MONTH_ENDING.exec(word)?.[1])
  const mark = (query, list) => list.reduce((text, [pattern, read]) => text.replace(pattern, (matched, ...rest) => {
    const range = read(...rest.slice(0, -2))
    return range ? `\uE002${periods.push({ said: matched, range }) - 1}\uE003` : matched
  }), query)
  return (words) => {
    /* Most queries name no day, and the patterns take time to compile. */
    const mayName = (word) => week.has(word) || spokenWords.has(word) || monthNumber(word)
    if (!/\d/.test(words) && !words.toLowerCase().match(/\p{L}+/gu)?.some(mayName)) return undefined
    named = []
    periods = []
    const dated = yearWords.reduce((text, [pattern, read]) => text.replace(pattern, read), words)
    const marked = dated.replace(CVE, (word) => `\uE006${named.push({ word }) - 1}\uE007`).replace(/\p{L}+\.?/gu, (word) => {
      const name = word.toLowerCase().replace(".", ""), number = monthNumber(name)
      if (number) return `\uE000${named.push({ word, number }) - 1}\uE001`
      return week.has(name) ? `\uE004${named.push({ word, number: week.get(name) }) - 1}\uE005` : word
    }).replace(AFTER_YEAR, "").replace(AFTER_MONTH, "").replace(BETWEEN, "$1 – ").replace(BOTH, "$1 – ").replace(YEARS, "$1 – ")
    const ordered = orders().reduce((text, [pattern, order]) => text.replace(pattern, order), marked)
    const query = mark(mark(ordered, readers()).replace(besidePeriod, ""), ofWeek())
    for (const [pattern, within] of periodRanges()) {
      const match = query.match(pattern)
      const found = match?.slice(1).map((at) => periods[at])
      const range = found && within(...found.map(({ range }) => range))
      if (!range) continue
      const rest = restored(query.replace(match[0], " ")).replace(/\s+/g, " ").trim()
      return { range, rest }
    }
    return undefined
  }
}

/* A filter for a range of days: its whole years, then whole months, then single days. */
export const dateFilter = ([first, last]) => {
  const parts = { year: [], month: [], day: [] }
  for (let at = first; at <= last;) {
    const [, yearEnd] = wholeYear(yearOf(at)), [, monthEnd] = wholeMonth(yearOf(at), monthOf(at))
    const unit = at.endsWith("-01-01") && yearEnd <= last ? "year" : at.endsWith("-01") && monthEnd <= last ? "month" : "day"
    parts[unit].push(at.slice(0, { year: 4, month: 7, day: 10 }[unit]))
    at = moved({ year: yearEnd, month: monthEnd, day: at }[unit], 1)
  }
  return { any: Object.entries(parts).filter(([, values]) => values.length).map(([unit, values]) => ({ [unit]: { any: values } })) }
}

/* A range of days as a reader writes it. */
export const written = ([first, last]) => {
  const format = (options) => new Intl.DateTimeFormat(LANGUAGE === "en" ? "en-GB" : LANGUAGE, { timeZone: "UTC", ...options })
  const long = format({ dateStyle: "long" })
  if (first === EARLIEST || last === LATEST) {
    return [first === EARLIEST ? "…" : long.format(new Date(first)), last === LATEST ? "…" : long.format(new Date(last))].join(" – ")
  }
  if (last === wholeYear(yearOf(first))[1] && first.endsWith("-01-01")) return first.slice(0, 4)
  if (last === wholeMonth(yearOf(first), monthOf(first))[1] && first.endsWith("-01")) return format({ month: "long", year: "numeric" }).format(new Date(first))
  return long.formatRange(new Date(first), new Date(last))
}

/* The edition of a day or week, and the archive of a month or year, where there are such pages. */
export const periodPages = ([first, last], { weeks }) => {
  const [monday, sunday] = wholeWeek(first)
  if (last <= sunday) {
    const thursday = moved(monday, 3)
    const number = 1 + Math.floor((Date.parse(thursday) - Date.parse(day(yearOf(thursday), 1, 1))) / (7 * 86_400_000))
    const week = `${yearOf(thursday)}-W${String(number).padStart(2, "0")}`
    return weeks.has(week) ? [{ address: `editions/${week}/`, label: say("Week of {day}", { day: written([monday, monday]) }), kind: say("Edition") }] : []
  }
  const isYear = first.slice(0, 4) === last.slice(0, 4) && first.slice(0, 7) !== last.slice(0, 7)
  if (first.slice(0, 4) !== last.slice(0, 4)) return []
  const address = isYear ? `archive/${first.slice(0, 4)}/` : `archive/${first.slice(0, 7).replace("-", "/")}/`
  return [{ address, label: isYear ? first.slice(0, 4) : written(wholeMonth(yearOf(first), monthOf(first))), kind: say("Archive") }]
}
