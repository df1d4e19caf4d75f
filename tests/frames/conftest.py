"""The tests on Dask and PySpark need Java and time: only the session ``cluster`` collects them."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("RELKIT_CLUSTER") else ["test_frames_cluster.py"]
