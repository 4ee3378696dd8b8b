/*
 * Finds articles: by their words through Pagefind, and by the names of their terms through the
 * registries. A name in a query, in any spelling or with a letter or two wrong, means its term, so
 * that DTX finds what was reported on the State Security Service whatever the article calls it.
 *
 * Pagefind is used by its documented interface alone: https://pagefind.app/docs/api/ and types/index.d.ts.
 */

import { EARLIEST, LATEST, dateFilter } from "./dates.js"
import { compoundParts, exactly, indexNames, loosely, mapped, readQuery } from "./names.js"
import { pagesOf } from "./pages.js"
import {
  EXACT, LIKE, PLAIN, UNKNOWN, contentWords, fold, foldAll, isProper, joined, likeness, nearest, plainLetters, quoted,
  spelling, telling, wrongLetters,
} from "./spelling.js"
import { subjectIn } from "./subjects.js"

export { fold }

export const root = new URL("../../", import.meta.url)
const bundle = new URL("pagefind/", root)
/* A word that every article has: a search for null, Pagefind's own way, loads the whole index in 1.5.2. */
const EVERY = "qzeveryarticle"
const LONGEST_QUERY = 200
const TERM_BONUS = 0.6
const WHOLE_NAME_BONUS = 1.1
/* The share of what a query tells that an article must have: a country alone is half of “Chinese hackers”. */
const MOST = 0.5
const MOST_SHOWN = 30
const MOST_DOCS = 6
/* The bundle with the newest articles, which Pagefind loads first. The others are numbered, oldest first. */
const NEWEST = "newest"
/* The bundle with the pages of documentation. */
const DOCS = "docs"

export class SearchFailed extends Error {}

/*
 * Pagefind answers a file of the index that did not arrive with an empty result and a line on the console;
 * it has no documented way to ask. The browser tells what became of each request (Resource Timing). A browser
 * that does not tell the status of an answer shows its reader a list with gaps instead of a notice.
 */
let failures = 0
const noticed = (entries) => {
  failures += entries.filter(({ name, responseStatus }) =>
    name.startsWith(bundle.href) && (responseStatus === 0 || responseStatus >= 400)).length
}
const requests = new PerformanceObserver((list) => noticed(list.getEntries()))
requests.observe({ type: "resource" })
const failed = async () => {
  await new Promise((resolve) => { setTimeout(resolve) }) // a browser may tell a little later than it answers
  noticed(requests.takeRecords())
  return failures
}

/* Pagefind also starts itself without waiting for the outcome; the calls that need it fail and are answered. */
addEventListener("unhandledrejection", (event) => {
  if (String(event.reason?.stack).includes("/pagefind.js")) event.preventDefault()
})

let ready
const load = () => {
  ready ??= Promise.all([loadNames(), loadPagefind()]).then(
    ([names, pagefind]) => ({ names, pagefind }),
    (error) => { throw new SearchFailed("load", { cause: error }) })
  ready.catch(() => { ready = undefined })
  return ready
}

/* Takes the place of Pagefind in a site without articles and documentation, which has no index. */
const noPagefind = { search: async () => ({ results: [], filters: {} }), preload: async () => {}, destroy: async () => {} }

const loadPagefind = async () => {
  const before = await failed()
  const pagefind = await import(new URL("pagefind.js", bundle)).catch(async (error) => {
    const { articles, docs } = await loadNames()
    if (articles || docs.pages) throw error
  })
  if (!pagefind) return noPagefind
  const { articles, archives, docs } = await loadNames()
  const shared = { excerptLength: 28, ranking: { pageLength: 0.2 } }
  const ofArticles = (name) => ({ ...shared, baseUrl: root.pathname, mergeFilter: { bundle: name } })
  const ofDocs = { ...shared, baseUrl: new URL(docs.root, root).pathname, mergeFilter: { bundle: DOCS } }
  const merged = numbers(archives).map((number) => [`${number}/`, ofArticles(String(number))])
  if (articles && docs.pages) merged.push([`${DOCS}/`, ofDocs])
  // In a worker, the browser would not tell this page of its requests.
  await pagefind.options({ ...(articles ? ofArticles(NEWEST) : ofDocs), noWorker: true })
  await pagefind.init()
  try {
    await pagefind.preload("") // waits for what init began, and loads nothing
    await Promise.all(merged.map(([folder, options]) => pagefind.mergeIndex(new URL(folder, bundle).href, options)))
    if (await failed() > before) throw new SearchFailed("pagefind")
  } catch (error) {
    await pagefind.destroy()
    throw error
  }
  return docs.pages ? apart(pagefind) : pagefind
}

/* Pagefind with two searches: of articles alone, and of the documentation alone. */
const apart = (pagefind) => {
  const within = (filter) => (words, options = {}) =>
    pagefind.search(words, { ...options, filters: { all: [filter, ...(options.filters ? [options.filters] : [])] } })
  return { ...pagefind, search: within({ not: { bundle: DOCS } }), searchDocs: within({ bundle: DOCS }) }
}

const numbers = (count) => Array.from({ length: count }, (_, at) => at + 1)
const bundleNames = ({ archives }) => [NEWEST, ...numbers(archives).reverse().map(String)]

/* What work answers, unless a part of the index that it needed did not arrive; then the next search starts anew. */
const complete = async (work) => {
  const before = await failed()
  try {
    const answer = await work()
    if (await failed() === before) return answer
  } catch (error) {
    if (await failed() === before) throw error
  }
  const loaded = ready
  ready = namesLoading = newestOrder = undefined
  knownWords.clear()
  await (await loaded)?.pagefind.destroy()
  throw new SearchFailed("part of the index did not arrive")
}

let namesLoading
const loadNames = () => {
  namesLoading ??= fetch(new URL("search/names.json", root)).then((answer) => {
    if (!answer.ok) throw new SearchFailed("names")
    return answer.json()
  }).then(indexNames)
  namesLoading.catch(() => { namesLoading = undefined })
  return namesLoading
}

/* Terms as Pagefind's filters: any of the terms of a name, and all names of the query. */
const termFilters = (found, data) => found.map(({ terms }) => {
  const byFacet = {}
  for (const at of terms) (byFacet[data.terms[at].facet] ??= []).push(data.terms[at].slug)
  return { any: Object.entries(byFacet).map(([facet, slugs]) => ({ [facet]: { any: slugs } })) }
})

const chosenFilters = (chosen) => Object.entries(chosen).filter(([, values]) => values.length)
  .map(([facet, values]) => ({ [facet]: { any: values } }))

const all = (filters) => (filters.length ? { filters: { all: filters } } : {})

const strongest = (results) => results.reduce((most, one) => Math.max(most, one.score), 0) || 1

/* Results by words and results by names, each article once; both is better than either, and of equals the newer. */
const combine = async (byWords, byNames, weight, loaded) => {
  const merged = new Map()
  const most = strongest(byWords)
  for (const one of byWords) merged.set(one.id, { one, score: one.score / most })
  byNames.forEach((one, place) => {
    const bonus = weight - place * 1e-5
    const known = merged.get(one.id)
    if (known) known.score += bonus
    else merged.set(one.id, { one, score: bonus })
  })
  const ranked = [...merged.values()].sort((a, b) => b.score - a.score)
  if (ranked.slice(0, MOST_SHOWN).some(({ score }, at) => at && score === ranked[at - 1].score)) {
    const order = await dateOrder(loaded)
    ranked.sort((a, b) => b.score - a.score || order.get(a.one.id) - order.get(b.one.id))
  }
  return ranked.map(({ one }) => one)
}

/* Pagefind's counts as maps: facet → value → number. Where it joins bundles, a value called "constructor" is no number. */
const counted = (filters) => new Map(Object.entries(filters).map(([facet, counts]) =>
  [facet, new Map(Object.entries(counts).filter(([, count]) => Number.isInteger(count)))]))

/* Counts of a union: what either has, less what both have. */
const countUnion = (a, b, both) => {
  const count = (counts, facet, value) => counts.get(facet)?.get(value) ?? 0
  return new Map([...new Set([...a.keys(), ...b.keys()])].map((facet) => {
    const values = new Set([...(a.get(facet)?.keys() ?? []), ...(b.get(facet)?.keys() ?? [])])
    const sums = [...values].map((value) =>
      [value, count(a, facet, value) + count(b, facet, value) - count(both, facet, value)])
    return [facet, new Map(sums.filter(([, sum]) => sum > 0))]
  }))
}

/* Newest first. Pagefind sorts within a bundle, so each is asked by its `mergeFilter`; bundles follow each other in time. */
let newestOrder
const dateOrder = ({ pagefind, names }) => {
  newestOrder ??= Promise.all(bundleNames(names).map((bundle) =>
    pagefind.search(EVERY, { filters: { bundle }, sort: { date: "desc" } })))
    .then((sorted) => new Map(sorted.flatMap((one) => one.results).map((one, place) => [one.id, place])))
  newestOrder.catch(() => { newestOrder = undefined })
  return newestOrder
}
const byDate = async (loaded, results) => {
  const order = await dateOrder(loaded)
  return [...results].sort((a, b) => order.get(a.id) - order.get(b.id))
}

const nothing =
  { results: [], counts: new Map(), named: [], ignored: [], pages: [], guessed: false, partly: false, query: "" }

const readable = (words) => joined(words.normalize("NFC").replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, LONGEST_QUERY))
  .replace(/^[“”„«"](.+)[“”»"]$/u, '"$1"')

/*
 * Search.
 *
 * words: what the reader typed; chosen: facet → slugs; order: "relevance" or "newest"; from, to: days, as 2021-11-03.
 * Answers { results, counts, named, ignored, pages, range, guessed, partly, query, instead, isReversed }: results with
 * data(), counts by facet and slug of the facets that are loaded, the terms that were read from the words, words that
 * no article has, pages that the words name, the days that they name, whether a spelling was guessed, whether no
 * article has all of the words, and what was searched for. Without results, `instead` is a search that has some, as
 * { words, count }; `isReversed` says that the last day is before the first.
 * Throws SearchFailed when part of the index did not arrive.
 */
export const search = async (words, { chosen = {}, order = "relevance", from = "", to = "" } = {}) => {
  const query = readable(words)
  const filters = chosenFilters(chosen)
  const fields = from || to ? [from || EARLIEST, to || LATEST] : undefined
  if (!query && !filters.length && !fields) return nothing
  if (fields && fields[0] > fields[1]) return { ...nothing, query, isReversed: true }
  const loaded = await load()
  return complete(async () => {
    const { range, rest } = daysIn(query, loaded.names)
    const bounds = [fields, range].filter(Boolean).map(dateFilter)
    const answer = { ...await boundedAnswer(rest, filters, bounds, loaded), range }
    if (order === "newest" || !answer.query) answer.results = await byDate(loaded, answer.results)
    const pages = pagesOf(rest, answer, await wordsNotInDigest(fold(rest, loaded.names.letters)), loaded.names)
    return { ...answer, pages: withDocs(pages, filters.length ? [] : await docsOf(query, loaded)) }
  })
}

/* A number of the CVE list, whose year is no date. */
const CVE = /\bcve[\s-]*\d{4}[\s-]+\d{4,}/giu
const HIDDEN = 0xE100, MOST_HIDDEN = 16

/*
 * The days that a query names, and its other words: "" if these say nothing. A year that is part of a name of the
 * registries, or of a number of the CVE list, is none of them.
 */
const daysIn = (query, names) => {
  if (quoted(query)) return { rest: query }
  const hidden = []
  const hide = (said) => {
    if (hidden.length === MOST_HIDDEN) return said
    hidden.push(said)
    return String.fromCharCode(HIDDEN + hidden.length - 1)
  }
  let text = query.replace(CVE, hide)
  for (const { words } of readQuery(fold(text, names.letters), exactly(names)).found) {
    const isNameWithYear = /(?:19|20)\d{2}/.test(words) && /\p{L}/u.test(words)
    if (isNameWithYear) text = text.replace(new RegExp(words.split(" ").join("[^\\p{L}\\p{N}]+"), "iu"), hide)
  }
  const dated = names.readDate(text)
  if (!dated) return { rest: query }
  const rest = dated.rest.replace(/[\uE100-\uE10F]/g, (char) => hidden[char.charCodeAt(0) - HIDDEN])
  const saysSomething = telling(rest.toLowerCase().split(/\s+/)).join("")
  return { range: dated.range, rest: saysSomething ? rest : "" }
}

/*
 * The answer within bounds, which are never dropped. Nothing is guessed within them that would not be guessed without
 * them, so a search that has no results within them says so, and `instead` has the search without them.
 */
const boundedAnswer = async (words, filters, bounds, loaded) => {
  const answer = await answerTo(words, [...filters, ...bounds], loaded)
  const isExact = answer.results.length && !answer.guessed && !answer.partly && !answer.ignored.length
  if (isExact || !bounds.length || !(words || filters.length)) return answer
  const anytime = await answerTo(words, filters, loaded)
  const isWorse = anytime.results.length && (answer.guessed > anytime.guessed || answer.partly > anytime.partly
    || answer.ignored.length > anytime.ignored.length)
  if (answer.results.length && !isWorse) return answer
  const { named, ignored, guessed, query, instead } = anytime
  const count = anytime.results.length
  return { ...nothing, named, ignored, guessed, query, instead: count ? { words, count } : instead }
}

/*
 * Pages of documentation that have all words of a query, the best first. Pagefind also answers with pages that lack a
 * word, if they have a shorter one that begins like it.
 */
const docsOf = async (query, { pagefind: { searchDocs }, names }) => {
  if (!names.docs.pages) return []
  const words = quoted(query) ? query : contentWords(query).map((word) => plainLetters(word, names.letters)).join(" ")
  const asked = foldAll(contentWords(query.replaceAll('"', "")), names)
  if (!asked.length) return []
  const { results } = await searchDocs(words)
  const pages = await Promise.all(results.slice(0, MOST_SHOWN).map(async (one) => {
    const found = await one.data()
    const matched = matchedWords(one, found, names)
    const title = fold(found.meta.title, names.letters).split(" ")
    const has = (own) => asked.every((word) => own.some((other) => likeness(word, other) > UNKNOWN))
    const page = { address: new URL(found.url, root).href, label: found.meta.title, kind: names.docs.kind, found }
    return has(matched) ? [{ ...page, isTitled: has(title) }] : []
  }))
  return pages.flat().slice(0, MOST_DOCS)
}

/* All pages, each once: first documentation with the words in its title, last that with the words in its text. */
const withDocs = (pages, docs) => {
  const known = new Set(docs.map(({ address }) => address))
  const others = pages.filter(({ address }) => !known.has(new URL(address, root).href))
  return [...docs.filter(({ isTitled }) => isTitled), ...others, ...docs.filter(({ isTitled }) => !isTitled)]
}

/* The words of a query that were looked up for its answer and are in no article as they are. */
const wordsNotInDigest = async (folded) => {
  const words = folded.split(" ").filter((word) => knownWords.has(word))
  const known = await Promise.all(words.map((word) => knownWords.get(word)))
  return new Set(words.filter((word, at) => known[at].level < EXACT))
}

/* Some words without those that were read as names. */
const withoutNames = (words, { found }) => {
  const inNames = new Set(found.flatMap(({ words: said }) => said.split(" ")))
  return new Set([...words].filter((word) => !inNames.has(word)))
}

const answerTo = async (query, filters, loaded, mended = false) => {
  const { pagefind, names } = loaded
  if (!query) {
    const found = await pagefind.search(EVERY, all(filters))
    return { ...nothing, results: found.results, counts: counted(found.filters) }
  }
  if (!/[\p{L}\p{N}]/u.test(query)) return { ...nothing, query }
  const folded = fold(query, names.letters)
  const plainly = readQuery(folded, exactly(names))
  if (quoted(query)) return { ...await withNames(query, plainly, filters, loaded), query }
  const isEmpty = !plainly.found.length && !foldAll([query], names).some((word) => word.length > 1 || !PLAIN.test(word))
  if (isEmpty) return { ...nothing, query }
  const unknown = await unknownWords(plainly.rest, loaded)
  const loose = readQuery(folded, loosely(names, unknown))
  const guessed = loose.found.length !== plainly.found.length || mended
  const answer = { ...await withNames(query, loose, filters, loaded), guessed, query }
  if (answer.results.length) return answer
  if (mended) return await withoutUnknown(query, unknown, filters, loaded) ?? answer
  const unheard = withoutNames(unknown, loose)
  const better = mend(query, unheard, loaded)
  const corrected = better && await answerTo(better, filters, loaded, true)
  if (corrected?.results.length) return corrected
  const subject = await subjectIn(plainly.rest, unheard, root, names)
  if (subject) {
    const told = subject.words.split(" "), { found } = plainly
    const rest = plainly.rest.filter((word) => !told.includes(word))
    const answer = { ...await withNames(query, { found: [...found, subject], rest }, filters, loaded), query }
    if (answer.results.length) return answer
    const less = [{ found: [...found, subject], rest: [] }, { found, rest }]
    for (const read of found.length ? less : []) {
      const ignored = read.found.includes(subject) ? [] : told
      const one = { ...await withNames(query, read, filters, loaded), query, ignored, partly: !ignored.length }
      if (one.results.length) return one
    }
  }
  const less = await withoutUnknown(query, unheard, filters, loaded)
  if (less) return less
  const ignored = contentWords(query).filter((word) => unheard.has(fold(word, names.letters)))
  const read = unheard.size ? plainly : loose // no guess beside a word that no article has
  return { ...nothing, query, ignored, named: termsOf(read, names), ...await mostOf(query, read, filters, loaded) }
}

/*
 * The answer to a query without the words that no article has; undefined when nothing is left, or nothing found. If it
 * would lack half of the words or more, it is only offered, unless that is one word beside a name that is no country.
 */
const withoutUnknown = async (query, unknown, filters, loaded) => {
  const words = contentWords(query)
  const isIgnored = (word) => unknown.has(fold(word, loaded.names.letters))
  const ignored = words.filter(isIgnored), known = words.filter((word) => !isIgnored(word))
  if (!ignored.length || !foldAll(known, loaded.names).length) return undefined
  const found = await answerTo(known.join(" "), filters, loaded)
  if (!found.results.length || found.partly) return undefined
  const isCountry = ({ facet }) => loaded.names.pages.get(facet)[2]
  const isName = found.named.length ? !found.named.every(isCountry) : isProper(fold(known[0], loaded.names.letters), loaded.names)
  const isShown = known.length > ignored.length || (ignored.length === 1 && isName)
  if (isShown) return { ...found, ignored: [...found.ignored, ...ignored] }
  return { ...nothing, ignored, query, instead: { words: known.join(" "), count: found.results.length } }
}

/* Those of some words that the digest does not know. */
const unknownWords = async (words, { pagefind, names }) => {
  const known = await Promise.all(words.slice(0, 12).map(async (word) => {
    if ((await isKnown(word, pagefind, names)).level > UNKNOWN) return true
    const parts = compoundParts(word, names.firsts)
    if (!parts) return false
    return (await Promise.all(parts.map((part) => isKnown(part, pagefind, names)))).every(({ level }) => level > UNKNOWN)
  }))
  return new Set(words.filter((_, at) => known[at] === false))
}

/* A filter for the bundles that know each of some words; undefined when there is none. */
const within = async (words, { pagefind, names }) => {
  const known = await Promise.all(words.slice(0, 12).map((word) => isKnown(word, pagefind, names)))
  const bundles = bundleNames(names).filter((bundle) => known.every((one) => one.bundles.has(bundle)))
  if (bundles.length) return bundles.length > names.archives ? [] : [{ bundle: { any: bundles } }]
  return undefined
}

/* The query with a letter of its unknown words put right, or with its only unknown word, if it is initials, written out; else undefined. */
const mend = (query, unknown, { names }) => {
  const asked = query.split(/\s+/)
  const fixed = asked.map((word) => {
    const folded = fold(word, names.letters)
    if (!unknown.has(folded)) return word
    return (unknown.size === 1 && names.initials.get(folded)) || (folded.length >= 5 ? nearest(folded, names.words) : undefined) || word
  })
  return fixed.some((word, at) => word !== asked[at]) ? fixed.join(" ") : undefined
}

const none = { results: [], counts: new Map() }

const ask = async (pagefind, words, filters) => {
  const found = await pagefind.search(words, all(filters))
  return { results: found.results, counts: counted(found.filters) }
}

/* What has all of some words, with its compounds as one word or as two: cyberattack, cyber attack. */
const askInAnySpelling = async (words, filters, { pagefind, names }) => {
  const find = async (said) => {
    const home = await within(foldAll(said, names), { pagefind, names })
    return home ? ask(pagefind, said.join(" ") || EVERY, [...filters, ...home]) : none
  }
  const split = words.flatMap((word) => compoundParts(word.toLowerCase(), names.firsts) ?? [word])
  const together = joinCompounds(split, names)
  if (together.length === split.length) return find(words)
  const [one, other, both] = await Promise.all([find(together), find(split), find([...split, ...together])])
  const known = new Set(one.results.map(({ id }) => id))
  const results = [...one.results, ...other.results.filter(({ id }) => !known.has(id))]
  return { results, counts: countUnion(one.counts, other.counts, both.counts) }
}

/* Words with two of them as one where they may be a compound: where the registries have such a name, or its first word. */
const joinCompounds = (words, { firsts, withPage }) => {
  const joined = []
  for (let at = 0; at < words.length; at += 1) {
    const first = words[at].toLowerCase(), second = words[at + 1]?.toLowerCase()
    const isCompound = second && (firsts.has(first) || withPage.has(first + second))
    joined.push(isCompound ? first + second : words[at])
    if (isCompound) at += 1
  }
  return joined
}

const termsOf = ({ found }, names) => found.flatMap(({ terms }) => terms.map((at) => names.terms[at]))

/* What has the query's words, together with what has the terms it names and its other words. */
const withNames = async (query, { found, rest }, filters, loaded) => {
  const { pagefind, names } = loaded
  const named = termsOf({ found }, names)
  const words = contentWords(query).map((word) => (quoted(query) ? word : plainLetters(word, names.letters)))
  const find = async (filters) =>
    quoted(query) ? phrase(pagefind, query, filters) : askInAnySpelling(words, filters, loaded)
  if (!found.length) {
    const byWords = await find(filters)
    return { ...nothing, ...byWords, results: await combine(byWords.results, [], 0, loaded), named }
  }
  const needed = [...filters, ...termFilters(found, names)]
  const others = telling(rest)
  const [byWords, byNames] = await Promise.all([find(filters), askInAnySpelling(others, needed, loaded)])
  const results = others.length ? byNames.results : await byDate(loaded, byNames.results)
  const both = byWords.results.length ? await find(needed) : none
  return {
    ...nothing,
    named,
    results: await combine(byWords.results, results, found.length === 1 && !rest.length ? WHOLE_NAME_BONUS : TERM_BONUS, loaded),
    counts: countUnion(byWords.counts, byNames.counts, both.counts),
  }
}

/*
 * What literally has a phrase in quotation marks. Pagefind overlooks it on a page that has one of its words both with
 * and without an accent. Its plain search does not, so pages with as many matched words in a row are read.
 */
const phrase = async (pagefind, query, filters) => {
  const exact = await ask(pagefind, query, filters)
  const known = new Set(exact.results.map(({ id }) => id))
  const words = query.slice(1, -1).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const near = (await pagefind.search(words.join(" "), all(filters))).results
    .filter((one) => !known.has(one.id) && longestRow(one.words) >= words.length).slice(0, MOST_SHOWN)
  const said = ` ${fold(query, new Map())} `
  const read = await Promise.all(near.map(async (one) => ({ one, text: ` ${fold((await one.data()).content, new Map())} ` })))
  const missed = read.filter(({ text }) => text.includes(said)).map(({ one }) => one)
  return { results: [...exact.results, ...missed], counts: countUnion(exact.counts, await tally(missed), none.counts) }
}

const longestRow = (places) => {
  let longest = 0, row = 0, before
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    row = place === before + 1 ? row + 1 : 1
    longest = Math.max(longest, row)
    before = place
  }
  return longest
}

/* Counts of a few results, made from what Pagefind has of each. */
const tally = async (results) => {
  const counts = new Map()
  for (const { filters } of await Promise.all(results.map((one) => one.data()))) {
    for (const [facet, values] of Object.entries(filters)) {
      if (!counts.has(facet)) counts.set(facet, new Map())
      const known = counts.get(facet)
      for (const value of values) known.set(value, (known.get(value) ?? 0) + 1)
    }
  }
  return counts
}

/*
 * Where no article has all of the words: those that have most of what the query tells. A word tells the more the fewer
 * articles have it, and the most if none has; a name tells twice as much as another word, by its term or in the text.
 * Of articles that have as much, the one where the words matter more is first.
 */
const mostOf = async (query, { found, rest }, filters, loaded) => {
  const { pagefind, names } = loaded
  const words = [...new Set(telling(rest))].slice(0, 12)
  const hasName = found.length || words.some((word) => isProper(word, names))
  if (found.length + words.length < (hasName ? 2 : 3)) return {} // one of two ordinary words is not most of them
  const everything = (await pagefind.search(EVERY)).results.length
  const having = async (words) => {
    const home = await within(words, { pagefind, names })
    return home ? (await pagefind.search(words.join(" "), all(home))).results : []
  }
  const sets = await Promise.all([
    ...termFilters(found, names).map(async (filter, at) => {
      const { results } = await pagefind.search(EVERY, all([filter]))
      const ids = new Set(results.map(({ id }) => id))
      const said = (await having(found[at].words.split(" "))).filter(({ id }) => !ids.has(id))
      return Object.assign([...results, ...said], { isName: true })
    }),
    ...words.map(async (word) => Object.assign(await having([word]), { isName: isProper(word, names) })),
  ])
  const allowed = filters.length ? new Set((await pagefind.search(EVERY, all(filters))).results.map(({ id }) => id)) : undefined
  const told = new Map()
  let whole = 0
  for (const set of sets) {
    const weight = Math.log(1 + everything / (set.length || 0.5)) * (set.isName ? 2 : 1)
    whole += weight
    for (const one of set) {
      if (allowed && !allowed.has(one.id)) continue
      told.set(one.id, { one, weight: (told.get(one.id)?.weight ?? 0) + weight + one.score * 1e-3 })
    }
  }
  const order = await dateOrder(loaded)
  const results = [...told.values()].filter(({ weight }) => weight >= MOST * whole)
    .sort((a, b) => b.weight - a.weight || order.get(a.one.id) - order.get(b.one.id)).slice(0, MOST_SHOWN).map(({ one }) => one)
  return { results, counts: await tally(results), partly: results.length > 0 }
}

/*
 * How well the digest knows a word (as it is, as the beginning of one, all but for its ending, or not), and which bundles do. In a bundle that
 * does not know it, Pagefind answers with what has the nearest shorter word (banana with b). It does so for no word in
 * quotation marks, but answers that with words of the same stem (departent with department), so the best result is
 * looked at. Where no such word is found, a longer one may be: the best result tells that too.
 */
const knownWords = new Map()
const isKnown = (word, pagefind, names) => {
  if (!knownWords.has(word)) knownWords.set(word, lookUp(word, pagefind, names))
  return knownWords.get(word)
}

const lookUp = async (word, pagefind, names) => {
  const quotedAnswer = await pagefind.search(`"${word}"`)
  const bundles = bundlesOf(quotedAnswer)
  let level = bundles.size ? EXACT : UNKNOWN
  if (bundles.size && word.length >= 5 && !names.parts.has(word) && !names.words.has(word)) {
    level = Math.max(LIKE, await likenessTo(word, quotedAnswer.results[0], names))
  }
  const others = [...bundlesOf(await pagefind.search(word))].filter((bundle) => !bundles.has(bundle))
  await Promise.all(others.map(async (bundle) => {
    const { results: [best] } = await pagefind.search(word, { filters: { bundle } })
    const like = await likenessTo(word, best, names)
    if (like > UNKNOWN) bundles.add(bundle)
    level = Math.max(level, like)
  }))
  return { level, bundles }
}

/* The bundles that results are in; each says its name by its `mergeFilter`. */
const bundlesOf = ({ filters }) => {
  const counts = counted(filters).get("bundle") ?? new Map()
  return new Set([...counts.keys()].filter((bundle) => counts.get(bundle) > 0))
}

/* How like a word is to what a result was found by. */
const likenessTo = async (word, result, names) => {
  const parts = matchedWords(result, await result.data(), names)
  return Math.max(UNKNOWN, ...parts.map((part) => likeness(word, part)))
}

/* The words by which a result was found; `data` is what Pagefind has of it. */
const matchedWords = (result, { content, meta }, names) => {
  const places = content.split(/[\r\n\s]+/)
  const matched = result.words.map((place) => places[place] ?? "")
  const described = (result.matchedMetaFields ?? []).flatMap((field) => (meta[field] ?? "").split(/\s+/))
  return [...matched, ...described].flatMap((one) => fold(one, names.letters).split(" "))
}

/*
 * Load what counts the facets need, once; searches count them from then on. Pagefind loads filters beside the words of
 * a search, so it is given those that are searched for anyway.
 */
export const countFacets = async (words) => {
  const { pagefind, names } = await load()
  const wanted = [...names.facets.keys()].map((facet) => ({ [facet]: "" }))
  await complete(() => pagefind.preload(readable(words) || EVERY, { filters: { any: wanted } }))
}

/* Counts of the facets for the whole digest. */
export const wholeCounts = async () => {
  const { pagefind } = await load()
  return complete(async () => (await ask(pagefind, EVERY, [])).counts)
}

/* What is shown of results: what Pagefind has of each, and short names of the terms that lead. */
export const details = async (results) => {
  const { names } = await load()
  return complete(() => Promise.all(results.map(async (one) => {
    const found = await one.data()
    const filters = mapped(found.filters)
    const url = found.url.replace(/\.html$/, "/") // records are indexed as files, published articles are folders
    return { ...found, url, terms: names.shown.flatMap((facet) => told(facet, filters.get(facet) ?? [], names)) }
  })))
}

/* Short names of some terms of a facet, without those that another of them is a part of. */
const told = (facet, slugs, names) => {
  const terms = slugs.map((slug) => names.terms.find((term) => term.facet === facet && term.slug === slug) ?? { slug, short: slug })
  const above = new Set(terms.map(({ parent }) => parent))
  return terms.filter(({ slug }) => !above.has(slug)).map(({ short }) => short)
}

export const labels = async () => {
  const { names } = await load()
  return { facets: names.facets, terms: names.bySlug }
}

/* Names with a word that is near to one of the words in writing and length, for an empty answer. */
export const suggestions = async (words) => {
  const { names } = await load()
  const asked = foldAll([words], names).filter((word) => word.length > 3 && !/^\d+$/.test(word)).map(spelling)
  const isNear = (name) => name.split(" ").some((word) => asked.some((one) =>
    word === one.word || (word.length > 5 && wrongLetters(one, spelling(word)) < Infinity)))
  return names.terms.filter(({ names: own }) => own.some(isNear)).sort((a, b) => a.label.length - b.label.length).slice(0, 5)
}
