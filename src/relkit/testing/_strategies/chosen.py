"""Choices out of values whose ``repr`` is long, and conditions that are combined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

__all__ = ["both", "built", "either", "one_of_these"]

T = TypeVar("T")


def one_of_these(values: Sequence[T]) -> st.SearchStrategy[T]:
    """Choose one of the values, the earlier the simpler.

    ``sampled_from`` would write each of them into the names of the strategies built on it,
    which takes long, and about which Hypothesis warns.
    """
    return st.sampled_from(range(len(values))).map(values.__getitem__)


def built(of: Callable[..., T], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Draw arguments and call, as ``st.builds`` does, which keeps a book on each besides."""

    @st.composite
    def value(draw: st.DrawFn) -> T:
        return of(**{name: draw(strategy) for name, strategy in fields.items()})

    return value()


def both(one: Any, other: Any) -> Any:  # noqa: ANN401 - conditions or predicates
    """Combine two conditions with ``&``."""
    return one & other


def either(one: Any, other: Any) -> Any:  # noqa: ANN401 - as above
    """Combine two conditions with ``|``."""
    return one | other
