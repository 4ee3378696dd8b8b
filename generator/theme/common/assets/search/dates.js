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
/* The names of the months in English and in the site's language, in full and short, with their numbers. */
const monthNames = (plain) => new Map(["en", LANGUAGE].flatMap((language) => ["long", "short"].flatMap((month) => [{ month }, { month, day: "numeric" }].flatMap((how) =>
  Array.from({ length: 12 }, (_, at) => {
    const parts = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...how }).formatToParts(new Date(Date.UTC(2021, at, 1)))
    return [plain(parts.find(({ type }) => type === "month").value.toLowerCase().replace(".", "")), at + 1]
  })))))

const YEAR = "(?<year>(?:19|20)\\d{2})", NAME = "(?<name>\\p{L}{3,})\\.?", DATE = "(?<date>\\d{1,2})\\.?"
/* How periods are written, in the order in which they are looked for. */
const FORMS = [`${YEAR}-(?<month>\\d{2})-${DATE}`, `${DATE}\\s+${NAME},?\\s+${YEAR}`, `${NAME}\\s+${DATE},?\\s+${YEAR}`, `${YEAR}-(?<month>\\d{2})`, `${NAME}\\s+${YEAR}`, YEAR]
  .map((form) => new RegExp(`(?<![\\p{L}\\d-])${form}(?![\\p{L}\\d-])`, "giu"))

/*
 * A reader of a day, a month or a year in queries. `plain` spells a text with the letters of a plain keyboard. It answers
 * { range, rest }: the days that a query names, as [first, last], and its other words. Without days: undefined.
 */
export const dateReader = (plain) => {
  const numbers = monthNames(plain)
  return (words) => {
    for (const form of FORMS) {
      for (const match of words.matchAll(form)) {
        const { year, month, name, date } = match.groups
        const number = month ?? (name && numbers.get(plain(name.toLowerCase())))
        const range = date ? number && exact(year, number, date) : number ? number >= 1 && number <= 12 && wholeMonth(year, number) : !name && wholeYear(year)
        if (range) return { range, rest: words.replace(match[0], " ").replace(/\s+/g, " ").trim() }
      }
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
    return [first, last].map((at) => (at === EARLIEST || at === LATEST ? "…" : long.format(new Date(at)))).join(" – ")
  }
  const isWhole = ([start, end]) => start === first && end === last
  if (isWhole(wholeYear(yearOf(first)))) return first.slice(0, 4)
  if (isWhole(wholeMonth(yearOf(first), monthOf(first)))) return format({ month: "long", year: "numeric" }).format(new Date(first))
  return long.formatRange(new Date(first), new Date(last))
}
