"""Is a chamber given member by member read as its file says, and does it vote like the same chamber of blocs?"""

import csv
import shutil
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from ruamel.yaml import YAML

from sim.ensemble import Ensemble
from sim.evidence.record import data_folder
from sim.scenario import reference
from sim.scenario.compile import compile_setting
from sim.scenario.find import find_case
from sim.scenario.load import ScenarioError, load_case, load_scenario
from sim.scenario.new import TEMPLATE

HEADER = ["member", "bloc", "position", "source"]
MAJORITY, OPPOSITION = "council_majority", "council_opposition"
CHAMBER = "decisions.port_vote.chamber"
FILE = "decisions.port_vote.members_file"
TENTHS = {MAJORITY: [n / 10 for n in range(-1, 11)][::-1], OPPOSITION: [-n / 10 for n in range(1, 10)]}
BROKEN = YAML(typ="safe", pure=True).load(
    (Path(__file__).parent / "broken" / "members.yaml").read_text(encoding="utf-8")
)
needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the folder shared/data")


@pytest.fixture
def case(tmp_path):
    """A copy of the template, its chamber given by blocs, with a file of members beside it that nobody names yet."""
    folder = tmp_path / "case"
    shutil.copytree(TEMPLATE, folder)
    return folder


def write(path, positions, delimiter=",", encoding="utf-8"):
    """A file of members: positions by bloc."""
    rows = [[f"{bloc} {n}", bloc, repr(float(x)), "assumed"] for bloc, each in positions.items()
            for n, x in enumerate(each, 1)]  # fmt: skip
    if delimiter == ";":
        rows = [[cell.replace(".", ",") for cell in row] for row in rows]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADER, *rows])


def blocs_of(case, settings=None):
    loaded = load_case(case, settings=settings)
    setting = compile_setting(loaded.scenario)
    return {setting.actors[bloc.actor]: bloc for bloc in setting.decisions[0].blocs}


def quantiles(members):
    return np.array([NormalDist().inv_cdf((member + 0.5) / members) for member in range(members)])


# --- what is read


def test_members_stand_apart_from_their_bloc_as_the_file_says(case):
    write(case / "house.csv", {OPPOSITION: [-0.5, 0.25, 1.0, 0.25, -1, -1, 0, 0, 0], MAJORITY: [0.2] * 12})
    scenario = load_scenario(case, settings={FILE: "house.csv"})
    assert scenario.decisions["port_vote"].members == {
        OPPOSITION: [-0.5, 0.25, 1.0, 0.25, -1.0, -1.0, 0.0, 0.0, 0.0], MAJORITY: [0.2] * 12,
    }  # fmt: skip
    blocs = blocs_of(case, {FILE: "house.csv"})
    mean = -1 / 9
    assert blocs[OPPOSITION].offsets == pytest.approx(np.array([-0.5, 0.25, 1, 0.25, -1, -1, 0, 0, 0]) - mean)
    assert blocs[OPPOSITION].spread == pytest.approx(np.sqrt((0.25 + 0.125 + 3) / 9 - mean**2))
    assert (blocs[MAJORITY].spread, blocs[MAJORITY].members) == (pytest.approx(0, abs=1e-15), 12)


def test_a_bloc_without_rows_stands_at_the_quantiles_of_its_dispersion(case):
    write(case / "house.csv", {OPPOSITION: TENTHS[OPPOSITION]})
    plain, mixed = blocs_of(case), blocs_of(case, {FILE: "house.csv"})
    assert np.array_equal(mixed[MAJORITY].offsets, plain[MAJORITY].offsets)
    assert mixed[MAJORITY].offsets.tolist() == (0.3 * quantiles(12)).tolist()
    assert mixed[MAJORITY].spread == 0.3
    assert mixed[OPPOSITION].offsets == pytest.approx(np.arange(4, -5, -1) / 10)


def test_spanish_excel_is_read_like_any_other_csv(case):
    write(case / "house.csv", TENTHS)
    write(case / "excel.csv", TENTHS, ";", "utf-8-sig")
    plain, spanish = (load_scenario(case, settings={FILE: name}).decisions["port_vote"] for name in
                      ("house.csv", "excel.csv"))  # fmt: skip
    assert plain.members == spanish.members == TENTHS


def test_the_schema_for_editors_knows_the_file_and_its_columns_but_no_members():
    keys = reference.json_schema()["$defs"]["Decision"]["properties"]
    assert "members" not in keys
    assert [name for name in HEADER if name not in keys["members_file"]["description"]] == []
    section = reference.reference().partition("## members_file")[2].partition("\n## ")[0]
    assert [name for name in HEADER if f"\n| `{name}` |" not in section] == []


def test_the_digest_covers_positions_and_their_order_but_no_names(case):
    digests = []
    for positions in (TENTHS, TENTHS, TENTHS | {OPPOSITION: [0.1] * 9}, TENTHS | {MAJORITY: TENTHS[MAJORITY][::-1]}):
        write(case / "house.csv", positions)
        digests.append(load_case(case, settings={FILE: "house.csv"}).digest)
    text = (case / "house.csv").read_text(encoding="utf-8")
    (case / "house.csv").write_text(text.replace(f"{MAJORITY} 1,", "Ana Ruiz,"), encoding="utf-8")
    assert load_case(case, settings={FILE: "house.csv"}).digest == digests[-1]
    assert digests[0] == digests[1]
    assert len({*digests, load_case(case).digest}) == 4


def test_a_variant_and_a_setting_name_another_file_and_null_takes_it_away(case):
    write(case / "house.csv", TENTHS)
    write(case / "other.csv", {OPPOSITION: [0.5] * 9})
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace("    chamber:", "    members_file: house.csv\n    chamber:", 1)
    text = text.replace("variants:\n", f"variants:\n  other: {{title: Other, set: {{{FILE}: other.csv}}}}\n", 1)
    (case / "scenario.yaml").write_text(text, encoding="utf-8")

    def members(**how):
        return load_scenario(case, **how).decisions["port_vote"].members

    assert members() == TENTHS
    assert members(variant="other") == members(settings={FILE: "other.csv"}) == {OPPOSITION: [0.5] * 9}
    assert members(settings={FILE: None}) == members(variant="other", settings={FILE: None}) == {}
    # The file follows what the settings make of the chamber.
    fewer = {f"{CHAMBER}.{OPPOSITION}": None, FILE: None}
    assert list(load_scenario(case, settings=fewer).decisions["port_vote"].chamber) == [MAJORITY]


# --- what is refused


def broken(case, mistake):
    """The template with a valid file of members, then with one mistake."""
    rows = [f"m{n},{MAJORITY},{n / 20 + 0.1 * (n == 2) + 0.15 * (n == 3):.3g},assumed\n" for n in range(1, 13)]
    rows += [f"o{n},{OPPOSITION},-{n / 10:.1f},assumed\n" for n in range(1, 10)]
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    texts = {
        "house.csv": "member,bloc,position,source\n" + "".join(rows),
        "scenario.yaml": text.replace("    chamber:", "    members_file: house.csv\n    chamber:", 1),
    }
    for name, content in texts.items():
        (case / name).write_text(content, encoding="utf-8")
    load_case(case)
    content = texts[mistake["file"]]
    assert content.count(mistake["old"]) == 1, mistake["old"]
    content = content.replace(mistake["old"], mistake["new"])
    if "rest" in mistake:  # what follows in every row
        content = content.replace(mistake["rest"], mistake.get("with", ""))
    (case / mistake["file"]).write_text(content, encoding="utf-8", newline="")


def report(case, **how):
    with pytest.raises(ScenarioError) as caught:
        load_case(case, **how)
    return str(caught.value).replace(f"{case}/", "").splitlines()


@pytest.mark.parametrize("mistake", BROKEN, ids=[mistake["name"] for mistake in BROKEN])
def test_a_mistake_is_told_where_it_stands_and_nothing_else(case, mistake):
    broken(case, mistake)
    assert report(case) == mistake["says"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "house.csv:1:1 is empty"),
        (b"member,bloc,position,source\n", "house.csv:1:member has no members"),
        ("member,bloc\nNúñez,a\n".encode("latin-1"),
         "house.csv:2:2 is not UTF-8 (byte 0xfa); save the file as UTF-8 (in Excel: CSV UTF-8)"),
        (b'member,bloc,position,source\n"x,y,0,a\n', 'house.csv:2:1 a quote (") opened in this row is never closed'),
    ],
)  # fmt: skip
def test_an_unreadable_file_is_told_in_one_line(case, content, line):
    (case / "house.csv").write_bytes(content)
    assert report(case, settings={FILE: "house.csv"}) == [line]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({FILE: "none.csv"}, f"settings {FILE}: no file 'none.csv' beside scenario.yaml; did you mean 'house.csv'?"),
        ({FILE: 3}, f"settings {FILE}: must be text; put it in quotes (got 3)"),
        ({FILE: f"{'x' * 300}.csv"}, f"settings {FILE}: must be the name of a CSV file beside scenario.yaml, such as "
                                     f"house.csv (got '{'x' * 56}...)"),
        ({FILE: "house.csv", f"{CHAMBER}.{OPPOSITION}.members": 8},
         f"settings {CHAMBER}.{OPPOSITION}.members: must be 9, the number of its rows in house.csv (got 8)"),
        ({"decisions.port_vote.members": {OPPOSITION: [0.5]}},
         "settings decisions.port_vote.members: unknown name 'members'; did you mean 'members_file'?"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_by_its_name(case, settings, line):
    write(case / "house.csv", TENTHS)
    assert report(case, settings=settings) == [line]


def test_a_file_of_two_decisions_tells_its_mistakes_once(case):
    write(case / "house.csv", TENTHS | {OPPOSITION: [-2, 0, 0, 0, 0, 0, 0, 0, 0]})
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    start, end = text.index("  port_vote:"), text.index("\n# Named differences")
    vote = text[start:end].replace("    chamber:", "    members_file: house.csv\n    chamber:", 1)
    text = text[:start] + vote + vote.replace("port_vote:", "second_vote:") + text[end:]
    (case / "scenario.yaml").write_text(text, encoding="utf-8")
    assert report(case) == [f"house.csv:14:position members.{OPPOSITION} 1: must be >= -1 (got -2)"]


# --- how it votes


def test_members_at_the_quantiles_vote_like_the_blocs_bit_for_bit(case):
    """Wherever the file puts a bloc's mean. Without pivotality, since the sd of few quantiles is below dispersion."""
    write(case / "house.csv", {MAJORITY: 0.1 + 0.3 * quantiles(12), OPPOSITION: -0.3 + 0.3 * quantiles(9)})
    off = {"campaigns.pivotality_weight": 0.0}
    ensembles = (Ensemble(case, 60, settings=off | more) for more in ({}, {FILE: "house.csv"}))
    as_blocs, as_members = (each.histories()[-1] for each in ensembles)
    for name in ("yeas", "seats", "is_decided", "position", "effort", "pressure"):
        assert getattr(as_blocs, name).tobytes() == getattr(as_members, name).tobytes(), name
    assert as_blocs.yeas.std() > 0


def mean_share(case, settings):
    return float(Ensemble(case, 100, settings=settings).run().outcomes["yes_share"].mean())


def test_members_at_random_vote_like_blocs_of_their_mean_and_spread(case):
    """Within the sampling error of a share of 7,000, which a quarter of the spread is far beyond: the test could fail.

    At a tenth of the default's indifference, so that the spread of members counts.
    """
    rng, seats = np.random.default_rng(7), {MAJORITY: 4000, OPPOSITION: 3000}
    positions = {bloc: np.clip(rng.normal(0.0, 0.3, n), -1, 1) for bloc, n in seats.items()}
    write(case / "house.csv", positions)
    common = {f"{CHAMBER}.{bloc}.members": n for bloc, n in seats.items()} | {
        "votes.indifference": 0.04,
        "votes.party_shock": 0,
        "votes.vote_shock": 0,
    }
    members = mean_share(case, common | {FILE: "house.csv"})
    apart = {}
    for scale in (1.0, 0.25):
        spread = {f"actors.{bloc}.dispersion": scale * float(x.std()) for bloc, x in positions.items()}
        apart[scale] = abs(members - mean_share(case, common | spread))
    error = np.sqrt(members * (1 - members) / 7000)
    assert apart[1.0] < error
    assert apart[0.25] > 2 * error


@needs_data
def test_the_house_of_1991_votes_alike_member_by_member_and_as_blocs(tmp_path):
    """Fast track 1991: members at their NOMINATE positions, cut to the scale, against two blocs of their spread.

    No vote of the roll call goes in. Shares of both parties agree within the sampling error of one vote's share, and
    the mean of 64 runs within three standard errors of the paired difference.
    """
    pytest.importorskip("statsmodels")
    from sim.evidence import vote_forecasts as forecasts

    roll = forecasts.read_roll_call(data_folder())
    names = {forecasts.DEMOCRAT: "us_house_democrats", forecasts.REPUBLICAN: "us_house_republicans"}
    at = np.clip(roll.positions(), -1.0, 1.0)
    positions = {name: at[roll.of(party)] for party, name in names.items()}
    positions["us_house_independent"] = at[~roll.of(forecasts.DEMOCRAT) & ~roll.of(forecasts.REPUBLICAN)]
    assert [len(each) for each in positions.values()] == [261, 161, 1]
    case = tmp_path / "nafta"
    shutil.copytree(find_case("nafta"), case)
    write(case / "house_1991.csv", positions)
    seats = {f"decisions.us_house_1991.chamber.{name}.members": len(each) for name, each in positions.items()}
    spread = {f"actors.{name}.dispersion": float(positions[name].std()) for name in names.values()}
    how = {"replicates": 64, "until": "1991-05"}
    by_member = Ensemble(case, settings=seats | {"decisions.us_house_1991.members_file": "house_1991.csv"}, **how).run()
    by_bloc = Ensemble(case, settings=seats | spread, **how).run()
    for outcome, n in (("us_house_1991_democrats", 261), ("us_house_1991_republicans", 161), ("us_house_1991", 423)):
        one, other = by_member.outcomes[outcome], by_bloc.outcomes[outcome]
        share = float(one.mean())
        assert 0.05 < share < 0.99
        assert abs(share - other.mean()) < np.sqrt(share * (1 - share) / n)
        assert abs(share - other.mean()) < 3 * (one - other).std(ddof=1) / np.sqrt(len(one))
