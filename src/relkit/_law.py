"""`Law`: a property that every subject of a type must satisfy, as a named value.

Laws stand beside the contracts that they belong to, in a module ``_laws.py`` that nothing in
the core imports; ``relkit.testing`` puts them to the test. A check is a plain function of the
subject and of samples, which its parameters name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import attrs

from relkit.errors import LawBrokenError

__all__ = ["Law", "law", "never_below", "owes", "same", "slug"]

_LONGEST = 2000  # of either side in a message


def owes(_subject: object) -> str:
    """Say that every subject owes a law: there is no reason why it should not apply."""
    return ""


@attrs.frozen(kw_only=True)
class Law:
    """A property that every subject of a type must satisfy.

    Args:
        code: its row in the list of laws, such as ``"T6"``; other laws may share it.
        name: how tests, reports and ``expect_fail`` call it; no two of a type share one.
        statement: what holds, in one sentence.
        formula: the same in symbols.
        since: the version of relkit that brought it, by which ``laws="0.1"`` pins.
        applies: tells why a subject does not owe it; empty where it does.
        check: takes the subject and samples by name. It raises where the law is broken, and
            gives False where the samples say nothing about it.

    >>> def _is_even(number: int) -> None:
    ...     same(number % 2, 0)
    >>> Law(name="even", statement="It is even.", formula="n mod 2 = 0", check=_is_even).samples
    ()
    """

    code: str = ""
    name: str
    statement: str
    formula: str
    since: str = "0.1"
    applies: Callable[[Any], str] = owes
    check: Callable[..., bool | None]

    @property
    def samples(self) -> tuple[str, ...]:
        """The names of the samples that the check takes beside the subject."""
        return tuple(inspect.signature(self.check).parameters)[1:]


def law(
    code: str,
    name: str,
    statement: str,
    formula: str,
    *,
    applies: Callable[[Any], str] = owes,
) -> Callable[[Callable[..., bool | None]], Law]:
    """Make a law of the function below, which is its check."""

    def declared(check: Callable[..., bool | None]) -> Law:
        return Law(
            code=code,
            name=name,
            statement=statement,
            formula=formula,
            applies=applies,
            check=check,
        )

    return declared


def slug(name: str) -> str:
    """Turn the name of a law into that of a method.

    >>> slug("pole symmetry: 2 kinds")
    'pole_symmetry_2_kinds'
    """
    letters = "".join(each if each.isalnum() else " " for each in name.lower())
    return "_".join(letters.split())


def same(left: object, right: object) -> None:
    """Raise ``LawBrokenError`` with both sides unless they are equal."""
    if left != right:
        msg = f"left:  {_cut(left)}\nright: {_cut(right)}"
        raise LawBrokenError(msg)


def never_below(greater: int, less: int) -> None:
    """Raise ``LawBrokenError`` with both sides unless the first is at least the second."""
    if not greater >= less:
        msg = f"left:  {_cut(greater)}\nis below\nright: {_cut(less)}"
        raise LawBrokenError(msg)


def _cut(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
