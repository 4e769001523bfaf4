"""The seminar page in a real Chromium: one browser for all tests, pages on disk and served, and a reader of them."""

import base64
import json
import re
import shutil
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from seminar import trade_page

from sim import Page
from sim.page.case.sliders import chosen_sliders
from sim.page.runs.study import Study
from sim.page.served.answers import Answers
from sim.page.served.serve import Server
from sim.scenario.new import TEMPLATE

SIDES = ("a", "b")
SLIDERS = ["opinion.rate", "ties.rate"]
N, SEED, SHOWN = 5, 1, 2  # runs of the small case, and the one whose history is seen
PATIENCE = 30.0  # s; a busy machine is no error
MINUS = "\N{MINUS SIGN}"
TAG = "</script><img src=x onerror=alert(1)>"
QUOTE = '"><svg onload=alert(1)>'
BLANK = "${alert(1)} $& {name} $title"
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")
SETTLE = """
const done = arguments[0];
let quiet = 0; // frames in a row; that something is computed is only seen once it is drawn
function look() {
  quiet = document.querySelector("[aria-busy=true]") ? 0 : quiet + 1;
  if (quiet > 2) done();
  else requestAnimationFrame(look);
}
requestAnimationFrame(look);
"""
SPY = "window.alerts = []; window.alert = (text) => window.alerts.push(text); window.print = () => {};"


class View:
    """What somebody in front of the page sees and does."""

    def __init__(self, driver):
        self.driver = driver

    def command(self, name, **values):
        return self.driver.execute_cdp_cmd(name, values)

    def open(self, url, lang=None, **shown):
        """Open a page at what its address may hold: month, issue, actor, a, b; wait until both sides are there."""
        self.driver.get("about:blank")  # else a change after # alone opens nothing
        self.driver.get_log("browser")
        parts = {"lang": lang, **shown}
        self.driver.get(f"{url}#{urlencode({k: v for k, v in parts.items() if v is not None})}")
        self.until("return window.__page?.ready === true")
        return self.settled()

    def js(self, script, *values):
        return self.driver.execute_script(script, *values)

    def until(self, script, *values):
        """What a script returns, once that is something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := self.js(script, *values):
                return found
            time.sleep(0.02)
        raise AssertionError(f"never came about: {script} {values}\n{self.errors()}")

    def settled(self):
        """Wait until nothing is computed any more and all is drawn."""
        self.driver.set_script_timeout(PATIENCE)
        self.driver.execute_async_script(SETTLE)
        return self

    def errors(self):
        return [each["message"] for each in self.driver.get_log("browser") if each["level"] == "SEVERE"]

    def find(self, css):
        return self.driver.find_element("css selector", css)

    def all(self, css):
        return self.driver.find_elements("css selector", css)

    def text(self, css):
        """Text as it is in the page, whether it is scrolled into view or not."""
        return self.js("return document.querySelector(arguments[0]).textContent", css)

    def texts(self, css):
        return self.js("return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)", css)

    def press(self, *keys):
        for key in keys:
            self._hands().send_keys(key).perform()
        return self.settled()

    def click(self, css):
        """Click what stands there, with the mouse."""
        self._at(css).click()
        return self.settled()

    def point(self, css):
        """Move the mouse to what stands there."""
        self._hands().move_to_element(self._at(css)).perform()
        return self.settled()

    def _at(self, css):
        node = self.find(css)
        self.js("arguments[0].scrollIntoView({block: 'center'})", node)
        return node

    def _hands(self):
        from selenium.webdriver import ActionChains

        return ActionChains(self.driver, duration=0)

    def choose(self, css, value):
        """Choose from a list."""
        from selenium.webdriver.support.ui import Select

        Select(self.find(css)).select_by_value(str(value))
        return self.settled()

    def votes(self, side):
        """What is written beside the tracks of a side."""
        return [each for k, each in enumerate(self.texts("#votes .vote-side .numbers")) if k % 2 == SIDES.index(side)]

    def table(self, css):
        """Cells of a table's body, row by row."""
        return self.js(
            "return [...document.querySelectorAll(`${arguments[0]} > tbody > tr`)].map((row) => "
            "[...row.cells].map((cell) => cell.textContent))",
            css,
        )

    def network(self):
        """The networks as a table: {actor: [position in A, allies in A, position in B, allies in B]}"""
        self.js("document.querySelector('#details details').open = true")
        self.until("return document.querySelector('#details tbody tr') !== null")
        return {name: cells for name, *cells in self.settled().table("#details details table")}

    def dots(self, side):
        """Where each active actor stands."""
        return self.js(
            "return Object.fromEntries([...document.querySelectorAll(`#network-${arguments[0]} .dot`)]"
            ".filter((dot) => dot.getAttribute('display') !== 'none')"
            ".map((dot) => [dot.dataset.row, dot.getAttribute('transform')]))",
            side,
        )

    def seen(self, side):
        """All that a side shows: its setting, network, votes and, where there are talks, its rungs."""
        rungs = [each for each in self.texts("#ladders svg > g") if each.lower().startswith(side)]
        facts = self.texts(f"#network-{side} .facts, #setting-{side} .chips, #setting-{side} output")
        return [facts, self.dots(side), self.votes(side), rungs]

    def sized(self, width, height):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def saved(self, action, folder):
        """The file that an entry of the menu "Save" gives."""
        folder.mkdir(parents=True, exist_ok=True)
        self.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        before = set(folder.iterdir())
        self.click("#head .menu summary")
        self.click(f"#do-{action}")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for path in set(folder.iterdir()) - before:
                if path.suffix in (".svg", ".png", ".yaml") and path.stat().st_size:
                    return path
            time.sleep(0.05)
        raise AssertionError(f"{action}: nothing was saved, {list(folder.iterdir())}, {self.errors()}")

    def printed(self, width, height):
        """What the printer gets, as a PDF on paper of that size [inches]."""
        found = self.command(
            "Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=False, printBackground=False
        )
        return base64.b64decode(found["data"])


def number(text):
    """A number as the page writes it, with a true minus sign."""
    return float(text.replace(MINUS, "-"))


def pages_of(pdf):
    """Number of pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def data_of(html):
    """What a page holds."""
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])


@pytest.fixture(scope="session")
def driver():
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("no chromium with a chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    found.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SPY})
    yield found
    found.quit()


@pytest.fixture
def view(driver):
    """A window as wide as a laptop's."""
    found = View(driver)
    found.sized(1400, 900)
    return found


@pytest.fixture(scope="session")
def talks():
    """The first years of a large case, whose run that is seen is none of those counted."""
    return trade_page()


@pytest.fixture(scope="session")
def talks_file(talks, tmp_path_factory):
    return talks.save(tmp_path_factory.mktemp("page") / "talks.html")


@pytest.fixture(scope="session")
def hostile_case(tmp_path_factory):
    """The template with markup for names: a case that somebody got from somebody."""
    folder = tmp_path_factory.mktemp("cases") / "hostile"
    shutil.copytree(TEMPLATE, folder)
    _write(folder / "actors.csv", {
        "Bay Watch": TAG, "Vigías de la Bahía": TAG, "Dock Workers' Union": f'"{QUOTE.replace(chr(34), 2 * chr(34))}"',
        "Sindicato de Estibadores": "", "Office of the Mayor": BLANK, "Alcaldía": BLANK,
    })  # fmt: skip
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    for key, new in {
        "Enlarge the port": f"{TAG} port", "Oil spill in the bay": f"{QUOTE} spill", "build the new": f"{BLANK} build",
        "The tanker arrives": f"{TAG} tanker", "The council votes on": f"{QUOTE} votes on",
        "Harbor town": f"{TAG} town", "The spill made local": f"{TAG} spill made",
        "How much local": f"{BLANK} how much", "A port plan": f"{QUOTE} plan",
    }.items():  # fmt: skip
        assert key in text
        text = re.sub(rf'"{key}([^"]*)"', lambda rest, new=new: json.dumps(new + rest[1]), text)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    (folder / "LESSON.md").write_text(f"# Lesson of {TAG}\n\nRead [this](javascript:alert(1)).\n", encoding="utf-8")
    return folder


def _write(path, names):
    text = path.read_text(encoding="utf-8")
    for old, new in names.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def hostile(hostile_case):
    return Page(hostile_case, replicates=N, seed=SEED, replicate=SHOWN, sliders=SLIDERS)


@pytest.fixture(scope="session")
def hostile_file(hostile, tmp_path_factory):
    return hostile.save(tmp_path_factory.mktemp("page") / "hostile.html")


@contextmanager
def serving(case):
    """The page of a case at an address of this machine."""
    study = Study(case, N, SEED, SHOWN)
    with Server("127.0.0.1", 0) as server:
        server.open(Answers(study, chosen_sliders(study.loaded, SLIDERS)))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        server.end()
        thread.join()


@pytest.fixture(scope="session")
def hostile_server(hostile_case):
    with serving(hostile_case) as server:
        yield server
