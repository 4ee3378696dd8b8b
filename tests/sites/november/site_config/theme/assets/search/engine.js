/*
 * Finds articles: by their words through Pagefind, and by the names of their terms through the
 * registries. A name in a query, in any spelling or with one letter wrong, stands for its term, so
 * that DTX finds what was reported on the State Security Service whatever the article calls it.
 */

export const root = new URL("../../", import.meta.url)
const bundle = new URL("pagefind/", root)
/* A word that every article has: to search for nothing would load the whole index. */
const EVERY = "qzeveryarticle"
const LONGEST_QUERY = 200
const TERM_BONUS = 0.6
const WHOLE_NAME_BONUS = 1.1
const MOST = 0.6
const MOST_SHOWN = 30

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

/* It also starts itself without waiting for the outcome; calls to it fail too, and are answered for here. */
addEventListener("unhandledrejection", (event) => {
  if (failures && String(event.reason?.stack).includes("/pagefind.js")) event.preventDefault()
})

let ready
const load = () => {
  ready ??= Promise.all([loadPagefind(), loadNames()]).then(
    ([pagefind, names]) => ({ pagefind, names }),
    (error) => { throw new SearchFailed("load", { cause: error }) })
  ready.catch(() => { ready = undefined })
  return ready
}

const loadPagefind = async () => {
  const before = failures
  const pagefind = await import(new URL("pagefind.js", bundle))
  const shared = { baseUrl: root.pathname, excerptLength: 28, ranking: { pageLength: 0.2 } }
  await pagefind.options({ ...shared, noWorker: true, mergeFilter: { bundle: "archive" } })
  await pagefind.init()
  try {
    await pagefind.preload(EVERY) // init does not wait
    const { recent } = await loadNames()
    if (recent) await pagefind.mergeIndex(new URL("recent/", bundle).href, { ...shared, mergeFilter: { bundle: "recent" } })
    if (failures > before) throw new SearchFailed("pagefind")
  } catch (error) {
    await pagefind.destroy()
    throw error
  }
  return pagefind
}

/* What work answers, unless a part of the index that it needed did not arrive. */
const complete = async (work) => {
  const before = failures
  try {
    const answer = await work()
    if (failures === before) return answer
  } catch (error) {
    if (failures === before) throw error
  }
  throw new SearchFailed("part of the index did not arrive")
}

let namesLoading
const loadNames = () => {
  namesLoading ??= fetchAny(new URL("search/names.json", root)).then((answer) => {
    if (!answer.ok) throw new SearchFailed("names")
    return answer.json()
  }).then((data) => ({ ...data, ...indexNames(data) }))
  namesLoading.catch(() => { namesLoading = undefined })
  return namesLoading
}

/* Folded name → places in data.terms; the same for each longer word of a name; and facet → slug → name. */
const indexNames = (data) => {
  const index = new Map(), parts = new Map(), bySlug = {}
  const add = (map, key, at) => {
    const known = map.get(key)
    if (!known) map.set(key, [at])
    else if (!known.includes(at)) known.push(at)
  }
  data.terms.forEach(([facet, slug, label, names], at) => {
    (bySlug[facet] ??= {})[slug] = label
    for (const name of names) {
      add(index, name, at)
      for (const word of name.split(" ")) if (word.length >= 5) add(parts, word, at)
    }
  })
  return { index, parts, bySlug }
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

const exactly = (data) => (said) => data.index.get(said)

/*
 * A name as it is or with one letter wrong; or, where a word stands in no article, part of a name
 * that few terms have: a surname in another alphabet, the first words of a long native name.
 */
const loosely = (data, unknown) => (said) => {
  const known = data.index.get(said)
  if (known) return known
  const words = said.split(" ")
  if (!words.some((word) => unknown.has(word))) return undefined
  return nearest(said, data.index) ?? (said.length >= 5 ? few(partOf(said, data)) : undefined) ??
    (words.length === 1 ? few(nearest(said, data.parts)) : undefined)
}

const few = (terms) => (terms?.length && terms.length <= 4 ? terms : undefined)

/* Short words are too many to guess at: one of four letters may only have two of them exchanged. */
const nearest = (said, index) => {
  for (const [name, terms] of index) {
    const least = Math.min(said.length, name.length), most = Math.max(said.length, name.length)
    if (least >= 4 && (most >= 5 || sorted(said) === sorted(name)) && nearlySame(said, name)) return terms
  }
  return undefined
}

const sorted = (word) => [...word].sort().join("")

const partOf = (said, data) => {
  if (!said.includes(" ")) return data.parts.get(said)
  const terms = new Set()
  for (const [name, holders] of data.index) if (` ${name} `.includes(` ${said} `)) holders.forEach((at) => terms.add(at))
  return [...terms]
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
const combine = (byWords, byNames, weight) => {
  const merged = new Map()
  const most = strongest(byWords.results)
  for (const one of byWords.results) merged.set(one.id, { one, score: one.score / most })
  byNames.results.forEach((one, place) => {
    const bonus = weight - place * 1e-5
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
    pagefind.search(EVERY, { filters: { bundle }, sort: { date: "desc" } })))
    .then((bundles) => new Map(bundles.flatMap((one) => one.results).map((one, place) => [one.id, place])))
  newestOrder.catch(() => { newestOrder = undefined })
  const order = await newestOrder
  return [...results].sort((a, b) => order.get(a.id) - order.get(b.id))
}

const nothing = { results: [], counts: {}, named: [], guessed: false, partly: false, query: "" }

/*
 * Search.
 *
 * words: what the reader typed; chosen: facet → slugs; order: "relevance" or "newest".
 * Answers { results, counts, named, guessed, partly, query }: results with data(), counts by facet
 * and slug, the terms that were read from the words, whether a spelling was guessed, whether no
 * article has all of the words, and what was searched for.
 * Throws SearchFailed when part of the index did not arrive.
 */
export const search = async (words, { chosen = {}, order = "relevance" } = {}) => {
  const query = words.normalize("NFC").replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, LONGEST_QUERY)
  const filters = chosenFilters(chosen)
  if (!query && !filters.length) return nothing
  const loaded = await load()
  return complete(async () => {
    const answer = await answerTo(query, filters, loaded)
    if (order === "newest" || !query) answer.results = await byDate(loaded.pagefind, answer.results)
    return answer
  })
}

const answerTo = async (query, filters, loaded, mended = false) => {
  const { pagefind, names } = loaded
  if (!query) {
    const found = await pagefind.search(EVERY, all(filters))
    return { ...nothing, results: found.results, counts: found.filters }
  }
  if (!/[\p{L}\p{N}]/u.test(query)) return { ...nothing, query }
  const folded = fold(query, names.letters)
  const plainly = readQuery(folded, exactly(names))
  const unknown = await unknownWords(plainly.rest, pagefind, names)
  const loose = readQuery(folded, loosely(names, unknown))
  const guessed = loose.found.length !== plainly.found.length
  const answer = { ...await withNames(query, loose, filters, loaded), guessed: guessed || mended, query }
  if (answer.results.length || mended) return answer
  const better = await mend(query, loose.rest, unknown, loaded)
  if (better) {
    const found = await answerTo(better, filters, loaded, true)
    if (found.results.length) return found
  }
  return { ...answer, ...await mostOf(query, loose, filters, loaded) }
}

const unknownWords = async (words, pagefind, names) => {
  const known = await Promise.all(words.slice(0, 12).map((word) => isKnown(word, pagefind, names)))
  return new Set(words.filter((word, at) => known[at] === UNKNOWN))
}

/* The query with one letter of its unknown words put right, or with two of its words written as one. */
const mend = async (query, rest, unknown, { pagefind, names }) => {
  const asked = query.split(/\s+/)
  const fixed = asked.map((word) => {
    const folded = fold(word, names.letters)
    return rest.includes(folded) && unknown.has(folded) && folded.length >= 5
      ? names.words?.find((known) => nearlySame(folded, known)) ?? word : word
  })
  if (fixed.some((word, at) => word !== asked[at])) return fixed.join(" ")
  const plain = asked.map((word) => fold(word, names.letters)).slice(0, 8)
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const joined = plain[at] + plain[at + 1]
    if (joined.length >= 5 && !joined.includes(" ") && await isKnown(joined, pagefind, names) === EXACT) {
      return [...asked.slice(0, at), joined, ...asked.slice(at + 2)].join(" ")
    }
  }
  return undefined
}

const none = { results: [], filters: {} }

/* What has the query's words, together with what has the terms it names and its other words. */
const withNames = async (query, { found, rest }, filters, { pagefind, names }) => {
  const named = found.flatMap(({ terms }) => terms.map((at) => names.terms[at]))
  const words = contentWords(query)
  const allKnown = async (asked) => !(await unknownWords(asked, pagefind, names)).size
  const byWords = await allKnown(foldAll(words, names)) ? await pagefind.search(words.join(" "), all(filters)) : none
  if (!found.length) return { ...nothing, results: byWords.results, counts: byWords.filters, named }
  const needed = [...filters, ...termFilters(found, names)]
  const others = telling(rest)
  const byNames = await allKnown(others) ? await pagefind.search(others.join(" ") || EVERY, all(needed)) : none
  if (!others.length) byNames.results = await inTurn(found, needed, await byDate(pagefind, byNames.results), pagefind, names)
  const both = byWords === none ? none : await pagefind.search(words.join(" "), all(needed))
  return {
    ...nothing,
    named,
    results: combine(byWords, byNames, found.length === 1 && !rest.length ? WHOLE_NAME_BONUS : TERM_BONUS),
    counts: countUnion(byWords.filters, byNames.filters, both.filters),
  }
}

/* Where several bear the name that was asked for, the newest article on each, then the next on each. */
const inTurn = async (found, needed, results, pagefind, names) => {
  const [{ terms }] = found
  if (found.length > 1 || terms.length < 2 || terms.length > 8) return results
  const holders = await Promise.all(terms.map(async (at) => {
    const one = await pagefind.search(EVERY, all([...needed, { [names.terms[at][0]]: names.terms[at][1] }]))
    return new Set(one.results.map(({ id }) => id))
  }))
  const lists = holders.map((ids) => results.filter(({ id }) => ids.has(id)))
  const turns = results.flatMap((_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1)))
  return [...new Map(turns.map((one) => [one.id, one])).values()]
}

/*
 * Where no article has all of three words or more: those that have most of what the query tells. A
 * word tells the more the fewer articles have it, and the most if none has.
 */
const mostOf = async (query, { found, rest }, filters, { pagefind, names }) => {
  const words = [...new Set(telling(rest))].slice(0, 12)
  if (found.length + words.length < 3 || quoted(query)) return {}
  const everything = (await pagefind.search(EVERY)).results.length
  const sets = await Promise.all([
    ...termFilters(found, names).map(async (filter) => (await pagefind.search(EVERY, all([filter]))).results),
    ...words.map(async (word) => await isKnown(word, pagefind, names) ? (await pagefind.search(word)).results : []),
  ])
  const allowed = filters.length ? new Set((await pagefind.search(EVERY, all(filters))).results.map(({ id }) => id)) : undefined
  const told = new Map()
  let whole = 0
  for (const set of sets) {
    const weight = Math.log(1 + everything / (set.length || 0.5))
    whole += weight
    for (const one of set) {
      if (allowed && !allowed.has(one.id)) continue
      told.set(one.id, { one, weight: (told.get(one.id)?.weight ?? 0) + weight })
    }
  }
  const results = [...told.values()].filter(({ weight }) => weight >= MOST * whole)
    .sort((a, b) => b.weight - a.weight).slice(0, MOST_SHOWN).map(({ one }) => one)
  const counts = {}
  for (const { filters: terms } of await Promise.all(results.map((one) => one.data()))) {
    for (const [facet, values] of Object.entries(terms)) {
      counts[facet] ??= {}
      for (const value of values) counts[facet][value] = (counts[facet][value] ?? 0) + 1
    }
  }
  return { results, counts, partly: results.length > 0 }
}

const SMALL_WORDS = new Set(("a an and are as at be been by can could did do does for from had has have how if in is " +
  "it its many may me much of on or say says said should so tell than that the their them there these they this those " +
  "to was were what when where which who whom whose why will with would about").split(" "))

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

const UNKNOWN = 0, STEM = 1, EXACT = 2

/*
 * How well the digest knows a word: as it is, all but for its ending, or not. Pagefind answers a word
 * it does not know with the nearest shorter one it does (banana with b), so the best result is looked at.
 */
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
export const facets = async () => {
  const { pagefind } = await load()
  return complete(() => pagefind.filters())
}

/* What is shown of results: what Pagefind has of each, and short names of the terms that lead. */
export const details = async (results) => {
  const { names } = await load()
  return Promise.all(results.map(async (one) => {
    const found = await one.data()
    return { ...found, terms: Object.keys(names.shown).flatMap((facet) => told(facet, found.filters[facet] ?? [], names)) }
  }))
}

/* Names of some terms of a facet but of those that another of them is a part of. */
const told = (facet, slugs, names) => {
  const { labels, parents } = names.shown[facet]
  const above = new Set(slugs.map((slug) => parents[slug]))
  return slugs.filter((slug) => !above.has(slug)).map((slug) => labels[slug] ?? names.bySlug[facet]?.[slug] ?? slug)
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
