"""Predicates: exact, two-valued, combinable, and never true by themselves."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.strategies.plans import KINDS, TRAITS, any_relationships, contexts, predicates, profiles

from relkit.errors import InvalidValueError, UnknownNameError
from relkit.plans import Fact
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.strategies import (
    ALWAYS,
    NEVER,
    Context,
    Predicate,
    all_hold,
    any_holds,
    has_datum,
    holds_not,
    in_line,
    in_stage,
    is_a,
    is_party_type,
    trait,
)
from relkit.strategies import __all__ as public_names
from relkit.traits import STANDARD_TRAITS, TraitProfile, TraitReading

TODAY = Context(today=date(2025, 9, 1))


def with_counts(name: str, pro: int, con: int) -> Relationship:
    """Make a relationship of which one trait is known."""
    profile = TraitProfile.of(STANDARD_TRAITS, {name: (pro, con)})
    return Relationship(party="a", business="b", profile=profile)


def exact_share(reading: TraitReading) -> Fraction:
    """Give the display share as a fraction, by its definition."""
    kappa = reading.trait.kappa
    return Fraction(2 * reading.pro + kappa, 2 * (reading.support + kappa))


@settings(deadline=None)
@given(predicates(), predicates(), any_relationships(), contexts())
def test_connectives(
    p: Predicate, q: Predicate, relationship: Relationship, context: Context
) -> None:
    """``&``, ``|`` and ``~`` are and, or and not, for predicates and functions alike."""

    def holds(predicate: Predicate) -> bool:
        return predicate(relationship, context)

    def q_function(relationship: Relationship, context: Context) -> bool:
        return q(relationship, context)

    both, either = holds(p) and holds(q), holds(p) or holds(q)

    assert both == holds(p & q) == holds(p & q_function) == holds(q_function & p)
    assert either == holds(p | q) == holds(p | q_function) == holds(q_function | p)
    assert (not holds(p)) == holds(~p)


@settings(deadline=None)
@given(predicates(), predicates(), predicates())
def test_structure(p: Predicate, q: Predicate, r: Predicate) -> None:
    """Both connectives are associative and idempotent, with neutral elements, to the letter."""
    assert (p & q) & r == p & (q & r) == all_hold(p, q, r)
    assert (p | q) | r == p | (q | r) == any_holds(p, q, r)
    assert p & p == p == p | p
    assert p & ALWAYS == p == p | NEVER
    assert p & NEVER == NEVER
    assert p | ALWAYS == ALWAYS
    assert ~~p == p == holds_not(~p)


def test_nothing_to_combine() -> None:
    """All of nothing always holds, any of nothing never."""
    assert all_hold() is ALWAYS
    assert any_holds() is NEVER
    assert ~NEVER == ALWAYS


@settings(deadline=None)
@given(predicates())
def test_predicates_are_values(p: Predicate) -> None:
    """Predicates equal their copies and what their repr makes; they print in one line."""
    import relkit.strategies as door  # noqa: PLC0415 - only its names are wanted

    names: dict[str, Any] = {name: getattr(door, name) for name in public_names}
    names |= {kind.__name__: kind for kind in KINDS} | {"Fraction": Fraction}

    assert p == pickle.loads(pickle.dumps(p)) == copy.deepcopy(p)
    assert p == eval(repr(p), names)  # noqa: S307 - its own repr
    assert hash(p) == hash(copy.deepcopy(p))
    assert "\n" not in str(p)


@settings(deadline=None)
@given(st.sampled_from(TRAITS), profiles(), st.fractions(0, 1, max_denominator=1000))
def test_shares_are_compared_exactly(name: str, profile: TraitProfile, limit: Fraction) -> None:
    """A share is compared as the exact fraction that it is; an unknown one never holds."""
    relationship = Relationship(party="a", business="b", profile=profile)
    reading = profile[name]
    term = trait(name)
    told = [
        predicate(relationship, TODAY)
        for predicate in (term >= limit, term > limit, term <= limit, term < limit)
    ]
    if not reading.is_known:
        assert told == [False] * 4
        return
    share = exact_share(reading)

    assert [share >= limit, share > limit, share <= limit, share < limit] == told


@settings(deadline=None)
@given(st.sampled_from(TRAITS), profiles(), st.integers(0, 100))
def test_support_is_compared(name: str, profile: TraitProfile, limit: int) -> None:
    """Support is a whole number, 0 where nothing was observed."""
    relationship = Relationship(party="a", business="b", profile=profile)
    support = trait(name).support

    assert (profile[name].support >= limit) == (support >= limit)(relationship, TODAY)
    assert (profile[name].support < limit) == (support < limit)(relationship, TODAY)


def test_no_rounding_decides() -> None:
    """Seven tenths, however written, are the same threshold; exactly there only >= holds."""
    # kappa of loyalty is 2: (2*6 + 2) / (2 * (6 + 2 + 2)) = 14/20
    relationship = with_counts("loyalty", 6, 2)
    ways = [0.7, Decimal("0.7"), Fraction(7, 10)]

    assert 1 == len({trait("loyalty") >= way for way in ways})
    assert (trait("loyalty") >= 0.7)(relationship, TODAY)
    assert not (trait("loyalty") > 0.7)(relationship, TODAY)
    assert (0.7 <= trait("loyalty"))(relationship, TODAY)


@pytest.mark.parametrize(
    ("limit", "text"),
    [(0, "0"), (1, "1"), (0.7, "0.7"), (Fraction(1, 3), "Fraction(1, 3)")],
)
def test_limits_are_written_exactly(limit: float | Fraction, text: str) -> None:
    """A threshold prints so that reading it again gives the same."""
    assert f"trait('trust') < {text}" == repr(trait("trust") < limit)


@pytest.mark.parametrize(
    "threshold",
    [True, -0.1, 1.1, float("nan"), float("inf"), Decimal("sNaN"), Decimal("NaN"), 10**400, "0.5"],
    ids=str,
)
def test_thresholds_that_are_no_share(threshold: Any) -> None:
    """A share is compared with a number from 0 to 1 and nothing else."""
    with pytest.raises(InvalidValueError, match="a number from 0 to 1"):
        trait("trust") >= threshold


@pytest.mark.parametrize("threshold", [True, -1, 0.5, "3"], ids=str)
def test_thresholds_that_are_no_support(threshold: Any) -> None:
    """Support is compared with a whole number and nothing else."""
    with pytest.raises(InvalidValueError, match="whole number"):
        trait("trust").support >= threshold


def test_traits_are_not_equal_to_numbers() -> None:
    """``trait(...) == 0.5`` is refused, since it could only mislead."""
    with pytest.raises(InvalidValueError, match="equals nothing"):
        trait("trust") == 0.5
    with pytest.raises(InvalidValueError, match="name of a trait"):
        trait("")


def test_unknown_traits() -> None:
    """Without a profile no trait condition holds; a name that a profile lacks is a mistake."""
    by_hand = Client(party="acme", business="harper-law")

    assert not (trait("trust") >= 0)(by_hand, TODAY)
    assert () == (trait("trust") >= 0).facts(by_hand)
    with pytest.raises(UnknownNameError, match="Did you mean 'trust'"):
        (trait("trsut") >= 0)(with_counts("trust", 1, 0), TODAY)


def test_facts_are_what_was_read() -> None:
    """A predicate tells what it reads, each fact once, whatever its form."""
    known = Client(
        party="a",
        business="b",
        stage=Stage.ACTIVE,
        profile=TraitProfile.of(STANDARD_TRAITS, {"trust": (3, 1)}),
    )
    kind, stage, trust = (
        Fact("kind", "client"),
        Fact("stage", "active"),
        Fact("trust", pro=3, con=1),
    )
    predicate = (is_a(Client) & in_stage("active")) | ~(is_a(Customer) & (trait("trust") > 0))

    assert (kind, stage, trust) == predicate.facts(known)
    assert () == in_stage("new").facts(Client(party="a", business="b"))
    assert () == (ALWAYS & (lambda *_: True)).facts(known)


def test_predicates_read_as_words() -> None:
    """Predicates print as people would say them, in brackets where needed."""

    def rich(relationship: Relationship, context: Context) -> bool:
        return True

    predicate = is_a(Client) & (in_stage("new", "active") | ~(trait("trust") >= 0.5)) & rich

    assert (
        "client and ((new or active) or not trust >= 0.5) and "
        "test_predicates_read_as_words.<locals>.rich" == str(predicate)
    )
    assert ("always", "never") == (str(ALWAYS), str(NEVER))
    assert "support of trust > 3" == str(trait("trust").support > 3)
    assert f"holds_not({rich.__qualname__})" == repr(holds_not(rich))


@settings(deadline=None)
@given(predicates())
def test_no_truth_value(p: Predicate) -> None:
    """A predicate in a condition of Python's own is refused with a hint."""
    with pytest.raises(InvalidValueError, match=r"combine with & \| ~"):
        bool(p)


def test_chained_comparisons_are_refused() -> None:
    """A chained comparison would silently drop its first half; it is refused."""
    with pytest.raises(InvalidValueError, match="chained comparisons"):
        0.3 <= trait("trust") <= 0.7


@settings(deadline=None)
@given(any_relationships(), contexts(), st.none() | st.integers() | st.text())
def test_functions_must_answer(relationship: Relationship, context: Context, answer: Any) -> None:
    """A function as a condition must give True or False, not something like it."""
    assume(not isinstance(answer, bool))
    predicate = ~all_hold(lambda *_: answer)

    with pytest.raises(InvalidValueError, match="must give True or False"):
        predicate(relationship, context)


@pytest.mark.parametrize("condition", [None, True, "active", Client, 3], ids=str)
def test_what_is_no_condition(condition: Any) -> None:
    """Only predicates and functions are conditions; classes and values are not."""
    with pytest.raises(InvalidValueError, match="A condition is a predicate"):
        ALWAYS & condition


@pytest.mark.parametrize("kind", [None, int, "client", Client(party="a", business="b")], ids=str)
def test_what_is_no_kind(kind: Any) -> None:
    """``is_a`` asks for a kind."""
    with pytest.raises(InvalidValueError, match="a kind such as Client"):
        is_a(kind)


@pytest.mark.parametrize("stages", [(), ("actve",), (None,), (3,)], ids=str)
def test_what_is_no_stage(stages: Any) -> None:
    """``in_stage`` asks for stages, one at least."""
    with pytest.raises(InvalidValueError, match="in_stage asks for 'prospect', 'new'"):
        in_stage(*stages)


@settings(deadline=None)
@given(any_relationships(), contexts())
def test_texts_are_one_of_several(relationship: Relationship, context: Context) -> None:
    """Party type, line and datum are compared with texts, and never hold where there is none."""
    season = context.data.get("season")

    assert (relationship.party_type == "person") == is_party_type("person")(relationship, context)
    assert (relationship.line in {"advice", "goods"}) == in_line("advice", "goods")(
        relationship, context
    )
    assert (season == "winter") == has_datum("season", "winter")(relationship, context)


def test_texts_read_as_words() -> None:
    """Party types, lines and data print as words, and tell what they read of a relationship."""
    acme = Client(party="acme", business="b", line="advice", party_type="organization")
    told = is_party_type("organization") & in_line("advice", "goods") & has_datum("season", "fall")
    some = in_line("a", "a", "b") | is_party_type("person", "organization")

    assert "organization and (line 'advice' or 'goods') and season 'fall'" == str(told)
    assert (Fact("party_type", "organization"), Fact("line", "advice")) == told.facts(acme)
    assert () == told.facts(Client(party="acme", business="b"))
    assert "any_holds(in_line('a', 'b'), is_party_type('person', 'organization'))" == repr(some)
    assert "has_datum('season', 'fall')" == repr(has_datum("season", "fall", "fall"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (is_party_type, "asks for 'person' or 'organization', not"),
        (lambda: is_party_type("firm"), r"not \('firm',\)"),
        (in_line, "in_line asks for at least one text"),
        (lambda: in_line(""), "each of in_line must be text"),
        (lambda: has_datum("season"), "has_datum asks for at least one text"),
        (lambda: has_datum("", "x"), "The name of a datum must be text"),
        (lambda: has_datum("season", 3), "each of has_datum must be text"),
    ],
)
def test_texts_that_cannot_be(make: Any, message: str) -> None:
    """A condition on a text names at least one, and only those that can be."""
    with pytest.raises(InvalidValueError, match=message):
        make()
