"""Whether everything public is documented: on a page, with an example, in the words agreed upon."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import relkit
from test_constant_examples import EXAMPLES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
API = DOCS / "reference" / "api"
PARSER = doctest.DocTestParser()
IN_SRC = "src/relkit/"
NO_MODULES = {"demo"}  # a program
ALIASES = {  # types to annotate with: their texts list the words, and there is nothing to call
    "Adjustment",
    "Certainty",
    "Condition",
    "HitPolicy",
    "IndicatorUnit",
    "Measures",
    "PartyType",
    "Planner",
    "SurveyForm",
    "TaxRounding",
    "Threshold",
    "TierMode",
    "TimeUnit",
    "Timing",
}
MODULES = sorted(
    found.name
    for found in pkgutil.iter_modules(relkit.__path__)
    if not found.name.startswith("_") and found.name not in NO_MODULES
)
PAGES = sorted(
    page
    for page in (*DOCS.glob("*.md"), *DOCS.glob("[!_]*/**/*.md"))
    if page.parent != DOCS / "examples" / "programs"  # made at each build
)


def listed_in(page: Path) -> set[Path]:
    """Give the pages in the toctrees of a page."""
    trees = re.findall(r"```\{toctree\}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    names = [line for tree in trees for line in tree.split("\n") if line and line[0] != ":"]
    return {(page.parent / f"{name}.md").resolve() for name in names}


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_an_api_page(module: str) -> None:
    """Each public module has a page of its own, which shows everything that is public in it."""
    text = API.joinpath(f"{module}.md").read_text("utf-8")

    assert f"automodule:: relkit.{module}" in text


def test_each_public_name_has_an_example() -> None:
    """All public names but a few aliases show an example, in a docstring or in the text beneath."""
    beneath = {name.rpartition(".")[2] for name in EXAMPLES}
    homes = {module: importlib.import_module(f"relkit.{module}") for module in MODULES}
    without = {
        name
        for home in homes.values()
        for name in home.__all__
        if name not in beneath
        and not PARSER.get_examples(inspect.getdoc(getattr(home, name)) or "")
    }

    assert ALIASES == without


def test_each_page_is_reached() -> None:
    """Each page but the first and that of wrong addresses stands in the contents of another."""
    reached = {page for each in PAGES for page in listed_in(each)}
    lost = {page.relative_to(DOCS).as_posix() for page in PAGES if page not in reached}

    assert {"404.md", "index.md"} == lost


def test_each_mark_has_its_source() -> None:
    """Each row of the articles that a page names is a row of the page of sources."""
    table = DOCS.joinpath("reference", "sources.md").read_text("utf-8")
    rows = {
        number
        for first, last in re.findall(r"\bS(\d+)(?:–S(\d+))?", table)
        for number in range(int(first), int(last or first) + 1)
    }
    named = {
        int(number)
        for page in PAGES
        for mark in re.findall(r"\[(S\d[^\]]*)\]", page.read_text("utf-8"))
        for number in re.findall(r"S(\d+)", mark)
    }

    assert named
    assert named <= rows


def test_each_cited_author_has_a_paper() -> None:
    """Whoever is cited in brackets stands on the page of sources."""
    sources = DOCS.joinpath("reference", "sources.md").read_text("utf-8")
    cited = {
        author
        for page in PAGES
        for author in re.findall(
            r"\[([A-Z][a-zö]+)[^\]\n]*?(?:et\s+al|& [A-Z])", page.read_text("utf-8")
        )
    }

    assert "Morgan" in cited
    assert [] == sorted(author for author in cited if author not in sources)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Each relative link of the pages outside the documentation leads to a file or a folder."""
    links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", ROOT.joinpath(name).read_text("utf-8"))

    package = Path(relkit.__file__).parent  # the sessions test the wheel in a tree without src
    paths = {
        link: package / link[len(IN_SRC) :] if link.startswith(IN_SRC) else ROOT / link
        for link in links
    }

    assert [] == [link for link, path in paths.items() if not path.exists()]


def test_few_names_are_not_linked() -> None:
    """At most five names are excused from being linked, each with its reason on the line."""
    source = DOCS.joinpath("conf.py").read_text("utf-8")
    excused = re.search(r"nitpick_ignore = \[\n(.*?)\n\]", source, re.DOTALL)

    assert excused is not None
    lines = [line for line in excused[1].split("\n") if "py:" in line]
    assert len(lines) <= 5
    assert all(re.search(r"\)\s*,\s*# \w+", line) for line in lines)
