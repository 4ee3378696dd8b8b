/* Messages in the site's language: English, unless the head of the page has others. */

const words = JSON.parse(document.querySelector("meta[name=digest-words]")?.content || "{}")

/* A message with its {name}s filled in. */
export const say = (message, values = {}) => (words[message] ?? message).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
