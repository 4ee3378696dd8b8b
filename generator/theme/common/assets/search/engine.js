/*
 * Finds articles: by their words through Pagefind, and by the names of their terms through the
 * registries. A name in a query, in any spelling or with a letter or two wrong, means its term, so
 * that DTX finds what was reported on the State Security Service whatever the article calls it.
 *
 * Pagefind is used by its documented interface alone: https://pagefind.app/docs/api/ and types/index.d.ts.
 */

import { EARLIEST, LATEST, dateFilter, dateReader, periodPages } from "./dates.js"

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
const MOST_PAGES = 6
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

/* Data from JSON as a map: unlike an object, it has no "constructor" that the data does not have. */
const mapped = (object) => new Map(Object.entries(object))

/*
 * Folded name → places in terms that have articles, and in all that have a page; the same for each longer word of a
 * name; for each word that only names of people and outlets have, which no facet lists, the same; and facet → slug → name.
 */
const indexNames = async (data) => {
  const index = new Map(), withPage = new Map(), parts = new Map(), surnames = new Map(), bySlug = new Map()
  const letters = mapped(data.letters), common = new Set()
  const add = (map, key, at) => {
    const known = map.get(key)
    if (!known) map.set(key, [at])
    else if (known.at(-1) !== at) known.push(at)
  }
  const terms = []
  for (const [at, [facet, slug, label, others, articles, country, parent, short, offices]] of data.terms.entries()) {
    if (at % MANY_NAMES === MANY_NAMES - 1) await pause()
    if (!bySlug.has(facet)) bySlug.set(facet, new Map())
    bySlug.get(facet).set(slug, label)
    const names = [...new Set([label, ...others].flatMap((name) => [name, name.replace(JOINT, "")].filter((one, at) => !at || one !== name))
      .map((name) => fold(name, letters)).filter(Boolean))]
    for (const name of names) {
      add(withPage, name, at)
      for (const word of name.split(" ")) {
        if (facet in data.facets) common.add(word)
        else if (word.length >= 4) add(surnames, word, at)
      }
      if (!articles) continue
      add(index, name, at)
      for (const word of name.split(" ")) if (word.length >= 5) add(parts, word, at)
    }
    const held = offices.map(([title, body]) => ({ title: fold(title, letters), body }))
    for (const { title } of held) for (const map of articles ? [index, withPage] : [withPage]) add(map, title, at)
    terms.push({ facet, slug, label, names, articles, country, parent, short, offices: held })
  }
  for (const word of common) surnames.delete(word)
  for (const [facet, labels] of Object.entries(data.values)) bySlug.set(facet, mapped(labels))
  const words = new Map(data.words.map((word) => fold(word, letters)).filter((word) => !word.includes(" ")).map((word) => [word, word]))
  return { articles: data.articles, archives: data.archives, docs: data.docs, facets: mapped(data.facets), letters, terms,
    words, shown: data.shown, index, withPage, parts, surnames, bySlug, pages: mapped(data.pages), weeks: new Set(data.weeks),
    readDate: dateReader(mapped(data.months), mapped(data.weekdays), (text) => withoutMarks(plainLetters(text, letters))) }
}

/* Lets the browser respond between two parts of a long task. */
const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => { setTimeout(resolve) })
/* Terms indexed between two pauses: 6 ms of a desktop computer, four times as much of a phone. */
const MANY_NAMES = 100

/* A hyphen or an apostrophe within a word, which some write and some do not. */
const JOINT = /(?<=[\p{L}\p{N}])['’ʼ‑-](?=[\p{L}\p{N}])/gu

/* A text in the letters of a plain keyboard, as `records.py` spells it for the index, with its accents and signs. */
const PLAIN = /^[\x20-\x7e]*$/
const plainLetters = (text, letters) => (PLAIN.test(text) ? text.toLowerCase() : spelledOut(text, letters))
const spelledOut = (text, letters) =>
  [...text.normalize("NFKC").toLowerCase()].map((char) => letters.get(char) ?? char).join("")

const withoutMarks = (text) => text.normalize("NFD").replace(/\p{M}/gu, "")

/* A name as it is compared: plain letters, small, without marks and signs. */
export const fold = (text, letters) => (PLAIN.test(text) ? joined(text).toLowerCase().replace(/[^a-z0-9]+/g, " ").trim()
  : withoutMarks(spelledOut(joined(text), letters)).replace(/[^\p{L}\p{N}]+/gu, " ").trim())

/* U.S. and F.B.I. without their stops. */
const joined = (text) => text.replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{L}\.\p{L}(?![\p{L}\p{N}])/gu, (said) => said.replaceAll(".", ""))

/* A word roughly as it sounds, so that tyfoon is typhoon. */
const sound = (word) => word.replaceAll("ph", "f").replaceAll("ck", "k").replaceAll("y", "i").replace(/(.)\1+/g, "$1")

/* How many letters are missing, added, changed or exchanged between two words (optimal string alignment). */
const distance = (a, b) => {
  let before, last, row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    [before, last, row] = [last, row, [i]]
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
  }
  return row[b.length]
}

/* The forms in which words are compared; `letters` has a bit for each letter of a word. */
const spelling = (word) => ({ word, sound: sound(word), numbers: word.replace(/\P{N}/gu, ""),
  letters: [...word].reduce((bits, char) => bits | 1 << char.codePointAt(0) % 32, 0) })
const differing = (bits) => { let count = 0; for (; bits; bits &= bits - 1) count += 1; return count }

/* How many letters of a word or name are wrong: one may be, and two where either has eight; a number must be right. */
const wrongLetters = (asked, known) => {
  const longer = Math.max(asked.word.length, known.word.length), shorter = Math.min(asked.word.length, known.word.length)
  const most = longer >= 8 ? 2 : 1
  if (longer - shorter > most || asked.numbers !== known.numbers) return Infinity
  if (differing(asked.letters ^ known.letters) > 2 * most + 2) return Infinity // a wrong letter changes two, and a sound two more
  const heard = distance(asked.sound, known.sound)
  const wrong = heard <= most ? heard : distance(asked.word, known.word) // siian for Syian drops a letter
  return wrong <= most ? wrong : Infinity
}

/* The longest names in a query, from left to right: [{ terms, words }], and the words between. */
const readQuery = (folded, compare) => {
  const words = folded.split(" ").filter(Boolean).slice(0, 40)
  const found = [], rest = []
  for (let at = 0; at < words.length;) {
    let matched
    for (let end = Math.min(words.length, at + 12); end > at && !matched; end -= 1) {
      const said = words.slice(at, end).join(" ")
      const terms = compare(said)
      if (terms) matched = { terms, words: said, length: end - at }
    }
    if (matched) found.push(matched)
    else rest.push(words[at])
    at += matched?.length ?? 1
  }
  return { found, rest }
}

/* A name as it is, or written as one word: LockBit for Lock Bit. */
const named = (said, index) => index.get(said) ?? (said.length >= 6 && said.includes(" ") ? index.get(said.replaceAll(" ", "")) : undefined)
const exactly = (data) => (said) => named(said, data.index)

/*
 * A name as it is or, if no article has one of its words like that, misspelled; or, if an article has not even a like
 * word, part of a name that few terms have: a surname in another alphabet, the first words of a long native name.
 */
const loosely = (data, unknown, inexact) => (said) => {
  const words = said.split(" ")
  const known = named(said, data.index) ?? misspelled(said, inexact, data.index)
  if (known || !words.some((word) => unknown.has(word))) return known
  return (said.length >= 5 ? few(partOf(said, data)) : undefined) ?? (words.length === 1 ? few(nearest(said, data.parts)) : undefined)
}

const misspelled = (said, inexact, index) => (said.split(" ").some((word) => inexact.has(word)) ? nearest(said, index) : undefined)

const few = (terms) => (terms?.length && terms.length <= 4 ? terms : undefined)

/* The names of an index by their length; a query is compared with thousands of them, most of them too long or too short. */
const lengths = new WeakMap()
const byLength = (index) => {
  if (!lengths.has(index)) {
    const groups = []
    for (const name of index.keys()) (groups[name.length] ??= []).push(spelling(name))
    lengths.set(index, groups)
  }
  return lengths.get(index)
}

/* Short words are too many to guess at: one of four letters may only have two of them exchanged. */
const nearest = (said, index) => {
  if (said.length < 4) return undefined
  const groups = byLength(index), asked = spelling(said)
  let found, least = Infinity
  for (let length = Math.max(4, said.length - 2); length <= said.length + 2; length += 1) {
    for (const known of groups[length] ?? []) {
      if (length < 5 && said.length < 5 && sorted(said) !== sorted(known.word)) continue
      const wrong = wrongLetters(asked, known)
      if (wrong < least) [found, least] = [index.get(known.word), wrong]
    }
  }
  return found
}

const sorted = (word) => [...word].sort().join("")

const partOf = (said, data) => {
  if (!said.includes(" ")) return data.parts.get(said)
  const terms = new Set()
  for (const [name, holders] of data.index) if (` ${name} `.includes(` ${said} `)) holders.forEach((at) => terms.add(at))
  return [...terms]
}

/* Terms with each of some words in one of their names, in any order, as it is or misspelled. */
const termsWithAll = (words, names) => names.terms.flatMap(({ names: own, articles }, at) => {
  const parts = articles ? own.flatMap((name) => name.split(" ")) : []
  const isLike = (word, part) => part === word || (word.length >= 5 && wrongLetters(spelling(word), spelling(part)) < Infinity)
  return words.every((word) => parts.some((part) => isLike(word, part))) ? [at] : []
})

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
 * Answers { results, counts, named, ignored, pages, range, guessed, partly, query }: results with data(), counts by
 * facet and slug of the facets that are loaded, the terms that were read from the words, words that no article has,
 * pages that the words name, the days that they name, whether a spelling was guessed, whether no article has all of the
 * words, and what was searched for.
 * Throws SearchFailed when part of the index did not arrive.
 */
export const search = async (words, { chosen = {}, order = "relevance", from = "", to = "" } = {}) => {
  const query = readable(words)
  const filters = chosenFilters(chosen)
  if (from || to) filters.push(dateFilter([from || EARLIEST, to || LATEST]))
  if (!query && !filters.length) return nothing
  const loaded = await load()
  return complete(async () => {
    const answer = await datedAnswerTo(query, filters, loaded)
    if (order === "newest" || !answer.query) answer.results = await byDate(loaded, answer.results)
    const pages = await pagesOf(answer.range ? answer.rest : query, answer, loaded.names)
    return { ...answer, pages: withDocs(pages, filters.length ? [] : await docsOf(query, loaded)) }
  })
}

/*
 * The answer to the other words among what was published on the days that a query names, if there is anything. A year
 * among other words may be part of a name: what has all words, the year with them, follows.
 */
const datedAnswerTo = async (query, filters, loaded) => {
  const dated = quoted(query) ? undefined : loaded.names.readDate(query)
  if (!dated) return answerTo(query, filters, loaded)
  const { range, loose } = dated
  const rest = telling(dated.rest.toLowerCase().split(/\s+/)).join(" ") && dated.rest
  const then = [...filters, dateFilter(range)]
  const answer = await answerTo(rest, then, loaded)
  if (rest && !answer.results.length && !loose && await isUnknown(rest, loaded)) {
    return { ...await answerTo("", then, loaded), ignored: contentWords(rest), range, rest: "" }
  }
  const isWhole = answer.results.length && !answer.partly
  if (isWhole && !loose) return { ...answer, range, rest }
  const said = await answerTo(query, filters, loaded)
  /* Days without articles may be words of a text: December 2025, but not last month. */
  const isText = said.results.length && !(said.partly && answer.results.length) && (rest || (/\d/.test(query) && !said.ignored.length))
  if (!isWhole) return isText ? said : { ...answer, range, rest }
  if (!said.results.length || said.partly || said.ignored.length) return { ...answer, range, rest }
  const known = new Set(answer.results.map(({ id }) => id))
  const both = await answerTo(query, then, loaded)
  return { ...answer, results: [...answer.results, ...said.results.filter(({ id }) => !known.has(id))],
    counts: countUnion(answer.counts, said.counts, both.counts), period: range }
}

/*
 * Pages that a query names: of the site's menus; of terms, as they are spelled or were guessed; of people and outlets, by
 * a word of their name that few have; of what has all words in its names and in those of its country; and of a week,
 * month or year.
 */
const pagesOf = async (query, { named: read, ignored, range, period = range, results, partly }, names) => {
  const folded = fold(query, names.letters)
  const inexact = quoted(query) ? new Set() : await wordsNotInDigest(folded)
  const { found, rest } = readQuery(folded, (said) => named(said, names.withPage) ?? misspelled(said, inexact, names.withPage))
  const words = telling(rest)
  const doubtful = results.length ? foldAll(ignored, names) : words.filter((word) => !isInName(word, names))
  /* An agency is also an outlet; where a query says more than its name, one page of the two is enough. */
  const saysMore = found.length > 1 || words.length > 0 || range
  const besides = new Set(found.flatMap(({ terms: [first, ...others] }) => others.filter((at) => names.terms[at].facet !== names.terms[first].facet)))
  const skipped = new Set(saysMore ? [...besides].map((at) => names.terms[at]) : [])
  const bearers = found.flatMap(({ terms, words }) => terms.map((at) => ({ term: names.terms[at], asked: terms.filter((one) => !besides.has(one)).length > 1 ? words : "" })))
    .filter(({ term }) => !skipped.has(term)).map(({ term, asked }) => ({ ...term, asked }))
    .sort((a, b) => (a.asked && a.asked === b.asked ? b.articles - a.articles : 0))
  const others = [
    ...(words.length && few(termsOfWords(telling(folded.split(" ")), names)) || []),
    ...words.flatMap((word) => few(names.surnames.get(word)) ?? []),
    ...doubtful.flatMap((word) => few(nearest(word, names.surnames)) ?? []),
  ].map((at) => names.terms[at])
  const terms = [...bearers, ...[...others, ...read].filter((term) => !skipped.has(term))]
  const pages = terms.filter(({ facet, slug }, at) => at === terms.findIndex((term) => term.facet === facet && term.slug === slug))
    .slice(0, Math.max(MOST_PAGES, bearers.length)).map(({ facet, slug, label, articles, asked }) => {
      const [folder, kind] = names.pages.get(facet)
      return { address: `${folder}${slug}/`, label, kind, articles, asked }
    })
  const listed = [...pages, ...(period && results.length ? periodPages(period, names) : [])]
  const isLast = !listed.length && (!results.length || (partly && words.length < 3))
  return [...menuPages(folded, names, isLast), ...listed]
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
  return pages.flat().slice(0, MOST_PAGES)
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

/* Pages of the site's menus whose title a query is or, without telling words, begins; if nothing else is found, those with all or none but words of it. */
const menuPages = (folded, names, isLast) => {
  const isLike = (word, other) => likeness(word, other) > UNKNOWN || (word.length >= 5 && wrongLetters(spelling(word), spelling(other)) < Infinity)
  const within = (words, others) => words.length > 0 && words.every((word) => others.some((other) => isLike(word, other)))
  const asked = telling(folded.split(" ")).filter((word) => word.length > 1)
  const links = new Map([...document.querySelectorAll(MENUS)].map((link) => [link.href, link]))
  return [...links.values()].flatMap((link) => {
    const whole = fold(link.textContent, names.letters)
    const title = telling(whole.split(" ")).filter((word) => word.length > 1)
    const isAsked = !asked.length ? folded && `${whole} `.startsWith(`${folded} `) : isLast ? within(asked, title) || within(title, asked) : within(asked, title) && within(title, asked)
    const address = link.href.startsWith(root.href) ? link.href.slice(root.href.length) : link.href
    return isAsked ? [{ address, label: link.textContent.trim(), kind: siteName() }] : []
  })
}

/* The links of the lean frame, and of Material; of its menu, only links that leave the page. */
const MENUS = ".masthead nav a, .colophon nav a, .md-tabs a, .md-nav--primary a:not([href^='#'])"
const siteName = () => document.querySelector(".masthead__name, .md-header__topic")?.textContent.trim() ?? ""

const isInName = (word, names) => names.terms.some((term) => term.names.some((name) => name.split(" ").includes(word)))

/*
 * Terms with each of some words in their names and offices, or in the names of their country or of the body of an
 * office, but not all in those of others; of a term without a country or an office, its other names are too loose.
 */
const termsOfWords = (asked, names) => {
  const words = asked.map(basic)
  const spelled = (term) => {
    const isPlaced = term.country || term.offices.length || names.pages.get(term.facet)[2]
    const said = isPlaced ? [...term.names, ...term.offices.map(({ title }) => title)] : term.names.slice(0, 1)
    return term.words ??= new Set(said.flatMap((name) => name.split(" ")).map(basic))
  }
  const bySlug = new Map([...names.terms].reverse().map((term) => [term.slug, term])) // an agency before its outlet
  return names.terms.flatMap((term, at) => {
    const own = spelled(term)
    if (!words.some((word) => own.has(word))) return []
    const others = [term.country, ...term.offices.map(({ body }) => body)].flatMap((slug) => bySlug.get(slug) ?? []).map(spelled)
    return words.every((word) => own.has(word) || others.some((one) => one.has(word))) ? [at] : []
  })
}

/* A word without the ending of its plural; one word for those who lead a body. */
const basic = (word) => (LEADERS.test(word) ? "head" : word.replace(/(?<=\w{3})s$/, ""))
const LEADERS = /^(?:head|chief|boss|leader|director|chair|chairman|chairwoman|chairperson)s?$/

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
  /* A misspelled name comes before words that are like the one asked for, and words that the digest knows are taken for misspelled ones last. */
  let unheard, loose
  for (const [level, inexactly] of [[UNKNOWN, STEM], [UNKNOWN, UNKNOWN], [STEM, STEM], [EXACT, EXACT]]) {
    const [unknown, inexact] = await Promise.all([level, inexactly].map((most) => unknownWords(plainly.rest, most, loaded)))
    if (inexactly > level && inexact.size === unknown.size) continue
    const read = readQuery(folded, loosely(names, unknown, inexact))
    const guessed = read.found.length !== plainly.found.length
    const answer = { ...await withNames(query, read, filters, loaded), guessed: guessed || mended, query }
    if (answer.results.length) return answer
    if (inexactly > level) continue
    if (mended) return await withoutUnknown(query, unknown, filters, loaded) ?? answer
    unheard ??= unknown
    loose ??= read
    const better = await mend(query, read.rest, unknown, loaded)
    const found = better && await answerTo(better, filters, loaded, true)
    if (found?.results.length) return found
  }
  const whole = termsWithAll(foldAll(contentWords(query), names), names)
  if (loose.found.length > 1 && few(whole)) {
    return { ...await withNames(query, { found: [{ terms: whole }], rest: [] }, filters, loaded), guessed: true, query }
  }
  return await withoutUnknown(query, unheard, filters, loaded) ??
    { ...nothing, query, named: termsOf(loose, names), ...await mostOf(query, loose, filters, loaded) }
}

/* Whether a text has neither a name nor a word that the digest knows. */
const isUnknown = async (text, loaded) => {
  const { found, rest } = readQuery(fold(text, loaded.names.letters), exactly(loaded.names))
  return !found.length && (await unknownWords(telling(rest), UNKNOWN, loaded)).size === telling(rest).length
}

/* The answer to a query without the words that no article has; undefined when nothing is left, or nothing found. */
const withoutUnknown = async (query, unknown, filters, loaded) => {
  const words = contentWords(query)
  const isIgnored = (word) => unknown.has(fold(word, loaded.names.letters))
  const ignored = words.filter(isIgnored), known = words.filter((word) => !isIgnored(word))
  if (!ignored.length || !foldAll(known, loaded.names).length) return undefined
  const found = await answerTo(known.join(" "), filters, loaded)
  return found.results.length ? { ...found, ignored: [...found.ignored, ...ignored] } : undefined
}

/* Those of some words that the digest knows no better than a level says. */
const unknownWords = async (words, level, { pagefind, names }) => {
  const known = await Promise.all(words.slice(0, 12).map((word) => isKnown(word, pagefind, names)))
  return new Set(words.filter((word, at) => known[at]?.level <= level))
}

/* A filter for the bundles that know each of some words; undefined when there is none. */
const within = async (words, { pagefind, names }) => {
  const known = await Promise.all(words.slice(0, 12).map((word) => isKnown(word, pagefind, names)))
  const bundles = bundleNames(names).filter((bundle) => known.every((one) => one.bundles.has(bundle)))
  if (bundles.length) return bundles.length > names.archives ? [] : [{ bundle: { any: bundles } }]
  return undefined
}

/* The query with one letter of its unknown words put right, or with two of its words written as one. */
const mend = async (query, rest, unknown, { pagefind, names }) => {
  const asked = query.split(/\s+/)
  const fixed = asked.map((word) => {
    const folded = fold(word, names.letters)
    return rest.includes(folded) && unknown.has(folded) && folded.length >= 5
      ? nearest(folded, names.words) ?? word : word
  })
  if (fixed.some((word, at) => word !== asked[at])) return fixed.join(" ")
  const plain = asked.map((word) => fold(word, names.letters)).slice(0, 8)
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const joined = plain[at] + plain[at + 1]
    if (joined.length >= 5 && !joined.includes(" ") && (await isKnown(joined, pagefind, names)).level >= BEGINNING) {
      return [...asked.slice(0, at), joined, ...asked.slice(at + 2)].join(" ")
    }
  }
  return undefined
}

const none = { results: [], counts: new Map() }

const ask = async (pagefind, words, filters) => {
  const found = await pagefind.search(words, all(filters))
  return { results: found.results, counts: counted(found.filters) }
}

const termsOf = ({ found }, names) => found.flatMap(({ terms }) => terms.map((at) => names.terms[at]))

/* What has the query's words, together with what has the terms it names and its other words. */
const withNames = async (query, { found, rest }, filters, loaded) => {
  const { pagefind, names } = loaded
  const named = termsOf({ found }, names)
  const words = contentWords(query).map((word) => (quoted(query) ? word : plainLetters(word, names.letters)))
  const find = async (filters) => {
    if (quoted(query)) return phrase(pagefind, query, filters)
    const home = await within(foldAll(words, names), { pagefind, names })
    return home ? ask(pagefind, words.join(" "), [...filters, ...home]) : none
  }
  if (!found.length) {
    const byWords = await find(filters)
    return { ...nothing, ...byWords, results: await combine(byWords.results, [], 0, loaded), named }
  }
  const needed = [...filters, ...termFilters(found, names)]
  const others = telling(rest)
  const withTerms = async () => {
    const home = await within(others, { pagefind, names })
    return home ? ask(pagefind, others.join(" ") || EVERY, [...needed, ...home]) : none
  }
  const [byWords, byNames] = await Promise.all([find(filters), withTerms()])
  const results = others.length ? byNames.results
    : await inTurn(found, needed, await byDate({ pagefind, names }, byNames.results), pagefind, names)
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

/* Where several bear the name that was asked for, the newest article on each, then the next on each. */
const inTurn = async (found, needed, results, pagefind, names) => {
  const [{ terms }] = found
  if (found.length > 1 || terms.length < 2 || terms.length > 8) return results
  const holders = await Promise.all(terms.map(async (at) => {
    const { facet, slug } = names.terms[at]
    const one = await pagefind.search(EVERY, all([...needed, { [facet]: slug }]))
    return new Set(one.results.map(({ id }) => id))
  }))
  const lists = holders.map((ids) => results.filter(({ id }) => ids.has(id)))
  const turns = results.flatMap((_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1)))
  return [...new Map(turns.map((one) => [one.id, one])).values()]
}

/*
 * Where no article has all of the words: those that have most of what the query tells. A word tells the more the fewer
 * articles have it, and the most if none has; a name tells twice as much as another word, by its term or in the text.
 */
const mostOf = async (query, { found, rest }, filters, loaded) => {
  const { pagefind, names } = loaded
  const words = [...new Set(telling(rest))].slice(0, 12)
  if (found.length + words.length < 2) return {}
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
    ...words.map(async (word) => Object.assign(await having([word]), { isName: names.words.has(word) })),
  ])
  const allowed = filters.length ? new Set((await pagefind.search(EVERY, all(filters))).results.map(({ id }) => id)) : undefined
  const told = new Map()
  let whole = 0
  for (const set of sets) {
    const weight = Math.log(1 + everything / (set.length || 0.5)) * (set.isName ? 2 : 1)
    whole += weight
    for (const one of set) {
      if (allowed && !allowed.has(one.id)) continue
      told.set(one.id, { one, weight: (told.get(one.id)?.weight ?? 0) + weight })
    }
  }
  const order = await dateOrder(loaded)
  const results = [...told.values()].filter(({ weight }) => weight >= MOST * whole)
    .sort((a, b) => b.weight - a.weight || order.get(a.one.id) - order.get(b.one.id)).slice(0, MOST_SHOWN).map(({ one }) => one)
  return { results, counts: await tally(results), partly: results.length > 0 }
}

const SMALL_WORDS = new Set(("a about after again against all also am an and any are as at be been before behind being between both but by can could " +
  "did do does done during each ever few for from get gets got had happen happened happens has have how i if in into is it its just " +
  "many may me more most much my no nor not now of on once only or other our out over own say says said she should so some still such " +
  "take tell than that the their them then there these they this those through to too took under until up very via was we were " +
  "what when where which while who whom whose why will with would yet you your " +
  "anything article articles everything explain explained find give info information know latest looking mr mrs ms need news nothing " +
  "please recent regarding show something stuff thing things want").split(" "))

const telling = (words) => words.filter((word) => !SMALL_WORDS.has(word))
const quoted = (query) => /^".+"$/.test(query)

/* A query's words without those that say nothing; all of them when they all do, or in a quotation. */
const contentWords = (query) => {
  const words = query.split(/\s+/)
  const kept = quoted(query) ? words : words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()))
  return kept.length ? kept : words
}

const foldAll = (words, names) =>
  telling(words.flatMap((word) => fold(word, names.letters).split(" "))).filter(Boolean)

const UNKNOWN = 0, STEM = 1, BEGINNING = 2, EXACT = 3

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
    level = Math.max(STEM, await likenessTo(word, quotedAnswer.results[0], names))
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

/* Whether a word begins another, or shares with it all but an ending. */
const likeness = (asked, found) => {
  if (found === asked) return EXACT
  if (found.startsWith(asked)) return BEGINNING
  let shared = 0
  while (shared < asked.length && asked[shared] === found[shared]) shared += 1
  return shared >= 3 && shared >= asked.length * 0.6 && shared >= found.length * 0.5 ? STEM : UNKNOWN
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

/* Names near to what was typed, for an empty answer. */
export const suggestions = async (words) => {
  const { names } = await load()
  const folded = fold(words, names.letters)
  const parts = folded.split(" ").filter((part) => part.length > 3)
  const scored = names.terms.map(({ facet, slug, label, names: all }) => {
    const best = Math.max(...all.map((name) => overlap(name, folded, parts)))
    return { facet, slug, label, best }
  })
  return scored.filter(({ best }) => best > 0.5).sort((a, b) => b.best - a.best).slice(0, 5)
}

/* How much of a name's letter pairs a query has (Dice's coefficient). */
const overlap = (name, folded, parts) => Math.max(dice(name, folded), ...parts.map((part) => dice(name, part)))
const pairs = (text) => new Set([...text].slice(1).map((char, at) => text[at] + char))
const dice = (a, b) => {
  const left = pairs(a), right = pairs(b)
  if (!left.size || !right.size) return 0
  let shared = 0
  for (const pair of left) if (right.has(pair)) shared += 1
  return (2 * shared) / (left.size + right.size)
}
