"""`Playbook`: which strategy serves which kind, for each area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar, overload

import attrs
from typing_extensions import override

from relkit._notebook import mime_bundle
from relkit._words import listed, mend, shown
from relkit.errors import InvalidValueError, MissingStrategyError
from relkit.plans import MarketingPlan, PaymentPlan, Plan, ServicePlan
from relkit.playbook._decision_table import DecisionTable, HitPolicy
from relkit.playbook._entries import AnyStrategy, Entries, checked_entries, find
from relkit.playbook._table import table
from relkit.playbook._table_reader import read_table
from relkit.playbook._table_writer import in_words, write_table
from relkit.playbook._treatment import STANDARD_AREAS, Treatment
from relkit.relationships import Relationship
from relkit.strategies import Context, Planner
from relkit.traits import STANDARD_TRAITS, Trait

__all__ = ["Playbook"]

K = TypeVar("K", bound=Relationship)


@attrs.frozen(eq=False, repr=False)
class Playbook:
    """Which strategy serves which kind, for each area: a frozen value.

    A relationship is served by the strategy of the first class in its kind's ``__mro__``
    that has one for the area, so that a kind of your own gets its parent's until you say
    otherwise, and an entry for ``Relationship`` serves all that have no other (laws S6, S9).
    ``on`` gives a playbook with more or other strategies; ``a | b`` takes from ``b`` what
    ``a`` does not have.

    ``Playbook(entries)`` takes triples of kind, area and strategy, in any order; two for the
    same kind and area are refused (law S7).

    Raises ``InvalidValueError`` and ``WrongRelationshipError``.

    >>> from relkit import Client
    >>> from relkit.strategies import ClientService
    >>> Playbook().on(Client, service=ClientService()).areas
    ('service',)
    """

    _table: Entries = attrs.field(
        alias="entries", factory=dict[Any, Any], converter=checked_entries
    )
    # What was looked up is remembered here, and is no part of the value.
    _chosen: dict[str, dict[type, AnyStrategy]] = attrs.field(
        init=False, factory=dict[str, dict[type, AnyStrategy]]
    )
    _serving: dict[type, tuple[tuple[str, AnyStrategy], ...]] = attrs.field(
        init=False, factory=dict[type, tuple[tuple[str, AnyStrategy], ...]]
    )

    def on(
        self,
        kind: type[K],
        /,
        *,
        marketing: Planner[K, MarketingPlan] | None = None,
        service: Planner[K, ServicePlan] | None = None,
        payment: Planner[K, PaymentPlan] | None = None,
        **areas: Planner[K, Plan],
    ) -> Playbook:
        """Give a playbook with these strategies for a kind, replacing those that it had.

        Areas of your own are named by further keywords. Plain functions
        ``(relationship, context) -> plan`` are taken as strategies. ``NOTHING`` says that a
        kind gets no plan in an area.

        Raises ``WrongRelationshipError`` for a strategy that does not serve the kind, and
        ``InvalidValueError`` for one that gives other plans, or for no strategy at all.

        >>> from relkit import Client
        >>> from relkit.plans import ServicePlan
        >>> def visits(relationship, context):
        ...     return ServicePlan(tier="at_home")
        >>> print(Playbook().on(Client, service=visits))
        kind    service
        client  visits
        """
        standard = {"marketing": marketing, "service": service, "payment": payment}
        given = {area: s for area, s in standard.items() if s is not None} | areas
        if not given:
            msg = f"Give {shown(kind)} a strategy for at least one area, such as service=..."
            raise InvalidValueError(msg)
        new = checked_entries((kind, area, planner) for area, planner in given.items())
        return _playbook({**self._table, **new})

    def __or__(self, other: Playbook) -> Playbook:
        """Take from the other what this does not have (law S14: left-biased, associative)."""
        if not isinstance(other, Playbook):
            return NotImplemented
        return _playbook({**self._table, **other._table, **self._table})

    @classmethod
    def from_table(
        cls,
        table: str | DecisionTable | Iterable[Mapping[str, str | None]],
        *,
        kinds: Iterable[type[Relationship]] = (),
        strategies: Mapping[str, Any] | None = None,
        traits: Sequence[Trait] = STANDARD_TRAITS,
        hit_policy: HitPolicy = "first",
    ) -> Playbook:
        """Make a playbook of a decision table that people edit, not Python.

        The table is CSV text, rows as mappings, or a `DecisionTable` that was read before;
        see ``read_table`` for what its columns say, how names are looked up, and what
        ``overlaps``, ``idle`` and ``gaps`` tell of it. For each kind and area its rows
        become alternatives, from top to bottom.

        Raises ``TableError`` that names every bad row.

        >>> print(Playbook.from_table('''kind,stage,service
        ... customer,,CustomerService
        ... client,new,ClientService(kick_off_days=3)
        ... client,,ClientService
        ... '''))
        kind      service
        customer  CustomerService
        client    new: ClientService(kick_off_days=3)
                  else: ClientService
        """
        if not isinstance(table, DecisionTable):
            table = read_table(
                table, kinds=kinds, strategies=strategies, traits=traits, hit_policy=hit_policy
            )
        return cls(table.entries())

    def to_table(
        self,
        *,
        strategies: Mapping[str, Any] | None = None,
        traits: Sequence[Trait] = STANDARD_TRAITS,
    ) -> DecisionTable:
        """Give the playbook as a decision table, one row for each alternative.

        ``Playbook.from_table`` makes an equal playbook of it, and of its CSV text with the
        same ``strategies`` and ``kinds=playbook.kinds``.

        Raises ``InvalidValueError`` that names what no table can say: functions and
        compositions without a name in ``strategies``, adjustments, fallbacks, kinds narrowed
        by ``only``, conditions that are functions, ``any_holds``, ``is_a``.

        >>> from relkit import default_playbook
        >>> table = default_playbook().to_table()
        >>> Playbook.from_table(table.to_csv()) == default_playbook()
        True
        """
        return write_table(self.entries, strategies, traits)

    @property
    def entries(self) -> tuple[tuple[type[Relationship], str, AnyStrategy], ...]:
        """The kinds, areas and strategies, as ``Playbook(entries)`` takes them."""
        return tuple((kind, area, strategy) for (kind, area), strategy in self._table.items())

    @property
    def kinds(self) -> tuple[type[Relationship], ...]:
        """The kinds that have a strategy of their own, in order."""
        return tuple(dict.fromkeys(kind for kind, _ in self._table))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas in which any kind has a strategy: the standard ones first, then by name."""
        named = {area for _, area in self._table}
        own = sorted(named - STANDARD_AREAS.keys())
        return (*(area for area in STANDARD_AREAS if area in named), *own)

    @overload
    def plan(
        self, area: Literal["marketing"], relationship: Relationship, context: Context
    ) -> MarketingPlan | None: ...
    @overload
    def plan(
        self, area: Literal["service"], relationship: Relationship, context: Context
    ) -> ServicePlan | None: ...
    @overload
    def plan(
        self, area: Literal["payment"], relationship: Relationship, context: Context
    ) -> PaymentPlan | None: ...
    @overload
    def plan(self, area: str, relationship: Relationship, context: Context) -> Plan | None: ...
    def plan(self, area: str, relationship: Relationship, context: Context) -> Plan | None:
        """Give the plan of one area; None where its strategy is not applicable.

        Raises ``MissingStrategyError`` where no strategy of the area serves the kind.

        >>> from datetime import date
        >>> from relkit import Customer, default_playbook
        >>> ann = Customer(party="ann", business="shop")
        >>> context = Context(today=date(2025, 9, 1))
        >>> default_playbook().plan("payment", ann, context).model
        'one_time'
        """
        try:
            strategy = self._chosen[area][type(relationship)]
        except (KeyError, TypeError):  # TypeError: an area that cannot be looked up at all
            strategy = self._choose(area, type(relationship))
        plan: Plan | None = strategy.propose(relationship, context)
        return plan

    def treat(self, relationship: Relationship, context: Context) -> Treatment:
        """Give the plans of all areas that have a strategy for the relationship's kind.

        Raises ``MissingStrategyError`` where none has; see ``gaps`` for single areas.

        >>> from datetime import date
        >>> from relkit import Customer, default_playbook
        >>> ann = Customer(party="ann", business="shop")
        >>> len(default_playbook().treat(ann, Context(today=date(2025, 9, 1))))
        3
        """
        kind = type(relationship)
        served = self._serving.get(kind) or self._serve(kind)
        plans = tuple((area, s.propose(relationship, context)) for area, s in served)
        return Treatment(kind=relationship.label, stage=relationship.stage, plans=plans)

    def strategy(self, area: str, kind: type[Relationship]) -> AnyStrategy:
        """Give the strategy of an area for a kind; raises ``MissingStrategyError``.

        >>> from relkit import Client, default_playbook
        >>> type(default_playbook().strategy("payment", Client)).__name__
        'Retainer'
        """
        return self._choose(area, kind)

    def gaps(
        self, kinds: Iterable[type[Relationship]]
    ) -> tuple[tuple[type[Relationship], str], ...]:
        """Give the kinds and areas for which ``plan`` would raise ``MissingStrategyError``.

        >>> from relkit import Client, Customer
        >>> from relkit.strategies import ClientService
        >>> playbook = Playbook().on(Client, service=ClientService())
        >>> playbook.gaps([Client, Customer]) == ((Customer, "service"),)
        True
        """
        pairs = ((kind, area) for kind in kinds for area in self.areas)
        return tuple((kind, area) for kind, area in pairs if find(self._table, area, kind) is None)

    def explain(self) -> str:
        """Give the playbook as a table of kinds and areas, at most 80 columns wide.

        An empty cell means that the kind is served as its parent is. Alternatives stand below
        each other, each after the condition under which it has its turn.

        >>> from relkit import Client
        >>> from relkit.strategies import ClientService, PlainService, in_stage, trait
        >>> loyal = ClientService().when(in_stage("active") & (trait("loyalty") >= 0.7))
        >>> print(Playbook().on(Client, service=loyal | PlainService()).explain())
        kind    service
        client  active and loyalty >= 0.7: ClientService
                else: PlainService
        """
        rows = [("kind", *self.areas)]
        for kind in self.kinds:
            own = (self._table.get((kind, area)) for area in self.areas)
            rows.append((kind.label, *("" if each is None else in_words(each) for each in own)))
        return table(rows)

    def _repr_mimebundle_(self, **_wanted: object) -> dict[str, str]:
        """Show the table in a notebook."""
        return mime_bundle(self)

    @override
    def __str__(self) -> str:
        """Give the table of kinds and areas."""
        return self.explain()

    @override
    def __repr__(self) -> str:
        """Give an expression that makes this playbook again."""
        triples = (f"({kind.__name__}, {area!r}, {s!r})" for kind, area, s in self.entries)
        return f"Playbook([{', '.join(triples)}])"

    @override
    def __eq__(self, other: object) -> bool:
        """Compare the entries, whatever their order."""
        if not isinstance(other, Playbook):
            return NotImplemented
        return dict(self._table) == dict(other._table)

    @override
    def __hash__(self) -> int:
        """Hash kinds and areas; strategies may hold what has no hash."""
        return hash(frozenset(self._table))

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """Leave what is remembered behind when it is pickled or copied."""
        return type(self), (self.entries,)

    def _choose(self, area: str, kind: type[Relationship]) -> AnyStrategy:
        """Find a strategy and remember it; who comes second finds and writes the same."""
        strategy = find(self._table, area, kind) if isinstance(area, str) else None
        if strategy is not None:
            self._chosen.setdefault(area, {})[kind] = strategy
            return strategy
        msg = f"No strategy serves {kind.__name__} in the area {shown(area)}."
        if area in self.areas:
            mending = f"Give playbook.on({kind.__name__}, {area}=...), or one for Relationship."
        else:
            mending = mend(area, self.areas)
        raise MissingStrategyError(f"{msg} {mending}")

    def _serve(self, kind: type[Relationship]) -> tuple[tuple[str, AnyStrategy], ...]:
        """Find the strategies of all areas for a kind, and remember them."""
        found = ((area, find(self._table, area, kind)) for area in self.areas or ("any",))
        served = tuple((area, each) for area, each in found if each is not None)
        if not served:
            kinds = listed((k.__name__ for k in self.kinds), "and") or "no kind at all"
            msg = f"The playbook serves {kinds}, not {kind.__name__}: add playbook.on(...)."
            raise MissingStrategyError(msg)
        self._serving[kind] = served
        return served


def _playbook(entries: Entries) -> Playbook:
    return Playbook((kind, area, strategy) for (kind, area), strategy in entries.items())
