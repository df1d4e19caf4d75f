"""The two kinds that the subject tells apart, and the way from one kind to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import attrs

from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError, UnknownNameError
from relkit.relationships._kind import Relationship, is_kind, kind
from relkit.traits import STANDARD_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Client", "Customer", "as_kind"]

KindT = TypeVar("KindT", bound=Relationship)


@kind
class Customer(Relationship):
    """A party that buys: short-term, standard, passive, price-led (rows S2, S7-S27).

    The transactional reference: its weights are empty and its points 0, so that every
    other kind's points say how far it leads or trails this one. A customer is not a
    lesser client (row S74).

    >>> dict(Customer.weights)
    {}
    """

    weights: ClassVar[Mapping[str, int]] = {}


@kind
class Client(Relationship):
    """A party that engages a professional: ongoing, tailored, collaborative, trusting (S1, S5).

    Its weights are the standard traits' own. A kind below it takes each trait's own weight
    wherever its ``weights`` name no other.

    >>> Client(party="acme", business="harper-law").label
    'client'
    """

    weights: ClassVar[Mapping[str, int]] = STANDARD_WEIGHTS


def as_kind(relationship: Relationship, to: type[KindT], **fields: object) -> KindT:
    """Give the relationship as another kind, with the fields that both kinds have (law C21).

    ``fields`` sets the new kind's own fields, or changes shared ones.

    Raises ``UnknownNameError`` for a field that the kind has not, and ``InvalidValueError``
    where a field without a default is missing or a value is refused.

    >>> as_kind(Customer(party="acme", business="harper-law"), Client, line="advice").line
    'advice'
    """
    if not isinstance(relationship, Relationship):
        msg = f"as_kind takes a relationship, not {shown(relationship)}."
        raise InvalidValueError(msg)
    if not is_kind(to):
        msg = f"A relationship becomes a kind such as Client, not {shown(to)}."
        raise InvalidValueError(msg)
    known = {str(field.alias): field for field in attrs.fields(to) if field.init}
    for name in fields:
        if name not in known:
            msg = f"{to.__name__} has no field {name!r}. {mend(name, known)}"
            raise UnknownNameError(msg)
    shared: dict[str, Any] = {
        str(field.alias): getattr(relationship, field.name)
        for field in attrs.fields(type(relationship))
        if field.alias in known
    }
    given: dict[str, Any] = {**shared, **fields}
    missing = [n for n, f in known.items() if f.default is attrs.NOTHING and n not in given]
    if missing:
        msg = f"{to.__name__} needs {listed(missing, 'and')}: give as_kind(..., {missing[0]}=...)."
        raise InvalidValueError(msg)
    return to(**given)
