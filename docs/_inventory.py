"""The names in the documentation of others that ours links to, without asking the network.

Sphinx reads inventories in a packed form; the texts in ``_inventories`` are the readable one,
with a line for each name that our signatures mention: its kind, its name, and where it stands.
A name is written as the annotations of our code write it.
"""

from __future__ import annotations

import zlib
from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = FOLDER / "_inventories"
PACKED = FOLDER / "_generated"
HEAD = """# Sphinx inventory version 2
# Project: {project}
# Version:
# The remainder of this file is compressed using zlib.
"""


def pack(project: str) -> str:
    """Write the packed inventory of a project, and give its path."""
    lines = sorted((NAMES / f"{project}.txt").read_text("utf-8").splitlines())
    named = ((kind, name, page) for kind, name, page in map(str.split, lines))
    names = "".join(f"{name} {kind} 1 {page} -\n" for kind, name, page in named)
    packed = PACKED / f"{project}.inv"
    packed.parent.mkdir(exist_ok=True)
    packed.write_bytes(HEAD.format(project=project).encode() + zlib.compress(names.encode()))
    return str(packed)
