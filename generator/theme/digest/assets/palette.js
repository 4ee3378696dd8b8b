/* Light and dark: follows the system until the reader chooses, then remembers the choice. */
(() => {
  "use strict"
  const page = document.documentElement
  /* By the prototype's getter, which no element called `currentScript` can replace. */
  const here = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document).src
  /* One memory for the whole site, wherever on its host it is. A browser may refuse it. */
  const key = `${new URL("../", here).pathname}palette`
  const system = matchMedia("(prefers-color-scheme: dark)")
  const scheme = () => page.dataset.scheme || (system.matches ? "dark" : "light")
  try {
    const remembered = localStorage.getItem(key)
    if (remembered === "dark" || remembered === "light") page.dataset.scheme = remembered
  } catch {
    /* Then the system decides. */
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-digest-colours]")
    if (!button) return
    const label = () => {
      button.title = scheme() === "dark" ? button.dataset.toLight : button.dataset.toDark
      button.setAttribute("aria-label", button.title)
    }
    button.addEventListener("click", () => {
      page.dataset.scheme = scheme() === "dark" ? "light" : "dark"
      label()
      try {
        localStorage.setItem(key, page.dataset.scheme)
      } catch {
        /* Then the choice holds for this page. */
      }
    })
    system.addEventListener("change", label)
    label()
    button.hidden = false
  })
})()
