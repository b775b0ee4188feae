"""Pages in a real Chromium: no request, no error, nothing hostile runs, a click leads to the sentence."""

import csv
import io
import json
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.views.naming import name_pages
from kg.views.site import write_site
from tests.views_corpus import gold_lines, gold_records, gold_world, hostile_world, ontology_labels

pytestmark = pytest.mark.browser
LABELS, TONES = ontology_labels()
FLAGS = (
    "--headless=new", "--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1400,900",
    "--force-prefers-reduced-motion",
)  # fmt: skip


# presses the button that saves the table and gives the file's name and text instead of saving it
SAVED = """
const done = arguments[0];
let kept;
URL.createObjectURL = (blob) => { kept = blob; return '#'; };
HTMLAnchorElement.prototype.click = function () { kept.text().then((text) => done([this.download, text])); };
document.querySelector('#table .csv').click();
"""


class Browser:
    """One Chromium for all tests, with the few things they ask of it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, page: Path, hash_: str = "", size: tuple[int, int] = (1400, 900)) -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + hash_)
        if "graph" in page.name or "timeline" in page.name or "article" in page.name:
            self.wait("return document.documentElement.dataset.ready === '1'")

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def wait(self, script: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, script
            time.sleep(0.03)

    def settle(self) -> None:
        """Let two frames pass, so that what was asked for is drawn."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));"
        )

    def requests(self) -> list[str]:
        """The addresses asked for since the last call, but for the pages themselves."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return found

    def errors(self) -> list[str]:
        return [e["message"] for e in self.driver.get_log("browser") if e["level"] in ("SEVERE", "WARNING")]

    def mouse(self, kind: str, x: float, y: float, held: bool = False) -> None:
        button = {"button": "left", "buttons": 1, "clickCount": 1} if held or kind != "mouseMoved" else {}
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **button})

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(kind, x, y)
        self.settle()

    def key(self, key: str) -> None:
        text = {"text": key} if len(key) == 1 else {}
        codes = {"Escape": 27, "Enter": 13, "ArrowRight": 39, "ArrowLeft": 37}
        more = {"windowsVirtualKeyCode": codes[key]} if key in codes else {}
        for kind in ("keyDown", "keyUp"):
            self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": kind, "key": key, **text, **more})
        self.settle()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("Chromium or its driver is not installed")
    from selenium.webdriver.chrome.service import Service

    options = selenium.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    started = selenium.Chrome(options=options, service=Service(driver))
    yield Browser(started)
    started.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(gold_world(), gold_records(), out, LABELS, TONES)
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    world, records = hostile_world()
    write_site(world, records, out, LABELS, TONES)
    return out


def sentences(iris: tuple[str, ...]) -> set[str]:
    texts = {r.article.digest: r.article.text for r in gold_records()}
    return {
        texts[c.article][s.start : s.end]
        for e in gold_world().events
        if e.iri in iris
        for c in e.claims
        for s in c.claim.evidence
    }


def quotes(browser: Browser) -> set[str]:
    return set(browser.run("return [...document.querySelectorAll('#panel blockquote')].map((q) => q.textContent)"))


# chrome: is what the browser draws its own controls with, the cross of a search field for one
_LOCAL = ("file:", "data:", "blob:", "about:", "chrome:")


@pytest.mark.parametrize("where", ["site", "hostile"])
def test_pages_ask_for_nothing_and_log_nothing(browser: Browser, where: str, request: pytest.FixtureRequest) -> None:
    pages = sorted(request.getfixturevalue(where).iterdir())
    assert len(pages) >= 5
    browser.requests(), browser.errors()
    for page in pages:
        browser.open(page)
        asked = [u for u in browser.requests() if not u.startswith(_LOCAL)]
        assert (asked, browser.errors()) == ([], []), page.name


def test_hostile_text_opens_no_dialog_and_makes_no_element(browser: Browser, hostile: Path) -> None:
    from selenium.common.exceptions import NoAlertPresentException

    world, _ = hostile_world()
    for page in sorted(hostile.iterdir()):
        selections = [""]
        if page.name in ("graph.html", "timeline.html"):
            selections += [f"#sel=n:{e.slug}" for e in world.entities]
            selections += [f"#sel={e.iri.rsplit('/', 1)[1]}&view=table" for e in world.events]
        for hash_ in selections:
            browser.open(page, hash_)
            scripts = browser.run("return document.scripts.length")
            browser.run(
                "for (const n of document.querySelectorAll('.rows button, article span, td button')) n.click();"
                "const q = document.getElementById('q'); if (q) for (const t of ['img', 'script', 'href', 'e'])"
                "{ q.value = t; q.dispatchEvent(new Event('input')); }"
            )
            browser.settle()
            born = "img, iframe, object, embed, svg[onload], [onerror], [onload], a[href^='javascript' i]"
            assert browser.run("return document.querySelectorAll(arguments[0]).length", born) == 0, page.name
            assert browser.run("return document.scripts.length") == scripts
            assert browser.run("return window.pwned === undefined")
            with pytest.raises(NoAlertPresentException):
                _ = browser.driver.switch_to.alert.text
    browser.open(hostile / "graph.html", f"#sel=n:{world.entities[0].slug}")
    assert world.entities[0].label in browser.run("return document.getElementById('panel').textContent")


def test_click_on_a_line_shows_exactly_its_sentences(browser: Browser, site: Path) -> None:
    browser.open(site / "graph.html")
    lines = {(x.subject, x.words, x.object, x.status): x for x in gold_lines()}
    browser.settle()
    # a point on the line that no node and no other line covers, as a person would pick one
    found = browser.run("""
        const { net, lines, pointOn } = graphView, box = document.getElementById('net').getBoundingClientRect();
        for (const x of lines) for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
          const p = pointOn(x, t);
          if (p.x < 60 || p.y < 60 || p.x > box.width - 90 || p.y > box.height - 160) continue;
          if (net.getNodeAt(p) !== undefined || net.getEdgeAt(p) !== x.id) continue;
          return [p.x + box.left, p.y + box.top, ents[x.from].id, x.words, ents[x.to].id, x.status];
        }""")
    assert found
    browser.click(*found[:2])
    assert quotes(browser) == sentences(lines[tuple(found[2:])].events)
    link = browser.run("return document.querySelector('#panel .event .who a').getAttribute('href')")
    page, _, anchor = link.partition("#")
    browser.open(site / page, f"#{anchor}")
    lit = browser.run("return [...document.querySelectorAll('.lit')].map((n) => n.textContent).join('')")
    assert lit in sentences(lines[tuple(found[2:])].events)
    assert browser.run("return document.getElementById(arguments[0]) !== null", anchor)


def shown_events(browser: Browser) -> int:
    return int(browser.run("return document.getElementById('count').textContent.match(/(\\d+) of \\d+ events/)[1]"))


def test_period_chosen_by_days_or_by_dragging_counts_as_the_world_does(browser: Browser, site: Path) -> None:
    browser.open(site / "graph.html")
    days = [e.date for e in gold_world().events]
    assert shown_events(browser) == len(days)
    start, end = date(2025, 4, 1), date(2025, 5, 31)
    browser.run(
        "for (const [id, v] of [['from', arguments[0]], ['to', arguments[1]]])"
        "{ const i = document.getElementById(id); i.value = v; i.dispatchEvent(new Event('change')); }",
        start.isoformat(), end.isoformat(),
    )  # fmt: skip
    assert shown_events(browser) == sum(start <= d <= end for d in days) > 0
    left, top, width = browser.run(
        "const r = document.getElementById('strip').getBoundingClientRect(); return [r.left, r.top + 20, r.width]"
    )
    browser.mouse("mouseMoved", left + width * 0.55, top)
    browser.mouse("mousePressed", left + width * 0.55, top)
    browser.mouse("mouseMoved", left + width * 0.8, top, held=True)
    browser.mouse("mouseReleased", left + width * 0.8, top)
    browser.settle()
    chosen = browser.run("return new URLSearchParams(location.hash.slice(1)).get('t')")
    start, end = (date.fromisoformat(d) for d in chosen.split(".."))
    assert (start, end) != (date(2025, 4, 1), date(2025, 5, 31))
    assert shown_events(browser) == sum(start <= d <= end for d in days)
    relations = int(browser.run("return document.getElementById('count').textContent.match(/^\\d+/)[0]"))
    inside = {e.iri for e in gold_world().events if start <= e.date <= end}
    assert relations == sum(bool(inside & set(x.events)) for x in gold_lines())


def test_address_brings_back_what_was_chosen(browser: Browser, site: Path) -> None:
    entity = max(gold_world().entities, key=lambda e: sum(e.slug in e2.fillers("actor") for e2 in gold_world().events))
    browser.open(site / "graph.html", f"#sel=n:{entity.slug}&off=Denied&t=2025-01-01..2025-12-31")
    look = "return [document.querySelector('#panel h2').textContent, document.getElementById('count').textContent, location.hash]"
    before = browser.run(look)
    assert before[0] == entity.label
    browser.open(site / "graph.html", before[2])
    assert browser.run(look) == before
    event = next(e for e in gold_world().events if e.time is not None)
    browser.open(site / "timeline.html", f"#sel={event.iri.rsplit('/', 1)[1]}")
    assert quotes(browser) == sentences((event.iri,))


def test_click_on_the_timeline_shows_the_sentence(browser: Browser, site: Path) -> None:
    browser.open(site / "timeline.html")
    browser.settle()
    x, y, event = browser.run("""
        const r = canvas.getBoundingClientRect();
        const s = spots.find((s) => s[4].claims && s[0] > left && s[2] < wide - side && s[1] > 40 && s[3] < tall - 200);
        return [r.left + s[0] + 9, r.top + (s[1] + s[3]) / 2, s[4].id]""")
    browser.click(x, y)
    iri = next(e.iri for e in gold_world().events if e.iri.endswith("/" + event))
    assert quotes(browser) == sentences((iri,))
    browser.key("ArrowRight")
    assert browser.run("return new URLSearchParams(location.hash.slice(1)).get('sel')") != event


@pytest.mark.parametrize("page", ["graph.html", "timeline.html"])
def test_rows_become_the_world_in_its_order(browser: Browser, site: Path, page: str) -> None:
    world = gold_world()
    browser.open(site / page)
    shown = browser.run("return evs.map((e) => [e.id, e.status, e.who.map((n) => ents[n].id), e.claims.length])")
    told = [
        [e.iri.rpartition("/")[2], e.status, {s for r, f in e.roles if r != "content" for s in f}, len(e.claims)]
        for e in world.events
    ]
    assert [[i, status, set(who), claims] for i, status, who, claims in shown] == told
    slugs = {e.slug: e.label for e in world.entities}
    names = browser.run("return ents.map((n) => [n.id, n.label, n.country, n.events.length])")
    assert [(i, label) for i, label, _, _ in names] == sorted(slugs.items())
    lands = {e.slug: slugs.get(e.country, e.country) if e.country else "" for e in world.entities}
    assert {i: country for i, _, country, _ in names} == lands
    assert sum(n for *_, n in names) == sum(len(who) for _, _, who, _ in told)


def test_a_fact_leads_to_its_sentence_and_to_the_other_name(browser: Browser, site: Path) -> None:
    labels = {e.slug: e.label for e in gold_world().entities}
    fact = next(f for f in gold_world().facts if f.subject != f.object)
    first = fact.claims[0]
    browser.open(site / "graph.html", f"#sel=n:{fact.subject}")
    source = "return [...document.querySelectorAll('#panel .meta a')].map((a) => a.getAttribute('href'))"
    span = first.claim.evidence[0]
    record = next(r for r in gold_records() if r.article.digest == first.article)
    page = name_pages([record.article])[first.article]
    assert f"{page}#p{span.start}-{span.end}" in browser.run(source)
    browser.run(
        "[...document.querySelectorAll('#panel .meta button')].find((b) => b.textContent === arguments[0]).click()",
        labels[fact.object],
    )
    assert browser.run("return document.querySelector('#panel h2').textContent") == labels[fact.object]


@pytest.mark.parametrize("page", ["graph.html", "timeline.html"])
def test_keyboard_search_table_and_escape(browser: Browser, site: Path, page: str) -> None:
    browser.open(site / page)
    browser.key("/")
    assert browser.run("return document.activeElement.id") == "q"
    for key in "zelen":
        browser.key(key)
    assert "Zelensky" in browser.run("return document.querySelector('#hits li').textContent")
    browser.key("Enter")
    assert "Zelensky" in browser.run("return document.querySelector('#panel h2').textContent")
    browser.key("Escape")
    assert browser.run("return document.getElementById('panel').hidden")
    browser.key("t")
    assert browser.run("return document.querySelectorAll('#table tbody tr').length") > 20
    assert browser.run("return [...document.querySelectorAll('#table th')].every((h) => h.scope === 'col')")


@pytest.mark.parametrize(
    ("page", "heads", "caption", "file"),
    [
        ("graph.html", ["Who", "Relation", "Whom or what", "Status", "Said by", "When"], "relations; the relation opens", "relations.csv"),
        ("timeline.html", ["When", "Event", "Status", "Who and where", "Said by"], "events; the event opens", "events.csv"),
    ],
)  # fmt: skip
def test_the_table_opens_sentences_and_can_be_saved(
    browser: Browser, site: Path, page: str, heads: list[str], caption: str, file: str
) -> None:
    browser.open(site / page)
    browser.run("document.getElementById('tablebutton').click()")
    rows = browser.run(
        "return [...document.querySelectorAll('#table tr')].map(r => [...r.cells].map(c => c.textContent))"
    )
    assert rows[0] == heads and len(rows) > 5 and {len(r) for r in rows} == {len(heads)}
    assert caption in browser.run("return document.querySelector('#table caption').textContent")
    name, text = browser.driver.execute_async_script(SAVED)
    assert name == file
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == rows
    browser.run("document.querySelector('#table button.link').click()")
    assert browser.run("return document.querySelector('#panel').hidden") is False
    for key in ("+", "-", "0", "?"):
        browser.key(key)
    assert browser.run("return document.getElementById('help').open")
    assert browser.errors() == []


def test_filters_hide_and_count(browser: Browser, site: Path) -> None:
    statuses = [e.status for e in gold_world().events]
    browser.open(site / "graph.html", "#off=Happened,Ongoing")
    assert shown_events(browser) == sum(s not in ("Happened", "Ongoing") for s in statuses)
    browser.open(site / "timeline.html", "#off=Happened")
    assert shown_events(browser) == sum(s != "Happened" for s in statuses)


@pytest.mark.parametrize("size", [(1400, 900), (390, 800)])
def test_pages_fit_the_screen_and_are_not_blank(browser: Browser, site: Path, size: tuple[int, int]) -> None:
    browser.open(site / "conflicts.html", size=size)
    browser.run("document.body.textContent = ''")
    blank = len(browser.driver.get_screenshot_as_png())
    for page in sorted(p for p in site.iterdir() if "article" not in p.name) + sorted(site.glob("article-*"))[:1]:
        browser.open(page, size=size)
        browser.settle()
        assert browser.run("return document.documentElement.scrollWidth") <= size[0], page.name
        assert len(browser.driver.get_screenshot_as_png()) > 5 * blank, page.name
