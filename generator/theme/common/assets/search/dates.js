/* Days, weeks, months and years: in a query, as Pagefind's filters, and as a reader writes them. A day is text such as 2021-11-03. */

export const EARLIEST = "1970-01-01", LATEST = "2099-12-31"

const text = (date) => date.toISOString().slice(0, 10)
const day = (year, month, date) => text(new Date(Date.UTC(year, month - 1, date)))
const moved = (from, days) => text(new Date(Date.parse(from) + days * 86_400_000))
const yearOf = (at) => Number(at.slice(0, 4))
const monthOf = (at) => Number(at.slice(5, 7))
/* So many months of a year from the first one on. */
const months = (year, first, count) => [day(year, first, 1), day(year, Number(first) + count, 0)]
const wholeYear = (year) => months(year, 1, 12)
export const wholeMonth = (year, month) => months(year, month, 1)
export const wholeWeek = (at) => {
  const monday = moved(at, -((new Date(at).getUTCDay() + 6) % 7))
  return [monday, moved(monday, 6)]
}

const LANGUAGE = document.documentElement.lang || "en"

const exact = (year, month, date) => {
  const at = day(year, month, date)
  return monthOf(at) === Number(month) && Number(at.slice(8)) === Number(date) ? [at, at] : undefined
}
export const isoWeek = (week, year) => wholeWeek(moved(day(year, 1, 4), 7 * (week - 1)))
const YEAR = "(?<year>(?:19|20)\\d{2})", NAME = "(?<name>\\p{L}{3,})\\.?", MONTH = "(?<month>\\d{1,2})", DATE = "(?<date>\\d{1,2})(?:st|nd|rd|th|\\.)?"
/* How periods are written, in the order in which they are looked for; a day in figures stands before its month. */
const FORMS = [
  `${YEAR}[-/.]${MONTH}[-/.]${DATE}`, `(?<date>\\d{1,2})[-/.]${MONTH}[-/.]${YEAR}`, `${DATE}(?:\\s+of)?\\s+${NAME},?\\s+${YEAR}`, `${NAME}\\s+${DATE},?\\s+${YEAR}`,
  `${YEAR}-w(?<week>\\d{2})`, `${YEAR}[-/.]${MONTH}`, `${MONTH}[/.]${YEAR}`, `${NAME}\\s+${YEAR}`, `${YEAR},?\\s+${NAME}(?:\\s+${DATE})?`, YEAR,
].map((form) => new RegExp(`(?<![\\p{L}\\d]|\\p{L}-|\\bcve )${form}(?![\\p{L}\\d]|-(?!(?:19|20)\\d{2}(?!\\d))\\d)`, "giu"))

/*
 * A reader of days, weeks, months and years in queries. `months` has [name, number]; `vague` is a pattern of days that are
 * named in a way that is not read, such as last year, since March, or Q3 2025; `plain` spells a text with the letters of
 * a plain keyboard. It answers { range, rest, isVague }: the days that a query names, as [first, last], its other words,
 * and whether it has days that are not read, as a month without a year. Two periods are the days from one to the other:
 * 2021-2022. Without days: undefined.
 */
export const dateReader = ({ months, vague }, plain) => {
  const numbers = new Map(months.map(([name, number]) => [plain(name), number])), notRead = new RegExp(vague, "giu")
  const rangeOf = ({ year, month, name, date, week }) => {
    const number = Number(month ?? (name && numbers.get(plain(name))))
    if (week) return week >= 1 && week <= 53 ? isoWeek(week, year) : undefined
    if (date) return number ? exact(year, number, date) : undefined
    if (!month && !name) return wholeYear(year)
    return number >= 1 && number <= 12 ? wholeMonth(year, number) : undefined
  }
  const read = (words) => {
    for (const form of FORMS) {
      for (const match of words.matchAll(form)) {
        const range = rangeOf(match.groups)
        if (!range) continue
        const rest = `${words.slice(0, match.index)} ${words.slice(match.index + match[0].length)}`.split(/\s+/).filter((word) => /[^-–]/.test(word)).join(" ")
        const other = read(rest)
        if (!other) return { range, rest }
        const [first, , , last] = [...range, ...other.range].sort()
        return { range: [first, last], rest: other.rest }
      }
    }
    return undefined
  }
  /* Shorter ones are ordinary words of some language, such as may. */
  const isMonth = (word) => word.length >= 5 && numbers.has(plain(word))
  return (words) => {
    const told = words.replace(notRead, " ").trim(), days = read(told)
    const rest = days?.rest ?? told.split(" ").filter((word) => !isMonth(word)).join(" ")
    const isVague = told !== words || (!days && rest !== told)
    return days || isVague ? { ...days, rest, isVague } : undefined
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
    return [first, last].map((at) => (at === EARLIEST || at === LATEST ? "…" : long.format(new Date(at)))).join(" – ")
  }
  const isWhole = ([start, end]) => start === first && end === last
  if (isWhole(wholeYear(yearOf(first)))) return first.slice(0, 4)
  if (isWhole(wholeMonth(yearOf(first), monthOf(first)))) return format({ month: "long", year: "numeric" }).format(new Date(first))
  return long.formatRange(new Date(first), new Date(last))
}
