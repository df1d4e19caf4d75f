"""`explain`: exact, never raising, within its width, and silent about who it is (law X9)."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive_book import record_of
from relkit.assessment import Assessment, Ruling, assess
from relkit.business import Business
from relkit.display import explain
from relkit.display._text import columns
from relkit.errors import InvalidValueError
from relkit.events import Consultation, Event, Payment, Purchase, Statement
from relkit.measures import event, field, flag, periods
from relkit.relationships import Client, Customer, Relationship, kind
from relkit.scorecard import Scorecard
from relkit.traits import Trait
from strategies.books import BUSINESSES, DAYS, facts, rulings
from strategies.oddities import Unprintable, odd_assessments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strategies.books import Fact

DAY = date(2025, 1, 7)
FIRM = Business("firm", industry="law", keeps=["consultation", "purchase"])
PARTY, AUTHOR, LINE = "party-8f2e71", "author-5b90aa", "line-77c1d3"

bought = flag("bought", event("purchase"))
advised = flag("advised", event("consultation"))
custom = flag("custom", event("purchase") & field("standard").is_false())
ADVICE = Trait("advice", periods(advised), periods(bought & ~advised), kappa=1, weight=1500)
MADE = Trait("made to measure", 2 * periods(custom), periods(bought & ~custom), kappa=1, weight=900)
SAID = Trait("planning", 0, 0, kappa=1, weight=400)


@kind
class Guest(Relationship):
    """A kind of the tests, with a base score."""


def card(**options: Any) -> Scorecard:
    """Three traits, so that no change of the standard weights changes what is compared here."""
    return Scorecard((Customer, Client), traits=[ADVICE, MADE, SAID], **options)


def told(events: Sequence[Event | Statement], day: date = DAY, **options: Any) -> Assessment:
    """An assessment by the small scorecard."""
    given = {"business": FIRM, "party": PARTY, "scorecard": card(), **options}
    return assess(events, as_of=day, **given)


def ruled(**options: Any) -> Ruling:
    """A ruling for customer."""
    given = {"by": AUTHOR, "on": DAY, "reason": "sells them goods only", **options}
    return Ruling(Customer, **given)


def points_column(text: str) -> tuple[list[int], int]:
    """The points of the rows, and of the last line, read back from a table of plain words."""
    lines = text.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("Trait"))
    rule = next(i for i, line in enumerate(lines) if set(line) in ({"─"}, {"-"}))
    end = lines[head].index("points") + len("points")
    rows = [int(line[:end].split()[-1]) for line in lines[head + 1 : rule]]
    return rows, int(lines[rule + 1][:end].split()[-1])


# ------------------------------------------------------------------ law X9


@given(
    assessment=odd_assessments(),
    show_party=st.booleans(),
    ascii_only=st.booleans(),
    width=st.integers(60, 200),
)
def test_explaining_never_raises(
    assessment: Assessment, *, show_party: bool, ascii_only: bool, width: int
) -> None:
    """Whatever names and numbers there are, the text is printable and within its width."""
    options: dict[str, Any] = {
        "show_party": show_party,
        "ascii_only": ascii_only,
        "width": width,
    }
    text = explain(assessment, **options)
    lines = text.split("\n")

    assert text == explain(assessment, **options)
    assert max(map(columns, lines)) <= width
    assert all(line.isprintable() and line == line.rstrip() for line in lines)
    assert text.isascii() or not ascii_only
    assert "" not in (lines[0], lines[-1])


@given(known=st.lists(facts(), max_size=8), ruling=st.none() | rulings(), days=st.integers(0, 99))
def test_nobody_is_named_unless_asked(known: list[Fact], ruling: Ruling | None, days: int) -> None:
    """Party, line of business and author of a ruling are told only when asked for."""
    as_of = date.fromordinal(date(2025, 1, 1).toordinal() + DAYS + days)
    by_author = None if ruling is None else ruled(on=ruling.on, until=ruling.until)
    placed = [type(fact)(**fields_of(fact)) for fact in known]
    options = {"business": BUSINESSES[1], "party": PARTY, "line": LINE, "ruling": by_author}
    assessment = assess(placed, as_of=as_of, **options)
    silent, open_ = assessment.explain(), assessment.explain(show_party=True)

    assert not {PARTY, AUTHOR, LINE} & set(re.findall(r"[\w-]+", silent))
    assert f"{PARTY}, {LINE}: " in open_
    assert (assessment.ruling is not None) == (f"by {AUTHOR}" in open_)


def fields_of(fact: Fact) -> dict[str, Any]:
    """The arguments that make a fact again, as one of the line that is asked for."""
    names = ("id", "party", "line", "event")
    given = {name: value for name, value in record_of(fact).items() if name not in names}
    return {**given, "line": LINE, "party": PARTY}


def test_same_facts_give_the_same_text() -> None:
    """The order in which events came does not show."""
    events = [
        Purchase(on=DAY, standard=False),
        Consultation(on=date(2025, 3, 1)),
        Payment(on=date(2025, 3, 1), amount=500),
        Statement("planning", 1, 2, by="mia", on=DAY),
    ]
    texts = {told(order, date(2025, 9, 1)).explain() for order in permutations(events)}

    assert 1 == len(texts)


@pytest.mark.parametrize(
    ("party", "shown"),
    [
        ("ann", "ann: "),
        (7, "7: "),
        (("branch", 3), "('branch', 3): "),
        ("two\nlines\x1b[31m", "two�lines�[31m: "),
        ("x" * 60, "x" * 39 + "…: "),
        pytest.param(10**5000, "<int>: ", id="great number"),
        (Unprintable(), "<Unprintable>: "),
        (None, ""),
    ],
)
def test_party_is_shown_in_safe_words(party: Any, shown: str) -> None:
    """A party is shown in one line of bounded, printable text."""
    text = told([Purchase(on=DAY)], party=party).explain(show_party=True)

    assert text.startswith(f"{shown}undetermined, new, as of 2025-01-07")


# ------------------------------------------------------------------ the numbers


@given(
    known=st.lists(facts(event_id=st.none()), max_size=8),
    business=st.sampled_from(BUSINESSES),
    width=st.integers(60, 200),
    ascii_only=st.booleans(),
)
def test_points_sum_to_the_lead(
    known: list[Fact], business: Business, width: int, *, ascii_only: bool
) -> None:
    """The printed points sum to the printed lead, which is the assessment's (law X1)."""
    assessment = assess(known, business=business, as_of=date(2025, 6, 1))
    text = assessment.explain(width=width, ascii_only=ascii_only)
    seen = [part for part in assessment.contributions() if part.support]
    words = " ".join(text.split())

    assert f"by {assessment.lead} points; it takes {assessment.margin} to tell them apart" in words
    if seen:
        rows, lead = points_column(text)

        assert sum(rows) == lead == assessment.lead
        assert [part.points for part in seen] == rows
    else:
        assert "Trait" not in text


@given(
    bases=st.tuples(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6)), seen=st.booleans()
)
def test_bases_stand_in_the_sum(bases: tuple[int, int], *, seen: bool) -> None:
    """A difference of base scores is a line of the sum, even where nothing else is."""
    both = dict(zip((Customer, Client), bases, strict=True))
    events = [Consultation(on=DAY)] if seen else []
    assessment = told(events, scorecard=card(bases=both))
    text = assessment.explain()

    assert (bases[0] != bases[1]) == ("Base scores" in text)
    if seen or bases[0] != bases[1]:
        rows, lead = points_column(text)

        assert sum(rows) == lead == assessment.lead


def test_great_numbers_keep_their_columns() -> None:
    """The greatest weights and counts neither widen nor shift the table."""
    traits = [Trait(f"trait {n}", 0, 0, kappa=0, weight=10**6) for n in range(12)]
    events = [Statement(t.name, 1000, 0, by="mia", on=DAY) for t in traits for _ in range(200)]
    big = Scorecard((Customer, Client), traits=traits)
    text = told([Purchase(on=DAY), *events], scorecard=big).explain(width=60)
    rows, lead = points_column(text)

    assert ([10**6] * 12, 12 * 10**6) == (rows, lead)
    assert "  200K  " in text
    assert max(map(len, text.splitlines())) <= 60


# ------------------------------------------------------------------ the words


def test_what_was_not_observed_is_listed() -> None:
    """Every trait of which nothing is known is named, and no other."""
    assessment = assess([Purchase(on=DAY)], business=FIRM, as_of=DAY)
    (line,) = re.findall(r"Not observed, so 0 points: (.*)", unwrapped(assessment.explain()))
    labels = {trait.name: trait.label.lower() for trait in assessment.scorecard.traits}

    assert [labels[name] for name in assessment.unknown] == line.split(", ")
    assert 0 < len(assessment.unknown) < len(labels)


def unwrapped(text: str) -> str:
    """The text with its long lines put together again."""
    return text.replace("\n  ", " ")


def test_nothing_is_said_of_unknown_traits_where_all_are_known() -> None:
    """Where everything was observed and silence plays no part, the table is the end."""
    known = [
        Purchase(on=DAY, standard=True),
        Consultation(on=DAY),
        Statement("planning", 1, 0, by="mia", on=DAY),
    ]
    last = told(known).explain().splitlines()[-1]

    assert re.fullmatch(r"Lead +\+\d+", last)


@pytest.mark.parametrize(("keeps", "hinted"), [((), True), (["purchase"], False)])
def test_business_that_keeps_nothing_is_told(keeps: list[str], *, hinted: bool) -> None:
    """Where no record is named as kept, the reader learns why nothing counts as absent."""
    shop = Business("shop", keeps=keeps)
    text = told([Purchase(on=DAY)], business=shop).explain()

    assert hinted == ("nothing counts as absent; see Business(keeps=...)" in text)


def test_silence_is_told() -> None:
    """Once the clock stands still, the day up to which traits were read is given."""
    quiet, fresh = (told([Purchase(on=DAY)], day) for day in (date(2025, 3, 9), date(2025, 3, 8)))

    assert "Traits are read up to 2025-03-08; silence since then" in quiet.explain()
    assert "Traits are read up to" not in fresh.explain()


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([], "no exchange"),
        ([Payment(on=DAY, model="retainer")], "nothing is known but the setting"),
        ([Purchase(on=DAY), Consultation(on=DAY)], "the lead is below the margin"),
    ],
)
def test_undetermined_says_why(events: list[Event], reason: str) -> None:
    """An undetermined answer gives its reason, and still the lead and the margin."""
    text = told(events).explain()

    assert f"\nUndetermined: {reason}\n" in text
    assert "it takes 1386 to tell them apart" in text


def test_ruling_stands_beside_the_computed_result() -> None:
    """A ruling is told with its day and reason, and the records with what they alone tell."""
    events = [Consultation(on=DAY), Purchase(on=DAY, standard=False)]
    text = told([*events, Consultation(on=date(2025, 3, 1))], date(2025, 3, 2), ruling=ruled())
    lines = text.explain().splitlines()

    assert [
        "customer, active, as of 2025-03-02",
        "Ruled customer on 2025-01-07: sells them goods only",
        "The records alone tell: client",
        "client leads customer by 1600 points; it takes 1386 to tell them apart",
    ] == lines[:4]
    assert f"Ruled customer by {AUTHOR} on 2025-01-07" in text.explain(show_party=True)


def test_third_kind_is_in_the_background() -> None:
    """Of several kinds the table sets the leader against the next, and says which they are."""
    three = Scorecard((Customer, Guest, Client), traits=[ADVICE], bases={Guest: 100})
    text = told([Consultation(on=DAY)], scorecard=three).explain()

    assert "client leads guest by 650 points" in text
    assert re.search(r"guest │ client$", text, re.MULTILINE)
    assert re.search(r"^Base scores +-100$", text, re.MULTILINE)


# ------------------------------------------------------------------ two whole texts

CLIENT_TEXT = """\
client, active, as of 2025-04-01
client leads customer by 525 points; it takes 500 to tell them apart

Trait                   pro    con  points          customer │ client
Made to measure           4      1    +450                   │█████████████████
Advice                    2      1    +375                   │██████████████▏
Planning                  0      3    -300       ▐███████████│
──────────────────────────────────────────
Lead                                  +525
"""

ASCII_TEXT = """\
Zo?: customer, dormant, as of 2025-09-01
Ruled customer by J?rg on 2025-01-07: a friend of the house,
  and so of all of us here
The records alone tell: undetermined
Undetermined: the lead is below the margin
customer leads client by 800 points; it takes 1386 to tell
  them apart

Trait               pro    con  points    client | customer
Made to measure       0      1    +450           |#########
Beratung f?r al~      0      1    +350           |#######
--------------------------------------
Lead                              +800

Not observed, so 0 points: planning
No record is named as kept, so nothing counts as absent; see
  Business(keeps=...)
Traits are read up to 2025-01-27; silence since then changes
  the stage only
"""


def test_whole_text_of_a_client() -> None:
    """One whole text, to the letter."""
    events = [
        Consultation(on=DAY, served_by="harper"),
        Consultation(on=date(2025, 3, 20)),
        Purchase(on=DAY, standard=False),
        Purchase(on=date(2025, 2, 10), standard=False),
        Purchase(on=date(2025, 3, 22), standard=True),
        Statement("planning", 0, 3, by="mia", on=DAY),
    ]

    assessment = told(events, date(2025, 4, 1), scorecard=card(margin=500))

    assert CLIENT_TEXT == assessment.explain() + "\n"


def test_whole_text_in_ascii() -> None:
    """One whole text of the narrowest width, in ASCII, to the letter."""
    shop = Business("café", period_days=10)
    trait = Trait(
        "x", periods(advised), periods(bought), kappa=1, weight=700, label="Beratung für alle"
    )
    small = Scorecard((Customer, Client), traits=[trait, SAID, MADE])
    assessment = told(
        [Purchase(on=DAY)],
        date(2025, 9, 1),
        business=shop,
        scorecard=small,
        party="Zoë",
        ruling=ruled(by="Jörg", reason="a friend of the house, and so of all of us here"),
    )

    assert ASCII_TEXT == assessment.explain(show_party=True, ascii_only=True, width=60) + "\n"


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize("width", [59, 201, 0, -80, True, 80.0, "80", None])
def test_other_widths_are_refused(width: Any) -> None:
    """A width is a whole number from 60 to 200."""
    with pytest.raises(InvalidValueError, match="width must be a whole number from 60 to 200"):
        told([]).explain(width=width)


@pytest.mark.parametrize("value", [None, "client", Client])
def test_only_assessments_are_explained(value: Any) -> None:
    """Anything but an assessment is refused by name."""
    with pytest.raises(InvalidValueError, match="explain takes an Assessment"):
        explain(value)
