"""Every public class of relkit has a Hypothesis strategy, and what it draws survives copying."""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import pickle
import pkgutil
import re
import types
import uuid
import zoneinfo
from decimal import Decimal
from fractions import Fraction

import narwhals.stable.v2 as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import relkit
import relkit.testing
from relkit.book import Book
from relkit.evidence import Accumulator
from relkit.frames import FrameEvidence
from relkit.serialization import Registry
from relkit.strategies import (
    TraitTerm,
    _kind_terms,
    _predicates,
    _trait_terms,
)
from relkit.testing import instances
from relkit.testing._types import public_classes

NO_GENERATOR = {  # public classes that nobody draws, and why
    "Hashable": "the ids of businesses, parties and events: any hashable value",
    "How": "the keyword arguments of functions",
}
NO_DOORS = {"demo", "testing"}  # the one has no classes; of the other this is the test
NOT_PICKLED = {
    Accumulator: "it holds functions that were compiled for its layout",
    Book: "it holds accumulators",
    FrameEvidence: "it holds tables of an engine",
}
NOT_REPEATED_BY_REPR = {  # whose repr is no expression for the same value, and why
    "Accumulator": "an object that changes",
    "Assessment": "leaves its scorecard out",
    "Book": "an object that changes",
    "Client": "leaves its profile out",
    "Counterfactual": "leaves its profile out",
    "Customer": "leaves its profile out",
    "DecisionTable": "leaves its traits out",
    "Example": "leaves its profile out",
    "FrameEvidence": "leaves its tables out",
    "Gap": "as Example, which it holds",
    "History": "as Assessment, which its turns hold",
    "Overlap": "as Example, which it holds",
    "PaymentPlan": "leaves the holidays of recurring payments out",
    "Plan": "as PaymentPlan, which is one",
    "PlanLaw": "holds a function",
    "Recurring": "leaves its holidays out",
    "Registry": "holds functions",
    "Relationship": "leaves its profile out",
    "Scoring": "leaves its days out",
    "SeveralPlans": "as PaymentPlan, which it can hold",
    "Statement": "shows id= as event_id=",
    "Treatment": "as PaymentPlan, which it can hold",
    "Turn": "as Assessment, which it holds",
}


def public_names() -> dict[str, object]:
    """Give all public names of all doors but the one that is tested here."""
    doors = [m.name for m in pkgutil.iter_modules(relkit.__path__) if not m.name.startswith("_")]
    modules = [importlib.import_module(f"relkit.{name}") for name in doors if name not in NO_DOORS]
    return {name: getattr(module, name) for module in modules for name in module.__all__}


CLASSES = sorted(
    {
        offered
        for offered in public_names().values()
        if isinstance(offered, type)
        and offered.__name__ not in NO_GENERATOR
        and not issubclass(offered, BaseException)
    },
    key=lambda of: (of.__module__, of.__name__),
)


def namespace() -> dict[str, object]:
    """Give what the reprs of values are made of."""
    inside = {
        name: value
        for module in (_kind_terms, _predicates, _trait_terms)
        for name, value in vars(module).items()
        if isinstance(value, type)
    }
    plain = {
        "UUID": uuid.UUID,
        "Decimal": Decimal,
        "Fraction": Fraction,
        "datetime": dt,
        "mappingproxy": types.MappingProxyType,
        "zoneinfo": zoneinfo,
    }
    conditions = importlib.import_module("relkit.measures._conditions")
    periods = importlib.import_module("relkit.measures._periods")
    return {**inside, **vars(conditions), **vars(periods), **plain, **public_names()}


NAMES = namespace()
EXAMPLES = settings().max_examples


def evaluated(value: object) -> object:
    """Evaluate a repr; Python's own of classes and enum members are made expressions first."""
    text = re.sub(r"<class 'relkit\.[\w.]*?(\w+)'>", r"\1", repr(value))
    text = re.sub(r"<((?:Stage|Undetermined)\.\w+): [^>]*>", r"\1", text)
    return eval(text, dict(NAMES))  # noqa: S307 - the repr of a value that was just made


def said(value: object) -> object:
    """Give what tells whether two values are the same, also where they cannot be compared."""
    if isinstance(value, Accumulator):
        return value.snapshot()
    if isinstance(value, TraitTerm):
        return repr(value)
    if isinstance(value, FrameEvidence):
        tables = (value.counters, value.periods, value.tallies)
        return value.keys, [nw.from_native(table).rows() for table in tables]
    if isinstance(value, Registry):
        return dict(value.classes), dict(value.migrations)
    if isinstance(value, Book):
        known = {party: (value.events(party), value.rulings(party)) for party in value}
        return value.business, value.scorecard, known
    return value


def test_every_public_class_has_a_generator() -> None:
    """Each class of each public door is drawn, but for errors and what has a reason not to be."""
    assert set(public_classes()) <= set(CLASSES)
    assert [] == [of.__name__ for of in CLASSES if not isinstance(instances(of), st.SearchStrategy)]


@pytest.mark.parametrize("of", CLASSES, ids=lambda of: of.__name__)
def test_values_are_of_the_class_and_survive_copying(of: type) -> None:
    """A drawn value is of its class, and its copies, pickles and repr say the same.

    There are many classes, most of which are drawn inside others, too: so few examples for each.
    """

    @settings(max_examples=EXAMPLES // 4)
    @given(instances(of))
    def check(value: object) -> None:
        assert isinstance(value, of)
        assert said(value) == said(copy.copy(value))
        assert said(value) == said(copy.deepcopy(value))
        if of not in NOT_PICKLED:
            assert said(value) == said(pickle.loads(pickle.dumps(value)))
        if of.__name__ not in NOT_REPEATED_BY_REPR:
            assert said(value) == said(evaluated(value))

    check()


@pytest.mark.parametrize("name", relkit.testing.__all__)
def test_every_strategy_is_a_plural_noun_with_an_example(name: str) -> None:
    """What draws values is a function named in the plural that shows an example."""
    offered = getattr(relkit.testing, name)
    if isinstance(offered, types.FunctionType) and "_strategies" in offered.__module__:
        assert name.endswith("s")
    if "_strategies" in offered.__module__:
        assert ">>>" in (offered.__doc__ or "")
