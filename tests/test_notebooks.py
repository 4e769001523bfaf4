"""Do the notebooks run from the first cell to the last?"""

from pathlib import Path

import jupytext
import nbclient
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))


@pytest.mark.filterwarnings("ignore:.*event loop.*", "ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_opens_with_its_question(path, tmp_path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel shows its figures inline
    notebook = jupytext.read(path)
    assert "?" in notebook.cells[0].source
    assert "Try it" in "".join(cell.source for cell in notebook.cells)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    figures = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert figures


def test_there_is_a_notebook_for_one_run():
    assert [path.name for path in NOTEBOOKS][:1] == ["01_one_run.py"]
