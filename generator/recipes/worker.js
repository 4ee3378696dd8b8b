/* Takes the place of the service worker that earlier versions of the digest had, and removes it with all it kept. */
"use strict"
addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => {
  const remove = async () => {
    await caches.delete(`digest-offline ${registration.scope}`)
    await registration.unregister()
  }
  event.waitUntil(remove())
})
