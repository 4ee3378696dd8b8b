/* What a result looks like, in the dialog and on the search page. Text only: nothing is parsed as HTML
   but Pagefind's own marks, and those are read as text too. */

export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")

/* An excerpt as text nodes and <mark> elements. */
export const marked = (excerpt) => excerpt.split(/(<mark>.*?<\/mark>)/s).filter(Boolean).map((part) =>
  part.startsWith("<mark>") ? element("mark", {}, plain(part.slice(6, -7))) : plain(part))

/* Where the words stand; for an article found by a name of its terms, how it begins. */
const passage = ({ excerpt, content, meta }) => {
  if (excerpt.includes("<mark>")) return marked(excerpt)
  const text = content.startsWith(meta.title ?? "\0") ? content.slice(meta.title.length).replace(/^[.\s]+/, "") : content
  return [text.split(/\s+/).slice(0, 28).join(" ")]
}

export const result = (found, headingLevel) => {
  const { meta } = found
  const title = element("a", { href: found.url, dir: "auto" }, meta.title ?? found.url)
  const terms = found.terms.length ? [element("p", { class: "search__terms" }, found.terms.join(", "))] : []
  return element("li", {},
    headingLevel ? element(headingLevel, { class: "entry-title" }, title) : title,
    element("p", { class: "search__meta" }, [meta.date, meta.source].filter(Boolean).join(" · ")),
    element("p", { class: "search__excerpt", dir: "auto" }, ...passage(found)),
    ...terms)
}

export const count = (number) => `${number.toLocaleString("en")} ${number === 1 ? "article" : "articles"}`
