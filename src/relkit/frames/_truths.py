"""Truths that are settled before any row is read, and those that are expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Truth", "both", "chosen", "either", "every", "expressed", "negated", "some"]

Truth: TypeAlias = "nw.Expr | bool"


def both(left: Truth, right: Truth) -> Truth:
    """Combine two truths."""
    if isinstance(left, bool):
        return right if left else False
    if isinstance(right, bool):
        return left if right else False
    return left & right


def either(left: Truth, right: Truth) -> Truth:
    """Combine two truths."""
    if isinstance(left, bool):
        return True if left else right
    if isinstance(right, bool):
        return True if right else left
    return left | right


def every(truths: Iterable[Truth]) -> Truth:
    """Tell whether each of some truths is true."""
    found: Truth = True
    for truth in truths:
        found = both(found, truth)
    return found


def some(truths: Iterable[Truth]) -> Truth:
    """Tell whether one of some truths is true."""
    found: Truth = False
    for truth in truths:
        found = either(found, truth)
    return found


def negated(truth: Truth) -> Truth:
    """Give the opposite of a truth."""
    return not truth if isinstance(truth, bool) else ~truth


def expressed(truth: Truth) -> nw.Expr:
    """Give a truth as an expression."""
    return truth if isinstance(truth, nw.Expr) else nw.lit(truth)


def chosen(truth: Truth, then: Any, other: Any) -> Any:  # noqa: ANN401 - expressions and constants
    """Choose by a truth; one that is settled needs no look."""
    if isinstance(truth, bool):
        return then if truth else other
    left, right = (each if isinstance(each, nw.Expr) else nw.lit(each) for each in (then, other))
    return nw.when(truth).then(left).otherwise(right)
