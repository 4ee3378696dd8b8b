/* Light and dark: follows the system until the reader chooses, then remembers the choice. */
(() => {
  "use strict"
  document.documentElement.classList.replace("no-js", "js")
  const form = document.querySelector("[data-md-component=palette]")
  if (!form) return
  const options = [...form.querySelectorAll("input")]
  const labels = [...form.querySelectorAll("label")]

  const colours = (option) => ({
    media: option.dataset.mdColorMedia,
    scheme: option.dataset.mdColorScheme,
    primary: option.dataset.mdColorPrimary,
    accent: option.dataset.mdColorAccent,
  })

  const show = (index) => {
    for (const [key, value] of Object.entries(colours(options[index]))) {
      document.body.setAttribute(`data-md-color-${key}`, value)
    }
    options[index].checked = true
    labels.forEach((label, at) => { label.hidden = at !== index })
  }

  const bySystem = () => Math.max(0, options.findIndex((option) => matchMedia(option.dataset.mdColorMedia).matches))

  /* One memory for the whole site, wherever on its host it stands. A browser may refuse it. */
  const key = `${new URL("../", document.currentScript.src).pathname}palette`
  const remembered = () => {
    try {
      const index = Number.parseInt(localStorage.getItem(key), 10)
      return options[index] ? index : undefined
    } catch {
      return undefined
    }
  }
  const remember = (index) => {
    try {
      localStorage.setItem(key, index)
    } catch {
      /* Then the choice holds for this page. */
    }
  }

  options.forEach((option, index) => option.addEventListener("change", () => {
    show(index)
    remember(index)
  }))
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(remembered() ?? bySystem()))
  show(remembered() ?? bySystem())
})()
