/* Sorts a grouped list by date and back. */
(() => {
  "use strict"
  const list = document.querySelector("[data-digest-arranged]")
  const order = list?.querySelector("[data-digest-order]")
  if (!order) return
  /* One list takes all entries in turn and gives them back: none is shown or read twice. */
  const groups = [...list.querySelectorAll(".by-group")]
  const entries = [...list.querySelectorAll(".by-group li")]
  const homes = entries.map((entry) => entry.parentElement)
  const dated = (entry) => entry.querySelector("time").dateTime
  const whole = document.createElement("section")
  whole.className = "by-group"
  whole.append(document.createElement("h2"), homes[0].cloneNode())
  whole.hidden = true
  groups[0].before(whole)
  order.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return
    const newest = target.value === "newest"
    for (const button of order.children) button.ariaPressed = String(button === target)
    whole.firstChild.textContent = target.textContent
    if (newest) whole.lastChild.append(...entries.toSorted((a, b) => dated(b).localeCompare(dated(a))))
    else entries.forEach((entry, number) => homes[number].append(entry))
    whole.hidden = !newest
    for (const group of groups) group.hidden = newest
  })
  order.hidden = false
})()
