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

const LANGUAGE = document.documentElement.lang

/* Month names of English and of the site, long and short → number. */
const MONTHS = new Map([["sept", 9], ...["en", LANGUAGE || "en"].flatMap((language) =>
  ["long", "short"].flatMap((month) => Array.from({ length: 12 }, (_, at) =>
    [new Intl.DateTimeFormat(language, { month }).format(new Date(2021, at, 15)).toLowerCase().replace(/\P{L}/gu, ""), at + 1])))])
const M = `(${[...MONTHS.keys()].sort((a, b) => b.length - a.length).join("|")})\\.?,?`
const D = "(\\d{1,2})(?:st|nd|rd|th|\\.)?,?"
const Y = "((?:19|20)\\d{2})"
const exact = (year, month, date) => {
  const at = day(year, month, date)
  return monthOf(at) === Number(month) ? [at, at] : undefined
}
const number = (name) => MONTHS.get(name.toLowerCase())
const PATTERNS = [
  [`${D}\\s+${M}\\s+${Y}`, (date, month, year) => exact(year, number(month), date)],
  [`${M}\\s+${D}\\s+${Y}`, (month, date, year) => exact(year, number(month), date)],
  [`${Y}-(\\d{2})-(\\d{2})`, exact],
  [`${M}\\s+${Y}`, (month, year) => wholeMonth(year, number(month))],
  [`${Y}-(0[1-9]|1[0-2])`, (year, month) => wholeMonth(year, Number(month))],
  ["(today|yesterday)", (name) => Array(2).fill(moved(text(new Date()), name.toLowerCase() === "today" ? 0 : -1))],
  ["(this|last) (week|month|year)", (which, unit) => relative(which.toLowerCase() === "last" ? 1 : 0, unit.toLowerCase())],
].map(([pattern, read]) => [new RegExp(`(?<![\\p{L}\\p{N}-])${pattern}(?![\\p{L}\\p{N}-])`, "iu"), read])

const relative = (ago, unit) => {
  const today = text(new Date())
  if (unit === "week") return wholeWeek(moved(today, -7 * ago))
  return unit === "month" ? wholeMonth(yearOf(today), monthOf(today) - ago) : wholeYear(yearOf(today) - ago)
}

/* The days that a query names, as [first, last], and its other words; undefined when it names none. */
export const readDate = (query) => {
  if (/^(?:19|20)\d{2}$/.test(query)) return { range: wholeYear(Number(query)), rest: "" }
  for (const [pattern, read] of PATTERNS) {
    const match = query.match(pattern)
    const range = match && read(...match.slice(1))
    if (range) return { range, rest: query.replace(match[0], " ").replace(/\s+/g, " ").trim() }
  }
  return undefined
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
  const format = (options, at) =>
    new Intl.DateTimeFormat(LANGUAGE === "en" ? "en-GB" : LANGUAGE, { timeZone: "UTC", ...options }).format(new Date(at))
  const long = { day: "numeric", month: "long", year: "numeric" }
  if (first === last) return format(long, first)
  if (last === wholeYear(yearOf(first))[1] && first.endsWith("-01-01")) return first.slice(0, 4)
  if (last === wholeMonth(yearOf(first), monthOf(first))[1] && first.endsWith("-01")) return format({ month: "long", year: "numeric" }, first)
  return `${format(long, first)} – ${format(long, last)}`
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
  const isYear = last === wholeYear(yearOf(first))[1] && first.endsWith("-01-01")
  const address = isYear ? `archive/${first.slice(0, 4)}/` : `archive/${first.slice(0, 7).replace("-", "/")}/`
  return [{ address, label: written([first, last]), kind: say("Archive") }]
}
