/* Sorts a grouped list by date and back, and tells screen readers how much a filter shows. */
(() => {
  "use strict"
  const list = document.querySelector("[data-digest-arranged]")
  if (!list) return
  const groups = [...list.querySelectorAll(".by-group")]
  const entries = groups.flatMap((group) => [...group.querySelectorAll(".rows > li")])
  const homes = entries.map((entry) => entry.parentElement)
  const order = list.querySelector("[data-digest-order]")
  const dated = (entry) => entry.querySelector("time").dateTime
  const [first] = groups

  if (order) {
    /* One list takes all entries in turn: nothing is shown or read twice. */
    const whole = first.cloneNode()
    whole.append(document.createElement("h2"), homes[0].cloneNode())
    whole.hidden = true
    first.before(whole)
    order.addEventListener("click", ({ target }) => {
      const newest = target.value === "newest"
      if (!target.matches("button")) return
      for (const button of order.children) button.ariaPressed = String(button === target)
      whole.firstChild.textContent = target.textContent
      if (newest) whole.lastChild.append(...entries.toSorted((a, b) => dated(b).localeCompare(dated(a))))
      else entries.forEach((entry, number) => homes[number].append(entry))
      whole.hidden = !newest
      for (const group of groups) group.hidden = newest
    })
    whole.dataset.in = groups.map((group) => group.dataset.in).join(" ")
    order.hidden = false
  }

  const only = list.querySelector("fieldset.only")
  if (!only) return
  const status = only.querySelector("[role=status]")
  const tell = () => {
    const number = only.querySelector(":checked").value
    const shown = entries.filter((entry) => number === "0" || ` ${entry.dataset.in} `.includes(` ${number} `))
    status.textContent = status.dataset.shown.replace("{shown}", shown.length).replace("{all}", entries.length)
  }
  /* A link to `#in-ransomware` filters, too. */
  const follow = () => {
    const input = location.hash.startsWith("#in-") && document.getElementById(location.hash.slice(1))?.querySelector("input")
    if (input) input.checked = true
  }
  only.addEventListener("change", tell)
  addEventListener("hashchange", follow)
  follow()
})()
