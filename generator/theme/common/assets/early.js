/* Runs before anything is painted. */
(() => {
  "use strict"
  const page = document.documentElement
  page.classList.replace("no-js", "js")
  /* What the search page shows before a query is not shown with one. */
  page.classList.toggle("asked", location.search.length > 1)
})()
