/* The quick search over any page. */
import { root } from "./bundles.js"
import { details, search } from "./engine.js"
import { say } from "./messages.js"
import { described, element, failure, pageLink, result } from "./results.js"

const SHOWN = 8, SHOWN_PAGES = 5
let latest = 0

const input = element("input", {
  type: "search", id: "search-words", autocomplete: "off", spellcheck: "false", maxlength: "200",
  placeholder: say("Names or words"), "aria-label": say("Search the digest"), "aria-controls": "search-results",
})
const status = element("p", { class: "search__status", role: "status" })
const list = element("ol", { id: "search-results", class: "search__results", role: "list" })
const more = element("a", { href: new URL("search/", root).pathname, class: "search__more" }, say("All results, filters and order"))
const close = element("button", { type: "button", class: "search__close" }, say("Close"))
const dialog = element("dialog", { class: "search digest", closedby: "any", "aria-label": say("Search") },
  element("form", { role: "search", class: "search__form" }, input, close), status, list,
  element("p", { class: "search__foot" }, more))

const page = (words) => {
  const address = new URL("search/", root)
  if (words) address.searchParams.set("q", words)
  return address.pathname + address.search
}

const run = async () => {
  const turn = ++latest
  const words = input.value.trim()
  more.href = page(words)
  if (!words) {
    list.replaceChildren()
    status.textContent = ""
    return
  }
  try {
    const answer = await search(words)
    const shown = await details(answer.results.slice(0, SHOWN))
    if (turn !== latest) return
    list.replaceChildren(...answer.pages.slice(0, SHOWN_PAGES).map(pageLink), ...shown.map((found) => result(found)))
    status.replaceChildren(...described(answer, page))
  } catch (error) {
    if (turn !== latest) return
    list.replaceChildren()
    status.replaceChildren(...failure(error))
  }
}

let waiting
input.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(run, 80)
})
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault()
  location.assign(list.querySelector("a") ?? page(input.value.trim()))
})
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const stops = [input, ...list.querySelectorAll("a"), more]
  stops[stops.indexOf(document.activeElement) + step]?.focus()
  event.preventDefault()
})
close.addEventListener("click", () => dialog.close())
document.body.append(dialog)

export const open = () => {
  if (!dialog.open) dialog.showModal()
  input.focus()
  input.select()
}
