"""Conditions on periods, less flags that no row of a table can set, or that each of them sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relkit.measures import Flag, Recent
from relkit.measures._periods import AllPeriods, AnyPeriods, NotPeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relkit.measures import PeriodCondition

__all__ = ["ALWAYS", "NEVER", "needs_a_record", "settle"]

ALWAYS: Final = AllPeriods(())
"""The condition that holds in every period with a record."""

NEVER: Final = AnyPeriods(())
"""The condition that holds in no period."""


def settle(condition: PeriodCondition, flags: Mapping[Flag, int]) -> PeriodCondition:
    """Give what is left of a condition where some flags are 0, or 1, in all periods with a record.

    Only a condition that ``needs_a_record`` may be told of those that are 1: elsewhere they
    are 0.
    """
    match condition:
        case Flag():
            known = flags.get(condition)
            return condition if known is None else _settled(bool(known))
        case Recent(inner, count):
            left = settle(inner, flags)
            return NEVER if left == NEVER else Recent(left, count)
        case NotPeriod(part):
            left = settle(part, flags)
            return _settled(left == NEVER) if left in (ALWAYS, NEVER) else NotPeriod(left)
        case AllPeriods(parts):
            return _joined(AllPeriods, [settle(part, flags) for part in parts])
        case AnyPeriods(parts):
            return _joined(AnyPeriods, [settle(part, flags) for part in parts])
        case _:
            return condition


def _settled(truth: bool) -> PeriodCondition:  # noqa: FBT001 - a truth that was settled
    return ALWAYS if truth else NEVER


def _joined(
    kind: type[AllPeriods | AnyPeriods], parts: Iterable[PeriodCondition]
) -> PeriodCondition:
    """Join what is left of parts: one of them may settle the whole, or say nothing."""
    whole, nothing = (NEVER, ALWAYS) if kind is AllPeriods else (ALWAYS, NEVER)
    left = tuple(part for part in parts if part != nothing)
    if whole in left:
        return whole
    return left[0] if len(left) == 1 else kind(left)


def needs_a_record(condition: PeriodCondition) -> bool:
    """Tell whether a condition, and what it looks back on, holds only in periods with a record."""
    looks = (leaf for leaf in condition.leaves() if isinstance(leaf, Recent))
    return _at_rest(condition) is False and all(needs_a_record(look.condition) for look in looks)


def _at_rest(condition: PeriodCondition) -> bool | None:
    """Tell whether a condition holds where no flag does; None where it depends on a look back."""
    match condition:
        case Flag():
            return False
        case NotPeriod(part):
            found = _at_rest(part)
            return None if found is None else not found
        case AllPeriods(parts) | AnyPeriods(parts):
            told = {_at_rest(part) for part in parts}
            decides = isinstance(condition, AnyPeriods)
            if decides in told:
                return decides
            return None if None in told else not decides
        case _:
            return None
