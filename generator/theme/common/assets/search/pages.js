/*
 * Pages that a query names: of two terms together; of the site; of terms, as they are spelled or were guessed; of people and outlets, by a word
 * of their name that few have, or by an office; and of a week, month or year.
 */

import { isoWeek, wholeMonth, wholeWeek, written } from "./dates.js"
import { besides, compoundParts, few, misspelled, named, readQuery } from "./names.js"
import { say } from "./messages.js"
import { basic, contentWords, fold, foldAll, isSame, quoted, telling } from "./spelling.js"

export const MOST_PAGES = 3

/*
 * query: the words without those for days; answer: what `search` answers to them; inexact: the words that are in no
 * article as they are. Answers a list of { address, label, kind, articles, asked }: `kind` is undefined where the label
 * says it, and `articles` for pages that list none; `asked` is a name that several terms of the list have.
 */
export const pagesOf = (query, answer, inexact, names) => {
  const { range, results } = answer
  const folded = fold(query, names.letters)
  const unsure = quoted(query) ? new Set() : inexact
  const { found, rest } = readQuery(folded, (said) => named(said, names.all) ?? misspelled(said, unsure, names.all), quoted(query) ? undefined : names, unsure)
  const others = telling(rest)
  const ignored = foldAll(answer.ignored, names)
  /* A short word may begin one that an article has, such as the cat of catalogue; beside a name that has no article with
     the others, so may any: cheap flights to Spain. */
  const isMissing = (word) => ignored.includes(word) || (unsure.has(word) && (word.length < 4 || (!results.length && found.length)))
  const strange = others.filter((word) => isMissing(word) && !isInName(word, names) && !isOfSite(word, names))
  if (!results.length && strange.length) return []
  const terms = termsAsked(query, folded, found, others, answer, unsure, names)
  const site = quoted(query) || strange.length ? [] : sitePages(folded, results.length && !answer.partly, names)
  const [combined, ofBodies] = combinationPages(found, others, answer, names)
  if (range && !results.length && !site.length) return most([...combined, ...terms.filter(({ articles, isHeldThen }) => !articles || isHeldThen)])
  terms.splice(1, 0, ...ofBodies)
  return most([...combined, ...site, ...(combined.length ? terms.map((term) => ({ ...term, asked: "" })) : terms), ...periodPages(range, names)])
}

/* The first few pages, and all that have articles of those that bear one name. */
const most = (pages) => pages.slice(0, Math.max(MOST_PAGES, pages.filter(({ articles, asked }) => articles && asked).length))

/*
 * The pages of two terms together that a query names in either order: FBI ransomware. First are those of the names that
 * were read, then the longest. What is beside a name counts, as do the few with
 * another word in their names, such as the Treasury. Without any: the longest of a body of a country.
 */
const combinationPages = (found, others, { named: read }, names) => {
  const { combined, pages, parts, terms } = names
  const said = [...found.map((one) => [...one.terms, ...besides(one, names)]), ...read.map(({ at }) => [at]), ...others.map((word) => few(parts.get(word)))]
  const own = found.flatMap((one) => one.terms), isRead = ([row, column]) => own.includes(row) && own.includes(column)
  const asked = (isMeant, count) => combined.filter(([row, column]) => said.some((rows) => rows.some(isMeant(row)) && said.some((columns) => columns !== rows && columns.includes(column))))
    .sort((a, b) => isRead(b) - isRead(a) || b[2] - a[2]).slice(0, count).map(([row, column, articles]) => {
      const one = terms[row], other = terms[column], [folder] = pages.get(one.facet)
      return { address: `${folder}${one.slug}/${other.slug}/`, label: `${other.short}: ${one.short}`, articles }
    })
  const both = asked((row) => (at) => at === row, 2)
  return [both, both.length ? [] : asked((row) => (at) => terms[at].isCountry && terms[at].slug === terms[row].country, 1)]
}

const termsAsked = (query, folded, found, words, { named: read, range }, unsure, names) => {
  const termsAt = (places) => places.map((at) => names.terms[at])
  const asked = telling(folded.split(" ")), pages = new Map(), skipped = new Set()
  const own = bodiesAsked(asked, found, names)
  for (const term of own) pages.set(term, "")
  /* NCA LockBit and UK LockBit are about LockBit: themes are last, after countries and bodies. */
  const width = ({ terms: [at] }) => names.terms[at].isCountry / 2 || names.shown.indexOf(names.terms[at].facet)
  for (const { terms, words: said } of found.toSorted((a, b) => width(a) - width(b))) {
    const [first, ...besides] = termsAt(terms).filter(({ country }) => !own.length || !country || own.some((body) => body.country === country))
    if (!first) continue
    const alike = besides.filter(({ facet }) => facet === first.facet)
    for (const term of [first, ...alike].sort((a, b) => b.articles - a.articles)) pages.set(term, pages.get(term) ?? (alike.length ? said : ""))
    for (const term of besides) skipped.add(term) // an agency is also an outlet: one page of the two is enough
  }
  const others = [
    ...found.flatMap((one) => besides(one, names)),
    ...few(words.length ? termsOfWords(asked, names) : []),
    ...words.flatMap((word) => few(names.surnames.get(word) ?? misspelled(word, unsure, names.surnames))),
    ...words.filter((word) => word.length >= 5 && unsure.has(word)).flatMap((word) => few(begunWith(word, names))),
  ]
  for (const term of [...termsAt(others), ...read]) if (!pages.has(term) && !skipped.has(term)) pages.set(term, "")
  const listed = [...pages].map(([term, said]) => {
    const { facet, slug, label, articles } = term, [folder, kind, , others] = names.pages.get(facet)
    /* A term without a page is on a list, which the browser unrolls to its name. */
    const address = articles === null ? `${others}#:~:text=${encodeURIComponent(label)}` : `${folder}${slug}/`
    return { address, label, kind, articles, asked: said && asTyped(query, said, names), office: own.length ? undefined : officeAsked(term, folded) }
  })
  return holders(listed, range)
}

/* A name that was read, as the query spells it. */
const asTyped = (query, said, { letters }) => {
  const words = query.split(/\s+/)
  const parts = words.flatMap((_, from) => words.slice(from).map((_, more) => words.slice(from, from + more + 1).join(" ")))
  return parts.find((part) => fold(part, letters) === said) ?? said
}

/*
 * The bodies of a country that a query asks for by the country and by words of their names or kind, as azerbaijan
 * security service: first those that have these words together in a name, and then those with the most articles.
 */
const bodiesAsked = (asked, found, names) => {
  const countries = found.flatMap((one) => one.terms.map((at) => names.terms[at])).filter(({ isCountry }) => isCountry)
  const slugs = new Set(countries.map(({ slug }) => slug))
  const said = countries.flatMap((country) => country.names).flatMap((name) => name.split(" "))
  const phrase = asked.filter((word) => !said.includes(word)).join(" ")
  if (!countries.length || !phrase) return []
  const isCalled = ({ names: own }) => own.some((name) => name.includes(phrase))
  return termsOfWords(asked, names).map((at) => names.terms[at])
    .filter(({ country, facet }) => slugs.has(country) && names.facets.has(facet))
    .sort((a, b) => isCalled(b) - isCalled(a) || b.articles - a.articles).slice(0, MOST_PAGES)
}

/*
 * Pages of the site that a query asks for: it is one of their phrases, or it has all words of a phrase. It has no other
 * words than theirs, unless no article has all of its words.
 */
const sitePages = (folded, isFound, names) => {
  const asked = tellingWords(folded)
  const isSaid = (words) => words.length && words.every((word) => asked.some((one) => isSame(one, word)))
  const hasOther = (words) => asked.some((one) => !words.some((word) => isSame(one, word)))
  const isAsked = ({ phrases }) => {
    const said = phrases.map(tellingWords)
    const begins = folded.includes(" ") && phrases.some((phrase) => phrase.startsWith(`${folded} `))
    return phrases.includes(folded) || begins || (said.some(isSaid) && !(isFound && hasOther(said.flat())))
  }
  return names.site.filter(isAsked).map(({ address, label }) => ({ address, label }))
}

/* The words of a phrase that say something; all of them where none does: most recent articles. */
const tellingWords = (phrase) => contentWords(phrase).filter((word) => word.length > 2)

const isOfSite = (word, names) => names.site.some(({ phrases }) =>
  phrases.some((phrase) => phrase.split(" ").some((other) => isSame(word, other))))

/* Places of the terms with a name that begins with a word: NoName057(16) with NoName. */
const begunWith = (word, { terms }) =>
  terms.filter((term) => term.names.some((name) => name.startsWith(word))).map(({ at }) => at)

const isInName = (word, names) => names.terms.some((term) => term.names.some((name) => name.split(" ").includes(word)))

/* The words of a term's names, of its offices, of its kind and of its list, and the first words of their compounds. */
const wordsOf = (term, { firsts, pages }) => {
  const words = [...term.names, ...term.offices.map(({ folded }) => folded), term.kind, pages.get(term.facet)[1].toLowerCase()].flatMap((name) => name.split(" "))
  return term.words ??= new Set([...words, ...words.flatMap((word) => compoundParts(word, firsts)?.[0] ?? [])].map(basic))
}

/*
 * Places of the terms with each of some words in their names and offices, or in the names of their country or of the
 * body of an office, but not all in those of others.
 */
const termsOfWords = (asked, names) => {
  const words = asked.filter((word) => word.length > 1).map(basic)
  const bySlug = new Map(names.terms.toReversed().map((term) => [term.slug, term])) // an agency before its outlet
  return names.terms.flatMap((term, at) => {
    const own = wordsOf(term, names)
    if (!words.some((word) => own.has(word))) return []
    const others = [term.country, ...term.offices.map(({ body }) => body)].flatMap((slug) => bySlug.get(slug) ?? [])
    return words.every((word) => [term, ...others].some((one) => wordsOf(one, names).has(word))) ? [at] : []
  })
}

/* The office of a person that a query names by one of its words, the latest one first. */
const officeAsked = ({ offices, names }, folded) => {
  const asked = telling(folded.split(" ")).filter((word) => !names.join(" ").split(" ").includes(word)).map(basic)
  return offices.filter((one) => telling(one.folded.split(" ")).some((word) => asked.includes(basic(word)))).sort(byLastDay)[0]
}

const byLastDay = (a, b) => b.last.localeCompare(a.last)

/*
 * People by the time at which they held the office that was asked for: those who are known to have held it then, or
 * else everybody with its dates, the latest first.
 */
const holders = (pages, range) => {
  const people = pages.filter(({ office }) => office).sort((a, b) => byLastDay(a.office, b.office))
  const then = range ? people.filter(({ office }) => office.first <= range[1] && range[0] <= office.last) : []
  const described = (then.length ? then : people)
    .map((page) => ({ ...page, kind: `${page.office.title}, ${page.office.days}`, isHeldThen: then.length > 0 }))
  return [...described, ...pages.filter(({ office }) => !office)]
}

/* The edition of a day or week, or the archive of its month or year, where there is one. */
const periodPages = (range, { weeks }) => {
  if (!range) return []
  const [first, last] = range, [monday, sunday] = wholeWeek(first), year = first.slice(0, 4)
  if (last <= sunday) {
    const week = weeks.find((name) => isoWeek(name.slice(6), name.slice(0, 4))[0] === monday)
    if (week) return [{ address: `editions/${week}/`, label: say("Week of {day}", { day: written([monday, monday]) }), kind: say("Edition") }]
  }
  if (!last.startsWith(year)) return []
  const month = last.startsWith(first.slice(0, 7)) && first.slice(5, 7)
  const label = month ? written(wholeMonth(year, month)) : year
  return [{ address: month ? `archive/${year}/${month}/` : `archive/${year}/`, label, kind: say("Archive") }]
}
