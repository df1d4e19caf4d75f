"""`Because`: which strategy made a plan, by which rules, from which facts."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from typing_extensions import override

from relkit._checks import text, whole
from relkit.plans._fields import check_fields, optional, part, parts
from relkit.plans._text import joined, plain

__all__ = ["Because", "Fact", "Rule"]

_SPEAKING = ("kind", "stage")
_MOST_SHOWN = 112  # characters of facts: with the name of a strategy two lines


@attrs.frozen
class Fact:
    """One fact that a strategy used: a field of the relationship, or a trait's two counts.

    >>> print(Fact("stage", "active"), Fact("loyalty", pro=3, con=1), sep=", ")
    active, loyalty 3:1
    """

    name: str
    value: str = ""
    pro: int | None = attrs.field(default=None, kw_only=True)
    con: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        text(self.name, "The name of a fact")
        part(str)(self.value, "The value of a fact")
        optional(whole)(self.pro, "Fact.pro")
        optional(whole)(self.con, "Fact.con")

    @override
    def __str__(self) -> str:
        """Give name and value, or the value alone where it says what it is of."""
        counts = "" if self.pro is None else f"{self.pro}:{self.con}"
        name = "" if self.name in _SPEAKING else plain(self.name)
        return joined([name, self.value, counts], " ")


@attrs.frozen
class Rule:
    """One step on the way to a plan: a strategy, or a rule that chose one.

    ``choice`` is the number, from 1, of the alternative that applied; ``detail`` the
    condition that held; ``branches`` are the ways on, where one rule leads to several plans.

    >>> print(Rule("first_of", choice=2))
    first_of 2
    """

    name: str
    choice: int | None = attrs.field(default=None, kw_only=True)
    detail: str = attrs.field(default="", kw_only=True)
    branches: tuple[tuple[Rule, ...], ...] = attrs.field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        text(self.name, "The name of a rule")
        part(str)(self.detail, "The detail of a rule")
        optional(whole)(self.choice, "Rule.choice")
        parts(parts(part(Rule)))(self.branches, "Rule.branches")

    @override
    def __str__(self) -> str:
        """Give the name, and what makes the step this one."""
        ways = joined((joined(branch, " > ") for branch in self.branches), "; ")
        return joined([self.name, self.choice, self.detail, ways and f"[{ways}]"], " ")


_CHECKS = {"path": parts(part(Rule)), "facts": parts(part(Fact))}


@attrs.frozen
class Because:
    """Why a plan is as it is (design decision 16; law S17).

    Args:
        path: the rules from the outermost to the strategy that made the plan.
        facts: what they read of the relationship and the context, in order.

    A plan that no strategy made has an empty path.

    >>> print(Because((Rule("Retainer"),), (Fact("kind", "client"),)))
    Retainer (client)
    """

    path: tuple[Rule, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _CHECKS)

    @property
    def strategy(self) -> str:
        """The name of the strategy that made the plan, or ``"by hand"``."""
        return self.path[-1].name if self.path else "by hand"

    def under(self, rule: Rule, facts: tuple[Fact, ...] = ()) -> Because:
        """Give the same reason, seen from one rule further out; its facts come first.

        >>> because = Because((Rule("Retainer"),)).under(Rule("first_of", choice=1))
        >>> because.strategy, str(because)
        ('Retainer', 'first_of 1 > Retainer')
        """
        return Because((rule, *self.path), tuple(dict.fromkeys((*facts, *self.facts))))

    @override
    def __str__(self) -> str:
        """Give the way, and as many of the facts as two lines hold."""
        way = joined(self.path, " > ") or self.strategy
        return f"{way} ({joined(self._shown())})" if self.facts else way

    def _shown(self) -> Iterator[str]:
        """Give the first facts in words, and how many more there are."""
        room = _MOST_SHOWN
        for place, fact in enumerate(map(str, self.facts)):
            room -= len(f"{fact}, ")
            if room < 0 and place:
                yield f"{len(self.facts) - place} more"
                return
            yield fact
