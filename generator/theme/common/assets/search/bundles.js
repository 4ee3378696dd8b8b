/*
 * Loads Pagefind, its bundles and the names of the registries, and asks Pagefind for articles.
 * It is used by its documented interface alone: https://pagefind.app/docs/api/ and types/index.d.ts.
 */

import { indexNames } from "./names.js"

export const root = new URL("../../", import.meta.url)
const bundle = new URL("pagefind/", root)
/* A word that every article has: a search for null, Pagefind's own way, loads the whole index in 1.5.2. */
export const EVERY = "qzeveryarticle"
/* The bundle with the newest articles, which Pagefind loads first. The others are numbered, oldest first. */
const NEWEST = "newest"
/* The bundle with the pages of documentation. */
export const DOCS = "docs"
export const MOST_SHOWN = 30

export class SearchFailed extends Error {}

/* Pagefind answers a file that did not arrive with an empty result, and has no way to ask, so its requests are counted. */
let failures = 0
const fetched = globalThis.fetch
globalThis.fetch = async (...asked) => {
  const answer = await fetched(...asked).catch((error) => {
    failures += 1
    throw error
  })
  if (!answer.ok) failures += 1
  return answer
}

/* Pagefind also starts itself without waiting for the outcome; the calls that need it fail and are answered. */
addEventListener("unhandledrejection", (event) => {
  if (String(event.reason?.stack).includes("/pagefind.js")) event.preventDefault()
})

let loading
export const load = () => {
  loading ??= loadAll().catch((error) => {
    loading = undefined
    throw new SearchFailed("load", { cause: error })
  })
  return loading
}

/* What work with the index answers, unless a part of it did not arrive; then the next search starts anew. */
export const complete = async (work) => {
  const loaded = await load(), before = failures
  const answer = await work(loaded).catch((error) => {
    if (failures === before) throw error
  })
  if (failures === before) return answer
  loading = undefined
  await loaded.pagefind.destroy()
  throw new SearchFailed("part of the index did not arrive")
}

/* Takes the place of Pagefind in a site without articles and documentation, which has no index. */
const noPagefind = { search: async () => ({ results: [], filters: {} }), preload: async () => {}, destroy: async () => {} }

/* `known` keeps what was found out about words. */
const loadAll = async () => {
  const before = failures
  const script = import(new URL("pagefind.js", bundle)).catch((error) => error)
  const names = indexNames(await (await fetch(new URL("search/names.json", root))).json())
  const { articles, archives, docs } = names
  if (!articles && !docs.pages) return { names, pagefind: noPagefind, bundles: [], known: new Map() }
  const pagefind = await script
  const shared = { ranking: { pageLength: 0.2 } }
  const optionsOf = (name, base = root) => ({ ...shared, baseUrl: base.pathname, mergeFilter: { bundle: name } })
  const ofDocs = optionsOf(DOCS, new URL(docs.root, root))
  const older = Array.from({ length: archives }, (_, at) => String(at + 1))
  const merged = older.map((name) => [name, optionsOf(name)])
  if (articles && docs.pages) merged.push([DOCS, ofDocs])
  await pagefind.options({ ...(articles ? optionsOf(NEWEST) : ofDocs), noWorker: true }) // a worker has its own fetch
  try {
    await pagefind.init()
    await pagefind.preload("") // waits for what init began, and loads nothing
    await Promise.all(merged.map(([name, options]) => pagefind.mergeIndex(new URL(`${name}/`, bundle).href, options)))
    if (failures > before) throw new SearchFailed("pagefind")
  } catch (error) {
    await pagefind.destroy()
    throw error
  }
  return { names, pagefind, bundles: [NEWEST, ...older.reverse()], known: new Map() }
}

/* What Pagefind has of some words among articles. */
export const find = ({ pagefind, names }, words, filters = [], options = {}) => {
  const others = names.docs.pages ? [{ not: { bundle: DOCS } }] : []
  const all = [...others, ...filters]
  return pagefind.search(words, all.length ? { ...options, filters: { all } } : options)
}

/* Results and their counts: `facet slug` → number. Where Pagefind joins bundles, a value called "constructor" is no number. */
export const ask = async (loaded, words, filters) => {
  const found = await find(loaded, words, filters)
  const counts = Object.entries(found.filters).flatMap(([facet, values]) => Object.entries(values)
    .filter(([, count]) => Number.isInteger(count)).map(([value, count]) => [`${facet} ${value}`, count]))
  return { results: found.results, counts: new Map(counts) }
}

/* Counts of a union: what either has, less what both have. */
export const countUnion = (a, b, both) => new Map([...a.keys(), ...b.keys()].map((key) =>
  [key, (a.get(key) ?? 0) + (b.get(key) ?? 0) - (both.get(key) ?? 0)]))

/* Counts of a few results, made from what Pagefind has of each. */
export const tally = async (results) => {
  const counts = new Map()
  for (const { filters } of await Promise.all(results.map((one) => one.data()))) {
    const keys = Object.entries(filters).flatMap(([facet, values]) => values.map((value) => `${facet} ${value}`))
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/* Newest first. Pagefind sorts within a bundle, so each is asked by its `mergeFilter`; bundles follow each other in time. */
const dateOrder = (loaded) => {
  loaded.order ??= Promise.all(loaded.bundles.map((bundle) => find(loaded, EVERY, [{ bundle }], { sort: { date: "desc" } })))
    .then((sorted) => new Map(sorted.flatMap((one) => one.results).map((one, place) => [one.id, place])))
  return loaded.order
}
export const byDate = async (loaded, results) => {
  const order = await dateOrder(loaded)
  return [...results].sort((a, b) => order.get(a.id) - order.get(b.id))
}

/* The results of some lists of [result, points], each once, as in its first list, with the sum of its points; of equals
   the newer is first. */
export const byPoints = async (loaded, lists) => {
  const told = new Map()
  for (const [one, points] of lists.flat()) {
    const [first, before] = told.get(one.id) ?? [one, 0]
    told.set(one.id, [first, before + points])
  }
  const ranked = [...told.values()].sort(([, a], [, b]) => b - a)
  if (!ranked.slice(0, MOST_SHOWN).some(([, points], at) => points === ranked[at + 1]?.[1])) return ranked
  const order = await dateOrder(loaded)
  return ranked.sort(([one, a], [other, b]) => b - a || order.get(one.id) - order.get(other.id))
}
