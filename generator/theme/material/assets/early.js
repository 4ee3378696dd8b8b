/* Runs before anything is painted, on every page of the digest in Material for MkDocs. */
(() => {
  "use strict"
  const page = document.documentElement
  page.classList.replace("no-js", "js")
  /* What the search page shows before a query is not shown with one. */
  page.classList.toggle("asked", location.search.length > 1)

  /* Material stores its colours at the first visit, and from then on it ignores the system. Here nothing is stored
     before the reader chooses; until then Material's scripts read what the system prefers. */
  const SYSTEM = "(prefers-color-scheme)"
  const { __md_get: get, __md_set: set } = window
  if (!get || !set) return
  let chosen = false
  addEventListener("change", ({ target }) => { chosen ||= target.name === "__palette" }, true)

  const preferred = () => {
    const options = [...document.querySelectorAll("[name=__palette]")]
    const index = options.findIndex((option) => matchMedia(option.dataset.mdColorMedia).matches)
    if (index < 0) return null
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = options[index].dataset
    return { index, color: { media, scheme, primary, accent } }
  }

  window.__md_get = (name, ...places) => {
    let stored = null
    try {
      stored = get(name, ...places)
    } catch {
      /* The browser refuses its memory, or what it holds is damaged. */
    }
    if (name !== "__palette") return stored
    return stored?.color && stored.color.media !== SYSTEM ? stored : preferred()
  }

  window.__md_set = (name, value, ...places) => {
    try {
      if (name !== "__palette") set(name, value, ...places)
      else if (chosen && value.color.media !== SYSTEM) set(name, value)
      else if (chosen) localStorage.removeItem(`${__md_scope.pathname}.${name}`)
    } catch {
      /* Then the choice holds for this page. */
    }
  }
})()
