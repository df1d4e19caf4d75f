"""Processes that come and go, and some that are killed: the file holds whole nights only."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import PACKAGE, Crm

STOPPING = """
import sys, time
from practice_crm import cli, nightly

found = nightly._at
seen = []

def stopping(book, party, line, as_of):
    seen.append(party.number)
    if len(seen) == 4:
        print("half", flush=True)
        time.sleep(600)
    return found(book, party, line, as_of)

nightly._at = stopping
sys.exit(cli.main(sys.argv[1:]))
"""


def run(path: Path, environment: dict[str, str], *words: str) -> str:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "practice_crm", "--db", str(path), *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    return done.stdout


def test_restart(tmp_path: Path, environment: dict[str, str]) -> None:
    """What one process stored the next one finds: each run is a process of its own."""
    path = tmp_path / "practice.sqlite"
    run(path, environment, "init", "harper-law", "--industry", "law", "--currency", "EUR")
    run(path, environment, "record", "--file", str(PACKAGE / "sample.jsonl"))
    Crm(path).ok("party", "acme", "--fee", "150000")
    run(path, environment, "assess", "--as-of", "2025-09-01")

    assert "acme: all: client, active" in Crm(path).ok("parties")
    assert "retainer EUR 1500.00" in run(path, environment, "due", "--until", "2025-10-01")


def test_killed_in_the_middle_of_a_night(sampled: Crm, environment: dict[str, str]) -> None:
    """Of a night killed half way nothing remains, and the next one does all of it."""
    before = sampled.rows()
    command = [sys.executable, "-c", STOPPING, "--db", str(sampled.path)]
    words = ["assess", "--as-of", "2025-09-02"]
    with subprocess.Popen([*command, *words], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert b"half" == process.stdout.readline().strip()
        process.kill()
    assert -signal.SIGKILL == process.returncode

    assert before == sampled.rows()

    out = sampled.ok("assess", "--as-of", "2025-09-02")

    assert "7 assessed" in out


@pytest.fixture
def crowded(crm: Crm, tmp_path: Path) -> Crm:
    """A practice with so many parties that a night takes a moment, and one night assessed."""
    rows = [
        {"party": f"p{number}", "event": "consultation", "on": f"2025-0{month}-0{month}"}
        for number in range(60)
        for month in range(1, 9)
    ]
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    crm.ok("record", "--file", str(log))
    crm.ok("assess", "--as-of", "2025-08-31")
    return crm


def test_killed_at_any_time(crowded: Crm, tmp_path: Path, environment: dict[str, str]) -> None:
    """Killed whenever, a night is there whole or not at all: the old rows, or the new."""
    before = crowded.rows()
    start = tmp_path / "start.sqlite"
    shutil.copy(crowded.path, start)
    began = time.monotonic()
    run(crowded.path, environment, "assess", "--as-of", "2025-09-01")
    whole = time.monotonic() - began
    after = crowded.rows()

    assert before != after
    for part in (5, 7, 9):
        shutil.copy(start, crowded.path)
        command = [sys.executable, "-m", "practice_crm", "--db", str(crowded.path)]
        words = ["assess", "--as-of", "2025-09-01"]
        with subprocess.Popen([*command, *words], env=environment) as process:
            time.sleep(whole * part / 10)
            process.kill()

        assert crowded.rows() in (before, after)
