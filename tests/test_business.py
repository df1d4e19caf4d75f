"""The business: its trade, its period, what it keeps, and the day that an instant is there."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.events import Massage, Workout

from relkit.business import DEFAULT_PERIOD_DAYS, INDUSTRIES, Business, Industry, industry
from relkit.errors import (
    InvalidValueError,
    NotADateError,
    RelkitError,
    UnknownCurrencyError,
    UnknownNameError,
)
from relkit.events import STANDARD_EVENT_TYPES
from relkit.money import Currency
from relkit.testing import businesses, ids
from relkit.testing._strategies.businesses import HOSTILE, TIME_ZONES

EARLY, LATE = (datetime.fromisoformat(text) for text in ("0002-01-01", "9998-12-31"))


@settings(deadline=None)
@given(business=businesses())
def test_businesses_are_values(business: Business) -> None:
    """A business is a frozen value that is made again from its parts, pickled, and hashed."""
    names = ("industry", "currency", "time_zone", "keeps", "period_days")
    parts = {name: getattr(business, name) for name in names}

    assert business == Business(business.business_id, **parts)
    assert business == pickle.loads(pickle.dumps(business))
    assert hash(business) == hash(pickle.loads(pickle.dumps(business)))
    assert business == attrs.evolve(business)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        business.industry = "law"


@settings(deadline=None)
@given(business_id=ids())
def test_a_business_is_known_by_any_id(business_id: object) -> None:
    """Nothing but an id must be known of a business; it can be anything hashable."""
    business = Business(business_id)

    assert business_id == business.business_id
    assert (None, None, None, frozenset(), 30) == (
        business.industry,
        business.currency,
        business.time_zone,
        business.keeps,
        business.period_days,
    )
    assert business.setting is None


# ------------------------------------------------------------------ trades


@pytest.mark.parametrize(
    ("name", "setting", "days"),
    [
        ("law", "client", 30),
        ("Law firm", "client", 30),
        ("  LAW-FIRM ", "client", 30),
        ("accounting", "client", 365),
        ("insurance_agency", "client", 365),
        ("financial advice", "client", 90),
        ("banking", None, 90),
        ("healthcare", None, 180),
        ("veterinarian", None, 180),
        ("electronics_retail", "customer", 30),
        ("Book retail", "customer", 30),
        ("retail", "customer", 30),
        ("coffee shop", "customer", 30),
        ("space travel", None, DEFAULT_PERIOD_DAYS),
        ("lawn", None, 30),
        *((text, None, 30) for text in HOSTILE),
    ],
    ids=range(15 + len(HOSTILE)),
)
def test_trade_tells_setting_and_period(name: str, setting: str | None, days: int) -> None:
    """A trade is found by name or alias, whatever the case; an unlisted one tells nothing."""
    business = Business("b", industry=name)

    assert (setting, days) == (business.setting, business.period_days)
    assert industry(name) == business.trade


def test_trades_are_listed_under_their_own_names() -> None:
    """Each listed trade is found by its name, and the list cannot be changed."""
    assert all(
        trade == industry(name) == INDUSTRIES[trade.name] for name, trade in INDUSTRIES.items()
    )
    assert {"client", "customer", None} == {trade.setting for trade in INDUSTRIES.values()}
    assert Industry("space_travel") == industry("Space Travel")
    with pytest.raises(TypeError):
        INDUSTRIES["law"] = Industry("law")


def test_given_period_wins_over_the_trades() -> None:
    """A period that is given replaces the natural one of the trade."""
    assert 7 == Business("b", industry="accounting", period_days=7).period_days


# ------------------------------------------------------------------ what is kept


def test_a_kept_field_means_that_its_record_is_kept() -> None:
    """Keeping discounts is keeping purchases; not the other way round."""
    business = Business("b", keeps=["purchase.discount", "message"])

    assert {"purchase", "purchase.discount", "message"} == business.keeps
    assert business.does_keep("purchase")
    assert not business.does_keep("message.about")
    assert not business.does_keep("feedback")


def test_fields_are_named_as_in_records() -> None:
    """A kept field has the name that it has in records, which is not always the attribute's."""
    business = Business("b", keeps=["feedback.input", "purchase.id"])

    assert business.does_keep("feedback.input")
    with pytest.raises(UnknownNameError, match="Did you mean 'input'"):
        Business("b", keeps=["feedback.is_input"])


def test_every_standard_record_and_field_can_be_kept() -> None:
    """Each field of each standard event can be kept by name."""
    for kind in STANDARD_EVENT_TYPES:
        for field in attrs.fields(kind):
            name = f"{kind.tag}.{field.alias}"

            assert Business("b", keeps=[name]).does_keep(name)


def test_event_types_of_ones_own_can_be_kept() -> None:
    """A user's own type is kept by its tag, or by its class where the tag looks like a slip."""
    assert Business("b", keeps=["workout", "workout.coach"]).does_keep("workout.coach")
    assert Business("b", keeps=[Workout, "workout.coach"]).does_keep("workout")
    assert {"massage", "massage.oil"} == Business("b", keeps=[Massage, "massage.oil"]).keeps
    assert {"massage", "massage.oil"} == Business("b", keeps=["massage.oil", Massage]).keeps
    with pytest.raises(UnknownNameError, match=r"'message'.*give the class"):
        Business("b", keeps=["massage"])
    with pytest.raises(UnknownNameError, match="Did you mean 'coach'"):
        Business("b", keeps=[Workout, "workout.couch"])


@pytest.mark.parametrize(
    ("keeps", "error", "said"),
    [
        ("purchase", InvalidValueError, r"collection of words such as \['purchase'\]"),
        (5, InvalidValueError, "collection of words"),
        (None, InvalidValueError, "collection of words"),
        (Workout, InvalidValueError, "collection of words"),
        ([5], InvalidValueError, "each of keeps"),
        ([int], InvalidValueError, "each of keeps"),
        ([""], InvalidValueError, "each of keeps"),
        (["purchase."], InvalidValueError, "not 'purchase.'"),
        ([".discount"], InvalidValueError, "records such as 'purchase'"),
        (["purchase discount"], InvalidValueError, "one field of one"),
        (["purchase.discount.share"], InvalidValueError, "one field of one"),
        (["purchse"], UnknownNameError, "Did you mean 'purchase'"),
        (["Purchase"], UnknownNameError, "Did you mean 'purchase'"),
        (["consultations"], UnknownNameError, "Did you mean 'consultation'"),
        (["purchase.discont"], UnknownNameError, "Did you mean 'discount'"),
        (["referral.amount"], UnknownNameError, "it has id, line, on and party"),
        *(([text], RelkitError, ".") for text in HOSTILE if not text.isidentifier()),
    ],
    ids=range(16 + len([text for text in HOSTILE if not text.isidentifier()])),
)
def test_what_cannot_be_kept_is_refused(keeps: object, error: type, said: str) -> None:
    """A typo in a record or field is named with the closest one; anything else is refused."""
    with pytest.raises(error, match=said):
        Business("b", keeps=keeps)


# ------------------------------------------------------------------ days


@settings(deadline=None)
@given(
    instant=st.datetimes(EARLY, LATE, timezones=st.timezones()),
    zone=st.sampled_from(TIME_ZONES),
)
def test_local_date_is_the_day_at_the_business(instant: datetime, zone: str) -> None:
    """The same instant is one day at the business, wherever it was written down."""
    business = Business("b", time_zone=zone)
    expected = instant.astimezone(ZoneInfo(zone)).date()

    assert expected == business.local_date(instant)
    assert expected == business.local_date(instant.astimezone(UTC))
    assert expected == Business("b", time_zone=ZoneInfo(zone)).local_date(instant)


def test_time_zones_are_names_or_tzinfo() -> None:
    """A time zone is an IANA name or any tzinfo."""
    late = datetime(2025, 1, 7, 23, 0, tzinfo=UTC)
    fixed = timezone(timedelta(hours=2))

    assert date(2025, 1, 8) == Business("b", time_zone=fixed).local_date(late)
    assert ZoneInfo("Europe/Berlin") == Business("b", time_zone="Europe/Berlin").time_zone


@pytest.mark.parametrize(
    ("instant", "error", "said"),
    [
        (EARLY, NotADateError, "is not an aware datetime"),
        (date(2025, 1, 7), NotADateError, "is not an aware datetime"),
        ("2025-01-07", NotADateError, "is not an aware datetime"),
        (None, NotADateError, "is not an aware datetime"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=9))), InvalidValueError, "1 to 9999"),
        (
            datetime.max.replace(tzinfo=timezone(-timedelta(hours=9))),
            InvalidValueError,
            "no day of",
        ),
    ],
    ids=range(6),
)
def test_what_has_no_day_is_refused(instant: object, error: type, said: str) -> None:
    """A naive datetime, a plain date, text, and the two ends of time have no local day."""
    with pytest.raises(error, match=said):
        Business("b", time_zone="UTC").local_date(instant)


def test_days_need_a_time_zone() -> None:
    """A business without a time zone says how to give one."""
    with pytest.raises(InvalidValueError, match=r"time_zone='Europe/Berlin'"):
        Business("b").local_date(datetime(2025, 1, 7, tzinfo=UTC))


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"business_id": []}, InvalidValueError, "id of a business must be hashable"),
        ({"business_id": float("nan")}, InvalidValueError, "equal to itself"),
        ({"industry": ""}, InvalidValueError, "industry must be text"),
        ({"industry": 5}, InvalidValueError, "industry must be text"),
        ({"currency": "EURO"}, UnknownCurrencyError, "EURO"),
        ({"currency": ""}, InvalidValueError, "currency must be text"),
        ({"currency": 5}, InvalidValueError, "currency must be text"),
        ({"time_zone": "Europe/Berln"}, InvalidValueError, "IANA name"),
        ({"time_zone": "Europe"}, InvalidValueError, "IANA name"),
        ({"time_zone": "../etc/passwd"}, InvalidValueError, "IANA name"),
        ({"time_zone": 5}, InvalidValueError, "time_zone must be text"),
        *(({"time_zone": text}, InvalidValueError, "time_zone must be") for text in HOSTILE),
        ({"period_days": 0}, InvalidValueError, "from 1 to 3660; 0 is out of range"),
        ({"period_days": -30}, InvalidValueError, "out of range"),
        ({"period_days": 3661}, InvalidValueError, "out of range"),
        ({"period_days": 10**5000}, InvalidValueError, "<int> is out of range"),
        ({"period_days": 30.0}, InvalidValueError, "not 30.0"),
        ({"period_days": True}, InvalidValueError, "not True"),
        ({"period_days": "30"}, InvalidValueError, "not '30'"),
        ({"period_days": None}, InvalidValueError, "not None"),
    ],
    ids=range(19 + len(HOSTILE)),
)
def test_bad_input_is_refused(change: dict[str, object], error: type, said: str) -> None:
    """Each argument of a business refuses what it cannot be, in few printable words."""
    with pytest.raises(error, match=said) as caught:
        Business(**({"business_id": "b"} | change))

    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["", "  ", None, 5, b"law"], ids=repr)
def test_industries_are_named_by_text(name: object) -> None:
    """A trade is asked for by text with something in it."""
    with pytest.raises(InvalidValueError, match="named by text such as 'law'"):
        industry(name)


def test_currency_is_a_code_or_a_currency() -> None:
    """The currency of whole amounts is given as a code or as such."""
    assert Currency.of("EUR") == Business("b", currency="EUR").currency
    assert Currency("ABC", 3) == Business("b", currency=Currency("ABC", 3)).currency
