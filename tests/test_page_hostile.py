"""Do names that are written to be run stay names, wherever the page shows them and whatever it hands out?"""

import xml.etree.ElementTree as ElementTree

import pytest
from browsing import BLANK, QUOTE, SIDES, TAG

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
INJECTED = (
    "return [...document.querySelectorAll('img, iframe, object, embed, form')]"
    ".map((each) => each.outerHTML).concat([...document.querySelectorAll('*')].flatMap((each) => "
    "[...each.attributes].filter(({name, value}) => name.startsWith('on') || /^\\s*javascript:/i.test(value))"
    ".map(({name, value}) => `${each.tagName} ${name}=${value}`)))"
)
FIELDS = {
    "actors": ("name",), "issues": ("title", "positive"), "events": ("title",), "variants": ("title",),
    "claims": ("text",), "decisions": ("title",), "courses": ("label",),
}  # fmt: skip


@pytest.fixture(params=["static", "served"])
def address(request, view, hostile_file):
    """Where the page is; when a test is over, nothing has been run, and nothing stands there that a name brought."""
    yield hostile_file.as_uri() if request.param == "static" else request.getfixturevalue("hostile_server").url
    assert view.js("return window.alerts") == []
    assert view.js(INJECTED) == []
    assert view.js("return document.scripts.length") == 2
    assert not [each for each in view.errors() if "Content Security Policy" in each]


def test_the_case_is_hostile(hostile):
    data = hostile.data
    for kind, fields in FIELDS.items():
        for field in fields:
            texts = [each[field][0] for each in data[kind]]
            assert any(name in text for text in texts for name in (TAG, QUOTE, BLANK)), (kind, field)
    assert {each["name"][0] for each in data["actors"]} > {TAG, QUOTE, BLANK}


def test_every_place_that_tells_a_name_tells_it_as_it_is(view, address, hostile):
    view.open(address, month="2003-06", b="v:no_spill")
    data = hostile.data
    assert view.text("h1") == data["title"][0] == f"{TAG} town"
    assert view.js("return document.title") == f"{TAG} town"
    for css in ("#setting-a select", "#setting-b select"):
        assert f"{TAG} tanker safely" in view.texts(f"{css} option")
    assert f"{TAG} port" in view.texts("#timeline select option")
    assert any(f"{QUOTE} spill" in each for each in view.texts("#timeline title"))
    assert any(f"{QUOTE} votes on" in each for each in view.texts("#votes .vote-head"))
    assert any(f"{TAG} spill made" in each for each in view.texts(".claim-table .says"))
    assert any(f"{BLANK} how much" in each for each in view.texts("#courses option, #courses title"))
    assert any(each.startswith("B: </script>") for each in view.texts("#courses figcaption"))
    assert {TAG, QUOTE, BLANK} < set(view.network())
    rows = {each["name"][0]: row for row, each in enumerate(data["actors"])}
    for name in (TAG, QUOTE, BLANK):
        label = view.text(f"#network-a .names text:nth-of-type({rows[name] + 1})")
        assert name.startswith(label.rstrip("…"))
        assert len(label) > 15
        dot = view.find(f"#network-a .dot[data-row='{rows[name]}']")
        view.until("return arguments[0].getAttribute('aria-label')?.startsWith(arguments[1])", dot, name)


def test_tip_and_details_tell_names_as_they_are(view, address, hostile):
    view.open(address, month="2003-06")
    rows = {each["name"][0]: row for row, each in enumerate(hostile.data["actors"])}
    for name in (TAG, QUOTE, BLANK):
        view.point(f"#network-b .dot[data-row='{rows[name]}']")
        assert view.find("#tip").is_displayed()
        assert view.text("#tip strong") == name
        view.click(f"#network-b .dot[data-row='{rows[name]}']")
        assert view.text("#network-b .strip strong") == name
        assert view.text("#details h2") == f"Who allied with {name}, and when"


def test_removed_actors_are_named_as_they_are(view, address, hostile):
    view.open(address, month="2003-06", b="")
    for name in (TAG, QUOTE, BLANK):
        actor = next(each["id"] for each in hostile.data["actors"] if each["name"][0] == name)
        view.open(address, month="2003-06", b=f"w:{actor}")
        assert view.text("#setting-b .chip").startswith(f"without {name}")
        assert any(f"B: without {name}" in each for each in view.texts("#courses figcaption"))


def test_what_is_saved_and_printed_holds_names_as_text(view, address, hostile_case, tmp_path):
    for name, actor in ((TAG, "bay_watch"), (QUOTE, "dock_union"), (BLANK, "mayor")):
        view.open(address, month="2003-06", b=f"w:{actor}")
        root = ElementTree.fromstring(view.saved("figure-svg", tmp_path / actor).read_bytes())
        texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
        assert f"B: without {name}" in " ".join(texts)
        assert f"{TAG} town" in texts
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "g", "path", "text", "rect", "line", "circle", "polygon", "title", "desc",
        }  # fmt: skip
        assert not [key for each in root.iter() for key in each.attrib if key.startswith("on") or "href" in key]
        view.js("window.dispatchEvent(new Event('beforeprint'))")
        paper = view.text("#paper")
        assert f"{TAG} town" in paper
        assert f"B: without {name}" in paper
        assert f"{QUOTE} votes on" in paper


def test_a_lesson_runs_nothing(view, address):
    view.open(address)
    view.click("#do-lesson")
    assert view.text("#dialog h1") == f"Lesson of {TAG}"
    assert view.js("return [...document.querySelectorAll('#dialog a')].map((each) => each.href)") == []


def test_a_hostile_address_is_only_text(view, address):
    view.open(address, lang="en", issue=TAG, actor=QUOTE, a=f"v:{TAG}", b=f"w:{QUOTE},p:{TAG}=1", month="${alert(1)}")
    assert [view.find(f"#setting-{side} select").get_attribute("value") for side in SIDES] == ["", ""]
    assert view.dots("a") == view.dots("b") != {}
