"""The tests that need Java, or a server, or time: only sessions of their own collect them."""

from __future__ import annotations

import os

NEEDED = {
    "test_frames_cluster.py": "RELKIT_CLUSTER",
    "test_frames_databases.py": "RELKIT_POSTGRES",
}
collect_ignore = [name for name, variable in NEEDED.items() if not os.environ.get(variable)]
