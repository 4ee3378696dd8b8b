/* Unfolds what is folded around the target of a link, and the facts beside a list where there is room. */
(() => {
  "use strict"
  /* Styles open the facts beside a list; a browser without the selector they use needs the attribute. */
  const panel = document.querySelector(".panel")
  const styled = CSS.supports("selector(::details-content)") || !matchMedia("(min-width: 62.5rem)").matches
  if (panel && !styled) panel.open = true
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1))
    for (let fold = target?.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
      fold.open = true
      target.scrollIntoView()
    }
  }
  addEventListener("hashchange", unfold)
  unfold()
})()
