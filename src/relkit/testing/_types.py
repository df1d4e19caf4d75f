"""``register_types``: what lets ``st.from_type`` know the classes of relkit, if you ask for it."""

from __future__ import annotations

from importlib import import_module
from inspect import isclass
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from relkit.testing._strategies.classes import instances

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["public_classes", "register_types"]

_DOORS: Final = (
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
    """Give every class of relkit that a public door offers, errors apart.

    The doors of other extras are left out: this one does not need them.
    """
    for door in _DOORS:
        module = import_module(f"relkit.{door}")
        for name in module.__all__:
            offered = getattr(module, name)
            if isclass(offered) and offered.__module__.startswith("relkit."):
                yield offered


def register_types() -> None:
    """Tell Hypothesis of every public class of relkit: ``st.from_type(Client)`` works from then on.

    Hypothesis keeps one list of types for the whole process, so nothing is put there unless
    you call this, as in a ``conftest.py``. ``instances(Client)`` needs no such list. Types
    above those of relkit, such as ``Hashable``, are drawn as before.

    >>> from hypothesis import find, strategies as st
    >>> from relkit import Client
    >>> register_types()
    >>> type(find(st.from_type(Client), lambda client: True)).__name__
    'Client'
    """
    for offered in public_classes():
        st.register_type_strategy(offered, _strategy)


def _strategy(of: type[Any]) -> Any:  # noqa: ANN401 - a strategy, or NotImplemented
    """Give the strategy for a class of relkit, when it is first asked for.

    Hypothesis asks for what is above them, too, such as ``Hashable``: that is none of ours.
    """
    return instances(of) if of.__module__.startswith("relkit.") else NotImplemented
