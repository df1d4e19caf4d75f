"""`assess`: from events to an explained result without a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relkit._checks import a_date
from relkit._words import shown
from relkit.assessment._assessment import Assessment
from relkit.assessment._ruling import Ruling
from relkit.business import Business
from relkit.errors import InvalidValueError
from relkit.events import event_from_record
from relkit.evidence import Evidence, fold
from relkit.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from relkit.events import Event, Statement
    from relkit.typing import PartyId, Record

__all__ = ["assess", "assess_evidence", "standard_scorecard"]

_STANDARD = Scorecard()


def standard_scorecard() -> Scorecard:
    """Give the scorecard of `Customer` and `Client` with the standard traits.

    >>> [kind.label for kind in standard_scorecard().kinds]
    ['customer', 'client']
    """
    return _STANDARD


def assess(  # noqa: PLR0913 - one question with optional context, all by keyword
    events: Iterable[Event | Statement | Record],
    *,
    business: Business,
    as_of: date,
    party: PartyId | None = None,
    line: str | None = None,
    scorecard: Scorecard | None = None,
    ruling: Ruling | None = None,
) -> Assessment:
    """Assess one relationship from its events (or records) up to and on ``as_of``.

    Events after ``as_of`` are left out (law E12), and with ``line`` those of other lines;
    their order does not matter (law E5). Events are not deduplicated; a ``Book`` does that.

    Raises as ``events_from_records`` and ``Accumulator.record`` do.

    >>> from datetime import date
    >>> from relkit import Business, Consultation
    >>> firm = Business("harper-law", industry="law")
    >>> talk = Consultation(on=date(2025, 1, 9), minutes=90)
    >>> assess([talk], business=firm, as_of=date(2025, 1, 10)).label
    'client'
    """
    card = _STANDARD if scorecard is None else scorecard
    _check("business", business, Business)
    _check("scorecard", card, Scorecard)
    read = (event_from_record(event, business=business) for event in events)
    chosen = (event for event in read if line is None or event.line == line)
    evidence = fold(
        chosen, layout=card.layout, business=business, party=party, until=a_date(as_of, "as_of")
    )
    return assess_evidence(
        evidence, business=business, as_of=as_of, line=line, scorecard=card, ruling=ruling
    )


def assess_evidence(  # noqa: PLR0913 - as above
    evidence: Evidence,
    *,
    business: Business,
    as_of: date,
    line: str | None = None,
    scorecard: Scorecard | None = None,
    ruling: Ruling | None = None,
) -> Assessment:
    """Assess one relationship from its evidence; the caller vouches for ``as_of``.

    >>> from datetime import date
    >>> from relkit import Business, Evidence
    >>> card, shop = standard_scorecard(), Business("shop")
    >>> evidence = Evidence.empty(card.layout, shop)
    >>> assess_evidence(evidence, business=shop, as_of=date(2025, 1, 7)).stage.value
    'prospect'
    """
    card = _STANDARD if scorecard is None else scorecard
    _check("evidence", evidence, Evidence)
    _check("business", business, Business)
    _check("scorecard", card, Scorecard)
    _check("ruling", ruling, (Ruling, type(None)))
    scoring = card.score(evidence, business, as_of)
    in_force = ruling if ruling is not None and ruling.is_in_force(as_of) else None
    return Assessment(
        scorecard=card,
        business=business,
        party=evidence.party,
        line=line,
        as_of=as_of,
        scoring=scoring,
        ruling=in_force,
    )


def _check(name: str, value: object, kind: type | tuple[type, ...]) -> None:
    """Refuse an argument of another type; the fault would surface far from its cause."""
    if not isinstance(value, kind):
        wanted = kind[0] if isinstance(kind, tuple) else kind
        msg = f"{name} must be of type {wanted.__name__}, not {shown(value)}."
        raise InvalidValueError(msg)
