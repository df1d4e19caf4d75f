"""Wrong strategies, by the name of the law that each breaks."""

from __future__ import annotations

import threading
from typing import Any, ClassVar

import attrs
from tests.mutants.checks import parties, sales
from typing_extensions import override

from relkit.plans import Because, MarketingPlan, Plan, ServicePlan
from relkit.relationships import Client, Relationship
from relkit.strategies import ALWAYS, NEVER, Context, Strategy, strategy


def _is_elsewhere() -> bool:
    """Whether this is one of several threads that ask at once."""
    return threading.current_thread().name.startswith("ThreadPool")


@strategy
class Plain(Strategy[Client, ServicePlan]):
    """A right strategy, on which the wrong ones are built."""

    tier: str = "plain"

    @override
    def plan(self, relationship: Client, context: Context) -> ServicePlan | None:
        if relationship.stage == "former":
            return None
        return ServicePlan(tier=self.said(relationship, context))

    def said(self, relationship: Client, context: Context) -> str:
        """Give the tier."""
        del relationship, context
        return self.tier


class Choking(Plain):
    """Chokes on prospects."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        if relationship.stage == "prospect":
            raise ZeroDivisionError
        return super().said(relationship, context)


class Moody(Plain):
    """Answers otherwise when asked for the third time in a row."""

    asked: ClassVar[list[object]] = []

    @override
    def said(self, relationship: Client, context: Context) -> str:
        question = (relationship, context)
        if _is_elsewhere():
            return self.tier
        if self.asked[-1:] != [question]:
            self.asked.clear()
        self.asked.append(question)
        if len(self.asked) < 3:
            return self.tier
        self.asked.clear()
        return "third"


class Scribbling(Plain):
    """Writes on what it is given."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        object.__setattr__(context, "owner", "me")
        return self.tier


class Overreaching(Plain):
    """Gives a plan of another area to prospects, and does not check."""

    @override
    def plan(self, relationship: Client, context: Context) -> Any:
        if relationship.stage == "prospect":
            return Plan()
        return super().plan(relationship, context)

    def _check_plan(self, plan: object) -> None:
        del plan


class Leaky(Plain):
    """Comes back with another tier when it is rebuilt."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Leaky._made, ("another",)

    @staticmethod
    def _made(tier: str) -> Leaky:
        return Leaky(tier=tier)

    def __copy__(self) -> Leaky:
        return self

    def __deepcopy__(self, _memo: object) -> Leaky:
        return self


class Snobbish(Plain):
    """Knows its own kind by the very class."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        return self.tier if type(relationship) is Client else "below"


class Only(Plain):
    """Knows itself by the very class."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        return self.tier if type(self) is Only else "heir"


class Jealous(Plain):
    """Does not let others have their turn."""

    @override
    def __or__(self, other: Any) -> Any:
        return super().__or__(other) if other == self else super().__or__(Plain(tier="jealous"))


class Headstrong(Plain):
    """Takes no notice of conditions."""

    @override
    def when(self, condition: Any) -> Any:
        return super().when(condition) if condition in (ALWAYS, NEVER) else self


class Improving(Plain):
    """Adjusts what it was told to leave."""

    @override
    def __rshift__(self, function: Any) -> Any:
        return super().__rshift__(lambda plan: attrs.evolve(function(plan), tier="improved"))


class Unreliable(Plain):
    """Falls back to something else."""

    @override
    def fallback(self, plan: Any) -> Any:
        del plan
        return super().fallback(ServicePlan(tier="other"))


class Nosy(Plain):
    """Reads the line, and does not say so."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        return f"line {relationship.line}"


class Lax(Plain):
    """Lets every slip pass."""

    def __new__(cls, *_args: object, **_fields: object) -> Any:
        """Make it, and check nothing."""
        return object.__new__(cls)


class Secretive(Plain):
    """Does not say how it came to its plan."""

    @override
    def _reason(self, because: Because, relationship: Relationship) -> Because:
        found = super()._reason(because, relationship)
        return attrs.evolve(found, path=())


@strategy
class Pushy(Strategy[Client, MarketingPlan]):
    """Writes to everybody who has not agreed to be called."""

    @override
    def plan(self, relationship: Client, context: Context) -> MarketingPlan:
        return MarketingPlan(aim="reach", channels=() if "phone" in context.consent else ("email",))


class Racing(Plain):
    """Plans otherwise in other threads."""

    @override
    def said(self, relationship: Client, context: Context) -> str:
        return "raced" if _is_elsewhere() else self.tier


class NeverItself(Plain):
    """Is equal to nothing else, however alike; what it is made into again is itself."""

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    @override
    def __hash__(self) -> int:
        return 7


class Unlike(Plain):
    """Has a hash of its own for each copy."""

    @override
    def __hash__(self) -> int:
        return id(self)


class Open(Plain):
    """Can be changed by anybody."""

    __setattr__ = object.__setattr__


@strategy
class Shouting(Plain):
    """Adds to what was said whenever it is made again."""

    tier: str = attrs.field(default="", converter=lambda said: f"{said}!")


MUTANTS: dict[str, Strategy[Any, Any]] = {
    "never raises": Choking(),
    "the same again": Moody(),
    "leaves its input": Scribbling(),
    "gives what it declares": Overreaching(),
    "rebuilt": Leaky(),
    "kinds below": Snobbish(),
    "subclasses": Only(),
    "alternatives": Jealous(),
    "conditions": Headstrong(),
    "adjusted by nothing": Improving(),
    "fallback": Unreliable(),
    "reads what it says": Nosy(),
    "slips are named": Lax(),
    "says because": Secretive(),
    "consent": Pushy(),
    "threads": Racing(),
    "equal": NeverItself(),
    "hashed alike": Unlike(),
    "frozen": Open(),
    "evolved": Shouting(),
}
QUICK = {"party": parties(Client), "other": parties(Client), "context": sales()}
