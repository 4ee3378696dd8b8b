"""Fragments of Markdown and HTML that a stranger may try in a page of documentation: elements × attributes × names × classes."""

from collections.abc import Iterator, Sequence
from random import Random

from generator.audit.problem import allowed


def _words(text: str) -> list[str]:
    return text.split()


_DOCUMENTS = allowed("documents")
_ELEMENTS = sorted(_DOCUMENTS["elements"])
_HOSTILE = _words(
    """
    form dialog select option textarea output fieldset legend datalist object embed iframe meta link base style
    script noscript template slot html head body frameset title plaintext xmp listing marquee x-y math mtext
    maction annotation-xml foreignobject animate set feimage portal area map main search nobr center font
    """
)
_NAMES = _words(
    """
    currentScript querySelector createElement addEventListener getElementById forms body head parentNode nodeName
    children title location cookie status name top length history exports module define require process mermaid
    ClipboardJS document$ location$ target$ keyboard$ viewport$ component$ alert$ content search __drawer __search
    __toc __palette_0 __palette_1 __nav_1 __config __md_scope __md_get __md_hash __tabbed_1 __tabbed_1_1
    __codelineno-0-1 __code_0 __proto__ constructor fn:1 a b
    """
)
_VALUES = {
    "id": _NAMES,
    "name": _NAMES,
    "for": _NAMES,
    "href": ["#__drawer", "#__search", "#a", "./", "#:~:text=A", "https://elsewhere.example/", "?q=a"],
    "src": ["../install/", "data:image/png;base64,iVBORw0KGgo=", ""],
    "type": ["checkbox", "radio", "text", "search", "password", "submit", "button", "image", "reset"],
    "tabindex": ["-1", "0", "1", "7"],
    "role": ["dialog", "alertdialog", "banner", "search", "button", "tooltip", "status", "application"],
    "target": ["_blank", "_top", "a"],
    "data-tabs": ["1:2", "99999:1", "x"],
    "data-md-component": ["source", "header", "search", "palette", "dialog", "content", "toc", "announce", "progress"],
    "data-md-toggle": ["drawer", "search"],
    "data-md-color-scheme": ["slate", "default"],
    "width": ["9999", "100%"],
    "height": ["9999", "100%"],
    "dir": ["rtl", "auto"],
    "command": ["show-modal", "toggle-popover", "show-popover"],
    "popover": ["auto", "manual", ""],
    "title": ["A title of some words", ""],
}  # fmt: skip
_SAFE = _words(
    """
    id class title tabindex hidden open lang dir href src width height checked disabled type data-tabs data-preview
    align
    """
)
_BOLD = _words(
    """
    name for form popover popovertarget command commandfor autofocus accesskey inert role aria-modal aria-hidden
    aria-owns target data-md-component data-md-toggle data-md-color-scheme data-md-type data-clipboard-text
    data-clipboard-target data-copy data-digest-search data-digest-colours data-digest-table data-digest-copy
    data-digest-ask contenteditable draggable style onclick usemap ping slot is itemprop formaction download
    translate controls autoplay loading enterkeyhint
    """
)
_VOID = {
    "br",
    "col",
    "hr",
    "img",
    "input",
    "source",
    "track",
    "wbr",
    "link",
    "meta",
    "base",
    "area",
    "embed",
}
_MARKDOWN = (
    "[A link]({href}){{ .{one} .{two} title='Words' }}",
    "## Heading {{ .{one} #{name} }}",
    "Words in a paragraph.\n{{ .{one} .{two} }}",
    '!!! {one} {two} "A title"\n\n    Words.',
    '??? {one} "A title"\n\n    Words.',
    "???+ {one} inline end\n\n    Words.",
    '=== "One"\n\n    First.\n\n=== "<b class=\'{one}\'>Two</b>"\n\n    Second.\n',
    '``` {{ .python .{one} .annotate title="{name}" }}\nx = 1 # (1)!\n```\n\n1.  {html}',
    "Words (1)\n{{ .annotate .{one} }}\n\n1.  {html}",
    "Words.[^1]\n\n[^1]: {html}",
    "a | b\n--|--\n{html} | 2\n{{ .{one} }}",
    "- [x] {html}\n- [ ] two",
    '<div class="grid {one}" markdown>\n\n- one\n- {html}\n\n</div>',
    '<figure class="{one}" markdown="span">\n  {html}\n  <figcaption>Words</figcaption>\n</figure>',
    "Term\n:   {html}",
    "HTML and {name}.\n\n*[HTML]: A language\n*[{name}]: {one}",
    "/// html | div.{one}#{name}\nWords.\n///",
    "/// details | {one}\n    type: {two}\n\nWords.\n///",
    "> {html}\n{{ .{one} }}",
    "++ctrl+k++ ==marked=={{ .{one} }} ~~gone~~ :material-magnify:{{ .{one} }}",
    "``` mermaid\ngraph LR\n  A --> B\n```",
    "</div>{html}",
    "</article></div></main>{html}",
    "<!-- {html}",
    "<svg viewBox='0 0 9 9'><{drawn} class='{one}' href='{href}' id='{name}'>x</{drawn}></svg>",
    "<svg><foreignObject>{html}</foreignObject></svg>",
)  # fmt: skip


def fragments(seed: int, classes: Sequence[str]) -> Iterator[str]:
    """Yield fragments without end, each from one to four elements deep; `classes` are those of the frame's style sheets."""
    random = Random(seed)
    while True:
        html = _element(random, classes, random.randint(0, 2))
        if random.random() < 0.5:
            yield html
            continue
        yield random.choice(_MARKDOWN).format(
            html=html,
            one=random.choice(classes),
            two=random.choice(classes),
            name=random.choice(_NAMES),
            href=random.choice(_VALUES["href"]),
            drawn=random.choice(["a", "use", "animate", "text", "g", "set", "image", "script", "style"]),
        )  # fmt: skip


def _element(random: Random, classes: Sequence[str], depth: int) -> str:
    """An element with some attributes, and with others in it."""
    tag = random.choice(_ELEMENTS if random.random() < 0.85 else _HOSTILE)
    names = random.sample(_SAFE, random.randint(0, 3))
    names += random.sample(_BOLD, random.choice([0, 0, 0, 0, 1, 2]))
    attributes = "".join(f' {name}="{_value(random, name, classes)}"' for name in names)
    if random.random() < 0.8 and "class" not in names:
        attributes += f' class="{_value(random, "class", classes)}"'
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    within = "".join(
        _element(random, classes, depth - 1) for _ in range(random.randint(1, 2) if depth else 0)
    )
    end = "" if random.random() < 0.03 else f"</{tag}>"
    return f"<{tag}{attributes}>{within or 'Words'}{end}"


def _value(random: Random, name: str, classes: Sequence[str]) -> str:
    if name == "class":
        return " ".join(random.sample(classes, random.randint(1, 3)))
    return random.choice(_VALUES.get(name, ["", "a", *_NAMES[:4]]))
