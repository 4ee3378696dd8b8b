/* The search page: the same engine, with facets and order. The address keeps what is asked. */
import { load, root } from "./bundles.js"
import { countFacets, details, search } from "./engine.js"
import { say } from "./messages.js"
import { described, element, failure, otherWays, pageLink, result } from "./results.js"

const STEP = 10
/* So many facets are unfolded, with so many values each; one more takes no more room than a line for it. */
const UNFOLDED = 2
const SHOWN_VALUES = 6
const LOADED_AT_ONCE = 50
const place = (name) => document.querySelector(`[data-digest-${name}]`)
const form = place("search-page"), columns = place("columns"), fold = place("fold"), panel = place("facets")
const status = place("status"), list = place("results"), more = place("more"), pagesBox = place("pages")
/* The buttons for a table, in a site with a known address. */
const { q: input, order, from, to } = form.elements
const siteTitle = document.title
let latest = 0, names, counting = false, current
let { shown = STEP, scrolled } = history.state ?? {}

const label = (facet, value) =>
  facet === "year" ? value.match(/^\d{4}$/)?.[0] : names.bySlug.get(facet)?.get(value)

/* What the address asks for. Fields for days and order take no value that they do not have. */
const state = () => {
  const asked = new URLSearchParams(location.search)
  from.value = asked.get("from")
  to.value = asked.get("to")
  order.value = asked.get("order")
  if (!order.value) order.selectedIndex = 0
  const chosen = {}
  for (const facet of names.facets.keys()) {
    const known = asked.getAll(facet).filter((value) => label(facet, value))
    if (known.length) chosen[facet] = [...new Set(known)].slice(0, 20)
  }
  return { words: asked.get("q") ?? "", chosen, from: from.value, to: to.value, order: order.value }
}
const choices = ({ chosen, from, to }) => Object.values(chosen).flat().length + Boolean(from) + Boolean(to)
const isAsked = (now) => now.words || choices(now)

/* This address with other values; an empty one is left out. */
const addressWith = (values) => {
  const address = new URL(location)
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value)
    else address.searchParams.delete(name)
  }
  return address
}

const go = (address, change = "pushState") => {
  history[change](null, "", address)
  shown = STEP
  run()
}
const goToWords = (change) => {
  clearTimeout(waiting)
  go(addressWith({ q: input.value.trim() }), change)
}

/* The values of a facet and their counts. */
const countsWithin = (facet, counts) => new Map([...counts].map(([key, count]) => [...key.split(" "), count])
  .filter(([name, , count]) => name === facet && count).map(([, value, count]) => [value, count]))

const facetBox = (facet, counts, chosen, unfolded) => {
  const count = (value) => counts.get(value) ?? 0
  const named = [...new Set([...counts.keys(), ...chosen])].filter((value) => label(facet, value))
  const sorted = named.sort((a, b) => chosen.includes(b) - chosen.includes(a) || (facet === "year" ? b - a
    : count(b) - count(a) || label(facet, a).localeCompare(label(facet, b), document.documentElement.lang)))
  const items = sorted.map((value) => {
    const id = `facet-${facet}-${value}`
    return element("li", {}, element("input", { type: "checkbox", id, name: facet, value, checked: chosen.includes(value) }),
      element("label", { for: id }, label(facet, value), "\u00a0", element("span", { class: "count" }, String(count(value)))))
  })
  const most = items.length > SHOWN_VALUES + 1 ? SHOWN_VALUES : items.length
  const others = items.slice(most)
  const rest = element("details", { id: `more-${facet}`, open: unfolded.get(`more-${facet}`) },
    element("summary", { class: "facet__all" }, say("{count} more", { count: others.length })),
    element("ul", { role: "list" }, ...others))
  const title = names.facets.get(facet)
  return element("details", { class: "facet", id: `of-${facet}`, open: unfolded.get(`of-${facet}`) || chosen.length > 0, hidden: !items.length },
    element("summary", { id: `facet-${facet}` }, title),
    element("fieldset", { "aria-label": title }, element("ul", { role: "list" }, ...items.slice(0, most)), ...(others.length ? [rest] : [])))
}

/* What the reader has unfolded, and what has the focus, stays so. */
const showFacets = (counts, now) => {
  const focused = document.activeElement.id
  const facets = [...names.facets.keys()]
  const unfolded = new Map(facets.slice(0, UNFOLDED).map((facet) => [`of-${facet}`, true]))
  for (const { id, open } of panel.querySelectorAll("details")) unfolded.set(id, open)
  const clear = element("button", { type: "button", class: "facet__all", hidden: !choices(now) }, say("Clear all"))
  clear.addEventListener("click", () => {
    const none = Object.fromEntries(["from", "to", ...facets].map((name) => [name, ""]))
    go(addressWith(none))
  })
  panel.replaceChildren(clear, ...facets.map((facet) => facetBox(facet, countsWithin(facet, counts), now.chosen[facet] ?? [], unfolded)))
  if (focused) document.getElementById(focused)?.focus()
}

/* Counts of a search; of a facet with a choice, what each other value would add: its counts without that choice. */
const countsOf = async (now, answer) => {
  const countsWith = async (asked) => (await search(asked.words, { ...asked, whole: true })).counts
  if (!counting) await countFacets(now.words)
  const counts = new Map(counting && isAsked(now) ? answer.counts : await countsWith(now))
  counting = true
  for (const facet of Object.keys(now.chosen)) {
    const { [facet]: _, ...chosen } = now.chosen
    for (const [value, count] of countsWithin(facet, await countsWith({ ...now, chosen }))) counts.set(`${facet} ${value}`, count)
  }
  return counts
}

/* The counts are loaded after the results, and only if the filters are unfolded. */
const showFilters = async () => {
  const mine = current
  if (!mine || !fold.open) return
  try {
    const counts = await countsOf(mine.now, mine.answer)
    if (mine === current) showFacets(counts, mine.now)
  } catch (error) {
    if (mine === current) showFailure(error)
  }
}

/* Pages that the words name; of a name that several bear, which of them is meant is asked. */
const showPages = (pages) => {
  const asked = pages.find((page) => page.asked)?.asked
  pagesBox.hidden = !pages.length
  pagesBox.replaceChildren(element("h2", {}, asked ? say("Which {name}?", { name: asked }) : say("Pages")),
    element("ul", { role: "list" }, ...pages.map(pageLink)))
}

const showFailure = (error) => {
  counting = false
  current = undefined
  more.hidden = true
  panel.replaceChildren()
  list.replaceChildren()
  status.replaceChildren(...failure(error))
}

const run = async () => {
  const turn = ++latest
  current = undefined
  try {
    if (document.activeElement !== input) input.value = new URLSearchParams(location.search).get("q")
    names = (await load()).names
    const now = state(), asked = Boolean(isAsked(now)), { words } = now
    document.title = words ? `${words} – ${siteTitle}` : siteTitle
    const answer = await search(words, now)
    const wanted = await details(answer.results.slice(0, shown), answer)
    if (turn !== latest) return
    const { results, pages } = answer, isNothing = asked && !results.length
    current = { now, answer }
    status.replaceChildren(...(asked ? described(answer, (q) => addressWith({ q, from: "", to: "" })) : []))
    showPages(pages)
    document.documentElement.classList.toggle("asked", asked)
    columns.hidden = false // not before: the answer decides whether there are filters
    columns.classList.toggle("search-nothing", isNothing && !choices(now))
    place("chosen").textContent = choices(now) || ""
    list.replaceChildren(...wanted.map((found) => result(found)))
    more.hidden = results.length <= shown
    if (isNothing) list.append(element("li", {}, ...otherWays()))
    if (scrolled) scrollTo(0, scrolled)
    scrolled = undefined
    await showFilters()
  } catch (error) {
    if (turn === latest) showFailure(error)
  }
}

/* What the reader returns to: so many results, scrolled so far. */
const remember = () => history.replaceState({ shown, scrolled: scrollY }, "")

let waiting
input.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(goToWords, 120, "replaceState")
})
form.addEventListener("submit", (event) => {
  event.preventDefault()
  goToWords()
})
columns.addEventListener("change", ({ target: { type, name, value, checked } }) => {
  const address = addressWith(type === "checkbox" ? {} : { [name]: value === "relevance" ? "" : value })
  if (type === "checkbox") address.searchParams[checked ? "append" : "delete"](name, value)
  go(address)
})
more.addEventListener("click", () => { shown += STEP; remember(); run() })
addEventListener("pagehide", remember)
addEventListener("popstate", () => { ({ shown = STEP, scrolled } = history.state ?? {}); run() })
history.scrollRestoration = "manual"
fold.addEventListener("toggle", showFilters)
const wide = matchMedia("(min-width: 60rem)")
const unfold = () => { fold.open = wide.matches }
wide.addEventListener("change", unfold)
unfold()
if (!location.search) input.focus()
run()
