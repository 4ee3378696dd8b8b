/* Keeps pages that were read, and shows them without a connection. With one, every page comes from the network. */
"use strict"
const NAME = `digest-offline ${registration.scope}`
const OFFLINE = new URL("offline/", registration.scope).href
/* The editor in the browser needs a connection; neither it nor its program is kept. */
const EDITOR = new URL("edit/", registration.scope).href
/* So many pages and files are kept; the ones read longest ago go first. */
const MOST = 400
const KINDS = ["style", "script", "image", "font"]

/* A page is kept once, whatever was searched for on it. */
const key = (url) => url.replace(/[?#].*/, "")

const keep = async (url, answer) => {
  const cache = await caches.open(NAME)
  await cache.put(key(url), answer)
  const kept = (await cache.keys()).filter((request) => request.url !== OFFLINE)
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(request)
}

const forget = async (url) => (await caches.open(NAME)).delete(key(url))

const load = async (urls) => {
  for (const url of urls) {
    const answer = await fetch(url)
    if (answer.ok) await keep(url, answer)
  }
}

const fromNetwork = async (event) => {
  const { url, mode } = event.request
  /* Otherwise a browser may show a page from its own memory without asking whether it has changed. */
  const answer = await fetch(event.request, mode === "navigate" ? { cache: "no-cache" } : {})
  if (answer.ok && !answer.redirected) event.waitUntil(keep(url, answer.clone()))
  /* What the site has withdrawn is not shown to anybody later. */
  if (answer.status === 404 || answer.status === 410) event.waitUntil(forget(url))
  return answer
}

const fromMemory = async ({ request }) => {
  const cache = await caches.open(NAME)
  const kept = await cache.match(key(request.url))
  if (kept || request.mode !== "navigate") return kept ?? Response.error()
  const page = await cache.match(OFFLINE)
  return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error()
}

const answer = async (event) => {
  try {
    return await fromNetwork(event)
  } catch {
    return fromMemory(event)
  }
}

addEventListener("install", (event) => {
  const parts = PARTS.map((path) => new URL(path, registration.scope).href)
  event.waitUntil(load([OFFLINE, ...parts]).then(() => skipWaiting()))
})
addEventListener("activate", (event) => event.waitUntil(clients.claim()))
/* A page that was open before there was a worker asks for itself to be kept. */
addEventListener("message", (event) => event.waitUntil(load(event.data.filter((url) => url.startsWith(registration.scope)))))
addEventListener("fetch", (event) => {
  const { method, url, mode, destination } = event.request
  const isPart = mode === "navigate" || KINDS.includes(destination)
  const isKept = isPart && !url.startsWith(EDITOR)
  if (method === "GET" && url.startsWith(registration.scope) && isKept) event.respondWith(answer(event))
})
