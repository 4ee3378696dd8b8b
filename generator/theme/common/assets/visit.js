/* Marks what is new since the reader's last visit, and counts it for the terms that the reader follows.
   This browser remembers all of it, and nothing before the reader asks for it. */
(() => {
  "use strict"
  /* By the prototype's getter, which no element called `currentScript` can replace. */
  const root = new URL("../", Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document).src)
  const key = `${root.pathname}visit`
  /* Milliseconds. Four hours without a page end a visit, so that morning and evening are two. */
  const PAUSE = 4 * 60 * 60 * 1000
  const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")
  const all = (selector) => [...document.querySelectorAll(selector)]
  const addressOf = ({ origin, pathname }) =>
    origin === root.origin && pathname.startsWith(root.pathname) ? pathname.slice(root.pathname.length) : undefined

  /* `at`: when a page was last open. `seen`: articles known before this visit, or read since. `known`: the
     newest articles now. `terms`: address → name of what is followed. Undefined while nothing is remembered. */
  let memory
  let newest
  let fresh = new Map()

  const recall = () => {
    const stored = localStorage.getItem(key)
    memory = undefined
    fresh = new Map()
    try {
      const { at, seen, known, terms } = JSON.parse(stored)
      if (at > 0 && Array.isArray(seen) && Array.isArray(known) && terms) memory = { at, seen, known, terms }
    } catch {
      /* Nothing was stored, or it is damaged. */
    }
  }

  const load = async () => {
    newest ??= await (await fetch(new URL("search/newest.json", root))).json()
    return newest.map(([address]) => address)
  }

  /* New is what was not there at the last visit, unless everything above it was: then others were removed. */
  const compare = async () => {
    const addresses = await load()
    const seen = new Set(memory.seen)
    const oldest = addresses.findLastIndex((address) => seen.has(address))
    fresh = new Map(newest.filter(([address], index) => !seen.has(address) && (oldest < 0 || index < oldest)))
    memory.known = addresses
    memory.seen = addresses.filter((address) => !fresh.has(address))
  }

  const remember = () =>
    memory ? localStorage.setItem(key, JSON.stringify(memory)) : localStorage.removeItem(key)

  /* Waits for nothing, because a reader may leave the page at once. */
  const note = () => {
    if (Date.now() - memory.at > PAUSE) memory.seen = memory.known
    memory.at = Date.now()
    memory.seen = [...memory.seen, addressOf(location)]
    remember()
  }

  const counted = (number) => {
    const text = number ? "New since your last visit: {count}" : "Nothing is new since your last visit."
    return (words[text] ?? text).replace("{count}", number)
  }

  const followed = ([address, name]) => {
    const link = Object.assign(document.createElement("a"), { href: new URL(address, root), textContent: name })
    const number = [...fresh.values()].filter((terms) => terms.includes(address)).length
    return addressOf(link) === address ? [" · ", link, ` ${number}`] : []
  }

  const mark = (link) => {
    const lang = document.documentElement.lang
    link.append(Object.assign(document.createElement("span"), { className: "new", lang, textContent: words.new ?? "new" }))
  }

  const show = () => {
    for (const part of all("[data-digest-visit]")) part.hidden = part.dataset.digestVisit === "on" && !memory
    for (const button of all("[data-digest-start], [data-digest-follow]")) {
      const { digestFollow: term, stop } = button.dataset
      const on = memory && (term === undefined || Object.hasOwn(memory.terms, term))
      button.dataset.go ??= button.textContent
      button.textContent = on ? stop : button.dataset.go
      button.hidden = false
    }
    for (const old of all(".new")) old.remove()
    for (const link of all("#content li a:not(.chip)")) if (fresh.has(addressOf(link))) mark(link)
    const terms = Object.entries(memory?.terms ?? {}).flatMap(followed)
    for (const place of all("[data-digest-new]")) place.replaceChildren(counted(fresh.size), ...terms)
    for (const button of all("[data-digest-read]")) button.hidden = !fresh.size
  }

  /* A browser that stores nothing, or a reader without a connection, sees no trace of this. */
  const attempt = async (change) => {
    try {
      recall()
      await change()
      if (memory) {
        note()
        await compare()
      }
      remember()
      show()
    } catch {
      for (const part of all("[data-digest-visit], [data-digest-follow]")) part.hidden = true
    }
  }

  const begin = async () => {
    const known = await load()
    memory = { at: Date.now(), seen: known, known, terms: {} }
  }
  const start = () => (memory ? (memory = undefined) : begin())
  const read = () => (memory.seen = memory.known)
  const follow = async ({ digestFollow: term, name }) => {
    if (!memory) await begin()
    if (!Object.hasOwn(memory.terms, term)) memory.terms[term] = name
    else delete memory.terms[term]
  }
  for (const [part, change] of Object.entries({ start, read, follow })) {
    for (const button of all(`[data-digest-${part}]`)) {
      button.addEventListener("click", () => attempt(() => change(button.dataset)))
    }
  }
  addEventListener("pageshow", ({ persisted }) => persisted && attempt(() => {}))
  attempt(() => {})
})()
