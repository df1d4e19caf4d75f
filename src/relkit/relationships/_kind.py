"""``@kind`` and `Relationship`: the pair of a business and a party, and the kinds below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import attrs
from typing_extensions import Self, dataclass_transform

from relkit._checks import hashable, text, whole
from relkit._guard import check_class
from relkit._words import shown
from relkit.errors import DeclarationError
from relkit.relationships._stage import Stage
from relkit.traits import WEIGHT_MOST, TraitProfile

if TYPE_CHECKING:
    from relkit.typing import BusinessId, PartyId

__all__ = ["Relationship", "kind"]

KindT = TypeVar("KindT", bound="Relationship")
"""Any kind of relationship."""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _checked_weights(owner: str, weights: object) -> Mapping[str, int]:
    if not isinstance(weights, Mapping):
        msg = f"{owner}.weights maps trait names to points, it is not {shown(weights)}."
        raise DeclarationError(msg)
    for name, points in weights.items():
        text(name, f"each trait in {owner}.weights")
        whole(points, f"{owner}.weights[{name!r}]", -WEIGHT_MOST, WEIGHT_MOST)
    return MappingProxyType(dict(weights))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def kind(cls: type[KindT]) -> type[KindT]:
    """Declare a kind of relationship: a frozen, keyword-only class below `Relationship`.

    Class attributes say what the kind is: ``weights`` (points per trait, relative to the
    transactional reference; by default the parent's), ``label`` and ``tag``. Annotated
    attributes are fields of its own.

    Raises ``DeclarationError`` for a class that is not below `Relationship`, and for weights
    that are no whole numbers of points.

    >>> @kind
    ... class Patient(Client):
    ...     mrn: str = ""
    >>> Patient(party="ann", business="clinic", mrn="7").label
    'patient'
    """
    if not isinstance(cls, type) or not issubclass(cls, _root()):
        msg = f"@kind declares classes below Relationship, not {shown(cls)}."
        raise DeclarationError(msg)
    own = cls.__dict__
    cls.weights = _checked_weights(cls.__name__, cls.weights)
    cls.tag = text(own.get("tag", _snake(cls.__name__)), f"{cls.__name__}.tag")
    cls.label = text(own.get("label", cls.tag.replace("_", " ")), f"{cls.__name__}.label")
    return attrs.frozen(cls, kw_only=True)


def _root() -> type:
    return Relationship


@attrs.frozen(kw_only=True)
class Relationship:
    """The pair of a business and a party, optionally narrowed by a line of business (S47).

    Kinds are kinds of relationship, never of party: one person is a café's customer and a
    law firm's client at once. A plain ``Relationship`` is one of undetermined kind.

    Args:
        party: the party's id.
        business: the business's id.
        line: the line of business that it is narrowed to, or None for all of it.
        stage: where it stands in time, if known.
        profile: what was observed of its traits, if it was assessed.
        since: the day of its first engagement, if known.
        last_engaged: the day of its last engagement, if known.
        period_days: the natural period of the trade, in days.

    >>> Relationship(party="acme", business="harper-law").line is None
    True
    """

    weights: ClassVar[Mapping[str, int]] = MappingProxyType({})
    label: ClassVar[str] = "undetermined"
    tag: ClassVar[str] = "relationship"
    _checked: ClassVar[type | None] = None

    party: PartyId = attrs.field()
    business: BusinessId = attrs.field()
    line: str | None = None
    stage: Stage | None = None
    profile: TraitProfile | None = attrs.field(default=None, repr=False)
    since: date | None = None
    last_engaged: date | None = None
    period_days: int | None = None

    def __new__(cls, *_args: object, **_fields: object) -> Self:
        """Check the class once, then make the object as usual."""
        if cls._checked is not cls:
            check_class(cls, Relationship, "@kind", ("weights", "label", "tag"))
            cls._checked = cls
        return object.__new__(cls)

    @party.validator
    def _validate_party(self, _attribute: object, value: object) -> None:
        hashable(value, "party")

    @business.validator
    def _validate_business(self, _attribute: object, value: object) -> None:
        hashable(value, "business")


