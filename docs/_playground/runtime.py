"""Puts the live part of the playground beside a built documentation.

``python runtime.py SITE PYODIDE WHEELS`` copies four files of Pyodide, the wheels of a folder and
the notice, and tells the page about them. It prints what that adds.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def add_runtime(site: Path, pyodide: Path, wheels: Path) -> list[Path]:
    """Copy the files, and give them all."""
    served = site / "_static" / "playground"
    runtime = served / "runtime"
    shutil.rmtree(runtime, ignore_errors=True)
    runtime.mkdir(parents=True)
    for source in (*(pyodide / name for name in PYODIDE), HERE / "NOTICE.txt"):
        shutil.copyfile(source, runtime / source.name)
    for wheel in sorted(wheels.glob("*.whl")):
        _loosen(wheel, runtime / wheel.name)
    lock = json.loads(pyodide.joinpath("pyodide-lock.json").read_text("utf-8"))
    about = {
        "wheels": sorted(path.name for path in runtime.glob("*.whl")),
        "modules": sorted(path.name for path in served.glob("python/playground/*.py")),
        "lock": {"info": lock["info"], "packages": {}},
    }
    served.joinpath("runtime.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return sorted(runtime.iterdir())


def _loosen(wheel: Path, copy: Path) -> None:
    """Copy a wheel without its own compression: servers' packs many small files a fifth better."""
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(copy, "w") as target:
        for member in source.infolist():
            plain = zipfile.ZipInfo(member.filename, member.date_time)
            target.writestr(plain, source.read(member))


def main() -> None:
    """Do it, and say how much it is."""
    files = add_runtime(*map(Path, sys.argv[1:4]))
    raw = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    print(f"{len(files)} files: {raw / 1e6:.2f} MB, {packed / 1e6:.2f} MB compressed")


if __name__ == "__main__":
    main()
