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
const wholeWeek = (at) => {
  const monday = moved(at, -((new Date(at).getUTCDay() + 6) % 7))
  return [monday, moved(monday, 6)]
}

const LANGUAGE = document.documentElement.lang || "en"

/* Seasons of the north, by the month in which they begin: English, German, Azerbaijani. */
const SEASONS = { 3: "spring|frühling|frühjahr|yaz", 6: "summer|sommer|yay", 9: "autumn|fall|herbst|payız", 12: "winter|qış" }
const seasonNames = Object.values(SEASONS).join("|")
const season = (name, year) => {
  const [first] = Object.entries(SEASONS).find(([, names]) => names.split("|").includes(name.toLowerCase()))
  const start = first === "12" ? year - 1 : Number(year)
  return [day(start, Number(first), 1), day(start, Number(first) + 3, 0)]
}
const months = (year, first, count) => [day(year, first, 1), day(year, Number(first) + count, 0)]
const exact = (year, month, date) => {
  const at = day(year, month, date)
  return monthOf(at) === Number(month) && Number(at.slice(8)) === Number(date) ? [at, at] : undefined
}
/* 3.11.2021 and 03/11/2021: the day comes first, unless there is no such month. */
const numeric = (date, month, year) => exact(year, month, date) ?? exact(year, date, month)
const isoWeek = (week, year) => wholeWeek(moved(day(year, 1, 4), 7 * (week - 1)))

/* "last week", "this month", "yesterday", in English and in the site's language → [days, weeks, … ago, their unit]. */
const RELATIVE = new Map(["en", LANGUAGE].flatMap((language) =>
  ["day", "week", "month", "year"].flatMap((unit) => [0, 1].map((ago) =>
    [new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-ago, unit).toLowerCase(), [ago, unit]]))))
const relative = ([ago, unit]) => {
  const today = text(new Date())
  if (unit === "day") return Array(2).fill(moved(today, -ago))
  if (unit === "week") return wholeWeek(moved(today, -7 * ago))
  return unit === "month" ? wholeMonth(yearOf(today), monthOf(today) - ago) : wholeYear(yearOf(today) - ago)
}
const DAYS = { day: 1, week: 7, month: 30.4, year: 365.25 }
const lately = (count, unit) => {
  const today = text(new Date())
  return [moved(today, -Math.round(count * DAYS[unit.toLowerCase()])), today]
}

const Y = "((?:19|20)\\d{2})", M = "\uE000(\\d+)\uE001,?", D = "(\\d{1,2})(?:st|nd|rd|th|\\.)?,?"
const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "iu")
const within = (pattern) => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern})(?![\\p{L}\\p{N}-])`, "iu")
const bare = (pattern) => pattern.replace(/\((?!\?)/g, "(?:")

/*
 * A reader of days in queries; `names` maps the names of months to their numbers. Each name in a query becomes a
 * number in two private characters: patterns with a hundred names took half a second.
 * It answers { range, rest, loose }: the days that a query names, as [first, last]; its other words; and whether the
 * days are no more than a year that stands among them, which may as well be part of a name. Without days: undefined.
 */
export const dateReader = (names) => {
  let said = []
  const marked = (query) => query.replace(/\p{L}+\.?/gu, (word) => {
    const number = names.get(word.toLowerCase().replace(".", ""))
    return number ? `\uE000${said.push({ word, number }) - 1}\uE001` : word
  })
  const month = (at) => said[at]?.number
  const periods = [
    [`${D}\\s+${M}\\s+${Y}`, (date, name, year) => exact(year, month(name), date)],
    [`${M}\\s+${D}\\s+${Y}`, (name, date, year) => exact(year, month(name), date)],
    [`${Y}([-/.])(\\d{1,2})\\2(\\d{1,2})`, (year, _, number, date) => exact(year, number, date)],
    [`(\\d{1,2})[./-](\\d{1,2})[./-]${Y}`, numeric],
    [`${M}(?:\\s+of)?\\s+${Y}`, (name, year) => wholeMonth(year, month(name))],
    [`${Y}\\s+${M}`, (year, name) => wholeMonth(year, month(name))],
    [`${Y}[-/.](0?[1-9]|1[0-2])`, (year, number) => wholeMonth(year, Number(number))],
    [`(0?[1-9]|1[0-2])[/.]${Y}`, (number, year) => wholeMonth(year, Number(number))],
    [`(${seasonNames})(?:\\s+of)?\\s+${Y}`, season],
    [`Q([1-4])[ /-]?${Y}`, (quarter, year) => months(year, 3 * quarter - 2, 3)],
    [`${Y}[ /-]?Q([1-4])`, (year, quarter) => months(year, 3 * quarter - 2, 3)],
    [`(early|mid|late)[ -]${Y}`, (part, year) => months(year, { early: 1, mid: 5, late: 9 }[part.toLowerCase()], 4)],
    [`(?:week|KW) (\\d{1,2})(?: of)?,? ${Y}`, isoWeek],
    [`${Y}-?W(\\d{2})`, (year, week) => isoWeek(week, year)],
    [`(${[...RELATIVE.keys()].join("|")})`, (said) => relative(RELATIVE.get(said.toLowerCase()))],
    ["(?:the )?(?:last|past) (\\d{1,3}) (day|week|month|year)s?", lately],
    [Y, (year) => wholeYear(Number(year))],
  ]
  const period = (text) => {
    for (const [pattern, read] of periods) {
      const match = text.match(whole(pattern))
      const range = match && read(...match.slice(1))
      if (range) return range
    }
    return undefined
  }
  const any = `(${periods.map(([pattern]) => bare(pattern)).join("|").replaceAll("\\2", "[-/.]")})`
  const to = "\\s*(?:-|–|—|\\b(?:to|until|till|through|bis)\\b)\\s*"
  const monthYear = `${bare(M)}\\s+${bare(Y)}`
  const spans = [
    [`${D}${to}(${bare(D)}\\s+${monthYear})`, (date, last) => [period(`${date} ${last.replace(/^\S+\s+/, "")}`), period(last)]],
    [`(${bare(M)}|${bare(D)}\\s+${bare(M)})${to}((?:${bare(D)}\\s+)?${monthYear})`, (first, last) => [period(`${first} ${last.slice(-4)}`), period(last)]],
    [`(?:from\\s+)?${any}${to}${any}`, (first, last) => [period(first), period(last)]],
    [`between\\s+${any}\\s+and\\s+${any}`, (first, last) => [period(first), period(last)]],
    [`(?:since|seit)\\s+${any}`, (first) => [period(first), [LATEST, LATEST]]],
    [`after\\s+${any}`, (first) => [[moved(period(first)?.[1] ?? LATEST, 1)], [LATEST, LATEST]]],
    [`before\\s+${any}`, (last) => [[EARLIEST], [, moved(period(last)?.[0] ?? EARLIEST, -1)]]],
    [`until\\s+${any}`, (last) => [[EARLIEST], period(last)]],
    [`(?:(?:from|in|on|during|im|am)\\s+)?${any}`, (only) => [period(only), period(only)]],
  ].map(([pattern, read]) => [within(pattern), read])
  return (words) => {
    if (!/\d/.test(words) && ![...RELATIVE.keys()].some((name) => words.toLowerCase().includes(name))) return undefined
    said = []
    const query = marked(words)
    for (const [pattern, read] of spans) {
      const match = query.match(pattern)
      const [first, last] = match ? read(...match.slice(1)) : []
      const range = first && last && [first[0], last[1]]
      if (!range || range[0] > range[1]) continue
      const others = query.replace(match[0], " ").replace(/\uE000(\d+)\uE001/g, (_, at) => said[at]?.word)
      const rest = others.replace(/\s+/g, " ").trim()
      return { range, rest, loose: rest !== "" && /^(?:in )?\d{4}$/i.test(match[0].trim()) }
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
