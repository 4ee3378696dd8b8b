/* What Material for MkDocs leaves open: a menu that opens, closes and keeps the focus without a mouse. */
(() => {
  "use strict"
  const drawer = document.getElementById("__drawer")
  const label = document.querySelector(".md-header label[for='__drawer']")
  const menu = document.querySelector(".md-sidebar--primary")
  if (!drawer || !label || !menu) return

  /* A label takes no focus, so a button takes its place. */
  const button = document.createElement("button")
  button.type = "button"
  button.className = `${label.className} digest-drawer`
  button.setAttribute("aria-label", menu.querySelector("nav")?.getAttribute("aria-label") ?? "")
  button.append(...label.childNodes)
  label.replaceWith(button)

  const behind = [...document.querySelectorAll(".md-skip, .md-banner, .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer")]
  const shown = (one) => one.checkVisibility({ visibilityProperty: true })
  const follow = () => {
    button.setAttribute("aria-expanded", String(drawer.checked))
    for (const part of behind) part.inert = drawer.checked
  }
  const toggle = (open) => {
    drawer.checked = open
    drawer.dispatchEvent(new Event("change", { bubbles: true }))
  }
  drawer.addEventListener("change", follow)
  follow()

  button.addEventListener("click", () => {
    toggle(true)
    const stops = [...menu.querySelectorAll(".md-nav__item :is(a[href], label[tabindex])")]
    stops.find(shown)?.focus()
  })
  /* Escape leaves a section of the menu, and then the menu. */
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return
    event.preventDefault()
    const section = document.activeElement?.closest(".md-nav")?.parentElement?.querySelector(":scope > .md-nav__toggle:checked")
    if (section) {
      section.checked = false
      const opener = section.parentElement.querySelector(":scope > [tabindex], :scope > * > [tabindex]")
      opener?.focus()
    } else {
      toggle(false)
      button.focus()
    }
  })
  /* In a wide window the menu is part of the page. */
  matchMedia("(min-width: 76.25em)").addEventListener("change", ({ matches }) => matches && drawer.checked && toggle(false))
})()
