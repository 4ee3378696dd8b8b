/* Sorts a grouped list by date, where the address asks for it: ?order=newest. The link to that then leads back. */
(() => {
  "use strict"
  const order = document.querySelector("[data-digest-order]")
  if (!order) return
  order.hidden = false
  if (new URLSearchParams(location.search).get("order") !== "newest") return
  const groups = [...document.querySelectorAll(".by-group")]
  const entries = groups.flatMap((group) => [...group.querySelectorAll("li")])
  const dated = (entry) => entry.querySelector("time").dateTime
  const whole = groups[0].cloneNode(), heading = document.createElement("h2"), list = document.createElement("ol")
  whole.classList.remove("by-parts")
  heading.textContent = order.textContent
  list.className = "rows"
  list.role = "list"
  list.append(...entries.toSorted((a, b) => dated(b).localeCompare(dated(a))))
  whole.append(heading, list)
  groups[0].before(whole)
  for (const group of groups) group.remove()
  order.textContent = order.dataset.digestOrder
  order.href = location.pathname
})()
