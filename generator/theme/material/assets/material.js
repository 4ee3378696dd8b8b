/* What Material for MkDocs leaves open: a drawer for keyboards, and colours that follow the system until a choice. */
(() => {
  "use strict"
  const drawer = document.getElementById("__drawer")
  const opener = document.querySelector(".md-header label[for='__drawer']")
  if (drawer && opener) {
    opener.tabIndex = 0
    opener.setAttribute("role", "button")
    opener.setAttribute("aria-label", opener.getAttribute("aria-label") || document.querySelector(".md-nav--primary")?.getAttribute("aria-label") || "")
    const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked))
    drawer.addEventListener("change", tell)
    tell()
    opener.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      drawer.checked = !drawer.checked
      drawer.dispatchEvent(new Event("change", { bubbles: true }))
      if (drawer.checked) document.querySelector(".md-nav--primary a[href]")?.focus()
    })
  }

  /* Material writes the colours that it starts with, and then no longer follows the system. */
  const forget = () => {
    try {
      const key = `${__md_scope.pathname}.__palette`
      const stored = JSON.parse(localStorage.getItem(key))
      if (stored?.color?.media === "(prefers-color-scheme)") localStorage.removeItem(key)
    } catch {
      /* A browser may refuse the memory, or a site may have no palette. */
    }
  }
  addEventListener("load", forget)
  addEventListener("pagehide", forget)
})()
