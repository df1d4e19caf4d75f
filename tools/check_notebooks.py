"""Run the notebooks of examples/ and compare what they show with what stands in them.

    python tools/check_notebooks.py            fails where a cell shows something else
    python tools/check_notebooks.py --write    writes down what the cells show

Notebooks are committed with what their cells show as text, and without pictures: so they can
be read wherever they are looked at, a change is a few readable lines, and nothing can drift.
Needs nbclient and ipykernel; `python3 dev.py nox -s notebook` has them.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
LONGEST = 120  # seconds that one cell may take


def main() -> int:
    """Run every notebook; give 1 where one shows something else than it did."""
    paths = sorted(ROOT.joinpath("examples").glob("*.ipynb"))
    drifted = sum(not check(path, write="--write" in sys.argv[1:]) for path in paths)
    print(f"{len(paths)} notebooks run, {drifted} show something else")
    return 1 if drifted or not paths else 0


def check(path: Path, *, write: bool) -> bool:
    """Run one notebook, and compare or write it down; an error in a cell is raised."""
    committed = path.read_text("utf-8")
    notebook: Any = nbformat.reads(committed, as_version=4)
    client = NotebookClient(notebook, timeout=LONGEST, kernel_name="python3")
    client.execute(cwd=str(path.parent))
    check_pictures(notebook, path)
    for cell in notebook.cells:
        strip(cell)
    run = nbformat.writes(notebook).rstrip("\n") + "\n"
    if write:
        path.write_text(run, "utf-8")
    elif run != committed:
        lines = (committed.splitlines(), run.splitlines())
        print(*unified_diff(*lines, str(path), "run", lineterm=""), sep="\n")
        return False
    return True


def check_pictures(notebook: Any, path: Path) -> None:  # noqa: ANN401 - nbformat has no types
    """Refuse a notebook that shows no picture: its values are to show themselves."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output.get("data", {}) for cell in cells for output in cell.outputs]
    if not any("<svg" in data.get("text/html", "") for data in shown):
        msg = f"{path.name} shows no picture."
        raise SystemExit(msg)


def strip(cell: Any) -> None:  # noqa: ANN401 - as above
    """Leave of a cell what it shows as text, and nothing of when and where it ran."""
    cell.metadata = {}
    if cell.cell_type != "code":
        return
    cell.execution_count = None
    for output in cell.outputs:
        if "data" in output:
            output.data = {"text/plain": output.data["text/plain"]}
            output.metadata = {}
        if "execution_count" in output:
            output.execution_count = None


if __name__ == "__main__":
    sys.exit(main())
