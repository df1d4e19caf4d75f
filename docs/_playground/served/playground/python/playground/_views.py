"""What the page shows of a state: the answer, its picture, what would turn it, and the plans.

Every piece is HTML text. Pictures are drawn by `relkit.display`; the words around them come
from relkit's values and are escaped here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from playground._markup import Markup, capital, element, joined, safe
from playground._plan_cards import plan_card
from playground._state import State
from relkit import Assessment, Book, Client, Context, Customer, Treatment, default_playbook
from relkit.display import to_html
from relkit.events import Event, Statement
from relkit.traits import STANDARD_TRAITS, TraitReading

if TYPE_CHECKING:
    from relkit.assessment import Change, Counterfactual, Diff, Move

__all__ = ["View", "context_of"]

_REACH = 6000  # points of lead at which the scale of the answer ends
_CHANGES_MOST = 6
_PLAYBOOK = default_playbook()


def context_of(state: State) -> Context:
    """Give what the strategies are told: the day, the price last paid, consent to email."""
    return Context(today=state.as_of, price=state.price, consent=["email"])


@attrs.frozen
class View:
    """One state and its assessment, to be shown."""

    state: State
    assessment: Assessment

    @classmethod
    def of(cls, state: State) -> View:
        """Assess the state."""
        return cls(state, state.assess())

    def treatment(self) -> Treatment:
        """Give the plans of the default playbook."""
        return _PLAYBOOK.treat(self.assessment.relationship, context_of(self.state))

    # ------------------------------------------------------------------------ the answer

    def answer(self) -> Markup:
        """Say the answer in a word, and on a scale from customer to client."""
        told = self.assessment
        label, stage = safe(told.label), safe(told.stage.value)
        word = element("strong", f'class="pg-word pg-{label}"', label)
        reason = f"; {told.reason.value}" if told.reason is not None else ""
        says = f"leads by {told.lead} points; it takes {told.margin}{reason}"
        return joined(
            [
                element("p", 'class="pg-says"', word, safe(" "), element("span", "", stage)),
                self._scale(),
                element("p", 'class="pg-why"', safe(f"{told.leader.label.capitalize()} {says}.")),
            ]
        )

    def _scale(self) -> Markup:
        """Draw where the lead lies between the kinds; the middle is where nobody can tell."""
        scores, margin = self.assessment.scores, self.assessment.margin
        lead = max(-_REACH, min(_REACH, scores[Client] - scores[Customer]))
        at, edge = 50 + 50 * lead / _REACH, 50 * margin / _REACH
        style = f"--at:{at:.1f}%;--low:{50 - edge:.1f}%;--high:{50 + edge:.1f}%"
        ends = [element("span", "", safe(w)) for w in ("customer", "cannot tell", "client")]
        track = element("div", 'class="pg-line"', element("i", ""))
        return element("div", f'class="pg-scale" style="{style}" aria-hidden="true"', track, *ends)

    def spoken(self) -> str:
        """Say the answer for those who listen, in one line."""
        return str(self.assessment)

    def picture(self, width: int) -> Markup:
        """Draw the waterfall, in which each kind has its color, whoever leads."""
        return Markup(to_html(self.assessment, width=width))

    # ------------------------------------------------------------------------ what if, what changed

    def turns(self) -> Markup:
        """Say what would turn the answer, with the fewest traits and with the least movement."""
        told = self.assessment
        fewest, least = told.fewest_changes(), told.least_movement()
        if fewest is None or least is None:
            words = "No change of traits would turn this answer: relkit proves that there is none."
            return element("p", "", safe(words))
        same = fewest.moves == least.moves
        parts = [_turn("With the fewest traits", fewest)]
        return joined(parts if same else [*parts, _turn("With the least movement in all", least)])

    def changed(self, before: View) -> Markup:
        """Say what is other than before, trait by trait, exactly."""
        diff = self.assessment.diff(before.assessment)
        if diff.is_empty:
            words = "Nothing changed: of what relkit looks at, this tells it nothing new."
            return element("p", "", safe(words))
        moved = diff.changes(Client)
        lines = [self._change(before, each) for each in moved[:_CHANGES_MOST]]
        if len(moved) > _CHANGES_MOST:
            lines.append(element("li", "", safe(f"and {len(moved) - _CHANGES_MOST} more")))
        head = f"{capital(str(diff))}. {_sum_of(diff)}"
        return joined([element("p", "", safe(head)), element("ul", "", *lines)])

    def moved(self, before: View) -> str:
        """Say what is other than before for those who listen, in one line."""
        diff = self.assessment.diff(before.assessment)
        return "Nothing changed." if diff.is_empty else _sum_of(diff)

    def _change(self, before: View, change: Change) -> Markup:
        was, now = (each.assessment.profile[change.trait] for each in (before, self))
        name = element("b", "", safe(capital(change.trait)))
        counts = f"{_reading(was)} → {_reading(now)}"
        return element("li", "", name, safe(f" {change.points:+d} points: {counts}"))

    def traits(self) -> dict[str, dict[str, object]]:
        """Give for each trait what its row shows; a share of None is: not observed."""
        points = {part.trait.name: part.points for part in self.assessment.contributions(Client)}
        return {
            each.trait.name: {
                "share": each.share,
                "counts": _reading(each),
                "points": f"{points[each.trait.name]:+d}" if each.is_known else "0",
            }
            for each in self.assessment.profile
        }

    # ------------------------------------------------------------------------ records

    def records(self, *, is_live: bool = True) -> Markup:
        """List the records by day; alive, each with a button to edit and one to remove it."""
        events = sorted(enumerate(self.state.events), key=lambda pair: (pair[1].on, pair[0]))
        return joined(self._record(place, event, is_live) for place, event in events)

    def _record(self, place: int, event: Event | Statement, is_live: bool) -> Markup:  # noqa: FBT001 - as above
        name, details = _words(event)
        is_later = event.on > self.state.as_of
        parts = [
            element("time", "", safe(event.on)),
            element(
                "span", "", element("b", "", safe(name)), safe(f" {details}" if details else "")
            ),
        ]
        if is_later:
            parts.append(element("em", "", safe("later than the day, so left out")))
        if is_live:
            verbs = ("remove",) if isinstance(event, Statement) else ("edit", "remove")
            what = ", ".join([f"{name} of {event.on}", *details.split(", ")[:1]])
            parts += [_button(verb, place, what) for verb in verbs]
        kind = ' class="pg-later"' if is_later else ""
        return element("li", f'data-place="{place}"{kind}', *parts)

    # ------------------------------------------------------------------------ plans and time

    def plans(self) -> Markup:
        """Show the three plans side by side."""
        treatment = self.treatment()
        return joined(plan_card(area.capitalize(), treatment[area]) for area in treatment.areas)

    def history(self, width: int) -> Markup:
        """Draw how the answer came about, day by day."""
        book = Book(self.state.business)
        for event in self.state.events:
            book.record("you", event)
        if "you" not in book:
            return element("p", "", safe("There is no record yet, so nothing has happened."))
        return Markup(to_html(book.history("you", as_of=self.state.as_of), width=width))


def _sum_of(diff: Diff) -> str:
    change = diff.scores[Client] - diff.scores[Customer]
    way = {1: " towards client", -1: " towards customer"}.get((change > 0) - (change < 0), "")
    return f"The sum moves by {change:+d} points{way}."


def _turn(title: str, turn: Counterfactual) -> Markup:
    said = element("p", "", safe(f"{title}, it would be {turn.to.label} if"))
    moves = (_move(move, 1 if turn.to is Client else 0) for move in turn.moves)
    return element("div", "", said, element("ul", "", *moves))


def _move(move: Move, end: int) -> Markup:
    (pole,) = (trait.poles[end] for trait in STANDARD_TRAITS if trait.name == move.trait)
    name = element("b", "", safe(capital(move.trait)))
    points = f"from {move.points_before:+d} to {move.points_after:+d} points"
    return element("li", "", name, safe(f" moved to “{pole}”, {points}"))


def _reading(reading: TraitReading) -> str:
    return f"{reading.pro} : {reading.con}" if reading.is_known else "not observed"


def _button(verb: str, place: int, what: str) -> Markup:
    label = safe(f"{verb.capitalize()} {what}")
    return element(
        "button", f'type="button" data-{verb}="{place}" aria-label="{label}"', safe(verb)
    )


def _words(event: Event | Statement) -> tuple[str, str]:
    """Say a record in words: its name, and the fields that were given."""
    if isinstance(event, Statement):
        return "statement", f"{event.by} on {event.trait}: {event.pro} : {event.con}"
    kind: Any = type(event)
    given = (
        (field.alias, getattr(event, field.name))
        for field in attrs.fields(kind)
        if field.name != "on" and getattr(event, field.name) != field.default
    )
    return event.tag, ", ".join(_field(name, value) for name, value in given)


def _field(name: str, value: object) -> str:
    words = name.replace("_", " ")
    if value is True:
        return words
    if value is False:
        return f"not {words}"
    if name == "amount" and isinstance(value, int):
        return f"USD {value / 100:,.2f}"
    if name in ("form", "action", "direction", "about", "model"):
        return str(value).replace("_", " ")
    return f"{words} {value}"
