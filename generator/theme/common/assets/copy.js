/* Shows the buttons for sharing and copying, which without scripts stay hidden: the text can then be selected. */
(() => {
  "use strict"
  const { clipboard } = navigator
  if (!clipboard) return
  const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")
  const offer = (selector, act) => {
    for (const button of document.querySelectorAll(selector)) {
      const say = (text) => { button.textContent = words[text] ?? text }
      button.hidden = false
      button.addEventListener("click", (event) => {
        event.preventDefault()
        act(button, say)
      })
    }
  }
  offer("[data-digest-share]", (_, say) => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href
    const shared = navigator.share?.({ title: document.querySelector("h1").textContent, url })
    const done = shared ?? clipboard.writeText(url).then(() => say("Address copied"))
    done.catch(() => {}) // the reader closed the window in which to share
  })
  /* The first citation at the foot, to which the link leads without a script. */
  offer("[data-digest-cite]", (link, say) => {
    const { textContent } = document.querySelector(".cite code")
    clipboard.writeText(textContent).then(() => say("Copied"), () => { location.hash = link.hash })
  })
  offer("[data-digest-copy]", (button, say) => {
    const { textContent } = button.parentElement.querySelector("code")
    clipboard.writeText(textContent).then(() => say("Copied"), () => say("Select the text to copy it"))
  })
})()
