"""`load_entry_points`: strategies of other distributions, found when you ask and never before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, final

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._words import mend, shown
from relkit.errors import UnknownNameError
from relkit.playbook._entries import AnyStrategy
from relkit.playbook._names import is_strategy

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

__all__ = ["EntryPointFailure", "LoadedStrategies", "load_entry_points"]

_NAME_MOST = 200


@attrs.frozen(kw_only=True)
class EntryPointFailure:
    """An entry point that gave no strategy, and why.

    Args:
        name: the entry point's name; empty where a distribution's whole list is unreadable.
        distribution: which distribution offers it.
        error: the class of the error, by name.
        message: what the error says.

    >>> failure = EntryPointFailure(
    ...     name="Visits", distribution="clinic 1.2", error="ImportError", message="no scipy here"
    ... )
    >>> print(failure)
    'Visits' of clinic 1.2: ImportError: no scipy here
    """

    name: str
    distribution: str
    error: str
    message: str

    @override
    def __str__(self) -> str:
        """Give the failure in one line."""
        what = f"{self.name!r} of {self.distribution}" if self.name else self.distribution
        return f"{what}: {self.error}: {self.message}"


def _frozen(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(found))


@final
@attrs.frozen(kw_only=True, eq=False)
class LoadedStrategies(Mapping[str, "type[AnyStrategy] | AnyStrategy"]):
    """The strategies of an entry-point group by name, and what could not be loaded.

    It is a mapping from names to strategies or their classes, in the order of their names, so
    that it can be given as ``strategies=`` to ``read_table`` and ``Playbook.from_table``.

    >>> from relkit.strategies import ClientService
    >>> found = LoadedStrategies(group="clinic", strategies={"Visits": ClientService})
    >>> list(found), "Vists" in found
    (['Visits'], False)
    """

    group: str
    strategies: Mapping[str, type[AnyStrategy] | AnyStrategy] = attrs.field(converter=_frozen)
    failures: tuple[EntryPointFailure, ...] = ()

    @override
    def __getitem__(self, name: str) -> type[AnyStrategy] | AnyStrategy:
        """Give a strategy by name; raises ``UnknownNameError``, which is a ``LookupError``."""
        if name in self.strategies:
            return self.strategies[name]
        msg = f"The group {self.group!r} gave no {shown(name)}. {mend(name, self.strategies)}"
        raise UnknownNameError(msg)

    @override
    def get(self, key: str, default: Any = None, /) -> Any:
        """Give a strategy by name, or the default where there is none."""
        return self.strategies.get(key, default)

    @override
    def __contains__(self, name: object) -> bool:
        """Tell whether there is a strategy of this name."""
        return name in self.strategies

    @override
    def __iter__(self) -> Iterator[str]:
        """Give the names in order."""
        return iter(self.strategies)

    @override
    def __len__(self) -> int:
        """Count the strategies."""
        return len(self.strategies)

    @override
    def __eq__(self, other: object) -> bool:
        """Compare everything, the failures included."""
        if not isinstance(other, LoadedStrategies):
            return NotImplemented
        return self._values() == other._values()

    @override
    def __hash__(self) -> int:
        """Hash the group and the names; strategies may hold what has no hash."""
        return hash((self.group, tuple(self.strategies), self.failures))

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be pickled and copied: its frozen mapping alone cannot be."""
        return _restored, self._values()

    def _values(self) -> tuple[str, dict[str, Any], tuple[EntryPointFailure, ...]]:
        return self.group, dict(self.strategies), self.failures


def _restored(
    group: str, strategies: Mapping[str, Any], failures: tuple[EntryPointFailure, ...]
) -> LoadedStrategies:
    return LoadedStrategies(group=group, strategies=strategies, failures=failures)


def load_entry_points(group: str = "relkit.strategies") -> LoadedStrategies:
    """Load the strategies that installed distributions offer under an entry-point group.

    An entry point names a class below ``Strategy``, or a strategy ready for use:

        [project.entry-points."relkit.strategies"]
        HomeVisits = "clinic.strategies:HomeVisits"

    This is the one place that looks for them; importing relkit loads nothing. Loading runs
    the other distribution's code. Whatever that raises is a failure in the result and never
    an error here; a name that several distributions offer is a failure of each of them, since
    choosing one would be a guess. The result does not depend on the order of ``sys.path``,
    except that of two versions of one distribution the first counts, as for imports.

    Raises ``InvalidValueError`` for a group that is no text.

    >>> found = load_entry_points("nobody.offers.this")
    >>> len(found), found.failures
    (0, ())
    """
    text(group, "The name of a group")
    found: dict[str, list[tuple[str, EntryPoint]]] = {}
    failures: list[EntryPointFailure] = []
    for distribution, points, fault in _offers(group):
        if fault is not None:
            failures.append(_failure("", distribution, fault))
        for point in points:
            found.setdefault(point.name, []).append((distribution, point))
    loaded: dict[str, Any] = {}
    for name in sorted(found):
        several = len(found[name]) > 1
        for distribution, point in found[name]:
            try:
                if several:
                    others = ", ".join(sorted({of for of, _ in found[name]}))
                    msg = f"the name is offered {len(found[name])} times, by {others}."
                    raise LookupError(msg)  # noqa: TRY301 - told as what loading raises
                loaded[name] = _load(point)
            except KeyboardInterrupt:
                raise
            except BaseException as fault:  # noqa: BLE001 - a foreign module may raise anything, even SystemExit
                failures.append(_failure(name, distribution, fault))
    failures.sort(key=lambda each: (each.name, each.distribution, each.message))
    return LoadedStrategies(group=group, strategies=loaded, failures=tuple(failures))


def _offers(group: str) -> Iterator[tuple[str, list[EntryPoint], Exception | None]]:
    """Give each distribution once, with its entry points, or with why they cannot be read."""
    from importlib.metadata import distributions  # noqa: PLC0415 - only who asks pays for it

    seen: set[str] = set()
    for distribution in distributions():
        name = _name_of(distribution)
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            points = list(distribution.entry_points.select(group=group))
        except Exception as fault:  # noqa: BLE001 - somebody else's metadata
            yield name, [], fault
        else:
            yield name, points, None


def _name_of(distribution: Distribution) -> str:
    """Give a distribution's name; where its metadata has none, that of its folder."""
    try:
        name: object = distribution.metadata["Name"]
    except Exception:  # noqa: BLE001 - as above
        name = None
    return str(name or getattr(distribution, "_path", "an unnamed distribution"))


def _load(point: EntryPoint) -> type[AnyStrategy] | AnyStrategy:
    loaded: Any = point.load()
    if is_strategy(loaded):
        return loaded
    msg = f"{point.value} is {shown(loaded)}: neither a class below Strategy nor a strategy."
    raise TypeError(msg)


def _failure(name: str, distribution: str, fault: BaseException) -> EntryPointFailure:
    try:
        message = str(fault)
    except Exception:  # noqa: BLE001 - a foreign error may not even print
        message = ""
    return EntryPointFailure(
        name=name,
        distribution=distribution,
        error=type(fault).__name__,
        message=message[:_NAME_MOST],
    )
