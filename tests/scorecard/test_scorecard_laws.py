"""The laws of the scorecard, C1 to C21, over random cards, logs and profiles."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mutants.checks import looking
from tests.mutants.traits import SALES, TALKS, Secretive
from tests.strategies.assessments import assessments, logs, statements
from tests.strategies.relationships import declared, relationships
from tests.strategies.scorecards import scorecards, stated_scorecards
from typing_extensions import override

from relkit.assessment import assess, assess_evidence
from relkit.business import Business
from relkit.errors import LawBrokenError
from relkit.events import Agreement, Consultation, Event, Feedback, Message, Payment, Purchase
from relkit.evidence import Accumulator, Evidence, fold
from relkit.measures import CLOCK, ENGAGEMENT, FIRST_ENGAGED, count, days, event, if_kept
from relkit.relationships import Client, Customer, Relationship, as_kind, kind
from relkit.scorecard import Scorecard, Undetermined
from relkit.scorecard._laws import SCORECARD_LAWS
from relkit.scorecard._reading_laws import READING_LAWS
from relkit.testing import profiles, traits, verify
from relkit.testing._strategies.dealings import START, dates_of_assessment, dealings, keepers
from relkit.traits import STANDARD_TRAITS, Trait, TraitProfile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relkit._law import Law
    from relkit.assessment import Assessment

CARD = Scorecard()
WIDE = stated_scorecards(max_traits=6, most_kinds=4, most=2000, most_margin=3000)


@kind
class Patient(Client):
    """A client of a practice, with a field of its own."""

    mrn: str = ""


class Chart(Event):
    """A user's own event that no standard trait measures."""

    pages: int | None = None


def scores_of(
    card: Scorecard, log: Sequence[Event], business: Business, as_of: date
) -> dict[type[Relationship], int]:
    """Give each kind's score for a log."""
    return dict(assess(log, business=business, as_of=as_of, scorecard=card).scores)


def with_kinds(card: Scorecard, *kinds: type[Relationship]) -> Scorecard:
    """Give the card with other kinds; bases of those that are gone go too."""
    bases = {kind: base for kind, base in card.bases.items() if kind in kinds}
    return Scorecard(kinds, traits=card.traits, margin=card.margin, bases=bases)


# ------------------------------------------------------------------ C1 to C3


@settings(deadline=None)
@given(assessment=assessments())
def test_law_c1_contributions_sum_to_the_scores(assessment: Assessment) -> None:
    """C1: each score is its kind's base plus its points, with ==, and all are whole."""
    for told, score in assessment.scores.items():
        parts = [part.points for part in assessment.contributions(told)]

        assert assessment.scorecard.base(told) + sum(parts) == score
        assert all(type(part) is int for part in [*parts, score])


@settings(deadline=None)
@given(
    card=scorecards(4),
    log=logs(),
    business=keepers(),
    as_of=dates_of_assessment(),
    data=st.data(),
)
def test_law_c2_no_order_matters(
    card: Scorecard, log: list[Event], business: Business, as_of: date, data: st.DataObject
) -> None:
    """C2: traits, kinds and events in another order give the same scores and the same kind."""
    other = Scorecard(
        data.draw(st.permutations(card.kinds)),
        traits=data.draw(st.permutations(card.traits)),
        margin=card.margin,
        bases=card.bases,
    )
    one = assess(log, business=business, as_of=as_of, scorecard=card)
    two = assess(data.draw(st.permutations(log)), business=business, as_of=as_of, scorecard=other)

    assert one.scores == two.scores
    assert (one.kind, one.reason, one.lead) == (two.kind, two.reason, two.lead)
    assert {c.trait: c for c in one.contributions()} == {
        c.trait: c for c in two.contributions()
    } or one.lead == 0


@settings(deadline=None)
@given(
    card=scorecards(4),
    parts=st.lists(logs(max_size=6), min_size=1, max_size=4),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_c3_c15_merged_streamed_and_folded_evidence_tell_the_same(
    card: Scorecard, parts: list[list[Event]], business: Business, as_of: date
) -> None:
    """C3, C15: parts merged, events one by one, and all of them at once give one assessment."""
    log = [event for part in parts for event in part]
    merged = Evidence.empty(card.layout, business)
    for part in parts:
        merged += fold(part, layout=card.layout, business=business)
    stream = Accumulator(card.layout, business)
    for event_ in log:
        stream.record(event_)
    folded = fold(log, layout=card.layout, business=business)
    one, two, three = (
        assess_evidence(evidence, business=business, as_of=as_of, scorecard=card)
        for evidence in (folded, merged, stream.snapshot())
    )

    assert one == two == three


# ------------------------------------------------------------------ C4, C5, C7, C8


@settings(deadline=None)
@given(card=WIDE, shift=st.integers(-1000, 1000), data=st.data())
def test_law_c4_bases_shift_scores_and_nothing_else(
    card: Scorecard, shift: int, data: st.DataObject
) -> None:
    """C4: one base shifts its kind's score exactly; all bases together change no decision."""
    profile = data.draw(profiles(card.traits))
    moved = data.draw(st.sampled_from(card.kinds))
    bases = {kind: card.base(kind) for kind in card.kinds}
    one = attrs.evolve(card, bases={**bases, moved: bases[moved] + shift})
    every = attrs.evolve(card, bases={kind: base + shift for kind, base in bases.items()})
    before = dict(zip(card.kinds, card.scores(profile), strict=True))

    assert {**before, moved: before[moved] + shift} == dict(
        zip(card.kinds, one.scores(profile), strict=True)
    )
    assert card.points(profile) == one.points(profile)
    assert card.decide(profile) == every.decide(profile)


@settings(deadline=None)
@given(card=scorecards(3), business=keepers(), as_of=dates_of_assessment())
def test_law_c5_without_records_nobody_is_told(
    card: Scorecard, business: Business, as_of: date
) -> None:
    """C5: before the first record there is no kind, by any scorecard and whatever the setting."""
    assessment = assess([], business=business, as_of=as_of, scorecard=card)

    assert assessment.kind is None
    assert Undetermined.NO_EXCHANGE is assessment.reason


@settings(deadline=None)
@given(business=keepers())
def test_law_c5_the_standard_scorecard_knows_only_the_setting_beforehand(
    business: Business,
) -> None:
    """C5: before the first record every standard trait but the setting counts exactly 0."""
    assessment = assess([], business=business, as_of=START)

    assert {part.trait.name for part in assessment.contributions(Client) if part.points} <= {
        "setting"
    }


@settings(deadline=None)
@given(card=stated_scorecards(max_traits=6, most=2000, most_margin=3000), data=st.data())
def test_law_c7_exchanging_all_poles_exchanges_two_kinds(
    card: Scorecard, data: st.DataObject
) -> None:
    """C7: two kinds, bases of 0: a swapped profile tells the other kind; undetermined stays so."""
    profile = data.draw(profiles(card.traits))
    fair = Scorecard(card.kinds, traits=card.traits, margin=card.margin)
    one, two = fair.decide(profile), fair.decide(profile.swapped())
    other = dict(zip(fair.kinds, fair.kinds[::-1], strict=True))

    assert [-score for score in fair.scores(profile)] == list(fair.scores(profile.swapped()))
    assert (one.lead, one.reason) == (two.lead, two.reason)
    assert (None if one.kind is None else other[one.kind]) is two.kind


@settings(deadline=None)
@given(card=WIDE, data=st.data())
def test_law_c8_leaving_a_trait_out_takes_exactly_its_points(
    card: Scorecard, data: st.DataObject
) -> None:
    """C8: without a trait each score is less by exactly what the trait contributed."""
    profile = data.draw(profiles(card.traits))
    left_out = data.draw(st.integers(0, len(card.traits) - 1))
    rest = [trait for place, trait in enumerate(card.traits) if place != left_out]
    kinds = [
        declared(
            kind.__name__,
            Client,
            {trait.name: card.weight(kind, trait) for trait in rest},
        )
        for kind in card.kinds
    ]
    bases = {new: card.base(old) for new, old in zip(kinds, card.kinds, strict=True)}
    smaller = Scorecard(kinds, traits=rest, margin=card.margin, bases=bases)
    kept = TraitProfile.of(rest, {r.trait.name: (r.pro, r.con) for r in profile if r.trait in rest})
    gone = [row[left_out] for row in card.points(profile)]

    assert [s - c for s, c in zip(card.scores(profile), gone, strict=True)] == list(
        smaller.scores(kept)
    )


# ------------------------------------------------------------------ C6: pairs of kinds


@settings(deadline=None)
@given(card=WIDE, more=st.integers(0, 1000), data=st.data())
def test_law_c6_raising_a_trait_never_costs_the_kind_that_weighs_it_more(
    card: Scorecard, more: int, data: st.DataObject
) -> None:
    """C6: for pairs. The two roundings can cost a point where both kinds weigh the trait alike.

    Where one of the two weights is 0, or they have different signs, it is exact.
    """
    profile = data.draw(profiles(card.traits))
    place = data.draw(st.integers(0, len(card.traits) - 1))
    reading = list(profile)[place]
    raised = profile.with_counts(reading.trait.name, min(reading.pro + more, 10**9), reading.con)
    before, after = card.scores(profile), card.scores(raised)
    for k, row in enumerate(card.weights):
        for j, other in enumerate(card.weights):
            if row[place] >= other[place]:
                spare = 1 if row[place] * other[place] > 0 else 0

                assert before[k] - before[j] <= after[k] - after[j] + spare


# ------------------------------------------------------------------ C9 to C12


@settings(deadline=None)
@given(assessment=assessments())
def test_law_c9_odds_are_a_scale_for_display(assessment: Assessment) -> None:
    """C9: each is in [0, 1], they sum to 1, and they order the kinds as the scores do."""
    odds = assessment.odds
    by_score = sorted(odds, key=lambda told: assessment.scores[told])

    assert math.isclose(1, math.fsum(odds.values()), abs_tol=1e-12)
    assert all(0 <= share <= 1 for share in odds.values())
    assert all(odds[a] <= odds[b] for a, b in pairwise(by_score))


@pytest.mark.parametrize("size", [0, 1386, 10**6])
def test_law_c9_odds_never_overflow(size: int) -> None:
    """C9: at a million points one kind has all, and equal scores share."""
    card = Scorecard(bases={Client: size, Customer: -size})
    odds = assess([], business=Business("firm"), as_of=START, scorecard=card).odds

    assert math.isclose(1, sum(odds.values()))
    assert (odds[Client] == 1) == (size == 10**6)


@settings(deadline=None)
@given(card=WIDE, data=st.data())
def test_law_c10_the_leader_leads_by_the_margin_and_ties_go_by_declared_order(
    card: Scorecard, data: st.DataObject
) -> None:
    """C10: the decision is the highest score, the first declared of equals, if it leads enough."""
    profile = data.draw(profiles(card.traits))
    exchanged = data.draw(st.booleans())
    scores, decision = card.scores(profile), card.decide(profile, exchanged=exchanged)
    best = max(scores)
    rest = [s for place, s in enumerate(scores) if place != scores.index(best)]
    known = any(
        reading.is_known and place not in card.settings for place, reading in enumerate(profile)
    )
    reason = None
    if not exchanged:
        reason = Undetermined.NO_EXCHANGE
    elif not known:
        reason = Undetermined.ONLY_SETTING
    elif best - max(rest) < card.margin:
        reason = Undetermined.CLOSE

    assert card.kinds[scores.index(best)] is decision.leader
    assert best - max(rest) == decision.lead
    assert decision.runner_up is not decision.leader
    assert max(rest) == scores[card.kinds.index(decision.runner_up)]
    assert reason is decision.reason
    assert decision.kind is (decision.leader if reason is None else None)


@settings(deadline=None)
@given(card=WIDE, wider=st.integers(0, 5000), data=st.data())
def test_law_c11_a_wider_margin_only_withholds(
    card: Scorecard, wider: int, data: st.DataObject
) -> None:
    """C11: with a wider margin each answer stays, or becomes undetermined, never another kind."""
    profile = data.draw(profiles(card.traits))
    narrow = card.decide(profile).kind
    wide = attrs.evolve(card, margin=card.margin + wider).decide(profile).kind

    assert wide in (narrow, None)


@settings(deadline=None)
@given(
    card=stated_scorecards(max_traits=6, most=2000, most_margin=3000),
    factor=st.integers(1, 50),
    data=st.data(),
)
def test_law_c12_more_of_the_same_never_unsettles(
    card: Scorecard, factor: int, data: st.DataObject
) -> None:
    """C12: where all known traits point one way, more support at the same ratios keeps the kind."""
    pairs = {
        trait.name: data.draw(st.tuples(st.integers(0, 20), st.integers(0, 20)))
        for trait in card.traits
    }
    often = {name: (factor * pro, factor * con) for name, (pro, con) in pairs.items()}
    fair = Scorecard(
        (Customer, declared("Only", Relationship, {t.name: t.weight for t in card.traits})),
        traits=card.traits,
        margin=card.margin,
    )
    once, again = (TraitProfile.of(card.traits, counts) for counts in (pairs, often))
    ways = {(points > 0) - (points < 0) for points in fair.points(once)[1]} - {0}
    if len(ways) > 1 or fair.decide(once).kind is None:
        return

    assert fair.decide(once).kind is fair.decide(again).kind


# ------------------------------------------------------------------ C13, C16: nothing else counts


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment(), data=st.data())
def test_law_c13_names_ids_and_unmeasured_fields_never_count(
    log: list[Event], business: Business, as_of: date, data: st.DataObject
) -> None:
    """C13: whoever it is, whatever the line, ids, channels and ratings: the answer is the same."""
    words = st.text(max_size=5)
    unmeasured = {
        Agreement: {"term_days": st.integers(0, 999)},
        Consultation: {"topic": words, "minutes": st.integers(0, 999)},
        Feedback: {"rating": st.sampled_from([0, 0.5, 1])},
        Message: {"channel": words},
        Payment: {"on_time": st.booleans()},
        Purchase: {"channel": words, "amount": st.integers(0, 999)},
    }
    changed = []
    for entry in log:
        fields = {name: data.draw(s) for name, s in unmeasured.get(type(entry), {}).items()}
        event_id = data.draw(st.none() | st.integers())
        changed.append(attrs.evolve(entry, id=event_id, party="acme", line="retail", **fields))
    changed += data.draw(st.lists(st.builds(Chart, on=st.just(START), pages=st.integers(0, 9))))
    renamed = attrs.evolve(business, business_id=("another", "name"))
    one = assess(log, business=business, as_of=as_of)
    two = assess(changed, business=renamed, as_of=as_of, party="acme")

    assert one.scoring == two.scoring
    assert one.stage is two.stage


@settings(deadline=None)
@given(log=logs(), other=logs(), business=keepers(), as_of=dates_of_assessment())
def test_law_c16_other_parties_never_count(
    log: list[Event], other: list[Event], business: Business, as_of: date
) -> None:
    """C16: recorded and assessed in turns with another party, a party's answer is the same."""
    alone = assess(log, business=business, as_of=as_of, party="a")
    mine = Accumulator(CARD.layout, business, party="a")
    theirs = Accumulator(CARD.layout, business, party="b")
    for place in range(max(len(log), len(other))):
        for accumulator, entries in ((theirs, other), (mine, log)):
            if place < len(entries) and entries[place].on <= as_of:
                accumulator.record(entries[place])
    assess_evidence(theirs.snapshot(), business=business, as_of=as_of)

    assert alone == assess_evidence(mine.snapshot(), business=business, as_of=as_of)


# ------------------------------------------------------------------ C18, C19: something added


@settings(deadline=None)
@given(card=WIDE, data=st.data())
def test_law_c18_a_kind_added_leaves_the_others_among_themselves(
    card: Scorecard, data: st.DataObject
) -> None:
    """C18: another kind, whatever its weights, changes no score and no difference of the old."""
    profile = data.draw(profiles(card.traits))
    weights = {trait.name: data.draw(st.integers(-2000, 2000)) for trait in card.traits}
    more = with_kinds(card, *card.kinds, declared("Newcomer", Relationship, weights))

    assert card.scores(profile) == more.scores(profile)[:-1]
    assert card.points(profile) == more.points(profile)[:-1]


@settings(deadline=None)
@given(
    card=scorecards(3),
    added=traits("added"),
    log=logs(),
    business=keepers(),
    as_of=dates_of_assessment(),
)
def test_law_c19_a_trait_without_weight_changes_nothing(
    card: Scorecard, added: Trait, log: list[Event], business: Business, as_of: date
) -> None:
    """C19: a trait that no kind weighs changes no score and no decision, known or unknown."""
    silent = attrs.evolve(added, weight=0)
    more = Scorecard(
        card.kinds, traits=[*card.traits, silent], margin=card.margin, bases=card.bases
    )
    one, two = (
        assess(log, business=business, as_of=as_of, scorecard=each) for each in (card, more)
    )

    assert one.scores == two.scores
    assert one.scoring.decision == two.scoring.decision


def test_law_c19_knowing_what_nobody_weighs_is_knowing_nothing() -> None:
    """C19: with a client's setting and a small margin, an unweighed trait still tells no client."""
    setting = next(trait for trait in STANDARD_TRAITS if trait.name == "setting")
    silent = Trait("silent", count("signings", event("agreement")), 0, kappa=1)
    firm = Business("firm", industry="law")
    for traits_ in ([setting], [setting, silent]):
        card = Scorecard(traits=traits_, margin=1000)
        assessment = assess([Agreement(on=START)], business=firm, as_of=START, scorecard=card)

        assert Undetermined.ONLY_SETTING is assessment.reason


# ------------------------------------------------------------------ C20, C21: sub-kinds, conversion


@settings(deadline=None)
@given(log=logs(min_size=3), business=keepers(), as_of=dates_of_assessment())
def test_law_c20_a_kind_below_client_wins_where_client_would(
    log: list[Event], business: Business, as_of: date
) -> None:
    """C20: a sub-kind without weights of its own gets the same points, and is a client."""
    clinic = Scorecard((Customer, Patient))
    one = assess(log, business=business, as_of=as_of)
    two = assess(log, business=business, as_of=as_of, scorecard=clinic)

    assert one.scoring.points == two.scoring.points
    assert (one.kind is Client) == isinstance(two.relationship, Patient)
    assert (one.kind is Client) == isinstance(two.relationship, Client)


@settings(deadline=None)
@given(patient=relationships(Patient), mrn=st.text(max_size=4))
def test_law_c21_conversion_is_idempotent_and_keeps_shared_fields(
    patient: Patient, mrn: str
) -> None:
    """C21: converting twice is converting once; there and back keeps what both kinds have."""
    named = as_kind(patient, Patient, mrn=mrn)
    client = as_kind(named, Client)
    back = as_kind(client, Patient)
    shared = [field.name for field in attrs.fields(Client)]

    assert as_kind(client, Client) == client
    assert as_kind(named, Patient) == named
    assert [getattr(named, name) for name in shared] == [getattr(back, name) for name in shared]
    assert ("", mrn) == (back.mrn, named.mrn)
    assert as_kind(as_kind(client, Customer), Client) == client


# ------------------------------------------------------------------ silence, for any scorecard


@settings(deadline=None)
@given(
    card=scorecards(4),
    log=logs(min_size=1),
    business=keepers(),
    wait=st.integers(0, 5000),
    data=st.data(),
)
def test_silence_changes_the_stage_and_nothing_else_by_any_scorecard(
    card: Scorecard, log: list[Event], business: Business, wait: int, data: st.DataObject
) -> None:
    """Decision 7: two periods after the last engagement every random trait stands still."""
    engaged = [entry.on for entry in log if ENGAGEMENT.matches(entry)]
    if not engaged:
        return
    still = max(*engaged, *(entry.on for entry in log))
    still = max(still, max(engaged) + timedelta(days=2 * business.period_days))
    said = data.draw(st.lists(statements(*(trait.name for trait in card.traits)), max_size=2))
    evidence = fold([*log, *said], layout=card.layout, business=business)
    one, two = (
        assess_evidence(evidence, business=business, as_of=on, scorecard=card)
        for on in (still, still + timedelta(days=wait))
    )

    assert one.scoring == two.scoring
    assert (one.kind, one.reason, one.clock) == (two.kind, two.reason, two.clock)


# ------------------------------------------------------------------ statements


@settings(deadline=None)
@given(
    log=logs(),
    business=keepers(),
    as_of=dates_of_assessment(),
    said=st.lists(statements("trust", "convenience", "planning"), max_size=4),
    more=dealings(),
)
def test_statements_add_to_what_records_tell(
    log: list[Event], business: Business, as_of: date, said: list, more: Event
) -> None:
    """A statement's counts are added, trait by trait; later ones are left out, as events are."""
    records = [*log, more]
    plain = assess(records, business=business, as_of=as_of)
    stated = assess([*said, *records], business=business, as_of=as_of)
    added: Mapping[str, tuple[int, int]] = {
        name: (
            sum(s.pro for s in said if s.trait == name and s.on <= as_of),
            sum(s.con for s in said if s.trait == name and s.on <= as_of),
        )
        for name in ("trust", "convenience", "planning")
    }
    for before, after in zip(plain.profile, stated.profile, strict=True):
        pro, con = added.get(before.trait.name, (0, 0))

        assert (before.pro + pro, before.con + con) == (after.pro, after.con)


# ------------------------------------------------------------------ what the laws let pass


def the_law(name: str, among: Sequence[Law]) -> Law:
    """Give the law of a name."""
    (found,) = [each for each in among if each.name == name]
    return found


def test_the_law_of_one_pole_lets_a_record_turn_a_trait() -> None:
    """T5: a record may take from one pole what it gives to the other; of sales nothing is said."""
    letters = count("letters", event("message"))
    trait = Trait("talks", count("talks", event("consultation")) - letters, letters, kappa=1)
    law = the_law("at most one pole", READING_LAWS)
    said = [
        law.check(trait, [Consultation(on=START)], more, Business("firm"), START)
        for more in (Message(on=START), Purchase(on=START))
    ]

    assert [True, False] == said


@pytest.mark.parametrize("keeps", [(), ("message",), ("purchase",)], ids=repr)
def test_the_law_of_what_is_absent_asks_whatever_is_kept(keeps: tuple[str, ...]) -> None:
    """T2: a trait that knows less where more is kept is found out, whoever keeps what."""
    modest = Trait("modest", 0, SALES - if_kept("message", SALES), kappa=1)
    business = Business("firm", keeps=keeps)

    with pytest.raises(LawBrokenError):
        the_law("absent is not zero", READING_LAWS).check(
            modest, [Purchase(on=START)], business, START
        )


@pytest.mark.parametrize("subject", [CARD, STANDARD_TRAITS[1]], ids=["scorecard", "trait"])
def test_few_examples_break_no_law(subject: Scorecard | Trait) -> None:
    """The laws hold for what is standard: a slip in a law shows at once."""
    with looking(3):
        verify(subject).raise_if_failed()


def test_the_law_of_measures_excuses_engagements_only_where_the_clock_is_read() -> None:
    """T10: an engagement that is not declared moves none but a trait that reads the clock."""
    law = the_law("only its measures", READING_LAWS)
    waiting = Trait("waiting", 0, days(FIRST_ENGAGED, CLOCK), kappa=1)
    arguments = [Consultation(on=START)], Business("firm"), START + timedelta(days=5)
    law.check(waiting, *arguments)

    with pytest.raises(LawBrokenError):
        law.check(Secretive("secret", TALKS, 0, kappa=1), *arguments)


TALKATIVE = Trait("talkative", 0, 0, kappa=0)


@pytest.mark.parametrize(
    ("weights", "counts"),
    [((1, 2), (1, 4)), ((2, 3), (3, 2)), ((-2, -1), (2, 1))],
    ids=repr,
)
def test_the_law_of_raised_traits_leaves_a_point_for_rounding(
    weights: tuple[int, int], counts: tuple[int, int]
) -> None:
    """C6: where both kinds weigh a trait to the same side, rounding both may cost one point."""
    card = Scorecard(weighing(*weights), traits=[TALKATIVE])
    pro, con = counts
    less, more = (
        card.scores(TraitProfile.of([TALKATIVE], {"talkative": (number, con)}))
        for number in (pro, pro + 1)
    )
    gain = (more[1] - more[0]) - (less[1] - less[0])

    assert -1 == gain
    the_law("raised traits", SCORECARD_LAWS).check(
        card, TraitProfile.of([TALKATIVE], {"talkative": counts}), 0, 1
    )


class Fond(Scorecard):
    """Gives its second kind a point for each thing that was seen, whatever its weight."""

    @override
    def scores(self, profile: TraitProfile) -> tuple[int, ...]:
        first, second = super().scores(profile)
        return first, second + 2 * sum(profile.pro)


@pytest.mark.parametrize("seen", [(0, 0), (3, 1)], ids=repr)
def test_the_law_of_raised_traits_looks_at_equal_weights(seen: tuple[int, int]) -> None:
    """C6: of two kinds that weigh a trait alike neither gains by it, from nothing on."""
    law = the_law("raised traits", SCORECARD_LAWS)
    profile = TraitProfile.of([TALKATIVE], {"talkative": seen})
    kinds = weighing(700, 700)
    law.check(Scorecard(kinds, traits=[TALKATIVE]), profile, 0, 1)

    with pytest.raises(LawBrokenError):
        law.check(Fond(kinds, traits=[TALKATIVE]), profile, 0, 1)


def weighing(one: int, other: int) -> tuple[type[Relationship], type[Relationship]]:
    """Two kinds that weigh the trait so."""
    return (
        declared("OneKind", Relationship, {"talkative": one}),
        declared("OtherKind", Relationship, {"talkative": other}),
    )
