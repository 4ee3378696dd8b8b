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

  const remembered = () => {
    try {
      const { index } = __md_get("__palette") ?? {}
      return options[index] ? index : undefined
    } catch {
      return undefined
    }
  }

  options.forEach((option, index) => option.addEventListener("change", () => {
    show(index)
    __md_set("__palette", { index, color: colours(option) })
  }))
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(remembered() ?? bySystem()))
  show(remembered() ?? bySystem())
})()
