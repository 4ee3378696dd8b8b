/* Pages of documentation that a query finds. */

import { DOCS, MOST_SHOWN, root } from "./bundles.js"
import { matchedWords } from "./known.js"
import { UNKNOWN, contentWords, foldAll, likeness, plainWords, quoted } from "./spelling.js"

const MOST_DOCS = 6

/*
 * Pages that have all words of a query, the best first. Pagefind also answers with pages that lack a word, if they have
 * a shorter one that begins like it.
 */
export const docsOf = async (query, loaded) => {
  const { names } = loaded
  const asked = foldAll(contentWords(query.replaceAll('"', "")), names)
  if (!names.docs.pages || !asked.length) return []
  const hasAll = (own) => asked.every((word) => own.some((other) => likeness(word, other) > UNKNOWN))
  const words = quoted(query) ? query : plainWords(query, names).join(" ")
  const { results } = await loaded.pagefind.search(words, { filters: { bundle: DOCS } })
  const pages = await Promise.all(results.slice(0, MOST_SHOWN).map(async (one) => {
    const found = await one.data()
    const page = { address: new URL(found.url, root).href, label: found.meta.title, kind: names.docs.kind, found }
    return hasAll(matchedWords(one, found, names)) ? [page] : []
  }))
  return pages.flat().slice(0, MOST_DOCS)
}
