/* Opens the quick search: by its button, by / or by Ctrl+K. Nothing else is loaded before. */
(() => {
  "use strict"
  const here = document.currentScript.src
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
