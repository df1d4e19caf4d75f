"""Counterfactuals against brute force: they work, are minimal, and None is a proof."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, product
from math import lcm
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import logs
from tests.strategies.relationships import declared
from tests.strategies.scorecards import stated_scorecards

from relkit.assessment import Assessment, Counterfactual, assess, assess_evidence
from relkit.business import Business
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.events import Agreement, Consultation, Message, Purchase, Statement
from relkit.evidence import fold
from relkit.measures import in_setting
from relkit.relationships import Client, Customer, Relationship
from relkit.scorecard import Scorecard, Undetermined
from relkit.testing._strategies.dealings import START, keepers
from relkit.traits import COUNT_MOST, Trait
from relkit.traits._trait import points_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRM = Business("firm")
POLES = ((COUNT_MOST, 0), (0, COUNT_MOST))
FEW = [(pro, con) for pro in range(13) for con in range(13)]
FINE = 2521
CARDS = stated_scorecards()
SMALL_COUNTS = st.just((0, 0)) | st.tuples(st.integers(0, 9), st.integers(0, 9))


@st.composite
def stated_assessments(draw: st.DrawFn, cards: st.SearchStrategy[Scorecard] = CARDS) -> Assessment:
    """Assessments in which every count was stated, with or without an exchange."""
    card = draw(cards)
    counts = {trait.name: draw(SMALL_COUNTS) for trait in card.traits}
    return stated(card, counts, exchanged=draw(st.integers(0, 9)) > 0)


def stated(
    card: Scorecard, counts: dict[str, tuple[int, int]], *, exchanged: bool = True
) -> Assessment:
    """Assess a party of whom exactly these counts are known."""
    said = [Statement(name, *pair, "harper", START) for name, pair in counts.items() if any(pair)]
    events = [Agreement(on=START)] if exchanged else [Message(on=START)]
    return assess([*events, *said], business=FIRM, as_of=START, scorecard=card)


def targets(assessment: Assessment) -> st.SearchStrategy[type[Relationship] | None]:
    """Give any kind to aim at, or the default."""
    return st.none() | st.sampled_from(assessment.scorecard.kinds)


def fixed_names(assessment: Assessment) -> st.SearchStrategy[list[str]]:
    """Give some traits that must stay."""
    return st.lists(st.sampled_from([t.name for t in assessment.scorecard.traits]), unique=True)


def aimed_at(assessment: Assessment, to: type[Relationship] | None) -> type[Relationship]:
    """Give the kind that a question without one is about."""
    if to is not None:
        return to
    return assessment.leader if assessment.computed_kind is None else assessment.runner_up


class Question:
    """What brute force needs: the target, what it lacks, and what each free trait can add."""

    def __init__(
        self, assessment: Assessment, target: type[Relationship], fixed: list[str]
    ) -> None:
        card = assessment.scorecard
        self.card, self.profile = card, assessment.profile
        self.aim = card.kinds.index(target)
        self.rivals = [place for place in range(len(card.kinds)) if place != self.aim]
        scores = card.scores(self.profile)
        self.needs = [card.margin - (scores[self.aim] - scores[rival]) for rival in self.rivals]
        self.free = [place for place, t in enumerate(card.traits) if t.name not in fixed]
        self.must_learn = assessment.reason is Undetermined.ONLY_SETTING

    def gains(self, place: int, counts: tuple[int, int]) -> tuple[int, ...]:
        """Give what a trait adds to the lead over each rival if it had these counts."""
        now = (self.profile.pro[place], self.profile.con[place])
        return tuple(
            self.lead(place, counts, rival) - self.lead(place, now, rival) for rival in self.rivals
        )

    def lead(self, place: int, counts: tuple[int, int], rival: int) -> int:
        """Give what a trait adds to the lead over one rival."""
        kappa, rows = self.card.traits[place].kappa, self.card.weights
        mine, theirs = rows[self.aim][place], rows[rival][place]
        return points_of(mine, *counts, kappa) - points_of(theirs, *counts, kappa)

    def teaches(self, places: Sequence[int]) -> bool:
        """Tell whether something but the setting would be known."""
        return not self.must_learn or any(place not in self.card.settings for place in places)

    def fewest(self, options: Sequence[tuple[int, int]]) -> int | None:
        """Try every set of traits, from small to large, with each of these counts."""
        for size in range(len(self.free) + 1):
            for places in combinations(self.free, size):
                if self.teaches(places) and any(
                    self.met(chosen) for chosen in self.all(places, options)
                ):
                    return size
        return None

    def all(
        self, places: Sequence[int], options: Sequence[tuple[int, int]]
    ) -> Iterator[list[tuple[int, ...]]]:
        """Give the gains of every choice of counts for these traits, equal ones once."""
        choices = [sorted({self.gains(place, counts) for counts in options}) for place in places]
        if len(self.rivals) == 1:
            choices = [each[-1:] for each in choices]  # the most is as good as any
        return map(list, product(*choices))

    def met(self, gains: list[tuple[int, ...]]) -> bool:
        """Tell whether these gains are enough against every rival."""
        return all(sum(gain[i] for gain in gains) >= need for i, need in enumerate(self.needs))


# ------------------------------------------------------------------ the laws, two kinds


@settings(deadline=None)
@given(assessment=stated_assessments(), data=st.data())
def test_law_x4_a_counterfactual_works(assessment: Assessment, data: st.DataObject) -> None:
    """X4: decided on the profile that it gives, the answer is the kind that was asked for."""
    to, fixed = data.draw(targets(assessment)), data.draw(fixed_names(assessment))
    for found in (
        assessment.fewest_changes(to, fixed=fixed),
        assessment.least_movement(to, fixed=fixed),
    ):
        if found is not None:
            decision = assessment.scorecard.decide(found.profile)

            assert aimed_at(assessment, to) is found.to is decision.kind


@settings(deadline=None)
@given(assessment=stated_assessments(), data=st.data())
def test_law_x5_x6_fewest_changes_are_the_fewest(
    assessment: Assessment, data: st.DataObject
) -> None:
    """X5, X6: no set of fewer traits would do, whatever their counts; None: no set at all."""
    to, fixed = data.draw(targets(assessment)), data.draw(fixed_names(assessment))
    question = Question(assessment, aimed_at(assessment, to), fixed)
    found = assessment.fewest_changes(to, fixed=fixed)
    fewest = (
        None if assessment.reason is Undetermined.NO_EXCHANGE else question.fewest([*POLES, *FEW])
    )

    assert fewest == (None if found is None else len(found.moves))


def best_cost(question: Question) -> Fraction | None:
    """Find the least movement exactly: the least cost of every number of points, trait by trait."""
    weights = {place: weight_of(question, place) for place in question.free}
    scale = lcm(*(weight for weight in weights.values() if weight))
    learned = not question.must_learn
    costs: dict[tuple[int, bool], int] = {(0, learned): 0}
    need = question.needs[0]
    for place, weight in weights.items():
        informs = place not in question.card.settings
        grown = dict(costs)
        steps = {gain for gain in achievable(question, place) if gain > 0} or {0}
        for (points, knows), cost in costs.items():
            for gain in steps:
                key = (min(points + gain, max(need, 0)), knows or informs)
                total = cost + (gain * scale // weight if gain else 0)
                grown[key] = min(total, grown.get(key, total))
        costs = grown
    met = [cost for (points, knows), cost in costs.items() if points >= need and knows]
    return Fraction(min(met), scale) if met else None


def weight_of(question: Question, place: int) -> int:
    """Give how many points of lead lie between neutral and a pole."""
    rows = question.card.weights
    return abs(rows[question.aim][place] - rows[question.rivals[0]][place])


def achievable(question: Question, place: int) -> set[int]:
    """Give every gain that some counts give; weights up to 25 need no more than these."""
    now = (question.profile.pro[place], question.profile.con[place])
    (rival,) = question.rivals
    start = question.lead(place, now, rival)
    fine = [(grows, FINE - grows) for grows in range(FINE + 1)]
    return {question.lead(place, counts, rival) - start for counts in (*fine, *POLES)}


@settings(deadline=None)
@given(assessment=stated_assessments(stated_scorecards(most=25, most_margin=60)), data=st.data())
def test_law_x5_x6_least_movement_is_the_least(assessment: Assessment, data: st.DataObject) -> None:
    """X5, X6: no change moves the traits less; one point more where both kinds weigh them."""
    to, fixed = data.draw(targets(assessment)), data.draw(fixed_names(assessment))
    question = Question(assessment, aimed_at(assessment, to), fixed)
    found = assessment.least_movement(to, fixed=fixed)
    if assessment.reason is Undetermined.NO_EXCHANGE:
        assert found is None
        return
    least = best_cost(question)
    if found is None or least is None:
        assert found is least
        return
    spare = Fraction(0)
    if any(all(pair) for pair in zip(*assessment.scorecard.weights, strict=True)):
        names = [trait.name for trait in assessment.scorecard.traits]
        moved = [weight_of(question, names.index(move.trait)) for move in found.moves]
        spare = Fraction(1, min([weight for weight in moved if weight], default=1))

    assert least <= found.movement <= least + spare


@settings(deadline=None)
@given(assessment=stated_assessments(), data=st.data())
def test_law_x7_fixed_traits_stay_and_the_others_move_towards_the_target(
    assessment: Assessment, data: st.DataObject
) -> None:
    """X7: what is fixed, and what is not named, keeps its counts; each move gains points."""
    to, fixed = data.draw(targets(assessment)), data.draw(fixed_names(assessment))
    for found in (
        assessment.fewest_changes(to, fixed=fixed),
        assessment.least_movement(to, fixed=fixed),
    ):
        if found is None:
            continue
        moved = {move.trait: move for move in found.moves}
        for before, after in zip(assessment.profile, found.profile, strict=True):
            move = moved.pop(before.trait.name, None)
            if move is None:
                assert before == after
                continue

            assert before.trait.name not in fixed
            assert ((before.pro, before.con), (after.pro, after.con)) == (move.before, move.after)
            assert move.points_before <= move.points_after
        assert not moved


@settings(deadline=None)
@given(assessment=stated_assessments(), data=st.data())
def test_moves_say_what_they_are(assessment: Assessment, data: st.DataObject) -> None:
    """Points before and after are the trait's share of the lead; movement is their distance."""
    to = data.draw(targets(assessment))
    found = assessment.least_movement(to, fixed=())
    assume(found is not None)
    question = Question(assessment, aimed_at(assessment, to), [])
    names = [trait.name for trait in assessment.scorecard.traits]
    for move in found.moves:
        place, (rival,) = names.index(move.trait), question.rivals
        weight = weight_of(question, place)
        distance = move.points_after - move.points_before

        assert question.lead(place, move.before, rival) == move.points_before
        assert question.lead(place, move.after, rival) == move.points_after
        assert (Fraction(distance, weight) if weight else 0) == move.movement
    assert sum(move.movement for move in found.moves) == found.movement <= 2 * len(found.moves)


# ------------------------------------------------------------------ several kinds


@settings(deadline=None)
@given(assessment=stated_assessments(stated_scorecards(max_traits=5, most_kinds=4)), data=st.data())
def test_law_x4_x5_x6_between_several_kinds(assessment: Assessment, data: st.DataObject) -> None:
    """Between several kinds no choice of poles for fewer traits would do, and None is a proof."""
    to, fixed = data.draw(targets(assessment)), data.draw(fixed_names(assessment))
    question = Question(assessment, aimed_at(assessment, to), fixed)
    found = assessment.fewest_changes(to, fixed=fixed)
    fewest = None if assessment.reason is Undetermined.NO_EXCHANGE else question.fewest(POLES)

    assert fewest == (None if found is None else len(found.moves))
    if found is not None:
        assert found.to is assessment.scorecard.decide(found.profile).kind


def test_several_kinds_and_twenty_traits_are_answered_at_once() -> None:
    """The search does not grow with the number of sets: twenty traits that pull both ways."""
    traits = [Trait(f"trait {i}", 0, 0, kappa=1, weight=0) for i in range(20)]
    names = [trait.name for trait in traits]
    hills = {name: 50 + 7 * i for i, name in enumerate(names)}
    dales = {name: (-1) ** i * (90 - 3 * i) for i, name in enumerate(names)}
    moors = {name: (-1) ** (i // 2) * (10 + 5 * i) for i, name in enumerate(names)}
    kinds = [
        declared(name, Relationship, points)
        for name, points in (("Hill", hills), ("Dale", dales), ("Moor", moors))
    ]
    for margin, found in ((500, True), (1000, True), (1_000_000, False)):
        card = Scorecard(kinds, traits=traits, margin=margin)
        answer = stated(card, {names[0]: (1, 0)}).fewest_changes(kinds[1])

        assert found == (answer is not None)


def test_least_movement_is_offered_between_two_kinds_only() -> None:
    """With more kinds it says what to ask instead."""
    trait = Trait("trait", 0, 0, kappa=1)
    member = declared("Member", Relationship, {"trait": 9})
    card = Scorecard((Customer, Client, member), traits=[trait])

    with pytest.raises(InvalidValueError, match="fewest_changes"):
        stated(card, {}).least_movement()


# ------------------------------------------------------------------ the three rules


def test_no_trait_makes_up_for_an_exchange() -> None:
    """Without an exchange there is no way, however many traits are known."""
    trait = Trait("trait", 0, 0, kappa=1, weight=5000)
    card = Scorecard(traits=[trait])
    assessment = stated(card, {"trait": (9, 0)}, exchanged=False)

    assert assessment.fewest_changes(Client) is None
    assert assessment.least_movement(Client) is None


def test_where_only_the_setting_is_known_something_else_must_become_known() -> None:
    """Even a setting that leads by the margin is not enough: the answer names another trait."""
    card = Scorecard(margin=1000)
    assessment = assess(
        [Agreement(on=START)],
        business=Business("firm", industry="law"),
        as_of=START,
        scorecard=Scorecard(
            margin=1000, traits=[t for t in card.traits if t.name in ("setting", "trust")]
        ),
    )
    fewest, least = assessment.fewest_changes(), assessment.least_movement()

    assert Undetermined.ONLY_SETTING is assessment.reason
    assert ["trust"] == [move.trait for move in fewest.moves]
    assert ["trust"] == [move.trait for move in least.moves]
    assert Fraction(1, 1500) == least.movement
    assert (1, 0) == fewest.moves[0].after
    assert Client is fewest.to is least.to
    assert assessment.fewest_changes(fixed=["setting", "trust"]) is None
    assert assessment.least_movement(fixed=["setting", "trust"]) is None


def test_the_setting_can_be_free_and_still_something_else_must_become_known() -> None:
    """With the setting free it moves as far as it helps, and one other trait by a point."""
    setting = Trait("setting", in_setting("client"), in_setting("customer"), kappa=0, weight=1385)
    calm = Trait("calm", 0, 0, kappa=2, weight=900)
    card = Scorecard(traits=[setting, calm], margin=1000)
    assessment = assess([Agreement(on=START)], business=FIRM, as_of=START, scorecard=card)
    least = assessment.least_movement(Client, fixed=())

    assert ["setting", "calm"] == [move.trait for move in least.moves]
    assert Fraction(999, 1385) + Fraction(1, 900) == least.movement
    assert 2 == len(assessment.fewest_changes(Client, fixed=()).moves)


def test_what_holds_already_needs_no_change() -> None:
    """Asked for the kind that it is, the answer is empty."""
    trait = Trait("trait", 0, 0, kappa=1, weight=5000)
    assessment = stated(Scorecard(traits=[trait]), {"trait": (9, 0)})
    found = assessment.fewest_changes(Client)

    assert () == found.moves
    assert 0 == found.movement
    assert "client as it is" == str(found)
    assert found == assessment.least_movement(Client)


def test_counts_that_cannot_be_outweighed_are_given_up() -> None:
    """Where no further observations outweigh the others, it tells what should have been."""
    calm = Trait("calm", 0, 0, kappa=1, weight=1400)
    card = Scorecard(traits=[calm])
    evidence = fold([Agreement(on=START)], layout=card.layout, business=FIRM)
    against = attrs.evolve(evidence, stated={"calm": (0, COUNT_MOST)})
    assessment = assess_evidence(against, business=FIRM, as_of=START, scorecard=card)
    found = assessment.fewest_changes(Client)

    assert (0, COUNT_MOST) == found.moves[0].before
    assert (96, 0) == found.moves[0].after
    assert Client is card.decide(found.profile).kind


def test_by_default_it_asks_for_the_runner_up_or_for_the_leader_where_nobody_is_told() -> None:
    """A told relationship asks what would make it the other; an untold one what is missing."""
    trait = Trait("trait", 0, 0, kappa=1, weight=3000)
    told = stated(Scorecard(traits=[trait]), {"trait": (9, 0)})
    untold = stated(Scorecard(traits=[trait]), {"trait": (1, 1)})

    assert Customer is told.fewest_changes().to
    assert untold.leader is untold.fewest_changes().to


# ------------------------------------------------------------------ words and slips


def test_a_counterfactual_reads_as_a_sentence() -> None:
    """The text names the kind, each trait and its points."""
    traits = [Trait(name, 0, 0, kappa=1, weight=1000) for name in ("calm", "care")]
    found = stated(Scorecard(traits=traits), {"calm": (1, 1)}).fewest_changes(Client)

    assert isinstance(found, Counterfactual)
    assert "client if points go: care from +0 to +1000 and calm from +0 to +400" == str(found)


@pytest.mark.parametrize("ask", [Assessment.fewest_changes, Assessment.least_movement])
def test_unknown_kinds_and_traits_are_refused(ask) -> None:
    """A kind that is not told apart, and a trait that is not scored, are named."""
    assessment = stated(Scorecard(), {})

    with pytest.raises(InvalidValueError, match="tells Customer and Client apart, not 'client'"):
        ask(assessment, "client")
    with pytest.raises(InvalidValueError, match="fixed must be a collection"):
        ask(assessment, Client, fixed="trust")
    with pytest.raises(
        UnknownNameError, match=r"fixed names 'trsut', no trait. Did you mean 'trust'"
    ):
        ask(assessment, Client, fixed=["trsut"])


@settings(deadline=None)
@given(log=logs(min_size=1), business=keepers())
def test_on_real_logs_both_counterfactuals_work(log: list, business: Business) -> None:
    """With the standard traits, whatever the log: the answer works, or there is none of either."""
    assessment = assess(log, business=business, as_of=date(2025, 6, 1))
    fewest, least = assessment.fewest_changes(), assessment.least_movement()

    assert (fewest is None) == (least is None)
    for found in filter(None, (fewest, least)):
        assert found.to is assessment.scorecard.decide(found.profile).kind
    if fewest is not None:
        assert len(fewest.moves) <= len(least.moves)
        assert least.movement <= fewest.movement


def test_a_shopper_would_be_a_client_if_advised() -> None:
    """An example in words: regular purchases, and what would make them a client's."""
    log = [Purchase(on=date(2025, month, 3), standard=True) for month in range(1, 7)]
    shop = Business("shop", keeps=["purchase", "consultation"])
    found = assess(log, business=shop, as_of=date(2025, 6, 4)).fewest_changes(Client)
    talks = [Consultation(on=date(2025, month, 3), minutes=30) for month in range(1, 7)]

    assert found is not None
    assert Client is assess([*log, *talks], business=shop, as_of=date(2025, 6, 4)).kind
