"""How the vocabulary of traits is written; it is made again by the functions that users write."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from relkit import measures
from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.measures import _conditions as on_records
from relkit.measures import _periods as on_periods
from relkit.serialization._forms import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relkit.measures import PeriodCondition, RecordCondition

__all__ = ["MEASURE_FORMS"]


def _event(tags: tuple[str, ...]) -> RecordCondition:
    return measures.event(*tags)


def _test(field: str, test: str, operands: tuple[Any, ...] = ()) -> RecordCondition:
    tested = measures.field(field)
    tests: Mapping[str, Callable[..., RecordCondition]] = {
        "above": tested.above,
        "at_least": tested.at_least,
        "is_false": tested.is_false,
        "is_in": tested.is_in,
        "is_present": tested.is_present,
        "is_true": tested.is_true,
    }
    takes_one, takes_any = test in ("above", "at_least"), test == "is_in"
    if len(operands) != takes_one and not takes_any:
        msg = f"The test {test} does not take {len(operands)} operands: {shown(operands)}."
        raise DeclarationError(msg)
    return tests[test](*operands)


def _both(one: Any, other: Any) -> Any:  # noqa: ANN401 - two conditions of one sort
    return one & other


def _either(one: Any, other: Any) -> Any:  # noqa: ANN401 - as above
    return one | other


def _joined(joining: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def join(parts: tuple[Any, ...]) -> object:
        if len(parts) < 2:  # noqa: PLR2004 - one condition is joined with nothing
            msg = f"Two conditions or more are joined; {len(parts)} given."
            raise DeclarationError(msg)
        return reduce(joining, parts)

    return join


def _not(part: RecordCondition | PeriodCondition) -> object:
    return ~part


def _mapped(name: str, table: tuple[tuple[str, int], ...]) -> measures.MappedField:
    if len(dict(table)) < len(table):
        msg = f"The table of the field {shown(name)} has a word twice."
        raise DeclarationError(msg)
    return measures.field(name).mapped(dict(table))


def _least(parts: tuple[measures.Quantity, ...]) -> measures.Least:
    return measures.least(*parts)


def _greatest(parts: tuple[measures.Quantity, ...]) -> measures.Greatest:
    return measures.greatest(*parts)


def _if_kept(names: tuple[str, ...], quantity: measures.Quantity) -> measures.IfKept:
    return measures.if_kept(names, quantity)


MEASURE_FORMS: Final[tuple[Form, ...]] = (
    Form(tag="event_test", shape=on_records.EventTest, make=_event),
    Form(tag="field_test", shape=on_records.FieldTest, make=_test),
    Form(tag="all_of", shape=on_records.AllOf, make=_joined(_both)),
    Form(tag="any_of", shape=on_records.AnyOf, make=_joined(_either)),
    Form(tag="not", shape=on_records.Not, make=_not),
    Form(tag="all_periods", shape=on_periods.AllPeriods, make=_joined(_both)),
    Form(tag="any_periods", shape=on_periods.AnyPeriods, make=_joined(_either)),
    Form(tag="not_period", shape=on_periods.NotPeriod, make=_not),
    Form(tag="recent", shape=measures.Recent, make=measures.recent),
    Form(tag="flag", shape=measures.Flag, make=measures.flag),
    Form(tag="field", shape=measures.Field, make=measures.field),
    Form(tag="mapped_field", shape=measures.MappedField, make=_mapped),
    Form(tag="count", shape=measures.Count, make=measures.count),
    Form(tag="total", shape=measures.Total, make=measures.total),
    Form(tag="most", shape=measures.Most, make=measures.most),
    Form(tag="first", shape=measures.First, make=measures.first),
    Form(tag="last", shape=measures.Last, make=measures.last),
    Form(tag="later", shape=measures.Later, make=measures.later),
    Form(tag="clock", shape=measures.Clock),
    Form(tag="days", shape=measures.Days, make=measures.days),
    Form(tag="tally", shape=measures.Tally, make=measures.tally),
    Form(tag="tally_read", shape=measures.TallyRead),
    Form(tag="constant", shape=measures.Constant),
    Form(tag="sum", shape=measures.Sum),
    Form(tag="difference", shape=measures.Difference),
    Form(tag="product", shape=measures.Product),
    Form(tag="least", shape=measures.Least, make=_least),
    Form(tag="greatest", shape=measures.Greatest, make=_greatest),
    Form(tag="periods", shape=measures.Periods, make=measures.periods),
    Form(tag="if_kept", shape=measures.IfKept, make=_if_kept),
    Form(tag="in_setting", shape=measures.InSetting),
    Form(tag="layout", shape=measures.Layout),
)
"""Conditions, measures, days and quantities, each with the function that checks it."""
