"""The two diagrams of the documentation, in the colors and words of relkit's own pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from _figures import FOLDER, NARROW, WIDE, for_all_screens

# The drawing of our own pictures: private, as nobody else should build on it.
from relkit.display._markup import Markup, Picture, boxes, line, words

ROOM = 26


class Step(NamedTuple):
    """One box of a diagram: what stands in it, and what it means."""

    name: str
    meaning: str


FLOW = (
    Step("records", "rows of a till, a calendar, a ledger"),
    Step("events", "dated facts: a purchase, a consultation, …"),
    Step("Evidence", "whole numbers, merged with + in any order"),
    Step("TraitProfile", "each trait as two counts, pro and con"),
    Step("Assessment", "points per trait, their sum, the margin"),
    Step("Customer | Client | undetermined", "the kind; the stage stands beside it"),
    Step("Playbook", "which strategy serves which kind"),
    Step("Treatment", "marketing, service and payment plans"),
)
FLOORS = (
    Step("7", "display · frames · testing · serialization"),
    Step("6", "book · playbook"),
    Step("5", "strategies · plans"),
    Step("4", "assessment · scorecard"),
    Step("3", "relationships · traits"),
    Step("2", "evidence · measures"),
    Step("1", "money · schedules · business · events"),
    Step("0", "errors · typing"),
)


def _box(x: int, y: int, width: int, height: int = 24) -> Markup:
    return boxes("l", x, y, (width, height), 'fill="none" rx="4"')


def _arrow(x: int, top: int) -> Markup:
    """Point down from one box to the next."""
    tip = top + ROOM - 13
    return Markup(
        line("d", (x, top), (x, tip - 3)) + f'<path class="p" d="M{x - 4} {tip - 5}h8l-4 6z"/>'
    )


def flow(width: int) -> str:
    """Draw the way from records to plans; on a phone each meaning stands below its name."""
    title = "From records to plans"
    is_narrow = width < WIDE
    about = "; then ".join(f"{name}: {meaning}" for name, meaning in FLOW)
    picture = Picture(title, f"One direction, no way back. {about}.", width)
    box = width - 2 if is_narrow else 250
    height = 40 if is_narrow else 24
    for place, (name, meaning) in enumerate(FLOW):
        top = picture.row(height) - 14
        base = top + 16
        picture.add(_box(1, top, box, height), words(10, base, name, "h"))
        if is_narrow:
            picture.add(words(10, base + 16, meaning, "m"))
        else:
            picture.add(words(box + 16, base, meaning, "m"))
        if place < len(FLOW) - 1:
            picture.add(_arrow(box // 2, picture.row(ROOM - 10) - 14))
    return picture.svg()


def floors(width: int) -> str:
    """Draw the floors of the package, the highest on top."""
    title = "The floors of the package"
    about = "; ".join(f"floor {name}: {meaning}" for name, meaning in FLOORS)
    picture = Picture(title, f"A module imports from lower floors only. {about}.", width)
    for name, meaning in FLOORS:
        top = picture.row(30) - 14
        picture.add(_box(1, top, width - 2), words(10, top + 16, name, "m"))
        picture.add(words(30, top + 16, meaning))
    return picture.svg()


def _figure(pictures: Sequence[str]) -> str:
    wide, narrow = (f'<figure class="relkit">{svg}</figure>' for svg in pictures)
    return for_all_screens(wide, narrow)


def write_diagrams() -> None:
    """Write both to files that pages include."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in (("flow", flow), ("floors", floors)):
        markup = _figure([draw(WIDE), draw(NARROW)])
        FOLDER.joinpath(f"{name}.html").write_text(markup, "utf-8")
