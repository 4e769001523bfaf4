"""Is the page all in one language, and can it be used without a mouse, without eyes, and on a phone?"""

import re

import pytest
from browsing import SIDES

pytestmark = pytest.mark.slow

VARIANT = "no_cross_border_ties"
TAB, SHIFT, ENTER, ESCAPE, SPACE = "\ue004", "\ue008", "\ue007", "\ue00c", " "
LEFT, UP, RIGHT, DOWN, END, HOME = "\ue012", "\ue013", "\ue014", "\ue015", "\ue010", "\ue011"
JUNE = ("June 1992", "junio 1992")
BROKEN = re.compile(r"\b(undefined|null|NaN|Infinity)\b|\{\w+\}|\[object|\$\w")
GATHER = """
const found = (window.said ??= new Set()).add(document.title);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const { parentElement: parent, data } = walker.currentNode;
  if (!parent.closest("script, style, template, code, #paper")) found.add(data);
}
for (const each of document.querySelectorAll("body *")) {
  for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
    if (each.hasAttribute(name)) found.add(each.getAttribute(name));
  }
}
"""
SAID = "return [...new Set([...window.said].map((text) => text.trim()).filter(Boolean))]"
CHOOSE = """
const list = document.querySelector(arguments[0]);
list.selectedIndex = arguments[1];
list.dispatchEvent(new Event("change", { bubbles: true }));
"""
FOCUS = """
const each = document.activeElement;
if (each === document.body) return null;
const style = getComputedStyle(each), box = each.getBoundingClientRect();
const shape = each.matches(".dot:focus-visible") && getComputedStyle(each.querySelector(".shape"));
each.dataset.reached = "";
return {
  name: `${each.tagName} ${each.id} ${each.className.baseVal ?? each.className} ${each.textContent.slice(0, 30)}`,
  ringed: shape ? parseFloat(shape.strokeWidth) > 3
    : each.matches(":focus-visible") && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
};
"""
CONTROLS = "button, select, input, summary, [role=slider], a[href]"
REACHABLE = f"""
return [...document.querySelectorAll("{CONTROLS}")].filter((each) => each.checkVisibility() && !each.disabled
  && !each.closest("details:not([open]) > :not(summary), #paper, dialog:not([open])")
  && (each.type !== "radio" || each.checked));
"""


# Words


def translator(data, wrong, right):
    """Tells what stands in the wrong language: phrases, their blanks filled, and what the case calls things."""
    pairs = [pair for pair in walk(data) if pair[wrong] != pair[right]]
    correct = {pair[right] for pair in walk(data)}
    plain = {pair[wrong] for pair in pairs} - correct
    filled = [re.compile(pattern_of(text)) for text in plain if re.search(r"\{\w+\}", text)]
    solid = [text for text in plain if not re.search(r"\{\w+\}", text)]
    return lambda text: text in solid or any(each.fullmatch(text) for each in filled)


def pattern_of(text):
    parts = re.split(r"\{\w+\}", text)
    is_told = sum(letter.isalpha() for letter in "".join(parts)) >= 4
    return ".+?".join(map(re.escape, parts)) if is_told else r"(?!)"


def walk(node):
    """Every [English, Spanish] in the data."""
    if isinstance(node, dict):
        for key, each in node.items():
            yield from walk(each) if key != "of" else ()  # numbers of claims
    elif isinstance(node, list):
        if len(node) == 2 and all(isinstance(each, str) for each in node):
            yield node
        else:
            for each in node:
                yield from walk(each)


def everything_opened(view):
    """All texts of the page while one goes through all that it has to say."""
    view.js(f"window.said = null; {GATHER}")
    view.js("for (const each of document.querySelectorAll('details, #votes .unfold, .more')) each.tagName === 'DETAILS'"
            " ? (each.open = true) : each.click()")  # fmt: skip
    view.settled().js(GATHER)
    view.point("#network-b .dot:not([display])").js(GATHER)
    for css in ("#courses select", "#who select", "#timeline select"):
        n = len(view.all(f"{css} option"))
        for place in range(0, n, 1 + n // 9):
            view.js(CHOOSE, css, place)
            view.settled().js(GATHER)
    for action in ("#help", "#do-lesson"):
        view.click(action).js(GATHER)
        view.press(ESCAPE)
    view.press(END, SPACE, SPACE).js(GATHER)
    return set(view.js(SAID))


def test_the_page_speaks_one_language_at_a_time(view, talks, talks_file):
    """Opened in one language and switched to the other, none of the first remains, and nothing is said in none."""
    found = {}
    for at, language in enumerate(("en", "es")):
        is_wrong = translator(talks.data, 1 - at, at)
        view.open(talks_file.as_uri(), lang=("es", "en")[at], month="1992-06", actor="rmalc")
        view.js(GATHER)
        assert any(is_wrong(each) for each in view.js(SAID))
        view.until("return document.querySelector('#live').textContent")
        view.click("#language")
        assert view.js("return document.documentElement.lang") == language
        view.until("return document.querySelector('#live').textContent.startsWith(arguments[0])", JUNE[at])
        texts = found[language] = everything_opened(view)
        assert len(texts) > 400
        assert sorted(each for each in texts if is_wrong(each)) == []
        assert sorted(each for each in texts if BROKEN.search(each)) == []
    assert view.errors() == []
    alike = {pair[0] for pair in walk(talks.data) if pair[0] == pair[1]}  # names, mostly
    both = {part for each in found["en"] & found["es"] if each not in alike for part in each.split(", ")}
    assert sorted(each for each in both - alike if re.search(r"[^\W\d]{4}", each)) == []


def test_the_address_keeps_what_is_shown(view, talks_file):
    view.open(talks_file.as_uri(), month="1991-05")
    view.choose("#setting-a select", VARIANT)
    view.find("#setting-b input[type=range]").send_keys(RIGHT)
    view.choose("#timeline .issue select", 2)
    view.js("document.activeElement.blur()")
    view.press("l", *(3 * [RIGHT]))
    view.click("#network-b .dot[data-row='0']")
    view.until("return location.hash.includes('actor')")
    seen = [view.seen(side) for side in SIDES]
    shown = view.text("#timeline output"), view.text("#details h2"), view.text("#network-a .pole")
    address = view.js("return location.href")
    view.open(address.split("#")[0])
    assert [view.seen(side) for side in SIDES] != seen
    view.driver.get("about:blank")
    view.driver.get(address)
    view.until("return window.__page?.ready === true")
    view.settled()
    assert [view.seen(side) for side in SIDES] == seen
    assert (view.text("#timeline output"), view.text("#details h2"), view.text("#network-a .pole")) == shown
    assert view.js("return document.documentElement.lang") == "es"
    assert view.js("return document.querySelector('#timeline .issue select').value") == "2"


# Keyboard


def test_every_control_is_reached_by_tab_with_its_focus_seen(view, hostile_file):
    view.open(hostile_file.as_uri(), month="2003-06", actor="bay_watch", b="w:mayor")
    wanted = view.js(REACHABLE)
    for _ in range(2 * len(wanted) + 20):
        view.press(TAB)
        found = view.js(FOCUS)
        if found is None:
            break
        assert found["ringed"], found
        assert found["seen"], found
    else:
        raise AssertionError("Tab never comes to the end")
    assert len(wanted) > 30
    missed = [each for each in view.js(REACHABLE) if each.get_attribute("data-reached") is None]
    assert [each.get_attribute("outerHTML")[:90] for each in missed] == []
    for side in SIDES:
        assert view.js("return document.querySelector(arguments[0]) !== null", f"#network-{side} .dot[data-reached]")


def month(view):
    return view.text("#timeline output")


def test_keys_go_through_time(view, hostile_file, hostile):
    view.open(hostile_file.as_uri(), month="2001-06")
    steps = [(RIGHT, "Jul 2001"), (LEFT, "Jun 2001"), (END, "Dec 2003"), (HOME, "Jan 2001"), (LEFT, "Jan 2001")]
    for key, wanted in steps:
        view.press(key)
        assert month(view) == wanted, key
    view._hands().key_down(SHIFT).send_keys(RIGHT).key_up(SHIFT).perform()
    assert month(view.settled()) == "Jan 2002"
    view.press(HOME)
    events = sorted({each["frame"] for each in hostile.data["events"]} | {hostile.data["months"].index("2003-12")})
    seen = [month(view.press("]")) for _ in events]
    assert len(seen) > 3
    assert [each.split()[1] for each in seen] == [hostile.data["months"][frame][:4] for frame in events]
    assert [month(view.press("[")) for _ in events] == [*seen[-2::-1], "Jan 2001"]


def test_space_plays_and_pauses(view, hostile_file):
    view.open(hostile_file.as_uri(), month="2001-01")
    view.press(SPACE)
    assert view.find("#play").get_attribute("aria-label") == "Pause"
    view.until("return document.querySelector('#timeline output').textContent !== 'Jan 2001'")
    view.press(SPACE)
    assert view.find("#play").get_attribute("aria-label") == "Play"
    stopped = month(view)
    assert stopped not in ("Jan 2001", "Dec 2003")
    view.js("return new Promise((done) => setTimeout(done, 300))")
    assert month(view) == stopped
    view.press(END, SPACE)
    view.until("return document.querySelector('#timeline output').textContent.endsWith('2001')")  # from the start again


def test_letters_switch_language_help_and_selection(view, hostile_file):
    view.open(hostile_file.as_uri(), lang="en", month="2003-06", actor="bay_watch")
    view.press("l")
    assert view.js("return document.documentElement.lang") == "es"
    view.press("l", "?")
    assert view.find("#dialog").is_displayed()
    assert view.text("#dialog h2") == "Help"
    view.press(RIGHT, "l")
    assert month(view) == "Jun 2003"  # keys belong to the dialog while it is open
    view.press(ESCAPE)
    assert not view.find("#dialog").is_displayed()
    assert view.all("#details h2")
    view.press(ESCAPE)
    assert not view.all("#details h2")


def test_an_actor_is_removed_and_put_back_without_a_mouse(view, hostile_file):
    view.open(hostile_file.as_uri(), lang="en", month="2003-06", b="")
    before = [view.seen(side) for side in SIDES]
    view.js("document.querySelector('#network-b .dot[tabindex=\"0\"]').focus()")
    places = {row: [float(each) for each in re.findall(r"[\d.]+", at)] for row, at in view.dots("b").items()}
    start = view.js("return document.activeElement.dataset.row")
    lower = [row for row, (_, y) in places.items() if y > places[start][1] + 1]
    view.press(DOWN if lower else UP)
    row = view.js("return document.activeElement.dataset.row")
    assert row != start
    assert month(view) == "Jun 2003"  # within a network the arrows go from actor to actor
    view.press(ENTER)
    view.until(
        "return document.querySelector(`#network-b .dot[data-row='${arguments[0]}']`).ariaPressed === 'true'", row
    )
    view.press(TAB)
    assert view.js("return document.activeElement.textContent") == "Remove from B"
    view.press(ENTER)
    assert row not in view.dots("b")
    assert row in view.dots("a")
    assert view.js("return document.activeElement.textContent") == "Put back in B"
    view.press(ENTER, ESCAPE)
    assert [view.seen(side) for side in SIDES] == before
