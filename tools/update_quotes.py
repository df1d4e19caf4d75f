"""Write what the demo and the examples print into README.md and beside the examples.

    python tools/update_quotes.py

It also draws the README's picture, from the README's own example. Tests compare all of it with
what is printed and drawn; look at the change before you commit it.
"""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

from relkit.demo import demo_lines

ROOT = Path(__file__).parents[1]
DEMO = re.compile(r"```text\nrelkit \d.*?\n```", re.DOTALL)


def main() -> None:
    """Update every quote."""
    readme = ROOT / "README.md"
    quoted = "```text\n" + "\n".join(demo_lines()) + "\n```"
    readme.write_text(DEMO.sub(lambda _: quoted, readme.read_text("utf-8")), "utf-8")
    draw = runpy.run_path(str(ROOT / "docs" / "_figures.py"))["picture"]
    ROOT.joinpath("docs", "_static", "waterfall.svg").write_text(draw(readme, "acme"), "utf-8")
    for example in sorted(ROOT.joinpath("examples").glob("*.py")):
        done = subprocess.run([sys.executable, str(example)], capture_output=True, check=True)
        example.with_suffix(".txt").write_bytes(done.stdout)


if __name__ == "__main__":
    main()
