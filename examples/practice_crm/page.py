"""A page of the report: one file that needs nothing else, and can be opened from a folder."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from practice_crm.markup import Markup, joined, tag
from relkit.display import to_html

__all__ = ["document", "picture", "table"]

_HERE = files("practice_crm")
_WIDE, _NARROW = 720, 330
_LONG = 20


def document(title: str, *body: Markup, scripted: bool = False) -> str:
    """Give a whole page; it may load nothing, and run nothing but our few lines that sort.

    What a name might smuggle in is escaped; should that ever fail, the policy still holds.
    """
    style = _HERE.joinpath("page.css").read_text("utf-8")
    script = _HERE.joinpath("sort.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    runs = f"'sha256-{digest}'" if scripted else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {runs}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    ending = tag("script", Markup(script)) if scripted else Markup("")
    return f"<!doctype html>\n{tag('html', head, tag('body', *body, ending), lang='en')}\n"


def picture(value: Any) -> Markup:  # noqa: ANN401 - whatever relkit can draw
    """Give relkit's picture of a value twice: one for wide windows, one that phones can read."""
    wide, narrow = (Markup(to_html(value, width=width)) for width in (_WIDE, _NARROW))
    return joined([tag("div", wide, class_="wide"), tag("div", narrow, class_="narrow")])


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], **marks: str
) -> Markup:
    """Give a table; the first cell of a row names it. Days and numbers are set as such."""
    told = list(rows)
    if not told:
        return tag("p", "None.", class_="soft")
    numeric = [all(isinstance(row[place], int) for row in told) for place in range(len(heads))]
    head = (
        tag("th", name, scope="col", **({"class_": "number"} if is_number else {}))
        for name, is_number in zip(heads, numeric, strict=True)
    )
    body = (tag("tr", *map(_cell, row, range(len(row)))) for row in told)
    whole = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *body), **marks)
    return tag("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _cell(value: object, place: int) -> Markup:
    if place == 0 and not isinstance(value, date):
        return tag("th", value, scope="row")
    if isinstance(value, date):
        return tag("td", value, class_="day")
    if isinstance(value, int):
        return tag("td", f"{value:,}", class_="number", data_value=value)
    return tag("td", value, **({"class_": "text"} if len(str(value)) > _LONG else {}))
