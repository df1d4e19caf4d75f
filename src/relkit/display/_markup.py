"""SVG and HTML as text: elements whose words are escaped, in colors of their own.

Pictures stand alone: no script, no id, nothing to be fetched. Colors are custom properties
of the class ``relkit``, for light and for dark pages, so that a page may set others.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, NewType

from relkit.display._text import clean, columns, cut

__all__ = [
    "ROW",
    "Markup",
    "Picture",
    "boxes",
    "element",
    "fitting",
    "line",
    "lines",
    "room",
    "sheet",
    "span",
    "words",
]

Markup = NewType("Markup", str)
"""Text that is markup already, so that it is not escaped again."""

ROW: Final = 20
_CHARACTER = 6.5  # pixels that a character of 12 px takes on average, in a wide font
_BOLD = 7.3  # the same in bold

_STYLE: Final = (
    ".relkit{--b:#fff;--t:#1f2328;--m:#57606a;--l:#d0d7de;--p:#0969da;--c:#bc4c00;"
    "background:var(--b);color:var(--t);font:12px system-ui,sans-serif}"
    "@media(prefers-color-scheme:dark){.relkit{--b:#0d1117;--t:#e6edf3;--m:#9198a1;"
    "--l:#3d444d;--p:#58a6ff;--c:#f0883e}}"
    ".relkit text{fill:var(--t)}.relkit .m,.relkit .m text{fill:var(--m)}"
    ".relkit .e{text-anchor:end}"
    ".relkit .h{font-weight:600}.relkit .p{fill:var(--p)}.relkit .c{fill:var(--c)}"
    ".relkit .o{fill:none;stroke:var(--p);stroke-dasharray:3}"
    ".relkit .l{stroke:var(--l)}.relkit .d{stroke:var(--m);stroke-dasharray:3}"
    ".relkit .s{fill:none;stroke:var(--p);stroke-width:2}:where(figure.relkit){margin:4px 0}"
)

_TABLE: Final = (
    ".relkit table{border-collapse:collapse;font:inherit;color:inherit}"
    ".relkit th,.relkit td{text-align:left;padding:2px 8px 2px 0;"
    "border-bottom:1px solid var(--l);vertical-align:top}"
    ".relkit td{min-width:64px}.relkit td,.relkit pre{overflow-wrap:anywhere}"
    ".relkit pre{white-space:pre-wrap}"
    ".relkit figcaption{font-weight:600}.relkit>:not(svg){margin:4px 8px}"
)


def element(name: str, attributes: str = "", *children: Markup) -> Markup:
    """Give an element; ``attributes`` are written by us, never by a user.

    >>> element("g", "", words(1, 2, "a < b"))
    '<g><text x="1" y="2">a &lt; b</text></g>'
    """
    head = f"{name} {attributes}" if attributes else name
    inside = "".join(children)
    return Markup(f"<{head}>{inside}</{name}>" if inside else f"<{head}/>")


def span(name: str, text: object, attributes: str = "") -> Markup:
    """Give an element that holds nothing but escaped text.

    >>> span("td", "R&D")
    '<td>R&amp;D</td>'
    """
    head = f"{name} {attributes}" if attributes else name
    return Markup(f"<{head}>{escape(clean(text))}</{name}>")


def words(x: int, y: int, text: object, kind: str = "") -> Markup:
    """Give text at a place; ``kind`` is one of the style's classes.

    >>> words(10, 20, "Tenure", "m")
    '<text x="10" y="20" class="m">Tenure</text>'
    """
    return span("text", text, f'x="{x}" y="{y}"' + (f' class="{kind}"' if kind else ""))


def lines(kind: str, *each: Sequence[tuple[int, int]]) -> Markup:
    """Give lines, each through its places, as one element.

    >>> lines("l", [(0, 5), (9, 5)], [(0, 7), (9, 7)])
    '<path class="l" d="M0 5 9 5M0 7 9 7"/>'
    """
    through = "".join("M" + " ".join(f"{x} {y}" for x, y in places) for places in each)
    return Markup(f'<path class="{kind}" d="{through}"/>')


def line(kind: str, *places: tuple[int, int]) -> Markup:
    """Give a line through places.

    >>> line("l", (0, 5), (9, 5))
    '<path class="l" d="M0 5 9 5"/>'
    """
    return lines(kind, places)


def boxes(kind: str, x: int, y: int, size: tuple[int, int], data: str = "") -> Markup:
    """Give a box with its width and height; ``data`` are attributes for those who test.

    >>> boxes("p", 5, 6, (70, 8))
    '<rect class="p" x="5" y="6" width="70" height="8"/>'
    """
    width, height = size
    more = f" {data}" if data else ""
    return Markup(f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"{more}/>')


def fitting(text: object, pixels: int) -> str:
    """Cut text to what fits into so many pixels.

    >>> fitting("staff continuity", 70)
    'staff con…'
    """
    return cut(text, max(int(pixels / _CHARACTER), 1))


def room(text: str) -> int:
    """Give how many pixels text takes at most, with a gap behind it.

    >>> room("active")
    46
    """
    return int(columns(text) * _CHARACTER) + 7


def sheet(title: str, *parts: Markup) -> str:
    """Give an HTML figure with its caption."""
    style = Markup(f"<style>{_STYLE}{_TABLE}</style>")
    return element("figure", 'class="relkit"', style, span("figcaption", title), *parts)


class Picture:
    """A picture that grows downward, row by row, with a title and a description."""

    def __init__(self, title: str, description: str, width: int) -> None:
        """Begin, so many pixels wide."""
        self.width = width
        self.title = clean(title)
        self.description = clean(description)
        self.below = 0
        self._parts: list[Markup] = []

    def row(self, height: int = ROW) -> int:
        """Open the next row, and give the base line of its text."""
        self.below += height
        return self.below - height + 14

    def add(self, *parts: Markup) -> None:
        """Draw."""
        self._parts += parts

    def paragraph(self, text: str, kind: str = "m") -> None:
        """Write text over as many rows as it takes; kind ``h`` is bold."""
        line_: list[str] = []
        most = int(self.width / (_BOLD if kind == "h" else _CHARACTER))
        for word in clean(text).split():
            if columns(" ".join([*line_, word])) > most and line_:
                self.add(words(0, self.row(), " ".join(line_), kind))
                line_ = []
            line_.append(cut(word, most))
        self.add(words(0, self.row(), " ".join(line_), kind))

    def svg(self) -> str:
        """Give the whole."""
        about = [span("title", self.title), span("desc", self.description)]
        size = f'viewBox="-8 -4 {self.width + 16} {self.below + 12}"'
        looks = f'width="{self.width + 16}" style="max-width:100%;height:auto"'
        head = f'xmlns="http://www.w3.org/2000/svg" class="relkit" role="img" {size} {looks}'
        style = Markup(f"<style>{_STYLE}</style>")
        return element("svg", head, *about, style, *self._parts)
