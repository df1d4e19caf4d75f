"""Mutation testing: change the core in small ways, and see whether a test notices each.

    python tools/mutation.py [PACKAGE ...] [--sample 40] [--seed 1] [--jobs 2] [--folder FOLDER]

The packages are those in ``CORE`` by default. Cosmic Ray knows the ways to change code; what
runs against a mutant is chosen here, as one command for all would take days. First the examples
in the package's docstrings and all its own tests (of laws, those in ``LAW_TESTS`` as well): such
as reach the changed line, as found by a first run with coverage contexts, then the others, the
quick ones first. Only where the mutant survives these are the tests in ``NEAR`` asked that
reach the line, up to ``--budget`` seconds. The first failure ends it; a test that fails without
the change, too, is left out from then on. What only type checkers read (annotations,
``@override``, imports for them) is not mutated, nor how much is remembered.

Hypothesis makes few examples, always the same ones, and remembers none. ``--sample`` takes so
many places of each package at random, and one change at each; without, every change at every
place is tried, which takes many hours. ``--folder`` keeps the copies, the coverage and the
results: a second run with the same folder measures the coverage of changed test files alone, and
with ``--again`` tries only what was not killed before.

Survivors that no test can notice stand in ``tests/mutation_survivors.toml`` with the reason: they
count as alive, and are tried only with ``--listed-too``, as they take longest of all. The run
fails where a survivor is not listed, or fewer than 90 % of a package's mutants are killed (listed
or not; of fewer than 20 the share is not judged).
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import cosmic_ray.plugins
import hypothesis.stateful
import pytest
import sybil.integration.pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[1]
SURVIVORS = ROOT / "tests" / "mutation_survivors.toml"
CORE = (
    "events",
    "evidence",
    "measures",
    "traits",
    "scorecard",
    "assessment",
    "money",
    "schedules",
)
COPIED = ("src", "tests", "examples", "docs", "benchmarks", "tools", ".github", ".ci")
LAW_TESTS = ("tests/mutants/", "tests/testing/")  # laws are at work in relkit.testing alone
# Where else a package's code is at work: asked about what the package's own tests let live.
NEAR = {
    "events": ("book", "evidence", "mutants/test_mutants_event_types.py", "testing"),
    "evidence": ("book", "measures", "mutants/test_mutants_back_ends.py", "testing", "traits"),
    "measures": ("evidence", "scorecard", "traits"),
    "traits": ("assessment", "mutants/test_mutants_traits.py", "scorecard", "testing"),
    "scorecard": ("assessment", "book", "mutants/test_mutants_scorecards.py", "testing"),
    "assessment": ("book", "display"),
    "money": (),
    "schedules": ("mutants/test_mutants_schedules.py", "testing"),
}
OF_ALL = ("test_rare_ways.py", "test_signatures.py")
# These look for what shows after many records or many turns, which takes long.
NOT_ASKED = ("tests/book/test_book_memory.py", "tests/book/test_book_threads.py")
KILLED = {"killed", "stuck"}
OUTCOMES = {
    0: "survived",
    5: "broken",
    70: "broken",
    -signal.SIGPROF: "stuck",
}
LEAST = 0.9
FEW = 20  # mutants, whose share says nothing: only what is not listed counts
MEMORY = 4 * 2**30
PRELOADED = (hypothesis.stateful, sybil.integration.pytest)  # loaded once, for every fork
# Decorators that change nothing: for type checkers, or about how many answers are remembered.
WITHOUT_EFFECT = {"dataclass_transform", "final", "lru_cache", "overload", "override"}
SETTINGS = {"CI": "1", "RELKIT_EXAMPLES": "10", "PYTHONDONTWRITEBYTECODE": "1"}
QUIET = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist")
LATE = ("-p", "no:pytest_cov", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Place(NamedTuple):
    """A place in a module where Cosmic Ray can change something."""

    module: str  # relative to src
    start: tuple[int, int]
    end: tuple[int, int]


class Mutant(NamedTuple):
    """One change at one place."""

    place: Place
    operator: str
    occurrence: int


class Result(NamedTuple):
    """What became of a mutant: killed, stuck (which shows as well), survived or broken."""

    package: str
    module: str
    line: int
    before: str
    after: str
    outcome: str
    tests: int
    seconds: float


# ------------------------------------------------------------------ mutants


def mutants_of(package: str) -> dict[Place, list[Mutant]]:
    """Give every change by its place, without what only type checkers read."""
    found: dict[Place, list[Mutant]] = defaultdict(list)
    for path in sorted(ROOT.joinpath("src", "relkit", package).rglob("*.py")):
        module = path.relative_to(ROOT / "src").as_posix()
        text = path.read_text("utf-8")
        silent = list(unread(ast.parse(text)))
        nodes = list(ast_nodes(get_ast(text)))
        for name in cosmic_ray.plugins.operator_names():
            operator = cosmic_ray.plugins.get_operator(name)
            if operator.arguments():
                continue
            change = operator()
            spots = (spot for node in nodes for spot in change.mutation_positions(node))
            for occurrence, (start, end) in enumerate(spots):
                if not any(first <= start and end <= last for first, last in silent):
                    place = Place(module, start, end)
                    found[place].append(Mutant(place, name, occurrence))
    return found


def unread(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the ranges that only type checkers read, or that have no effect."""
    for node in ast.walk(tree):
        for part in unread_parts(node):
            yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)
        for mark in getattr(node, "decorator_list", ()):
            if ast.unparse(mark).partition("(")[0] in WITHOUT_EFFECT:  # sign and line end, too
                yield (mark.lineno, mark.col_offset - 1), (mark.end_lineno + 1, 0)


def unread_parts(node: ast.AST) -> list[Any]:
    """Give the parts of a node that only type checkers read."""
    match node:
        case (
            ast.AnnAssign(annotation=ast.Name(id="TypeAlias"))
            | ast.If(test=ast.Name(id="TYPE_CHECKING"))
        ):
            return [node]
        case ast.AnnAssign(annotation=said) | ast.arg(annotation=ast.AST() as said):
            return [said]
        case ast.FunctionDef() if "overload" in map(ast.unparse, node.decorator_list):
            return [node]
        case ast.FunctionDef(returns=ast.AST() as said):
            return [said]
        case ast.Call(func=ast.Name(id="cast"), args=[said, *_]):
            return [said]
        case _:
            return []


def drawn(package: str, sample: int | None, seed: int) -> list[Mutant]:
    """Give all mutants of a package, or one at each of so many places."""
    places = mutants_of(package)
    if sample is None:
        return [mutant for alike in places.values() for mutant in alike]
    rng = random.Random(f"{seed} {package}")  # noqa: S311 - which mutants to try is no secret
    return [rng.choice(places[place]) for place in rng.sample(sorted(places), len(places))]


def mutated(mutant: Mutant) -> tuple[str, str] | None:
    """Give the module's text before and after, unless it would be no program or the same one."""
    text = ROOT.joinpath("src", mutant.place.module).read_text("utf-8")
    operator = cosmic_ray.plugins.get_operator(mutant.operator)()
    changed = mutate_code(text, operator, mutant.occurrence)
    try:
        same = changed is None or ast.dump(ast.parse(changed)) == ast.dump(ast.parse(text))
    except SyntaxError:
        return None
    return None if same else (text, changed)


# ------------------------------------------------------------------ tests


class Tests:
    """Which tests reach which line, and how long each takes."""

    def __init__(self, folder: Path) -> None:
        """Read what the first run left in a folder, and later ones of changed test files."""
        data = CoverageData(str(folder / ".coverage"))
        data.read()
        self.lines = {}  # all at once: in a fork this would begin anew with an empty file
        for name in data.measured_files():
            module = Path(name).as_posix().rpartition("/src/")[2]
            if Path(name).parent.name in CORE and ROOT.joinpath("src", module).is_file():
                old = folder.joinpath("measured", "src", module).read_text("utf-8")
                now = ROOT.joinpath("src", module).read_text("utf-8")
                self.lines[module] = moved(data.contexts_by_lineno(name), old, now)
        self.measured = {name.rpartition("|")[0] for name in data.measured_contexts()}
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()  # without any change, too
        self.sure: set[str] = set()  # that they do not
        for report in sorted(folder.glob("junit*.xml")):
            cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - written by pytest
            names = [f"{node_file(c.get('classname', ''))}::{c.get('name')}" for c in cases]
            files = {name.partition("::")[0] for name in names}
            before = {name for name in self.seconds if name.partition("::")[0] in files}
            self.failed = (self.failed | before) - {*names}  # those are gone
            self.seconds |= {
                name: float(case.get("time", "1")) for name, case in zip(names, cases, strict=True)
            }

    def reaching(self, place: Place, package: str, budget: float) -> list[list[str]]:
        """Give the package's own tests with its examples, and the others that reach a place.

        A test of which no line was measured may reach any of them. What runs when a module is
        imported is reached by no test of its own: all are asked.
        """
        by_line = self.lines.get(place.module, {})
        lines = range(place.start[0], place.end[0] + 1)
        reached = {name.rpartition("|")[0] for line in lines for name in by_line.get(line, ())}
        known = {test for test in (*self.seconds, *reached) if test and test not in self.failed}
        reached |= known - self.measured if reached else set()
        folders = (f"tests/{package}/",)
        if place.module.endswith("_laws.py"):
            known, folders = known & reached or known, (*folders, *LAW_TESTS)
        own = {test for test in known if test.startswith(folders)}
        near = tuple(f"tests/{name}" for name in (*NEAR[package], *OF_ALL))
        others = {test for test in known & reached or known if test.startswith(near)} - own
        first = self._quickest(own, reached, inf)
        return [[f"src/relkit/{package}", *first], self._quickest(others, reached, budget)]

    def _quickest(self, tests: set[str], reached: set[str], budget: float) -> list[str]:
        """Give as many tests as fit: those that reach the place first, then the quick ones."""
        chosen: list[str] = []
        for test in sorted(tests, key=lambda t: (t not in reached, self.lasting(t), t)):
            budget -= self.lasting(test)
            if budget < 0:
                break
            chosen.append(test)
        return chosen

    def lasting(self, test: str) -> float:
        """Give the seconds that a test took; it may have been busy here."""
        return self.seconds.get(test, 0.5)


def moved(by_line: Mapping[int, list[str]], old: str, now: str) -> dict[int, list[str]]:
    """Give contexts by the numbers that lines have now; of changed lines nothing is known."""
    match = difflib.SequenceMatcher(None, old.splitlines(), now.splitlines(), autojunk=False)
    return {
        block.b + nth + 1: by_line[block.a + nth + 1]
        for block in match.get_matching_blocks()
        for nth in range(block.size)
        if block.a + nth + 1 in by_line
    }


def node_file(classname: str) -> str:
    """Turn ``tests.book.test_book.TestBook`` into ``tests/book/test_book.py::TestBook``."""
    parts = classname.split(".")
    for count in range(len(parts), 0, -1):
        name = "/".join(parts[:count]) + ".py"
        if ROOT.joinpath(name).is_file():
            return "::".join([name, *parts[count:]])
    return classname


def copy_tree(folder: Path) -> None:
    """Copy what the tests need, so that the repository itself is never changed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in ROOT.iterdir():
        if path.is_file() and path.name not in {".coverage", ".git"}:
            shutil.copy2(path, folder)
    for name in COPIED:
        if ROOT.joinpath(name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )


def asked_of(packages: Sequence[str]) -> list[str]:
    """Give the folders and files of tests that can be asked about some packages."""
    return sorted({name for one in packages for name in (one, *NEAR[one], *OF_ALL)})


def look_at_coverage(folder: Path, packages: Sequence[str], jobs: int) -> None:
    """Run the tests of some packages once, and leave in a folder what each of them reaches."""
    copy = folder / "measured"
    copy_tree(copy)
    names = [f"tests/{name}" for name in asked_of(packages)]
    measure(folder, names, jobs, [f"--ignore={name}" for name in NOT_ASKED])


def look_again(folder: Path, packages: Sequence[str]) -> None:
    """Run such test files once more as have changed since, on the code as it was then."""
    copy = folder / "measured"
    paths = [ROOT / "tests" / name for name in asked_of(packages)]
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    here = [file.relative_to(ROOT).as_posix() for file in files]
    changed = [
        name
        for name in sorted({*here} - {*NOT_ASKED})
        if not copy.joinpath(name).is_file()
        or copy.joinpath(name).read_bytes() != ROOT.joinpath(name).read_bytes()
    ]
    shutil.copytree(ROOT / "tests", copy / "tests", dirs_exist_ok=True)
    changed = [name for name in changed if Path(name).name.startswith("test_")]
    if changed:
        print("measured again:", *changed, sep="\n  ", flush=True)
        measure(folder, changed, 1, ["--cov-append"])


def measure(folder: Path, names: Sequence[str], jobs: int, options: Sequence[str]) -> None:
    """Run tests with coverage in the measured copy; add a report of how long each took."""
    copy = folder / "measured"
    report = folder / f"junit-{len(list(folder.glob('junit*.xml'))):03}.xml"
    options = ["--cov", "--cov-context=test", "--cov-report=", f"--junitxml={report}", *options]
    options += ["--cov-fail-under=0", "-q", "-p", "no:randomly"]
    options += ["-n", str(jobs), "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", *options, *names]
    env = {**os.environ, **SETTINGS, "PYTHONPATH": str(copy / "src")}
    subprocess.run(command, cwd=copy, env=env, check=False)
    shutil.copy2(copy / ".coverage", folder)


# ------------------------------------------------------------------ running


class Watch:
    """Writes down which tests fail, and ends a test that does not end: a plugin of pytest."""

    def __init__(self, path: Path, tests: Tests) -> None:
        """Write to a file; tests may take a multiple of what they took before."""
        self.path = path
        self.tests = tests

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Let time run: of this process, as others may be busy here."""
        limit(20 + 3 * self.tests.lasting(nodeid))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write one test down."""
        if report.failed:
            with self.path.open("a", encoding="utf-8") as out:
                out.write(f"{report.nodeid}\0")


def limit(seconds: float) -> None:
    """Let this process be killed after so many seconds of its own time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def outcome(copy: Path, tests: Tests, chosen: Sequence[str]) -> str:
    """Run tests in a fork of this process, which has loaded everything but relkit."""
    log, failed = copy / "outcome.txt", copy / "failed.txt"
    failed.write_text("", "utf-8")
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        limit(60)  # for imports and for collecting
        with log.open("w") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.chdir(copy)
        os.environ |= {**SETTINGS, "PYTHONPATH": str(copy / "src")}
        sys.dont_write_bytecode = True
        sys.path[:0] = [str(copy / "src"), str(copy)]
        code = 70
        try:
            options = [*QUIET, *LATE, "--maxfail=1"]
            code = int(pytest.main([*options, *chosen], plugins=[Watch(failed, tests)]))
        finally:
            os._exit(code)
    most = 1200 + 20 * sum(map(tests.lasting, chosen))
    end = time.monotonic() + most  # an end to waiting, which proves nothing: others are busy
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code and "ERROR: not found" in log.read_text("utf-8", "replace"):
                return "broken"
            return OUTCOMES.get(code, "killed")
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "broken"


def failed_in(copy: Path) -> set[str]:
    """Give the names of the tests that failed in the last run."""
    return set(copy.joinpath("failed.txt").read_text("utf-8").split("\0")) - {""}


def changed_lines(before: str, after: str) -> tuple[int, str, str]:
    """Give the first changed line's number, and what stood and stands there."""
    old, new = before.splitlines(), after.splitlines()
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    _, first, last, begin, end = next(block for block in blocks if block[0] != "equal")
    said = (" ".join(" ".join(part).split()) for part in (old[first:last], new[begin:end]))
    return (first + 1, *said)


def work(
    copy: Path, mutants: Iterable[tuple[str, Mutant]], tests: Tests, wanted: argparse.Namespace
) -> Iterator[Result]:
    """Try mutants one after another in a copy of the tree; at most the sample of each package."""
    tried: Counter[str] = Counter()
    for package, mutant in mutants:
        texts = None if tried[package] == wanted.share else mutated(mutant)
        if texts is None:
            continue
        tried[package] += 1
        line, before, after = changed_lines(*texts)
        module = mutant.place.module
        if known := wanted.known.get((module, line, before, after)):
            yield known
            continue
        if (module, before, after) in wanted.listed:
            yield Result(package, module, line, before, after, "survived", 0, 0.0)
            continue
        began, found, asked = time.monotonic(), "broken", 0
        for chosen in filter(None, tests.reaching(mutant.place, package, wanted.budget)):
            found = try_one(copy / "src" / module, texts, copy, chosen, tests)
            asked += len(chosen)
            if found in KILLED:
                break
        spent = round(time.monotonic() - began, 1)
        yield Result(package, module, line, before, after, found, asked, spent)


def try_one(
    path: Path, texts: tuple[str, str], copy: Path, chosen: Sequence[str], tests: Tests
) -> str:
    """Run the chosen tests against a mutant, without those that fail on the code as it is."""
    while chosen:
        replace(path, texts[1])
        found = outcome_of(copy, chosen, tests)
        replace(path, texts[0])
        doubted = failed_in(copy) - tests.sure if found == "killed" else set()
        if not doubted or outcome(copy, tests, sorted(doubted)) != "killed":
            tests.sure |= doubted
            return found
        print("not asked, as they fail without any change:", *doubted, sep="\n  ", flush=True)
        tests.failed |= doubted
        left = [test for test in chosen if test not in doubted]
        if left == chosen:
            sys.exit("examples, or tests that were not chosen, fail without any change")
        chosen = left
    return "survived"


def replace(path: Path, text: str) -> None:
    """Write a module, of which nothing compiled stays."""
    path.write_text(text, "utf-8")
    for stale in path.parent.joinpath("__pycache__").glob(f"{path.stem}.*"):
        stale.unlink()


def outcome_of(copy: Path, chosen: Sequence[str], tests: Tests) -> str:
    """Run the chosen tests, or their whole files where the change is in the names of the tests."""
    found = outcome(copy, tests, chosen)
    if found == "broken":
        found = outcome(copy, tests, [*{test.partition("::")[0] for test in chosen}])
    return found


def check_collected(copy: Path, mutants: Iterable[tuple[str, Mutant]], tests: Tests) -> None:
    """Be sure that the tests can be found and loaded, which would kill every mutant."""
    packages = dict.fromkeys(package for package, _ in mutants)
    chosen = [f"tests/{name}" for name in asked_of([*packages])]
    if outcome(copy, tests, ["--collect-only", *chosen]) != "survived":
        sys.exit(f"the tests do not run:\n{copy.joinpath('outcome.txt').read_text('utf-8')}")


def keep(path: Path, result: Result) -> None:
    """Add a result to a file."""
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(result._asdict()) + "\n")


def results_in(paths: Iterable[Path]) -> list[Result]:
    """Read the results in some files."""
    return [
        Result(**json.loads(line))
        for path in sorted(paths)
        for line in path.read_text("utf-8").splitlines()
    ]


def run_all(wanted: argparse.Namespace, folder: Path) -> list[Result]:
    """Try the mutants of all packages, some at once, and give what became of them."""
    packages = wanted.packages or CORE
    if folder.joinpath(".coverage").exists():
        look_again(folder, packages)
    else:
        look_at_coverage(folder, packages, wanted.jobs)
    tests = Tests(folder)
    mutants = [
        (package, mutant)
        for package in packages
        for mutant in drawn(package, wanted.sample, wanted.seed)
    ]
    for job in range(wanted.jobs):
        copy_tree(folder / f"copy-{job}")
    check_collected(folder / "copy-0", mutants, tests)
    if not wanted.again:
        folder.joinpath("killed.jsonl").unlink(missing_ok=True)
    wanted.known = {
        (one.module, one.line, one.before, one.after): one
        for one in results_in(folder.glob("killed.jsonl"))
    }
    wanted.listed = {} if wanted.listed_too else listed_survivors()
    for path in folder.glob("results-*.jsonl"):
        path.unlink()
    children: list[int] = []
    for job in range(wanted.jobs):
        copy = folder / f"copy-{job}"
        wanted.share = wanted.sample and (wanted.sample + job) // wanted.jobs
        child = os.fork()
        if child == 0:
            for result in work(copy, mutants[job :: wanted.jobs], tests, wanted):
                keep(folder / f"results-{job}.jsonl", result)
                if result.outcome in KILLED and result not in wanted.known.values():
                    keep(folder / "killed.jsonl", result)
            os._exit(0)
        children.append(child)
    if any(os.waitpid(child, 0)[1] for child in children):
        sys.exit("a worker failed, so the results are not complete")
    return results_in(folder.glob("results-*.jsonl"))


def listed_survivors() -> Mapping[tuple[str, str, str], str]:
    """Give the reason why each listed survivor is none that a test could kill."""
    entries = tomllib.loads(SURVIVORS.read_text("utf-8")).get("survivor", [])
    return {(one["module"], one["before"], one["after"]): one["reason"] for one in entries}


def report(results: Sequence[Result]) -> bool:
    """Print the score of each package and every survivor; tell whether all is well."""
    reasons = listed_survivors()
    fine = True
    print(f"{'package':<12}{'mutants':>8}{'killed':>8}{'score':>8}{'unlisted':>10}")
    for package in dict.fromkeys(result.package for result in results):
        mine = [result for result in results if result.package == package]
        left = [result for result in mine if result.outcome not in KILLED]
        unlisted = [one for one in left if (one.module, one.before, one.after) not in reasons]
        score = 1 - len(left) / len(mine)
        fine = fine and not unlisted and (score >= LEAST or len(mine) < FEW)
        print(
            f"{package:<12}{len(mine):>8}{len(mine) - len(left):>8}{score:>8.1%}{len(unlisted):>10}"
        )
    for one in sorted(result for result in results if result.outcome not in KILLED):
        reason = reasons.get((one.module, one.before, one.after), "NOT LISTED")
        print(f"\n{one.outcome}: {one.module}:{one.line} ({one.tests} tests, {one.seconds} s)")
        print(f"  - {one.before}\n  + {one.after}\n  {reason}")
    return fine


def main() -> None:
    """Try the mutants and report."""
    parser = argparse.ArgumentParser(description="Mutation testing of the core.")
    parser.add_argument("packages", nargs="*", help=f"by default {', '.join(CORE)}")
    parser.add_argument("--sample", type=int, help="at most so many mutants of each package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--budget", type=float, default=60, help="seconds of tests for one mutant")
    parser.add_argument("--folder", type=Path, help="where coverage and results are kept")
    parser.add_argument("--again", action="store_true", help="only what was not killed before")
    parser.add_argument("--listed-too", action="store_true", help="try the listed survivors, too")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) if wanted.folder is None else wanted.folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if not report(run_all(wanted, folder)):
            sys.exit("too many mutants survive, or one that is not listed")


if __name__ == "__main__":
    main()
