"""``python -m relkit demo``: what relkit does, on the samples that come with it."""

from __future__ import annotations

import sys

__all__ = ["main"]

_USAGE = "usage: python -m relkit demo"


def main(arguments: list[str]) -> int:
    """Run the one command that there is; give the exit status.

    >>> main(["nonsense"])
    2
    """
    if arguments != ["demo"]:
        sys.stderr.write(f"{_USAGE}\n")
        return 2
    from relkit.demo import demo_lines  # noqa: PLC0415 - a wrong command loads nothing

    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream
    sys.stdout.write("\n".join(demo_lines()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
