"""The report in a real browser; `python3 dev.py nox -s crm` installs what it needs.

RELKIT_BROWSER names the folder with playwright-core and axe-core, RELKIT_PICTURES one for
pictures of every page; among them is the one in docs/examples/.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typing_extensions import override

from conftest import HOSTILE, Crm


class _Quiet(SimpleHTTPRequestHandler):
    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def origin(sampled: Crm) -> Iterator[str]:
    """The sample's report, and one with hostile names as well, served on this machine alone."""
    folder = sampled.path.parent / "site"
    sampled.ok("report", str(folder / "sample"))
    for party in HOSTILE:
        sampled.record(party, "consultation", "2025-09-01", minutes=60)
    sampled.ok("assess", "--as-of", "2025-09-01")
    sampled.ok("report", str(folder / "hostile"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_report_in_a_browser(origin: str) -> None:
    """Every page is sound in every look, by keyboard and by pointer, and without script."""
    tools = os.environ["RELKIT_BROWSER"]
    script = str(Path(__file__).with_name("browser.mjs"))
    pictures = os.environ.get("RELKIT_PICTURES", "")
    node = shutil.which("node") or "node"

    done = subprocess.run(
        [node, script, origin, tools, pictures], capture_output=True, check=False, text=True
    )

    assert 0 == done.returncode, done.stderr
    found = json.loads(done.stdout)
    assert [] == found["faults"]
    assert 4 * (1 + 7) + (1 + 7 + len(HOSTILE) - 1) == found["pages"]
