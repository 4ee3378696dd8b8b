/* Offers the articles of a list as a table, made from the tables of the years. Files beside each list would
   be a fifth of a site's files. */
import { say } from "./messages.js"

const root = new URL("../../", import.meta.url)

const load = async (path) => {
  const answer = await fetch(new URL(path, root))
  if (!answer.ok) throw new Error(path)
  return answer.text()
}

/* Whether an article names one of the terms of each taxonomy in the query. */
const fits = (article, query) =>
  [...query.keys()].every((name) => article.terms?.[name]?.some((slug) => query.getAll(name).includes(slug)))

/* A record of CSV ends at a line end outside quotation marks; the first cell is the article's id. */
const csv = (files, articles) => {
  const ids = new Set(articles.map(({ id }) => id))
  const records = files.map((file) => file.match(/(?:"(?:[^"]|"")*"|[^"\n])+\n/g) ?? [])
  const id = (record) => record.match(/^"([^"]*)"|^[^,]*/).findLast((found) => found !== undefined)
  const rows = records.flatMap((all) => all.slice(1)).filter((record) => ids.has(id(record)))
  return `\ufeff${[records[0]?.[0] ?? "", ...rows].join("")}`
}

const bib = (files, articles) => {
  const urls = new Set(articles.map(({ url }) => url))
  const entries = files.flatMap((file) => file.match(/^@[^]*?\n\}\n/gm) ?? [])
  return entries.filter((entry) => urls.has(/^ {2}url = \{(.*)\},$/m.exec(entry)?.[1])).join("")
}

const FILES = { csv: [csv, "articles.csv", "text/csv"], bib: [bib, "citations.bib", "application/x-bibtex"] }

/* The articles of a list. The script of the search page gives `articlePaths`, which knows those of its results. */
const listed = async (all, { articlePaths, dataset }) => {
  if (articlePaths) {
    const paths = await articlePaths()
    return all.filter(({ url }) => paths.some((path) => url.endsWith(`/${path}`)))
  }
  const query = new URLSearchParams(dataset.digestTable)
  return all.filter((article) => fits(article, query))
}

const table = async (format, place) => {
  const whole = JSON.parse(await load("api/v1/articles.json"))
  const articles = await listed(whole.articles, place)
  if (format === "json") {
    return new Blob([JSON.stringify({ ...whole, articles, retracted: [] }, null, 1)], { type: "application/json" })
  }
  const [make, name, type] = FILES[format]
  const years = new Set(articles.map(({ date }) => date.slice(0, 4)))
  const files = await Promise.all([...years].map((one) => load(`archive/${one}/${name}`)))
  return new Blob([make(files, articles)], { type })
}

const save = (blob, format) => {
  const path = location.pathname.slice(root.pathname.length).replace(/\/(?:index\.html)?$/, "")
  const href = URL.createObjectURL(blob)
  Object.assign(document.createElement("a"), { href, download: `${path.replaceAll("/", "-")}.${format}` }).click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}

for (const place of document.querySelectorAll("[data-digest-table]")) {
  /* The search shows its own when it has results. A page that was opened from a folder may load nothing. */
  if (!place.hasAttribute("data-digest-found")) place.hidden = location.protocol === "file:"
  const status = place.querySelector("[role=status]")
  for (const button of place.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      status.textContent = ""
      try {
        save(await table(button.value, place), button.value)
      } catch {
        status.textContent = say("The table could not be loaded.")
      }
    })
  }
}
