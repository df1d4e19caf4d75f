"""Days as whole numbers: from dates, datetimes and day counts, by the same steps everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from relkit._words import listed, shown
from relkit.errors import FrameError
from relkit.frames._engines import at_zone, with_ordinals
from relkit.frames._layers import by_place
from relkit.frames._sorts import sort_of

if TYPE_CHECKING:
    from relkit.frames._engines import Frame
    from relkit.frames._reading import Reading

__all__ = ["DAY", "with_days"]

DAY: Final = "_day"
"""The column of days as ordinals; 0 where there is none, or none of the calendar."""

_LAST_DAY: Final = 3_652_059
_UNIX_DAY: Final = 719_163  # the ordinal of 1970-01-01
_YEAR, _OF_YEAR = "_year", "_of_year"


def with_days(
    frame: Frame, on_type: object, reading: Reading, source: str, *, is_void: bool
) -> Frame:
    """Add the day of each event as an ordinal, as ``date.toordinal`` counts them.

    Raises ``FrameError`` where the column's type does not tell a day, and nobody says how.
    """
    if is_void:
        return frame.with_columns(nw.lit(0).cast(nw.Int64).alias(DAY))
    if isinstance(on_type, nw.Date):
        return _from_local(frame)
    if isinstance(on_type, nw.Datetime):
        if on_type.time_zone is not None:
            return _from_instants(frame, reading)
        if reading.days == "local":
            return _from_local(frame)
    kind: object = on_type
    if isinstance(kind, nw.dtypes.DType) and (kind.is_integer() or kind.is_float()):
        return _from_counts(frame, reading, source)
    raise FrameError(_unsaid(on_type, source))


def _unsaid(on_type: object, source: str) -> str:
    held = f"The column {shown(source)}, read as 'on',"
    if isinstance(on_type, nw.Datetime):
        return (
            f"{held} holds datetimes without a time zone, so their days are uncertain: say "
            "days='local' if they show the business's own clock, or give them a time zone."
        )
    return f"{held} holds {on_type}: give dates, datetimes, or whole numbers with days=…"


def _from_counts(frame: Frame, reading: Reading, source: str) -> Frame:
    if reading.days not in ("ordinal", "unix"):
        msg = (
            f"The column {shown(source)}, read as 'on', holds numbers: say days='ordinal' "
            "(1 is 0001-01-01) or days='unix' (0 is 1970-01-01)."
        )
        raise FrameError(msg)
    shift = _UNIX_DAY if reading.days == "unix" else 0
    on = nw.col("on")
    near = (on >= -_LAST_DAY) & (on <= _LAST_DAY)
    if "float" in str(frame.collect_schema()["on"]).lower():
        exact = nw.when(near).then(on).otherwise(nw.lit(-1e7)).fill_null(-1e7)
        on = nw.when(exact.floor() == exact).then(exact).otherwise(nw.lit(-1e7))
    elif sort_of(frame.collect_schema()["on"], nan_is_absent=False) == "wide":
        on = nw.when(near).then(on).otherwise(nw.lit(_LAST_DAY + 1))
    counted = on.fill_null(-10_000_000).cast(nw.Int64) + shift
    return _within(frame.with_columns(counted.alias(DAY)))


def _within(frame: Frame) -> Frame:
    day = nw.col(DAY)
    inside = (day >= 1) & (day <= _LAST_DAY)
    return frame.with_columns(
        nw.when(inside).then(day).otherwise(nw.lit(0)).cast(nw.Int64).alias(DAY)
    )


def _from_local(frame: Frame) -> Frame:
    """Count the days of dates, and of datetimes that show the business's own clock."""
    counted = with_ordinals(frame, "on", DAY, _UNIX_DAY)
    return _from_calendar(frame, nw.col("on")) if counted is None else _within(counted)


def _from_calendar(frame: Frame, on: nw.Expr) -> Frame:
    """Count the days by year and day of the year: every engine tells those two alike."""
    frame = frame.with_columns(
        on.dt.year().fill_null(0).cast(nw.Int64).alias(_YEAR),
        on.dt.ordinal_day().fill_null(0).cast(nw.Int64).alias(_OF_YEAR),
    )
    before = nw.col(_YEAR) - 1
    counted = before * 365 + before // 4 - before // 100 + before // 400 + nw.col(_OF_YEAR)
    known = (nw.col(_YEAR) >= 1) & (nw.col(_YEAR) <= 9999)  # noqa: PLR2004 - the calendar's last year
    day = nw.when(known).then(counted).otherwise(nw.lit(0)).cast(nw.Int64)
    return frame.with_columns(day.alias(DAY)).drop(_YEAR, _OF_YEAR)


def _from_instants(frame: Frame, reading: Reading) -> Frame:
    """Turn instants into the days that they are at each business."""
    zones = reading.setups.zones
    if None in zones:
        unzoned = [reading.setups.samples[place].business_id for place in zones[None]]
        msg = (
            f"The table holds instants, which have a day only where the business has a time zone: "
            f"give Business({listed(map(shown, unzoned[:3]), 'and')}, time_zone='Europe/Berlin')."
        )
        raise FrameError(msg)
    names = [str(zone) for zone in zones]
    frame = at_zone(frame, "on", names)
    local = [f"on_{place}" for place in range(len(names))]
    days = [f"{DAY}_{place}" for place in range(len(names))]
    for column, day in zip(local, days, strict=True):
        frame = _from_calendar(frame, nw.col(column)).rename({DAY: day})
    chosen = by_place(
        {places: nw.col(day) for day, places in zip(days, zones.values(), strict=True)}
    )
    return frame.with_columns(chosen.alias(DAY)).drop(*local, *days)
