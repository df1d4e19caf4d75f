"""Wrong schedules, by the name of the law that each breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from typing_extensions import override

from relkit.schedules import Every, Period

DAY = timedelta(days=1)
RIGHT = Every(months=1)


class _Wrong(Every):
    """A schedule whose single methods are right, whatever the others do."""

    @override
    def period_of(self, anchor: date, day: date) -> Period:
        return RIGHT.period_of(anchor, day)


class OneShort(_Wrong):
    """Gives one date less than was asked for, if more than one was."""

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        dates = list(super().occurrences(anchor, **asked))
        return iter(dates[:-1] if "count" in asked and len(dates) > 1 else dates)


class Hesitant(_Wrong):
    """Gives every fourth date twice, and the one after it never."""

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        dates = list(super().occurrences(anchor, **asked))
        return (dates[i - 1] if i % 4 == 1 else day for i, day in enumerate(dates))


class EarlyBird(_Wrong):
    """Begins one occurrence before the anchor."""

    @override
    def occurrence(self, anchor: date, i: int) -> date:
        return super().occurrence(anchor, i - 1)

    @override
    def number_of(self, anchor: date, day: date) -> int:
        return super().number_of(anchor, day) + 1


class Drifting(_Wrong):
    """Computes each date from the one before, so that February shortens the rest of the year."""

    @override
    def occurrence(self, anchor: date, i: int) -> date:
        day = anchor
        for _ in range(i):
            day = super().occurrence(day, 1)
        return day if i >= 0 else super().occurrence(anchor, i)

    @override
    def number_of(self, anchor: date, day: date) -> int:
        return next(i for i in range(1000) if self.occurrence(anchor, i) >= day)


class Shifty(_Wrong):
    """Puts off every date by a day if an odd number is asked for."""

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        late = DAY * (asked.get("count", 0) % 2)
        return (day + late for day in super().occurrences(anchor, **asked))


class Overlong(_Wrong):
    """Takes the end to be the last date."""

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        if "until" in asked:
            asked["until"] += DAY
        return super().occurrences(anchor, **asked)


class FromOne(_Wrong):
    """Counts from one."""

    @override
    def number_of(self, anchor: date, day: date) -> int:
        return super().number_of(anchor, day) + 1


class Elsewhere(_Wrong):
    """Gives the following period instead."""

    @override
    def period_of(self, anchor: date, day: date) -> Period:
        return RIGHT.period_of(anchor, RIGHT.period_of(anchor, day).end)


class Gappy(_Wrong):
    """Leaves out the last day of each period."""

    @override
    def periods(self, anchor: date, **asked: Any) -> Iterator[Period]:
        return (Period(p.start, p.end - DAY) for p in super().periods(anchor, **asked))


class Aging(_Wrong):
    """Puts off every date by a day from the year 2250 on."""

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        late = DAY * (anchor.year >= 2250)
        return (day + late for day in super().occurrences(anchor, **asked))


class Moody(_Wrong):
    """Answers otherwise when it is asked the same for the third time in a row."""

    asked: list[object] = []  # noqa: RUF012 - its memory is what is wrong with it

    @override
    def occurrences(self, anchor: date, **asked: Any) -> Iterator[date]:
        question = (anchor, asked)
        if self.asked[-1:] != [question]:
            self.asked.clear()
        self.asked.append(question)
        late = DAY * (len(self.asked) % 3 == 0)
        return (day + late for day in super().occurrences(anchor, **asked))


class NeverItself(_Wrong):
    """Is equal to nothing else, however alike."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return 7


class Unlike(_Wrong):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(_Wrong):
    """Can be changed by anybody."""

    __setattr__ = object.__setattr__


class Doubling(_Wrong):
    """Doubles its unit whenever it is made again from itself."""

    @override
    def __attrs_post_init__(self) -> None:
        if self.anchor_day is None:
            object.__setattr__(self, "anchor_day", 31)
        else:
            object.__setattr__(self, "anchor_day", self.anchor_day - 1)


MUTANTS: dict[str, Every] = {
    "as many as asked": OneShort(months=1),
    "in order": Hesitant(months=1),
    "begins at the anchor": EarlyBird(months=1),
    "no drift": Drifting(months=1),
    "a longer term": Shifty(months=1),
    "ends before until": Overlong(months=1),
    "numbered": FromOne(months=1),
    "a period for each day": Elsewhere(months=1),
    "periods meet": Gappy(months=1),
    "moved by the calendar's cycle": Aging(months=1),
    "the same again": Moody(months=1),
    "equal": NeverItself(months=1),
    "hashed alike": Unlike(months=1),
    "frozen": Open(months=1),
    "evolved": Doubling(months=1),
}
