/* Shows the copy buttons, which without scripts stay hidden: the text can then be selected. */
(() => {
  "use strict"
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll("[data-digest-copy]")) {
    button.hidden = false
    button.addEventListener("click", async () => {
      const text = button.parentElement.querySelector("code").textContent
      try {
        await navigator.clipboard.writeText(text)
        button.textContent = "Copied"
      } catch {
        button.textContent = "Select the text to copy it"
      }
    })
  }
})()
