"""Strategies for decision tables: conditions that a table can say, rules, and playbooks of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.strategies.plans import KINDS, LINES, SEASONS, contexts, relationships

from relkit import Context, Every, Money, Playbook, Relationship, Stage
from relkit.plans import AmountOff, Ask, PercentOff, Terms, Tier, Within
from relkit.playbook import DecisionTable, TableRule
from relkit.strategies import (
    NOTHING,
    ClientMarketing,
    ClientService,
    Combined,
    CustomerMarketing,
    FlatFee,
    Hourly,
    Installments,
    PlainMarketing,
    PlainService,
    Predicate,
    Retainer,
    SingleInvoice,
    Strategy,
    Usage,
    has_datum,
    holds_not,
    in_line,
    in_stage,
    is_party_type,
    trait,
)
from relkit.traits import STANDARD_TRAITS

READ_TRAITS = ("loyalty", "setting", "value over price")  # kappa 2, 0 and 2; a name with spaces
HOSTILE = (
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    'a"b',
    "a,b;c\nd",
    "none",
    "Nothing",
    "not",
    "any",
    " x ",
    "x=[(1)]",
    "\\",
    "a\u2028b",
    "é",
    "trait x",
    "'1",
)


def texts() -> st.SearchStrategy[str]:
    """Texts with something in them, hostile ones among them."""
    return st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=8).filter(str.strip)


def shares() -> st.SearchStrategy[Fraction]:
    """Limits of shares, those where a condition turns among them."""
    return st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), Fraction(7, 10)]) | st.builds(
        Fraction, st.integers(0, 12), st.just(12)
    )


def compared(names: st.SearchStrategy[str]) -> st.SearchStrategy[Predicate]:
    """Comparisons of a trait's share or support."""
    terms = names.map(trait)
    share = st.builds(
        lambda term, limit, sign: [term >= limit, term > limit, term <= limit, term < limit][sign],
        terms,
        shares(),
        st.integers(0, 3),
    )
    support = st.builds(
        lambda term, limit, sign: [term >= limit, term > limit, term <= limit, term < limit][sign],
        terms.map(lambda term: term.support),
        st.integers(0, 6),
        st.integers(0, 3),
    )
    return share | support


def maybe_not(conditions: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
    """Conditions, negated or not."""
    return conditions | conditions.map(holds_not)


def conditions(
    words: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[tuple[Predicate, ...]]:
    """Conditions of one row, in the order of a table's columns."""
    lines = st.sampled_from(LINES) if words is None else words
    seasons = st.sampled_from(SEASONS) if words is None else words
    columns: list[st.SearchStrategy[Predicate]] = [
        st.lists(st.sampled_from(Stage), min_size=1, max_size=3, unique=True).map(
            lambda stages: in_stage(*stages)
        ),
        st.sampled_from(["person", "organization"]).map(is_party_type),
        st.lists(lines, min_size=1, max_size=2).map(lambda given: in_line(*given)),
        st.lists(seasons, min_size=1, max_size=2).map(lambda given: has_datum("season", *given)),
    ]
    some = [st.none() | maybe_not(column) for column in columns]
    traits = st.lists(maybe_not(compared(st.sampled_from(READ_TRAITS))), max_size=3, unique_by=repr)
    return st.builds(
        lambda of_traits, *rest: (*of_traits, *(each for each in rest if each is not None)),
        traits,
        *some,
    )


def rules(count: int = 4) -> st.SearchStrategy[list[tuple[Predicate, ...]]]:
    """The conditions of some rows."""
    return st.lists(conditions(), min_size=1, max_size=count)


def table_of(rows: list[tuple[Predicate, ...]]) -> DecisionTable:
    """Make a table of one kind and area with rows of these conditions."""
    made = tuple(
        TableRule(
            row=number,
            kind=Relationship,
            area="service",
            conditions=row,
            strategy=PlainService(),
        )
        for number, row in enumerate(rows, 2)
    )
    return DecisionTable(columns=(), rows=(), rules=made, traits=STANDARD_TRAITS)


def cases() -> st.SearchStrategy[tuple[Relationship, Context]]:
    """Relationships and contexts that rows can be asked about."""
    return st.tuples(relationships(Relationship), contexts())


def marketing() -> st.SearchStrategy[Strategy[Any, Any]]:
    """Marketing strategies with fields of every type that a table can hold."""
    return st.sampled_from([PlainMarketing(), CustomerMarketing(), ClientMarketing()]) | st.builds(
        PlainMarketing,
        aim=texts(),
        channels=st.lists(texts(), max_size=3).map(tuple),
        contacts_per_period=st.integers(0, 10**12),
        newsletter=st.none()
        | st.builds(Every, months=st.integers(1, 99), month_end=st.booleans())
        | st.builds(Every, years=st.integers(1, 9), anchor_day=st.none() | st.integers(1, 31))
        | st.builds(Every, weeks=st.integers(1, 99)),
        referral=st.none()
        | st.builds(Ask, form=texts(), after=st.tuples(texts()), needs_consent=st.booleans()),
        inquiry_response=st.builds(
            Within, st.integers(1, 99), st.sampled_from(["minutes", "hours", "working_hours"])
        ),
    )


def payment() -> st.SearchStrategy[Strategy[Any, Any]]:
    """Payment strategies with money, dates, numbers, records and parts."""
    money = st.integers(0, 10**9).map(lambda units: Money.from_minor_units(units, "USD"))
    numbers = (
        st.integers(1, 99)
        | st.decimals(1, 99, places=2)
        | st.builds(Fraction, st.integers(1, 9), st.integers(1, 9))
    )
    changes = st.builds(PercentOff, label=texts(), percent=numbers) | st.builds(
        AmountOff, amount=money
    )
    flat = st.builds(
        FlatFee,
        price=st.none() | money,
        due=st.none() | st.dates(),
        adjustments=st.lists(changes, max_size=2).map(tuple),
        business_days=st.sampled_from(["none", "following"]),
        floor_at_zero=st.booleans(),
    )
    fixed = [
        Retainer(included_hours=Decimal("2.5"), deposit_percent=50),
        Hourly(rate_card=(("=partner", Money(300, "USD")), ("junior", Money(90, "USD")))),
        Usage(tiers=(Tier(unit_price=Money(1, "USD")),)),
        Installments(every=Every(weeks=2), remainder="last", start=date(2025, 9, 1)),
        Combined(parts=(Retainer(fee=Money(9, "USD")), FlatFee(label="one, off"))),
        SingleInvoice(terms=Terms(timing="in_arrears", net_days=14)),
    ]
    return flat | st.sampled_from(fixed)


def tabled_playbooks() -> st.SearchStrategy[Playbook]:
    """Playbooks that a table can say, with hostile texts wherever there is text."""
    offers = {
        "marketing": marketing(),
        "service": st.sampled_from([PlainService(), ClientService(kick_off_days=3), NOTHING]),
        "payment": payment(),
        "=own": marketing() | payment() | st.just(NOTHING),
    }

    @st.composite
    def entry(draw: st.DrawFn) -> tuple[type[Relationship], str, Any]:
        kind, area = draw(st.sampled_from(KINDS)), draw(st.sampled_from([*offers]))
        strategy: Any = NOTHING
        for _ in range(draw(st.integers(1, 3))):
            narrowed = draw(offers[area])
            for condition in draw(conditions(texts())):
                narrowed = narrowed.when(condition)
            if narrowed.does_serve(kind):
                strategy |= narrowed
        return kind, area, strategy

    return st.lists(entry(), max_size=4, unique_by=lambda row: row[:2]).map(Playbook)
