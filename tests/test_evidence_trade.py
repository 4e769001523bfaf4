"""37 votes on trade (V27): which may be fitted, whether the estimator finds what it should, and what the rows say."""

from dataclasses import replace

import numpy as np
import pytest

from sim.evidence import hierarchy, measured, trade_data, trade_forecasts, trade_rows, trade_votes
from sim.evidence.record import data_folder
from sim.model.parameters import table

needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the folder shared/data")
BP, LABOR, SD_VOTES, SD_PARTIES = 0.6, -1.8, 0.3, 0.6


@pytest.fixture(scope="module")
def votes():
    return trade_data.read(data_folder())


@pytest.fixture(scope="module")
def record():
    return measured.read()["trade_votes"]["estimates"]


def invented(n_votes=60, n_members=120, seed=5, labor=LABOR):
    """Votes cast by the model itself, a bill each, presidents of both parties in turn."""
    rng = np.random.default_rng(seed)
    vote, each = np.repeat(np.arange(n_votes), n_members), np.arange(n_votes)
    republican = np.tile(np.arange(n_members) % 2 == 1, n_votes)
    nominate = rng.normal(0.4 * np.where(republican, 1, -1), 0.15, (2, len(vote))).T
    campaign = rng.choice([0.0, 0.5, 1.0], n_votes)
    own = np.where(republican == (each % 2 == 0)[vote], 0.5, -0.5)
    effects = (
        SD_VOTES * rng.standard_normal(n_votes)[vote]
        + SD_PARTIES * rng.standard_normal(2 * n_votes)[2 * vote + republican]
    )
    logit = np.where(republican, 1.2, 2.0 + 4.0 * nominate[:, 0] + labor * campaign[vote]) + BP * own + effects
    days = np.datetime64("1991-01-01") + np.arange(n_votes)
    return trade_data.TradeVotes(
        name=np.array([f"h_{i:03}" for i in range(n_votes)]), date=days, house=rng.uniform(size=n_votes) < 0.5,
        republican_president=each % 2 == 0, leaders=np.zeros(n_votes),
        labor=dict.fromkeys(trade_votes.CODINGS, campaign),
        environment=rng.uniform(size=n_votes), business=rng.uniform(size=n_votes),
        yea=(rng.uniform(size=len(vote)) < 1 / (1 + np.exp(-logit))).astype(float),
        republican=republican, nominate=nominate, vote=vote,
    )  # fmt: skip


# Which votes


@needs_data
def test_no_outcome_of_the_case_is_fitted(votes):
    """Never NAFTA 1993, fast track 1997-98, trade authority 2001-02, the USMCA; both votes of 1991 are."""
    years = votes.date.astype("datetime64[Y]").astype(int) + 1970
    assert (len(votes.name), votes.house.sum()) == (37, 20)
    assert not set(years) & {1997, 2001, 2002, 2019, 2020}
    assert votes.name[years == 1998].tolist() == ["h105_agoa98"]
    assert sorted(votes.name[years == 1993]) == ["h103_uruguay_ft", "s103_uruguay_ft"]
    assert set(trade_data.IN_SAMPLE + trade_data.DOUBTFUL) <= set(votes.name)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("h103_575", "1993-11-17"), ("s105_cloture", "1997-11-04"), ("h105_2621", "1998-09-25"),
        ("h107_3005", "2001-12-06"), ("s107_3009", "2002-08-01"), ("h116_701", "2019-12-19"),
        ("s116_14", "2020-01-16"), ("h103_nafta", "1993-06-01"),
    ],
)  # fmt: skip
def test_an_outcome_of_the_case_among_the_votes_is_refused(name, day):
    with pytest.raises(ValueError, match="outcome of the case"):
        trade_data.refuse_outcomes(["h102_fast91", name], ["1991-05-23", day])


@needs_data
def test_members_add_up_to_the_published_splits(votes):
    """Uruguay Round: R 121-56, D 167-89 in the press; the file lacks one Republican nay. CAFTA: 217-215."""
    yeas, cast = votes.yeas(votes.yea), votes.yeas(np.ones(len(votes.yea)))
    of = {name: i for i, name in enumerate(votes.name)}
    assert yeas[of["h102_fast91"]].tolist() == [91, 140]
    assert (yeas[of["h103_uruguay"]].tolist(), cast[of["h103_uruguay"]].tolist()) == ([167, 121], [256, 176])
    assert yeas[of["h109_cafta"]].tolist() == [15, 202]


@needs_data
def test_votes_on_one_bill_or_one_day_are_one_episode(votes):
    episode = dict(zip(votes.name, votes.episodes(), strict=True))
    assert len({episode[f"{chamber}112_{name}"] for chamber in "hs" for name in ("colombia", "korea", "panama")}) == 1
    assert episode["h108_chile"] == episode["s108_singapore"] != episode["h108_morocco"]
    assert len(set(episode.values())) == 17


def test_without_data_it_says_which_file_is_missing(tmp_path):
    for ask in (trade_votes.estimate, trade_rows.ladder_rows):
        with pytest.raises(FileNotFoundError, match=r"trade_votes/party_splits\.csv"):
            ask(tmp_path)


# The estimator


@pytest.fixture(scope="module")
def recovered():
    return trade_votes.find(invented(), trade_votes.BASE)


def test_votes_cast_by_the_model_give_its_numbers_back(recovered):
    """Within three standard errors, 7,200 votes; a campaign that moves no Republican is found to move none."""
    known = {"own": BP, "labor on D": LABOR, "labor on R": 0.0, "NOMINATE 1 of D": 4.0, "NOMINATE 1 of R": 0.0}
    for term, value in known.items():
        assert abs(recovered.value(term) - value) < 3 * recovered.errors(term)[0], term
        assert recovered.errors(term).max() < 2 * recovered.errors(term).min(), term
    for found, value, se in zip(recovered.fit.sds, (SD_VOTES, SD_PARTIES), recovered.fit.sd_se, strict=True):
        assert abs(found - value) < 3 * se
    assert recovered.members("D")[0] == pytest.approx(4.0 * 0.15, rel=0.15)


def test_the_fit_is_where_no_term_could_do_better(recovered):
    """Sums of residuals over each column are nil, and so is any other pair of spreads' gain."""
    sample = trade_votes.BASE.sample(recovered.votes)
    assert np.abs(sample.design.T @ recovered.fit.residual).max() < 1e-3
    posterior = hierarchy._Posterior(sample)
    for factors in ((1.2, 1.0), (0.8, 1.0), (1.0, 1.1), (1.0, 0.9)):
        assert posterior.settle(recovered.fit.sds * factors)[0] < recovered.fit.log_likelihood


def test_without_effects_of_votes_and_parties_it_is_the_plain_logit():
    """statsmodels' logit, to three digits, where both spreads come out as nothing."""
    import statsmodels.api as sm

    chamber = invented(20, 60)
    rng, design = np.random.default_rng(1), trade_votes.ALONE.sample(chamber).design
    yea = (rng.uniform(size=len(design)) < 0.5).astype(float)
    found = trade_votes.find(replace(chamber, yea=yea), trade_votes.ALONE).fit
    plain = sm.Logit(yea, design).fit(disp=0)
    assert found.sds.max() < 0.3
    assert found.terms == pytest.approx(plain.params, abs=0.15 * plain.bse.max())


def test_a_term_that_no_vote_tells_apart_is_an_error():
    chamber = invented(6, 40)
    everywhere = dict.fromkeys(trade_votes.CODINGS, np.ones(6))
    with pytest.raises((ArithmeticError, np.linalg.LinAlgError)):
        trade_votes.find(replace(chamber, labor=everywhere), trade_votes.BASE)


def test_an_interval_of_ninety_holds_about_ninety():
    chamber = invented(40, 60, seed=8)
    found = trade_forecasts.held_out(chamber, trade_votes.BASE, np.arange(40) % 10)
    assert 0.8 <= found.covered(chamber.yeas(chamber.yea)).mean() <= 0.98


def test_no_forecast_knows_the_votes_it_is_scored_on():
    chamber = invented(24, 40)
    folds = np.arange(24) % 4
    asked = (folds == 0)[chamber.vote]
    turned = replace(chamber, yea=np.where(asked, 1 - chamber.yea, chamber.yea))
    one, other = (
        trade_forecasts.held_out(each, trade_votes.ALONE, np.where(folds == 0, 0, -1)) for each in (chamber, turned)
    )
    assert one.yeas[folds == 0] == pytest.approx(other.yeas[folds == 0], abs=0.05)
    assert np.isnan(one.yeas[folds != 0]).all()


def test_forward_in_time_only_earlier_days_are_known():
    chamber = invented(20, 40)
    since = chamber.date[15]
    late = chamber.date[chamber.vote] >= since
    turned = replace(chamber, yea=np.where(late, 1 - chamber.yea, chamber.yea))
    one, other = (trade_forecasts.forward(each, trade_votes.ALONE, since).yeas for each in (chamber, turned))
    assert one[15] == pytest.approx(other[15], abs=0.05)
    assert np.abs(one[19] - other[19]).max() > 1  # by then it has seen some of them
    assert np.isnan(one[:15]).all()


def test_the_paired_interval_resamples_episodes():
    """Ten votes of one episode are one observation: where episodes differ the interval is wide."""
    better, worse = np.zeros(20), np.repeat([8.0, -4.0], 10)
    gain, low, high = trade_forecasts.paired(better, worse, np.repeat([3, 7], 10))
    assert (gain, low, high) == (2.0, -4.0, 8.0)
    _, low, _ = trade_forecasts.paired(better, worse, np.arange(20))
    assert low > -1.0


# What was found


@needs_data
def test_the_record_of_the_house_alone_is_what_the_data_give(votes, record):
    """The whole record is recomputed among the slow tests."""
    found = trade_votes.Study(votes).find(trade_votes.ALONE, "House")
    without = record["trade_votes.own_president_without_campaigns"]
    assert (found.value("own"), found.errors("own")[0]) == pytest.approx((without["value"], without["se"]), rel=1e-4)


def test_what_rests_on_campaigns_says_that_coding_was_not_blind(record):
    assert all(each["note"].startswith(trade_votes.MARK) for each in record.values())
    for key in ("votes.own_president", "votes.vote_shock", "votes.party_shock"):
        assert key in record
        assert "coding not blind" in table()[key].source


def test_the_record_has_every_coding_and_either_chamber_and_the_doubtful_votes_in_and_out(record):
    note = record["votes.own_president"]["note"]
    for coding in trade_votes.CODINGS:
        assert f"coding {coding} " in note
    assert note.count("without doubtful votes") == 3
    assert all(part in note for part in ("House", "Senate", "without 1991", "Without campaigns", "episodes"))


def test_labor_moves_democrats_and_no_republicans_by_either_coding(record):
    democrats, republicans = (record[f"trade_votes.labor_on_{party}"] for party in ("democrats", "republicans"))
    assert democrats["high"] < 0
    assert republicans["low"] < 0 < republicans["high"]
