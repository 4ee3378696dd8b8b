/* Unfolds what is folded around the target of a link. */
(() => {
  "use strict"
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
