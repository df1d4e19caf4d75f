"""HTML as values: every text is escaped unless it is markup already."""

from __future__ import annotations

from html import escape

__all__ = ["Markup", "cleaned", "joined", "preformatted", "tag"]

_ALONE = frozenset(["meta"])


class Markup(str):
    """Text that is markup already: made by this module and by relkit's pictures."""

    __slots__ = ()


def cleaned(text: object) -> str:
    """Give text without what would steer a terminal, or turn the order of a line around.

    >>> cleaned("two" + chr(10) + "lines")
    'two�lines'
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """Give an element; ``class_`` and ``data_value`` stand for ``class`` and ``data-value``.

    >>> print(tag("td", "R&D <b>", class_="wide"))
    <td class="wide">R&amp;D &lt;b&gt;</td>
    >>> print(tag("p", tag("b", "bold"), " and plain"))
    <p><b>bold</b> and plain</p>
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(cleaned(value))}"'
        for key, value in attributes.items()
    )
    head = f"<{name}{said}>"
    return Markup(head if name in _ALONE else f"{head}{joined(children)}</{name}>")


def joined(children: object) -> Markup:
    """Give many parts one after the other, each escaped unless it is markup."""
    parts = children if isinstance(children, (tuple, list)) else (children,)
    return Markup("".join(p if isinstance(p, Markup) else escape(cleaned(p)) for p in parts))


def preformatted(text: str, label: str) -> Markup:
    """Give lines as they stand, in a region that can be scrolled by keyboard where they are long.

    >>> print(preformatted("a < b", "Sum"))
    <pre role="region" aria-label="Sum" tabindex="0">a &lt; b</pre>
    """
    lines = Markup("\n".join(escape(cleaned(line)) for line in text.split("\n")))
    return tag("pre", lines, role="region", aria_label=label, tabindex="0")
