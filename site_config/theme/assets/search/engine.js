/*
 * Finds articles: by their words through Pagefind, and by the names of their terms through the
 * registries. A name in a query, in any spelling or with one letter wrong, stands for its term, so
 * that DTX finds what was reported on the State Security Service whatever the article calls it.
 */

export const root = new URL("../../", import.meta.url)
const bundle = new URL("pagefind/", root)
const LONGEST_QUERY = 200
const TERM_BONUS = 0.6

export class SearchFailed extends Error {}

/* Pagefind answers a chunk that did not arrive with an empty result and a line on the console. */
let failures = 0
const fetchAny = globalThis.fetch
globalThis.fetch = async (...asked) => {
  const ours = String(asked[0]?.url ?? asked[0]).includes("/pagefind/")
  try {
    const answer = await fetchAny(...asked)
    if (ours && !answer.ok) failures += 1
    return answer
  } catch (error) {
    if (ours) failures += 1
    throw error
  }
}

let ready
const load = () => {
  ready ??= Promise.all([loadPagefind(), loadNames()]).then(([pagefind, names]) => ({ pagefind, names }))
  ready.catch(() => { ready = undefined })
  return ready
}

const loadPagefind = async () => {
  const pagefind = await import(new URL("pagefind.js", bundle))
  const shared = { baseUrl: root.pathname, excerptLength: 28, ranking: { pageLength: 0.2 } }
  await pagefind.options({ ...shared, noWorker: true, mergeFilter: { bundle: "archive" } })
  await pagefind.init()
  const { recent } = await loadNames()
  if (recent) await pagefind.mergeIndex(new URL("recent/", bundle).href, { ...shared, mergeFilter: { bundle: "recent" } })
  return pagefind
}

let namesLoading
const loadNames = () => {
  namesLoading ??= fetchAny(new URL("search/names.json", root)).then((answer) => {
    if (!answer.ok) throw new SearchFailed("names")
    return answer.json()
  }).then((data) => ({ ...data, index: indexNames(data) }))
  namesLoading.catch(() => { namesLoading = undefined })
  return namesLoading
}

/* Folded name → places in data.terms, and the names by their number of words. */
const indexNames = (data) => {
  const exact = new Map()
  data.terms.forEach(([, , , names], at) => {
    for (const name of names) exact.set(name, [...(exact.get(name) ?? []), at])
  })
  return exact
}

/* The same folding as the registry's names got at build time: letters → plain letters, no marks. */
export const fold = (text, letters) =>
  [...text.normalize("NFKC").toLowerCase()].map((char) => letters[char] ?? char).join("")
    .normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()

/* Whether two words differ by one letter: one missing, one more, one other, or two exchanged. */
const nearlySame = (a, b) => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let endA = a.length, endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1 }
  const left = a.slice(start, endA), right = b.slice(start, endB)
  return Math.max(left.length, right.length) <= 1 ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
}

/* The longest names in a query, from left to right: [{ terms, words }], and the words between. */
const readQuery = (folded, data, compare) => {
  const words = folded.split(" ").filter(Boolean).slice(0, 40)
  const found = [], rest = []
  for (let at = 0; at < words.length;) {
    let matched
    for (let end = Math.min(words.length, at + 12); end > at && !matched; end -= 1) {
      const said = words.slice(at, end).join(" ")
      const terms = compare(said, data)
      if (terms) matched = { terms, words: said, length: end - at }
    }
    if (matched) found.push(matched)
    else rest.push(words[at])
    at += matched?.length ?? 1
  }
  return { found, rest }
}

const exactly = (said, data) => data.index.get(said)

const loosely = (said, data) => {
  const known = exactly(said, data)
  if (known) return known
  if (said.length < 5) return undefined
  for (const [name, terms] of data.index) {
    if (name.length >= 5 && nearlySame(said, name)) return terms
  }
  return undefined
}

/* Terms as Pagefind's filters: any of the terms of a name, and all names of the query. */
const termFilters = (found, data) => found.map(({ terms }) => {
  const byFacet = {}
  for (const at of terms) (byFacet[data.terms[at][0]] ??= []).push(data.terms[at][1])
  return { any: Object.entries(byFacet).map(([facet, slugs]) => ({ [facet]: { any: slugs } })) }
})

const chosenFilters = (chosen) => Object.entries(chosen).filter(([, values]) => values.length)
  .map(([facet, values]) => ({ [facet]: { any: values } }))

const all = (filters) => (filters.length ? { filters: { all: filters } } : {})

const strongest = (results) => results.reduce((most, one) => Math.max(most, one.score), 0) || 1

/* Results by words and results by names, each article once; both is better than either. */
const combine = (byWords, byNames) => {
  const merged = new Map()
  const most = strongest(byWords.results)
  for (const one of byWords.results) merged.set(one.id, { one, score: one.score / most })
  byNames.results.forEach((one, place) => {
    const bonus = TERM_BONUS - place * 1e-5
    const known = merged.get(one.id)
    if (known) known.score += bonus
    else merged.set(one.id, { one, score: bonus })
  })
  return [...merged.values()].sort((a, b) => b.score - a.score).map(({ one }) => one)
}

/* Counts of a union: what either has, less what both have. */
const countUnion = (a, b, both) => {
  const counts = {}
  for (const facet of new Set([...Object.keys(a), ...Object.keys(b)])) {
    counts[facet] = {}
    for (const value of new Set([...Object.keys(a[facet] ?? {}), ...Object.keys(b[facet] ?? {})])) {
      const count = (a[facet]?.[value] ?? 0) + (b[facet]?.[value] ?? 0) - (both[facet]?.[value] ?? 0)
      if (count > 0) counts[facet][value] = count
    }
  }
  return counts
}

/* Newest first. Pagefind orders each bundle, and all of the recent one is newer than the archive. */
let newestOrder
const byDate = async (pagefind, results) => {
  newestOrder ??= Promise.all(["recent", "archive"].map((bundle) =>
    pagefind.search(null, { filters: { bundle }, sort: { date: "desc" } })))
    .then((bundles) => new Map(bundles.flatMap((one) => one.results).map((one, place) => [one.id, place])))
  newestOrder.catch(() => { newestOrder = undefined })
  const order = await newestOrder
  return [...results].sort((a, b) => order.get(a.id) - order.get(b.id))
}

const nothing = { results: [], counts: {}, named: [], guessed: false, query: "" }

/*
 * Search.
 *
 * words: what the reader typed; chosen: facet → slugs; order: "relevance" or "newest".
 * Answers { results, counts, named, guessed }: results with data(), counts by facet and slug,
 * the terms that were read from the words, and whether a spelling was guessed.
 * Throws SearchFailed when part of the index did not arrive.
 */
export const search = async (words, { chosen = {}, order = "relevance" } = {}) => {
  const query = words.normalize("NFC").replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, LONGEST_QUERY)
  const filters = chosenFilters(chosen)
  if (!query && !filters.length) return nothing
  const before = failures
  let loaded
  try {
    loaded = await load()
  } catch (error) {
    throw new SearchFailed("load", { cause: error })
  }
  const answer = await answerTo(query, filters, loaded)
  if (failures > before) throw new SearchFailed("part of the index did not arrive")
  if (order === "newest" || !query) answer.results = await byDate(loaded.pagefind, answer.results)
  return { ...answer, query }
}

const answerTo = async (query, filters, { pagefind, names }) => {
  if (!query) {
    const found = await pagefind.search(null, all(filters))
    return { ...nothing, results: found.results, counts: found.filters }
  }
  if (!/[\p{L}\p{N}]/u.test(query)) return { ...nothing }
  const folded = fold(query, names.letters)
  const plainly = readQuery(folded, names, exactly)
  const spelled = await spelling(plainly.rest, pagefind, names)
  const guess = spelled === EXACT ? plainly : readQuery(folded, names, loosely)
  if (guess.found.length === plainly.found.length) return withNames(query, plainly, filters, pagefind, names)
  const answer = await withNames(query, guess, filters, pagefind, names)
  return { ...answer, guessed: true }
}

const none = { results: [], filters: {} }

/* What has the query's words, together with what has the terms it names and its other words. */
const withNames = async (query, { found, rest }, filters, pagefind, names) => {
  const named = found.flatMap(({ terms }) => terms.map((at) => names.terms[at]))
  const words = contentWords(query)
  const byWords = await spelling(foldAll(words, names), pagefind, names) === UNKNOWN ? none
    : await pagefind.search(words.join(" "), all(filters))
  if (!found.length) return { ...nothing, results: byWords.results, counts: byWords.filters, named }
  const needed = [...filters, ...termFilters(found, names)]
  const others = rest.filter((word) => !SMALL_WORDS.has(word))
  const byNames = await spelling(others, pagefind, names) === UNKNOWN ? none
    : await pagefind.search(others.join(" ") || null, all(needed))
  if (!others.length) byNames.results = await byDate(pagefind, byNames.results)
  const both = byWords === none ? none : await pagefind.search(words.join(" "), all(needed))
  return {
    ...nothing,
    named,
    results: combine(byWords, byNames),
    counts: countUnion(byWords.filters, byNames.filters, both.filters),
  }
}

const SMALL_WORDS = new Set(("a an and are as at be by did do does for from had has have how in is it its of on or " +
  "say says said than that the their to was were what when where which who whom why will with about").split(" "))

/* A query's words without those that say nothing; all of them when they all do, or in a quotation. */
const contentWords = (query) => {
  const words = query.split(/\s+/)
  const telling = /^".+"$/.test(query) ? words : words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()))
  return telling.length ? telling : words
}

const foldAll = (words, names) => words.map((word) => fold(word, names.letters)).filter(Boolean)

const UNKNOWN = 0, STEM = 1, EXACT = 2

/*
 * How well the digest knows the words of a query: all as they are, all but for endings, or not.
 * Pagefind answers a word it does not know with the nearest shorter one it does (banana with b), so
 * the best result of each word is looked at. In a long question a third may be unknown.
 */
const spelling = async (words, pagefind, names) => {
  const asked = words.filter((word) => !SMALL_WORDS.has(word)).slice(0, 12)
  const known = await Promise.all(asked.map((word) => isKnown(word, pagefind, names)))
  if (known.every((one) => one === EXACT)) return EXACT
  const missing = known.filter((one) => one === UNKNOWN).length
  return missing <= (asked.length >= 4 ? Math.floor(asked.length / 3) : 0) ? STEM : UNKNOWN
}

const knownWords = new Map()
const isKnown = (word, pagefind, names) => {
  if (!knownWords.has(word)) knownWords.set(word, lookUp(word, pagefind, names))
  return knownWords.get(word)
}

const lookUp = async (word, pagefind, names) => {
  const { results: [best] } = await pagefind.search(word)
  if (!best) return UNKNOWN
  const { content, meta } = await best.data()
  const places = content.split(/[\r\n\s]+/)
  const matched = best.words.map((place) => places[place] ?? "")
  const described = (best.matchedMetaFields ?? []).flatMap((field) => (meta[field] ?? "").split(/\s+/))
  const parts = [...matched, ...described].flatMap((one) => fold(one, names.letters).split(" "))
  return Math.max(UNKNOWN, ...parts.map((part) => likeness(word, part)))
}

/* Whether a word begins another, or shares with it all but an ending. */
const likeness = (asked, found) => {
  if (found.startsWith(asked)) return EXACT
  let shared = 0
  while (shared < asked.length && asked[shared] === found[shared]) shared += 1
  return shared >= 3 && shared >= asked.length * 0.55 && shared >= found.length * 0.5 ? STEM : UNKNOWN
}

/* Counts of every facet for the whole digest; asked for when facets are shown. */
export const facets = async () => (await load()).pagefind.filters()

export const labels = async () => {
  const { names } = await load()
  const bySlug = {}
  for (const [facet, slug, label] of names.terms) (bySlug[facet] ??= {})[slug] = label
  return { facets: names.facets, terms: bySlug }
}

/* Names near to what was typed, for an empty answer. */
export const suggestions = async (words) => {
  const { names } = await load()
  const folded = fold(words, names.letters)
  const parts = folded.split(" ").filter((part) => part.length > 3)
  const scored = names.terms.map(([facet, slug, label, all]) => {
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
