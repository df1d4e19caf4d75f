"""The programs that people run: the demo, the examples and the check against outside data."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from relkit.__main__ import main
from relkit.demo import demo_lines

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(ROOT.joinpath("examples").glob("*.py"))
MOST_LINES, MOST_COLUMNS = 40, 80


def run(*arguments: str, **environment: str) -> str:
    """Run a Python program as a person would, and give what it prints."""
    env = os.environ | environment | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments], env=env, capture_output=True, check=True, cwd=ROOT
    )
    return done.stdout.decode("utf-8")


def test_demo_fits_a_terminal() -> None:
    """The demo takes at most 40 lines of 80 columns."""
    lines = list(demo_lines())

    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_COLUMNS


def test_demo_shows_the_main_job() -> None:
    """The demo counts every answer, explains one, turns it, and gives its three plans."""
    text = "\n".join(demo_lines())

    for word in ("customer", "client", "undetermined", "Smallest change", "Lead"):
        assert word in text
    for area in ("marketing", "service", "payment"):
        assert area in text.lower()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_demo_is_deterministic(seed: str) -> None:
    """The demo prints the same in every process, whatever the hash seed."""
    expected = "\n".join(demo_lines()) + "\n"

    assert expected == run("-m", "relkit", "demo", PYTHONHASHSEED=seed)


def test_demo_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m relkit demo` prints the demo and succeeds."""
    status = main(["demo"])

    assert 0 == status
    assert "\n".join(demo_lines()) + "\n" == capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["dmo"], ["demo", "more"]])
def test_wrong_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else names the command that there is, and fails with status 2."""
    status = main(arguments)

    assert 2 == status
    assert "python -m relkit demo" in capsys.readouterr().err


def test_demo_stands_in_the_readme() -> None:
    """What README quotes of the demo is what it prints."""
    readme = ROOT.joinpath("README.md").read_text("utf-8")

    assert "\n".join(demo_lines()) in readme


def test_picture_of_the_readme() -> None:
    """The picture that README shows is drawn from its own example."""
    draw = runpy.run_path(str(ROOT / "docs" / "_figures.py"))["picture"]
    drawn = ROOT.joinpath("docs", "_static", "waterfall.svg").read_text("utf-8")

    assert draw(ROOT / "README.md", "acme") == drawn
    assert "(docs/_static/waterfall.svg)" in ROOT.joinpath("README.md").read_text("utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_example_prints_what_stands_beside_it(example: Path) -> None:
    """Each example runs and prints exactly the text file of its name."""
    expected = example.with_suffix(".txt").read_text("utf-8")

    assert expected == run(str(example))


def test_validity_of_situations(tmp_path: Path) -> None:
    """Labeled situations are counted as acceptable, exact and opposite; --keep drops records."""
    talk = {"event": "consultation", "on": "2025-01-07", "minutes": 60, "served_by": "h"}
    buy = {"event": "purchase", "on": "2025-01-07", "standard": True}
    firm = {"industry": "law", "keeps": ["consultation", "purchase"]}
    shop = {"industry": "retail", "keeps": ["purchase"]}
    cases = [(firm, talk, "client"), (shop, buy, "customer"), (shop, buy, "client")]
    path = tmp_path / "situations.jsonl"
    lines = [
        json.dumps(
            {
                "business": business,
                "events": [event],
                "as_of": "2025-01-08",
                "expected": answer,
                "acceptable": [answer],
            }
        )
        for business, event, answer in cases
    ]
    path.write_text("\n".join(lines), "utf-8")

    whole = run("benchmarks/validity.py", str(path))
    part = run("benchmarks/validity.py", str(path), "--keep", "purchase")

    assert "situations 3\nacceptable 2\nexact 2\nopposite 1\n" == whole
    assert "situations 3\nacceptable 1\nexact 1\nopposite 1\n" == part


def test_validity_of_a_log(tmp_path: Path) -> None:
    """A log gives shares of answers, for all relationships and for those of three events."""
    rows = [f"firm,acme,2025-{month:02}-28,150000" for month in range(1, 8)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["business,party,on,cents", *rows, "firm,bolt,2025-07-28,"]), "utf-8")

    printed = run("benchmarks/validity.py", str(path), "--truth", "client")
    figures = dict(line.split() for line in printed.splitlines())

    assert ("2", "0.5000", "0.0000") == (
        figures["relationships"],
        figures["client"],
        figures["opposite"],
    )
    assert ("1", "1.0000") == (figures["relationships_3"], figures["client_3"])
