/*
 * Pages that a query names: of the site; of terms, as they are spelled or were guessed; of people and outlets, by a word
 * of their name that few have, or by an office; and of a week, month or year.
 */

import { periodPages, written } from "./dates.js"
import { compoundParts, few, misspelled, named, readQuery } from "./names.js"
import { say } from "./messages.js"
import { PLAIN, basic, contentWords, fold, foldAll, quoted, spelling, telling, wrongLetters } from "./spelling.js"

const MOST_PAGES = 6

/*
 * query: the words without those for days; answer: what `search` answers to them; inexact: the words that are in no
 * article as they are. Answers a list of { address, label, kind, articles, asked }: `articles` is undefined for pages
 * that list none, and `asked` is a name that several terms of the list have.
 */
export const pagesOf = (query, answer, inexact, names) => {
  const { range, results } = answer
  const folded = fold(query, names.letters)
  const isOutside = range && !results.length
  const unsure = quoted(query) ? new Set() : inexact
  const isNamed = (said) => named(said, names.withPage, names.firsts) ?? misspelled(said, unsure, names.withPage)
  const { found, rest } = readQuery(folded, isNamed)
  const others = telling(rest).filter((word) => word.length > 1 || !PLAIN.test(word))
  const ignored = foldAll(answer.ignored, names)
  /* A short word may begin one that an article has, such as the cat of catalogue. */
  const isMissing = (word) => ignored.includes(word) || (word.length < 4 && unsure.has(word))
  const strange = others.filter((word) => isMissing(word) && !isInName(word, names) && !isOfSite(word, unsure, names))
  if (!results.length && strange.some((word) => ignored.includes(word))) return []
  const terms = termsAsked(folded, found, others, answer, unsure, names)
  const site = quoted(query) || strange.length ? [] : sitePages(folded, results.length && !answer.partly, unsure, names)
  if (isOutside) return [...site, ...terms.filter(({ articles, isHeldThen }) => !articles || isHeldThen)]
  return [...site, ...terms, ...(range ? periodPages(range, names) : [])]
}

const termsAsked = (folded, found, words, { named: read, range }, unsure, names) => {
  /* An agency is also an outlet; where a query says more than its name, one page of the two is enough. */
  const saysMore = found.length > 1 || words.length > 0 || range
  const besides = new Set(found.flatMap(({ terms: [first, ...others] }) =>
    others.filter((at) => names.terms[at].facet !== names.terms[first].facet)))
  const skipped = new Set(saysMore ? [...besides].map((at) => names.terms[at]) : [])
  const bearers = found.flatMap(({ terms, words: said }) => {
    const isShared = terms.filter((one) => !besides.has(one)).length > 1
    return terms.map((at) => ({ term: names.terms[at], asked: isShared ? said : "" }))
  }).filter(({ term }) => !skipped.has(term))
  const others = [
    ...(words.length ? few(termsOfWords(telling(folded.split(" ")), names)) ?? [] : []),
    ...words.flatMap((word) => few(names.surnames.get(word)) ?? []),
    ...words.filter((word) => unsure.has(word)).flatMap((word) => few(termsBeginning(word, names)) ?? []),
  ].map((at) => names.terms[at])
  const rest = [...others, ...read].filter((term) => !skipped.has(term)).map((term) => ({ term, asked: "" }))
  const pages = new Map()
  for (const { term, asked } of [...bearers, ...rest]) {
    if (!pages.has(term)) pages.set(term, { ...termPage(term, names), asked, office: officeAsked(term, folded) })
  }
  return holders([...pages.values()], range).slice(0, Math.max(MOST_PAGES, bearers.length))
}

const termPage = ({ facet, slug, label, articles }, names) => {
  const [folder, kind] = names.pages.get(facet)
  return { address: `${folder}${slug}/`, label, kind, articles }
}

/*
 * Pages of the site that a query asks for: it is one of their phrases, or it has all words of a phrase. It has no other
 * words than theirs, unless no article has all of its words.
 */
const sitePages = (folded, isFound, unsure, names) => {
  const asked = tellingWords(folded)
  const isLike = (word) => (one) => isSame(one, word, unsure)
  const hasPhrase = (phrases) => phrases.map(tellingWords).some((words) =>
    words.length && words.every((word) => asked.some(isLike(word))))
  const hasWords = (phrases) => {
    const known = phrases.flatMap(tellingWords)
    return asked.every((one) => known.some((word) => isLike(word)(one)))
  }
  const begins = (phrase) => folded.includes(" ") && phrase.startsWith(`${folded} `)
  const isAsked = ({ phrases }) => phrases.includes(folded) || phrases.some(begins)
    || (hasPhrase(phrases) && (!isFound || hasWords(phrases)))
  return names.site.filter(isAsked).map(({ address, label }) => ({ address, label, kind: siteName() }))
}

/* The words of a phrase that say something; all of them where none does: most recent articles. */
const tellingWords = (phrase) => contentWords(phrase).filter((word) => word.length > 2)

const isOfSite = (word, unsure, names) => names.site.some(({ phrases }) =>
  phrases.some((phrase) => phrase.split(" ").some((other) => isSame(word, other, unsure))))

/* Whether two words are the same but for an ending or, if no article has the first one, for a letter. */
const isSame = (word, other, unsure) => {
  if (basic(word) === basic(other)) return true
  if (word.length >= 4 && other.startsWith(word)) return true
  if (word.length < 6) return false
  const stem = word.slice(0, Math.ceil(word.length * 0.75)) // contribut of contributing
  return other.startsWith(stem) || (unsure.has(word) && wrongLetters(spelling(word), spelling(other)) === 1)
}

const siteName = () => document.querySelector(".masthead__name, .md-header__topic")?.textContent.trim() ?? ""

/* Terms with a name that begins with a word of five letters or more: NoName057(16) with NoName. */
const termsBeginning = (word, names) => names.terms.flatMap(({ names: own }, at) =>
  (word.length >= 5 && own.some((name) => name.startsWith(word)) ? [at] : []))

const isInName = (word, names) => names.terms.some((term) => term.names.some((name) => name.split(" ").includes(word)))

/*
 * The words of a term's names, of its offices and of its kind, and the first words of their compounds; of a term without
 * a country or an office, its other names are too loose.
 */
const wordsOf = (term, names) => {
  const isPlaced = term.country || term.offices.length || names.pages.get(term.facet)[2]
  const said = isPlaced ? [...term.names, ...term.offices.map(({ folded }) => folded), term.kind] : term.names.slice(0, 1)
  const words = said.flatMap((name) => name.split(" "))
  const firsts = words.flatMap((word) => compoundParts(word, names.firsts)?.slice(0, 1) ?? [])
  return term.words ??= new Set([...words, ...firsts].map(basic))
}

/*
 * Terms with each of some words in their names and offices, or in the names of their country or of the body of an
 * office, but not all in those of others.
 */
const termsOfWords = (asked, names) => {
  const words = asked.map(basic)
  const bySlug = new Map([...names.terms].reverse().map((term) => [term.slug, term])) // an agency before its outlet
  return names.terms.flatMap((term, at) => {
    const own = wordsOf(term, names)
    if (!words.some((word) => own.has(word))) return []
    const others = [term.country, ...term.offices.map(({ body }) => body)].flatMap((slug) => bySlug.get(slug) ?? [])
    const theirs = others.map((other) => wordsOf(other, names))
    return words.every((word) => own.has(word) || theirs.some((one) => one.has(word))) ? [at] : []
  })
}

/* The office of a person that a query names by one of its words, the latest one first. */
const officeAsked = ({ offices, names: own }, folded) => {
  const inName = new Set(own.flatMap((name) => name.split(" ")))
  const asked = telling(folded.split(" ")).filter((word) => !inName.has(word)).map(basic)
  const isNamed = ({ folded: title }) => telling(title.split(" ")).some((word) => asked.includes(basic(word)))
  return offices.filter(isNamed).sort((a, b) => (lastKnown(a) < lastKnown(b) ? 1 : -1))[0]
}

const lastKnown = ({ since, until, asOf }) => (since && !until ? "9999" : until || asOf || since)

/*
 * People by the time at which they held the office that was asked for: those who are known to have held it then, or
 * else everybody with its dates, the latest first.
 */
const holders = (pages, range) => {
  const people = pages.filter(({ office }) => office)
  if (!people.length) return pages
  people.sort((a, b) => (lastKnown(a.office) < lastKnown(b.office) ? 1 : -1))
  const then = range ? people.filter(({ office }) => heldWithin(office, range)) : []
  const chosen = then.length ? then : people
  const described = chosen.map((page) => ({ ...page, kind: describe(page.office), isHeldThen: then.length > 0 }))
  return [...described, ...pages.filter(({ office }) => !office)]
}

const heldWithin = ({ since, until, asOf }, [first, last]) => {
  if (asOf && first <= asOf && asOf <= last) return true
  return Boolean(since && since <= last && (!until || until >= first))
}

const describe = ({ title, since, until, asOf }) => {
  const day = (at) => written([at, at])
  if (since && until) return `${title}, ${written([since, until])}`
  if (since) return say("{office}, since {day}", { office: title, day: day(since) })
  if (until) return say("{office}, until {day}", { office: title, day: day(until) })
  return asOf ? say("{office}, as of {day}", { office: title, day: day(asOf) }) : title
}
