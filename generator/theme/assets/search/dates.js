/* Days, weeks, months and years: in a query, as Pagefind's filters, and their pages. A day is text such as 2021-11-03. */

import { say } from "./results.js"

export const EARLIEST = "1970-01-01", LATEST = "2099-12-31"

const text = (date) => date.toISOString().slice(0, 10)
const day = (year, month, date) => text(new Date(Date.UTC(year, month - 1, date)))
const moved = (from, days) => text(new Date(Date.parse(from) + days * 86_400_000))
const yearOf = (at) => Number(at.slice(0, 4))
const monthOf = (at) => Number(at.slice(5, 7))
const wholeYear = (year) => [day(year, 1, 1), day(year, 12, 31)]
const wholeMonth = (year, month) => [day(year, month, 1), day(year, month + 1, 0)]
const wholeQuarter = (year, quarter) => [day(year, 3 * quarter - 2, 1), day(year, 3 * quarter + 1, 0)]
const wholeWeek = (at) => {
  const monday = moved(at, -((new Date(at).getUTCDay() + 6) % 7))
  return [monday, moved(monday, 6)]
}

const LANGUAGE = document.documentElement.lang || "en"

const months = (year, first, count) => [day(year, first, 1), day(year, Number(first) + count, 0)]
const exact = (year, month, date) => {
  const at = day(year, month, date)
  return monthOf(at) === Number(month) && Number(at.slice(8)) === Number(date) ? [at, at] : undefined
}
/* 3.11.2021 and 03/11/2021: the day comes first, unless there is no such month. */
const numeric = (date, month, year) => exact(year, month, date) ?? exact(year, date, month)
const isoWeek = (week, year) => wholeWeek(moved(day(year, 1, 4), 7 * (week - 1)))
const span = (first, last) => first && last && [first[0], last[1]]

/* What readers call days, as messages of `date_words.txt`: groups separated by commas, their words by |. */
const RELATIVE = "today, yesterday, this week, last week, this month, last month, this year, last year"
const LATELY = "last N days|past N days, last N weeks|past N weeks, last N months|past N months, last N years|past N years"
const SEASONS = "spring, summer, autumn|fall, winter"
const PARTS = "early|beginning of|start of, mid|middle of, late|end of, first half of, second half of"

const TODAY = () => text(new Date())
const relative = [
  () => [TODAY(), TODAY()], () => Array(2).fill(moved(TODAY(), -1)),
  () => wholeWeek(TODAY()), () => wholeWeek(moved(TODAY(), -7)),
  () => wholeMonth(yearOf(TODAY()), monthOf(TODAY())), () => wholeMonth(yearOf(TODAY()), monthOf(TODAY()) - 1),
  () => wholeYear(yearOf(TODAY())), () => wholeYear(yearOf(TODAY()) - 1),
]
const lately = [1, 7, 30.4, 365.25].map((days) => (count) => [moved(TODAY(), -Math.round(count * days)), TODAY()])
/* Seasons of the north. The winter of a year is the one that ends in it. */
const seasons = [3, 6, 9, 0].map((first) => (year) => months(year, first, 3))
const parts = [[1, 4], [5, 4], [9, 4], [1, 6], [7, 6]].map(([first, count]) => (year) => months(year, first, count))

/* Months and periods that are read in a query, as their places in a list between private characters. */
const MONTH = "\uE000(\\d+)\uE001,?", PERIOD = "\uE002(\\d+)\uE003"
const YEAR = "((?:19|20)\\d{2})", DATE = "(\\d{1,2})(?:st|nd|rd|th|\\.)?,?(?:\\s+of)?"
const TO = "\\s*(?:[-–—]|\\b(?:to|until|till|through|bis)\\b)\\s*"
/* A year before a hyphen and the end of a range: other hyphens join numbers such as CVE-2021-34527. */
const YEARS = /((?:19|20)\d{2})[-/](?=\uE000|\d{1,2}\.\d|(?:19|20)\d{2}(?![\d-]))/g
const alone = (pattern) => new RegExp(`(?<=^|[\\s(“"„«–—])(?:${pattern})(?=$|[\\s,.;:?!)”"»’'–—])`, "gi")

/*
 * A reader of days in queries. `months` maps the names of months to their numbers, `translated` the messages above to
 * their words in the site's language; `plain` spells a text with the letters of a plain keyboard. What a query says is replaced step by step, names of months first and then
 * periods: one pattern for all ranges took a tenth of a second to compile.
 * It answers { range, rest, loose }: the days that a query names, as [first, last]; its other words; and whether the
 * days are no more than a year that stands among them, which may as well be part of a name. Without days: undefined.
 */
export const dateReader = (months, translated, plain) => {
  let numbers // a thousand names, which few queries need
  /* Each group of a message with its reader: its words, as they are and on a plain keyboard, separated by |. */
  const groups = (message, readers) => [message, translated[message] ?? ""].flatMap((words) =>
    words.split(/,\s*/).filter(Boolean).map((group, at) =>
      [[...new Set(group.split("|").flatMap((word) => [word, plain(word)]))].join("|"), readers[at]]))
  const spoken = groups(RELATIVE, relative)
  const isSpoken = new RegExp(spoken.map(([words]) => words).join("|"), "i")
  let named, periods
  const month = (at) => named[at].number
  const readers = [
    [`${DATE}${TO}${DATE}\\s+${MONTH}\\s+${YEAR}`, (first, last, name, year) => span(exact(year, month(name), first), exact(year, month(name), last))],
    [`${DATE}\\s+${MONTH}${TO}${DATE}\\s+${MONTH}\\s+${YEAR}`, (first, name, last, other, year) => span(exact(year, month(name), first), exact(year, month(other), last))],
    [`${MONTH}${TO}${MONTH}\\s+${YEAR}`, (first, last, year) => span(wholeMonth(year, month(first)), wholeMonth(year, month(last)))],
    [`${DATE}\\s+${MONTH}\\s+${YEAR}`, (date, name, year) => exact(year, month(name), date)],
    [`${MONTH}\\s+${DATE}\\s+${YEAR}`, (name, date, year) => exact(year, month(name), date)],
    [`${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})`, (year, _, number, date) => exact(year, number, date)],
    [`(\\d{1,2})[./-](\\d{1,2})[./-]${YEAR}`, numeric],
    [`${MONTH}(?:\\s+of)?\\s+${YEAR}`, (name, year) => wholeMonth(year, month(name))],
    [`${YEAR}\\s+${MONTH}`, (year, name) => wholeMonth(year, month(name))],
    [`${YEAR}[-/.](0?[1-9]|1[0-2])`, (year, number) => wholeMonth(year, Number(number))],
    [`(0?[1-9]|1[0-2])[/.]${YEAR}`, (number, year) => wholeMonth(year, Number(number))],
    [`Q([1-4])[ /-]?${YEAR}`, (quarter, year) => wholeQuarter(year, quarter)],
    [`${YEAR}[ /-]?Q([1-4])`, (year, quarter) => wholeQuarter(year, quarter)],
    [`(?:week|KW) (\\d{1,2})(?: of)?,? ${YEAR}`, isoWeek],
    [`${YEAR}-?W(\\d{2})`, (year, week) => isoWeek(week, year)],
    ...[...groups(SEASONS, seasons), ...groups(PARTS, parts)].map(([words, read]) =>
      [`(?:${words})(?:\\s+of)?[\\s-]+${YEAR}|${YEAR}\\s+(?:${words})`, (first, last) => read(first ?? last)]),
    ...groups(LATELY, lately).map(([words, read]) => [`(?:the )?(?:${words.replace(/\bN\b/gi, "(\\d{1,3})")})`, (...counts) => read(counts.find(Boolean))]),
    ...spoken,
    [YEAR, (year) => wholeYear(Number(year))],
  ].map(([pattern, read]) => [alone(pattern), read])
  const ranges = [
    [`\\bbetween\\s+${PERIOD}\\s+and\\s+${PERIOD}`, span],
    [`(?:\\bfrom\\s+)?${PERIOD}${TO}${PERIOD}`, span],
    [`\\b(?:since|seit)\\s+${PERIOD}`, ([first]) => [first, LATEST]],
    [`\\bafter\\s+${PERIOD}`, ([, last]) => [moved(last, 1), LATEST]],
    [`\\bbefore\\s+${PERIOD}`, ([first]) => [EARLIEST, moved(first, -1)]],
    [`\\buntil\\s+${PERIOD}`, ([, last]) => [EARLIEST, last]],
    [`(?:\\b(?:from|in|on|during|the|im|am)\\s+)*${PERIOD}`, (only) => only],
  ].map(([pattern, read]) => [new RegExp(pattern, "i"), read])
  const restored = (text) => text.replace(/\uE002(\d+)\uE003/g, (_, at) => periods[at].said)
    .replace(/\uE000(\d+)\uE001/g, (_, at) => named[at].word)
  return (words) => {
    if (!/\d/.test(words) && !isSpoken.test(words)) return undefined
    numbers ??= new Map([...[...months].map(([name, number]) => [plain(name), number]), ...months])
    named = []
    periods = []
    let query = words.replace(/\p{L}+\.?/gu, (word) => {
      const number = numbers.get(word.toLowerCase().replace(".", ""))
      return number ? `\uE000${named.push({ word, number }) - 1}\uE001` : word
    }).replace(YEARS, "$1 – ")
    for (const [pattern, read] of readers) {
      query = query.replace(pattern, (said, ...rest) => {
        const range = read(...rest.slice(0, -2))
        return range ? `\uE002${periods.push({ said, range }) - 1}\uE003` : said
      })
    }
    for (const [pattern, read] of ranges) {
      const match = query.match(pattern)
      const range = match && read(...match.slice(1).map((at) => periods[at].range))
      if (!range || range[0] > range[1]) continue
      const rest = restored(query.replace(match[0], " ")).replace(/\s+/g, " ").trim()
      return { range, rest, loose: rest !== "" && /^(?:in )?\d{4}$/i.test(restored(match[0]).trim()) }
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
