"""What a scorecard can be made of, what it refuses, and how it behaves as a value."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import assessments
from tests.strategies.relationships import declared
from tests.strategies.scorecards import scorecards
from tests.strategies.traits import stated_traits

from relkit.assessment import standard_scorecard
from relkit.business import Business
from relkit.errors import (
    DeclarationError,
    EvidenceMismatchError,
    InvalidValueError,
    NotADateError,
    UnknownNameError,
)
from relkit.events import Consultation, Purchase, Statement
from relkit.evidence import Evidence, fold
from relkit.measures import Layout, count, event
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import MARGIN, Scorecard, Undetermined, compare
from relkit.traits import STANDARD_TRAITS, STANDARD_WEIGHTS, WEIGHT_MOST, Trait, TraitProfile

if TYPE_CHECKING:
    from relkit.assessment import Assessment

SHOP = Business("shop")
CALM = Trait("calm", 0, 0, kappa=1, weight=700)


@kind
class Member(Relationship):
    """A kind of its own beside the two standard ones."""

    weights: ClassVar[Mapping[str, int]] = {"regularity": 900, "trust": -300}


@kind
class Guest(Client):
    """A kind below Client that weighs one trait otherwise."""

    weights: ClassVar[Mapping[str, int]] = {"trust": 10}


@kind
class Needy(Client):
    """A kind with a field that nothing but its user can give."""

    mrn: str
    note: str = ""


# ------------------------------------------------------------------ kinds and weights


def test_by_default_customers_and_clients_are_told_apart_by_the_standard_traits() -> None:
    """The standard scorecard: two kinds, twenty traits, a margin of 1386, bases of 0."""
    card = Scorecard()

    assert (Customer, Client) == card.kinds
    assert STANDARD_TRAITS == card.traits
    assert 1386 == MARGIN == card.margin
    assert (0, 0) == tuple(card.base(kind) for kind in card.kinds)
    assert card == standard_scorecard()


def test_weights_come_from_the_kind_then_from_the_trait() -> None:
    """A kind's own weights come first; below Client the trait's own, elsewhere 0."""
    card = Scorecard((Customer, Client, Member, Guest), traits=[*STANDARD_TRAITS, CALM])
    trust = next(trait for trait in STANDARD_TRAITS if trait.name == "trust")

    assert [0, STANDARD_WEIGHTS["trust"], -300, 10] == [card.weight(k, trust) for k in card.kinds]
    assert [0, 700, 0, 700] == [card.weight(k, CALM) for k in card.kinds]
    assert card.weights == tuple(
        tuple(card.weight(k, trait) for trait in card.traits) for k in card.kinds
    )


@pytest.mark.parametrize(
    "kinds",
    [
        (),
        Client,
        None,
        (Client,),
        (Client, Client),
        (Client, "customer"),
        (Client, int),
        (Client, Relationship),
    ],
    ids=str,
)
def test_kinds_must_be_two_or_more_different_ones(kinds: tuple) -> None:
    """One kind leads nobody, and a plain Relationship is no kind."""
    with pytest.raises(DeclarationError):
        Scorecard(kinds)


def test_two_kinds_need_two_tags() -> None:
    """Kinds are named by their tags, so two of one name cannot be told apart."""
    twin = declared("Member", Relationship, {})

    with pytest.raises(DeclarationError, match="different tags"):
        Scorecard((Member, twin))


def test_an_undecorated_kind_with_weights_is_refused() -> None:
    """Weights that @kind never checked do not decide anything."""

    class Loose(Client):
        """Not decorated."""

        weights = {"trust": 1.5}  # noqa: RUF012 - the slip that is tested

    with pytest.raises(
        DeclarationError, match="Loose sets weights but is not decorated: put @kind"
    ):
        Scorecard((Customer, Loose))


def test_a_kind_that_needs_what_no_record_tells_is_refused() -> None:
    """An assessment could not give it; the message says what to do instead."""
    with pytest.raises(DeclarationError, match=r"Needy needs mrn, .* as_kind\(..., Needy, ...\)"):
        Scorecard((Customer, Needy))


def test_a_weight_for_an_unknown_trait_is_refused() -> None:
    """A misspelled trait in a kind's weights is named; standard ones may be left out."""
    slip = declared("Slip", Client, {"trsut": 100})

    with pytest.raises(
        UnknownNameError, match=r"Slip.weights names 'trsut', no trait. Did you mean 'trust'"
    ):
        Scorecard((Customer, slip))
    assert ((), ()) == Scorecard(traits=[]).weights


@pytest.mark.parametrize(
    "traits", [["trust"], [None], [CALM, CALM], [CALM, Trait("calm", 0, 0, kappa=2)]]
)
def test_traits_must_be_traits_with_names_of_their_own(traits: list) -> None:
    """Anything else, and one name twice, is refused."""
    with pytest.raises(DeclarationError):
        Scorecard(traits=traits)


@pytest.mark.parametrize("margin", [0, -1, 1.5, True, None, WEIGHT_MOST + 1], ids=repr)
def test_a_margin_is_a_whole_number_from_one(margin: object) -> None:
    """With a margin of 0 ties would be told apart."""
    with pytest.raises(InvalidValueError):
        Scorecard(margin=margin)


@pytest.mark.parametrize("base", [0.5, True, "1", WEIGHT_MOST + 1], ids=repr)
def test_bases_are_whole_numbers(base: object) -> None:
    """No float and no bool enters a score."""
    with pytest.raises(InvalidValueError):
        Scorecard(bases={Client: base})


def test_bases_name_kinds_of_the_scorecard() -> None:
    """A base for another kind is refused, and bases without kinds."""
    with pytest.raises(DeclarationError, match="bases maps kinds to points"):
        Scorecard(bases=[5, 3])
    with pytest.raises(DeclarationError, match="collection of traits"):
        Scorecard(traits=CALM)
    with pytest.raises(DeclarationError, match="bases names"):
        Scorecard(bases={Member: 5})


def test_whole_numbers_of_other_classes_become_plain() -> None:
    """A subclass of int that writes itself otherwise reaches neither margin, bases nor weights."""

    class Odd(int):
        """Writes itself as something else."""

        def __format__(self, spec: str) -> str:
            return "evil"

    odd = declared("Oddity", Relationship, {"calm": Odd(5)})
    card = Scorecard((Customer, odd), traits=[CALM], margin=Odd(7), bases={odd: Odd(3)})
    numbers = [card.margin, card.base(odd), *card.weights[1]]

    assert [7, 3, 5] == numbers
    assert {int} == set(map(type, numbers))


# ------------------------------------------------------------------ as a value


@settings(deadline=None)
@given(card=scorecards(3))
def test_scorecards_are_values(card: Scorecard) -> None:
    """Copies, and cards made of the same parts, are equal and hash alike."""
    again = Scorecard(card.kinds, traits=card.traits, margin=card.margin, bases=card.bases)

    assert card == again == copy.copy(card) == copy.deepcopy(card) == attrs.evolve(card)
    assert hash(card) == hash(again) == hash(copy.deepcopy(card))
    assert card != attrs.evolve(card, margin=card.margin + 1)


@settings(deadline=None)
@given(assessment=assessments(Scorecard()))
def test_assessments_survive_pickle_and_copy(assessment: Assessment) -> None:
    """An assessment can be sent to another process and kept: it comes back equal."""
    assert assessment == pickle.loads(pickle.dumps(assessment)) == copy.deepcopy(assessment)


def test_a_scorecard_shows_what_it_was_made_of() -> None:
    """What is worked out stays unseen, also once it has scored something."""
    card = Scorecard(traits=[])
    card.score(Evidence.empty(card.layout, SHOP), SHOP, date(2025, 1, 7))

    assert ["kinds", "traits", "margin", "bases"] == re.findall(r"(\w+)=", repr(card))


def test_bases_cannot_be_changed_from_outside() -> None:
    """The card keeps its own copy, read-only."""
    given_bases = {Client: 5}
    card = Scorecard(bases=given_bases)
    given_bases[Client] = 9

    assert 5 == card.base(Client)
    assert isinstance(card.bases, MappingProxyType)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        card.margin = 5


# ------------------------------------------------------------------ scoring refuses


def test_evidence_of_other_measures_or_periods_is_refused() -> None:
    """Evidence is read only by the layout and the periods it was folded with."""
    card = Scorecard()
    other = Layout([count("sales", event("purchase"))])
    with pytest.raises(EvidenceMismatchError, match=r"layout=scorecard.layout"):
        card.score(Evidence.empty(other, SHOP), SHOP, date(2025, 1, 7))
    weekly = Business("shop", period_days=7)
    with pytest.raises(EvidenceMismatchError, match="periods of 7 days"):
        card.score(Evidence.empty(card.layout, weekly), SHOP, date(2025, 1, 7))


@pytest.mark.parametrize("as_of", [datetime(2025, 1, 7), "2025-01-07", None, 20250107], ids=repr)  # noqa: DTZ001 - refused
def test_a_score_is_of_a_date(as_of: object) -> None:
    """A datetime's day is uncertain, and text is none."""
    card = Scorecard()
    with pytest.raises(NotADateError):
        card.score(Evidence.empty(card.layout, SHOP), SHOP, as_of)


def test_statements_about_unknown_traits_are_refused() -> None:
    """A statement that nothing would read is a slip, named with the closest trait."""
    card = Scorecard()
    said = [Statement("convenince", 0, 2, "harper", date(2025, 1, 7))]
    evidence = fold(said, layout=card.layout, business=SHOP)

    with pytest.raises(
        UnknownNameError, match=r"'convenince', which is not scored. Did you mean 'convenience'"
    ):
        card.score(evidence, SHOP, date(2025, 1, 7))
    card.check_statements(["convenience", "trust"])


def test_profiles_of_other_traits_are_refused() -> None:
    """A profile is read by the card whose traits it is made of."""
    with pytest.raises(EvidenceMismatchError, match="other traits"):
        Scorecard().points(TraitProfile.of([CALM], {}))


def test_evidence_of_an_equal_scorecard_is_read() -> None:
    """Layouts are compared by what they are, not by which object they are."""
    one, two = Scorecard(traits=STANDARD_TRAITS[:4]), Scorecard(traits=list(STANDARD_TRAITS[:4]))
    log = [Purchase(on=date(2025, 1, 7)), Consultation(on=date(2025, 2, 7))]
    evidence = fold(log, layout=pickle.loads(pickle.dumps(one.layout)), business=SHOP)

    assert one.score(evidence, SHOP, date(2025, 3, 1)) == two.score(
        evidence, SHOP, date(2025, 3, 1)
    )


def test_a_profile_can_be_decided_by_hand() -> None:
    """Counts written by hand are decided as those of records are."""
    card = Scorecard()
    profile = TraitProfile.of(card.traits, {"expertise": (9, 0), "trust": (3, 0)})
    decision = card.decide(profile)

    assert Client is decision.kind is decision.leader
    assert Customer is decision.runner_up
    assert 1350 + 900 == decision.lead == card.scores(profile)[1]
    assert Undetermined.NO_EXCHANGE is card.decide(profile, exchanged=False).reason


# ------------------------------------------------------------------ comparing two kinds


@settings(deadline=None)
@given(traits=st.lists(stated_traits(), max_size=1))
def test_a_comparison_lists_what_tells_two_kinds_apart(traits: list[Trait]) -> None:
    """Each row has the points between the kinds and both poles, the first kind's first."""
    (one, other) = (Customer, Member)
    rows = compare(one, other, traits=[*STANDARD_TRAITS, *traits])
    card = Scorecard((one, other), traits=[*STANDARD_TRAITS, *traits])
    apart = {
        trait.name: second - first
        for trait, first, second in zip(card.traits, *card.weights, strict=True)
        if first != second
    }

    assert apart == {row.trait.name: row.points for row in rows}
    assert len(apart) == len(rows)
    assert [-abs(row.points) for row in rows] == sorted(-abs(row.points) for row in rows)
    for row in rows:
        poles = row.trait.poles if row.points > 0 else row.trait.poles[::-1]

        assert poles == row.poles
        assert rows[row.trait.name] is row


def test_a_comparison_names_a_row_that_it_has_not() -> None:
    """A trait that does not tell the two apart has no row; a slip is mended."""
    rows = compare(Customer, Client)

    assert len(rows) == len(list(rows)) == 20
    assert rows["trust"].points == 1500
    with pytest.raises(UnknownNameError, match=r"No row for 'trsut'. Did you mean 'trust'"):
        rows["trsut"]
    with pytest.raises(DeclarationError):
        compare(Customer, "client")
    assert "Fixed fee" in str(rows)
