"""The default strategies, field by field: value, meaning and source, from the code itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import attrs
from sphinx.pycode import ModuleAnalyzer

from relkit import strategies
from relkit.strategies import MarketingStrategy, PaymentStrategy, ServiceStrategy, Strategy

AREAS = {"Marketing": MarketingStrategy, "Service": ServiceStrategy, "Payment": PaymentStrategy}


def strategies_tables() -> Iterator[str]:
    """Write a section for each area, and in it a table for each public strategy."""
    for area, base in AREAS.items():
        yield f"## {area}"
        yield ""
        for name in _below(base):
            yield from _table(getattr(strategies, name), base)


def _below(base: type) -> list[str]:
    """Name the public strategies of an area: the base first, then in the order of their modules."""
    found = [
        name
        for name in strategies.__all__
        if inspect.isclass(cls := getattr(strategies, name)) and issubclass(cls, base)
    ]
    return sorted(found, key=lambda name: (name != base.__name__, _depth(name), name))


def _depth(name: str) -> int:
    return len(getattr(strategies, name).__mro__)


def _table(cls: Any, base: Any) -> Iterator[str]:  # noqa: ANN401 - classes of attrs
    yield f"### {cls.__name__}"
    yield ""
    yield f"{{class}}`~relkit.strategies.{cls.__name__}`. {first_line(cls)}"
    yield ""
    docs, above = _own_docs(cls), _inherited(cls, base)
    fields = [field for field in attrs.fields(cls) if field.name in docs and field.init]
    if fields:
        yield "| field | default | what it says, and from where |"
        yield "|---|---|---|"
        for field in fields:
            meaning = _plain(" ".join(docs[field.name]))
            yield f"| `{field.name}` | {_value(field.default)} | {meaning} |"
    if above:
        yield ""
        yield f"{'Everything else' if fields else 'Everything'} is as in {_links(above)}."
    yield ""


def _links(names: list[str]) -> str:
    return ", then ".join(f"[{name}](#{name.lower()})" for name in names)


def _inherited(cls: Any, base: Any) -> list[str]:  # noqa: ANN401 - as above
    """Name the public classes above, down to the base of the area."""
    above = cls.__mro__[1:] if cls is not base else ()
    return [c.__name__ for c in above if issubclass(c, base) and c.__name__ in strategies.__all__]


def _own_docs(cls: type) -> dict[str, list[str]]:
    """Give what stands below the fields of a class, and of the private ones right above it."""
    docs: dict[str, list[str]] = {}
    for owner in reversed(cls.__mro__):
        is_own = owner is cls or owner.__name__ not in strategies.__all__
        if not is_own or not issubclass(owner, Strategy):
            continue
        found = ModuleAnalyzer.for_module(owner.__module__).find_attr_docs()
        docs |= {name: lines for (of, name), lines in found.items() if of == owner.__name__}
    return docs


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a default is
    if isinstance(value, str):
        return f"`{value}`"
    if isinstance(value, tuple):
        return "; ".join(map(_value, value)) or "none"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    named = getattr(value, "name", None)  # an indicator is told in full elsewhere
    text = named.replace("_", " ") if isinstance(named, str) else str(value)
    return text.replace("|", "\\|")


def first_line(documented: object) -> str:
    """Give the first line of a docstring as Markdown that fits a cell of a table."""
    return _plain((inspect.getdoc(documented) or "").splitlines()[0])


def _plain(text: str) -> str:
    """Write a docstring's marks as Markdown ones."""
    return re.sub(r"``([^`]+)``", r"`\1`", " ".join(text.split())).replace("|", "\\|")
