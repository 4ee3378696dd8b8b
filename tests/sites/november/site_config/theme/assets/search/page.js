/* The search page: the same engine, with facets and order, its state kept in the address. */
import { SearchFailed, details, facets, labels, root, search, suggestions } from "./engine.js"
import { count, element, result } from "./results.js"

const STEP = 10
const SHOWN_VALUES = 8
const form = document.querySelector("[data-digest-search-page]")
const input = form.querySelector("input[name=q]")
const order = form.querySelector("select[name=order]")
const panel = document.querySelector("[data-digest-facets]")
const status = document.querySelector("[data-digest-status]")
const list = document.querySelector("[data-digest-results]")
const more = document.querySelector("[data-digest-more]")
let latest = 0, names, whole, shown = STEP, opened = new Set()

const state = () => {
  const asked = new URLSearchParams(location.search)
  const chosen = {}
  for (const facet of names?.facets ? Object.keys(names.facets) : []) {
    const known = asked.getAll(facet).filter((value) => label(facet, value) !== undefined)
    if (known.length) chosen[facet] = [...new Set(known)].slice(0, 20)
  }
  return { words: (asked.get("q") ?? "").slice(0, 200), chosen, order: asked.get("order") === "newest" ? "newest" : "relevance" }
}

const label = (facet, value) =>
  facet === "year" ? (/^\d{4}$/.test(value) ? value : undefined) : names.terms[facet]?.[value]

const address = ({ words, chosen, order }) => {
  const asked = new URLSearchParams(names ? "" : location.search)
  if (words) asked.set("q", words)
  else asked.delete("q")
  for (const [facet, values] of Object.entries(chosen)) for (const value of values) asked.append(facet, value)
  if (order === "newest") asked.set("order", order)
  const text = asked.toString()
  return location.pathname + (text ? `?${text}` : "")
}

const go = (next, { replace = false } = {}) => {
  history[replace ? "replaceState" : "pushState"](null, "", address(next))
  shown = STEP
  run()
}

const toggle = (facet, value) => {
  const now = state()
  const values = now.chosen[facet] ?? []
  now.chosen[facet] = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  go(now)
}

const facetBox = (facet, counts, chosen) => {
  const values = new Set([...Object.keys(counts), ...chosen])
  const sorted = [...values].filter((value) => label(facet, value) !== undefined).sort((a, b) =>
    facet === "year" ? b.localeCompare(a)
      : chosen.includes(b) - chosen.includes(a) || (counts[b] ?? 0) - (counts[a] ?? 0) || label(facet, a).localeCompare(label(facet, b)))
  if (!sorted.length) return []
  const open = opened.has(facet)
  const items = sorted.slice(0, open ? sorted.length : SHOWN_VALUES).map((value) => {
    const id = `facet-${facet}-${value}`
    const box = element("input", { type: "checkbox", id, checked: chosen.includes(value) })
    box.addEventListener("change", () => toggle(facet, value))
    return element("li", {}, box, element("label", { for: id }, label(facet, value), " ",
      element("span", { class: "count" }, String(counts[value] ?? 0))))
  })
  const rest = sorted.length - items.length
  const all = element("button", { type: "button", class: "facet__all" }, `${rest} more`)
  all.addEventListener("click", () => { opened.add(facet); run() })
  return [element("fieldset", { class: "facet" }, element("legend", {}, names.facets[facet]),
    element("ul", { role: "list" }, ...items), ...(rest > 0 ? [all] : []))]
}

const showFacets = (counts, chosen) => {
  const focused = document.activeElement?.id
  const boxes = Object.keys(names.facets).flatMap((facet) => facetBox(facet, counts[facet] ?? {}, chosen[facet] ?? []))
  panel.replaceChildren(...boxes)
  if (focused && panel.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus()
}

const showEmpty = async (words) => {
  const near = await suggestions(words)
  const lines = near.length
    ? [element("p", {}, "Did you mean:"), element("ul", { role: "list" }, ...near.map(({ facet, slug, label: name }) => {
      const asked = names.facets[facet] ? { words: "", chosen: { [facet]: [slug] } } : { words: name, chosen: {} }
      const link = element("a", { href: address({ ...asked, order: "relevance" }) }, name)
      return element("li", {}, link)
    }))]
    : []
  list.replaceChildren(element("li", {}, ...lines, element("p", {}, "All names are in the ",
    element("a", { href: new URL("names/", root).pathname }, "A–Z of names"), ", all articles in the ",
    element("a", { href: new URL("archive/", root).pathname }, "archive"), ".")))
}

/* Of a facet with a choice, what each other value would add: its counts without that choice. */
const wider = async (now, counts) => {
  const all = { ...counts }
  await Promise.all(Object.keys(now.chosen).map(async (facet) => {
    const { [facet]: _, ...chosen } = now.chosen
    const anything = now.words || Object.keys(chosen).length
    all[facet] = (anything ? (await search(now.words, { chosen })).counts : whole)[facet] ?? {}
  }))
  return all
}

const describe = ({ results, named, guessed, partly, query }) => {
  const said = results.length ? count(results.length) : "Nothing found"
  const who = [...new Set(named.map(([, , name]) => name))].slice(0, 3).join(", ")
  if (partly) return `No article has all of these words; ${said} with most of them`
  if (guessed && results.length) return who ? `${said} on ${who}, which is spelled nearly so` : `${said} on “${query}”`
  return said
}

const run = async () => {
  const turn = ++latest
  try {
    if (document.activeElement !== input) input.value = state().words
    names ??= await labels()
    whole ??= await facets() // before the search: Pagefind counts what it has loaded
    const now = state()
    order.value = now.order
    const answer = await search(now.words, now)
    if (turn !== latest) return
    const pieces = await details(answer.results.slice(0, shown))
    if (turn !== latest) return
    const asked = now.words || Object.keys(now.chosen).length
    status.textContent = asked ? describe(answer) : ""
    list.replaceChildren(...pieces.map((found) => result(found, "h2")))
    more.hidden = answer.results.length <= shown
    if (asked && !answer.results.length) await showEmpty(now.words)
    const counts = asked ? await wider(now, answer.counts) : whole
    if (turn === latest) showFacets(counts, now.chosen)
  } catch (error) {
    if (turn !== latest) return
    panel.replaceChildren()
    more.hidden = true
    list.replaceChildren()
    status.replaceChildren(error instanceof SearchFailed ? "The search could not be loaded. " : "The search failed. ",
      element("a", { href: new URL("names/", root).pathname }, "Look it up in the A–Z of names"), " or ",
      element("a", { href: new URL("archive/", root).pathname }, "browse the archive"), ".")
  }
}

let waiting
input.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => go({ ...state(), words: input.value.trim() }, { replace: true }), 120)
})
form.addEventListener("submit", (event) => {
  event.preventDefault()
  clearTimeout(waiting)
  go({ ...state(), words: input.value.trim() })
})
order.addEventListener("change", () => go({ ...state(), order: order.value }))
more.addEventListener("click", () => { shown += STEP; run() })
addEventListener("popstate", () => { shown = STEP; run() })
form.hidden = false
run()
