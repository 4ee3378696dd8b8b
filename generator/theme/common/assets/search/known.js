/*
 * How well the digest knows words: as they are, as the beginning of one, all but for an ending, or not; and which
 * bundles do. In a bundle that does not know a word, Pagefind answers with what has the nearest shorter word (banana
 * with b). It does so for no word in quotation marks, but answers that with words of the same stem (departent with
 * department), so the best result is looked at. Where no such word is found, a longer one may be: the best result tells
 * that too.
 */

import { find } from "./bundles.js"
import { EXACT, LIKE, UNKNOWN, fold, likeness } from "./spelling.js"

export const MOST_WORDS = 12

const isKnown = (word, loaded) => {
  if (!loaded.known.has(word)) loaded.known.set(word, lookUp(word, loaded))
  return loaded.known.get(word)
}

const lookUp = async (word, loaded) => {
  const { parts, words } = loaded.names
  const said = await find(loaded, `"${word}"`)
  const bundles = bundlesOf(said)
  const levels = bundles.size ? [EXACT] : [UNKNOWN]
  if (bundles.size && word.length >= 5 && !parts.has(word) && !words.has(word)) {
    levels[0] = Math.max(LIKE, await likenessTo(word, said.results[0], loaded))
  }
  const others = bundlesOf(await find(loaded, word)).difference(bundles)
  await Promise.all([...others].map(async (bundle) => {
    const { results: [best] } = await find(loaded, word, [{ bundle }])
    const like = await likenessTo(word, best, loaded)
    if (like > UNKNOWN) bundles.add(bundle)
    levels.push(like)
  }))
  return { level: Math.max(...levels), bundles }
}

/* The bundles that results are in; each says its name by its `mergeFilter`. */
const bundlesOf = ({ filters: { bundle = {} } }) => new Set(Object.keys(bundle).filter((name) => bundle[name] > 0))

/* How like a word is to what a result was found by. */
const likenessTo = async (word, result, { names }) => {
  const parts = matchedWords(result, await result.data(), names)
  return Math.max(UNKNOWN, ...parts.map((part) => likeness(word, part)))
}

/* The words by which a result was found; `data` is what Pagefind has of it. */
export const matchedWords = (result, { content, meta }, { letters }) => {
  const places = content.split(/\s+/)
  const matched = result.words.map((place) => places[place] ?? "")
  const described = (result.matchedMetaFields ?? []).map((field) => meta[field] ?? "")
  return [...matched, ...described].flatMap((text) => fold(text, letters).split(" "))
}

/* Those of some words that the digest does not know. */
export const unknownWords = async (words, loaded) => {
  const asked = words.slice(0, MOST_WORDS)
  const known = await Promise.all(asked.map((word) => isKnown(word, loaded)))
  return new Set(asked.filter((_, at) => known[at].level === UNKNOWN))
}

/* Those of some words that were looked up and are in no article as they are. */
export const inexactWords = async (words, { known }) => {
  const asked = words.filter((word) => known.has(word))
  const found = await Promise.all(asked.map((word) => known.get(word)))
  return new Set(asked.filter((_, at) => found[at].level < EXACT))
}

/* A filter for the bundles that know each of some words; undefined when there is none. */
export const bundlesWith = async (words, loaded) => {
  const known = await Promise.all(words.slice(0, MOST_WORDS).map((word) => isKnown(word, loaded)))
  const any = loaded.bundles.filter((bundle) => known.every((one) => one.bundles.has(bundle)))
  if (!any.length) return undefined
  return any.length < loaded.bundles.length ? [{ bundle: { any } }] : []
}
