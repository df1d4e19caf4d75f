"""`to_svg` and `to_html`: values as pictures that stand alone, and what notebooks show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from relkit._checks import whole
from relkit._words import listed, shown
from relkit.assessment import Assessment
from relkit.book import History
from relkit.display._markup import Markup, element, sheet, span
from relkit.display._profile import bars
from relkit.display._schedule import schedule
from relkit.display._steps import steps
from relkit.display._waterfall import waterfall
from relkit.errors import InvalidValueError
from relkit.plans import PaymentPlan, Plan
from relkit.playbook import Playbook, Treatment
from relkit.traits import TraitProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["mime_bundle", "to_html", "to_svg"]

WIDTH, LEAST_WIDTH, MOST_WIDTH = 640, 300, 2000

_BETWEEN_WORDS: Final = re.compile("(?<=[a-z])(?=[A-Z])")

_DRAWN: dict[type, Callable[[Any, int], str]] = {
    Assessment: waterfall,
    TraitProfile: bars,
    History: steps,
    PaymentPlan: schedule,
}


def to_svg(value: Assessment | TraitProfile | History | PaymentPlan, *, width: int = WIDTH) -> str:
    """Draw a value as one SVG element of ``width`` (300 to 2000) pixels.

    An assessment becomes a waterfall whose bars sum to the lead, a profile bars between the
    poles, a history steps, a payment plan its payments. The picture needs nothing else: no
    script, no font, no network; it has a title and a description, and colors for light and
    dark pages. No party is named (law X9).

    Raises ``InvalidValueError`` for other values and widths.

    >>> from datetime import date
    >>> from relkit import Business, Purchase, assess
    >>> shop = Business("shop", industry="retail")
    >>> bought = assess([Purchase(on=date(2025, 1, 7))], business=shop, as_of=date(2025, 1, 8))
    >>> to_svg(bought)[:4], "<script" in to_svg(bought)
    ('<svg', False)
    """
    whole(width, "width", LEAST_WIDTH, MOST_WIDTH)
    for kind, draw in _DRAWN.items():
        if isinstance(value, kind):
            return draw(value, width)
    names = listed(kind.__name__ for kind in _DRAWN)
    msg = f"to_svg draws {names}, not {shown(value)}."
    raise InvalidValueError(msg)


def to_html(
    value: Assessment | TraitProfile | History | Playbook | Treatment | Plan,
    *,
    width: int = WIDTH,
) -> str:
    """Show a value as one HTML ``figure`` that stands alone, as ``to_svg`` does.

    What has a picture is drawn; a playbook becomes a table of kinds and areas, a treatment
    and any other plan their words.

    Raises ``InvalidValueError`` for other values and widths.

    >>> from relkit import default_playbook
    >>> to_html(default_playbook()).count("<tr>")
    4
    """
    whole(width, "width", LEAST_WIDTH, MOST_WIDTH)
    if isinstance(value, Playbook):
        return sheet("Playbook", _table(value))
    if isinstance(value, Treatment) or (
        isinstance(value, Plan) and not isinstance(value, PaymentPlan)
    ):
        head, *_ = str(value).splitlines()
        return sheet(head, _lines(str(value).splitlines()[1:]))
    if isinstance(value, tuple(_DRAWN)):
        return element("figure", 'class="relkit"', Markup(to_svg(value, width=width)))
    names = listed([*(kind.__name__ for kind in _DRAWN), "Playbook", "Treatment", "Plan"])
    msg = f"to_html shows {names}, not {shown(value)}."
    raise InvalidValueError(msg)


def mime_bundle(value: Any) -> dict[str, str]:  # noqa: ANN401 - whatever to_html shows
    """Give what a notebook shows: the picture, and text where there are no pictures.

    >>> from relkit import default_playbook
    >>> sorted(mime_bundle(default_playbook()))
    ['text/html', 'text/plain']
    """
    text = value.explain() if isinstance(value, Assessment) else str(value)
    return {"text/plain": text, "text/html": to_html(value)}


def _table(playbook: Playbook) -> Markup:
    """Set out who serves whom; an empty cell means: as the parent kind."""
    head = [Markup(span("th", name, 'scope="col"')) for name in ("kind", *playbook.areas)]
    entries = {(kind, area): strategy for kind, area, strategy in playbook.entries}
    rows = [_row(head)]
    for kind in playbook.kinds:
        cells = [entries.get((kind, area), "") for area in playbook.areas]
        name = span("th", kind.label, 'scope="row"')
        rows.append(_row([name, *(_breakable(span("td", str(cell))) for cell in cells)]))
    return element("table", "", *rows)


def _breakable(cell: Markup) -> Markup:
    """Let a narrow table break the names of strategies between their words."""
    return Markup(_BETWEEN_WORDS.sub("<wbr/>", cell))


def _row(cells: Iterable[Markup]) -> Markup:
    return element("tr", "", *cells)


def _lines(lines: Iterable[str]) -> Markup:
    # Each line is cleaned by itself: a line break in a name must not begin a new one.
    return element("pre", "", *(Markup(f"{span('span', line)}\n") for line in lines))
