"""Strategies in any surroundings: decimal contexts, locales, time zones, processes, threads."""

from __future__ import annotations

import decimal
import locale
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies.plans import KINDS, contexts, default_strategies, relationships

from relkit import Client, Context, Money, Relationship, Stage, default_playbook
from relkit.playbook import STANDARD_STRATEGIES, Playbook
from relkit.strategies import ClientService, Combined, FlatFee, Retainer, Strategy, in_stage, trait

SIGNED = Context(today=date(2025, 9, 1), price=Money("99.99", "USD"), has_written_agreement=True)
ACME = Client(party="acme", business="harper-law", stage=Stage.ACTIVE)
ANN = default_playbook().kinds[1](party="ann", business="shop", stage=Stage.NEW)
EVERY: list[Strategy[Any, Any]] = [
    Combined(parts=(Retainer(), FlatFee(price=Money(5, "USD")))) if cls is Combined else cls()
    for cls in STANDARD_STRATEGIES.values()
]
ZONES = ["UTC", "Asia/Tokyo", "America/St_Johns", "XXX+25"]
ROUNDINGS = [decimal.ROUND_UP, decimal.ROUND_FLOOR, decimal.ROUND_HALF_EVEN, decimal.ROUND_05UP]


def party_of(subject: Strategy[Any, Any]) -> Relationship:
    """Give a relationship that a strategy serves."""
    return next(each for each in (ACME, ANN) if subject.does_serve(type(each)))


def known_locales() -> list[str]:
    """The locales of a few that this machine has."""
    found = ["C"]
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        found.append(name)
    locale.setlocale(locale.LC_ALL, before)
    return found


LOCALES = known_locales()


@contextmanager
def surroundings(zone: str, where: str, context: decimal.Context) -> Iterator[None]:
    """Set time zone, locale and decimal context for a while."""
    before, zone_before = locale.setlocale(locale.LC_ALL), os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        if hasattr(time, "tzset"):
            time.tzset()
        locale.setlocale(locale.LC_ALL, where)
        with decimal.localcontext(context):
            yield
    finally:
        locale.setlocale(locale.LC_ALL, before)
        os.environ.pop("TZ")
        if zone_before is not None:
            os.environ["TZ"] = zone_before
        if hasattr(time, "tzset"):
            time.tzset()


@given(
    st.sampled_from(EVERY),
    st.data(),
    contexts(has_written_agreement=True),
    st.tuples(
        st.sampled_from(ZONES),
        st.sampled_from(LOCALES),
        st.builds(decimal.Context, prec=st.integers(1, 30), rounding=st.sampled_from(ROUNDINGS)),
    ),
)
def test_plans_do_not_depend_on_surroundings(
    subject: Strategy[Any, Any],
    data: st.DataObject,
    context: Context,
    around: tuple[str, str, decimal.Context],
) -> None:
    """S1, S2: every standard strategy gives the same plan and text wherever it runs."""
    kind = data.draw(st.sampled_from([each for each in KINDS if subject.does_serve(each)]))
    relationship = data.draw(relationships(kind))
    expected = subject.propose(relationship, context)
    with surroundings(*around):
        plan = subject.propose(relationship, context)
        told = str(plan), repr(plan)

    assert isinstance(plan, subject.plan_types())
    assert expected == plan
    assert (str(expected), repr(expected)) == told


def test_tables_do_not_depend_on_surroundings() -> None:
    """S7: a playbook's table, its gaps and what is read from it are the same wherever it runs."""
    playbook = default_playbook().on(
        Client,
        payment=Retainer(fee=Money("99.90", "USD")).when(trait("loyalty") >= 0.7) | Retainer(),
        service=ClientService().when(~in_stage("former") & (trait("trust").support > 3)),
    )
    text, gaps = playbook.to_table().to_csv(), playbook.to_table().gaps()
    for where in LOCALES:
        with surroundings("Asia/Tokyo", where, decimal.Context(prec=1)):
            assert text == playbook.to_table().to_csv()
            assert gaps == playbook.to_table().gaps()
            assert playbook == Playbook.from_table(text)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_plans_are_the_same_in_another_process(seed: str) -> None:
    """S5: pickled strategies give the same plans in a fresh process, of any hash seed and zone."""
    asked = [(each, party_of(each), SIGNED) for each in EVERY]
    code = (
        "import pickle, sys\n"
        "asked = pickle.load(sys.stdin.buffer)\n"
        "plans = [(each, each.propose(party, context)) for each, party, context in asked]\n"
        "sys.stdout.buffer.write(pickle.dumps(plans))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(asked),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
    )
    expected = [(each, each.propose(party, context)) for each, party, context in asked]

    assert expected == pickle.loads(done.stdout)


@given(default_strategies(), st.data(), contexts())
def test_derived_strategies_give_what_their_parents_do(
    chosen: tuple[type[Relationship], Strategy[Any, Any]], data: st.DataObject, context: Context
) -> None:
    """S10: a strategy that is derived and overrides nothing plans as its parent does."""
    kind, subject = chosen
    derived = type("Derived", (type(subject),), {})()
    relationship = data.draw(relationships(kind))

    assert subject.propose(relationship, context) == derived.propose(relationship, context)
    assert subject.served_kinds() == derived.served_kinds()
    assert derived == attrs.evolve(derived)
    assert derived != subject


def test_threads_find_the_same_plans() -> None:
    """S19: threads that ask a fresh playbook for several kinds at once get equal plans."""
    fresh = Playbook(default_playbook().entries)
    parties = [ACME, ANN] * 10

    with ThreadPoolExecutor(8) as pool:
        plans = list(pool.map(lambda party: fresh.treat(party, SIGNED), parties))

    assert [default_playbook().treat(party, SIGNED) for party in parties] == plans
