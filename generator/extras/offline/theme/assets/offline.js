/* Starts the service worker, which keeps the pages that were read, and says so where there is no connection. */
(() => {
  "use strict"
  const root = new URL("../", document.currentScript.src)
  const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")
  const workers = navigator.serviceWorker
  if (!workers || location.protocol === "file:") return

  const start = async () => {
    const wasKept = workers.controller
    await workers.register(new URL("worker.js", root))
    const { active } = await workers.ready
    if (!wasKept) active.postMessage([location.href])
  }

  const list = async (place) => {
    const cache = await caches.open(`digest-offline ${root}`)
    for (const request of (await cache.keys()).reverse()) {
      const answer = await cache.match(request)
      if (!answer.headers.get("content-type")?.startsWith("text/html") || request.url === `${root}offline/`) continue
      const { title } = new DOMParser().parseFromString(await answer.text(), "text/html")
      const link = Object.assign(document.createElement("a"), { href: request.url, textContent: title })
      const line = document.createElement("li")
      line.append(link)
      place.append(line)
    }
  }

  const places = document.querySelectorAll("[data-digest-kept]")
  for (const place of places) list(place).catch(() => {})
  if (!navigator.onLine && !places.length) {
    const text = "You have no connection. This is the page as you last read it."
    const note = Object.assign(document.createElement("p"), { className: "notice", textContent: words[text] ?? text })
    document.getElementById("content").prepend(note)
  }
  start().catch(() => {})
})()
