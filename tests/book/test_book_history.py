"""The turns of a relationship: every day on which answer or stage changed, and no other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import ONE_DAY, every_turn
from relkit.assessment import Ruling
from relkit.book import Book, History, Turn
from relkit.business import Business
from relkit.events import Agreement, Consultation, Message, Payment, Purchase, Referral, Statement
from relkit.measures import CLOCK, days, event, first, last
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from relkit.traits import Trait
from strategies.books import BUSINESSES, START, dates, facts, lines, rulings

if TYPE_CHECKING:
    from strategies.books import Fact

SHOP = Business("shop", industry="retail", period_days=10)
DAY = date(2025, 1, 7)


def after(number: int) -> date:
    """The day so many days after ``DAY``."""
    return DAY + timedelta(days=number)


def told(turns: tuple[Turn, ...]) -> list[tuple[int, str, str]]:
    """The turns in short: days after ``DAY``, kind and stage from then on."""
    return [
        ((turn.on - DAY).days, turn.assessment.label, turn.assessment.stage.value) for turn in turns
    ]


# ------------------------------------------------------------------ against every single day


@given(
    known=st.lists(facts(event_id=st.none()), min_size=1, max_size=7),
    decided=st.lists(st.tuples(rulings(), lines()), max_size=3),
    business=st.sampled_from(BUSINESSES),
    until=st.none() | dates(200),
    narrowed=st.booleans(),
)
def test_turns_are_all_the_days_of_change(
    known: list[Fact],
    decided: list[tuple[Ruling, str | None]],
    business: Business,
    until: date | None,
    *,
    narrowed: bool,
) -> None:
    """Assessing every single day finds exactly the turns, with the same before and after."""
    book = Book(business)
    for fact in known:
        book.record("ann", fact)
    for ruling, line in decided:
        if line is None or line in book.lines("ann"):
            book.rule("ann", ruling, line=line)
    line = book.lines("ann")[0] if narrowed and book.lines("ann") else None
    events, ruled = book.events("ann", line=line), book.rulings("ann", line=line)
    days_of = [fact.on for fact in (*events, *ruled)]
    end = max(days_of) if until is None else until
    expected = every_turn(lambda day: book.assess("ann", as_of=day, line=line), min(days_of), end)
    turns = book.history("ann", as_of=until, line=line)

    assert [day for day, _, _ in expected] == [turn.on for turn in turns]
    for turn, (day, before, now) in zip(turns, expected, strict=True):
        assert now == turn.assessment
        assert now.diff(before) == turn.difference
        assert tuple(fact for fact in events if fact.on == day) == turn.events
        for kind, points in turn.difference.points.items():
            assert now.scores[kind] - before.scores[kind] == sum(points.values())


def running() -> Scorecard:
    """A user's scorecard with a trait that moves as long as the clock runs."""
    signed = first("signed", event("agreement"))
    spoken = last("spoken", event("message"))
    return Scorecard(
        (Customer, Client),
        traits=[
            Trait("standing", days(signed, CLOCK), 0, kappa=40, weight=2000),
            Trait("silence", 0, days(spoken, CLOCK), kappa=25, weight=1900),
        ],
        margin=700,
    )


@given(
    known=st.lists(
        st.builds(Agreement, on=dates(), form=st.just("retainer"))
        | st.builds(Message, on=dates())
        | st.builds(Referral, on=dates())
        | st.builds(Purchase, on=dates(200)),
        min_size=1,
        max_size=4,
    )
)
def test_turns_are_found_while_the_clock_runs(known: list[Fact]) -> None:
    """Before the first engagement no silence stops the clock, and no turn of it is missed."""
    book = Book(SHOP, scorecard=running())
    for fact in known:
        book.record("ann", fact)
    begin = min(fact.on for fact in known)
    end = begin + timedelta(days=260)
    expected = every_turn(lambda day: book.assess("ann", as_of=day), begin, end)
    turns = book.history("ann", as_of=end)

    assert [(day, now, now.diff(before)) for day, before, now in expected] == [
        (turn.on, turn.assessment, turn.difference) for turn in turns
    ]


def test_the_clock_runs_on_without_engagement() -> None:
    """An agreement alone turns a relationship after months of silence."""
    book = Book(SHOP, scorecard=running())
    book.record("ann", Agreement(on=DAY, form="retainer"))

    assert [
        (0, "undetermined", "new"),
        (10, "undetermined", "active"),
        (21, "undetermined", "dormant"),
        (22, "client", "dormant"),
    ] == told(book.history("ann", as_of=after(400)))


# ------------------------------------------------------------------ silence, rulings, ends


def test_silence_turns_the_stage() -> None:
    """New becomes active after one period, and active dormant after two, to the day."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    turns = book.history("ann", as_of=after(365))

    assert [
        (0, "customer", "new"),
        (10, "customer", "active"),
        (21, "customer", "dormant"),
    ] == told(turns)
    assert [1, 0, 0] == [len(turn.events) for turn in turns]


def test_engagement_wakes_a_dormant_relationship() -> None:
    """A later engagement makes a dormant relationship active again, with its event."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    back = Consultation(on=after(100))
    book.record("ann", back)
    turns = book.history("ann", as_of=after(365))

    assert [0, 10, 21, 100, 121] == [(turn.on - DAY).days for turn in turns]
    assert (back,) == turns[3].events
    assert ["new", "active", "dormant", "active", "dormant"] == [
        turn.assessment.stage.value for turn in turns
    ]


def test_an_ended_relationship_is_former_until_it_exchanges_again() -> None:
    """An agreement's end makes it former at once, and nothing but an exchange changes that."""
    book = Book(SHOP)
    for fact in (
        Purchase(on=DAY),
        Agreement(on=after(3), action="ended"),
        Message(on=after(5), direction="inbound", about="question"),
        Purchase(on=after(50)),
    ):
        book.record("ann", fact)
    stages = [(number, stage) for number, _, stage in told(book.history("ann"))]

    assert [(0, "new"), (3, "former"), (50, "active")] == stages


def test_rulings_turn_on_their_first_and_last_day() -> None:
    """A ruling turns the kind on its day, and on the day on which it no longer holds."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    book.rule("ann", Ruling(Client, by="mia", on=after(60), reason="so", until=after(70)))
    book.rule("ann", Ruling(Customer, by="mia", on=after(65), reason="no", until=after(66)))
    turns = book.history("ann", as_of=after(100))[3:]

    assert [
        (60, "client", "dormant"),
        (65, "customer", "dormant"),
        (66, "client", "dormant"),
        (70, "customer", "dormant"),
    ] == told(turns)
    assert all(not turn.events and not any(turn.difference.scores.values()) for turn in turns)


def test_ruling_before_the_first_event_is_a_turn() -> None:
    """A prospect can be ruled on: the day of the ruling is a turn, with or without events."""
    book = Book(SHOP)
    book.add("ann")
    book.rule("ann", Ruling(Client, by="mia", on=after(-30), reason="so", until=after(-10)))

    assert [(-30, "client", "prospect")] == told(book.history("ann"))
    book.record("ann", Purchase(on=DAY))

    assert [
        (-30, "client", "prospect"),
        (-10, "undetermined", "prospect"),
        (0, "customer", "new"),
    ] == told(book.history("ann"))


def test_ruling_for_what_was_computed_anyway_is_no_turn() -> None:
    """A ruling that changes neither kind nor stage is no turn."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    book.rule("ann", Ruling(Customer, by="mia", on=after(1), reason="so", until=after(4)))

    assert [(0, "customer", "new")] == told(book.history("ann", as_of=after(9)))


def test_history_goes_up_to_the_last_thing_known() -> None:
    """Without a date the history ends on the day of the last event or the last new ruling."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))

    assert [0] == [number for number, _, _ in told(book.history("ann"))]
    book.rule("ann", Ruling(Client, by="mia", on=after(15), reason="so", until=after(90)))

    assert [0, 10, 15] == [number for number, _, _ in told(book.history("ann"))]
    book.record("ann", Referral(on=after(40)))

    assert [0, 10, 15, 21] == [number for number, _, _ in told(book.history("ann"))]


def test_history_before_anything_happened_is_empty() -> None:
    """Up to a day before everything that is known there are no turns, nor for a mere name."""
    book = Book(SHOP)
    book.add("zoe")
    book.record("ann", Purchase(on=DAY))
    book.rule("ann", Ruling(Client, by="mia", on=after(15), reason="so"))

    assert () == book.history("zoe").turns
    assert History((), after(100)) == book.history("zoe", as_of=after(100))
    assert () == book.history("ann", as_of=after(-1)).turns


def test_many_events_of_one_day_make_one_turn() -> None:
    """All events of a day count before the day is judged, and all of them are given."""
    book = Book(SHOP)
    known = (Purchase(on=DAY), Statement("planning", 0, 1, by="mia", on=DAY), Purchase(on=DAY))
    for fact in known:
        book.record("ann", fact)
    (turn,) = book.history("ann")

    assert known == turn.events
    assert (
        "2025-01-07: undetermined becomes customer; prospect to new (Purchase, Statement)"
        == str(turn)
    )


# ------------------------------------------------------------------ the ends of the calendar


def test_first_day_of_the_calendar() -> None:
    """What happened on the first of all days is counted once, against nothing before it."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=date.min))
    book.rule("ann", Ruling(Client, by="mia", on=date.min, reason="so"))
    (turn,) = book.history("ann")

    assert (date.min, "client", "new") == (turn.on, turn.assessment.label, turn.assessment.stage)
    assert 1 == turn.assessment.profile["regularity"].con
    assert (None, Client) == turn.difference.kinds


@pytest.mark.parametrize("before_the_end", [0, 1, 21, 22])
def test_last_day_of_the_calendar(before_the_end: int) -> None:
    """Silence up to the last of all days turns what it turns on any other day."""
    book = Book(SHOP)
    bought = date.max - timedelta(days=before_the_end)
    book.record("ann", Purchase(on=bought))
    turns = book.history("ann", as_of=date.max)
    expected = [number for number in (0, 10, 21) if number <= before_the_end]

    assert expected == [(turn.on - bought).days for turn in turns]


def test_turn_stands_by_its_fields() -> None:
    """A turn is a value: equal where its fields are, and its events can be left out."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    (turn,) = book.history("ann")
    bare = Turn(on=turn.on, assessment=turn.assessment, difference=turn.difference)

    assert turn == book.history("ann")[0]
    assert () == bare.events
    assert "(no event)" in str(bare)


@given(known=st.lists(facts(event_id=st.none()), min_size=1, max_size=5))
def test_history_is_a_prefix_of_a_longer_one(known: list[Fact]) -> None:
    """What has turned stays turned: a later end only adds turns."""
    book = Book(BUSINESSES[2])
    for fact in known:
        book.record("ann", fact)
    whole = book.history("ann", as_of=START + timedelta(days=150))
    for turn in whole:
        part = book.history("ann", as_of=turn.on)

        assert whole[: len(part)] == part.turns
        assert turn == part[-1]
        assert part[:-1] == book.history("ann", as_of=turn.on - ONE_DAY).turns


def test_payments_alone_can_turn_to_client() -> None:
    """The history tells on which payment a bare log became that of a client."""
    firm = Business("firm", period_days=30)
    book = Book(firm)
    for number in range(6):
        book.record("ann", Payment(on=after(30 * number), amount=150_000))
    turns = [turn for turn in book.history("ann") if turn.assessment.label == "client"]

    assert [Payment] == [type(fact) for fact in turns[0].events]
    assert turns[0].difference.points[Client]["fixed fee"] > 0
