"""Puts the live part of the playground beside a built documentation.

``python runtime.py SITE PYODIDE WHEELS`` copies three files of Pyodide and the notice, packs the
standard library and the wheels of a folder, and tells the page about them. It prints what that
adds.

Packed means: an archive without a compression of its own, compressed as a whole. Its many small
files become an eighth to a fifth smaller that way than each by itself, and stay so wherever they
are served: hosts compress scripts and WebAssembly on the way, but no archives. The worker unpacks
them.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import zipfile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
LIBRARY = "python_stdlib.zip"
PACKED = ".packed"  # not .gz: some servers would say that a browser is to unpack it


def add_runtime(site: Path, pyodide: Path, wheels: Path) -> list[Path]:
    """Copy the files, and give them all."""
    served = site / "_static" / "playground"
    runtime = served / "runtime"
    shutil.rmtree(runtime, ignore_errors=True)
    runtime.mkdir(parents=True)
    for source in (*(pyodide / name for name in PYODIDE), HERE / "NOTICE.txt"):
        shutil.copyfile(source, runtime / source.name)
    archives = sorted(wheels.glob("*.whl"))
    for archive in (pyodide / LIBRARY, *archives):
        runtime.joinpath(archive.name + PACKED).write_bytes(packed(archive))
    lock = json.loads(pyodide.joinpath("pyodide-lock.json").read_text("utf-8"))
    about = {
        "wheels": [wheel.name + PACKED for wheel in archives],
        "modules": sorted(path.name for path in served.glob("python/playground/*.py")),
        "lock": {"info": lock["info"], "packages": {}},
    }
    served.joinpath("runtime.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    return sorted(runtime.iterdir())


def packed(archive: Path) -> bytes:
    """Pack an archive: the same files in the same order, byte for byte the same on every run."""
    loose = BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(loose, "w") as target:
        for member in source.infolist():
            plain = zipfile.ZipInfo(member.filename, member.date_time)
            target.writestr(plain, source.read(member))
    return gzip.compress(loose.getvalue(), mtime=0)


def main() -> None:
    """Do it, and say how much it is."""
    files = add_runtime(*map(Path, sys.argv[1:4]))
    raw = sum(path.stat().st_size for path in files)
    sent = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    print(f"{len(files)} files: {raw / 1e6:.2f} MB, {sent / 1e6:.2f} MB compressed")


if __name__ == "__main__":
    main()
