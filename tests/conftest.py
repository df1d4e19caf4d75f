"""Settings of the test run: the Hypothesis profile, and a word about modules that grow long."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

import relkit

SLOW_IS_FINE = [HealthCheck.too_slow]  # how fast the machine is is no property of relkit
EXAMPLES = int(os.environ.get("RELKIT_EXAMPLES", "25"))  # the session `thorough` asks for more
settings.register_profile(
    "relkit",
    deadline=None,
    max_examples=EXAMPLES,
    print_blob=True,
    suppress_health_check=SLOW_IS_FINE,
)
settings.register_profile("relkit-ci", settings.get_profile("relkit"), derandomize=True)
settings.load_profile("relkit-ci" if os.environ.get("CI") else "relkit")

LOOK_AGAIN = 400  # lines; test_architecture.py refuses a module of more than 600


def pytest_report_header() -> list[str]:
    """Name the modules that are long enough to look at again."""
    package = Path(relkit.__file__).parent
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in package.rglob("*.py")}
    return [
        f"look again: {path.relative_to(package.parent).as_posix()} has {length} lines"
        for path, length in sorted(lengths.items())
        if length > LOOK_AGAIN
    ]
