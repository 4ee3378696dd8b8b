/* The names of the registries: an index of them, and the names that a query has. */

import { dateReader } from "./dates.js"
import { fold, isMisspelt, isSame, learnWords, nearest, plainLetters, telling, withoutMarks } from "./spelling.js"

/* Data from JSON as a map: unlike an object, it has no "constructor" that the data does not have. */
const mapped = (object) => new Map(Object.entries(object))

/*
 * The names of the registries. Beside what the data have: `index`, folded name → places in `terms` of those that have
 * articles; `all`, the same of all; `parts`, the same for each longer word of a name; `surnames`, the same for each
 * word that only names of people and outlets have, which no facet lists; and `bySlug`, facet → slug → name. `combined` has
 * the pages of two terms: their places in `terms`, and the number of articles.
 */
export const indexNames = (data) => {
  const index = new Map(), all = new Map(), parts = new Map(), surnames = new Map(), common = new Set()
  const bySlug = new Map(Object.entries(data.values).map(([facet, labels]) => [facet, mapped(labels)]))
  const letters = mapped(data.letters)
  const folded = (text) => fold(text, letters)
  const add = (map, key, at) => {
    const known = map.get(key)
    if (!known) map.set(key, [at])
    else if (known.at(-1) !== at) known.push(at)
  }
  learnWords(data)
  const terms = []
  for (const [at, [facet, slug, label, others, articles, country, parent, short, kind, held]] of data.terms.entries()) {
    bySlug.set(facet, (bySlug.get(facet) ?? new Map()).set(slug, label))
    const names = [...new Set([label, ...others].map(folded))].filter(Boolean)
    const offices = held.map(([title, body, first, last, days]) => ({ title, folded: folded(title), body, first, last, days }))
    for (const name of [...names, ...offices.map((office) => office.folded)]) {
      add(all, name, at)
      if (articles) add(index, name, at)
    }
    for (const word of names.flatMap((name) => name.split(" "))) {
      if (facet in data.facets) common.add(word)
      else if (word.length >= 4) add(surnames, word, at)
      if (articles && word.length >= 5) add(parts, word, at)
    }
    terms.push({ at, facet, slug, label, names, articles, country, parent, short, offices, kind: folded(kind), isCountry: data.pages[facet]?.[2] })
  }
  for (const word of common) surnames.delete(word)
  const site = data.site.map(([address, label, phrases]) =>
    ({ address, label, phrases: [label, ...phrases.split(",")].map(folded).filter(Boolean) }))
  const words = new Map(data.words.map((word) => [folded(word), word]).filter(([word]) => !word.includes(" ")))
  const plain = (text) => withoutMarks(plainLetters(text, letters))
  return {
    ...data, letters, terms, words, index, all, parts, surnames, bySlug, site, firsts: firstWords(all),
    initials: mapped(data.initials), facets: mapped(data.facets), pages: mapped(data.pages),
    readDate: dateReader(data, plain),
  }
}

/*
 * The longest names in a query, from left to right: [{ terms, words }], and the words between. If all of these begin
 * names of subjects, they mean them, so that CISA vulnerabilities is an agency and a theme. The words in `unknown`, which
 * no article has, may be misspelt. Without `names`, as for a quotation, words only mean what is called so.
 */
export const readQuery = (folded, compare, names, unknown = new Set()) => {
  const found = [], between = [[]]
  let left = folded.split(" ").filter(Boolean).slice(0, 40)
  while (left.length) {
    let length = Math.min(left.length, LONGEST_NAME), terms
    while (length && !(terms = compare(left.slice(0, length).join(" ")))) length -= 1
    if (terms) {
      found.push({ terms, words: left.slice(0, length).join(" ") })
      between.push([])
    } else between.at(-1).push(left[0])
    left = left.slice(length || 1)
  }
  const runs = names ? between.map(telling).filter((run) => run.length) : []
  const begun = runs.map((run) => ({ terms: begunBy(run, names, unknown), words: run.join(" "), isBegun: true }))
  return begun.length && begun.every(({ terms }) => terms.length) ? { found: [...found, ...begun], rest: [] } : { found, rest: between.flat() }
}
const LONGEST_NAME = 12

/*
 * Places of the few terms with a name that begins with some words, but for their endings: vulnerabilities for Vulnerability.
 * Terms of the first facet, such as agencies, are only meant by whole names.
 */
const begunBy = (words, { facets, shown, terms }, unknown) => {
  if (words.join("").length < SHORTEST_PART) return []
  const isBegun = (name) => {
    const own = name.split(" ")
    return words.every((word, at) => own[at] && (isSame(word, own[at]) || (unknown.has(word) && isMisspelt(word, own[at]))))
  }
  const begun = terms.filter(({ articles, facet, names }) => articles && facets.has(facet) && facet !== shown[0] && names.some(isBegun))
  const whole = begun.filter(({ names }) => names.some((name) => name.split(" ").length === words.length && isBegun(name)))
  return few((whole.length ? whole : begun).map(({ at }) => at))
}

/* A name as it is, or written as one word: LockBit for Lock Bit. */
export const named = (said, index) =>
  index.get(said) ?? (said.includes(" ") && said.length >= 6 ? index.get(said.replaceAll(" ", "")) : undefined)

/*
 * Places of the terms beside a name that was read: terms of the same list with all its words in one of their names, as
 * espionage is in cyber espionage. Those of a country are bodies of their own.
 */
export const besides = (one, { terms }) => one.besides ??= one.terms.flatMap((place) => {
  const { facet, country } = terms[place], words = one.words.split(" ")
  const isBeside = ({ names }) => names.some((name) => words.every((word) => name.split(" ").includes(word)))
  return country ? [] : terms.flatMap((term, at) => (term.facet === facet && !one.terms.includes(at) && isBeside(term) ? [at] : []))
})

/* The two parts of a word that begins with the first word of a compound, with or without a hyphen: cyber and attack. */
export const compoundParts = (written, firsts) => {
  const word = written.replace(/(?<=[\p{L}\p{N}])['’ʼ‑-](?=[\p{L}\p{N}])/gu, "")
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

/* A name as it is or, if no article has one of its words, misspelled, of a country in another form, or like a part of few names. */
export const loosely = (data, unknown) => (said) => {
  const words = said.split(" ")
  const known = named(said, data.index) ?? misspelled(said, unknown, data.index)
  if (known || !words.some((word) => unknown.has(word)) || words.length > 1) return known
  return countryOf(said, data) ?? likeNamesOf(said, data)
}

/* The country whose name a word begins with but for an ending: chinesische, of Chinese; иранский, of Иран. */
const countryOf = (word, { terms }) => {
  const isBegun = (name) => name.length >= 4 && word.startsWith(name.length >= 6 ? name.slice(0, -1) : name)
  const at = terms.findIndex(({ isCountry, articles, names }) => isCountry && articles && names.some(isBegun))
  return at < 0 ? undefined : [at]
}

export const misspelled = (said, unknown, index) => (said.split(" ").some((word) => unknown.has(word)) ? nearest(said, index) : undefined)

/* Some places of terms if they are few, or none. */
export const few = (places = []) => (places.length <= 4 ? places : [])

/*
 * Few terms with a part of a name that is like a word. For terms without a country it takes eight letters: concert is not
 * concept.
 */
const likeNamesOf = (word, { parts, terms }) => {
  const places = few(nearest(word, parts))
  return places.length && (word.length >= 8 || places.every((at) => terms[at].country)) ? places : undefined
}
