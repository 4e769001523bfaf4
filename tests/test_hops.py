"""Does a question about the model stay in one room?"""

import pytest
from hops import CHAINS, QUESTIONS, ROOT, answer, module

MOST = {"where does an NGO press?": 5, "how does a bloc vote?": 5}  # files of its folder; of other questions 4


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_one_folder(question):
    own, others, _ = answer(*QUESTIONS[question])
    assert len(own) <= MOST.get(question, 4), own
    assert [name for name in others if name.endswith("process.py")] == []  # what two need stands elsewhere


def test_calls_are_followed_through_imports_and_aliases():
    own, others, sums = answer("opinion/process", "propagate")
    assert own == ["opinion/process.py", "opinion/rules.py"]
    assert "ties/rules.py" in others
    assert "core/influence.py" in sums


@pytest.mark.parametrize(("question", "most"), [("a number from --set to its use", 6), ("a draw from the seed", 3)])
def test_a_number_and_a_draw_take_few_hops(question, most):
    chain = CHAINS[question]
    assert len(chain) <= most
    assert [file for file, name in chain if name not in (ROOT / "sim" / file).read_text(encoding="utf-8")] == []


def test_every_question_starts_at_a_function_that_is_there():
    assert [f for place, f in QUESTIONS.values() if f not in module(ROOT / "sim" / "model" / f"{place}.py")[0]] == []
