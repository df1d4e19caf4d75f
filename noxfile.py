"""Every check of relkit as a session: `python3 dev.py nox -l` lists them, `-s NAME` runs one.

The pinned versions of the tools stand in pyproject.toml, extra `dev`. Whatever tests relkit
here tests the built wheel, never the source tree; `python3 dev.py test` is the other way round.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nox

PYPROJECT = nox.project.load_toml("pyproject.toml")
CORE = PYPROJECT["project"]["dependencies"]
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
SUPPORTED = nox.project.python_versions(PYPROJECT)  # from the classifiers
FOR_USERS = ["frames", "serialization", "testing"]
DATA = Path("..", "shared", "data")  # outside data; not part of the repository
CLUSTER = ["dask[dataframe,distributed]==2026.8.0", "pyspark==4.3.0"]  # exact: what was tried
DATABASES = ["psycopg[binary]==3.3.9", "sqlalchemy==2.1.9"]
DIST = Path("dist")
OF_EVERY_MODULE = ["test_constant_examples.py", "test_documentation.py"]  # those of extras, too

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lint", "types", "tests", "no_extras", "floors", "docs", "demo"]
nox.options.default_venv_backend = "virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False  # they are named as skipped

# A pyenv shim answers to `python3.12` without being one: put the real ones before the shims.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
REAL = [str(path.parent) for minor in SUPPORTED for path in PYENV.glob(f"{minor}.*/bin/python3")]
os.environ["PATH"] = os.pathsep.join([*REAL, os.environ["PATH"]])


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff: every rule but the ones that pyproject.toml excuses, and the format."""
    session.install(*_pins("ruff"))
    session.run("ruff", "check", *(session.posargs or ["."]))
    session.run("ruff", "format", "--check", *(session.posargs or ["."]))


@nox.session
def types(session: nox.Session) -> None:
    """Mypy and pyright, both strict, on the source, the typing promises and the examples."""
    session.env["PYRIGHT_PYTHON_IGNORE_WARNINGS"] = "1"  # else it asks for newer versions of itself
    session.install(".", *_pins("mypy", "pyright", "numpy"), *_wanted(*FOR_USERS))
    session.run("mypy", "src", "typing_tests")
    examples = sorted(map(str, Path("examples").glob("*.py")))
    session.run("mypy", "--config-file=", "--strict", *examples)  # as where relkit is used
    session.run("pyright")
    session.run("pyright", "--ignoreexternal", "--verifytypes", "relkit")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the sdist, and from it the wheel; look into both. RELKIT_BUILT=1 skips it."""
    if os.environ.get("RELKIT_BUILT"):
        session.log(f"RELKIT_BUILT is set: {DIST}/ is taken as it is")
        return
    session.install("build")
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(DIST))
    with tarfile.open(_built("*.tar.gz")) as sdist, zipfile.ZipFile(_built("*.whl")) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
        packed = {name.partition("/")[2] for name in sdist.getnames()}
    source = {
        path.relative_to("src").as_posix()
        for path in Path("src", "relkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    if shipped != source:
        session.error(f"wheel and src differ in: {sorted(shipped ^ source)}")
    if runtime := [name for name in (*shipped, *packed) if name.endswith((".wasm", ".whl"))]:
        session.error(f"the playground's runtime is packed, too: {runtime}")
    for folder in ("docs", "examples", "tests", "typing_tests"):
        if Path(folder).is_dir() and not any(name.startswith(f"{folder}/") for name in packed):
            session.error(f"the sdist lacks {folder}/")


@nox.session(python=SUPPORTED, requires=["wheel"])
def tests(session: nox.Session) -> None:
    """The whole suite on the wheel, on every supported Python that is here."""
    _fewer_examples(session)
    _install_wheel(session, "test", *FOR_USERS)
    _test_without_src(session)


@nox.session(requires=["wheel"])
def no_extras(session: nox.Session) -> None:
    """The wheel with nothing but its own dependencies: the demo, then all that needs no extra."""
    _fewer_examples(session)
    _install_wheel(session)
    session.run("python", "-I", "-m", "relkit", "demo")
    session.install(*EXTRAS["test"])
    _test_without_src(session, "tests", *(f"--ignore={path}" for path in _tests_of_extras()))


@nox.session(requires=["wheel"])
def floors(session: nox.Session) -> None:
    """The whole suite on the lowest versions that pyproject.toml promises to work with."""
    _fewer_examples(session)
    lowest = _lowest("\n".join([*CORE, *_wanted("test", *FOR_USERS)]))
    constraints = Path(session.create_tmp(), "floors.txt")
    constraints.write_text("\n".join(lowest), "utf-8")
    _install_wheel(session, "test", *FOR_USERS, options=["--constraint", str(constraints)])
    _test_without_src(session)


@nox.session(requires=["wheel"])
def thorough(session: nox.Session) -> None:
    """The whole suite with 500 examples for each property: slow, and no part of the gate."""
    session.env["RELKIT_EXAMPLES"] = "500"
    _install_wheel(session, "test", *FOR_USERS)
    _test_without_src(session)


@nox.session(requires=["wheel"])
def cluster(session: nox.Session) -> None:
    """Frames on two processes of Dask, two of Spark, and all engines at 100,000 relationships."""
    if shutil.which("java") is None:
        session.skip("NOT CHECKED: Spark runs on Java 17, and no java is found here")
    _install_wheel(session, "test", *FOR_USERS)
    session.install(*CLUSTER)
    session.env["RELKIT_CLUSTER"] = "1"
    session.env["SPARK_WORKER_DIR"] = session.create_tmp()
    session.env["SPARK_LOCAL_IP"] = "127.0.0.1"  # else Spark asks what this machine is called
    options = [
        "-n",
        "0",
        "--cov=relkit.frames._clusters",
        "--cov-config=tests/frames/cluster.coveragerc",
    ]
    _test_without_src(session, "tests/frames/test_frames_cluster.py", *options)


@nox.session(requires=["wheel"])
def databases(session: nox.Session) -> None:
    """Events in SQLite and in a PostgreSQL server of our own, read a few at a time."""
    programs = _postgres_programs()
    if programs is None:
        session.skip("NOT CHECKED: no PostgreSQL server is found here (initdb and pg_ctl)")
    _install_wheel(session, "test", *FOR_USERS)
    session.install(*DATABASES)
    with _postgres(session, programs) as url:
        session.env["RELKIT_POSTGRES"] = url
        _test_without_src(session, "tests/frames/test_frames_databases.py")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, without a single warning and without the network."""
    session.install(".", *EXTRAS["docs"], *_wanted(*FOR_USERS))
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-E", "-a", "docs", "docs/_build")


@nox.session(requires=["docs"])
def docs_check(session: nox.Session) -> None:
    """Every page in a real browser, wide and narrow, light and dark; `-- FOLDER` for pictures."""
    found = {tool: shutil.which(tool) for tool in ("chromium", "node", "npm")}
    missing = [tool for tool, path in found.items() if path is None]
    if missing:
        session.skip(f"NOT CHECKED: the pages are opened with {', '.join(missing)}, not found here")
    tools = _browser_tools(session)
    pictures = [str(Path(folder).resolve()) for folder in session.posargs]
    site = str(Path("docs/_build").resolve())
    env = {"CHROMIUM": str(found["chromium"])}
    session.run("node", str(tools / "check.mjs"), site, *pictures, env=env, external=True)


@nox.session(requires=["wheel", "docs"])
def playground(session: nox.Session) -> None:
    """The live part of the documentation: in Node, then in a browser; `-- FOLDER` for pictures."""
    missing = [tool for tool in ("chromium", "node", "npm") if shutil.which(tool) is None]
    if {"node", "npm"} & set(missing):
        session.skip(f"NOT CHECKED: the playground needs {', '.join(missing)}, not found here")
    source, site = Path("docs", "_playground").resolve(), Path("docs", "_build").resolve()
    made = Path(session.create_tmp(), "playground").resolve()
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(source, made, ignore=shutil.ignore_patterns("served", "__pycache__"))
    session.run("npm", "ci", "--silent", "--prefix", str(made), external=True)
    _fetch_wheels(session, made / "wheels.txt", made / "wheels")
    _install_wheel(session)
    runtime = str(made / "node_modules" / "pyodide")
    session.run("python", str(source / "runtime.py"), str(site), runtime, str(made / "wheels"))
    results = session.run("python", "-P", str(source / "profiles.py"), silent=True)
    made.joinpath("expected.json").write_text(str(results), "utf-8")
    served, profiles = str(site / "_static" / "playground"), str(source / "profiles.py")
    expected = str(made / "expected.json")
    session.run("node", str(made / "smoke.mjs"), served, profiles, expected, external=True)
    if missing:
        session.skip("NOT CHECKED: the playground is driven with chromium, not found here")
    tools = _browser_tools(session)
    shutil.copy(source / "browser.mjs", tools)
    pictures = [str(Path(folder).resolve()) for folder in session.posargs]
    env = {"CHROMIUM": str(shutil.which("chromium"))}
    session.run("node", str(tools / "browser.mjs"), str(site), *pictures, env=env, external=True)


@nox.session(requires=["wheel"])
def crm(session: nox.Session) -> None:
    """The application of examples/: on its lowest SQLAlchemy, then on the newest in a browser.

    `-- FOLDER` for pictures of every page.
    """
    missing = [tool for tool in ("chromium", "node", "npm") if shutil.which(tool) is None]
    application = Path("examples", "practice_crm")
    requirements = application / "requirements.txt"
    in_browser = application / "tests" / "test_crm_browser.py"
    session.install(*_lowest(requirements.read_text("utf-8")), *_of_test("pytest", "sybil"))
    _install_wheel(session)
    tests = ["python", "-m", "pytest", "-n", "auto", "--maxprocesses", "4"]
    session.run(*tests, str(application), "--ignore", str(in_browser))
    session.install("--upgrade", "-r", str(requirements), *_pins("mypy"))
    session.env["MYPYPATH"] = "examples"
    session.run("mypy", "--exclude", "/tests/", str(application))
    if missing:
        session.skip(f"NOT CHECKED: the report is opened with {', '.join(missing)}, not found here")
    session.env["RELKIT_BROWSER"] = str(_browser_tools(session))
    if session.posargs:
        session.env["RELKIT_PICTURES"] = str(Path(session.posargs[0]).resolve())
    session.run("python", "-m", "pytest", str(in_browser))


@nox.session(requires=["wheel"])
def notebook(session: nox.Session) -> None:
    """The notebooks of examples/ show what stands in them; `-- --write` writes it down."""
    session.install("nbclient==0.11.0", "ipykernel==7.4.0", "nbformat==5.11.1")
    _install_wheel(session)
    session.run("python", "tools/check_notebooks.py", *session.posargs)


@nox.session(requires=["wheel"])
def demo(session: nox.Session) -> None:
    """What a user sees after `pip install relkit`."""
    _install_wheel(session)
    session.run("python", "-I", "-m", "relkit", "demo")


@nox.session
def bench(session: nox.Session) -> None:
    """The benchmarks: every `benchmarks/bench_*.py`, or the ones named after `--`."""
    session.install(".", *EXTRAS["bench"], *_wanted(*FOR_USERS))
    scripts = session.posargs or sorted(map(str, Path("benchmarks").glob("bench_*.py")))
    if not scripts:
        session.error("there is no benchmarks/bench_*.py")
    for script in scripts:
        session.run("python", script)


@nox.session
def mutation(session: nox.Session) -> None:
    """Mutants of the core: at least 90 % are killed; `-- money --sample 40` tries fewer. Hours."""
    session.install(*EXTRAS["test"], *CORE, *_wanted(*FOR_USERS), *_pins("cosmic-ray"))
    session.run("python", "tools/mutation.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """What takes anything from outside, fuzzed: 60 s each; `-- rows --seconds 600` for longer."""
    polars = [req for req in EXTRAS["test"] if _name(req) == "polars"]  # tables need an engine
    session.install(".", *_wanted(*FOR_USERS), *_pins("atheris"), *polars)
    session.run("python", "tools/fuzz.py", *session.posargs)


@nox.session
def summary(session: nox.Session) -> None:
    """The summary of a real log is the one that lifetimes gives, float for float."""
    if not DATA.is_dir():
        session.skip(f"NOT CHECKED: the outside data is not at {DATA}")
    pins = [req for req in EXTRAS["bench"] if _name(req) in ("lifetimes", "pandas")]
    session.install(".", *pins, *_wanted("frames"))
    session.run("python", "benchmarks/check_summary.py", str(DATA / "cdnow.csv"))


@nox.session
def validity(session: nox.Session) -> None:
    """The answers on outside data reach the levels that benchmarks/check_validity.py asks for."""
    if not DATA.is_dir():
        session.skip(f"NOT CHECKED: the outside data is not at {DATA}, so validity is unknown")
    session.install(".")
    session.run("python", "benchmarks/check_validity.py", str(DATA))


def _browser_tools(session: nox.Session) -> Path:
    """Install playwright-core and axe-core, as pinned for the documentation; give their folder."""
    tools = Path(session.create_tmp(), "check").resolve()
    shutil.copytree("docs/_check", tools, dirs_exist_ok=True)
    session.run("npm", "ci", "--silent", "--prefix", str(tools), external=True)
    return tools


def _fetch_wheels(session: nox.Session, pins: Path, folder: Path) -> None:
    """Put the pinned wheels that a browser's Python takes, and our own, into a folder."""
    session.install("pip")
    download = ["python", "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    session.run(*download, "--only-binary=:all:", "-r", str(pins), "-d", str(folder))
    shutil.copy(_built("*.whl"), folder)


def _postgres_programs() -> Path | None:
    """The folder with PostgreSQL's programs: the newest of Debian's, or the one on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    on_path = shutil.which("initdb")
    if not found and on_path:
        found = [Path(on_path).resolve()]
    return found[-1].parent if found else None


@contextmanager
def _postgres(session: nox.Session, programs: Path) -> Iterator[str]:
    """Start a PostgreSQL on loopback with a folder, port and password of its own; stop it after."""
    folder = Path(tempfile.mkdtemp(prefix="relkit-postgres-"))
    data, asked = folder / "data", folder / "password"
    password = secrets.token_hex(16)
    asked.write_text(password, "utf-8")
    asked.chmod(0o600)
    unprivileged: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; Debian's package brings this user
        unprivileged = ["runuser", "-u", "postgres", "--"]
        for path in (folder, asked):
            shutil.chown(path, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *args: str) -> None:
        command = [*unprivileged, str(programs / program), "-D", str(data), *args]
        session.run(*command, external=True, silent=True)

    log, listens = str(folder / "log"), f"-c listen_addresses=127.0.0.1 -p {port} -k {folder}"
    try:
        run("initdb", "-A", "scram-sha-256", "-U", "relkit", f"--pwfile={asked}", "-E", "UTF8")
        run("pg_ctl", "-w", "-l", log, "-o", f"{listens} -c fsync=off", "start")
        try:
            yield f"postgresql+psycopg://relkit:{password}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pins(*tools: str) -> list[str]:
    """The pinned requirements of these tools."""
    return [req for req in EXTRAS["dev"] if _name(req) in tools]


def _of_test(*families: str) -> list[str]:
    """The requirements of the extra `test` of these families: pytest-xdist is of pytest."""
    return [req for req in EXTRAS["test"] if _name(req).partition("-")[0] in families]


def _wanted(*extras: str) -> list[str]:
    """The requirements of these extras."""
    return [req for name in extras for req in EXTRAS[name]]


def _lowest(requirements: str) -> list[str]:
    """The lowest version that each of these requirements, one in a line, promises to work with."""
    lines = [line for line in requirements.splitlines() if line and not line.startswith("#")]
    return [re.sub(r">=([^,]+).*", r"==\1", line) for line in lines]


def _name(requirement: str) -> str:
    """The distribution that a requirement asks for."""
    return re.split(r"[^\w-]", requirement)[0]


def _built(pattern: str) -> Path:
    """The one file in dist/ of this pattern."""
    (path,) = DIST.resolve().glob(pattern)
    return path


def _install_wheel(session: nox.Session, *extras: str, options: list[str] | None = None) -> None:
    """Install the built wheel with these extras."""
    built = _built("*.whl")
    session.install(*(options or []), f"{built}[{','.join(extras)}]" if extras else str(built))


def _fewer_examples(session: nox.Session) -> None:
    """These sessions vary the versions, not the data: `dev.py test` takes 25 examples, they 10."""
    session.env["RELKIT_EXAMPLES"] = os.environ.get("RELKIT_EXAMPLES", "10")


def _test_without_src(session: nox.Session, *args: str) -> None:
    """Unpack the sdist, throw its src away, and run the tests in what is left."""
    folder = Path(session.create_tmp()).resolve()
    for left_over in folder.glob("relkit-*"):
        shutil.rmtree(left_over)
    shutil.unpack_archive(_built("*.tar.gz"), folder)
    (tree,) = folder.glob("relkit-*")
    shutil.rmtree(tree / "src")
    session.chdir(tree)
    options = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
    session.run("python", "-m", "pytest", *options, *args, *session.posargs)


def _extra_only() -> list[str]:
    """What only an extra for users needs: neither the core nor the test tools."""
    kept = {_name(req) for req in [*CORE, *EXTRAS["test"]]}
    return [req for req in _wanted(*FOR_USERS) if _name(req) not in kept]


def _tests_of_extras() -> list[Path]:
    """The test files that import an extra, or the part of relkit that needs it."""
    parts = r"relkit\.(frames|serialization)|relkit import (frames|serialization)"
    names = "|".join(map(_name, _extra_only()))
    found = re.compile(rf"^\s*(from|import) ({names}|{parts})\b", re.MULTILINE)
    paths = {p for p in Path("tests").rglob("*.py") if found.search(p.read_text("utf-8"))}
    return sorted(paths.union(Path("tests", name) for name in OF_EVERY_MODULE))
