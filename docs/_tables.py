"""Tables of the documentation that are made from the code, so that they cannot drift.

Each table is a function that gives the lines of a page's middle, as Markdown. `_generated/`
holds what they give, for the pages to include; what needs more room has a file of its own.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from doctest import DocTestParser
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

from _error_table import errors_table
from _strategy_tables import first_line, strategies_tables
from sphinx.pycode import ModuleAnalyzer

from relkit import events, measures
from relkit.business import INDUSTRIES
from relkit.business._industries import _ALIASES
from relkit.events import STANDARD_EVENT_TYPES
from relkit.plans import INDICATORS
from relkit.strategies import PLAN_LAWS
from relkit.traits import STANDARD_TRAITS, Trait

FOLDER = Path(__file__).parent / "_generated"

# ---------------------------------------------------------------------------- traits


def traits_table() -> Iterator[str]:
    """Write the standard traits, one row each, with the reason of every weight."""
    yield "| trait | customer's pole | client's pole | κ | weight | from | why this weight |"
    yield "|---|---|---|---|---|---|---|"
    for trait in STANDARD_TRAITS:
        yield f"| {' | '.join(_cells(trait))} |"


def _cells(trait: Trait) -> Iterator[str]:
    yield trait.label
    yield from trait.poles
    yield str(trait.kappa)
    yield f"{trait.weight:,}"
    yield ", ".join(trait.sources)
    yield trait.reason


# ---------------------------------------------------------------------------- events

_ALLOWED = {
    "Money | int": "`Money`, or a whole number of minor units",
    "bool": "`True` or `False`",
    "date": "a date",
    "int": "a whole number from 0",
    "str": "text",
    "Share": "a number from 0 to 1",
    "Hashable": "any id",
}
_SHARED = ("on", "event_id", "party", "line")


def events_tables() -> Iterator[str]:
    """Write the fields of each standard event, with the words that they may hold."""
    for kind in STANDARD_EVENT_TYPES:
        first = first_line(kind)
        yield f"## {kind.__name__}"
        yield ""
        yield f"`{kind.tag}` in records; {{class}}`~relkit.events.{kind.__name__}`. {first}"
        yield ""
        own = [field for field in kind.__attrs_attrs__ if field.name not in _SHARED]
        if not own:
            yield "It has no field of its own."
        else:
            yield "| field | may hold | when left out |"
            yield "|---|---|---|"
            yield from (
                f"| `{field.alias}` | {_allowed(field)} | {_left_out(field)} |" for field in own
            )
        yield ""


def _allowed(field: Any) -> str:  # noqa: ANN401 - an attribute of attrs
    name = field.type.removesuffix(" | None")
    words = getattr(events._vocabulary, name, None)  # noqa: SLF001 - the words of the fields
    if get_origin(words) is Literal:
        return ", ".join(f"`{word}`" for word in get_args(words))
    return _ALLOWED[name]


def _left_out(field: Any) -> str:  # noqa: ANN401 - as above
    return "not known" if field.default is None else f"`{field.default}`"


# ---------------------------------------------------------------------------- trades


def industries_table() -> Iterator[str]:
    """Write the trades that relkit knows, with setting, natural period and other names."""
    yield "| industry | setting | natural period | also known as |"
    yield "|---|---|---|---|"
    for name, trade in sorted(INDUSTRIES.items()):
        known_as = [f"`{alias}`" for alias, meant in sorted(_ALIASES.items()) if meant == name]
        setting = trade.setting or "not known"
        yield f"| `{name}` | {setting} | {trade.period_days} days | {', '.join(known_as)} |"


# ---------------------------------------------------------------------------- measures

_VOCABULARY = {
    "Which records: conditions on one event": ("event", "field"),
    "What is counted: the measures": ("flag", "count", "total", "most", "first", "last", "tally"),
    "Quantities: what a trait's pro and con are made of": (
        "periods",
        "recent",
        "pairs",
        "pairs_alike",
        "distinct",
        "recurring",
        "tallied",
        "days",
        "later",
        "least",
        "greatest",
        "if_kept",
        "in_setting",
    ),
}
_FIELD_EXAMPLES = {
    "Field.is_true": 'field("tailored").is_true()',
    "Field.is_false": 'field("standard").is_false()',
    "Field.is_present": 'field("coach").is_present()',
    "Field.is_in": 'field("model").is_in("retainer", "hourly")',
    "Field.at_least": 'field("minutes").at_least(30)',
    "Field.above": 'field("discount").above(0)',
    "Field.mapped": 'field("model").mapped({"retainer": 10, "hourly": 8})',
}


def measures_tables() -> Iterator[str]:
    """Write the words of the vocabulary, each with its first example; then the ready ones."""
    for title, names in _VOCABULARY.items():
        yield from _words(title, ((name, getattr(measures, name)) for name in names))
    own = vars(measures.Field)
    tests = [name for name in own if not name.startswith("_") and inspect.isfunction(own[name])]
    yield from _words("Tests of a field", ((f"Field.{name}", own[name]) for name in tests))
    yield "## Conditions and days that are there already"
    yield ""
    yield "| name | what it is |"
    yield "|---|---|"
    home = measures._standard  # noqa: SLF001 - where they stand
    docs = _constant_docs(home)
    yield from (f"| `{name}` | {docs[name]} |" for name in home.__all__)
    yield ""


def _words(title: str, named: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| word | what it gives | for example |"
    yield "|---|---|---|"
    for name, word in named:
        role = "meth" if "." in name else "func"
        example = _example(inspect.getdoc(word) or "", name)
        yield f"| {{{role}}}`~relkit.measures.{name}` | {first_line(word)} | {example} |"
    yield ""


def _example(text: str, name: str) -> str:
    """Give the first of a docstring's examples that uses the word, without what it reads off."""
    if name in _FIELD_EXAMPLES:
        return f"`{_FIELD_EXAMPLES[name]}`"
    sources = (each.source.strip() for each in DocTestParser().get_examples(text))
    found = next(line for line in sources if f"{name}(" in line and "import" not in line)
    shown = re.sub(r"\)\.\w+$", ")", " ".join(found.split())).replace("|", "\\|")
    return f"`{shown}`"


def _constant_docs(module: ModuleType) -> dict[str, str]:
    """Give the first sentence below each constant of a module."""
    docs = ModuleAnalyzer.for_module(module.__name__).find_attr_docs()
    return {name: lines[0] for (_, name), lines in docs.items()}


# ---------------------------------------------------------------------------- the rest


def indicators_table() -> Iterator[str]:
    """Write the standard indicators: what is counted over what, and from how many on."""
    yield "| indicator | what is counted | target | looked at | at least | source |"
    yield "|---|---|---|---|---|---|"
    for each in INDICATORS.values():
        bound = "at least" if each.higher_is_better else "at most"
        unit = "%" if each.unit in ("share", "ratio") else each.unit.replace("_", " ")
        target = "none" if each.target is None else f"{bound} {each.target} {unit}"
        cells = (target, str(each.every), f"{each.least_sample:,}", each.source)
        name, counted = each.name.replace("_", " "), f"{each.counted}, over {each.over}"
        yield f"| {name} | {counted} | {' | '.join(cells)} |"


def plan_laws_table() -> Iterator[str]:
    """Write the laws that every proposed plan keeps."""
    yield "| law | what holds | for |"
    yield "|---|---|---|"
    for law in PLAN_LAWS:
        yield f"| {law.name} | {law.statement} | {{class}}`~relkit.plans.{law.plan.__name__}` |"


def laws_tables() -> Iterator[str]:
    """Write the laws that are shipped to be put to the test, by what owes them."""
    try:
        from relkit.testing._subjects import SUBJECT_TYPES  # noqa: PLC0415 - an extra, maybe not there
    except ImportError:
        return
    for subject in SUBJECT_TYPES:
        yield f"## Owed by {subject.name}"
        yield ""
        yield "| law | what holds | in symbols | since |"
        yield "|---|---|---|---|"
        for law in subject.laws:
            formula = law.formula.replace("|", "\\|")
            yield f"| {law.name} | {law.statement} | {formula} | {law.since} |"
        yield ""


TABLES = {
    "errors": errors_table,
    "events": events_tables,
    "indicators": indicators_table,
    "industries": industries_table,
    "laws": laws_tables,
    "measures": measures_tables,
    "plan-laws": plan_laws_table,
    "strategies": strategies_tables,
    "traits": traits_table,
}


def write_tables() -> None:
    """Write every table to a file that a page includes."""
    FOLDER.mkdir(exist_ok=True)
    for name, table in TABLES.items():
        FOLDER.joinpath(f"{name}.md").write_text("\n".join(table()) + "\n", "utf-8")
