/* What a result looks like. Text only: nothing is parsed as HTML. */

import { wholeMonth, written } from "./dates.js"
import { SearchFailed, root } from "./bundles.js"
import { say } from "./messages.js"

/* Words that no article has are named, up to this number. */
const MOST_NAMED = 8

export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

const FEWEST_WORDS = 16, MOST_WORDS = 40, WORDS_BEFORE = 12
const ENDS = /[.!?…][”"»)]?$/

/* The sentence with the first word that was found, or the first one below the title; one that has begun goes on to its
   end, if that is near. */
export const passage = ({ content, locations, meta }) => {
  const words = content.split(/\s+/).filter(Boolean), title = (meta.title ?? "").split(/\s+/)
  const skipped = title.every((word, at) => words[at]?.startsWith(word)) ? title.length : 0
  const found = locations.filter((at) => at >= skipped)
  let start = found[0] ?? skipped
  while (start > skipped && !ENDS.test(words[start - 1]) && found[0] - start < WORDS_BEFORE) start -= 1
  const some = words.slice(start, start + MOST_WORDS)
  const shown = some.slice(0, some.findIndex((word, at) => at >= FEWEST_WORDS && ENDS.test(word)) + 1 || MOST_WORDS)
  const marked = shown.flatMap((word, at) => [found.includes(start + at) ? element("mark", {}, word) : word, " "])
  return ENDS.test(shown.at(-1)) ? marked.slice(0, -1) : [...marked, "…"]
}

/* A page that the words name: its kind, and how many articles it lists; of documentation, the words that were found. */
export const pageLink = ({ address, label, kind, articles, found }) => {
  const { pathname, hash } = new URL(address, root)
  return element("li", {},
    element("a", { href: pathname + hash, dir: "auto" }, label), " ",
    element("span", { class: "search__page" }, [kind, articles === undefined ? "" : articles ? count(articles) : say("no articles yet")].filter(Boolean).join(" · ")),
    ...(found ? [element("p", { class: "search__excerpt", dir: "auto" }, ...passage(found))] : []))
}

export const result = (found) => {
  const { meta } = found
  const title = element("a", { href: found.url, dir: "auto" }, meta.title ?? found.url)
  const lacks = found.lacking.length ? say("without: {words}", { words: found.lacking.join(", ") }) : ""
  const terms = found.terms.length ? [element("p", { class: "search__terms" }, found.terms.join(", "))] : []
  return element("li", {},
    element("h2", { class: "entry-title" }, title),
    element("p", { class: "search__meta" }, [meta.label, meta.date, meta.source, lacks].filter(Boolean).join(" · ")),
    element("p", { class: "search__excerpt", dir: "auto" }, ...passage(found)),
    ...terms)
}

export const count = (number) => say(number === 1 ? "{count} article" : "{count} articles",
  { count: number.toLocaleString(document.documentElement.lang || "en") })

/* What the status line says of an answer, with a link to another search where this one has no results. */
export const described = (answer, addressOf) => {
  const { instead, isReversed, isVague, range, results } = answer
  if (isReversed) return [say("The last day is before the first one.")]
  if (isVague) return [results.length || range ? `${describe(answer)}. ` : "", datesToType()]
  if (!instead) return [describe(answer)]
  const others = count(instead.count)
  const offer = range || !instead.words ? say("{articles} from other days", { articles: others })
    : say("{articles} on “{query}”", { articles: others, query: instead.words })
  return [describe(answer).replace(/\.?$/, ". "), element("a", { href: addressOf(instead.words) }, offer)]
}

/* What to type where a query names days in another way. */
const datesToType = () => {
  const today = new Date().toISOString().slice(0, 10), [year, month] = today.split("-")
  return say("To search by date, type {year}, {month} or {day}.", { year, month: written(wholeMonth(year, month)), day: written([today, today]) })
}

const describe = ({ results, named, pages, ignored, range, guessed, partly, subject, most, query }) => {
  const from = range ? ` ${say("from {days}", { days: written(range) })}` : ""
  const unknown = [...new Set(ignored)].slice(0, MOST_NAMED).join("”, “")
  const without = unknown ? `; ${say("no article has “{words}”", { words: unknown })}` : ""
  if (!results.length && pages.length && !from) return say("No articles.")
  const found = results.length ? count(results.length - most) : say("Nothing found")
  const behind = most ? `; ${say("{count} more with most of the words", { count: most })}` : ""
  const said = found + from + behind + without
  const these = guessed || subject ? say("{articles} on “{query}”", { articles: found, query: subject ?? query }) : found
  if (partly) return say("No article has all of these words; {articles} with most of them", { articles: these + from }) + without
  if (subject) return these + from + without
  if (!guessed || !results.length) return said
  const who = [...new Set(named.map(({ label }) => label))].slice(0, 3).join(", ")
  return who ? say("{articles} on {names}, the closest spelling", { articles: said, names: who })
    : say("{articles} on “{query}”", { articles: said, query })
}

const link = (address, label) => element("a", { href: new URL(address, root).pathname }, label)

/* Ways to browse, where a search finds nothing. */
export const otherWays = () => [link("names/", say("All names from A to Z")), " · ", link("archive/", say("All articles by date"))]

/* What the status line says of a search that failed. */
export const failure = (error) => [
  error instanceof SearchFailed ? say("The search could not be loaded.") : say("The search failed."), " ", ...otherWays(),
]
