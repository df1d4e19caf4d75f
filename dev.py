"""Sets relkit up from a fresh clone and runs it. Needs Python 3.11 and the package index.

python3 dev.py demo           what relkit does, on a sample that comes with it
python3 dev.py test           the whole test suite with coverage, on all cores
python3 dev.py test ARGS      pytest with these arguments instead, without coverage
python3 dev.py nox -s lint    any session of noxfile.py (`nox -l` lists them)

The first run builds .venv; later ones touch it only when pyproject.toml or Python changed.
Every command is printed before it runs; CONTRIBUTING.md has them for typing by hand.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STATE = VENV / "dev.json"
VERSION = sys.version.split()[0]
TEST_EXTRAS = "test,testing,serialization,frames"
PYTEST = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--cov"]
NO_PIP = """
This Python has neither pip nor ensurepip, so nothing can be installed. One line mends it:
    sudo apt-get install python3-pip      (Debian, Ubuntu; on Fedora: sudo dnf install python3-pip)
Then run the same command again."""
NO_INSTALL = """
The installation failed; pip's lines above say why. If they say that nothing was found or that the
index cannot be reached: check the network, or name a reachable index and run the same again:
    PIP_INDEX_URL=https://your.mirror/simple """


def main() -> int:
    """Do what the command line says and return the exit code."""
    if sys.version_info < (3, 11):
        newer = [f"python3.{n}" for n in (14, 13, 12, 11) if shutil.which(f"python3.{n}")]
        print(f"relkit needs Python 3.11 or newer; this is {VERSION} at {sys.executable}.")
        print(f"Try: {newer[0] if newer else 'python3.11'} dev.py {' '.join(sys.argv[1:])}")
        return 2
    os.chdir(Path(__file__).resolve().parent)
    command, args = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if command == "demo":
        install("demo", "-e", ".")
        return run(PYTHON, "-m", "relkit", "demo", *args)
    if command == "test":
        install("test", "-e", f".[{TEST_EXTRAS}]")
        return run(PYTHON, "-m", "pytest", *(args or PYTEST))
    if command == "nox":
        install("nox", pinned("nox"))
        return run(PYTHON, "-m", "nox", *args)
    print(__doc__)
    return 0 if command in {"-h", "--help", "help"} else 2


def install(name: str, *requirements: str) -> None:
    """Make .venv hold the requirements, unless the last run with this pyproject.toml did."""
    asked = os.fsencode(Path.cwd()) + Path("pyproject.toml").read_bytes()
    digest = hashlib.sha256(asked).hexdigest()
    state = json.loads(STATE.read_text()) if STATE.exists() else {}
    usable = PYTHON.exists() and state.get("python", VERSION) == VERSION
    if usable and digest in (state.get(name), state.get("test") if name == "demo" else None):
        return
    pip = outer_pip()
    if not usable:
        state = {}
        if not pip and not getattr(importlib.util.find_spec("ensurepip"), "origin", None):
            sys.exit(NO_PIP)
        options = ["--clear", *(["--without-pip"] if pip else [])]
        if run(sys.executable, "-m", "venv", *options, VENV):
            sys.exit("The virtual environment could not be built; the lines above say why.")
    pip = [*pip, "--python", str(PYTHON)] if pip else [str(PYTHON), "-m", "pip"]
    print("Installing into .venv; the first time takes about half a minute.", flush=True)
    options = ["--quiet", "--no-input", "--retries", "2", "--disable-pip-version-check"]
    if run(*pip, "install", *options, *requirements):
        sys.exit(NO_INSTALL + shlex.join(["python3", *sys.argv]))
    STATE.write_text(json.dumps({**state, "python": VERSION, name: digest}))


def outer_pip() -> list[str]:
    """The pip of this Python, or of the one behind its venv, if it can install elsewhere."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        command = [python, "-m", "pip"]
        out = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
        found = re.match(r"pip (\d+)\.(\d+)", out.stdout)
        if found and (int(found[1]), int(found[2])) >= (22, 3):  # the first with --python
            return command
    return []


def pinned(tool: str) -> str:
    """The requirement of a tool in the extra `dev` of pyproject.toml."""
    import tomllib

    extras = tomllib.loads(Path("pyproject.toml").read_text())["project"]["optional-dependencies"]
    return next(line for line in extras["dev"] if line.startswith(f"{tool}=="))


def run(*command: str | Path) -> int:
    """Print the command, run it and return its exit code."""
    words = [str(word) for word in command]
    print("$", shlex.join(words), flush=True)
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
