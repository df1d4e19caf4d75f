"""Recording one fact: repeats, lines of business, and everything that is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import record_of
from relkit.assessment import Ruling
from relkit.book import Book
from relkit.business import Business
from relkit.errors import (
    DuplicateEventError,
    ForeignPartyError,
    InvalidEventError,
    InvalidValueError,
    NotADateError,
    RecordsError,
    RelkitError,
    SpanError,
    UnknownNameError,
)
from relkit.events import STANDARD_EVENT_TYPES, Consultation, Event, Purchase, Referral, Statement
from relkit.measures import event, field, most, total
from relkit.relationships import Client, Customer
from relkit.scorecard import Scorecard
from relkit.traits import Trait
from strategies.books import BUSINESSES, HOSTILE, facts, lines, odd_ids, parties

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from strategies.books import Fact

DAY = date(2025, 1, 7)
LATE = date(9999, 12, 31)
SHOP = Business("shop", industry="retail")


class Effort(Event):
    """A user's own event with a free field that a total reads."""

    size: Any = None


def weighed() -> Scorecard:
    """A user's scorecard that sums up a free field, which only recording can check."""
    sizes = total("sizes", field("size"), event("effort"))
    trait = Trait("effort", sizes, 0, kappa=1, weight=900)
    return Scorecard((Customer, Client), traits=[trait])


# ------------------------------------------------------------------ repeats


@pytest.mark.parametrize("keep_events", [True, False])
@given(fact=facts(event_id=st.integers(0, 5)), party=parties(), plain=st.booleans())
def test_repeat_counts_once(fact: Fact, party: Hashable, *, plain: bool, keep_events: bool) -> None:
    """The same event given twice counts once, in whatever form it comes again (law E8)."""
    book = Book(SHOP, keep_events=keep_events)
    again = [record_of(fact) if plain else fact, record_of(fact, party)]

    assert book.record(party, fact)
    before = book.evidence(party)
    for repeat in again:
        assert not book.record(party, repeat)
    assert 0 == book.record_all(again[1:])
    assert before == book.evidence(party)


@pytest.mark.parametrize("keep_events", [True, False])
def test_repeat_by_another_door(*, keep_events: bool) -> None:
    """A repeat is known as one whether party and line stand in the event or beside it."""
    book = Book(SHOP, keep_events=keep_events)
    book.record("ann", Purchase(on=DAY, id=1, amount=500), line="books")
    spelled = Purchase(on=DAY, id=1, amount=500, party="ann", line="books")

    assert not book.record("ann", spelled)
    assert 0 == book.record_all([spelled])


@pytest.mark.parametrize("keep_events", [True, False])
@pytest.mark.parametrize(
    ("party", "other"),
    [
        ("ann", Purchase(on=DAY, id=1, amount=501)),
        ("ann", Purchase(on=date(2025, 1, 8), id=1, amount=500)),
        ("ann", Consultation(on=DAY, id=1)),
        ("ann", Purchase(on=DAY, id=1, amount=500, line="books")),
        ("bob", Purchase(on=DAY, id=1, amount=500)),
        ("ann", Statement("trust", 1, 0, by="mia", on=DAY, id=1)),
    ],
)
def test_same_id_with_other_content_is_refused(
    party: str, other: Fact, *, keep_events: bool
) -> None:
    """An id that comes again with other content, party or line raises and changes nothing."""
    book = Book(SHOP, keep_events=keep_events)
    book.record("ann", Purchase(on=DAY, id=1, amount=500))
    before = book.evidence("ann")

    with pytest.raises(DuplicateEventError, match="id 1 was recorded before with other content"):
        book.record(party, other)

    assert before == book.evidence("ann")
    assert ("ann",) == book.parties


@pytest.mark.parametrize("keep_events", [True, False])
def test_id_of_a_removed_party_is_free_again(*, keep_events: bool) -> None:
    """What was forgotten can be recorded again, under the same id and with other content."""
    book = Book(SHOP, keep_events=keep_events)
    book.record("ann", Purchase(on=DAY, id=1))
    book.record("bob", Purchase(on=DAY, id=2))
    book.remove("ann")

    assert book.record("ann", Consultation(on=DAY, id=1))
    assert not book.record("bob", Purchase(on=DAY, id=2))


@given(event_id=odd_ids())
def test_id_can_be_any_hashable_value(event_id: Hashable) -> None:
    """An event is recognized by an id of any hashable type."""
    book = Book(SHOP)

    assert book.record("ann", Purchase(on=DAY, id=event_id))
    assert not book.record("ann", Purchase(on=DAY, id=event_id))


def test_conflict_names_the_line() -> None:
    """The message about an id in conflict says where the id was recorded before."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY, id=1), line="books")

    with pytest.raises(DuplicateEventError, match="for 'ann' in the line 'books'"):
        book.record("ann", Purchase(on=DAY, id=1), line="music")


class Visit(Event):
    """A user's own event without fields."""


class Call(Event):
    """Another one without fields."""


@pytest.mark.parametrize("keep_events", [True, False])
def test_same_fields_of_another_type_are_other_content(*, keep_events: bool) -> None:
    """An id that comes again on an event of another type with the same fields is refused."""
    book = Book(SHOP, keep_events=keep_events)
    book.record("ann", Visit(on=DAY, id=1))

    with pytest.raises(DuplicateEventError):
        book.record("ann", Call(on=DAY, id=1))


# ------------------------------------------------------------------ whose it is


def test_foreign_event_is_refused() -> None:
    """An event of another party, or of another line, is refused by name."""
    book = Book(SHOP)

    with pytest.raises(ForeignPartyError, match="'bob' does not belong to 'ann'"):
        book.record("ann", Purchase(on=DAY, party="bob"))
    with pytest.raises(ForeignPartyError, match="line 'books' does not belong to 'music'"):
        book.record("ann", Purchase(on=DAY, line="books"), line="music")

    assert 0 == len(book)


@pytest.mark.parametrize("party", [None, float("nan"), [], {}])
def test_no_id_of_a_party(party: Any) -> None:
    """What cannot be found again in a dict is no party, at any door."""
    book = Book(SHOP)
    doors: list[Callable[[], object]] = [
        lambda: book.record(party, Purchase(on=DAY)),
        lambda: book.add(party),
        lambda: book.remove(party),
        lambda: book.assess(party, as_of=DAY),
        lambda: book.evidence(party),
        lambda: book.events(party),
        lambda: book.history(party),
        lambda: book.lines(party),
        lambda: book.rulings(party),
        lambda: book.rule(party, Ruling(Client, by="mia", on=DAY, reason="so")),
    ]
    for door in doors:
        with pytest.raises(InvalidValueError, match="party must be"):
            door()

    assert 0 == len(book)


@pytest.mark.parametrize("line", ["", "  ", 7, ["books"]])
def test_no_name_of_a_line(line: Any) -> None:
    """A line of business is named by text."""
    book = Book(SHOP)

    with pytest.raises(InvalidValueError, match="line must be text"):
        book.record("ann", Purchase(on=DAY), line=line)

    assert 0 == len(book)


@pytest.mark.parametrize("line", ["", " ", 7, ["books"], ("books",)])
def test_no_line_is_found_by_another_value(line: Any) -> None:
    """A question about something else than the name of a line says what lines there are."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY), line="books")

    with pytest.raises(UnknownNameError, match="Its lines: 'books'"):
        book.assess("ann", as_of=DAY, line=line)


def test_event_of_a_blank_line_is_refused() -> None:
    """An empty cell is no line of business: it is refused, and not taken for a line's name."""
    book = Book(SHOP)

    with pytest.raises(InvalidValueError, match="line must be text that is not empty"):
        book.record("ann", Purchase(on=DAY, line=""))

    assert 0 == len(book)


def test_unknown_party_and_line_are_named() -> None:
    """A party or line that is not there is named, with the likeliest slip or what is there."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY), line="books")
    book.record(7, Purchase(on=DAY))

    with pytest.raises(
        UnknownNameError, match=r"no party 'anne' in this book\. Did you mean 'ann'\?"
    ):
        book.assess("anne", as_of=DAY)
    with pytest.raises(UnknownNameError, match=r"no party 8 in this book. Parties in it: 2\."):
        book.assess(8, as_of=DAY)
    with pytest.raises(UnknownNameError, match=r"in the line 'boks'. Its lines: 'books'\."):
        book.assess("ann", as_of=DAY, line="boks")
    with pytest.raises(UnknownNameError, match=r"in the line 'books'. Its lines: none\."):
        book.rule(7, Ruling(Client, by="mia", on=DAY, reason="so"), line="books")
    with pytest.raises(UnknownNameError, match="in the line 'music'"):
        book.rulings("ann", line="music")


@pytest.mark.parametrize("text", HOSTILE)
def test_messages_do_not_steer_a_terminal(text: str) -> None:
    """A message about a hostile id is one short line of printable characters."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY, id=text))
    given: list[Callable[[], object]] = [
        lambda: book.assess(text, as_of=DAY),
        lambda: book.assess("ann", as_of=DAY, line=text or "?"),
        lambda: book.record("ann", Purchase(on=DAY, party=text)),
        lambda: book.record("ann", Referral(on=DAY, id=text)),
    ]
    for ask in given:
        with pytest.raises(RelkitError) as caught:
            ask()

        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300


# ------------------------------------------------------------------ refused whole


def test_statement_about_no_trait_is_refused() -> None:
    """A statement about a trait that is not scored is refused when it is recorded."""
    book = Book(SHOP)

    with pytest.raises(UnknownNameError, match="Did you mean 'trust'"):
        book.record("ann", Statement("trsut", 1, 0, by="mia", on=DAY))

    assert 0 == len(book)


def test_record_that_is_no_event_is_refused() -> None:
    """A record with faults raises with every fault, and nothing is recorded."""
    book = Book(SHOP)

    with pytest.raises(RecordsError, match="2 problems"):
        book.record("ann", {"event": "purchse"})
    with pytest.raises(RecordsError, match="a row must be a mapping"):
        book.record("ann", "purchase")

    assert 0 == len(book)


@pytest.mark.parametrize(("first", "second"), [(date.min, LATE), (LATE, date.min)])
@pytest.mark.parametrize("lines_given", [(None, None), ("a", "b"), (None, "a"), ("a", None)])
def test_dates_too_far_apart_are_refused(
    first: date, second: date, lines_given: tuple[str | None, str | None]
) -> None:
    """Dates that evidence cannot span together are refused at once, whatever their lines."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=first), line=lines_given[0])
    before = book.assess("ann", as_of=LATE)

    with pytest.raises(SpanError, match="periods"):
        book.record("ann", Purchase(on=second), line=lines_given[1])

    assert before == book.assess("ann", as_of=LATE)
    assert 1 == len(book.events("ann"))


def test_statements_span_nothing() -> None:
    """A statement lies in no period, so it may be of any day."""
    book = Book(Business("stall", period_days=1))
    book.record("ann", Statement("trust", 1, 0, by="mia", on=date.min), line="a")
    book.record("ann", Purchase(on=LATE), line="b")
    book.record("ann", Statement("trust", 1, 0, by="mia", on=LATE), line="a")

    assert (2, 0) == book.evidence("ann").stated["trust"]


@pytest.mark.parametrize("keep_events", [True, False])
def test_total_over_no_number_leaves_no_trace(*, keep_events: bool) -> None:
    """A value that a total cannot sum is refused, and not even the party is entered."""
    book = Book(SHOP, scorecard=weighed(), keep_events=keep_events)

    with pytest.raises(InvalidEventError, match="whole numbers"):
        book.record("ann", Effort(on=date.min, size="much"))

    assert 0 == len(book)
    book.record("ann", Effort(on=LATE, size=3))
    before = book.evidence("ann")
    with pytest.raises(InvalidEventError, match="whole numbers"):
        book.record("ann", Effort(on=LATE, size=0.5))

    assert before == book.evidence("ann")
    assert 3 == before["sizes"]


def test_most_is_checked_like_a_total() -> None:
    """A greatest value is checked before it is recorded, as a total is."""
    biggest = most("biggest", field("size"), event("effort"))
    card = Scorecard((Customer, Client), traits=[Trait("effort", biggest, 0, kappa=1)])
    book = Book(SHOP, scorecard=card)

    with pytest.raises(RecordsError, match="whole numbers"):
        book.record_all([Effort(on=DAY, size="much", party="ann")])


# ------------------------------------------------------------------ lines, order, prospects


@pytest.mark.parametrize("keep_events", [True, False])
@given(
    given_facts=st.lists(st.tuples(facts(event_id=st.none()), lines()), min_size=1, max_size=8),
    business=st.sampled_from(BUSINESSES),
    shuffled=st.randoms(use_true_random=False),
)
def test_order_of_recording_is_irrelevant(
    given_facts: list[tuple[Fact, str | None]],
    business: Business,
    shuffled: Any,
    *,
    keep_events: bool,
) -> None:
    """The same facts in another order give the same evidence (law E5)."""
    one, other = (Book(business, keep_events=keep_events) for _ in range(2))
    again = list(given_facts)
    shuffled.shuffle(again)
    for book, some in ((one, given_facts), (other, again)):
        for fact, line in some:
            book.record("ann", fact, line=fact.line or line)

    assert one.evidence("ann") == other.evidence("ann")
    assert set(one.lines("ann")) == set(other.lines("ann"))
    for line in one.lines("ann"):
        assert one.evidence("ann", line=line) == other.evidence("ann", line=line)


def test_lines_are_parts_of_the_whole() -> None:
    """The whole relationship is all of its lines together; a line is its own records alone."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=date(2025, 1, 1), line="books"))
    book.record("ann", Consultation(on=date(2025, 1, 2)), line="advice")
    book.record("ann", Referral(on=date(2025, 1, 3)))

    assert ("books", "advice") == book.lines("ann")
    assert ["purchase"] == [event.tag for event in book.events("ann", line="books")]
    assert ["purchase", "consultation", "referral"] == [e.tag for e in book.events("ann")]
    assert "books" == book.assess("ann", as_of=DAY, line="books").line
    assert "customer" == book.assess("ann", as_of=DAY, line="books").label
    assert 1 == book.evidence("ann")["referrals"]
    assert 0 == book.evidence("ann", line="advice")["referrals"]


def test_prospect_is_undetermined() -> None:
    """A party of whom nothing is recorded is a prospect, once, and keeps its records if known."""
    book = Book(SHOP)
    book.add("ann")
    book.add("ann")
    book.record("bob", Purchase(on=DAY), line="books")
    book.add("bob")

    assert ("ann", "bob") == book.parties
    assert ("undetermined", "prospect") == (
        book.assess("ann", as_of=DAY).label,
        book.assess("ann", as_of=DAY).stage.value,
    )
    assert () == book.events("ann")
    assert 1 == len(book.events("bob"))


def test_book_is_a_collection_of_parties() -> None:
    """Length, iteration and membership tell the parties, each once."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY), line="books")
    book.record("bob", Purchase(on=DAY))
    book.record("ann", Purchase(on=DAY))

    assert 2 == len(book)
    assert ["ann", "bob"] == sorted(book)
    assert "ann" in book
    assert "zoe" not in book


# ------------------------------------------------------------------ opening, ruling, asking


@pytest.mark.parametrize(
    ("business", "options", "message"),
    [
        ("shop", {}, "opened for a Business"),
        (None, {}, "opened for a Business"),
        (SHOP, {"scorecard": "standard"}, "scorecard must be a Scorecard"),
        (SHOP, {"keep_events": 1}, "keep_events must be True or False"),
        (SHOP, {"event_types": [Purchase, "consultation"]}, "classes below Event"),
        (SHOP, {"event_types": Purchase}, "collection of event types"),
    ],
)
def test_book_is_opened_with_what_fits(
    business: Any, options: dict[str, Any], message: str
) -> None:
    """A book refuses at once what it could not work with later."""
    with pytest.raises(InvalidValueError, match=message):
        Book(business, **options)


def test_user_event_types_can_be_named() -> None:
    """Records can name the event types that the book was opened with, and no others."""
    book = Book(SHOP, event_types=(*STANDARD_EVENT_TYPES, Effort))

    assert book.record("ann", {"event": "effort", "on": "2025-01-07", "size": 3})
    with pytest.raises(RecordsError, match="'effort' is no event type"):
        Book(SHOP).record("ann", {"event": "effort", "on": "2025-01-07"})


def test_removed_party_is_forgotten_whole() -> None:
    """Nothing of a removed party stays: no line, no ruling, no event."""
    book = Book(SHOP)
    for party in ("ann", "bob"):
        book.record(party, Purchase(on=DAY), line="books")
        book.rule(party, Ruling(Client, by="mia", on=DAY, reason="so"))
    book.remove("ann")

    assert ("bob",) == book.parties
    with pytest.raises(UnknownNameError):
        book.remove("ann")
    book.add("ann")

    assert ((), (), ()) == (book.lines("ann"), book.rulings("ann"), book.events("ann"))
    assert 1 == len(book.rulings("bob"))


@pytest.mark.parametrize("ruling", [None, "client", Client])
def test_only_rulings_are_entered(ruling: Any) -> None:
    """A ruling has kind, author, day and reason; anything less is refused."""
    book = Book(SHOP)
    book.add("ann")

    with pytest.raises(InvalidValueError, match="rule takes a Ruling"):
        book.rule("ann", ruling)

    assert () == book.rulings("ann")


def test_ruling_decided_last_wins() -> None:
    """Of rulings in force the one of the latest day wins, of one day the one entered last."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=date(2025, 1, 1)))
    until = date(2025, 1, 20)
    first = Ruling(Customer, by="mia", on=date(2025, 1, 5), reason="one")
    second = Ruling(Client, by="mia", on=date(2025, 1, 10), reason="two", until=until)
    third = Ruling(Customer, by="lee", on=date(2025, 1, 10), reason="three", until=until)
    for ruling in (second, third, first):
        book.rule("ann", ruling)
    in_force = [book.assess("ann", as_of=date(2025, 1, day)).ruling for day in (4, 5, 10, 19, 20)]

    assert [None, first, third, third, first] == in_force
    assert (second, third, first) == book.rulings("ann")


def test_ruling_of_a_line_is_of_that_line_alone() -> None:
    """A ruling about the whole says nothing about a line, nor the other way round."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY), line="books")
    ruling = Ruling(Client, by="mia", on=DAY, reason="so")
    book.rule("ann", ruling, line="books")

    assert ruling == book.assess("ann", as_of=DAY, line="books").ruling
    assert book.assess("ann", as_of=DAY).ruling is None
    assert () == book.rulings("ann")


@pytest.mark.parametrize("as_of", ["2025-01-07", datetime(2025, 1, 7, tzinfo=UTC), 5])
def test_dates_are_dates(as_of: Any) -> None:
    """A question about something else than a plain date is refused."""
    book = Book(SHOP)
    book.record("ann", Purchase(on=DAY))
    doors: list[Callable[[], object]] = [
        lambda: book.assess("ann", as_of=as_of),
        lambda: book.assess_all(as_of=as_of),
        lambda: book.evidence("ann", as_of=as_of),
        lambda: book.history("ann", as_of=as_of),
    ]
    for door in doors:
        with pytest.raises(NotADateError, match="as_of must be a"):
            door()
