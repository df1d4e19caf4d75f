"""relkit: tell customers from clients, say why, and treat each as suits it.

This module is the front door: it re-exports what applications use from the modules in which
it lives, and loads each of them only when a name of it is first asked for, so that
``import relkit`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relkit.assessment import Assessment, Ruling, assess
    from relkit.book import Book
    from relkit.business import Business
    from relkit.errors import RelkitError, RelkitWarning
    from relkit.events import (
        Agreement,
        Consultation,
        Delivery,
        Engagement,
        Event,
        Feedback,
        Message,
        Payment,
        Purchase,
        Referral,
        Statement,
        events_from_records,
    )
    from relkit.evidence import Evidence
    from relkit.money import Currency, Money
    from relkit.plans import Plan
    from relkit.playbook import Playbook, Treatment, default_playbook
    from relkit.relationships import Client, Customer, Relationship, Stage, as_kind, kind
    from relkit.schedules import Every
    from relkit.scorecard import Scorecard, compare
    from relkit.strategies import Context, Strategy, strategy
    from relkit.traits import Trait, TraitProfile
else:  # out of sight of type checkers: to them, what is not imported above is not there

    def __getattr__(name: str) -> object:
        """Load the module that a public name lives in, when it is first asked for (PEP 562)."""
        if name not in _HOME:
            msg = f"module 'relkit' has no attribute {name!r}"
            raise AttributeError(msg)
        value = getattr(import_module(f"relkit.{_HOME[name]}"), name)
        globals()[name] = value
        return value


__version__ = "0.1.0"

__all__ = [
    "Agreement",
    "Assessment",
    "Book",
    "Business",
    "Client",
    "Consultation",
    "Context",
    "Currency",
    "Customer",
    "Delivery",
    "Engagement",
    "Event",
    "Every",
    "Evidence",
    "Feedback",
    "Message",
    "Money",
    "Payment",
    "Plan",
    "Playbook",
    "Purchase",
    "Referral",
    "Relationship",
    "RelkitError",
    "RelkitWarning",
    "Ruling",
    "Scorecard",
    "Stage",
    "Statement",
    "Strategy",
    "Trait",
    "TraitProfile",
    "Treatment",
    "as_kind",
    "assess",
    "compare",
    "default_playbook",
    "events_from_records",
    "kind",
    "strategy",
]

_HOMES = {
    "assessment": ("Assessment", "Ruling", "assess"),
    "book": ("Book",),
    "business": ("Business",),
    "errors": ("RelkitError", "RelkitWarning"),
    "events": (
        "Agreement",
        "Consultation",
        "Delivery",
        "Engagement",
        "Event",
        "Feedback",
        "Message",
        "Payment",
        "Purchase",
        "Referral",
        "Statement",
        "events_from_records",
    ),
    "evidence": ("Evidence",),
    "money": ("Currency", "Money"),
    "playbook": ("Playbook", "Treatment", "default_playbook"),
    "plans": ("Plan",),
    "relationships": ("Client", "Customer", "Relationship", "Stage", "as_kind", "kind"),
    "schedules": ("Every",),
    "scorecard": ("Scorecard", "compare"),
    "strategies": ("Context", "Strategy", "strategy"),
    "traits": ("Trait", "TraitProfile"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
