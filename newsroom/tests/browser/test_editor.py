"""The editor in the browser: Sveltia CMS on the files of a site, as a contributor uses it.

A folder of the browser's own file system stands for a clone, because no test can choose a folder in a dialog.
"""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from newsroom.editor.editor_package import PACKAGE
from tests.browser.conftest import served
from tests.browser.test_access import violations
from tests.command import digest, succeed
from tests.corpus import PROJECT, write_sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FETCHED = PROJECT / ".cache/editor" / Path(PACKAGE).name
CLONE = """
window.showDirectoryPicker = () => navigator.storage.getDirectory()
FileSystemHandle.prototype.requestPermission = async () => "granted"
FileSystemHandle.prototype.queryPermission = async () => "granted"
"""
WRITE = """async (files) => {
    const root = await navigator.storage.getDirectory()
    await root.getDirectoryHandle(".git", { create: true })
    for (const [path, text] of Object.entries(files)) {
        const names = path.split("/")
        const name = names.pop()
        let folder = root
        for (const part of names) folder = await folder.getDirectoryHandle(part, { create: true })
        const file = await (await folder.getFileHandle(name, { create: true })).createWritable()
        await file.write(text)
        await file.close()
    }
}"""
READ = """async () => {
    const files = {}
    const walk = async (folder, path) => {
        for await (const [name, entry] of folder.entries())
            if (entry.kind === "directory") await walk(entry, `${path}${name}/`)
            else files[path + name] = await (await entry.getFile()).text()
    }
    await walk(await navigator.storage.getDirectory(), "")
    return files
}"""
TITLE = "Ədliyyə Nazirliyi opens an office that is made up"
NEW = "content/articles/2024/2024-05-02-adliyya-nazirliyi-opens-an-office-that-is-made-up.md"
TALL = 9_000
"""Pixels: the editor makes the fields that are on the screen."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The sample with the editor, built and audited."""
    if not FETCHED.is_file():
        pytest.skip("the package of the editor is not fetched: make .cache/editor/editor.stamp")
    root = write_sample(tmp_path_factory.mktemp("editor"))
    shutil.copy(FETCHED, root / PACKAGE)
    settings = root / "site_config/site.yml"
    text = settings.read_text()
    settings.write_text(f"{text}editor: true\n")
    succeed(root, "build", "--audit")
    return root


@pytest.fixture
def editor(root, watch_at):
    """The editor's page, with a clone of the site's articles."""
    with served(root / "site") as origin:
        # A secure context, which file systems need, is localhost too.
        watched = watch_at(origin, height=TALL)
        watched.failures = {}
        watched.page.on(
            "requestfailed", lambda asked: watched.failures.update({asked.url: asked.failure})
        )
        watched.page.add_init_script(CLONE)
        page = watched.open("edit/")
        articles = {
            str(file.relative_to(root)): file.read_text()
            for file in (root / "content/articles").rglob("*.md")
        }
        page.evaluate(WRITE, articles)
        yield watched


def begin(watched):
    """Open the clone, and in it the form for a new article."""
    page = watched.page
    page.get_by_role("button", name="Work with Local Repository").click()
    expect(page.get_by_role("button", name="Create Entry or Assets")).to_be_visible()
    page.goto(f"{watched.origin}/edit/#/collections/articles/new")


def choose(page, words, group):
    """Choose an option by a part of its name."""
    group.get_by_role("combobox").click()
    search = page.get_by_role("searchbox").last
    search.click()
    search.press_sequentially(words)
    option = page.locator("[role=option]:visible")
    expect(option).to_have_count(1)
    option.click()


def stays_at_home(watched):
    """Whether nothing was loaded from another host: the policy stopped what the editor asked for."""
    return {watched.failures.get(url) for url in watched.foreign} <= {"csp"}


REPORT = {"url": "https://example.org/news/2", "title": "Office that is made up", "language": "lv"}
EVERY_KEY = {
    "title": TITLE,
    "date": "2024-05-02",
    "date_basis": "The date of the press release.",
    "source": {
        **REPORT,
        "name": "Trend",
        "url": "https://example.org/news/1",
        "date": "2024-05-03",
    },
    "further_sources": [{**REPORT, "name": "Reuters", "for": "the number of people"}],
    "authors": ["Ann Author"],
    "agencies": ["CISA"],
    "themes": ["Ransom"],
    "countries": ["Latvia"],
    "people": ["Krebs"],
    "summary": "An office has opened, its spokesman said.",
    "language": "en",
    "response": {
        "who": "The office",
        "stance": "denied",
        "text": "It says that it is not made up.",
    },
    "events": [{"date": "2024-05-01", "end": "2024-05-02", "label": "the office opened"}],
    "tags": ["offices"],
    "updated": "2024-05-05",
    "corrections": [
        {"date": "2024-05-04", "note": "An earlier version named another office.", "serious": True}
    ],
    "retracted": {"date": "2024-05-05", "reason": "The office does not exist."},
    "archive": {
        "url": "https://web.archive.org/web/20240502101112/https://example.org/news/1",
        "date": "2024-05-02",
    },
    "same_event": ["operation-cronos-lockbit-takeover"],
    "follows": "emotet-botnet-disrupted-global-action",
    "priority": "low",
    "not_applicable": ["two-spellings"],
    "redirect_from": ["articles/2024/05/old-office/"],
    "date_of": "event",
    "slug": "office-opens",
    "editor": "ann",
    "draft": True,
    "body": "The office is made up, its spokesman said.",
}
"""Key of front matter → the value that is filled in; of terms, a part of the name."""


def fill(page, field, value, above=""):
    """Fill a field by its widget; `above` is the path of the record that it is in."""
    path, widget = above + field["name"], field["widget"]
    group = page.locator(f'[data-key-path="{path}"]')
    if widget == "boolean":
        group.get_by_role("switch").click()
    elif widget == "markdown":
        text = group.locator("[contenteditable=true]")
        text.click()
        text.press_sequentially(value)
    elif widget == "object":
        if not field["required"]:
            group.get_by_role("checkbox").first.click()
        fill_all(page, field["fields"], value, f"{path}.")
    elif widget == "list":
        for number, one in enumerate(value):
            group.get_by_role("button", name="Add").last.click()
            if "field" in field:
                group.get_by_role("textbox").last.fill(one)
            else:
                fill_all(page, field["fields"], one, f"{path}.{number}.")
    elif widget != "select":
        group.get_by_role("textbox").fill(value)
    elif group.get_by_role("radio").count():
        group.get_by_role("radio", name=value, exact=True).click()
    else:
        for one in value if field.get("multiple") else [value]:
            choose(page, one, group)


def fill_all(page, fields, values, above=""):
    """Fill every field that the form offers; the test has a value for each."""
    assert {field["name"] for field in fields} == values.keys()
    for field in fields:
        fill(page, field, values[field["name"]], above)


def test_every_key(editor, root):
    """Every key that the editor offers is filled in and saved; `check` finds no error, and no other file has changed."""
    page = editor.page
    begin(editor)
    config = json.loads((root / "site/edit/config.yml").read_text())
    fill_all(page, config["collections"][0]["fields"], EVERY_KEY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Entry saved")).to_be_visible()
    files = page.evaluate(READ)
    text = files.pop(NEW)
    assert files == {path: (root / path).read_text(encoding="utf-8") for path in files}
    saved = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
    assert saved.keys() == EVERY_KEY.keys() - {"body"}
    for name, value in saved.items():
        if isinstance(value, dict):
            assert value.keys() == EVERY_KEY[name].keys()
    (root / NEW).write_text(text)
    checked = json.loads(digest(root, "check", "--format", "json").output)
    (root / NEW).unlink()
    assert [one for one in checked if one["severity"] == "error"] == []
    assert stays_at_home(editor)


def test_limits_are_those_of_the_check(editor):
    """A form with an empty required field and a wrong address is not saved, and says why."""
    page = editor.page
    begin(editor)
    page.get_by_role("textbox", name="Url").first.fill("example.org")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("write it as https://<host>/<path>").first).to_be_visible()
    assert NEW not in page.evaluate(READ)


def test_an_expired_token(editor):
    """The host refuses an expired token; the editor says so, and asks nobody else."""
    page = editor.page
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
    body = {"message": "Bad credentials"}
    page.context.route(
        "https://api.github.com/**",
        lambda route: route.fulfill(status=401, headers=headers, json=body),
    )
    page.get_by_role("button", name="Sign In Using Access Token").click()
    page.get_by_role("textbox").last.fill("ghp_expired")
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="token")).to_be_visible()
    asked = {url for url in editor.foreign if not url.startswith("https://api.github.com/")}
    assert {editor.failures.get(url) for url in asked} <= {"csp"}


def test_our_page(root, watch_at):
    """axe finds nothing in what we write of the page, which is shown without scripts."""
    html = (root / "site/edit/index.html").read_text()
    shown = html.replace("<noscript>", "").replace("</noscript>", "").replace("start.js", "none.js")
    with served(root / "site") as origin:
        watched = watch_at(origin)
        watched.page.route(
            "**/edit/", lambda route: route.fulfill(body=shown, content_type="text/html")
        )
        page = watched.open("edit/")
        expect(page.get_by_text("The editor needs JavaScript.")).to_be_visible()
        assert violations(page) == []


def test_only_contributors_meet_it(root):
    """The contribute page links to the editor, and no other page or list does."""
    linking = set()
    for file in (root / "site").rglob("*"):
        if file.suffix in (".html", ".xml", ".json", ".txt") and b'edit/"' in file.read_bytes():
            linking.add(str(file.relative_to(root / "site")))
    assert linking <= {"contribute/index.html"}
    assert 'name="robots" content="noindex"' in (root / "site/edit/index.html").read_text("utf-8")
