/* Shows the buttons for sharing and copying, which without scripts stay hidden: the text can then be selected. */
(() => {
  "use strict"
  const { clipboard } = navigator
  if (!clipboard) return
  const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")
  const copy = (text) => clipboard.writeText(text).then(() => "Copied")
  const offer = (selector, textOf, act = copy) => {
    for (const button of document.querySelectorAll(selector)) {
      button.hidden = false
      button.addEventListener("click", (event) => {
        event.preventDefault()
        const text = textOf(button)
        /* A browser that refuses shows the text to copy; a reader who closes the window in which to share has chosen so. */
        act(text).then(
          (said) => { if (said) button.textContent = words[said] ?? said },
          ({ name }) => name === "AbortError" || prompt(button.textContent, text),
        )
      })
    }
  }
  offer(
    "[data-digest-share]",
    () => document.querySelector("link[rel=canonical]")?.href ?? location.href,
    (url) => navigator.share?.({ title: document.querySelector("h1").textContent, url }) ?? clipboard.writeText(url).then(() => "Address copied"),
  )
  offer("[data-digest-copy]", (button) => button.parentElement.querySelector("code").textContent)
})()
