"""Write the golden files of tests/golden and the published JSON Schema of every document.

    python tools/update_golden.py

Tests compare both with what is written today; look at the change before you commit it: an
older document must stay readable, or needs a migration.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from golden_examples import EXAMPLES  # noqa: E402 - it is found by the line above
from relkit.serialization import schema, to_json  # noqa: E402 - as above

GOLDEN = ROOT / "tests" / "golden"
SCHEMA = ROOT / "schemas" / "relkit-1.schema.json"

_NAMES = {  # private classes, by the public one above them
    "AllOf": "RecordCondition",
    "AnyPeriods": "PeriodCondition",
    "Connective": "Predicate",
    "_Composed": "Strategy",
}


def named(examples: tuple[object, ...]) -> dict[str, object]:
    """Give the examples by the names of their golden files: the names of their classes."""
    return {name_of(example): example for example in examples}


def name_of(example: object) -> str:
    """Give the public name of an example's class, or of what composing and comparing gives."""
    name = type(example).__name__
    return _NAMES.get(name, name)


def golden_files() -> dict[Path, str]:
    """Give what each golden file is to hold."""
    files: dict[Path, str] = {}
    for name, example in named(EXAMPLES).items():
        files[GOLDEN / f"{name}.json"] = to_json(example, indent=1) + "\n"
        if name != "Book":  # its state has no expression
            files[GOLDEN / f"{name}.repr"] = repr(example) + "\n"
    files[SCHEMA] = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    return files


def main() -> None:
    """Write every file anew, and take away those that nothing is written to."""
    files = golden_files()
    for folder in (GOLDEN, SCHEMA.parent):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
    for path, content in files.items():
        path.write_text(content, "utf-8")


if __name__ == "__main__":
    main()
