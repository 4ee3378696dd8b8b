/* The search page: the same engine, with facets and order, its state kept in the address. */
import { countFacets, details, labels, root, search, suggestions, wholeCounts } from "./engine.js"
import { say } from "./messages.js"
import { described, element, failure, otherWays, pageLink, result } from "./results.js"

const STEP = 10
const alphabetically = (a, b) => a.localeCompare(b, document.documentElement.lang || "en")
/* So many facets are unfolded, with so many values each; one more takes no more room than a button. */
const UNFOLDED = 2
const SHOWN_VALUES = 6
const form = document.querySelector("[data-digest-search-page]")
const { q: input, order, from, to } = form.elements
const days = { from, to }
const pagesBox = document.querySelector("[data-digest-pages]")
const fold = document.querySelector("[data-digest-fold]")
const columns = document.querySelector("[data-digest-columns]")
const chosenCount = document.querySelector("[data-digest-chosen]")
const siteTitle = document.title
const panel = document.querySelector("[data-digest-facets]")
const status = document.querySelector("[data-digest-status]")
const list = document.querySelector("[data-digest-results]")
const more = document.querySelector("[data-digest-more]")
/* The buttons for a table, in a site with a known address. */
const tables = document.querySelector("[data-digest-found]")
const LOADED_AT_ONCE = 50
let found = []
const showTables = () => { if (tables) tables.hidden = !found.length }
let latest = 0, names, counting = false, whole = new Set(), unfolded = new Map()
let shown = history.state?.shown ?? STEP, place = history.state?.place

/* When the facets are first seen: on a narrow screen they are folded. */
let seeing
const seen = () => {
  seeing ??= new Promise((resolve) => {
    const watch = new IntersectionObserver((changes) => {
      if (!changes.some((change) => change.isIntersecting)) return
      watch.disconnect()
      resolve()
    })
    watch.observe(panel)
  })
  return seeing
}

const state = () => {
  const asked = new URLSearchParams(location.search)
  const chosen = {}
  for (const facet of names?.facets.keys() ?? []) {
    const known = asked.getAll(facet).filter((value) => label(facet, value) !== undefined)
    if (known.length) chosen[facet] = [...new Set(known)].slice(0, 20)
  }
  const date = (name) => (/^\d{4}-\d{2}-\d{2}$/.test(asked.get(name) ?? "") && Date.parse(asked.get(name)) ? asked.get(name) : "")
  return { words: (asked.get("q") ?? "").slice(0, 200), chosen, from: date("from"), to: date("to"),
    order: asked.get("order") === "newest" ? "newest" : "relevance" }
}

const label = (facet, value) =>
  facet === "year" ? (/^\d{4}$/.test(value) ? value : undefined) : names.terms.get(facet)?.get(value)

const address = ({ words, chosen, order, from, to }) => {
  const asked = new URLSearchParams(names ? "" : location.search)
  if (words) asked.set("q", words)
  else asked.delete("q")
  for (const [facet, values] of Object.entries(chosen)) for (const value of values) asked.append(facet, value)
  for (const [name, value] of Object.entries({ from, to })) if (value) asked.set(name, value)
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

const facetBox = (facet, at, counts, chosen) => {
  const values = new Set([...[...counts.keys()].filter((value) => counts.get(value)), ...chosen])
  const sorted = [...values].filter((value) => label(facet, value) !== undefined).sort((a, b) =>
    chosen.includes(b) - chosen.includes(a) || (facet === "year" ? b - a
      : (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || alphabetically(label(facet, a), label(facet, b))))
  if (!sorted.length) return []
  const item = (value) => {
    const id = `facet-${facet}-${value}`
    const box = element("input", { type: "checkbox", id, checked: chosen.includes(value) })
    box.addEventListener("change", () => toggle(facet, value))
    return element("li", {}, box, element("label", { for: id }, label(facet, value), "\u00a0",
      element("span", { class: "count" }, String(counts.get(value) ?? 0))))
  }
  const most = whole.has(facet) || sorted.length <= SHOWN_VALUES + 1 ? sorted.length : SHOWN_VALUES
  const items = element("ul", { role: "list" }, ...sorted.slice(0, most).map(item))
  const all = element("button", { type: "button", class: "facet__all" }, say("{count} more", { count: sorted.length - most }))
  all.addEventListener("click", () => {
    whole.add(facet)
    items.append(...sorted.slice(most).map(item))
    all.remove()
    items.children[most].querySelector("input").focus()
  })
  const title = names.facets.get(facet)
  const box = element("details", { class: "facet", open: unfolded.get(facet) ?? (at < UNFOLDED || chosen.length > 0) },
    element("summary", { id: `facet-${facet}` }, title),
    element("fieldset", { "aria-label": title }, items, ...(most < sorted.length ? [all] : [])))
  box.addEventListener("toggle", () => unfolded.set(facet, box.open))
  return [box]
}

const showFacets = (counts, chosen) => {
  const focused = document.activeElement?.id
  const boxes = [...names.facets.keys()].flatMap((facet, at) => facetBox(facet, at, counts.get(facet) ?? new Map(), chosen[facet] ?? []))
  const clear = element("button", { type: "button", class: "facet__all" }, say("Clear all"))
  clear.addEventListener("click", () => go({ ...state(), chosen: {}, from: "", to: "" }))
  panel.replaceChildren(...(choices(state()) ? [clear] : []), ...boxes)
  if (focused && panel.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus()
}

/* Names like the words, unless pages with these names or another search are shown above, and other ways to browse. */
const showEmpty = async (words, { pages, instead, isReversed }) => {
  const near = pages.length || instead || isReversed ? [] : await suggestions(words)
  const lines = near.length
    ? [element("p", {}, say("Did you mean:")), element("ul", { role: "list" }, ...near.map(({ facet, slug, label: name }) => {
      const asked = names.facets.has(facet) ? { words: "", chosen: { [facet]: [slug] } } : { words: name, chosen: {} }
      const link = element("a", { href: address({ ...asked, order: "relevance" }) }, name)
      return element("li", {}, link)
    }))]
    : []
  list.replaceChildren(element("li", {}, ...lines, element("p", {}, ...otherWays())))
}

/* Counts of a search; of a facet with a choice, what each other value would add: its counts without that choice. */
const countsOf = async (now, answer) => {
  const known = counting
  if (!known) await countFacets(now.words)
  counting = true
  if (!isAsked(now)) return wholeCounts()
  const counts = new Map((known ? answer : await search(now.words, now)).counts)
  await Promise.all(Object.keys(now.chosen).map(async (facet) => {
    const { [facet]: _, ...chosen } = now.chosen
    const others = { ...now, chosen }
    counts.set(facet, (isAsked(others) ? (await search(now.words, others)).counts : await wholeCounts()).get(facet) ?? new Map())
  }))
  return counts
}

const choices = ({ chosen, from, to }) => Object.values(chosen).flat().length + Boolean(from) + Boolean(to)
const isAsked = (now) => now.words || choices(now)

/* Pages that the words name; of a name that several bear, which of them is meant is asked. */
const showPages = (pages) => {
  const asked = pages.find((page) => page.asked)?.asked
  pagesBox.hidden = !pages.length
  pagesBox.replaceChildren(...(pages.length ? [element("h2", {}, asked ? say("Which {name}?", { name: asked.toUpperCase() }) : say("Pages")),
    element("ul", { role: "list" }, ...pages.map((page) => pageLink(page)))] : []))
}

/* What the reader returns to: so many results, scrolled so far. */
const remember = () => history.replaceState({ shown, place: scrollY }, "")

const run = async () => {
  const turn = ++latest
  try {
    if (document.activeElement !== input) input.value = state().words
    names ??= await labels()
    const now = state()
    order.value = now.order
    for (const [name, field] of Object.entries(days)) field.value = now[name]
    document.title = now.words ? `${now.words} – ${siteTitle}` : siteTitle
    const answer = await search(now.words, now)
    if (turn !== latest) return
    const asked = isAsked(now)
    const wanted = await details(answer.results.slice(0, shown))
    if (turn !== latest) return
    status.replaceChildren(...(asked ? described(answer, (words) => address({ ...now, words, from: "", to: "" })) : []))
    found = asked ? answer.results : []
    showTables()
    showPages(answer.pages)
    document.documentElement.classList.toggle("asked", Boolean(asked))
    columns.hidden = false // not before: the answer decides whether there are filters
    columns.classList.toggle("search-nothing", Boolean(asked) && !answer.results.length && !choices(now))
    chosenCount.textContent = choices(now) || ""
    list.replaceChildren(...wanted.map((found) => result(found, "h2")))
    more.hidden = answer.results.length <= shown
    if (asked && !answer.results.length) await showEmpty(now.words, answer)
    if (place) scrollTo(0, place)
    place = undefined
    await seen()
    if (turn !== latest) return
    const counts = await countsOf(now, answer)
    if (turn === latest) showFacets(counts, now.chosen)
  } catch (error) {
    counting = false
    if (turn !== latest) return
    panel.replaceChildren()
    more.hidden = true
    found = []
    showTables()
    list.replaceChildren()
    status.replaceChildren(...failure(error))
  }
}

/* The paths of all articles that were found, for the table that `tables.js` makes of them. */
const articlePaths = async () => {
  const paths = []
  for (let at = 0; at < found.length; at += LOADED_AT_ONCE) {
    const loaded = await details(found.slice(at, at + LOADED_AT_ONCE))
    paths.push(...loaded.map(({ url }) => url.slice(root.pathname.length)))
  }
  return paths
}
if (tables) tables.articlePaths = articlePaths

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
for (const [name, field] of Object.entries(days)) field.addEventListener("change", () => go({ ...state(), [name]: field.value }))
more.addEventListener("click", () => { shown += STEP; remember(); run() })
addEventListener("pagehide", remember)
addEventListener("popstate", () => { shown = history.state?.shown ?? STEP; place = history.state?.place; run() })
history.scrollRestoration = "manual"
const wide = matchMedia("(min-width: 60rem)")
const unfold = () => { fold.open = wide.matches }
wide.addEventListener("change", unfold)
unfold()
run()
