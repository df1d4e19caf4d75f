"""``@kind`` and `Relationship`: the pair of a business and a party, and the kinds below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import (
    Any,
    ClassVar,
    Final,
    Literal,
    Self,
    TypeAlias,
    TypeGuard,
    TypeVar,
    cast,
    get_args,
)

import attrs
from typing_extensions import dataclass_transform

from relkit._checks import a_date, hashable, text, whole
from relkit._guard import check_class, check_defaults
from relkit._words import listed, shown
from relkit.errors import DeclarationError, InvalidValueError
from relkit.relationships._stage import Stage
from relkit.traits import WEIGHT_MOST, TraitProfile
from relkit.typing import BusinessId, PartyId

__all__ = ["PartyType", "Relationship", "is_kind", "kind", "needed"]

PartyType: TypeAlias = Literal["person", "organization"]
"""What the party is. Law asks it (late fees between firms, S64); the kind never does."""

_PARTY_TYPES: Final = get_args(PartyType)
_HOOKS = ("weights", "label", "tag")

ClassT = TypeVar("ClassT")
KindT = TypeVar("KindT", bound="Relationship")
"""Any kind of relationship."""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _checked_weights(owner: str, weights: object) -> Mapping[str, int]:
    if not isinstance(weights, Mapping):
        msg = f"{owner}.weights maps trait names to points, it is not {shown(weights)}."
        raise DeclarationError(msg)
    given = cast("Mapping[object, object]", weights)
    return MappingProxyType(
        {
            text(name, f"each trait in {owner}.weights"): whole(
                points, f"{owner}.weights[{shown(name)}]", -WEIGHT_MOST, WEIGHT_MOST
            )
            for name, points in given.items()
        }
    )


def is_kind(value: object) -> TypeGuard[type[Relationship]]:
    """Tell whether a value is `Relationship` or a class below it."""
    return isinstance(value, type) and issubclass(value, Relationship)


def needed(cls: type[Relationship]) -> tuple[str, ...]:
    """Name the arguments that a kind needs and no record tells."""
    shared = {field.alias for field in attrs.fields(Relationship)}
    return tuple(
        str(field.alias)
        for field in attrs.fields(cls)
        if field.init and field.default is attrs.NOTHING and field.alias not in shared
    )


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def kind(cls: type[KindT]) -> type[KindT]:
    """Declare a kind of relationship: a frozen, keyword-only class below `Relationship`.

    Class attributes say what the kind is: ``weights`` (points per trait, relative to the
    transactional reference; by default the parent's), ``label`` and ``tag``. Annotated
    attributes are fields of its own.

    Raises ``DeclarationError`` for a class that is not below `Relationship`, and
    ``InvalidValueError`` for weights that are no whole numbers of points.

    >>> from relkit import Client
    >>> @kind
    ... class Patient(Client):
    ...     mrn: str = ""
    >>> Patient(party="ann", business="clinic", mrn="7").label
    'patient'
    """
    if not is_kind(cls):
        msg = f"@kind declares classes below Relationship, not {shown(cls)}."
        raise DeclarationError(msg)
    check_defaults(cls, "@kind")
    own = cls.__dict__
    cls.weights = _checked_weights(cls.__name__, cls.weights)
    cls.tag = text(own.get("tag", _snake(cls.__name__)), f"{cls.__name__}.tag")
    cls.label = text(own.get("label", cls.tag.replace("_", " ")), f"{cls.__name__}.label")
    made = attrs.frozen(cls, kw_only=True)
    slips = [field.name for field in attrs.fields(made) if field.name in _HOOKS]
    if slips:
        msg = (
            f"{cls.__name__} declares {slips[0]} as a field, but it says what the kind is: "
            f"write `{slips[0]}: ClassVar[...] = ...`."
        )
        raise DeclarationError(msg)
    return made


def _hashable(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    hashable(value, field.name)


def _optional_date(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        a_date(value, field.name)


def _optional_period(_owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        whole(value, field.name, 1)


def _optional_stage(_owner: object, _field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Stage):
        msg = f"stage is a Stage such as Stage.ACTIVE, or None, not {shown(value)}."
        raise InvalidValueError(msg)


def _optional_profile(_owner: object, _field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, TraitProfile):
        msg = f"profile is a TraitProfile, or None, not {shown(value)}."
        raise InvalidValueError(msg)


def _optional_party_type(_owner: object, _field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and value not in _PARTY_TYPES:
        allowed = listed(map(repr, _PARTY_TYPES))
        msg = f"party_type is {allowed}, or None where nobody knows, not {shown(value)}."
        raise InvalidValueError(msg)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def _declared(cls: type[ClassT]) -> type[ClassT]:
    """Freeze the root in the very words of ``@kind``: else mypy would lose its fields below it."""
    return attrs.frozen(cls, kw_only=True)


@_declared
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
        party_type: ``"person"`` or ``"organization"``, if known. Only the law of payments
            asks it; it is no sign of the kind (S64), and no scorecard reads it.

    Raises ``InvalidValueError`` and ``NotADateError`` for values that cannot be.

    >>> Relationship(party="acme", business="harper-law").line is None
    True
    """

    weights: ClassVar[Mapping[str, int]] = MappingProxyType({})
    label: ClassVar[str] = "undetermined"
    tag: ClassVar[str] = "relationship"
    _checked: ClassVar[type | None] = None
    __attrs_attrs__: ClassVar[Any]  # attrs sets it; said here so that type checkers know

    party: PartyId = attrs.field(validator=_hashable)
    business: BusinessId = attrs.field(validator=_hashable)
    line: str | None = attrs.field(default=None, validator=_hashable)
    stage: Stage | None = attrs.field(default=None, validator=_optional_stage)
    profile: TraitProfile | None = attrs.field(
        default=None, repr=False, validator=_optional_profile
    )
    since: date | None = attrs.field(default=None, validator=_optional_date)
    last_engaged: date | None = attrs.field(default=None, validator=_optional_date)
    period_days: int | None = attrs.field(default=None, validator=_optional_period)
    party_type: PartyType | None = attrs.field(default=None, validator=_optional_party_type)

    def __new__(cls, *_args: object, **_fields: object) -> Self:
        """Check the class once, then make the object as usual."""
        if cls._checked is not cls:
            check_class(cls, Relationship, "@kind", _HOOKS)
            cls._checked = cls
        return object.__new__(cls)
