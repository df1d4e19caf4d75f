"""Explanations are exact: contributions, reasons, differences, and words (X1 to X3, X8, X9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.assessments import assessments, logs
from tests.strategies.relationships import declared
from tests.strategies.scorecards import scorecards

from relkit.assessment import Assessment, Change, Contribution, assess, standard_scorecard
from relkit.business import Business
from relkit.errors import EvidenceMismatchError, InvalidValueError
from relkit.events import Consultation, Event, Payment, Purchase
from relkit.relationships import Client, Customer, Relationship, Stage
from relkit.scorecard import Scorecard, Undetermined
from relkit.testing._strategies.dealings import dates_of_assessment, dealings, keepers
from relkit.traits import Trait

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDARD = standard_scorecard()
ANY = assessments() | assessments(STANDARD) | assessments(STANDARD)
SHOP = Business("shop", industry="retail")
FIRM = Business("firm", industry="law")
TALKS = [Consultation(on=date(2025, month, 9), minutes=90) for month in range(1, 5)]


def is_ordered(parts: Sequence[Contribution]) -> bool:
    """Tell whether parts come strongest first, equals by name."""
    keys = [(-abs(part.points), part.trait.name) for part in parts]
    return keys == sorted(keys)


# ------------------------------------------------------------------ X1 to X3


@settings(deadline=None)
@given(assessment=ANY)
def test_law_x1_contributions_sum_to_the_lead(assessment: Assessment) -> None:
    """X1: the leader's points less the runner-up's sum, with the bases, to the lead; ==."""
    card = assessment.scorecard
    bases = card.base(assessment.leader) - card.base(assessment.runner_up)
    parts = assessment.contributions()

    assert bases + sum(part.points for part in parts) == assessment.lead
    ahead, behind = (
        {part.trait.name: part.points for part in assessment.contributions(kind)}
        for kind in (assessment.leader, assessment.runner_up)
    )
    assert {name: ahead[name] - behind[name] for name in ahead} == {
        part.trait.name: part.points for part in parts
    }
    assert assessment.lead >= 0


@settings(deadline=None)
@given(assessment=ANY)
def test_law_x2_contributions_are_ordered_and_complete(assessment: Assessment) -> None:
    """X2: every trait comes once, the strongest first and equals by name, with its counts."""
    for kind in (None, *assessment.scorecard.kinds):
        parts = assessment.contributions(kind)

        assert is_ordered(parts)
        assert set(assessment.scorecard.traits) == {part.trait for part in parts}
        for part in parts:
            reading = assessment.profile[part.trait.name]

            assert (reading.pro, reading.con) == (part.pro, part.con)
            assert reading.support == part.support
            assert part.support or not part.points


@settings(deadline=None)
@given(assessment=ANY, most=st.integers(0, 25))
def test_law_x3_reasons_are_for_or_against_and_never_empty(
    assessment: Assessment, most: int
) -> None:
    """X3: reasons speak for the leader, or against it if asked; none has 0 points."""
    parts = assessment.contributions()
    for_it, against = (assessment.reasons(most, against=way) for way in (False, True))

    assert [part for part in parts if part.points > 0][:most] == list(for_it)
    assert [part for part in parts if part.points < 0][:most] == list(against)
    assert len(assessment.reasons()) <= 4


@pytest.mark.parametrize("most", [-1, 1.5, True, None, "3"], ids=repr)
def test_the_number_of_reasons_is_a_whole_number(most: object) -> None:
    """No negative slice, no float."""
    with pytest.raises(InvalidValueError):
        assess([], business=SHOP, as_of=date(2025, 1, 7)).reasons(most)


def test_contributions_to_an_unknown_kind_are_refused() -> None:
    """A kind that the scorecard does not tell apart has no points."""
    assessment = assess(TALKS, business=FIRM, as_of=date(2025, 5, 1))
    member = declared("Member", Relationship, {})
    for kind in (member, Relationship, "client"):
        with pytest.raises(InvalidValueError, match="tells Customer and Client apart"):
            assessment.contributions(kind)


# ------------------------------------------------------------------ what an assessment shows


@settings(deadline=None)
@given(assessment=ANY)
def test_an_assessment_shows_what_was_computed(assessment: Assessment) -> None:
    """Each shortcut reads the scoring; nothing is worked out twice."""
    scoring = assessment.scoring
    decision = scoring.decision

    assert decision.kind is assessment.kind is assessment.computed_kind
    assert (decision.leader, decision.runner_up, decision.lead, decision.reason) == (
        assessment.leader,
        assessment.runner_up,
        assessment.lead,
        assessment.reason,
    )
    assert scoring.profile == assessment.profile
    assert scoring.profile.unknown == assessment.unknown
    assert scoring.clock == assessment.clock <= assessment.as_of
    assert assessment.scorecard.margin == assessment.margin
    assert list(assessment.scores) == list(assessment.scorecard.kinds)
    assert assessment.label == ("undetermined" if decision.kind is None else decision.kind.label)
    assert assessment.stage in Stage


@settings(deadline=None)
@given(assessment=ANY)
def test_the_relationship_is_of_the_kind_and_carries_what_is_known(assessment: Assessment) -> None:
    """A kind, or a plain Relationship, with the stage, the profile and the days."""
    told, turns = assessment.relationship, assessment.scoring.milestones

    assert type(told) is (assessment.kind or Relationship)
    assert (assessment.party, assessment.business.business_id) == (told.party, told.business)
    assert (assessment.line, assessment.stage, assessment.profile) == (
        told.line,
        told.stage,
        told.profile,
    )
    assert (turns.first_engaged or turns.first_exchanged) == told.since
    assert (turns.last_engaged or turns.last_exchanged) == told.last_engaged
    assert assessment.business.period_days == told.period_days


def test_an_assessment_reads_as_one_line() -> None:
    """Kind, stage, and the lead; or why nobody can be told."""
    client = assess(TALKS, business=FIRM, as_of=date(2025, 5, 1))
    nobody = assess([], business=FIRM, as_of=date(2025, 5, 1))

    assert f"client, active (leads by {client.lead} points; margin 1386)" == str(client)
    assert "undetermined, prospect (no exchange)" == str(nobody)
    assert Undetermined.NO_EXCHANGE is nobody.reason


# ------------------------------------------------------------------ X8: differences


@settings(deadline=None)
@given(
    card=st.just(STANDARD) | scorecards(3),
    log=logs(),
    more=logs(max_size=4),
    business=keepers(),
    as_of=dates_of_assessment(),
    later=st.integers(0, 400),
)
def test_law_x8_differences_sum_exactly(  # noqa: PLR0913, PLR0917 - two assessments
    card: Scorecard,
    log: list[Event],
    more: list[Event],
    business: Business,
    as_of: date,
    later: int,
) -> None:
    """X8: trait by trait the changes of points sum to the change of each score."""
    before = assess(log, business=business, as_of=as_of, scorecard=card)
    then = as_of + timedelta(days=later)
    after = assess([*log, *more], business=business, as_of=then, scorecard=card)
    diff = after.diff(before)

    assert (before.kind, after.kind) == diff.kinds
    assert (before.stage, after.stage) == diff.stages
    for kind in card.kinds:
        assert sum(diff.points[kind].values()) == diff.scores[kind]
        assert after.scores[kind] - before.scores[kind] == diff.scores[kind]
        changes = diff.changes(kind)

        assert sum(change.points for change in changes) == diff.scores[kind]
        assert [(-abs(c.points), c.trait) for c in changes] == sorted(
            (-abs(c.points), c.trait) for c in changes
        )
        for change in changes:
            assert any((change.pro, change.con, change.points))
            assert (change.pro, change.con) == diff.counts[change.trait]
    for name, (pro, con) in diff.counts.items():
        assert before.profile[name].pro + pro == after.profile[name].pro
        assert before.profile[name].con + con == after.profile[name].con


@settings(deadline=None)
@given(assessment=ANY)
def test_law_x8_nothing_changed_is_empty(assessment: Assessment) -> None:
    """An assessment differs from itself in nothing."""
    diff = assessment.diff(assessment)

    assert diff.is_empty
    assert not any(diff.changes(kind) for kind in assessment.scorecard.kinds)


@settings(deadline=None)
@given(log=logs(), more=dealings(), business=keepers(), as_of=dates_of_assessment())
def test_law_x8_a_difference_there_and_back_cancels(
    log: list[Event], more: Event, business: Business, as_of: date
) -> None:
    """What one event changed is changed back by taking it away."""
    one, two = (assess(entries, business=business, as_of=as_of) for entries in (log, [*log, more]))
    there, back = two.diff(one), one.diff(two)

    assert {kind: -points for kind, points in there.scores.items()} == back.scores
    assert there.is_empty == back.is_empty
    assert there.is_empty == (
        (one.profile, one.stage, one.kind) == (two.profile, two.stage, two.kind)
    )


def test_a_difference_reads_as_one_line() -> None:
    """What it was, what it became, and the stages."""
    firm = Business("firm")
    before = assess([], business=firm, as_of=date(2025, 1, 1))
    after = assess(TALKS, business=firm, as_of=date(2025, 5, 1))

    assert "undetermined becomes client; prospect to active" == str(after.diff(before))
    assert "stays client; active" == str(after.diff(after))
    assert "expertise" in {change.trait for change in after.diff(before).changes(Client)}
    assert Change("trust", pro=1, con=0, points=500) == Change("trust", 1, 0, 500)


def test_assessments_of_two_scorecards_have_no_difference() -> None:
    """Points of different cards cannot be subtracted; anything but an assessment neither."""
    one = assess(TALKS, business=FIRM, as_of=date(2025, 5, 1))
    other = attrs.evolve(one, scorecard=Scorecard(margin=5))

    with pytest.raises(EvidenceMismatchError, match="same scorecard"):
        one.diff(other)
    with pytest.raises(InvalidValueError, match="diff compares with an earlier assessment"):
        one.diff("yesterday")
    with pytest.raises(InvalidValueError, match="tells Customer and Client apart"):
        one.diff(one).changes(Relationship)


# ------------------------------------------------------------------ X9: words


@settings(deadline=None)
@given(assessment=ANY, width=st.integers(60, 200), ascii_only=st.booleans())
def test_law_x9_explaining_never_fails_and_is_the_same_twice(
    assessment: Assessment, width: int, ascii_only: bool
) -> None:
    """X9: any assessment is explained, within the width, and again in the same words."""
    told = [assessment.explain(width=width, ascii_only=ascii_only) for _ in range(2)]

    assert told[0] == told[1]
    assert all(len(line) <= width for line in told[0].splitlines())
    assert not ascii_only or told[0].isascii()


@settings(deadline=None)
@given(log=logs(), business=keepers(), as_of=dates_of_assessment())
def test_law_x9_no_party_is_named_unless_asked(
    log: list[Event], business: Business, as_of: date
) -> None:
    """X9: neither party, line nor business stands in an explanation unless asked for."""
    renamed = attrs.evolve(business, business_id="zzbusiness")
    narrowed = [attrs.evolve(entry, line="zzline") for entry in log]
    assessment = assess(narrowed, business=renamed, as_of=as_of, party="zzparty", line="zzline")

    assert "zz" not in assessment.explain()
    assert "zz" not in str(assessment)
    assert "zzparty" in assessment.explain(show_party=True)


# ------------------------------------------------------------------ examples


def test_a_shopper_and_a_client_are_told_with_reasons() -> None:
    """The two plain cases, with what speaks for each."""
    sales = [Purchase(on=date(2025, month, 3), standard=True) for month in (1, 5)]
    keeps = ["purchase", "consultation", "delivery", "message"]
    shopper = assess(sales, business=attrs.evolve(SHOP, keeps=keeps), as_of=date(2025, 6, 1))
    client = assess(TALKS, business=FIRM, as_of=date(2025, 5, 1))

    assert Customer is shopper.kind
    assert "expertise" in {part.trait.name for part in shopper.reasons()}
    assert Client is client.kind
    assert "setting" in {part.trait.name for part in client.reasons()}


def test_a_recurring_fee_is_told_from_bare_payments() -> None:
    """Amounts that recur speak for a client, ever new ones for a customer."""
    paid = [Payment(on=date(2025, month, 3), amount=150_000) for month in range(1, 10)]
    varied = [attrs.evolve(payment, amount=n * 713) for n, payment in enumerate(paid, 1)]
    business = Business("unknown")

    assert Client is assess(paid, business=business, as_of=date(2025, 9, 3)).kind
    assert assess(varied, business=business, as_of=date(2025, 9, 3)).kind is not Client


def test_a_trait_of_ones_own_is_scored_beside_the_standard_ones() -> None:
    """A user's trait needs no more than its declaration and, for a kind of one's own, a weight."""
    calm = Trait("calm", 0, 0, kappa=1, weight=500)
    card = Scorecard(traits=[*STANDARD.traits, calm])
    assessment = assess(TALKS, business=FIRM, as_of=date(2025, 5, 1), scorecard=card)

    assert 21 == len(assessment.contributions())
    assert "calm" in assessment.unknown
