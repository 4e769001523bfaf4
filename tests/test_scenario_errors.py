"""Does every mistake in a scenario get one line that names its file, line, column and cure, and nothing else?

The mistakes stand in tests/broken: small edits of the valid scenario in sim/scenario/template.
"""

import csv
import io
import os
import random
import shutil
import time
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario.find import find_case, list_cases
from sim.scenario.load import Problem, ScenarioError, load_case, load_scenario
from sim.scenario.new import TEMPLATE
from sim.scenario.reading.tables import MOST_ACTORS
from sim.stability import stability_of

BROKEN = Path(__file__).parent / "broken"
SAVE = "; save the file as UTF-8 (in Excel: CSV UTF-8)"
FILES = ("scenario.yaml", "actors.csv", "ties.csv")


def mistakes(file):
    """The mistakes of one file, as parameters of a test."""
    return named(YAML(typ="safe", pure=True).load((BROKEN / file).read_text(encoding="utf-8")))


def named(mistakes):
    return [pytest.param(mistake, id=mistake["name"]) for mistake in mistakes]


BARGAINS = YAML(typ="safe", pure=True).load((BROKEN / "bargains.yaml").read_text(encoding="utf-8"))
"""A valid case with everything that a bargain can have, and the mistakes in it."""


def with_bargains(case):
    """Put leverage, shocks, promises, negotiations and decisions of every rule into a copy of the template."""
    with (case / "actors.csv").open("a", encoding="utf-8") as actors:
        actors.write(BARGAINS["actors"])
    edit(case, "scenario.yaml", "decisions:\n", f"decisions:\n{BARGAINS['decisions']}")
    edit(case, "scenario.yaml", "variants:\n", f"{BARGAINS['sections']}variants:\n")
    edit(case, "scenario.yaml", "outcomes:\n", f"outcomes:\n{BARGAINS['outcomes']}")
    return case


COURTSHIPS = YAML(typ="safe", pure=True).load((BROKEN / "courtships.yaml").read_text(encoding="utf-8"))
"""A valid case with patrons who court people and an idea in shares, and the mistakes in it."""


def with_courtships(case):
    """Put courtships, tension, a shock, an idea and talks into a copy of the template."""
    with (case / "actors.csv").open("a", encoding="utf-8") as actors:
        actors.write(COURTSHIPS["actors"])
    edit(case, "scenario.yaml", "variants:\n", f"{COURTSHIPS['sections']}variants:\n")
    edit(case, "scenario.yaml", "outcomes:\n", f"outcomes:\n{COURTSHIPS['outcomes']}")
    return case


AGREEMENTS = YAML(typ="safe", pure=True).load((BROKEN / "agreements.yaml").read_text(encoding="utf-8"))
"""A valid case with agreements and an issue that has a field, and the mistakes in it."""


def with_agreements(case):
    """Put agreements, and talks of whose issues one has a field, into a copy of the template."""
    with (case / "actors.csv").open("a", encoding="utf-8") as actors:
        actors.write(AGREEMENTS["actors"])
    edit(case, "scenario.yaml", "variants:\n", f"{AGREEMENTS['sections']}variants:\n")
    edit(case, "scenario.yaml", "outcomes:\n", f"outcomes:\n{AGREEMENTS['outcomes']}")
    return case


@pytest.fixture
def case(tmp_path):
    """A copy of the valid template, to be broken."""
    for name in FILES:
        shutil.copy(TEMPLATE / name, tmp_path / name)
    return tmp_path


def edit(case, file, old, new):
    """Replace the one place where some text stands."""
    text = (case / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (case / file).write_text(text.replace(old, new), encoding="utf-8", newline="")


def report(case, **how):
    """What loading a broken scenario says, without the folder."""
    with pytest.raises(ScenarioError) as caught:
        load_case(case, **how)
    return str(caught.value).replace(f"{case}/", "")


def spot(case, at):
    """Line and column of a text in scenario.yaml, `what stands before|text`, found without the loader."""
    before, bar, _ = at.partition("|")
    text = at.replace("|", "") if bar else at
    lines = (case / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    found = [(number, line.index(text)) for number, line in enumerate(lines, 1) if text in line]
    assert len(found) == 1, f"{at!r} stands in {len(found)} lines"
    return f"scenario.yaml:{found[0][0]}:{found[0][1] + len(before if bar else '') + 1}"


@pytest.mark.parametrize("mistake", mistakes("scenario.yaml"))
def test_a_mistake_in_scenario_yaml_is_told_where_it_stands(case, mistake):
    edit(case, "scenario.yaml", mistake["old"], mistake["new"])
    assert report(case) == f"{spot(case, mistake['at'])} {mistake['says']}"


def test_a_case_with_bargains_is_valid(case):
    assert len(load_scenario(with_bargains(case)).negotiations) == 2


@pytest.mark.parametrize("mistake", named(BARGAINS["mistakes"]))
def test_a_mistake_in_a_bargain_is_told_where_it_stands(case, mistake):
    edit(with_bargains(case), "scenario.yaml", mistake["old"], mistake["new"])
    assert report(case) == f"{spot(case, mistake['at'])} {mistake['says']}"


def test_a_case_with_courtships_is_valid(case):
    assert len(load_scenario(with_courtships(case)).courtship) == 2


@pytest.mark.parametrize("mistake", named(COURTSHIPS["mistakes"]))
def test_a_mistake_in_a_courtship_is_told_where_it_stands(case, mistake):
    edit(with_courtships(case), "scenario.yaml", mistake["old"], mistake["new"])
    assert report(case) == f"{spot(case, mistake['at'])} {mistake['says']}"


def test_a_case_with_agreements_is_valid(case):
    assert len(load_scenario(with_agreements(case)).agreements) == 2


@pytest.mark.parametrize("mistake", named(AGREEMENTS["mistakes"]))
def test_a_mistake_in_an_agreement_is_told_where_it_stands(case, mistake):
    edit(with_agreements(case), "scenario.yaml", mistake["old"], mistake["new"])
    assert report(case) == f"{spot(case, mistake['at'])} {mistake['says']}"


def test_agreements_and_depths_that_nothing_reads_are_told(case):
    edit(with_agreements(case), "scenario.yaml", "field: labor, ", "")
    unused = "is not used where no issue has a field"
    assert report(case).splitlines() == [
        f"{spot(case, '|agreements:')} agreements: are no precedents: no issue of any negotiation has a field",
        f"{spot(case, '|depth: 5')} negotiations.talks.depth: {unused}",
        f"{spot(case, '    |south: true')} negotiations.talks.south: {unused}",
    ]


@pytest.mark.parametrize("mistake", mistakes("actors.yaml"))
def test_a_mistake_in_actors_csv_is_told_with_line_and_column_name(case, mistake):
    edit(case, "actors.csv", mistake["old"], mistake["new"])
    assert report(case) == f"actors.csv:{mistake['at']} {mistake['says']}"


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("stake", "1.5", "must be <= 1 (got 1.5)"),
        ("stake", "much", "must be a number (got 'much')"),
        ("resistance", "-0.1", "must be >= 0 (got -0.1)"),
        ("rhetoric", "2", "must be <= 1 (got 2)"),
    ],
)
def test_a_mistake_in_an_optional_column_of_actors_csv_is_told(case, column, cell, says):
    header, *rows = rows_of(case, "actors.csv")
    rewrite(case, "actors.csv", [[*header, column], *([*row, cell if row[0] == "mayor" else ""] for row in rows)])
    assert report(case) == f"actors.csv:5:{column} actors.mayor: {says}"


def test_rhetoric_of_one_who_does_not_govern_is_told(case):
    header, *rows = rows_of(case, "actors.csv")
    rewrite(
        case, "actors.csv", [[*header, "rhetoric"], *([*row, "1" if row[0] == "dock_union" else ""] for row in rows)]
    )
    assert report(case).endswith(":rhetoric actors.dock_union: must be left out: rhetoric of a union changes nothing")


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        ("{actors: {ids: [mayor]}, field: rhetoric, value: 2}", "rhetoric, value: |2",
         "value: must be <= 1 for rhetoric (got 2)"),
        ("{actors: {ids: [mayor]}, field: rhetoric, issue: port, value: 1}", "rhetoric, |issue: port",
         "issue: must be left out: rhetoric is the same on all issues"),
        ("{actors: {ids: [dock_union]}, field: rhetoric, value: 1}", "- {|actors: {ids: [dock_union]}, field: rhetoric",
         "actors: must select executives alone: rhetoric of 'dock_union' changes nothing"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_change_of_rhetoric_is_told(case, change, at, says):
    old = next(line for line in (case / "scenario.yaml").read_text("utf-8").splitlines() if "field: salience" in line)
    edit(case, "scenario.yaml", old, f"      - {change}")
    assert report(case) == f"{spot(case, at)} events.oil_spill.changes.0.{says}"


@pytest.mark.parametrize("mistake", mistakes("ties.yaml"))
def test_a_mistake_in_ties_csv_is_told_with_line_and_column_name(case, mistake):
    edit(case, "ties.csv", mistake["old"], mistake["new"])
    assert report(case) == f"ties.csv:{mistake['at']} {mistake['says']}"


def rows_of(case, file):
    return list(csv.reader(io.StringIO((case / file).read_text(encoding="utf-8"))))


def rewrite(case, file, rows, delimiter=",", encoding="utf-8"):
    with (case / file).open("w", encoding=encoding, newline="") as handle:
        csv.writer(handle, delimiter=delimiter).writerows(rows)


@pytest.mark.parametrize("name", ["country", "salience_wages"])
def test_a_missing_column_is_told_once(case, name):
    rows = rows_of(case, "actors.csv")
    at = rows[0].index(name)
    rewrite(case, "actors.csv", [[cell for index, cell in enumerate(row) if index != at] for row in rows])
    assert report(case) == f"actors.csv:1:{name} missing column"


def test_no_rows_is_told(case):
    rewrite(case, "actors.csv", rows_of(case, "actors.csv")[:1])
    assert report(case) == "actors.csv:1:id has no actors"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "scenario.yaml:1:1 is empty"),
        (b"# only a comment\n", "scenario.yaml:1:1 is empty"),
        (b"- a\n- b\n", "scenario.yaml:1:1 must be a mapping (key: value)"),
        (b"hello\n", "scenario.yaml:1:1 must be a mapping (key: value)"),
        (b"format: 2\ntitle: Se\xf1or\n", f"scenario.yaml:2:10 is not UTF-8 (byte 0xf1){SAVE}"),
        (b"format: 2\n\ta: x\n", "scenario.yaml:2:1 is not YAML: found character '\\t' that cannot start any token"),
        (b"format: 2\ntitle: \x07\n", "scenario.yaml:2:8 is not YAML: has a control character"),
        (b"a: [1, 2\n", "scenario.yaml:2:1 is not YAML: expected ',' or ']', but got '<stream end>'"),
        (b"a: &x [*x]\n", "scenario.yaml:1:8 unknown alias *x"),
    ],
)  # fmt: skip
def test_an_unreadable_scenario_yaml_is_told_in_one_line(case, content, line):
    (case / "scenario.yaml").write_bytes(content)
    assert report(case) == line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "actors.csv:1:1 is empty"),
        (b"\n ,,\n", "actors.csv:1:1 is empty"),
        ("id;name\na;Núñez\n".encode("latin-1"), f"actors.csv:2:4 is not UTF-8 (byte 0xfa){SAVE}"),
        ("id,name\na,Núñez\n".encode("utf-16"), f"actors.csv:1:1 is not UTF-8 (byte 0xff){SAVE}"),
    ],
)  # fmt: skip
def test_an_unreadable_actors_csv_is_told_in_one_line(case, content, line):
    (case / "actors.csv").write_bytes(content)
    assert report(case) == line


def test_missing_files_are_told(case):
    (case / "actors.csv").unlink()
    assert report(case) == "actors.csv: no such file"
    with pytest.raises(ScenarioError, match="nowhere/else: no such folder"):
        load_case("nowhere/else")
    with pytest.raises(ScenarioError, match="no_such_case: no such scenario"):
        load_case("no_such_case")


def test_without_ties_csv_there_are_no_ties(case):
    (case / "ties.csv").unlink()
    assert load_scenario(case).ties == []


@pytest.mark.parametrize("bomb", ["wide", "deep"])
def test_an_alias_bomb_is_refused_at_once(case, bomb):
    if bomb == "wide":
        lines = ["x0: &x0 [0,0,0,0,0,0,0,0,0,0]"]
        lines += [f"x{n}: &x{n} [{', '.join(10 * [f'*x{n - 1}'])}]" for n in range(1, 12)]
        line = "scenario.yaml:5:"
        what = "has more than 100,000 values, counting each alias (*name) at its full size"
    else:
        lines = ["x0: &x0 [0]", *(f"x{n}: &x{n} [*x{n - 1}]" for n in range(1, 30))]
        line, what = "scenario.yaml:19:12 ", "is nested deeper than 20 levels"
    (case / "scenario.yaml").write_text("\n".join(lines), encoding="utf-8")
    began = time.perf_counter()
    said = report(case)
    assert said.startswith(line)
    assert said.endswith(what)
    assert time.perf_counter() - began < 2


def test_many_brackets_do_not_exhaust_the_stack(case):
    (case / "scenario.yaml").write_text("a: " + 5_000 * "[", encoding="utf-8")
    assert report(case) == "scenario.yaml:1:23 is nested deeper than 20 levels"


def test_more_actors_than_100_000_need_large(case):
    content = "id,name\n" + "".join(f"a{n},A\n" for n in range(MOST_ACTORS + 1))
    (case / "actors.csv").write_text(content, encoding="utf-8")
    assert report(case) == "actors.csv:100002:1 has more than 100,000 actors; pass large=True to read it"


def test_mistakes_of_all_files_are_told_together_and_in_order(case):
    edit(case, "scenario.yaml", "share: 0.9", "share: 9")
    edit(case, "scenario.yaml", "executive: mayor", "executive: major")
    edit(case, "scenario.yaml", "tier: secondary", "tear: secondary")
    edit(case, "actors.csv", "0.4,0.5,0.9,0.9", "4,x,0.9,0.9")
    edit(case, "ties.csv", "dock_union,mayor", "dock_union,major")
    assert report(case).splitlines() == [
        "actors.csv:3:position_port actors.dock_union: must be <= 1 (got 4)",
        "actors.csv:3:salience_port actors.dock_union: must be a number (got 'x')",
        "scenario.yaml:29:5 issues.wages.tear: unknown key; did you mean 'tier'?",
        "scenario.yaml:61:16 decisions.port_vote.executive: unknown actor 'major'; did you mean 'mayor'?",
        "scenario.yaml:98:12 claims.spill_raised_concern.share: must be <= 1 (got 9)",
        "ties.csv:4:partner ties.dock_union.major: unknown actor 'major'; did you mean 'mayor'?",
    ]


def test_cycles_of_variants_are_told_once(case):
    variants = "".join(f"  v{n}: {{title: V, based_on: v{n % 3 + 1}, set: {{a.b: 1}}}}\n" for n in (1, 2, 3))
    edit(case, "scenario.yaml", "variants:\n", f"variants:\n{variants}")
    assert report(case) == "scenario.yaml:72:28 variants.v1.based_on: makes a cycle: v1 -> v2 -> v3 -> v1"
    assert "makes a cycle" in report(case, variant="v2")


def test_more_than_three_partners_of_an_issue_are_told(case):
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    issue = '{title: X, negative: "n", positive: "p", tier: secondary, source: assumed}'
    more = "".join(f"  i{n}: {issue}\n" for n in range(4))
    pairs = "".join(f"  - {{issues: [port, i{n}], source: assumed}}\n" for n in range(4))
    text = text.replace("issues:\n", f"coupling:\n{pairs}issues:\n{more}", 1)
    (case / "scenario.yaml").write_text(text, encoding="utf-8")
    rows = rows_of(case, "actors.csv")
    names = [f"{group}_i{n}" for group in ("position", "salience") for n in range(4)]
    rewrite(case, "actors.csv", [rows[0] + names, *(row + ["0"] * 8 for row in rows[1:])])
    assert report(case) == "scenario.yaml:22:6 coupling.3.issues: gives 'port' more than 3 partners"


def test_more_than_four_negotiated_issues_are_told(case):
    issue = '{title: X, negative: "n", positive: "p", tier: secondary, source: assumed}'
    edit(
        with_bargains(case),
        "scenario.yaml",
        "\nissues:\n",
        "\nissues:\n" + "".join(f"  i{n}: {issue}\n" for n in range(4)),
    )
    rows = rows_of(case, "actors.csv")
    names = [f"{group}_i{n}" for group in ("position", "salience") for n in range(4)]
    rewrite(case, "actors.csv", [rows[0] + names, *(row + ["0"] * 8 for row in rows[1:])])
    at = "issues: {wages: {status_quo: -0.3, source: assumed}"
    more = "".join(f", i{n}: {{status_quo: 0, source: assumed}}" for n in range(4))
    edit(case, "scenario.yaml", at, at + more)
    assert report(case) == f"{spot(case, 'issues: |{wages: {status_quo: -0.3')} " + (
        "negotiations.old_talks.issues: must have at most 4 entries"
    )


def test_a_cycle_of_decisions_is_told_once_beside_other_mistakes(case):
    edit(with_bargains(case), "scenario.yaml", "requires: [port_vote]", "requires: [both, bord]")
    edit(case, "scenario.yaml", "rule: {type: weighted", "requires: [both]\n    rule: {type: weighted")
    assert [line.partition(" ")[2] for line in report(case).splitlines()] == [
        "decisions.ratification.requires.0: makes a cycle: ratification -> both -> ratification",
        "decisions.ratification.requires.1: unknown decision 'bord'; did you mean 'board'?",
        "decisions.board.requires.0: 'both' is decided later, 2003-09 (this one 2003-08)",
    ]


def test_where_no_country_can_be_read_none_is_unknown(case):
    rows = rows_of(with_bargains(case), "actors.csv")
    at = rows[0].index("country")
    rewrite(case, "actors.csv", [[cell for index, cell in enumerate(row) if index != at] for row in rows])
    assert report(case) == "actors.csv:1:country missing column"


@pytest.mark.parametrize("mistake", mistakes("settings.yaml"))
def test_a_wrong_setting_is_told_by_its_name(case, mistake):
    said = report(case, settings={mistake["name"]: mistake["value"]})
    assert said == f"settings {mistake['name']}: {mistake['says']}"


def test_an_unknown_variant_is_told(case):
    assert report(case, variant="no_spil") == "variant no_spil: unknown variant; did you mean 'no_spill'?"


def test_a_wrong_value_of_a_variant_is_told_where_it_is_written(case):
    edit(case, "scenario.yaml", "events.oil_spill: null", "actors.mayor.capability: 9")
    assert load_scenario(case).actors["mayor"].capability == 4
    assert report(case, variant="no_spill") == "scenario.yaml:75:32 actors.mayor.capability: must be <= 5 (got 9)"


def test_spanish_excel_is_read_like_any_other_csv(case):
    plain = load_case(case)
    for file in ("actors.csv", "ties.csv"):
        header, *rows = rows_of(case, file)
        width = len(header)
        rows = [
            [cell.replace(".", ",") if cell.replace(".", "").lstrip("-").isdigit() else cell for cell in row]
            for row in rows
        ]
        empty = [""] * (width + 2)
        rewrite(case, file, [[*header, "", ""], *([*row, "", ""] for row in rows), empty, empty], ";", "utf-8-sig")
    spanish = load_case(case)
    assert "Vigías de la Bahía" in spanish.scenario.actors["bay_watch"].name_es
    assert spanish.scenario == plain.scenario
    assert spanish.digest == plain.digest


def test_a_point_between_thousands_is_refused_beside_semicolons(case):
    rows = rows_of(case, "actors.csv")
    rows[3][rows[0].index("size")] = "1.250"
    rewrite(case, "actors.csv", rows, ";")
    line = "actors.csv:4:size actors.ocean_friends: must be a number without thousands separators (got '1.250')"
    assert report(case) == line


def test_problems_are_data_too(case):
    edit(case, "scenario.yaml", "share: 0.9", "share: 9")
    with pytest.raises(ScenarioError) as caught:
        load_case(case)
    file = str(case / "scenario.yaml")
    assert caught.value.problems == [Problem(file, 98, 12, "claims.spill_raised_concern.share", "must be <= 1 (got 9)")]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("has_bargains", [False, True])
def test_no_damage_ends_in_another_exception(case, seed, has_bargains):
    """Lines dropped, doubled, swapped or cut: the answer is a scenario or problems, never a traceback."""
    rng = random.Random(seed)
    if has_bargains:
        with_bargains(case)
    originals = {name: (case / name).read_text(encoding="utf-8") for name in FILES}
    for _ in range(12):
        name = rng.choice(FILES)
        (case / name).write_text(damaged(originals[name], rng), encoding="utf-8")
        try:
            load_case(case)
        except ScenarioError as wrong:
            assert wrong.problems  # noqa: PT017
        (case / name).write_text(originals[name], encoding="utf-8")


MUTATIONS = int(os.environ.get("MUTATIONS", "40"))  # of each case; 300 by .ci/nightly


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(folder.name for folder in list_cases()))
def test_no_damage_to_a_case_that_comes_with_the_package_ends_in_another_exception(name, tmp_path):
    """Any of its files: the answer is a scenario or problems that name a place, never a traceback."""
    case, rng = tmp_path / name, random.Random(name)
    shutil.copytree(find_case(name), case)
    files = sorted(path for path in case.iterdir() if path.suffix in (".yaml", ".csv", ".json"))
    originals = {path: path.read_text(encoding="utf-8") for path in files}
    for _ in range(MUTATIONS):
        path = rng.choice(files)
        path.write_text(damaged(originals[path], rng), encoding="utf-8")
        try:
            stability_of(load_case(case))
        except ScenarioError as wrong:
            assert wrong.problems  # noqa: PT017
            assert all(Path(each.file).parent == case for each in wrong.problems)  # noqa: PT017
        path.write_text(originals[path], encoding="utf-8")


ODD = ("[]", "{}", "null", "true", "7", "-1.5", "x", "'", "[a, [b]]", "{a: b}")


def damaged(text, rng):
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
        case 4:
            words = lines[at].split(" ")
            words[rng.randrange(len(words))] = rng.choice(
                ["[]", "{}", "null", "true", "7", "-1.5", "x", "'", "[a, [b]]", "{a: b}"]
            )
            lines[at] = " ".join(words)
    return "\n".join(lines)


OVERLAYS = YAML(typ="safe", pure=True).load((BROKEN / "overlays.yaml").read_text(encoding="utf-8"))
"""A valid table for a variant, and the mistakes in it."""


def with_table(case, table=OVERLAYS["table"], variant="{title: Again, file: other.csv}"):
    """Put a variant with a table of its own into a copy of the template."""
    edit(case, "scenario.yaml", "variants:\n", f"variants:\n  second_coding: {variant}\n")
    (case / "other.csv").write_text(table, encoding="utf-8")
    return case


@pytest.mark.parametrize("mistake", named(OVERLAYS["mistakes"]))
def test_a_mistake_in_the_table_of_a_variant_is_told_where_it_stands(case, mistake):
    edit(with_table(case), "other.csv", mistake["old"], mistake["new"])
    assert report(case, variant="second_coding").splitlines() == mistake["says"]
    if mistake.get("always"):
        assert report(case).splitlines() == mistake["says"]
    else:
        assert load_case(case).variant == "baseline"


@pytest.mark.parametrize(
    ("variant", "at", "says"),
    [
        ("{title: A, file: othr.csv}", "second_coding: {title: A, file: |othr.csv",
         "variants.second_coding.file: no file 'othr.csv' beside scenario.yaml; did you mean 'other.csv'?"),
        ("{title: A, file: ../other.csv}", "second_coding: {title: A, file: |../other.csv",
         "variants.second_coding.file: must be the name of a CSV file beside scenario.yaml, such as house.csv "
         "(got '../other.csv')"),
        ("{title: A, file: 3}", "second_coding: {title: A, file: |3",
         "variants.second_coding.file: must be text; put it in quotes (got 3)"),
        ("{title: A}", "  |second_coding: {title: A}", "variants.second_coding: needs file, set or without"),
        ("{title: A, file: other.csv, set: {}}", "second_coding: {title: A, file: other.csv, set: |{}",
         "variants.second_coding.set: must have at least 1 entry"),
        ("{title: A, file: other.csv, rows: {mayor: {}}}", "second_coding: {title: A, file: other.csv, |rows",
         "variants.second_coding.rows: stands in the file that file names, not here"),
        ("{title: A, fil: other.csv}", "second_coding: {title: A, |fil",
         "variants.second_coding.fil: unknown key; did you mean 'file'?"),
    ],
)  # fmt: skip
def test_a_mistake_in_naming_a_table_is_told_once(case, variant, at, says):
    assert report(with_table(case, variant=variant)) == f"{spot(case, at)} {says}"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", "other.csv:1:1 is empty"),
        ("id,capability\n", "other.csv:1:id has no rows"),
        ("id\nmayor\n", "other.csv:1:id has no column that could replace anything"),
    ],
)
def test_a_table_that_says_nothing_is_told(case, table, line):
    assert report(with_table(case, table)) == line
