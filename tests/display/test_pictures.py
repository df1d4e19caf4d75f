"""Pictures: well-formed, silent about who it is, safe with hostile words, and exact."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relkit.assessment import Assessment, Ruling, assess
from relkit.book import Book, History
from relkit.business import Business
from relkit.display import mime_bundle, to_html, to_svg
from relkit.errors import InvalidValueError
from relkit.events import Agreement, Consultation, Payment, Purchase, Statement
from relkit.money import Money
from relkit.plans import Line, PaymentPlan, Recurring, ServicePlan, Terms
from relkit.playbook import Playbook, default_playbook
from relkit.relationships import Client, Customer, kind
from relkit.schedules import Every
from relkit.scorecard import Scorecard
from relkit.strategies import ClientService, Context
from relkit.traits import STANDARD_TRAITS, Trait, TraitProfile
from strategies.books import BUSINESSES, facts, rulings
from strategies.oddities import odd_assessments, odd_texts
from strategies.payments import plans
from strategies.plans import playbooks

if TYPE_CHECKING:
    from strategies.books import Fact

DAY = date(2025, 1, 7)
FIRM = Business("firm", industry="law", keeps=["agreement", "consultation", "purchase"])
SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = re.compile(r"<script|<foreignObject|\bid=|\bon\w+=|href|url\(|@import", re.IGNORECASE)
HOSTILE = '"><script>alert(1)</script><!--'


def drawn(value: Any, width: int = 640) -> ET.Element:
    """Parse the picture of a value, after looking through its text."""
    text = to_svg(value, width=width)
    tags = " ".join(re.findall(r"<[^>]*>", text))  # words between tags are escaped, and harmless

    assert FORBIDDEN.search(tags) is None
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert f"{SVG}svg" == root.tag
    assert [f"{SVG}title", f"{SVG}desc", f"{SVG}style"] == [child.tag for child in root[:3]]
    assert "img" == root.get("role")
    return root


def numbers(root: ET.Element, name: str) -> list[str]:
    """Give an attribute of every box that has it."""
    return [found for box in root.iter(f"{SVG}rect") if (found := box.get(name)) is not None]


def texts(root: ET.Element) -> str:
    """Give all that is written in a picture."""
    return " ".join(child.text or "" for child in root.iter(f"{SVG}text"))


def client() -> Assessment:
    """Give a client of a firm."""
    events = [Agreement(on=DAY, form="retainer"), Consultation(on=DAY), Purchase(on=DAY)]
    return assess(events, business=FIRM, party="party-8f2e71", as_of=DAY + timedelta(days=9))


# ------------------------------------------------------------------ waterfall


@given(assessment=odd_assessments(), width=st.integers(300, 2000))
def test_drawn_bars_sum_to_the_lead(assessment: Assessment, width: int) -> None:
    """Law X1 holds of the picture: its bars' points sum to the lead, whatever is drawn."""
    root = drawn(assessment, width)
    points = [int(found) for found in numbers(root, "data-points")]

    assert assessment.lead == sum(points)
    assert [str(assessment.lead)] == numbers(root, "data-lead")


@given(assessment=odd_assessments())
def test_each_bar_begins_where_the_one_before_ended(assessment: Assessment) -> None:
    """The bars of a waterfall hang together, and the last ends where the lead does."""
    boxes = list(drawn(assessment).iter(f"{SVG}rect"))
    spans = [(int(box.get("x", "")), int(box.get("width", ""))) for box in boxes]
    at = None
    for box, (x, width) in zip(boxes[:-1], spans[:-1], strict=True):
        points = int(box.get("data-points", ""))
        start, end = (x, x + width) if points >= 0 else (x + width, x)
        # A bar of nothing, or less than a pixel, is a pixel wide so that it can be seen.
        assert at is None or abs(start - at) <= 1
        at = end
    lead_x, lead_width = spans[-1]
    assert at is None or abs(lead_x + lead_width - at) <= 1


def test_a_kind_has_one_color() -> None:
    """Bars for a client are blue and bars for a customer orange, whoever of them leads."""
    bought = assess([Purchase(on=DAY, standard=True)], business=FIRM, as_of=DAY)
    shops = Business("shop", industry="retail", keeps=["consultation", "purchase"])
    sold = assess([Purchase(on=DAY, standard=True)], business=shops, as_of=DAY)
    for found, leader in ((client(), "p"), (bought, "c"), (sold, "c")):
        boxes = list(drawn(found).iter(f"{SVG}rect"))
        other = "c" if leader == "p" else "p"
        wanted = [leader if int(box.get("data-points", "")) >= 0 else other for box in boxes[:-1]]

        assert [*wanted, leader] == [box.get("class") for box in boxes]
    sides = {box.get("class") for box in drawn(bought).iter(f"{SVG}rect")}
    assert {"p", "c"} == sides


def test_a_waterfall_of_very_many_traits_adds_the_rest_up() -> None:
    """Nothing is left out of the sum, and the picture stays small."""
    traits = [Trait(f"t{n}", 0, 0, kappa=1, weight=10 + n) for n in range(60)]
    card = Scorecard((Customer, Client), traits=traits)
    events: list[Any] = [Purchase(on=DAY)]
    events += [Statement(trait.name, 3, 1, by="ann", on=DAY) for trait in traits]
    found = assess(events, business=FIRM, scorecard=card, as_of=DAY)
    root = drawn(found)

    assert 25 == len(numbers(root, "data-points"))
    assert found.lead == sum(map(int, numbers(root, "data-points")))
    assert "36 others" in texts(root)


def test_a_waterfall_says_what_bars_cannot() -> None:
    """The margin, a ruling, why it is undetermined, base scores, and what was not observed."""
    ruled = Ruling(Customer, by="author-5b90aa", on=DAY, reason="goods only")
    shown = texts(drawn(attrs.evolve(client(), ruling=ruled)))
    unsure = texts(drawn(assess([], business=FIRM, as_of=DAY)))

    @kind
    class Guest(Customer):
        """A kind with a base score."""

    card = Scorecard((Guest, Client), bases={Guest: 300})
    based = texts(drawn(assess([Purchase(on=DAY)], business=FIRM, scorecard=card, as_of=DAY)))

    assert "Dashed: the margin of 1386 points that it takes to tell." in shown
    assert "Ruled on 2025-01-07" in shown
    assert "Not observed, so 0 points: " in shown
    assert "Undetermined: " in unsure
    assert "Base scores" in based


def test_unknown_traits_beyond_those_drawn_are_counted() -> None:
    """A note names the first of very many unknown traits, and counts the others."""
    traits = [Trait(f"t{n}", 0, 0, kappa=1, weight=10) for n in range(60)]
    card = Scorecard((Customer, Client), traits=traits)
    shown = texts(drawn(assess([], business=FIRM, scorecard=card, as_of=DAY)))

    assert "and 36 more" in shown


def test_pictures_name_nobody() -> None:
    """Law X9: neither the party nor the author of a ruling stands in a picture."""
    ruled = Ruling(Client, by="author-5b90aa", on=DAY, reason="goods only")
    found = attrs.evolve(client(), ruling=ruled)
    text = to_svg(found) + to_html(found) + to_svg(found.profile)

    assert not re.search("party-8f2e71|author-5b90aa|goods only", text)


# ------------------------------------------------------------------ profile


@given(
    counts=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=30),
    width=st.integers(300, 2000),
)
@example(counts=[(1, 0)] * 30, width=300)
@example(counts=[(0, 0), (3, 1), (1, 3)], width=2000)
def test_a_profile_draws_what_was_observed(counts: list[tuple[int, int]], width: int) -> None:
    """Each known trait has its bar on the side of its share, each unknown one a mark instead."""
    traits = [Trait(f"t{n}", 0, 0, kappa=2) for n in range(len(counts))]
    profile = TraitProfile.of(
        traits, {t.name: pair for t, pair in zip(traits, counts, strict=True)}
    )
    root = drawn(profile, width)
    known = [pair for pair in counts[:24] if pair != (0, 0)]
    sides = [box.get("class") for box in root.iter(f"{SVG}rect")]

    assert [f"{pro} {con}" for pro, con in known] == numbers(root, "data-counts")
    assert ["c" if pro < con else "p" for pro, con in known if pro * 9 < con or con * 9 < pro] == [
        side
        for side, (pro, con) in zip(sides, known, strict=True)
        if pro * 9 < con or con * 9 < pro
    ]
    assert len(counts[:24]) - len(known) == texts(root).split().count("?")
    assert (len(counts) > 24) == (f"and {len(counts) - 24} more" in texts(root))


def test_no_pole_is_cut_in_a_narrow_profile() -> None:
    """A phone shows every name and every pole of the standard traits whole."""
    profile = TraitProfile.of(STANDARD_TRAITS, {trait.name: (3, 1) for trait in STANDARD_TRAITS})
    for width in (300, 330, 640):
        shown = texts(drawn(profile, width))

        assert "…" not in shown
        for trait in STANDARD_TRAITS:
            assert {trait.label, *trait.poles} <= {
                child.text for child in drawn(profile, width).iter(f"{SVG}text")
            }


def test_no_name_is_cut_in_a_narrow_waterfall() -> None:
    """A phone shows the name of every standard trait whole, and still has room for its bar."""
    said = [
        Statement(on=DAY, trait=trait.name, pro=3, con=1, by="kim") for trait in STANDARD_TRAITS
    ]
    told = assess(said, business=FIRM, as_of=DAY)
    for width in (300, 330, 640):
        root = drawn(told, width)
        bars = [
            int(bar.attrib["x"]) for bar in root.iter(f"{SVG}rect") if "data-points" in bar.attrib
        ]

        assert "…" not in texts(root)
        assert {trait.label for trait in STANDARD_TRAITS} <= {
            child.text for child in root.iter(f"{SVG}text")
        }
        assert min(bars) < max(bars) < width


# ------------------------------------------------------------------ history


@given(
    business=st.sampled_from(BUSINESSES),
    found=st.lists(facts(event_id=st.none(), line=st.none()), max_size=8),
    ruled=st.lists(rulings(), max_size=2),
    width=st.integers(300, 2000),
)
def test_a_history_draws_every_turn(
    business: Business, found: list[Fact], ruled: list[Ruling], width: int
) -> None:
    """Each turn that events made has a tick; the description tells all of them."""
    book = Book(business)
    book.add("ann")
    for fact in found:
        book.record("ann", fact)
    for ruling in ruled:
        book.rule("ann", ruling)
    history = book.history("ann")
    root = drawn(history, width)

    assert sum(bool(turn.events) for turn in history) == len(list(root.iter(f"{SVG}rect")))
    assert "; ".join(map(str, history)) == (root[1].text or "")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((0,), ["new", "active", "dormant"]),
        ((0, 900), ["active", "dormant", "dormant", "active"]),
    ],
)
def test_stages_are_named_whole_or_not_at_all(days: tuple[int, ...], expected: list[str]) -> None:
    """Long stages have their names first, in two rows; where both are full, a mark must do."""
    book = Book(FIRM)
    for day in days:
        book.record("ann", Consultation(on=DAY + timedelta(days=day)))
    until = DAY + timedelta(days=days[-1] + 120)
    root = drawn(book.history("ann", as_of=until), 330)
    stages = {"new", "active", "dormant"}

    assert expected == [child.text for child in root.iter(f"{SVG}text") if child.text in stages]
    assert "…" not in texts(root)


def test_a_long_history_shows_its_end() -> None:
    """Of very many turns the last ones are drawn, and the picture says so."""
    book = Book(Business("shop", period_days=1))
    for n in range(80):
        book.record("ann", Payment(on=DAY + timedelta(days=6 * n)))
    history = book.history("ann")
    shown = texts(drawn(history))

    assert len(history) > 60
    assert f"The last 60 of {len(history)} turns." in shown


def test_a_history_is_a_sequence_of_turns() -> None:
    """It has a length, gives one turn or some, and prints a line for each."""
    book = Book(FIRM)
    book.record("ann", Consultation(on=DAY))
    history = book.history("ann", as_of=DAY + timedelta(days=200))

    assert history.turns == tuple(history) == history[:]
    assert history.turns[0] == history[0]
    assert len(history) == len(str(history).splitlines())
    assert history == History(history.turns, history.until)


# ------------------------------------------------------------------ payments


@given(plan=plans(), width=st.integers(300, 2000))
def test_a_payment_plan_draws_its_first_payments(plan: PaymentPlan, width: int) -> None:
    """Amounts are those of the plan in its order, exact ones full and others outlined."""
    root = drawn(plan, width)
    amounts = [int(found) for found in numbers(root, "data-minor-units")]
    kinds = [box.get("class") for box in root.iter(f"{SVG}rect")]
    dated = [payment for payment, _ in zip(plan.occurrences(), range(16), strict=False)]
    waiting = [payment for payment in plan.lines if payment.due is None]
    wanted = [*dated, *waiting][:16]

    assert [payment.amount.minor_units for payment in wanted] == amounts
    assert ["p" if payment.is_exact else "o" for payment in wanted] == kinds


def test_a_payment_plan_says_what_is_not_drawn() -> None:
    """An open end, more lines than are drawn, estimates, and the total."""
    monthly = Every(months=1)
    rent = Recurring(label="rent", every=monthly, start=DAY, price=Money(9, "USD"))
    terms = Terms(timing="in_advance", every=monthly)
    going = PaymentPlan(model="subscription", terms=terms, recurring=(rent,))
    lines = tuple(Line(label="part", amount=Money(1, "USD"), due=DAY) for _ in range(20))
    long = PaymentPlan(model="installment", terms=terms, lines=lines)
    guess = Line(label="work", amount=Money(1, "USD"), certainty="estimate", trigger="delivery")
    empty = PaymentPlan(model="hourly", terms=terms)

    assert "the first 16 payments are drawn" in texts(drawn(going))
    assert "The first 16 payments are drawn." in texts(drawn(long))
    assert "In all: USD 20.00." in texts(drawn(long))
    assert "Dashed: an estimate" in texts(drawn(attrs.evolve(long, lines=(guess,))))
    assert "Nothing falls due yet" == drawn(empty)[1].text


def test_a_long_title_goes_on_in_the_next_row() -> None:
    """What a payment plan is called is not cut where the picture is narrow."""
    plan = PaymentPlan(model="retainer", terms=Terms(timing="in_advance", every=Every(months=1)))
    rows = [child for child in drawn(plan, 300).iter(f"{SVG}text") if child.get("class") == "h"]

    assert 2 == len(rows)
    assert next(iter(plan.summary())) == " ".join(child.text or "" for child in rows)


# ------------------------------------------------------------------ words


@given(text=odd_texts())
@example(text=HOSTILE)
@example(text="a" * 5000)
@example(text="顧客 & \x00\x1b[31m\ud800")
def test_hostile_words_stay_words(text: str) -> None:
    """No name of a trait, pole, line or plan becomes markup, steers anything, or grows wide."""
    label = text if text.strip() else "x"
    trait = Trait("t", 0, 0, kappa=1, label=label, poles=(label, label))
    payment = Line(label=label, amount=Money(1, "USD"), trigger=label)
    terms = Terms(timing="on_delivery")
    plan = PaymentPlan(model="one_time", terms=terms, lines=(payment,))
    service = ServicePlan(tier="pooled", owner=label)
    for value in (TraitProfile.of([trait], {"t": (1, 2)}), TraitProfile.of([trait], {}), plan):
        drawn(value)
    page = to_html(service)

    assert "<script" not in page
    assert ET.fromstring(page).tag == "figure"  # noqa: S314 - our own text


@given(playbook=playbooks())
def test_a_playbook_is_a_table(playbook: Playbook) -> None:
    """A row for each kind, a cell for each area; what a kind takes from its parent is empty."""
    root = ET.fromstring(to_html(playbook))  # noqa: S314 - our own text
    rows = [[cell.text or "" for cell in row] for row in root.iter("tr")]
    entries = {(of, area): strategy for of, area, strategy in playbook.entries}

    assert ["kind", *playbook.areas] == rows[0]
    assert [of.label for of in playbook.kinds] == [row[0] for row in rows[1:]]
    for of, row in zip(playbook.kinds, rows[1:], strict=True):
        own = [(of, area) in entries for area in playbook.areas]
        assert own == [bool(cell) for cell in row[1:]]


def test_a_narrow_playbook_breaks_between_words() -> None:
    """Names of strategies can break where a word begins; their text stays the same."""
    page = to_html(default_playbook())
    cells = ["".join(cell.itertext()) for cell in ET.fromstring(page).iter("td")]  # noqa: S314 - ours

    assert "Customer<wbr/>Marketing" in page
    assert "CustomerMarketing" in cells


def test_what_can_be_shown_is_shown_in_notebooks() -> None:
    """Text for terminals and a figure for notebooks, each below 6 kB on the standard traits."""
    book = Book(FIRM)
    book.record("acme", Consultation(on=DAY))
    counts = {trait.name: (3, 1) for trait in STANDARD_TRAITS}
    full = TraitProfile.of(STANDARD_TRAITS, counts)
    treatment = default_playbook().treat(client().relationship, Context(today=DAY))
    shown = [client(), full, book.history("acme"), default_playbook(), treatment, *treatment]
    assert PaymentPlan in map(type, shown)
    for value in shown:
        bundle = value._repr_mimebundle_(include=None, exclude=None)

        assert mime_bundle(value) == bundle
        assert {"text/plain", "text/html"} == bundle.keys()
        assert len(bundle["text/html"].encode()) < 6 * 1024
        assert bundle["text/html"].startswith("<figure")
    assert client().explain() == mime_bundle(client())["text/plain"]


def test_a_figure_holds_the_picture() -> None:
    """The HTML of what can be drawn is its SVG, at the width that was asked for."""
    assert to_svg(client(), width=320) in to_html(client(), width=320)


@pytest.mark.parametrize("value", [None, "client", 5, default_playbook(), ClientService()])
def test_what_has_no_picture_is_refused(value: object) -> None:
    """The message says what has one."""
    with pytest.raises(InvalidValueError, match="to_svg draws Assessment, TraitProfile"):
        to_svg(value)


@pytest.mark.parametrize("value", [None, "client", ClientService()])
def test_what_cannot_be_shown_is_refused(value: object) -> None:
    """The message says what can."""
    with pytest.raises(InvalidValueError, match=r"to_html shows .*Playbook, Treatment or Plan"):
        to_html(value)


@pytest.mark.parametrize("width", [299, 2001, 640.0, True, "640"])
def test_a_width_is_a_whole_number_of_pixels(width: object) -> None:
    """From 300 to 2000."""
    with pytest.raises(InvalidValueError, match="width"):
        to_svg(client(), width=width)
