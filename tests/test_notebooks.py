"""Do the notebooks ask a question, run from the first cell to the last, show a page, and tell what one should find?"""

import re
import subprocess
from pathlib import Path

import jupytext
import nbclient
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
EXERCISE = re.compile(r"^(\d+)\. ", re.MULTILINE)

of_each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_the_eight_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "01_one_run",
        "02_compare_outcomes",
        "03_write_your_own_strategy",
        "04_councils_and_clubs",
        "05_decentral_diplomacy",
        "06_sharp_power_under_ignorance",
        "07_sensitivity_and_identifiability",
        "08_replication_of_published_results",
    ]


def test_every_notebook_opens_with_a_question():
    for path in NOTEBOOKS:
        first, number = jupytext.read(path).cells[0], int(path.stem[:2])
        assert first.cell_type == "markdown", path.stem
        title, _, rest = first.source.partition("\n")
        assert title.startswith(f"# {number}. "), path.stem
        assert re.match(r"\s*\*\*[A-Z][^*]*\?", rest), f"{path.stem}: the first paragraph is the question, in bold"


def test_every_notebook_ends_with_exercises_and_what_one_should_find():
    for path in NOTEBOOKS:
        *_, exercises, found = jupytext.read(path).cells
        assert exercises.cell_type == found.cell_type == "markdown", path.stem
        _, is_there, tasks = exercises.source.partition("## Try it\n")
        assert is_there, path.stem
        assert found.source.startswith("<details>\n<summary><b>What you should find</b>"), path.stem
        assert found.source.rstrip().endswith("</details>"), path.stem
        assert "\n\n1. " in found.source, path.stem  # without an empty line Markdown within HTML is not set
        numbers = EXERCISE.findall(tasks)
        assert len(numbers) >= 2, path.stem
        assert numbers == EXERCISE.findall(found.source) == [str(k + 1) for k in range(len(numbers))], path.stem
        assert "Expected:" not in exercises.source, path.stem  # it would tell before one has tried


def test_no_outputs_and_no_copies_with_outputs_are_committed():
    listed = subprocess.run(
        ["git", "ls-files", "notebooks", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("no git checkout")
    strangers = [name for name in listed.stdout.split() if not name.endswith(".py")]
    assert strangers == []
    for path in NOTEBOOKS:
        assert not any(cell.get("outputs") for cell in jupytext.read(path).cells)
        assert "image/png" not in path.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:.*event loop.*", "ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.slow
@of_each
def test_a_notebook_runs_and_shows_figures_and_a_page(path, tmp_path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel shows its figures inline
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the kernel starts elsewhere, and is to run this checkout
    notebook = jupytext.read(path)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in data for data in shown)
    pages = [data["text/html"] for data in shown if "<iframe" in data.get("text/html", "")]
    assert pages, "no page is shown inline"
    assert all("srcdoc=" in page and len(page) < 3_000_000 for page in pages)
    said = [o.get("text", "") for c in notebook.cells for o in c.get("outputs", []) if o.get("name") == "stderr"]
    assert not [text for text in said if str(ROOT / "sim") in text], "a warning of this package"
