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
/* A month without its year: the last one that is over, or the last one that has begun. */
const latestMonths = [1, 0].map((back) => (month) => {
  const [thisMonth] = monthsAgo(back)
  const year = yearOf(thisMonth)
  return wholeMonth(month <= monthOf(thisMonth) ? year : year - 1, month)
})
const ranges = [([first]) => [first, LATEST], ([, last]) => [moved(last, 1), LATEST], ([first]) => [EARLIEST, moved(first, -1)], ([, last]) => [EARLIEST, last]]

/* Months, days of the week, periods and numbers of the CVE list in a query, as their places in lists between private characters. */
const MONTH = "\uE000\\d+\uE001", WEEKDAY = "\uE004\\d+\uE005", PERIOD = "\uE002(\\d+)\uE003"
const ORDINAL = "(?:st|nd|rd|th|\\.|-c[iıuü])?"
const CVE = /\bcve[\s-]*\d{4}[\s-]+\d{4,}/giu
/* A year before a hyphen and the end of a range: other hyphens join numbers such as CVE-2021-34527. */
const YEARS = /((?:19|20)\d{2})[-/](?=\uE000|\d{1,2}\.\d|(?:19|20)\d{2}(?![\d-]))/g
/* What other languages append to a year: 2024-cü ildə, 2024 года. */
const AFTER_YEAR = /(?<=(?<![\d-])(?:19|20)\d{2})(?:['’‑-]?(?:c[iıuü]|d[aəe]n?)(?:\s+il\p{L}*)?|\s+il(?:in|d[əe]n?|ə)?|\s+(?:г\.|год\p{L}*))(?!\p{L})/giu
/* Azerbaijani for month behind its name: mart ayında. */
const AFTER_MONTH = /(?<=\uE001)\s+ay(?:ı(?:nda|ndan)?)?(?!\p{L})/giu
/* Endings of months: martı, martda, martından. */
const MONTH_ENDING = /^(may|.{4,}?)(?:[ıiuü]|(?:[ıiuü]n)?d[aəe]n?)$/u

/*
 * How periods are written, in the order in which they are looked for: D is a day with its ordinal, B without; M a month,
 * N its number; Y a year, S its last two digits; W a week, V one with the number first; Q a quarter; E and L the first
 * day and month of a range, and T the word "to".
 */
const FORMS = [
  "ETD M Y", "E LTD M Y", "L ETD Y", "L ETM D Y", "LTM Y", "M D Y", "Y M D", "Y D M", "(?=\\d{8})YNB", "Y[년年]\\s*N[월月]\\s*B[일日]",
  "Y[년年]\\s*N[월月]", "D M Y", "Y[-/.]N[-/.]B(?:t[\\d:.]+z?)?", "B[-/.]N[-/.]Y", "B[/.]N[/.]S", "M Y", "M ['’]S", "Y M", "Y[-/.]N", "N[/.]Y",
  "Q[\\s/-]?Y", "Y[\\s/-]?Q", "V Y", "W Y", "Y V", "Y W", "Y-?w(?<week>\\d{2})",
]
const FORMS_WITHOUT_YEAR = ["W", "D M", "M D", "Q"]

/* A word of a catalogue in a pattern, whose capitals are letters of forms. */
const escaped = (word) => word.toLowerCase().replace(/[.*+?^${}()[\]\\]/g, "\\$&")

const inYear = (year, { date, month, quarter, week }) => {
  if (week) return isoWeek(week, year)
  if (quarter) return months(year, 3 * quarter - 2, 3)
  if (date) return exact(year, month, date)
  return month >= 1 && month <= 12 ? wholeMonth(year, month) : undefined
}
/* A period without its year is the last one that has begun. */
const inSomeYear = (year, period) => {
  if (year) return inYear(year, period)
  const thisYear = inYear(yearOf(TODAY()), period)
  return thisYear?.[0] > TODAY() ? inYear(yearOf(TODAY()) - 1, period) : thisYear
}

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
  const spelled = (names) => new Map([...[...names].map(([name, number]) => [plain(name), number]), ...names])
  const numbers = spelled(months), week = spelled(daysOfWeek)
  /* The words of one part of a group in all languages, as they are and on a plain keyboard, the longest first. */
  const wordsOf = (group, part = 0) => {
    const words = catalogue[group].flatMap((text) => (text.split(/,\s*/)[part] ?? "").split("|")).filter(Boolean).map(escaped)
    return [...new Set(words.flatMap((word) => [word, plain(word)]))].sort((a, b) => b.length - a.length).join("|")
  }
  /* Each part of a group with its reader. */
  const groups = (group, readers) => readers.map((read, part) => [`(?:${wordsOf(group, part)})`, read])
  const AND = wordsOf("and"), WEEK = `(?:${wordsOf("week")})`
  const PARTS = {
    B: "(?<date>\\d{1,2})", D: `(?<date>\\d{1,2})${ORDINAL},?(?:\\s+of)?`, E: `(?<firstDate>\\d{1,2})${ORDINAL},?(?:\\s+of)?`,
    L: `(?<firstMonth>${MONTH}),?`, M: `(?<month>${MONTH}),?(?:\\s+of)?`, N: "(?<number>\\d{1,2})",
    Q: "q(?<quarter>[1-4])", S: "(?<short>\\d{2})", T: `\\s*(?:[-–—]|(?<!\\p{L})(?:${wordsOf("to")})(?!\\p{L}))\\s*`,
    V: `(?<week>\\d{1,2})${ORDINAL} ${WEEK}(?:\\s+of)?`, W: `${WEEK}\\s*(?<week>\\d{1,2})(?:\\s+of)?`, Y: "(?<year>(?:19|20)\\d{2})",
    " ": "[\\s,/-]+",
  }
  const alone = ([form, read]) => {
    const pattern = form.replace(/[A-Z ]/g, (letter) => PARTS[letter])
    return [new RegExp(`(?<=^|[\\s(“"„«–—])(?:${pattern})(?=$|[\\s,.;:?!)”"»'’–—])`, "giu"), read]
  }
  /* "Between" and the start of a range that ends behind "and"; months and years joined by "and". */
  const BETWEEN = new RegExp(`(?<!\\p{L})(?:${wordsOf("between")})\\s+((?:${MONTH}|\\d+(?:st|nd|rd|th)?|\\s+of(?=\\s)|[\\s,./-])+)\\s+(?:${AND})\\s+(?=[\\d\uE000])`, "giu")
  const BOTH = new RegExp(`(\uE001|(?<!\\d)(?:19|20)\\d{2})\\s+(?:${AND})\\s+(?=\uE000|(?:19|20)\\d{2}(?!\\d))`, "giu")
  const counts = new Map(groups("numbers", Array(12).fill()).flatMap(([words], at) => words.slice(3, -1).split("|").map((word) => [word, at + 1])))
  const count = `(\\d{1,3}|${[...counts.keys()].sort((a, b) => b.length - a.length).join("|")})`
  const counting = (group, readers) => groups(group, readers).map(([words, read]) =>
    [words.replace(/\bn\b/g, count), (said = "1") => read(counts.get(said.toLowerCase()) ?? Number(said))])
  const yearWords = groups("years", numbersOfYears).map(([words, read]) => [new RegExp(`(?<!\\p{L})${words}(?:['’]s)?(?!\\p{L})`, "giu"), read])
  const said = ["ago", "lately", "relative"].flatMap((group) => catalogue[group]).join(" ").toLowerCase(), spoken = said + plain(said)
  let named, periods
  const numberOf = (mark) => mark && named[mark.slice(1, -1)].number
  const read = ({ date, firstDate, month, firstMonth, number, year, short, quarter, week }) => {
    const whole = year ?? (short && `20${short}`), itsMonth = numberOf(month ?? firstMonth) ?? number
    const last = inSomeYear(whole, { date, month: itsMonth, quarter, week }) ?? (number && date && exact(whole, date, number))
    const first = firstDate || firstMonth ? inYear(whole, { date: firstDate, month: numberOf(firstMonth) ?? itsMonth }) : last
    return span(first, last)
  }
  const monthly = (words, latest) => [`${words} M`, ({ month }) => latest(numberOf(month))]
  const patterns = [
    ...groups("parts", parts).map(([words, part]) => [`${words}(?:\\s+of)? M Y`, ({ year, month }) => part(year, numberOf(month))]),
    ...FORMS.map((form) => [form, read]),
    ["Y[/–-]S", ({ year, short }) => (short % 100 === (year % 100) + 1 ? span(wholeYear(year), wholeYear(Number(year) + 1)) : undefined)],
    ...[...groups("shares", shares), ...groups("seasons", seasons), ...groups("parts", parts)].flatMap(([words, share]) =>
      [`${words}(?:\\s+of)? Y`, `Y ${words}`].map((form) => [form, ({ year }) => share(year)])),
    ...counting("ago", ago), ...counting("lately", lately), ...groups("relative", relative),
    ["Y", ({ year }) => wholeYear(year)],
    ...FORMS_WITHOUT_YEAR.map((form) => [form, read]),
    ...groups("latest", latestMonths).map(([words, latest]) => monthly(words, latest)), monthly("(?:in|im)", latestMonths[1]),
  ].map(alone)
  const ofWeek = [...groups("latest", weekdays).map(([words, latest]) => [`${words}\\s+(${WEEKDAY})`, latest]), [`^(${WEEKDAY})$`, weekdays[1]], [`^(${MONTH})$`, latestMonths[1]]]
    .map(([pattern, latest]) => [new RegExp(`(?<!\\p{L})${pattern}`, "giu"), (mark) => (named[mark.slice(1, -1)].word.length > 3 ? latest(numberOf(mark)) : undefined)])
  const besidePeriod = new RegExp(`${WEEKDAY}[.,]?\\s*(?:the\\s+|den\\s+|dem\\s+)?(?=\uE002)|(?<=\uE003),?\\s*\\(?${WEEKDAY}\\)?`, "giu")
  const periodRanges = [
    [`${PERIOD}${PARTS.T}${PERIOD}`, span],
    [`(?:${wordsOf("between")})\\s+${PERIOD}\\s+(?:${AND})\\s+${PERIOD}`, span],
    ...groups("behind_it", ranges).map(([words, bound]) => [`${PERIOD}\\s+${words}(?!\\p{L})`, bound]),
    ...groups("before_it", ranges).map(([words, bound]) => [`${words}\\s+(?:(?:the|dem|der)\\s+)?${PERIOD}`, bound]),
    [`(?:${wordsOf("week_of")})\\s+${PERIOD}`, ([first]) => wholeWeek(first)],
    [PERIOD, (only) => only],
  ].map(([pattern, within]) => [new RegExp(`(?<![\\p{L}\\d])(?:(?:${wordsOf("within")})\\s+)*(?<!\\p{L})${pattern}`, "iu"), within])
  const restored = (text) => text.replace(/\uE002(\d+)\uE003/g, (_, at) => periods[at].said)
    .replace(/[\uE000\uE004\uE006](\d+)[\uE001\uE005\uE007]/g, (_, at) => named[at].word)
  const nameIn = (word, number, [open, close]) => `${open}${named.push({ word, number }) - 1}${close}`
  /* A pattern is read by its named groups, or else by the first group that it found. */
  const mark = (query, list) => list.reduce((text, [pattern, reader]) => text.replace(pattern, (matched, ...found) => {
    const range = reader(typeof found.at(-1) === "object" ? found.at(-1) : found.slice(0, -2).find(Boolean))
    return range ? `\uE002${periods.push({ said: matched, range }) - 1}\uE003` : matched
  }), query)
  return (words) => {
    named = []
    periods = []
    const dated = yearWords.reduce((text, [pattern, year]) => text.replace(pattern, year), words)
    const marked = dated.replace(CVE, (word) => nameIn(word, 0, "\uE006\uE007")).replace(/\p{L}+\.?/gu, (word) => {
      const name = word.toLowerCase().replace(".", "")
      const number = numbers.get(name) ?? numbers.get(MONTH_ENDING.exec(name)?.[1])
      if (number) return nameIn(word, number, "\uE000\uE001")
      return week.has(name) ? nameIn(word, week.get(name), "\uE004\uE005") : word
    }).replace(AFTER_YEAR, "").replace(AFTER_MONTH, "").replace(BETWEEN, "$1 – ").replace(BOTH, "$1 – ").replace(YEARS, "$1 – ")
    const isDated = /[\d\uE000\uE004]/.test(marked) || marked.toLowerCase().match(/\p{L}{2,}/gu)?.some((word) => spoken.includes(word))
    if (!isDated) return undefined // most queries name no day, and the patterns take time to compile
    const query = mark(mark(marked, patterns).replace(besidePeriod, ""), ofWeek)
    for (const [pattern, within] of periodRanges) {
      const match = query.match(pattern)
      const range = match && within(...match.slice(1).map((at) => periods[at].range))
      if (range) return { range, rest: restored(query.replace(match[0], " ")).replace(/\s+/g, " ").trim() }
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
