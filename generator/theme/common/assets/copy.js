/* Shows the buttons for sharing and copying, which without scripts stay hidden: the text can then be selected. */
(() => {
  "use strict"
  if (!navigator.clipboard) return
  const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")
  for (const button of document.querySelectorAll("[data-digest-share]")) {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href
    button.hidden = false
    button.addEventListener("click", async () => {
      try {
        if (navigator.share) await navigator.share({ title: document.querySelector("h1").textContent, url })
        else await navigator.clipboard.writeText(url)
        if (!navigator.share) button.textContent = words["Address copied"] ?? "Address copied"
      } catch {
        /* The reader closed the window in which to share. */
      }
    })
  }
  for (const button of document.querySelectorAll("[data-digest-copy]")) {
    button.hidden = false
    button.addEventListener("click", async () => {
      const text = button.parentElement.querySelector("code").textContent
      try {
        await navigator.clipboard.writeText(text)
        button.textContent = words.Copied ?? "Copied"
      } catch {
        button.textContent = words["Select the text to copy it"] ?? "Select the text to copy it"
      }
    })
  }
})()
