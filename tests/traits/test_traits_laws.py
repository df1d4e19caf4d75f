"""The laws of counts and points (T1 to T7), and what a declaration is checked for."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.traits import (
    any_weights,
    counts,
    kappas,
    pairs_of_counts,
)

from relkit.errors import DeclarationError, InvalidValueError, UnknownNameError
from relkit.measures import Constant, count, event, flag, periods
from relkit.testing import profiles, traits
from relkit.traits import (
    COUNT_MOST,
    KAPPA_MOST,
    STANDARD_TRAITS,
    STANDARD_WEIGHTS,
    WEIGHT_MOST,
    Trait,
    TraitProfile,
    TraitReading,
    points,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

HABITS = ("tenure", "regularity", "value over price")
TRUST = Trait("trust", 0, 0, kappa=2, weight=900)


# ------------------------------------------------------------------ shares, for display


@settings(deadline=None)
@given(pro=counts(), con=counts(), kappa=kappas())
def test_law_t1_t2_a_share_lies_between_the_poles_or_is_missing(
    pro: int, con: int, kappa: int
) -> None:
    """T1, T2: a share is in [0, 1], and None, never one half, where nothing was seen."""
    told = share(pro, con, kappa)

    assert (told is None) == (pro + con == 0)
    assert told is None or 0 <= told <= 1


@settings(deadline=None)
@given(pro=counts(), con=counts(), kappa=kappas())
def test_law_t6_shares_of_exchanged_poles_sum_to_one(pro: int, con: int, kappa: int) -> None:
    """T6: the share is an exact Beta mean, rounded once; exchanged poles mirror it."""
    told, mirrored = share(pro, con, kappa), share(con, pro, kappa)
    if told is None:
        assert mirrored is None
        return
    exact = Fraction(2 * pro + kappa, 2 * (pro + con + kappa))

    assert float(exact) == told
    assert float(1 - exact) == mirrored


# ------------------------------------------------------------------ points


@settings(deadline=None)
@given(weight=any_weights(), pro=counts(), con=counts(), kappa=kappas())
def test_points_are_rounded_half_away_from_zero(
    weight: int, pro: int, con: int, kappa: int
) -> None:
    """Points are the exact quotient, rounded to the nearest whole number, halves outwards."""
    told = points(weight, pro, con, kappa)
    size = pro + con + kappa
    exact = Fraction(weight * (pro - con), size) if size else Fraction(0)

    assert isinstance(told, int)
    if pro + con:
        assert abs(exact - told) <= Fraction(1, 2)
        assert abs(exact - told) < Fraction(1, 2) or abs(told) > abs(exact)


@settings(deadline=None)
@given(weight=any_weights(), kappa=kappas())
def test_law_t3_what_was_never_seen_counts_exactly_nothing(weight: int, kappa: int) -> None:
    """T3: missing is neutral, whatever the weight and kappa."""
    assert 0 == points(weight, 0, 0, kappa)


@settings(deadline=None)
@given(weight=any_weights(), pro=counts(), con=counts(), more=counts(), kappa=kappas())
def test_law_t4_points_are_monotone_in_both_counts(
    weight: int, pro: int, con: int, more: int, kappa: int
) -> None:
    """T4: for a positive weight more pro never lowers points, and more con never raises them."""
    told = points(weight, pro, con, kappa)
    for_it = points(weight, min(pro + more, COUNT_MOST), con, kappa)
    against = points(weight, pro, min(con + more, COUNT_MOST), kappa)
    if weight < 0:
        for_it, against = against, for_it

    assert against <= told <= for_it


@settings(deadline=None)
@given(weight=any_weights(), pro=counts(), con=counts(), kappa=kappas())
def test_law_t6_exchanging_the_poles_changes_the_sign_and_nothing_else(
    weight: int, pro: int, con: int, kappa: int
) -> None:
    """T6: points are antisymmetric in the counts, and in the weight."""
    told = points(weight, pro, con, kappa)

    assert -told == points(weight, con, pro, kappa) == points(-weight, pro, con, kappa)


@settings(deadline=None)
@given(weight=any_weights(), pro=counts(), con=counts(), kappa=kappas())
def test_law_t7_points_never_exceed_the_weight(weight: int, pro: int, con: int, kappa: int) -> None:
    """T7: the weight bounds the points on both sides."""
    assert abs(points(weight, pro, con, kappa)) <= abs(weight)


@settings(deadline=None)
@given(weight=st.integers(-5000, 5000), kappa=st.integers(0, 100_000))
def test_law_t7_points_reach_the_weight(weight: int, kappa: int) -> None:
    """T7: as support grows, points reach the weight itself, at the latest at the greatest count."""
    assert weight == points(weight, COUNT_MOST, 0, kappa)
    assert -weight == points(weight, 0, COUNT_MOST, kappa)


@settings(deadline=None)
@given(
    weight=any_weights(),
    pro=st.integers(0, 10**6),
    con=st.integers(0, 9),
    kappa=kappas(),
    factor=st.integers(1, 1000),
)
def test_law_c12_more_support_at_the_same_ratio_never_shrinks_points(
    weight: int, pro: int, con: int, kappa: int, factor: int
) -> None:
    """C12: the same ratio seen more often counts no less."""
    once, often = points(weight, pro, con, kappa), points(weight, factor * pro, factor * con, kappa)

    assert abs(once) <= abs(often)
    assert once * often >= 0


@pytest.mark.parametrize(
    ("weight", "pro", "con", "kappa", "expected"),
    [
        (900, 3, 1, 2, 300),
        (900, 1, 3, 2, -300),
        (1, 1, 0, 1, 1),  # 1/2 goes outwards
        (1, 0, 1, 1, -1),
        (-1, 1, 0, 1, -1),
        (1, 1, 0, 2, 0),
        (1000, 0, 0, 0, 0),
        (1385, 1, 0, 0, 1385),
        (WEIGHT_MOST, COUNT_MOST, 0, KAPPA_MOST, 999_001),
        (WEIGHT_MOST, COUNT_MOST, COUNT_MOST, 0, 0),
    ],
)
def test_points_of_known_counts(weight: int, pro: int, con: int, kappa: int, expected: int) -> None:
    """Known answers, both signs and both ends among them."""
    assert expected == points(weight, pro, con, kappa)


@pytest.mark.parametrize(
    "numbers",
    [
        (1.0, 1, 1, 1),
        (True, 1, 1, 1),
        (1, 1.0, 0, 1),
        (1, -1, 0, 1),
        (1, 0, COUNT_MOST + 1, 1),
        (1, 0, 1, KAPPA_MOST + 1),
        (WEIGHT_MOST + 1, 1, 0, 0),
        (-WEIGHT_MOST - 1, 1, 0, 0),
    ],
    ids=repr,
)
def test_only_whole_numbers_in_range_make_points(numbers: tuple[int, int, int, int]) -> None:
    """No float and no bool decides anything, in none of the doors."""
    weight, pro, con, kappa = numbers

    with pytest.raises(InvalidValueError):
        points(*numbers)
    if kappa <= KAPPA_MOST:
        with pytest.raises(InvalidValueError):
            Trait("trait", 0, 0, kappa=kappa).points(pro, con, weight)
    if (pro, con) != (1, 1) and weight == 1:
        with pytest.raises(InvalidValueError):
            share(pro, con, kappa)


@settings(deadline=None)
@given(trait=traits(), pair=pairs_of_counts(), weight=any_weights())
def test_a_trait_gives_points_for_its_own_weight_or_another(
    trait: Trait, pair: tuple[int, int], weight: int
) -> None:
    """The method is the function, with the trait's kappa and by default its weight."""
    assert points(trait.weight, *pair, trait.kappa) == trait.points(*pair)
    assert points(weight, *pair, trait.kappa) == trait.points(*pair, weight)


# ------------------------------------------------------------------ profiles


@settings(deadline=None)
@given(profile=profiles(STANDARD_TRAITS[:5]))
def test_a_profile_reads_as_it_was_built(profile: TraitProfile) -> None:
    """Iteration, look-up, length and what is unknown all tell the same counts."""
    readings = list(profile)

    assert 5 == len(profile)
    assert profile.pro == tuple(reading.pro for reading in readings)
    assert profile.con == tuple(reading.con for reading in readings)
    assert readings == [profile[trait.name] for trait in profile.traits]
    assert profile.unknown == tuple(r.trait.name for r in readings if not r.is_known)
    for reading in readings:
        assert reading.support == reading.pro + reading.con
        assert reading.is_known == (reading.support > 0) == (reading.share is not None)
        assert reading.share == share(reading.pro, reading.con, reading.trait.kappa)


@settings(deadline=None)
@given(
    profile=profiles(STANDARD_TRAITS[:3]),
    pair=pairs_of_counts(),
    name=st.sampled_from([trait.name for trait in STANDARD_TRAITS[:3]]),
)
def test_other_counts_for_one_trait_leave_the_rest(
    profile: TraitProfile, pair: tuple[int, int], name: str
) -> None:
    """``with_counts`` changes one trait of a copy."""
    changed = profile.with_counts(name, *pair)

    assert pair == (changed[name].pro, changed[name].con)
    assert [r for r in profile if r.trait.name != name] == [
        r for r in changed if r.trait.name != name
    ]


@settings(deadline=None)
@given(profile=profiles(STANDARD_TRAITS[:4]))
def test_law_t6_a_swapped_profile_exchanges_every_pole(profile: TraitProfile) -> None:
    """T6: swapping exchanges both counts of each trait, and twice is as before."""
    swapped = profile.swapped()

    assert (profile.con, profile.pro) == (swapped.pro, swapped.con)
    assert profile == swapped.swapped()


@settings(deadline=None)
@given(trait=traits(), data=st.data())
def test_values_survive_pickle_and_copy(trait: Trait, data: st.DataObject) -> None:
    """Traits, profiles and readings are values: copies are equal and hash alike."""
    profile = data.draw(profiles((trait,)))
    for value in (trait, profile, profile[trait.name]):
        for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert value == again
            assert hash(value) == hash(again)


@given(profile=profiles(STANDARD_TRAITS[:5]))
def test_a_profile_prints_what_was_observed_and_nothing_else(profile: TraitProfile) -> None:
    """Printed, a profile is one line that names each observed trait with its counts."""
    head, _, said = str(profile).partition(": ")
    known = [f"{one.trait.name} {one.pro}:{one.con}" for one in profile if one.is_known]

    assert f"{len(known)} of {len(profile)} traits observed" == head
    assert ", ".join(known) == said


def test_an_unknown_trait_is_told_with_the_closest() -> None:
    """Slips in names are mended, in every door of a profile."""
    profile = TraitProfile.of([TRUST], {})
    for ask in (
        lambda: profile["trsut"],
        lambda: profile.with_counts("trsut", 1, 0),
        lambda: TraitProfile.of([TRUST], {"trsut": (1, 0)}),
    ):
        with pytest.raises(UnknownNameError, match=r"no trait 'trsut'. Did you mean 'trust'"):
            ask()


@pytest.mark.parametrize(
    "pair",
    [(1,), (1, 2, 3), [1, 2], 3, "12", (1.0, 0), (True, 0), (0, -1), (0, COUNT_MOST + 1), None],
    ids=repr,
)
def test_counts_that_cannot_be_are_refused(pair: object) -> None:
    """Counts are a pair of whole numbers from 0 to 10^9; a bool is no number."""
    with pytest.raises(InvalidValueError):
        TraitProfile.of([TRUST], {"trust": pair})


# ------------------------------------------------------------------ declarations


@pytest.mark.parametrize(
    "given_arguments",
    [
        {"name": ""},
        {"name": 3},
        {"kappa": -1},
        {"kappa": KAPPA_MOST + 1},
        {"kappa": 1.0},
        {"kappa": True},
        {"weight": WEIGHT_MOST + 1},
        {"weight": -WEIGHT_MOST - 1},
        {"weight": 0.5},
        {"label": " "},
        {"label": None},
        {"reason": None},
        {"sources": "S1"},
        {"sources": [1]},
        {"poles": "ab"},
        {"poles": ("one", 2)},
    ],
    ids=repr,
)
def test_a_declaration_that_cannot_be_is_refused(given_arguments: Mapping[str, object]) -> None:
    """Names, numbers, sources and poles are checked; text is no list of words."""
    arguments = {"name": "trait", "kappa": 1, **given_arguments}
    name = arguments.pop("name")

    with pytest.raises(InvalidValueError):
        Trait(name, 0, 0, **arguments)


@pytest.mark.parametrize("poles", [("one",), ("one", "two", "three"), []], ids=repr)
def test_a_trait_has_two_poles(poles: object) -> None:
    """Fewer or more poles than two are refused."""
    with pytest.raises(DeclarationError, match="two poles"):
        Trait("trait", 0, 0, kappa=1, poles=poles)


@pytest.mark.parametrize("side", ["1", 1.5, True, None, event("purchase")], ids=repr)
def test_sides_are_quantities(side: object) -> None:
    """A side of a trait is a quantity or a whole number."""
    with pytest.raises(DeclarationError):
        Trait("trait", side, 0, kappa=1)


def test_a_trait_tells_what_it_reads() -> None:
    """Measures come in one fixed order without repeats; a stated trait reads none."""
    talked, bought = flag("talked", event("consultation")), flag("bought", event("purchase"))
    trait = Trait("talk", periods(talked), periods(bought & ~talked), kappa=1)

    assert (bought, talked) == trait.measures
    assert not trait.is_stated
    assert TRUST.is_stated
    assert () == TRUST.measures
    assert not Trait("habit", count("sales", event("purchase")), 0, kappa=1).is_stated
    assert not Trait("habit", 0, count("sales", event("purchase")), kappa=1).is_stated


def test_words_of_a_declaration_are_kept() -> None:
    """The label is the name with a capital unless given; sources and poles become tuples."""
    named = Trait("élan", 0, 0, kappa=1, poles=["low", "high"], sources=["S1"], reason="a guess")

    assert ("Élan", ("low", "high"), ("S1",), "a guess") == (
        named.label,
        named.poles,
        named.sources,
        named.reason,
    )
    assert "Own" == Trait("élan", 0, 0, kappa=1, label="Own").label


def test_whole_numbers_of_other_classes_become_plain() -> None:
    """A subclass of int that writes itself otherwise cannot reach generated code."""

    class Odd(int):
        """Writes itself as something else."""

        def __format__(self, spec: str) -> str:
            return "0); evil("

    trait = Trait("trait", 0, 0, kappa=Odd(3), weight=Odd(5))

    assert (int, int) == (type(trait.kappa), type(trait.weight))
    assert (3, 5) == (trait.kappa, trait.weight)


# ------------------------------------------------------------------ the standard traits


def test_standard_traits_are_well_declared() -> None:
    """Each has a name and label of its own, two different poles, sources and a reason."""
    names = [trait.name for trait in STANDARD_TRAITS]

    assert 20 == len(names) == len(set(names))
    assert 20 == len({trait.label for trait in STANDARD_TRAITS})
    for trait in STANDARD_TRAITS:
        assert trait.poles[0] != trait.poles[1]
        assert trait.sources
        assert trait.reason.endswith(".")
        assert trait.weight > 0
    assert {trait.name: trait.weight for trait in STANDARD_TRAITS} == dict(STANDARD_WEIGHTS)


def test_habit_alone_cannot_reach_the_margin() -> None:
    """Decision 5: the weights of tenure, regularity and value over price sum to 1385 at most."""
    assert sum(STANDARD_WEIGHTS[name] for name in HABITS) <= 1385
    assert STANDARD_WEIGHTS["setting"] <= 1385


def test_stated_traits_read_no_record() -> None:
    """What no record shows is left to statements: without one nothing counts for either pole."""
    stated = [trait for trait in STANDARD_TRAITS if trait.is_stated]
    names = ["service expectation", "outcome horizon", "convenience", "planning"]

    assert names == [trait.name for trait in stated]
    assert {Constant(0)} == {side for trait in stated for side in (trait.pro, trait.con)}


def test_a_reading_is_a_small_value() -> None:
    """A reading tells its support, which is no confidence."""
    reading = TraitReading(TRUST, pro=3, con=1)

    assert (4, True, 0.6666666666666666) == (reading.support, reading.is_known, reading.share)
