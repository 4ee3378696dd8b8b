/* Starts the search page, and opens the quick search: by its button, by / or by Ctrl+K. */
(() => {
  "use strict"
  const here = document.currentScript.src
  /* An element rather than import(), because the browser waits for it before it says that the page is loaded. */
  if (document.querySelector("[data-digest-search-page]")) {
    const add = (name, attributes) => document.head.append(Object.assign(document.createElement(name), attributes))
    add("script", { type: "module", src: new URL("page.js", here) })
    /* What it asks for later, one after the other, is asked for at once. */
    for (const file of ["engine.js", "dates.js", "results.js", "../../pagefind/pagefind.js"]) {
      add("link", { rel: "modulepreload", href: new URL(file, here) })
    }
    add("link", { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: new URL("../../search/names.json", here) })
  }
  /* On the page of a missing address: asks the search page, at first for the words of that address. */
  for (const form of document.querySelectorAll("[data-digest-ask]")) {
    const field = form.querySelector("input")
    const [name = ""] = location.pathname.split("/").filter((part) => part && part !== "404.html").slice(-1)
    field.value = name.replace(/\.\w+$/, "").replace(/[^\p{L}\d]+/gu, " ").trim()
    form.hidden = false
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const results = new URL("../../search/", here)
      results.searchParams.set("q", field.value.trim())
      location.assign(results)
    })
  }
  const openers = [...document.querySelectorAll("[data-digest-search]")]
  if (!openers.length || typeof HTMLDialogElement === "undefined") return

  const open = (event) => {
    event.preventDefault()
    import(new URL("dialog.js", here)).then((dialog) => dialog.open(), () => location.assign(openers[0].href))
  }

  for (const opener of openers) opener.addEventListener("click", open)
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey
    if (slash || ctrlK) open(event)
  })
})()
