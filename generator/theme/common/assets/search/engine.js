/*
 * Finds articles: by their words through Pagefind, and by the names of their terms through the
 * registries. A name in a query, in any spelling or with a letter or two wrong, means its term, so
 * that DTX finds what was reported on the State Security Service whatever the article calls it.
 */

import { EVERY, MOST_SHOWN, ask, byDate, byPoints, complete, countUnion, find, root, tally } from "./bundles.js"
import { EARLIEST, LATEST, dateFilter } from "./dates.js"
import { docsOf } from "./docs.js"
import { MOST_WORDS, bundlesWith, inexactWords, unknownWords } from "./known.js"
import { besides, compoundParts, loosely, named, readQuery } from "./names.js"
import { MOST_PAGES, pagesOf } from "./pages.js"
import {
  contentWords, fold, foldAll, isMisspelt, isProper, joined, nearest, plainWords, quoted, telling,
} from "./spelling.js"
import { subjectIn } from "./subjects.js"

export { fold }

const LONGEST_QUERY = 200
const TERM_BONUS = 0.6
const WHOLE_NAME_BONUS = 1.1
const LABEL_BONUS = 0.3
/* An article is about what it has half as well as the best article has; one of twenty countries in a list is not such. */
const CENTRAL = 0.5
/* The share of what a query tells that an article must have: a country alone is half of “Chinese hackers”. */
const MOST = 0.5
/* So many articles with all words are too few to hide those with most of them; so many of these are shown. */
const FEW = 3, MOST_BEHIND = 5

const none = { results: [], counts: new Map() }
const nothing =
  { ...none, named: [], said: [], ignored: [], pages: [], guessed: false, partly: false, most: 0, lacking: new Map(), query: "", within: async () => none }

const readable = (words) => joined(words.normalize("NFC").replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, LONGEST_QUERY))
  .replace(/^[“”„«"](.+)[“”»"]$/u, '"$1"')

/*
 * Search.
 *
 * words: what the reader typed; chosen: facet → slugs; order: "relevance" or "newest"; from, to: days, as 2021-11-03;
 * whole: whether a search for nothing answers with all articles.
 * Answers { results, counts, named, ignored, pages, range, guessed, partly, most, subject, lacking, query, instead, isReversed }:
 * results with data(), counts by "facet slug" of the facets that are loaded, the terms that were read from the words,
 * words that no article has, pages that the words name, the days that they name,
 * whether a spelling was guessed, whether no article has all of the words, how many of the results, which are the last,
 * have most of them beside some that have all, the subject by whose words it was found, the words that results lack
 * by id, and what was searched for. Without results, `instead` is a search that has some, as
 * { words, count }; `isReversed` says that the last day is before the first, and `isVague` that days were named in a way that is not read.
 * Throws SearchFailed when part of the index did not arrive.
 */
export const search = async (words, { chosen = {}, order = "relevance", from = "", to = "", whole = false } = {}) => {
  const query = readable(words)
  const filters = Object.entries(chosen).map(([facet, values]) => ({ [facet]: { any: values } }))
  const fields = from || to ? [from || EARLIEST, to || LATEST] : undefined
  if (!query && !filters.length && !fields && !whole) return nothing
  if (fields && fields[0] > fields[1]) return { ...nothing, query, isReversed: true }
  return complete(async (loaded) => {
    const { names } = loaded
    const { range, rest, isVague } = daysIn(query, names)
    if (isVague && !rest && !range && !filters.length && !fields) return { ...nothing, query, isVague }
    const days = [fields, range].filter(Boolean).map(dateFilter)
    const { within, ...answer } = { ...await bounded(await answerTo(rest, loaded), filters, days), range, isVague }
    if (order === "newest" || !answer.query) answer.results = await byDate(loaded, answer.results)
    const inexact = await inexactWords(fold(rest, names.letters).split(" "), loaded)
    const docs = filters.length ? [] : await docsOf(query, loaded)
    const pages = pagesOf(answer.guessed ? answer.query : rest, answer, inexact, names).filter(({ address }) => !docs.some((doc) => doc.address === new URL(address, root).href))
    const lacking = new Map([...answer.lacking].map(([id, words]) => [id, typed(words.join(" ").split(" "), answer.query, names)]))
    return { ...answer, lacking, pages: [...pages, ...docs.slice(0, Math.max(0, MOST_PAGES - pages.length))] }
  })
}

/* The days that a query names, and its other words: "" if these say nothing. A name may have words for time: Türkiye Today. */
const daysIn = (query, { all, letters, readDate }) => {
  const dated = quoted(query) || all.has(fold(query, letters)) ? undefined : readDate(query)
  if (!dated) return { rest: query }
  return telling(dated.rest.toLowerCase().split(/\s+/)).join("") ? dated : { ...dated, rest: "" }
}

/*
 * An answer within filters and days, which are never dropped. What the words mean is decided without them, so a search
 * that has no results within its days says so, and `instead` has the search without them.
 */
const bounded = async (answer, filters, days) => {
  if (!filters.length && !days.length) return answer
  const inside = { ...answer, most: 0, ...await answer.within([...filters, ...days]) }
  const { results } = inside
  inside.partly = answer.partly && results.length > 0
  if (results.length || !days.length) return inside
  const { length: count } = (await answer.within(filters)).results
  return count && (answer.query || filters.length) ? { ...inside, instead: { words: answer.query, count } } : inside
}

/* An answer by a function that finds something within filters. */
const answerBy = async (within, more) => ({ ...nothing, ...more, ...await within([]), within })

/* The answer to some words in the whole digest. */
const answerTo = async (query, loaded, mended = false) => {
  const { names } = loaded
  if (!query) return answerBy((filters) => ask(loaded, EVERY, filters))
  const folded = fold(query, names.letters)
  if (!folded) return { ...nothing, query }
  const by = (read, more) =>
    answerBy((filters) => withMost(query, read, filters, loaded), { query, named: termsOf(read, names), said: read.found, ...more })
  const plainly = readQuery(folded, (said) => named(said, names.index), quoted(query) ? undefined : names)
  if (quoted(query)) return by(plainly)
  const isEmpty = !plainly.found.length && foldAll([query], names).every((word) => /^([ -~]|\d\d)$/.test(word))
  if (isEmpty) return { ...nothing, query }
  const unknown = await unknownWords(plainly.rest, loaded)
  const loose = readQuery(folded, loosely(names, unknown), names, unknown)
  const answer = await by(loose, { guessed: loose.found.length !== plainly.found.length || mended })
  if (answer.results.length) return answer
  const read = new Set(loose.found.flatMap(({ words }) => words.split(" "))), unheard = unknown.difference(read)
  const better = mended ? query : mend(query, unheard, (await inexactWords(folded.split(" "), loaded)).difference(read), names)
  const corrected = better === query ? nothing : await answerTo(better, loaded, true)
  if (corrected.results.length) return corrected
  return await aboutSubject(query, plainly, unheard, by, loaded) ?? await withoutUnknown(query, unheard, loaded)
    ?? answerBy((filters) => mostOf(loose, filters, loaded, unheard.size ? 3 : 2), {
      query, named: termsOf(loose, names), said: loose.found, guessed: mended, ignored: contentWords(query).filter((word) => unheard.has(fold(word, names.letters))),
    })
}

/*
 * The answer to the subject that the words describe: with the other words, beside the names alone, or to what is beside it.
 * It says which subject that is, and which words an article lacks. A subject never stands in for a name; it is offered.
 */
const aboutSubject = async (query, { found, rest }, unheard, by, loaded) => {
  const { names } = loaded, subject = await subjectIn(rest, unheard, root, names)
  if (!subject) return undefined
  const told = subject.words.split(" "), both = [...found, subject], { label } = names.terms[subject.terms[0]]
  const others = rest.filter((word) => !told.includes(word))
  const ignored = typed(told, query, names).filter((word) => unheard.has(fold(word, names.letters)))
  const less = [[{ found: both, rest: [] }, { partly: true, subject: label }], [{ found, rest: others }, { ignored: typed(told, query, names) }]]
  for (const [read, more] of [[{ found: both, rest: others }, { subject: label }], ...(found.length ? less : [])]) {
    const one = await by(read, { ignored, ...more })
    if (!one.results.length) continue
    if (!subject.isName) return { ...one, lacking: await lackingOf(one.results, told, loaded) }
    return { ...nothing, ignored, query, instead: { words: label, count: one.results.length } }
  }
  return undefined
}

/* Those words of a query that have the letters of some others, as the reader typed them. */
const typed = (words, query, { letters }) => contentWords(query).filter((word) => words.includes(fold(word, letters)))

/* The words that each of some results lacks, by id. */
const lackingOf = async (results, words, loaded) => {
  const having = await Promise.all(words.map(async (word) => {
    const found = await askInAnySpelling([word], [], loaded)
    return new Set(found.results.map(({ id }) => id))
  }))
  return new Map(results.map(({ id }) => [id, words.filter((_, at) => !having[at].has(id))]))
}

/*
 * The answer to a query without the words that no article has; undefined when nothing is left, or nothing found. If it
 * would lack half of the words or more, it is only offered, unless that is one word beside a name that is no country. So
 * it is where ordinary words are left that are few and stand in no article together: star wars, of lego star wars.
 */
const withoutUnknown = async (query, unknown, loaded) => {
  const { names } = loaded
  const isIgnored = (word) => unknown.has(fold(word, names.letters))
  const words = contentWords(query)
  const ignored = words.filter(isIgnored), known = words.filter((word) => !isIgnored(word))
  if (!ignored.length || !foldAll(known, names).length) return undefined
  const found = await answerTo(known.join(" "), loaded)
  if (!found.results.length) return undefined
  const whole = termsOf({ found: found.said.filter(({ isBegun }) => !isBegun) }, names)
  const isName = whole.length ? !whole.every(({ isCountry }) => isCountry) : foldAll(known, names).some((word) => isProper(word, names))
  const isTold = whole.length || known.length > 2 * ignored.length || (await find(loaded, `"${known.join(" ")}"`)).results.length
  const isShown = (known.length > ignored.length && (isName || (isTold && !found.partly))) || (ignored.length === 1 && isName)
  if (!isShown && found.partly) return undefined
  if (isShown) return { ...found, ignored: [...found.ignored, ...ignored] }
  return { ...nothing, ignored, query, instead: { words: known.join(" "), count: found.results.length } }
}

/*
 * The query with a letter put right of its words that no article has as they are: by a name that has another word of the
 * query, so that cronus operation is Operation Cronos, or by any word that is a name. An only unknown word that is initials is written out.
 */
const mend = (query, unknown, inexact, { initials, letters, terms, words }) => {
  const said = query.split(/\s+/).map((word) => fold(word, letters)), known = telling(said).filter((word) => !inexact.has(word))
  const names = terms.flatMap((term) => term.names.map((name) => name.split(" "))).filter((own) => known.some((word) => own.includes(word)))
  const inName = (word) => names.flat().find((own) => isMisspelt(word, own))
  return query.split(/\s+/).map((word, at) => {
    if (unknown.size === 1 && unknown.has(said[at]) && initials.get(said[at])) return initials.get(said[at])
    return (inexact.has(said[at]) && (inName(said[at]) || nearest(said[at], words))) || word
  }).join(" ")
}

/* What has all of some words, with its compounds as one word or as two: cyberattack, cyber attack. */
const askInAnySpelling = async (words, filters, loaded) => {
  const { names } = loaded
  const asked = async (said) => {
    const home = await bundlesWith(foldAll(said, names), loaded)
    return home ? ask(loaded, said.join(" ") || EVERY, [...filters, ...home]) : none
  }
  const split = words.flatMap((word) => compoundParts(word.toLowerCase(), names.firsts) ?? [word])
  const together = joinCompounds(split, names)
  if (together.length === split.length) return asked(words)
  const [one, other, both] = await Promise.all([asked(together), asked(split), asked([...split, ...together])])
  const known = new Set(one.results.map(({ id }) => id))
  const results = [...one.results, ...other.results.filter(({ id }) => !known.has(id))]
  return { results, counts: countUnion(one.counts, other.counts, both.counts) }
}

/* Words with two of them as one where they may be a compound: where the registries have such a name, or its first word. */
const joinCompounds = (words, { firsts, all }) => {
  const said = []
  for (const word of words) {
    const first = said.at(-1)?.toLowerCase(), second = word.toLowerCase()
    if (first && (firsts.has(first) || all.has(first + second))) said.push(said.pop().toLowerCase() + second)
    else said.push(word)
  }
  return said
}

const termsOf = ({ found }, { terms }) => found.flatMap((one) => one.terms.map((at) => terms[at]))

/* A filter for a name: any of its terms, and those beside it. */
const termFilter = (one, names) =>
  ({ any: [...one.terms, ...besides(one, names)].map((at) => names.terms[at]).map(({ facet, slug }) => ({ [facet]: slug })) })

/* How well results have some words, as [result, share of the best]. */
const shares = (results) => {
  const best = Math.max(...results.map(({ score }) => score)) || 1
  return results.map((one) => [one, one.score / best])
}

/* What has the name of a country in its text, within filters; each once. */
const withLabels = async (one, filters, loaded) => {
  const countries = one.terms.map((at) => loaded.names.terms[at]).filter(({ isCountry }) => isCountry)
  const found = await Promise.all(countries.map(({ label }) => find(loaded, label, filters)))
  const results = found.flatMap((country) => country.results)
  return shares([...new Map(results.map((result) => [result.id, result])).values()])
}

/* What has the query's words, together with what has the terms it names and its other words; best what is both, and is about the countries. */
const withNames = async (query, { found, rest }, filters, loaded) => {
  const { names } = loaded
  const asked = (limits) =>
    (quoted(query) ? ask(loaded, query, limits) : askInAnySpelling(plainWords(query, names), limits, loaded))
  const needed = [...filters, ...found.map((one) => termFilter(one, names))], others = telling(rest)
  const [byWords, byNames, ...labels] = await Promise.all([
    asked(filters), found.length ? askInAnySpelling(others, needed, loaded) : none, ...found.map((one) => withLabels(one, needed, loaded)),
  ])
  const both = found.length && byWords.results.length ? await asked(needed) : none
  const bonus = found.length === 1 && !rest.length ? WHOLE_NAME_BONUS : TERM_BONUS
  const own = new Set(byNames.results.map(({ id }) => id))
  const ranked = await byPoints(loaded, [
    shares(byWords.results),
    byNames.results.map((one) => [one, bonus]),
    ...labels.map((list) => list.filter(([{ id }, share]) => own.has(id) && share >= CENTRAL).map(([one]) => [one, LABEL_BONUS])),
  ])
  return { results: ranked.map(([one]) => one), counts: countUnion(byWords.counts, byNames.counts, both.counts) }
}

/*
 * What has all that a query tells and, where that is little, what has most of it, for the few may have each word by chance:
 * what is about Denmark comes before what only lists it.
 */
const withMost = async (query, read, filters, loaded) => {
  const full = await withNames(query, read, filters, loaded)
  if (quoted(query) || !full.results.length || full.results.length >= FEW) return full
  const known = new Set(full.results.map(({ id }) => id)), { results, weights, lacking = new Map() } = await mostOf(read, filters, loaded, 3)
  const behind = results.filter(({ id }) => !known.has(id)).slice(0, MOST_BEHIND)
  const counts = countUnion(full.counts, await tally(behind), new Map())
  const weight = ({ id }) => weights?.get(id) ?? 0
  for (const id of known) lacking.delete(id)
  return { results: [...full.results, ...behind].sort((a, b) => weight(b) - weight(a)), counts, lacking, most: behind.length }
}

/*
 * What has most of what a query tells, where no article has all of it. A word tells the more the fewer articles have it,
 * and the most if none has; a name tells twice as much as another word, by its term or in the text. First is what has
 * the words and names that tell the most, then what is about them, and of equals the newest. Fewer ordinary words than
 * `least` have no most.
 */
const mostOf = async ({ found, rest }, filters, loaded, least) => {
  const { names } = loaded
  const words = [...new Set(telling(rest))].slice(0, MOST_WORDS)
  const hasName = found.length || words.some((word) => isProper(word, names))
  if (found.length + words.length < (hasName ? 2 : least)) return none
  const having = async (said) => shares((await askInAnySpelling(said, [], loaded)).results)
  const told = new Map()
  let whole = 0
  const add = (said, list, isName, isNumber) => {
    if (isNumber && !list.length) whole = Infinity // CVE-2099-12345 is no other
    const own = new Map()
    for (const [one, share] of list) own.set(one.id, [one, Math.max(share, own.get(one.id)?.[1] ?? 0)])
    const points = Math.log(1 + names.articles / (own.size || 0.5)) * (isName ? 2 : 1)
    whole += points
    for (const [id, [one, share]] of own) {
      const before = told.get(id) ?? { has: [], points: 0, central: 0 }
      told.set(id, { id, one, has: [...before.has, said], points: before.points + points, central: before.central + points * Math.round(share / CENTRAL) })
    }
  }
  await Promise.all([
    ...found.map(async (one) => {
      const needed = [termFilter(one, names)]
      const { results } = await find(loaded, EVERY, needed)
      const lists = await Promise.all([having(one.words.split(" ")), withLabels(one, needed, loaded)])
      add(one.words, [...results.map((result) => [result, 0]), ...lists.flat()], true)
    }),
    ...words.map(async (word) => add(word, await having([word]), isProper(word, names), /^\d{4,}$/.test(word))),
  ])
  const allowed = new Set((await find(loaded, EVERY, filters)).results.map(({ id }) => id))
  const asked = [...found.map((one) => one.words), ...words]
  const isHalf = ({ length }) => found.length && length > 1 && length >= asked.length / 2
  const most = [...told.values()].filter(({ one, points, has }) => (points >= MOST * whole || isHalf(has)) && allowed.has(one.id))
  const ranked = (await byDate(loaded, most)).sort((a, b) => b.points - a.points || b.central - a.central)
  const results = ranked.slice(0, MOST_SHOWN).map(({ one }) => one)
  const weights = new Map(ranked.map(({ id, points, central }) => [id, points + central]))
  const lacking = new Map(ranked.map(({ id, has }) => [id, asked.filter((said) => !has.includes(said))]))
  return { results, weights, lacking, counts: await tally(results), partly: results.length > 0 }
}

/*
 * Load what counts the facets need, once; searches count them from then on. Pagefind loads filters beside the words of
 * a search, so it is given those that are searched for anyway.
 */
export const countFacets = (words) => complete(({ pagefind, names }) => {
  const any = [...names.facets.keys()].map((facet) => ({ [facet]: "" }))
  return pagefind.preload(readable(words) || EVERY, { filters: { any } })
})

/* What is shown of some results of an answer: what Pagefind has of each, short names of the terms that lead, and words that it lacks. */
export const details = (results, { lacking }) => complete(({ names }) => Promise.all(results.map(async (one) => {
  const found = await one.data()
  const url = found.url.replace(/\.html$/, "/") // records are indexed as files, published articles are folders
  return { ...found, url, lacking: lacking.get(one.id) ?? [], terms: names.shown.flatMap((facet) => told(facet, found.filters[facet] ?? [], names)) }
})))

/* Short names of some terms of a facet, without those that another of them is a part of. */
const told = (facet, slugs, names) => {
  const own = names.terms.filter((term) => term.facet === facet)
  const terms = slugs.flatMap((slug) => own.find((term) => term.slug === slug) ?? [])
  const above = new Set(terms.map(({ parent }) => parent))
  return terms.filter(({ slug }) => !above.has(slug)).map(({ short }) => short)
}
