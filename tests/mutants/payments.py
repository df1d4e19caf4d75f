"""Wrong payment strategies, by the name of the law that each breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Self

import attrs
from hypothesis import strategies as st
from tests.mutants.checks import parties, sales
from typing_extensions import override

from relkit.money import Money
from relkit.plans import Line, PaymentPlan
from relkit.relationships import Relationship
from relkit.strategies import Context, FlatFee, PaymentStrategy


class Plain(FlatFee):
    """A right strategy, on which the wrong ones are built: half now and half later."""

    @override
    def lines(self, relationship: Any, context: Context) -> Sequence[Line] | None:
        price = context.price
        if price is None:
            return None
        days = (context.today, context.today + timedelta(days=30))
        shares = self.shares(price, context)
        return [
            Line(label=self.label, amount=share, due=day)
            for share, day in zip(shares, self.days(days), strict=True)
        ]

    def shares(self, price: Money, context: Context) -> Sequence[Money]:
        """Give the two amounts."""
        del context
        return price.split(2)

    def days(self, days: tuple[date, ...]) -> tuple[date, ...]:
        """Give the two days."""
        return days


class Careless(Plain):
    """Loses a unit of odd prices."""

    @override
    def shares(self, price: Money, context: Context) -> Sequence[Money]:
        half = price.minor_units // 2
        return [Money.from_minor_units(half, price.currency)] * 2


class Credit(PaymentPlan):
    """A plan whose credit forgets half of it."""

    @override
    def reversed(self) -> Self:
        found = super().reversed()
        return attrs.evolve(found, lines=found.lines[:1])


class Backwards(PaymentPlan):
    """A plan that goes through its payments from the end."""

    @override
    def occurrences(self) -> Iterator[Line]:
        return iter([*super().occurrences()][::-1])


class Owing(PaymentPlan):
    """A plan that forgets the payment that came first."""

    @override
    def outstanding(self, payments: Iterable[Any], *, on: date | None = None) -> Money:
        return super().outstanding(list(payments)[1:], on=on)


class Showing(Plain):
    """Plans rightly, in plans that are wrong."""

    shown: ClassVar[type[PaymentPlan]] = PaymentPlan

    @override
    def plan(self, relationship: Any, context: Context) -> PaymentPlan | None:
        found = super().plan(relationship, context)
        if found is None:
            return None
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(PaymentPlan)}
        return self.shown(**fields)


class WrongCredit(Showing):
    """Gives plans whose credit is wrong."""

    shown = Credit


class WrongOrder(Showing):
    """Gives plans whose payments come backwards."""

    shown = Backwards


class WrongRest(Showing):
    """Gives plans that forget a payment."""

    shown = Owing


class Dollars(Plain):
    """Bills in US dollars, whatever the sale is in."""

    @override
    def plan(self, relationship: Any, context: Context) -> PaymentPlan | None:
        if context.price is None:
            return None
        price = Money.from_minor_units(context.price.minor_units, "USD")
        return super().plan(relationship, attrs.evolve(context, price=price))


class Discounting(Plain):
    """Takes a unit off great prices."""

    @override
    def plan(self, relationship: Any, context: Context) -> PaymentPlan | None:
        price = context.price
        if price is not None and price.minor_units:
            price -= Money.from_minor_units(1, price.currency)
        return super().plan(relationship, attrs.evolve(context, price=price))


class ShortSighted(Plain):
    """Gives those who pay after the year 2300 a day more."""

    @override
    def days(self, days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(day + timedelta(days=day.year > 2300) for day in days)


class Dividing(Plain):
    """Divides by the price."""

    @override
    def shares(self, price: Money, context: Context) -> Sequence[Money]:
        return super().shares(price * (price.minor_units // price.minor_units), context)


MUTANTS: dict[str, PaymentStrategy[Any]] = {
    "keeps the laws of plans": Careless(),
    "a credit mirrors": WrongCredit(),
    "payments in order": WrongOrder(),
    "the currency of the sale": Dollars(),
    "so many times the price": Discounting(),
    "moved by the calendar's cycle": ShortSighted(),
    "paid and outstanding": WrongRest(),
    "nothing to pay": Dividing(),
}
_ORGANIZATIONS = parties(Relationship, party_type=st.just("organization"))
QUICK = {
    "party": _ORGANIZATIONS,
    "other": _ORGANIZATIONS,
    "context": sales(),
    "sale": sales(has_written_agreement=st.just(value=True)),
}
