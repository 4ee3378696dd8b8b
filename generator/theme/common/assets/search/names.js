/* The names of the registries: an index of them, and the names that a query has. */

import { dateReader } from "./dates.js"
import { fold, learnWords, nearest, plainLetters, withoutMarks } from "./spelling.js"

/* Data from JSON as a map: unlike an object, it has no "constructor" that the data does not have. */
export const mapped = (object) => new Map(Object.entries(object))

/*
 * Folded name → places in terms that have articles, and in all that have a page; the same for each longer word of a
 * name; for each word that only names of people and outlets have, which no facet lists, the same; and facet → slug → name.
 */
export const indexNames = async (data) => {
  const index = new Map(), withPage = new Map(), parts = new Map(), surnames = new Map(), bySlug = new Map()
  const letters = mapped(data.letters), common = new Set()
  learnWords(data)
  const add = (map, key, at) => {
    const known = map.get(key)
    if (!known) map.set(key, [at])
    else if (known.at(-1) !== at) known.push(at)
  }
  const terms = []
  for (const [at, [facet, slug, label, others, articles, country, parent, short, kind, offices]] of data.terms.entries()) {
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
    const held = offices.map(([title, body, since, until, asOf]) => ({ title, folded: fold(title, letters), body, since, until, asOf }))
    for (const { folded } of held) for (const map of articles ? [index, withPage] : [withPage]) add(map, folded, at)
    terms.push({ facet, slug, label, names, articles, country, parent, short, offices: held, kind: fold(kind, letters) })
  }
  for (const word of common) surnames.delete(word)
  for (const [facet, labels] of Object.entries(data.values)) bySlug.set(facet, mapped(labels))
  const site = data.site.map(([address, label, phrases]) => {
    const said = [label, ...phrases.split(",")].map((phrase) => fold(phrase, letters)).filter(Boolean)
    return { address, label, phrases: said }
  })
  const words = new Map(data.words.map((word) => [fold(word, letters), word]).filter(([word]) => !word.includes(" ")))
  return { initials: mapped(data.initials), articles: data.articles, archives: data.archives, docs: data.docs, facets: mapped(data.facets), letters, terms,
    words, shown: data.shown, index, withPage, parts, surnames, bySlug, pages: mapped(data.pages), weeks: data.weeks,
    site, firsts: firstWords(withPage),
    readDate: dateReader(mapped(data.months), mapped(data.weekdays), data.days, (text) => withoutMarks(plainLetters(text, letters))) }
}

/* Lets the browser respond between two parts of a long task. */
const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => { setTimeout(resolve) })
/* Terms indexed between two pauses: 6 ms of a desktop computer, four times as much of a phone. */
const MANY_NAMES = 100

/* A hyphen or an apostrophe within a word, which some write and some do not. */
const JOINT = /(?<=[\p{L}\p{N}])['’ʼ‑-](?=[\p{L}\p{N}])/gu

/* The longest names in a query, from left to right: [{ terms, words }], and the words between. */
export const readQuery = (folded, compare) => {
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

/* A name as it is, written as one word (LockBit for Lock Bit), or as two. */
export const named = (said, index, firsts) => {
  const known = index.get(said)
  if (known) return known
  if (said.includes(" ")) return said.length >= 6 ? index.get(said.replaceAll(" ", "")) : undefined
  const parts = compoundParts(said, firsts)
  return parts && index.get(parts.join(" "))
}
export const exactly = (data) => (said) => named(said, data.index, data.firsts)

/* The two parts of a word that begins with the first word of a compound, with or without a hyphen: cyber and attack. */
export const compoundParts = (written, firsts) => {
  const word = written.replace(JOINT, "")
  for (let at = SHORTEST_PART; at + SHORTEST_PART <= word.length; at += 1) {
    if (firsts.has(word.slice(0, at))) return [word.slice(0, at), word.slice(at)]
  }
  return undefined
}
const SHORTEST_PART = 4

/* First words of the names that the registries have as two words and as one: cyber, of cyber crime and cybercrime. */
const firstWords = (index) => {
  const firsts = new Set()
  for (const name of index.keys()) {
    const [first, second, ...others] = name.split(" ")
    if (first.length < SHORTEST_PART || !second || others.length) continue
    if (index.has(first + second)) firsts.add(first)
  }
  return firsts
}

/* A name as it is or, if no article has one of its words, misspelled, or like a part of few names. */
export const loosely = (data, unknown) => (said) => {
  const words = said.split(" ")
  const known = named(said, data.index, data.firsts) ?? misspelled(said, unknown, data.index)
  if (known || !words.some((word) => unknown.has(word))) return known
  return words.length === 1 ? likeNamesOf(said, data) : undefined
}

export const misspelled = (said, unknown, index) => (said.split(" ").some((word) => unknown.has(word)) ? nearest(said, index) : undefined)

/* Some places of terms if they are few, or none. */
export const few = (places = []) => (places.length <= 4 ? places : [])

/*
 * Few terms with a part of a name that is like a word: of short words too many are alike, such as prize and prime. For
 * terms without a country it takes eight letters: concert is not concept.
 */
const likeNamesOf = (word, { parts, terms }) => {
  const places = word.length >= 6 ? few(nearest(word, parts)) : []
  return places.length && (word.length >= 8 || places.every((at) => terms[at].country)) ? places : undefined
}
