"""Importing relkit, beside importing attrs alone.

    python benchmarks/bench_import.py [--quick]

Each measurement is a new process, by turns; times are of the whole process, the interpreter's
own start included (shown in the last line). ``import relkit`` loads a name's module when the
name is first asked for, so "all public names" asks for every one.
"""

from __future__ import annotations

from _timing import Aim, Row, compared, in_fresh_processes, options, print_table

CODES = {
    "attrs": "import attrs",
    "python": "pass",
    "relkit": "import relkit",
    "book": "from relkit import Book, Business, Purchase",
    "all names": "import relkit\nfor name in relkit.__all__: getattr(relkit, name)",
}
AIM = Aim(2.5)
TITLES = (
    ("relkit", "import relkit", AIM),
    ("book", "what a book needs", None),
    ("all names", "all public names", AIM),
)


def main(arguments: list[str] | None = None) -> None:
    """Print what an import takes, by the clock and by the CPU."""
    quick = options(__doc__).parse_args(arguments).quick
    spent = in_fresh_processes(CODES, runs=5 if quick else 31)
    attrs = spent["attrs"]
    rows: list[Row] = []
    for name, title, aim in TITLES:
        ours = spent[name]
        rows.append(compared(title, ours.wall, "import attrs", attrs.wall, aim))
        rows.append(compared(f"{title}, CPU", ours.cpu, "import attrs", attrs.cpu, aim))
    print_table("a new process for", rows)
    bare = spent["python"]
    print(f"An empty program takes {bare.wall.median:.3f} s, {bare.cpu.median:.3f} s of the CPU.")


if __name__ == "__main__":
    main()
