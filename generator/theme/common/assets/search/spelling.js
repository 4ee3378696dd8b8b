/* Spelling: words and names as they are compared, and how far apart two of them are. */

/* A text in the letters of a plain keyboard, as `records.py` spells it for the index, with its accents and signs. */
export const plainLetters = (text, letters) =>
  [...text.normalize("NFKC").toLowerCase()].map((char) => letters.get(char) ?? char).join("")

export const withoutMarks = (text) => text.normalize("NFD").replace(/\p{M}/gu, "")

/* A name as it is compared: plain letters, small, without marks and signs. */
export const fold = (text, letters) =>
  withoutMarks(plainLetters(joined(text), letters)).replace(/[^\p{L}\p{N}]+/gu, " ").trim()

/* U.S. and F.B.I. without their stops. */
export const joined = (text) => text.replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{L}\.\p{L}(?![\p{L}\p{N}])/gu, (said) => said.replaceAll(".", ""))

/* A word roughly as it sounds, so that tyfoon is typhoon. */
const sound = (word) => word.replaceAll("ph", "f").replaceAll("ck", "k").replaceAll("kh", "h").replace(/(.)\1+/g, "$1").replaceAll("y", "i")

/* Letters that are taken for each other. In a short word any other wrong letter makes another word: skiing is not spying. */
const ALIKE = ["aeiou", "ckqgsz", "dt", "bpvfw", "mn", "rl", "jhxi"]
const isAlike = (a, b) => ALIKE.some((letters) => letters.includes(a) && letters.includes(b))

/* How many letters are missing, added, changed or exchanged between two words (optimal string alignment). */
const distance = (a, b) => {
  const strange = Math.min(a.length, b.length) < 8 ? 2 : 1
  let before, last, row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    [before, last, row] = [last, row, [i]]
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : isAlike(a[i - 1], b[j - 1]) ? 1 : strange))
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
  }
  return row[b.length]
}

const numbersOf = (word) => word.replace(/\P{N}/gu, "")

/* How many letters of a word or name are wrong: one may be, and of a word two where both have eight, one less if it is the first; a number must be right. */
const wrongLetters = (asked, known) => {
  const most = Math.min(asked.length, known.length) >= 8 && !asked.includes(" ") ? 2 : 1
  if (Math.abs(asked.length - known.length) > most || numbersOf(asked) !== numbersOf(known)) return Infinity
  const askedSound = sound(asked), knownSound = sound(known), wrong = distance(askedSound, knownSound)
  return wrong <= (askedSound[0] === knownSound[0] ? most : most - 1) ? wrong : Infinity
}

/* Whether a word of five letters or more may be another, misspelt. */
export const isMisspelt = (word, known) => Math.min(word.length, known.length) >= 5 && wrongLetters(word, known) < Infinity

/* The value of the name that is nearest to what was said; short words are too many to guess at. */
export const nearest = (said, index) => {
  let found, least = Infinity
  for (const [name, places] of index) {
    const wrong = Math.min(said.length, name.length) < 5 ? Infinity : wrongLetters(said, name)
    if (wrong < least) [found, least] = [places, wrong]
  }
  return found
}

/* Whether articles have a word as a name alone, such as Huawei; `group` is a part of names and an ordinary word. */
export const isProper = (word, { words }) => /\p{Lu}/u.test(words.get(word) ?? "")

export const UNKNOWN = 0, LIKE = 1, EXACT = 2

/* Whether a word begins another, or shares with it all but an ending; numbers must be the same. */
export const likeness = (asked, found) => {
  if (found === asked) return EXACT
  if (found.startsWith(asked)) return LIKE
  if (numbersOf(asked) !== numbersOf(found)) return UNKNOWN
  let shared = 0
  while (shared < asked.length && asked[shared] === found[shared]) shared += 1
  return shared >= 4 && shared >= asked.length * 0.7 ? LIKE : UNKNOWN
}

/* Words that say nothing in a query, and words with one meaning, each with the first of them; `learnWords` adds those of the site. */
const smallWords = new Set(), meanings = new Map()
export const learnWords = ({ small, same }) => {
  small.forEach((word) => smallWords.add(word))
  for (const [first, ...others] of same) others.forEach((word) => meanings.set(word, first))
}

/* A word without the ending of its plural; one word for those who lead a body, and one for secret services. */
export const basic = (word) => {
  const singular = word.replace(/(?<=\w{3})s$/, "")
  return meanings.get(word) ?? meanings.get(singular) ?? singular
}

/* Whether two words are the same but for an ending: contribut of contributing. */
export const isSame = (word, other) => basic(word) === basic(other)
  || (word.length >= 6 && other.startsWith(word.slice(0, Math.ceil(word.length * 0.75))))

export const telling = (words) => words.filter((word) => !smallWords.has(word))
export const quoted = (query) => /^".+"$/.test(query)

/* A query's words without those that say nothing; all of them when they all do, or in a quotation. */
export const contentWords = (query) => {
  const words = query.split(/\s+/)
  const kept = quoted(query) ? words : words.filter((word) => !smallWords.has(word.toLowerCase()))
  return kept.length ? kept : words
}

/* These words with the letters of a plain keyboard; a quotation as it is. */
export const plainWords = (query, { letters }) =>
  contentWords(query).map((word) => (quoted(query) ? word : plainLetters(word, letters)))

export const foldAll = (words, names) =>
  telling(words.flatMap((word) => fold(word, names.letters).split(" "))).filter(Boolean)
