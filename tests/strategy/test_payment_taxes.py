"""What payments consist of: net, tax, gross and discount, which always add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
from hypothesis import strategies as st
from tests.strategies.payments import ACME, USD, changes, contexts, prices, propose
from tests.strategies.surroundings import given_oddly

from relkit.money import Money
from relkit.plans import (
    AmountOff,
    Breakdown,
    Line,
    PaymentPlan,
    PercentOff,
    PriceChange,
    Surcharge,
    Tax,
    Terms,
)
from relkit.strategies import Context, FlatFee, Installments
from relkit.testing import currencies

TODAY = date(2025, 9, 1)
EUR = "EUR"


def taxes() -> st.SearchStrategy[Tax]:
    """Taxes of any rate, rounding and reading of prices."""
    return st.builds(
        Tax,
        percent=st.integers(0, 30) | st.fractions(0, 30, max_denominator=40),
        rounding=st.sampled_from(["per_line", "per_total"]),
        is_included=st.booleans(),
    )


def amount_lists(least: int = 1) -> st.SearchStrategy[list[Money]]:
    """Amounts of one currency, from zero on."""
    return st.lists(prices(USD), min_size=least, max_size=8)


def lines_of(amounts: list[Money]) -> list[Line]:
    """Give a line for each amount."""
    return [Line(label=f"line {n}", amount=a, due=TODAY) for n, a in enumerate(amounts)]


def test_rounding_per_line_and_per_total() -> None:
    """The known case of ten units at 3.60 and 5.5 %: 38.00 by lines, 37.98 in all."""
    lines = lines_of([Money("3.60", EUR)] * 10)
    per_line = Tax(percent=Fraction(11, 2), rounding="per_line").breakdown(lines)
    per_total = Tax(percent=Fraction(11, 2)).breakdown(lines)

    assert Money("38.00", EUR) == per_line.total.gross
    assert Money("37.98", EUR) == per_total.total.gross


def test_breakdown_in_words() -> None:
    """Every row and the total say net, tax and gross."""
    vat = Tax(label="VAT", percent=19, is_included=True)
    found = vat.breakdown(lines_of([Money(119, EUR), Money("1.19", EUR)]))

    assert [
        "line 0: EUR 100.00 net, EUR 19.00 tax, EUR 119.00",
        "line 1: EUR 1.00 net, EUR 0.19 tax, EUR 1.19",
        "total: EUR 101.00 net, EUR 19.19 tax, EUR 120.19",
    ] == str(found).splitlines()
    assert "VAT 19 % included" == str(vat)


@given_oddly(taxes(), amount_lists())
def test_p12_net_and_tax_are_the_gross(tax: Tax, amounts: list[Money]) -> None:
    """P12: on every line and in all, net and tax are the gross, and nothing is lost."""
    found = tax.breakdown(lines_of(amounts))
    total = Money.total(amounts, USD)

    assert all(row.gross == row.net + row.tax for row in (*found.rows, found.total))
    assert amounts == [row.gross if tax.is_included else row.net for row in found.rows]
    assert total == (found.total.gross if tax.is_included else found.total.net) == found.listed
    assert found.total.tax == Money.total((row.tax for row in found.rows), USD)
    assert found.total.net == Money.total((row.net for row in found.rows), USD)


@given_oddly(taxes(), amount_lists())
def test_p12_roundings_differ_by_less_than_the_lines(tax: Tax, amounts: list[Money]) -> None:
    """P12: per line and per total, the tax differs by less than a unit for each line."""
    sums = [
        Money.total(attrs.evolve(tax, rounding=way).on(amounts), USD).minor_units
        for way in ("per_line", "per_total")
    ]

    assert abs(sums[0] - sums[1]) < len(amounts)


@given_oddly(taxes(), amount_lists())
def test_p12_tax_of_the_total_is_rounded_once(tax: Tax, amounts: list[Money]) -> None:
    """P12: per total, the lines' taxes add up to that of the sum, each within a unit."""
    per_total = attrs.evolve(tax, rounding="per_total")
    rate = Fraction(tax.percent)
    share = rate / (100 + rate if tax.is_included else 100)
    found = per_total.on(amounts)

    assert per_total.on([Money.total(amounts, USD)]) == (Money.total(found, USD),)
    for amount, part in zip(amounts, found, strict=True):
        assert abs(part.minor_units - amount.minor_units * share) <= 1
        assert part.minor_units >= 0


@given_oddly(taxes(), amount_lists(), st.integers(0, 7))
def test_p03_tax_of_a_credit(tax: Tax, amounts: list[Money], cut: int) -> None:
    """P3, P8: the tax of a credit mirrors the tax, and later lines do not change it."""
    found = tax.on(amounts)

    assert tuple(-part for part in found) == tax.on([-amount for amount in amounts])
    assert found[:cut] == tax.on(amounts[:cut])


@given_oddly(taxes(), contexts(), st.integers(1, 24), st.lists(changes(), max_size=3))
def test_p12_discounts_are_shared_out(
    tax: Tax, context: Context, count: int, given: list[PriceChange]
) -> None:
    """P12: the lines' discounts add up to what was taken off, and lead to the list price."""
    own = [change for change in given if isinstance(change, PercentOff | Surcharge)]
    own = [c for c in own if not isinstance(c, Surcharge) or c.amount is None]
    plan = propose(Installments(count=count, adjustments=tuple(own)), context)
    found = plan.breakdown(tax)
    discounts = [row.discount for row in found.rows]
    assert context.price is not None
    assert plan.price is not None

    assert context.price == found.listed
    assert found.total.discount == Money.total(discounts, context.price.currency)
    assert plan.price + found.total.discount == context.price


def test_discount_down_to_nothing() -> None:
    """A fee that is discounted to zero has a discount all the same."""
    off = (AmountOff(amount=Money(9, EUR)),)
    plan = propose(FlatFee(adjustments=off), Context(today=TODAY, price=Money(9, EUR)), ACME)
    found = plan.breakdown(Tax(percent=19))

    assert (Money(9, EUR), Money(0, EUR)) == (found.total.discount, found.total.gross)
    assert Money(9, EUR) == found.listed


def test_payments_that_recur_are_broken_down_by_what_is_due() -> None:
    """Of a plan without an end, the payments of some days are broken down."""
    plan = PaymentPlan(
        model="flat_fee",
        terms=Terms(timing="at_sale"),
        lines=tuple(lines_of([Money(100, EUR), Money(50, EUR)])),
    )
    tax = Tax(percent=7)

    assert plan.breakdown(tax) == tax.breakdown(plan.due_between(TODAY, date(2025, 9, 2)))


def test_no_amount_has_no_tax() -> None:
    """Nothing gives nothing, and a breakdown is a value."""
    tax = Tax(percent=7)
    found = tax.breakdown(lines_of([Money(0, EUR)]))

    assert () == tax.on([])
    assert found == Breakdown(tax=tax, rows=found.rows, total=found.total)


@given_oddly(currencies(), st.integers(0, 10**6), taxes())
def test_p10_tax_is_exact_at_the_minor_unit(currency: object, units: int, tax: Tax) -> None:
    """P10: the tax has the currency of the price, exact at its minor unit."""
    price = Money.from_minor_units(units, currency)  # type: ignore[arg-type]  # drawn as one
    (found,) = tax.on([price])

    assert found.currency == price.currency
    assert tax.on([price * 1]) == (found,)
