"""Strategies for the classes of other extras, which are loaded only when one is asked for.

Who asks for such a class has imported it, so that its extra is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from relkit.testing._strategies.businesses import words
from relkit.testing._strategies.chosen import one_of_these
from relkit.testing._strategies.dealings import keepers
from relkit.testing._strategies.hints import Drawn
from relkit.testing._strategies.rows import Row, table_of, table_rows

if TYPE_CHECKING:
    from relkit.business import Business
    from relkit.frames import FrameEvidence

__all__ = ["of_extra"]


def _frame_evidences(_of: type[Any]) -> Drawn:
    """Evidence of small tables, in the first engine that is installed."""
    from relkit.frames import evidence  # noqa: PLC0415 - it needs the extra frames

    def counted(rows: Sequence[Row], business: Business) -> FrameEvidence:
        return evidence(table_of(rows), business=business)

    return st.builds(counted, table_rows(min_size=1), keepers())


def _limits(of: type[Any]) -> Drawn:
    many = st.integers(1, 10**9)
    return st.builds(of, size=many, depth=st.integers(1, 200), items=many, digits=many)


def _problems(of: type[Any]) -> Drawn:
    places = st.lists(st.integers(0, 99), max_size=3).map(lambda n: "".join(f"[{i}]" for i in n))
    return st.builds(of, places.map("${}".format), words())


def _registries(of: type[Any]) -> Drawn:
    migrations: list[dict[int, Callable[..., Any]]] = [{}, {0: dict}]
    return st.builds(of, classes=one_of_these([{}, _OWN]), migrations=one_of_these(migrations))


@attrs.frozen
class _Visit:
    """A class such as users add to a registry."""

    minutes: int = 0


_OWN: Final = {"shop.visit": _Visit}
_MAKERS: Final[Mapping[tuple[str, str], Callable[[type[Any]], Drawn]]] = {
    ("frames", "FrameEvidence"): _frame_evidences,
    ("serialization", "DataProblem"): _problems,
    ("serialization", "Limits"): _limits,
    ("serialization", "Registry"): _registries,
}


def of_extra(of: type) -> Drawn | None:
    """Give the strategy for a class of ``relkit.frames`` or ``relkit.serialization``."""
    door = of.__module__.removeprefix("relkit.").split(".")[0]
    make = _MAKERS.get((door, of.__name__))
    return None if make is None else make(of)
