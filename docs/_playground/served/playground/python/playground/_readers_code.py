"""Strategies that the reader writes: run here, in the reader's own browser, and nowhere else.

Code is what the reader typed into the editor of this very page. It is never part of a link and
never stored. Whatever it raises is shown as Python shows it, with the line that it came from.
"""

from __future__ import annotations

import linecache
import sys
import traceback
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType
from typing import Any, Final

import attrs

from playground._markup import Markup, element, joined, safe
from playground._plan_cards import plan_card
from playground._views import View, context_of
from relkit import Plan, Strategy
from relkit.errors import InvalidValueError

__all__ = ["CODE_MOST", "SNIPPETS", "ReadersCode"]

CODE_MOST: Final = 20_000
_PRINTED_MOST: Final = 4_000
_NAME, _FILE = "yours", "<your code>"


@attrs.define
class ReadersCode:
    """The strategy that the reader's code called ``mine``, if it ran."""

    strategy: Strategy[Any, Any] | None = None

    def run(self, code: object, view: View) -> Markup:
        """Run the code, and show the plan of its strategy; or the error, as Python shows it."""
        if not isinstance(code, str) or len(code) > CODE_MOST:
            msg = f"The editor takes text of at most {CODE_MOST:,} characters."
            raise InvalidValueError(msg)
        self.strategy = None
        printed = StringIO()
        try:
            with redirect_stdout(printed):
                self.strategy = _strategy_of(_executed(code))
        except BaseException as fault:  # noqa: BLE001 - a reader's code may raise anything, SystemExit too
            return joined([_output(printed), _error(fault)])
        return joined([_output(printed), self.shown(view)])

    def shown(self, view: View) -> Markup:
        """Show the plan that the strategy gives a state; nothing while there is no strategy."""
        if self.strategy is None:
            return Markup("")
        relationship = view.assessment.relationship
        try:
            plan = self.strategy.propose(relationship, context_of(view.state))
            return plan_card(f"{_title(plan)} by {self.strategy}", plan, _usual(plan, view))
        except BaseException as fault:  # noqa: BLE001 - as above
            return _error(fault)


def _executed(code: str) -> ModuleType:
    """Run code as a module of its own, whose lines a traceback can quote."""
    linecache.cache[_FILE] = (len(code), None, code.splitlines(keepends=True), _FILE)
    module = ModuleType(_NAME)
    sys.modules[_NAME] = module  # where attrs and typing look names up
    exec(compile(code, _FILE, "exec"), module.__dict__)  # noqa: S102 - the reader's own, see above
    return module


def _strategy_of(module: ModuleType) -> Strategy[Any, Any]:
    mine = getattr(module, "mine", None)
    if isinstance(mine, Strategy):
        return mine
    msg = "Call the strategy that is to be run mine, as in: mine = CalmService()"
    raise InvalidValueError(msg)


def _usual(plan: Plan | None, view: View) -> Plan | None:
    """Give the plan that the default playbook has in the same place, if it has one."""
    if plan is None:
        return None
    return next((each for each in view.treatment() if type(each) is type(plan)), None)


def _title(plan: Plan | None) -> str:
    return "No plan" if plan is None else str(plan).partition(":")[0]


def _output(printed: StringIO) -> Markup:
    text = printed.getvalue()
    if not text:
        return Markup("")
    return element("pre", 'class="pg-printed"', safe(text[:_PRINTED_MOST]))


def _error(fault: BaseException) -> Markup:
    """Show an error's last lines, and where in the reader's code it arose."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename == _FILE]
    where = [f"Line {frames[-1].lineno}: {frames[-1].line}\n"] if frames else []
    last = traceback.format_exception_only(fault)
    return element("pre", 'class="pg-error"', safe("".join([*where, *last]).rstrip()))


SNIPPETS: Final = {
    "Start from nothing": """\
from relkit import Relationship, Strategy, strategy
from relkit.plans import ServicePlan

@strategy
class ByName(Strategy[Relationship, ServicePlan]):
    # Who talks with us gets an hour; everybody is known by name.
    hours: int = 1

    def plan(self, relationship, context):
        if relationship.profile["dialogue"].pro:
            return ServicePlan(tier=f"by name, and {self.hours} h a month to talk")
        return ServicePlan(tier="by name")

mine = ByName(hours=2)
""",
    "Change one default": """\
from relkit import Every, strategy
from relkit.strategies import ClientService

@strategy
class CalmService(ClientService):
    tier: str = "own_partner"
    reviews: Every | None = Every(months=6)

mine = CalmService(owner="mira")
""",
    "Half now, half on delivery": """\
from relkit import Relationship
from relkit.plans import Line
from relkit.strategies import PaymentStrategy

class HalfNow(PaymentStrategy[Relationship]):
    def lines(self, relationship, context):
        price = self.price_of(context)  # what was paid last, on this page
        if price is not None:
            now, later = price.split(2)
            yield Line(label="now", amount=now, due=context.today)
            yield Line(label="rest", amount=later, trigger="delivery")

mine = HalfNow()
""",
    "A slip, to see it caught": """\
from relkit.strategies import ClientService

class Typo(ClientService):
    def plann(self, relationship, context):
        return None

mine = Typo()
""",
}
"""What the editor offers to begin with: a title, and the code."""
