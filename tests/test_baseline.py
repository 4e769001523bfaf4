"""The four cases give the numbers on record, and the comparison with the record sees what moves.

After a change that is meant to move numbers: `python tests/baseline.py --update`.
"""

import json

import baseline
import pytest
from click.testing import CliRunner

QUICK = [("mexico_chile", "baseline"), ("china_mexico", "baseline")]
MORE = [("nafta", "baseline"), ("ccime", "baseline"), ("mexico_chile", "record")]


def holds_still(case, variant):
    difference = baseline.check(case, variant)
    print(difference)
    assert difference.is_none, f"\n{difference}"


@pytest.mark.parametrize(("case", "variant"), QUICK)
def test_two_cases_give_the_numbers_on_record(case, variant):
    holds_still(case, variant)


@pytest.mark.slow
@pytest.mark.parametrize(("case", "variant"), MORE)
def test_the_others_give_the_numbers_on_record(case, variant):
    """One variant stands for all: `python tests/baseline.py` compares every one, in some five minutes."""
    holds_still(case, variant)


LARGE = [pytest.param(case, marks=pytest.mark.slow) for case in ("nafta", "ccime")]  # a second each to read


@pytest.mark.parametrize("case", [*LARGE, "mexico_chile", "china_mexico"])
def test_every_variant_is_on_record(case):
    assert list(baseline.read(case)) == baseline.variants_of(case)


# The comparison


def document(**changes):
    """What a run prints, of two outcomes and two claims."""
    numbers = {"n": 16, "mean": 0.5, "sd": 0.4, "q05": 0.1, "flips": False}
    claims = [
        {"id": number, "claim": name, "share": share, "holds": None if share is None else share >= 0.5}
        for number, name, share in (
            ("S1", "kept", 1.0),
            ("S2", "kept", 1.0),
            ("S3", "close", 0.5),
            ("S4", "idle", None),
        )
    ]
    return {"outcomes": {"vote": numbers, "date": numbers | {"n": 0, "mean": None}}, "claims": claims} | changes


def entry(of=None):
    return baseline.entry_of(json.dumps(of or document()).encode())


def changed(name, **numbers):
    outcomes = document()["outcomes"]
    return entry(document(outcomes=outcomes | {name: outcomes[name] | numbers}))


def compared(after, before=None):
    return baseline.compare("case", "base", before or entry(), after)


def test_the_record_keeps_means_and_verdicts():
    found = entry()
    assert found["outcomes"]["vote"] == {"n": 16, "mean": 0.5, "sd": 0.4}
    assert found["claims"] == {"kept": {"share": 1.0, "holds": True}, "close": {"share": 0.5, "holds": True}}
    assert found["total"] == pytest.approx(
        16 + 0.5 + 2 * (0.4 + 0.1) + 2.5 + 3
    )  # the claims of both ids, and what holds


def test_a_moved_outcome_is_named_with_its_standard_errors():
    found = compared(changed("vote", mean=0.6, sd=0.3))
    assert [move.name for move in found.outcomes] == ["vote"]
    assert found.outcomes[0].standard_errors == pytest.approx(0.1 / 0.125)
    assert not found.is_none
    assert str(found) == "case base vote  0.5 (sd 0.4, n 16) -> 0.6 (sd 0.3, n 16)  +0.80 standard errors"


def test_a_move_without_spread_has_no_end_of_standard_errors():
    before = changed("vote", sd=0.0)
    down = compared(changed("vote", sd=0.0, mean=0.4), before).outcomes[0]
    assert down.standard_errors == -float("inf")
    assert compared(changed("vote", sd=0.0, n=15), before).outcomes[0].standard_errors == 0.0


def test_what_becomes_defined_comes_or_goes_is_named():
    assert "date  undefined -> 1 (sd 0.4, n 3)" in str(compared(changed("date", mean=1.0, n=3)))
    fewer = entry(document(outcomes={"vote": document()["outcomes"]["vote"]}))
    assert "date  undefined -> none" in str(compared(fewer))
    assert "date  none -> undefined" in str(compared(entry(), fewer))


def test_a_claim_that_turns_is_named_and_others_are_counted():
    def after(name, **verdict):
        claims = [each | verdict if each["claim"] == name else each for each in document()["claims"]]
        return compared(entry(document(claims=claims)))

    assert str(after("close", share=0.4, holds=False)) == "case base close  holds (50%) -> fails (40%)"
    assert str(after("kept", share=0.9)) == "case base: 1 claims have another share and the same verdict"
    assert not after("kept", share=0.9).is_none


def test_numbers_that_are_not_on_record_by_themselves_are_seen_to_move():
    for numbers in ({"q05": 0.1 + 1e-8}, {"flips": True}):
        assert "quantiles, naive forecasts or marks moved" in str(compared(changed("vote", **numbers)))


def test_last_bits_pass_with_a_note_and_a_billionth_does_not():
    found = compared(changed("vote", mean=0.5 * (1 + 1e-13)))
    assert found.is_none
    assert str(found) == f"case base: {baseline.NOTE}"
    assert not compared(changed("vote", mean=0.5 * (1 + 1e-8))).is_none
    assert str(compared(entry())) == ""


# The command


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """A record of one case with two variants, and what they give now."""
    given = {"baseline": entry(), "record": entry()}
    monkeypatch.setattr(baseline, "FOLDER", tmp_path)
    monkeypatch.setattr(baseline, "variants_of", lambda case: list(given))
    monkeypatch.setattr(baseline, "now", lambda case, variant: given[variant])
    monkeypatch.setattr(baseline, "ProcessPoolExecutor", Here)
    baseline.write("nafta", given | {"dropped": entry()})
    return given


class Here:
    """In place of a pool of processes: in this one."""

    map = staticmethod(map)

    def __init__(self, workers):
        assert workers >= 1

    def __enter__(self):
        return self

    def __exit__(self, *error):
        """Nothing to close."""


def command(*words):
    return CliRunner().invoke(baseline.main, ["--case", "nafta", *words])


def test_the_command_fails_until_what_moved_is_on_record(shelf, tmp_path):
    shelf["record"] = changed("vote", mean=0.6)
    assert command("--variant", "baseline").exit_code == 1  # a variant is on record that is no more
    result = command("--table", str(tmp_path / "table.md"))
    assert result.exit_code == 1
    assert "nafta record vote  0.5" in result.output
    assert "nafta dropped: on record, but not in the case" in result.output
    assert result.output.endswith("2 variants compared, 2 moved\n")
    table = (tmp_path / "table.md").read_text().splitlines()
    assert len(table) == 3
    assert table[2] == "| nafta | record | vote | 0.5 (sd 0.4, n 16) | 0.6 (sd 0.4, n 16) | +0.71 |"
    assert command("--update", "--variant", "baseline").exit_code == 0
    assert list(baseline.read("nafta")) == ["baseline", "record"]
    assert command().exit_code == 1  # the other variant was not updated
    assert command("--update").exit_code == 0
    assert baseline.read("nafta") == shelf
    assert command().output == "2 variants compared, 0 moved\n"


def test_a_variant_without_a_record_is_a_move(shelf):
    baseline.write("nafta", {"baseline": entry()})
    result = command()
    assert result.exit_code == 1
    assert "nafta record: not on record" in result.output


def test_an_unknown_variant_is_refused(shelf):
    assert "no such variant: recrod" in command("--variant", "recrod").output


def test_a_run_that_fails_is_no_record():
    with pytest.raises(RuntimeError, match="no_such_variant"):
        baseline.printed("china_mexico", "no_such_variant")
