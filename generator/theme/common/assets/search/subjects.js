/* Words by which the registries know a subject, in any language: вымогатели means ransomware. */

import { basic, fold, isProper } from "./spelling.js"

let loading
const load = (root, { letters }) => {
  loading ??= fetch(new URL("search/subjects.json", root)).then((answer) => answer.json()).then((subjects) => subjects.map(([at, phrase]) =>
    ({ at, isName: /\p{Lu}/u.test(phrase), words: phrase.split(" ").map((word) => ({ word: fold(word, letters), isBeginning: word.endsWith("*") })) })))
  loading.catch(() => { loading = undefined })
  return loading
}

const isSaid = (asked) => ({ word, isBeginning }) => (isBeginning ? asked.startsWith(word) : basic(asked) === basic(word))

/*
 * The subject with the most of some words in one of its phrases, as a name that was read from a query; undefined without
 * one. A phrase of one word counts only if no article has it, and words that are names mean what they name. `isName`
 * says that the phrase has a name: Kimsuky.
 */
export const subjectIn = async (words, unheard, root, names) => {
  const asked = words.filter((word) => !isProper(word, names))
  let best
  for (const { at, isName, words: phrase } of await load(root, names)) {
    if (phrase.length <= (best?.length ?? 0)) continue
    const said = phrase.map((word) => asked.find((one) => isSaid(one)(word)))
    if (said.every(Boolean) && (said.length > 1 || unheard.has(said[0]))) best = { terms: [at], words: said.join(" "), length: phrase.length, isName }
  }
  return best
}
