"""The words in messages, and the strict checks at the doors."""

from __future__ import annotations

import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import IntEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

import relkit.typing
from relkit._checks import a_date, hashable, is_aware, is_id, text, whole, words
from relkit._words import closest, listed, mend, shown
from relkit.errors import InvalidValueError, NotADateError, RelkitError
from relkit.testing import ids, texts
from relkit.testing._strategies.businesses import HOSTILE

DAY = date(2025, 1, 7)
KNOWN = ("payment", "purchase", "message")


class Fails:
    """Raises whatever is asked of it."""

    def __init__(self, error: BaseException) -> None:
        """Know what to raise."""
        self.error = error

    def _fail(self, *_given: object) -> typing.NoReturn:
        raise self.error

    __repr__ = __hash__ = __eq__ = __bool__ = __str__ = _fail


# ------------------------------------------------------------------ words


@settings(deadline=None)
@given(value=texts() | ids() | st.floats() | st.lists(texts()))
def test_anything_is_shown_in_one_short_line(value: object) -> None:
    """What is shown has at most sixty characters, all of them printable."""
    line = shown(value)

    assert len(line) <= 60
    assert line.isprintable()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "'a'"),
        ("a\x00b\n", r"'a\x00b\n'"),
        ("\u202e", r"'\u202e'"),
        ("x" * 100, "'" + "x" * 58 + "…"),
        ("x" * 58, "'" + "x" * 58 + "'"),
        (10**5000, "<int>"),
        (Fails(RuntimeError()), "<Fails>"),
        (Fails(RecursionError()), "<Fails>"),
        ([Fails(ValueError())], "<list>"),
        (type("Line", (), {"__repr__": lambda _: "a\nb\x1b"})(), "a\ufffdb\ufffd"),
    ],
    ids=range(10),
)
def test_shown(value: object, expected: str) -> None:
    """A repr is cut, cleaned of control characters, and replaced by the type where it fails."""
    assert expected == shown(value)


def test_shown_does_not_hide_an_interrupt() -> None:
    """Only errors are swallowed; an interrupt is not."""
    with pytest.raises(KeyboardInterrupt):
        shown(Fails(KeyboardInterrupt()))


@pytest.mark.parametrize(
    ("items", "last", "expected"),
    [
        ([], "or", ""),
        (["a"], "or", "a"),
        (["a", "b"], "or", "a or b"),
        (iter(["a", 2, None]), "and", "a, 2 and None"),
    ],
    ids=range(4),
)
def test_listed(items: object, last: str, expected: str) -> None:
    """Words are joined as a sentence does."""
    assert expected == listed(items, last)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("purchse", "purchase"),
        ("PURCHASE", "purchase"),
        ("paymnt", "payment"),
        ("zzz", None),
        ("", None),
        (5, None),
        (None, None),
        (b"purchase", None),
        ("purchase" * 10_000, None),
    ],
    ids=range(9),
)
def test_closest(word: object, expected: str | None) -> None:
    """The closest known word is found whatever the case; nothing is like what is no text."""
    assert expected == closest(word, KNOWN)


def test_closest_takes_a_stricter_measure() -> None:
    """With a higher cutoff fewer words are alike."""
    assert "message" == closest("massage", KNOWN, 0.8)
    assert closest("massage", KNOWN, 0.9) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("purchse", "Did you mean 'purchase'?"),
        ("zzz", "Known: message, payment, purchase."),
        (5, "Known: message, payment, purchase."),
    ],
)
def test_mend(word: object, expected: str) -> None:
    """The sentence that helps names the closest word, or all of them in order."""
    assert expected == mend(word, iter(KNOWN))
    assert "There is none." == mend(word, [])


@settings(deadline=None)
@given(word=texts(), known=st.lists(st.text(min_size=1, max_size=9), max_size=5))
def test_mending_never_fails(word: str, known: list[str]) -> None:
    """Whatever the words, the sentence is made of known ones."""
    near = closest(word, known)

    starts = ("Did you mean ", "Known: ") if known else ("There is none.",)

    assert near is None or near in known
    assert mend(word, known).startswith(starts)


# ------------------------------------------------------------------ checks


class Size(IntEnum):
    """A whole number with a name."""

    SMALL = 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (7, 7), (10**40, 10**40), (Size.SMALL, 3)],
    ids=["zero", "seven", "huge", "enum"],
)
def test_whole_gives_a_plain_int(value: int, expected: int) -> None:
    """A whole number passes as a plain int, whatever subclass it came as."""
    assert expected == whole(value, "n")
    assert int is type(whole(value, "n"))


@pytest.mark.parametrize(
    "value",
    [True, False, 1.0, float("nan"), "1", None, Decimal(1), [1], Fails(ValueError())],
    ids=range(9),
)
def test_whole_refuses_what_is_no_int(value: object) -> None:
    """A truth value, a float, a Decimal or a text is no whole number."""
    with pytest.raises(InvalidValueError, match="n must be a whole number of at least 0, not"):
        whole(value, "n")


@pytest.mark.parametrize(
    ("value", "maximum"), [(-1, None), (11, 10), (-(10**5000), None)], ids=range(3)
)
def test_whole_refuses_what_is_out_of_range(value: int, maximum: int | None) -> None:
    """The bounds are part of the message."""
    allowed = "at least 0" if maximum is None else "from 0 to 10"

    with pytest.raises(InvalidValueError, match=f"n must be a whole number .*{allowed}; .* range"):
        whole(value, "n", 0, maximum)


class Day(date):
    """A date with more to it."""


def test_a_date_passes_as_a_plain_one() -> None:
    """A date passes; one of a subclass passes as a plain date."""
    assert DAY is a_date(DAY, "d")
    assert DAY == a_date(Day(2025, 1, 7), "d")
    assert date is type(a_date(Day(2025, 1, 7), "d"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2025, 1, 7, tzinfo=UTC), "local_date"),
        (datetime.fromisoformat("2025-01-07T10:00"), "local_date"),
        ("2025-01-07", "date.fromisoformat"),
        (None, "d must be a datetime.date"),
        (20250107, "d must be a datetime.date"),
    ],
    ids=str,
)
def test_a_date_refuses_everything_else(value: object, said: str) -> None:
    """A datetime is no date, and the message says how its day is found."""
    with pytest.raises(NotADateError, match=said):
        a_date(value, "d")


@settings(deadline=None)
@given(value=ids())
def test_ids_pass_as_they_are(value: object) -> None:
    """Anything hashable that is equal to itself is an id."""
    assert value is hashable(value, "id")
    assert is_id(value)


@pytest.mark.parametrize(
    "value",
    [
        *([], {}, (1, []), float("nan"), Decimal("NaN"), Decimal("sNaN")),
        *(Fails(TypeError()), Fails(ValueError()), Fails(KeyError())),
    ],
    ids=range(9),
)
def test_hashable_refuses_what_cannot_be_found_again(value: object) -> None:
    """What has no hash, is unequal to itself, or raises when asked, is no id."""
    assert not is_id(value)
    with pytest.raises(InvalidValueError, match="id must be hashable and equal to itself"):
        hashable(value, "id")


@pytest.mark.parametrize("value", ["a", " a ", *HOSTILE], ids=range(2 + len(HOSTILE)))
def test_text_passes(value: str) -> None:
    """Text with something in it passes as it is."""
    assert value == text(value, "name")
    assert (value,) == words([value], "names")


@pytest.mark.parametrize("value", ["", " \n", None, 5, b"a", ["a"]], ids=repr)
def test_text_refuses_everything_else(value: object) -> None:
    """Empty text, bytes and anything else is no text."""
    with pytest.raises(InvalidValueError, match="name must be text that is not empty"):
        text(value, "name")
    with pytest.raises(InvalidValueError, match="each of names must be text"):
        words([value], "names")


@pytest.mark.parametrize("value", ["purchase", 5, None], ids=repr)
def test_words_refuse_one_bare_word(value: object) -> None:
    """One word is a slip, not a collection of letters."""
    with pytest.raises(InvalidValueError, match="collection of words such as"):
        words(value, "names")


class Zone(tzinfo):
    """A time zone that fails in one way or another."""

    def __init__(self, offset: object) -> None:
        """Know what to answer."""
        self.offset = offset

    @override
    def utcoffset(self, _moment: datetime | None) -> object:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (timedelta(0), True),
        (timedelta(hours=-23), True),
        (None, False),
        (timedelta(days=5), False),
        (5, False),
        (ValueError(), False),
        (OverflowError(), False),
    ],
    ids=repr,
)
def test_an_instant_is_aware_if_its_offset_can_be_had(offset: object, expected: bool) -> None:
    """A datetime whose time zone has no answer names no instant."""
    assert expected == is_aware(datetime(2025, 1, 7, tzinfo=Zone(offset)))


REFUSED: dict[Callable[[object, str], object], tuple[object, ...]] = {
    a_date: (None, 0.5, [], Fails(KeyError()), "2025-01-07", object),
    hashable: ([], {}, [Fails(ValueError())], Fails(KeyError()), float("nan")),
    text: (None, 0.5, [], Fails(KeyError()), "", DAY),
    whole: (None, 0.5, [], Fails(KeyError()), True, -1, "5"),
    words: (None, 0.5, "word", Fails(KeyError()), [None], [Fails(ValueError())], [""]),
}


@pytest.mark.parametrize("check", REFUSED, ids=lambda check: check.__name__)
def test_checks_name_the_argument_whatever_is_wrong(check: Callable[[object, str], object]) -> None:
    """What a check refuses, it refuses with an error of relkit that names the argument."""
    for value in REFUSED[check]:
        with pytest.raises(RelkitError, match="the argument"):
            check(value, "the argument")


def test_types_for_annotations() -> None:
    """The types that users annotate with are any hashable value and any mapping of texts."""
    assert ["BusinessId", "EventId", "PartyId", "Record"] == relkit.typing.__all__
    assert Hashable is relkit.typing.PartyId is relkit.typing.BusinessId is relkit.typing.EventId
    assert Mapping[str, object] == relkit.typing.Record
