"""Can everybody use the page: with a screen reader, with weak eyes, on a phone, on a projector?"""

import re

import pytest
from browsing import MINUS, SIDES

pytestmark = pytest.mark.slow

ROLES = {
    "button", "link", "slider", "combobox", "radio", "checkbox", "spinbutton", "textbox", "DisclosureTriangle",
    "menuitem", "option", "img", "image", "group", "region", "dialog", "table",
}  # fmt: skip
NEEDLESS = {"group", "table"}  # of these only those that say something have names
CONTRAST = """
const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
function rgba(color) {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data];
}
const over = ([r, g, b, a], under) => [r, g, b].map((each, i) => (each * a + under[i] * (255 - a)) / 255);
function ground(node) {
  const back = rgba(getComputedStyle(node).backgroundColor);
  if (back[3] === 255) return back.slice(0, 3);
  return over(back, node.parentElement ? ground(node.parentElement) : [255, 255, 255]);
}
const bright = (color) => color.map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92
  : ((each + 0.055) / 1.055) ** 2.4)).reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
const found = [];
for (const node of document.querySelectorAll("body *")) {
  const isDrawn = node.tagName === "text";
  const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
  if (!own || !node.checkVisibility() || node.closest("#paper, :disabled, title, desc, .unseen, .skip")) continue;
  const style = getComputedStyle(node);
  if (isDrawn && rgba(style.fill).slice(0, 3).every((each) => each > 250)) continue; // white on a bar of its own
  const under = ground(isDrawn ? node.closest("svg").parentElement : node);
  const ink = rgba(isDrawn ? style.fill : style.color);
  const alpha = Number(style.opacity) * Number(isDrawn ? style.fillOpacity : 1);
  const [one, two] = [over([...ink.slice(0, 3), ink[3] * alpha], under), under].map(bright);
  const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  found.push([node.textContent.trim().slice(0, 40), `${node.tagName} ${node.getAttribute("class")}`, ratio]);
}
return found;
"""


def nodes(view):
    """The page as a screen reader has it: [role, name] of what it does not pass over."""
    view.command("Accessibility.enable")
    tree = view.command("Accessibility.getFullAXTree")["nodes"]
    view.command("Accessibility.disable")
    return [
        (each["role"]["value"], each.get("name", {}).get("value", "").strip(), each.get("backendDOMNodeId"))
        for each in tree
        if not each["ignored"]
    ]


def markup(view, node):
    object_id = view.command("DOM.resolveNode", backendNodeId=node)["object"]["objectId"]
    found = view.command(
        "Runtime.callFunctionOn", objectId=object_id, returnByValue=True,
        functionDeclaration="function () { return this.outerHTML.slice(0, 120); }",
    )  # fmt: skip
    return found["result"]["value"]


# Without eyes


def test_everything_that_can_be_used_has_a_name(view, talks, talks_file):
    view.open(talks_file.as_uri(), month="1993-12", actor="rmalc", b="w:rmalc")
    view.js("for (const each of document.querySelectorAll('details')) each.open = true")
    view.until("return document.querySelector('#network-b .dot[aria-label]') !== null")
    found = nodes(view.settled())
    kinds = [role for role, *_ in found]
    assert min(kinds.count(role) for role in ("button", "slider", "combobox", "radio", "image", "table")) > 2
    missing = [(role, markup(view, node)) for role, name, node in found if role in ROLES - NEEDLESS and not name]
    assert missing == []
    pressed = [name for role, name, _ in found if role == "button"]
    for side in SIDES:
        actors = [talks.data["actors"][int(row)]["name"][0] for row in view.dots(side)]
        assert len(actors) > 30
        for actor in actors:
            assert any(name.startswith(f"{actor}: position ") for name in pressed), actor
    names = [name for role, name, _ in found if role == "group"]
    assert sum(name.startswith("Network of side ") for name in names) == 2
    headings = [name for role, name, _ in found if role == "heading"]
    assert len(headings) > 8
    assert all(headings)


def test_a_dialog_has_a_name_and_takes_the_focus(view, talks_file):
    view.open(talks_file.as_uri())
    view.click("#help")
    assert ("dialog", "Help") in [each[:2] for each in nodes(view)]
    assert view.js("return document.querySelector('#dialog').contains(document.activeElement)")
    view.press("\ue00c")
    assert view.js("return document.activeElement.id") == "help"  # back where one was


def test_the_networks_are_a_table_too(view, talks, talks_file):
    view.open(talks_file.as_uri(), month="1993-12")
    table = view.network()
    names = [each["name"][0] for each in talks.data["actors"]]
    with_commas = [each["tag"][0] for each in talks.data["actors"] if ", " in each["tag"][0]]
    assert list(table) == names
    for place, side in enumerate(SIDES):
        there = {name for name, cells in table.items() if cells[2 * place] != "not active now"}
        assert there == {names[int(row)] for row in view.dots(side)}
        view.until("return document.querySelector(`#network-${arguments[0]} .dot[aria-label]`) !== null", side)
        told = view.js(
            "return [...document.querySelectorAll(`#network-${arguments[0]} .dot:not([display])`)]"
            ".map((dot) => [dot.dataset.row, dot.getAttribute('aria-label')])", side,
        )  # fmt: skip
        for row, label in told:
            position, allies = table[names[int(row)]][2 * place : 2 * place + 2]
            n = allies.count(", ") + bool(allies) - sum(each.count(", ") for each in with_commas if each in allies)
            assert label == f"{names[int(row)]}: position {position}, allies {n}"


def test_month_and_event_are_told_when_the_page_stands_still(view, hostile_file, hostile):
    view.open(hostile_file.as_uri(), month="2003-05")
    live = view.find("#live")
    assert live.get_attribute("aria-live") == "polite"
    view.press("\ue014")
    view.until("return document.querySelector('#live').textContent.startsWith('June 2003. ')")
    assert "votes on the port plan" in view.text("#live")
    view.press("\ue014")
    view.until("return document.querySelector('#live').textContent === 'July 2003. '")
    view.press("\ue011", " ")
    view.until("return document.querySelector('#timeline output').textContent !== 'Jan 2001'")
    assert view.text("#live") == "July 2003. "  # not every month while it plays
    view.press(" ")


# With weak eyes


@pytest.mark.parametrize("lang", ["en", "es"])
def test_texts_stand_out_from_their_ground(view, talks_file, lang):
    view.open(talks_file.as_uri(), lang=lang, month="1993-12", b="w:rmalc")
    view.js("for (const each of document.querySelectorAll('details')) each.open = true")
    view.settled()
    found = view.js(CONTRAST)
    assert len(found) > 500
    assert sorted({(kind, round(ratio, 2)) for _, kind, ratio in found if ratio < 4.5}) == []


def test_a_projector_gets_larger_letters_without_a_scroll_bar(view, talks_file):
    view.open(talks_file.as_uri())
    size = "return parseFloat(getComputedStyle(document.querySelector('.name:not([display])')).fontSize)"
    before = view.js(size)
    view.click("#larger")
    assert view.js(size) > 1.2 * before
    assert view.js("return document.documentElement.scrollWidth <= innerWidth")


# On a phone


LOW = """
return [...document.querySelectorAll("button, select, input, summary, [role=slider], label:has(input)")]
  .filter((each) => each.checkVisibility()
    && !each.closest("#paper, dialog:not([open]), label > *, details:not([open]) > div"))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.height && box.height < (each.closest("table, .names") ? 24 : 40))
  .map(([each, box]) => `${each.tagName}.${each.className} ${box.height} ${each.textContent.slice(0, 20)}`);
"""
WIDE = """
return [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && !each.closest("#tip, #paper, .unseen, .skip, .off-page, svg *, .blocs"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 100));
"""


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_phone_shows_all_without_scrolling_sideways(view, talks_file, lang):
    view.sized(390, 844)
    view.open(talks_file.as_uri(), lang=lang, month="1993-12", actor="rmalc", b="w:rmalc")
    view.js("for (const each of document.querySelectorAll('.unfold')) each.click()")
    view.settled()
    assert view.js("return innerWidth") == 390
    assert view.js("return document.documentElement.scrollWidth") <= 390
    assert view.js(WIDE) == []
    assert view.js(LOW) == []
    for side in SIDES:
        assert (
            view.js("return document.querySelector(`#network-${arguments[0]}`).getBoundingClientRect().width", side)
            > 340
        )
        assert len(view.js("return [...document.querySelectorAll('.name:not([display])')]")) > 10
    view.click("#do-lesson")
    assert view.js("const box = document.querySelector('#dialog').getBoundingClientRect(); return box.right") <= 390
    assert view.js("return document.querySelector('#dialog').scrollWidth <= 390")


def test_a_finger_selects_the_nearest_actor(view, hostile_file):
    view.sized(390, 844)
    view.open(hostile_file.as_uri(), month="2003-06")
    view.js("document.querySelector('#network-a').scrollIntoView({block: 'center'})")
    box = view.js("const b = document.querySelector(\".dot[data-row='3']\").getBoundingClientRect(); "
                  "return [b.x + b.width / 2, b.y + b.height / 2]")  # fmt: skip
    touch = {"x": box[0] + 12, "y": box[1] - 10}  # a finger is no needle
    view.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[touch])
    view.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    view.until("return document.querySelector('.dot.selected')?.dataset.row === '3'")
    assert re.search(rf"position {MINUS}?[.\d]+, allies \d", view.text("#network-a .facts"))
