"""`Plan`: what every plan has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

import attrs
from typing_extensions import override

from relkit._guard import check_class
from relkit._notebook import mime_bundle
from relkit._values import Value
from relkit.plans._because import Because
from relkit.plans._fields import part, parts
from relkit.plans._indicators import Indicator
from relkit.plans._text import block, joined, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Plan"]

_BESIDE = ("indicators", "because")  # said beside what a plan says
_EACH_INDICATOR = parts(part(Indicator))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Plan(Value):
    """What is to be done in one area of a relationship: a frozen value with typed parts.

    For an area of your own, subclass it with ``@attrs.frozen(kw_only=True)``; its fields
    are printed by themselves, or as ``summary`` says.

    ``because`` says which strategy made it and why. It is no part of what the plan says:
    two plans with the same parts are equal, whichever way led to them. ``indicators`` say
    by what its success is measured.

    Raises ``InvalidValueError`` for a ``because`` and for ``indicators`` that are none, and
    ``DeclarationError`` for a subclass whose fields its decorator never saw.

    >>> @attrs.frozen(kw_only=True)
    ... class OnboardingPlan(Plan):
    ...     kick_off_days: int
    >>> print(OnboardingPlan(kick_off_days=7))
    Onboarding: kick off days 7
      Because: by hand
    """

    _checked: ClassVar[type | None] = None

    indicators: tuple[Indicator, ...] = ()
    because: Because = attrs.field(default=Because(), eq=False)

    def __new__(cls, *_args: object, **_fields: object) -> Self:
        """Check the class once, then make the object as usual."""
        if cls._checked is not cls:
            check_class(cls, Plan, "@attrs.frozen(kw_only=True)", ("summary",))
            cls._checked = cls
        return object.__new__(cls)

    def __attrs_post_init__(self) -> None:
        """Check what all plans have; subclasses check their own fields after ``super()``."""
        name = type(self).__name__
        part(Because)(self.because, f"{name}.because")
        _EACH_INDICATOR(self.indicators, f"{name}.indicators")

    @property
    def strategy(self) -> str:
        """The name of the strategy that made the plan, or ``"by hand"``."""
        return self.because.strategy

    def explained(self, because: Because) -> Self:
        """Give the same plan with another reason; what was checked is not checked again.

        >>> from relkit.plans import Rule
        >>> print(Plan().explained(Because((Rule("Mine"),))))
        Plan
          Because: Mine
        """
        part(Because)(because, f"{type(self).__name__}.because")
        same = object.__new__(type(self))
        for field in attrs.fields(type(self)):
            object.__setattr__(same, field.name, getattr(self, field.name))
        object.__setattr__(same, "because", because)
        return same

    def summary(self) -> Iterable[str]:
        """Give the plan in a few lines without the reason; the first is the head.

        >>> list(Plan().summary())
        ['Plan']
        """
        title = type(self).__name__.removesuffix("Plan") or "Plan"
        said = (
            f"{plain(field.name)} {value}"
            for field in attrs.fields(type(self))
            if field.name not in _BESIDE and (value := getattr(self, field.name)) is not None
        )
        yield joined([title, joined(said, "; ")], ": ")

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show the plan in a notebook: its words, or payments as bars."""
        return mime_bundle(self)

    @override
    def __str__(self) -> str:
        """Give the plan in short lines of at most 80 columns, ending with its reason."""
        head, *rest = self.summary()
        return block(head, [*rest, f"Because: {self.because}"])
