"""Fuzz the doors that take anything from outside: no error but relkit's own comes out.

    python tools/fuzz.py [TARGET ...] [--seconds 60] [--seed 1] [--keep FOLDER]

Needs Atheris (Linux, macOS). The targets are money, rows, json, table and frame; each runs in a
process of its own, bounded in time and memory, from the cases in ``tests/fuzzed`` on. A finding
is printed with the value that led to it: write it into ``tests/fuzzed/<target>.json`` with the
outcome that is right, and mend what is wrong. ``--keep`` keeps what was found worth trying
between runs.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import pkgutil
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import atheris

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "fuzzed"
LONGEST = 2048  # bytes of one input
SLOWEST = 10  # seconds for one input
MEMORY = 2048  # megabytes

with atheris.instrument_imports(include=["relkit"]):
    import relkit

    for found in pkgutil.walk_packages(relkit.__path__, "relkit."):
        if not found.name.endswith("__main__"):
            try:
                importlib.import_module(found.name)
            except ModuleNotFoundError as missing:
                sys.stderr.write(f"not fuzzed, as {missing.name} is missing: {found.name}\n")
    sys.path.insert(0, str(CASES))
    from targets import TARGETS, outcome

from relkit.events import STANDARD_EVENT_TYPES, Statement  # noqa: E402 - once all is instrumented
from relkit.traits import STANDARD_TRAITS  # noqa: E402 - as above

KINDS = [*STANDARD_EVENT_TYPES, Statement]
FIELDS = sorted({field.alias or field.name for kind in KINDS for field in kind.__attrs_attrs__})
WORDS = [
    *(kind.tag for kind in KINDS),
    *(trait.name for trait in STANDARD_TRAITS),
    *("inbound", "outbound", "advice", "retainer", "signed", "ended", "one_time", "hourly"),
    *("2025-01-07", "2025-02-30", "2025-01-07T10:00+01:00", "2025-W02-2", "20250107", "9999-12-31"),
    *("EUR 12.50", "12.50", "-0", "1e30", "1e-100", "nan", "EUR", "USD", "JPY", "XXX", "eur"),
    *(
        "kind",
        "stage",
        "when",
        "marketing",
        "service",
        "payment",
        "type",
        "value",
        "relkit",
        "data",
    ),
    *relkit.strategies.__all__,
]


class Odd:
    """A value that refuses whatever it is asked."""

    def __init__(self, refused: str) -> None:
        """Refuse one thing, or have a strange currency."""
        self.refused = refused

    def __repr__(self) -> str:
        """Give text, or refuse."""
        return self._unless("repr", "<odd>")

    def __hash__(self) -> int:
        """Give a number, or refuse."""
        return self._unless("hash", 7)

    def __eq__(self, other: object) -> bool:
        """Compare, or refuse."""
        return self._unless("eq", self is other)

    @property
    def amount(self) -> object:
        """Give an amount, or refuse."""
        return self._unless("amount", "12.50")

    @property
    def currency(self) -> object:
        """Give a currency, or refuse."""
        return self._unless("currency", "EUR")

    def _unless(self, asked: str, answer: Any) -> Any:  # noqa: ANN401 - whatever was asked for
        if asked == self.refused:
            raise RuntimeError(asked)
        return answer


class Maker:
    """Makes values of bytes."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes."""
        self.take = atheris.FuzzedDataProvider(data)

    def text(self) -> str:
        """Give a word that means something, or any text."""
        if self.take.ConsumeBool():
            return self.take.PickValueInList(WORDS)
        return self.take.ConsumeUnicode(self.take.ConsumeIntInRange(0, 40))

    def value(self, depth: int = 2) -> object:
        """Give any value that a row or an amount could hold."""
        take = self.take
        makers: list[Callable[[], object]] = [
            self.text,
            self.text,
            lambda: None,
            take.ConsumeBool,
            lambda: take.ConsumeInt(8),
            lambda: take.ConsumeIntInRange(-2, 3),
            lambda: 10 ** take.ConsumeIntInRange(0, 5000),
            take.ConsumeFloat,
            self.decimal,
            lambda: Fraction(take.ConsumeInt(8), 1 + abs(take.ConsumeInt(4))),
            lambda: date.fromordinal(take.ConsumeIntInRange(1, date.max.toordinal())),
            self.instant,
            lambda: take.ConsumeBytes(8),
            lambda: Odd(take.PickValueInList(["", "repr", "hash", "eq", "amount", "currency"])),
        ]
        if depth:
            makers += [lambda: self.pair(depth), lambda: self.mapping(depth)]
        return take.PickValueInList(makers)()

    def decimal(self) -> Decimal:
        """Give a decimal, often a strange one."""
        odd = ["NaN", "sNaN", "Infinity", "-0", "0E-999999", "1E+999999", "0E+30", "1E-101"]
        if self.take.ConsumeBool():
            return Decimal(self.take.PickValueInList(odd))
        return Decimal(self.take.ConsumeInt(12)).scaleb(self.take.ConsumeIntInRange(-130, 130))

    def instant(self) -> datetime:
        """Give a datetime with a time zone or without, on any day of the calendar."""
        day = datetime.fromordinal(self.take.ConsumeIntInRange(1, date.max.toordinal()))
        moved = timedelta(hours=self.take.ConsumeIntInRange(0, 23))
        return day.replace(tzinfo=UTC if self.take.ConsumeBool() else None) + moved

    def pair(self, depth: int) -> object:
        """Give a few values, as a tuple or a list."""
        values = [self.value(depth - 1) for _ in range(self.take.ConsumeIntInRange(0, 3))]
        return tuple(values) if self.take.ConsumeBool() else values

    def mapping(self, depth: int) -> dict[object, object]:
        """Give a mapping with an amount or a currency, perhaps."""
        names = ["amount", "currency", "code", "digits", "decimal", "event", "x"]
        chosen = [
            self.take.PickValueInList(names) for _ in range(self.take.ConsumeIntInRange(0, 4))
        ]
        return {name: self.value(depth - 1) for name in chosen}

    def row(self) -> object:
        """Give a row: most are nearly right."""
        if self.take.ConsumeProbability() < 0.05:
            return self.value()
        kind = self.take.PickValueInList(KINDS)
        row: dict[object, object] = {"event": kind.tag, "on": self.take.PickValueInList(WORDS)}
        if self.take.ConsumeBool():
            row["on"] = self.value() if self.take.ConsumeBool() else "2025-01-07"
        own = [field.alias or field.name for field in kind.__attrs_attrs__]
        for _ in range(self.take.ConsumeIntInRange(0, 6)):
            name: object = self.take.PickValueInList(own if self.take.ConsumeBool() else FIELDS)
            if self.take.ConsumeProbability() < 0.05:
                name = self.text()
            row[name] = self.value()
        return row

    def frame(self) -> dict[str, object]:
        """Give a table as its columns: most are nearly right."""
        rows = self.take.ConsumeIntInRange(0, 4)
        usual = {"party": "words", "event": "words", "on": "date"}
        chosen = [*usual, *(self.name() for _ in range(self.take.ConsumeIntInRange(0, 3)))]
        columns: dict[str, tuple[str, list[object]]] = {}
        for name in chosen:
            kind = usual.get(name, "whole")
            if self.take.ConsumeProbability() < (0.1 if name in usual else 0.7):
                kind = self.take.PickValueInList(sorted(CELLS))
            columns[name] = kind, [self.cell(name, kind) for _ in range(rows)]
        how = {"days": self.take.PickValueInList([None, "local", "ordinal", "unix"])}
        return {"columns": columns, "how": how}

    def name(self) -> str:
        """Give the name of a column: one that is read, one that looks like relkit's own, or any."""
        own = ["_row", "_day", "_bad", "_code", "_place", "period", "day", "f_amount", "bad_rows"]
        names = [*FIELDS, "id", "line", "currency", "business", *own]
        return self.take.PickValueInList([*names, self.take.ConsumeUnicodeNoSurrogates(5)])

    def cell(self, name: str, kind: str) -> object:
        """Give what may stand in a column of a sort, or nothing."""
        if self.take.ConsumeProbability() < 0.1:
            return None
        if name == "event" and kind == "words" and self.take.ConsumeProbability() < 0.9:
            return self.take.PickValueInList([each.tag for each in KINDS])
        return CELLS[kind](self)

    def rows(self) -> list[object]:
        """Give a few rows."""
        return [self.row() for _ in range(self.take.ConsumeIntInRange(0, 4))]


def _whole(maker: Maker) -> int:
    """Give a whole number of 64 bits, mostly a small one."""
    take = maker.take
    return take.ConsumeIntInRange(-3, 30_000) if take.ConsumeBool() else take.ConsumeInt(8)


def _word(maker: Maker) -> str:
    """Give a word that means something, or any text that an engine can hold."""
    if maker.take.ConsumeBool():
        return maker.take.PickValueInList(WORDS)
    return maker.take.ConsumeUnicodeNoSurrogates(8)


CELLS: dict[str, Callable[[Maker], object]] = {
    **dict.fromkeys(["whole", "small", "decimal", "local", "instant", "duration"], _whole),
    **dict.fromkeys(["unsigned", "wide"], lambda maker: maker.take.ConsumeInt(9)),
    **dict.fromkeys(["real", "single"], lambda maker: maker.take.ConsumeFloat()),
    **dict.fromkeys(["words", "category", "bytes"], _word),
    "truth": lambda maker: maker.take.ConsumeBool(),
    "date": lambda maker: maker.take.ConsumeIntInRange(-3_000_000, 3_000_000),
    "several": lambda maker: [_whole(maker)],
    "void": lambda _: None,
}


def plain_text(data: bytes) -> str:
    """Give the bytes as text."""
    return data.decode("utf-8", "surrogateescape")


def money(data: bytes) -> object:
    """Give text, or any value."""
    if data[:1] < b"\x80":
        return plain_text(data[1:])
    return Maker(data[1:]).value()


MAKERS: dict[str, Callable[[bytes], object]] = {
    "money": money,
    "rows": lambda data: Maker(data).rows(),
    "json": plain_text,
    "table": plain_text,
    "frame": lambda data: Maker(data).frame(),
}


def main() -> None:
    """Fuzz each wanted target in a process of its own."""
    parser = argparse.ArgumentParser(description="Fuzz what takes anything from outside.")
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(TARGETS)}; by default all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for what is worth trying again")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    unknown = set(wanted.targets) - set(TARGETS)
    if unknown:
        parser.error(
            f"nothing to fuzz: {', '.join(sorted(unknown))}; there is {', '.join(TARGETS)}"
        )
    if wanted.alone:
        fuzz(wanted.targets[0], wanted.seconds, wanted.seed, wanted.keep)
    options = ["--alone", f"--seconds={wanted.seconds}", f"--seed={wanted.seed}"]
    found: list[str] = []
    for target in wanted.targets or TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus") if wanted.keep is None else wanted.keep / target
            command = [sys.executable, __file__, target, *options, f"--keep={corpus}"]
            if subprocess.run(command, check=False).returncode:
                found.append(target)
    if found:
        sys.exit(f"escapes found in: {', '.join(found)}")


def fuzz(target: str, seconds: int, seed: int, corpus: Path) -> None:
    """Fuzz one target until the time is over; the process ends with it."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(seeds(target)):
        corpus.joinpath(f"seed-{number}").write_bytes(case)
    words = corpus.parent / f"{target}.dict"
    words.write_text("".join(f'"{word}"\n' for word in {*WORDS, *FIELDS}), "utf-8")
    make = MAKERS[target]

    def one(data: bytes) -> None:
        value = make(data)
        try:
            outcome(target, value)
        except BaseException:
            with contextlib.suppress(Exception):  # an odd value may refuse to be shown
                sys.stderr.write(f"\nFOUND by {target}: {value!a}\n")
            raise

    options = {
        "artifact_prefix": f"{corpus}/",
        "dict": words,
        "max_len": LONGEST,
        "max_total_time": seconds,
        "print_final_stats": 1,
        "rss_limit_mb": MEMORY,
        "seed": seed,
        "timeout": SLOWEST,
        "verbosity": 0,
    }
    arguments = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], one)
    atheris.Fuzz()


def seeds(target: str) -> list[bytes]:
    """Give the kept cases of a target as bytes to begin with, where they are text."""
    path = CASES / f"{target}.json"
    cases = json.loads(path.read_text("utf-8")) if path.exists() else []
    texts = [case["input"] for case in cases if isinstance(case["input"], str)]
    if target == "json":
        documents = sorted(CASES.parent.joinpath("golden").glob("*.json"))
        texts += [path.read_text("utf-8") for path in documents if path.stat().st_size <= LONGEST]
    if target == "table":
        texts.append(relkit.default_playbook().to_table().to_csv())
    if target in {"rows", "frame"}:  # what is made of bytes is soon something, with enough of them
        rng = random.Random(target)  # noqa: S311 - nothing secret
        return [rng.randbytes(length) for length in range(16, 512, 16)]
    lead = b" " if target == "money" else b""
    return [lead + text.encode("utf-8", "surrogatepass") for text in texts]


if __name__ == "__main__":
    main()
