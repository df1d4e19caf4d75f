"""What Hypothesis calls when it is imported: from then on ``from_type`` knows relkit's classes.

Hypothesis finds it by the entry point in pyproject.toml wherever relkit is installed. It
registers relkit's own classes and no other type; their strategies are made, and
``relkit.testing`` is imported, when one is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from inspect import isclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["public_classes", "register"]

_DOORS = (
    "assessment",
    "book",
    "business",
    "events",
    "evidence",
    "measures",
    "money",
    "plans",
    "playbook",
    "relationships",
    "schedules",
    "scorecard",
    "strategies",
    "traits",
)


def public_classes() -> Iterator[type]:
    """Give every class of relkit that a public door offers, errors apart."""
    for door in _DOORS:
        module = import_module(f"relkit.{door}")
        for name in module.__all__:
            offered = getattr(module, name)
            if isclass(offered) and offered.__module__.startswith("relkit."):
                yield offered


def register() -> None:
    """Tell Hypothesis of every public class of relkit."""
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 - an extra

    for offered in public_classes():
        register_type_strategy(offered, _strategy)


def _strategy(of: type[Any]) -> Any:  # noqa: ANN401 - a strategy, or NotImplemented
    """Give the strategy for a class of relkit, when it is first asked for.

    Hypothesis asks for what is above them, too, such as ``Hashable``: that is none of ours.
    """
    if not of.__module__.startswith("relkit."):
        return NotImplemented
    from relkit.testing import instances  # noqa: PLC0415 - it needs the extra

    return instances(of)
