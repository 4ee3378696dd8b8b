/* Search in the header: opened by its button, by / or by Ctrl+K. Nothing is loaded before. */
(() => {
  "use strict"
  const root = new URL("../", document.currentScript.src)
  const opener = document.querySelector("[data-digest-search]")
  if (!opener || typeof HTMLDialogElement === "undefined") return

  let dialog, input, list, status, engine, latest = 0

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.append(...children)
    return made
  }

  const build = () => {
    input = element("input", {
      type: "search", id: "search-words", autocomplete: "off", spellcheck: "false", maxlength: "200",
      placeholder: "Agency, person, theme or words", "aria-label": "Search the digest", "aria-controls": "search-results",
    })
    status = element("p", { class: "search__status", role: "status" })
    list = element("ol", { id: "search-results", class: "search__results", role: "list" })
    const close = element("button", { type: "button", class: "search__close", "aria-label": "Close search" }, "Close")
    close.addEventListener("click", () => dialog.close())
    dialog = element("dialog", { class: "search digest", "aria-label": "Search" },
      element("form", { method: "dialog", role: "search", class: "search__form" }, input, close), status, list)
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault()
      list.querySelector("a")?.click()
    })
    dialog.addEventListener("keydown", move)
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close() })
    input.addEventListener("input", () => search(input.value))
    document.body.append(dialog)
  }

  const move = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
    const stops = [input, ...list.querySelectorAll("a")]
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
    stops[Math.max(0, Math.min(next, stops.length - 1))].focus()
    event.preventDefault()
  }

  const load = () => {
    engine ??= import(new URL("pagefind/pagefind.js", root)).then(async (found) => {
      await found.options({ baseUrl: root.pathname, excerptLength: 24 })
      await found.init()
      return found
    })
    return engine
  }

  const marked = (excerpt) => {
    const text = new DOMParser().parseFromString(excerpt, "text/html").body
    return [...text.childNodes].map((node) =>
      node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent)
  }

  const show = (result) => element("li", {},
    element("a", { href: result.url }, result.meta.title ?? result.url),
    element("p", { class: "search__meta" }, [result.meta.date, result.meta.source].filter(Boolean).join(" · ")),
    element("p", {}, ...marked(result.excerpt)))

  const search = async (words) => {
    const turn = ++latest
    const asked = words.trim()
    if (!asked) {
      list.replaceChildren()
      status.textContent = ""
      return
    }
    try {
      const found = await (await load()).debouncedSearch(asked, {}, 120)
      if (!found || turn !== latest) return
      const results = await Promise.all(found.results.slice(0, 8).map((one) => one.data()))
      if (turn !== latest) return
      list.replaceChildren(...results.map(show))
      const count = found.results.length
      status.textContent = count ? `${count} ${count === 1 ? "article" : "articles"}` : "Nothing found"
    } catch (error) {
      engine = undefined
      list.replaceChildren()
      status.replaceChildren("The search could not be loaded. ",
        element("a", { href: new URL("archive/", root).href }, "Browse the archive instead."))
    }
  }

  const open = (event) => {
    event.preventDefault()
    if (!dialog) build()
    if (!dialog.open) dialog.showModal()
    input.focus()
    input.select()
    load().catch(() => search(input.value))
  }

  opener.setAttribute("role", "button")
  opener.addEventListener("click", open)
  opener.addEventListener("keydown", (event) => { if (event.key === " ") open(event) })
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey
    if (slash || ctrlK) open(event)
  })
})()
