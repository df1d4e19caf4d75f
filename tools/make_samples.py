"""Cut the small samples that ship inside the package from the full outside data.

    python tools/make_samples.py DIRECTORY

DIRECTORY holds ``online_retail.csv``, ``lobbying.csv`` and ``vignettes.jsonl``. Relationships
are chosen by the digest of their ids, so the choice is arbitrary and always the same; the
practice is made of every situation of a law firm with full records.
"""

from __future__ import annotations

import csv
import json
import sys
from hashlib import sha256
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "src" / "relkit" / "samples"
GIFTWARE_PARTIES = 120
LOBBYING_RELATIONSHIPS = 40
NAMES = ("Lee", "Moss", "Ruiz", "Olga", "Pratt")
"""Invented names for the parties of the practice, in the order of the situations."""


def cut_log(source: Path, target: Path, most: int) -> None:
    """Keep every row of ``most`` relationships."""
    with source.open(encoding="utf-8", newline="") as rows:
        head, *body = csv.reader(rows)
    pairs = sorted({(row[0], row[1]) for row in body}, key=_digest)
    chosen = set(pairs[:most])
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(row for row in body if (row[0], row[1]) in chosen)


def _digest(pair: tuple[str, str]) -> bytes:
    return sha256(repr(pair).encode()).digest()


def cut_practice(source: Path, target: Path) -> None:
    """Keep the records of every law firm's situation that keeps more than payments."""
    with source.open(encoding="utf-8") as lines:
        situations = [json.loads(line) for line in lines]
    chosen = [
        situation
        for situation in situations
        if situation["business"]["industry"] == "law"
        and "consultation" in situation["business"]["keeps"]
    ]
    with target.open("w", encoding="utf-8") as out:
        for name, situation in zip(NAMES, chosen, strict=True):
            for record in situation["events"]:
                row = {"party": name, **record}
                out.write(json.dumps({k: v for k, v in row.items() if v is not None}) + "\n")


def main() -> None:
    """Write the three samples."""
    data = Path(sys.argv[1])
    cut_log(data / "online_retail.csv", SAMPLES / "giftware.csv", GIFTWARE_PARTIES)
    cut_log(data / "lobbying.csv", SAMPLES / "lobbying.csv", LOBBYING_RELATIONSHIPS)
    cut_practice(data / "vignettes.jsonl", SAMPLES / "practice.jsonl")


if __name__ == "__main__":
    main()
