/* Leads to the search by / or by Ctrl+K. */
(() => {
  "use strict"
  /* By the prototype's getter, which no element called `currentScript` can replace. */
  const here = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript").get.call(document).src
  /* On the page of a missing address: asks the search page, at first for the words of that address. The policy allows no
     form to send anything. */
  for (const form of document.querySelectorAll("[data-digest-ask]")) {
    const name = location.pathname.split("/").findLast((part) => part && part !== "404.html") ?? ""
    const field = form.querySelector("input")
    field.value = name.replace(/\.\w+$/, "").replace(/[^\p{L}\d]+/gu, " ").trim()
    form.hidden = false
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const results = new URL("../../search/", here)
      results.searchParams.set("q", field.value.trim())
      location.assign(results)
    })
  }
  const link = document.querySelector("[data-digest-search]")
  if (!link) return
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]")
    const isHeld = event.ctrlKey || event.metaKey
    const isAsked = isHeld ? event.key.toLowerCase() === "k" : event.key === "/" && !isTyping
    if (!isAsked || event.altKey) return
    event.preventDefault()
    const field = document.querySelector("[data-digest-search-page] input")
    if (field) field.focus()
    else location.assign(link.href)
  })
})()
