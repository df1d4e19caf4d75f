"""The names of the Python documentation that ours links to, without asking the network.

Sphinx reads inventories in a packed form; ``python.txt`` is the readable one, with a line for
each name that our signatures mention: its kind, its name, and the page where it stands.
"""

from __future__ import annotations

import zlib
from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = FOLDER / "_inventories" / "python.txt"
PACKED = FOLDER / "_generated" / "python.inv"
HEAD = """# Sphinx inventory version 2
# Project: Python
# Version: 3
# The remainder of this file is compressed using zlib.
"""


def pack() -> str:
    """Write the packed inventory, and give its path."""
    lines = sorted(NAMES.read_text("utf-8").splitlines())
    named = ((kind, name, page) for kind, name, page in map(str.split, lines))
    packed = "".join(f"{name} {kind} 1 {page} -\n" for kind, name, page in named)
    PACKED.parent.mkdir(exist_ok=True)
    PACKED.write_bytes(HEAD.encode() + zlib.compress(packed.encode()))
    return str(PACKED)
