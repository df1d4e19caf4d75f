"""A plan as a card: its first line, and its other lines by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground._markup import Markup, capital, element, safe

if TYPE_CHECKING:
    from relkit import Plan

__all__ = ["plan_card"]


def _plan_lines(plan: Plan) -> tuple[str, dict[str, str]]:
    """Give a plan's first line and its other lines by their names, each whole."""
    head, *rest = str(plan).splitlines()
    lines: dict[str, str] = {}
    name = ""
    for line in rest:
        if line.startswith("    "):
            lines[name] = f"{lines.get(name, '')} {line.strip()}".strip()
        else:
            name, _, said = line.strip().partition(": ")
            lines[name] = said
    return head.partition(": ")[2] or head, lines


def plan_card(title: str, plan: Plan | None, usual: Plan | None = None) -> Markup:
    """Show a plan line by line; what a usual plan of the area would not say is marked."""
    top = element("h3", "", safe(title))
    if plan is None:
        return element("article", "", top, element("p", "", safe("Nothing suits here.")))
    head, lines = _plan_lines(plan)
    known = lines if usual is None else _plan_lines(usual)[1]
    rows: list[Markup] = []
    for name, said in lines.items():
        mark = Markup("") if known.get(name) == said else element("mark", "", safe("yours"))
        rows += [element("dt", "", safe(name), mark), element("dd", "", safe(said))]
    first = element("p", "", safe(capital(head)))
    return element("article", "", top, first, element("dl", "", *rows))
