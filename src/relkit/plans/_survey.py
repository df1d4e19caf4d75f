"""`Survey`: which question is asked when, how it is answered, and what the answer leads to."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs
from typing_extensions import override

from relkit._checks import a_date, text
from relkit._words import listed, shown
from relkit.errors import InvalidValueError
from relkit.events import Feedback
from relkit.plans._fields import Check, between, check_fields, one_of, optional, part, parts
from relkit.plans._routine import Routine
from relkit.plans._steps import Step
from relkit.plans._text import joined, plain
from relkit.schedules import Every

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["Scale", "Survey", "SurveyForm"]

SurveyForm: TypeAlias = Literal["csat", "ces", "nps", "trust", "debrief"]
"""Satisfaction (CSAT), effort (CES), recommendation (NPS), a trust item, or a talk."""

_NAMES: Final = {"csat": "CSAT", "ces": "CES", "nps": "NPS", "trust": "trust", "debrief": "debrief"}


@attrs.frozen
class Scale:
    """Whole numbers from the worst to the best answer, and up to which one is low.

    Raises ``InvalidValueError`` unless ``worst <= low < best``.

    >>> recommending = Scale(0, 10, low=6)
    >>> recommending.share(5), recommending.is_low(6), str(recommending)
    (Fraction(1, 2), True, '0 to 10')
    """

    worst: int
    best: int
    low: int

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        checks = {name: between(0) for name in ("worst", "best", "low")}
        check_fields(self, checks)
        if not self.worst <= self.low < self.best:
            msg = (
                f"A scale has worst <= low < best, such as Scale(1, 5, low=2); got {self.worst}, "
                f"{self.low}, {self.best}."
            )
            raise InvalidValueError(msg)

    def share(self, answer: int) -> Fraction:
        """Give an answer as a share of the best one, exactly; raises for one off the scale."""
        return Fraction(self._checked(answer) - self.worst, self.best - self.worst)

    def is_low(self, answer: int) -> bool:
        """Tell whether an answer asks for action; raises for one off the scale."""
        return self._checked(answer) <= self.low

    def _checked(self, answer: int) -> int:
        between(self.worst, self.best)(answer, "An answer")
        return answer

    @override
    def __str__(self) -> str:
        """Give the ends of the scale."""
        return f"{self.worst} to {self.best}"


_SURVEY: Final[dict[str, Check]] = {
    "form": one_of(*_NAMES),
    "question": text,
    "scale": optional(part(Scale)),
    "answer_by": text,
    "after": parts(text),
    "every": optional(part(Every)),
    "by": text,
    "act_days": between(0),
    "report_days": between(0),
    "minutes": between(0),
    "routine": optional(part(Routine)),
}


@attrs.frozen(kw_only=True)
class Survey:
    """One question of the feedback loop: asked, answered, acted upon, reported back (row S52).

    Args:
        form: what it measures.
        question: its wording.
        scale: of the answer; None for free words.
        answer_by: the way on which the answer comes back. There must be one.
        after: the occasions after which it is asked.
        every: how often it is asked besides.
        by: who asks, acts on a low answer or free words, and reports back.
        act_days: at most so many days until something was done about such an answer.
        report_days: at most so many days until the party hears what came of its answer.
        minutes: what asking, acting and reporting take each time.
        routine: the rhythm as laid on the calendar, which ``dated`` does.

    The answer chooses what is done, never the kind of the relationship: satisfaction moves
    customers to buy, and trust moves clients (Garbarino & Johnson 1999).

    Raises ``InvalidValueError``, also for a question that is never asked.

    >>> asked = Survey(
    ...     form="csat", question="Did you get what you came for?", scale=Scale(1, 5, low=2),
    ...     answer_by="link", after=("purchase",), act_days=2, report_days=7,
    ... )
    >>> print(asked)
    CSAT after purchase
    >>> [str(step) for step in asked.follow_up(1, date(2025, 9, 1))]
    ['act on answer by team 2025-09-03', 'report back by team 2025-09-08']
    """

    form: SurveyForm
    question: str
    answer_by: str
    scale: Scale | None = None
    after: tuple[str, ...] = ()
    every: Every | None = None
    by: str = "team"
    act_days: int = 2
    report_days: int = 7
    minutes: int = 0
    routine: Routine | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _SURVEY)
        if not self.after and self.every is None:
            msg = "A Survey is asked after=(<an occasion>,) or every=Every(...); got neither."
            raise InvalidValueError(msg)

    def dated(self, anchor: date, start: date) -> Survey:
        """Give the survey with its rhythm laid on a day, from a start on."""
        if self.every is None:
            return self
        routine = Routine(
            about=f"ask {self.name}",
            every=self.every,
            anchor=anchor,
            start=start,
            by=self.by,
            minutes=self.minutes,
        )
        return attrs.evolve(self, routine=routine)

    def follow_up(
        self, answer: int | None, on: date, holidays: Container[date] = frozenset()
    ) -> tuple[Step, ...]:
        """Give what an answer leads to, dated: action where it is low, and always a report.

        Free words (``answer=None``, where there is no scale) are read as asking for action.

        Raises ``InvalidValueError`` for an answer off the scale, and ``NotADateError``.
        """
        start = a_date(on, "on")
        rating = self._rating(answer)
        is_low = rating is None or self.scale is None or self.scale.is_low(rating)
        acts = (Step(about="act_on_answer", by=self.by, after_days=self.act_days),)
        report = Step(about="report_back", by=self.by, after_days=self.report_days)
        steps = (*acts, report) if is_low else (report,)
        return tuple(step.dated(start, holidays) for step in steps)

    def recorded(self, answer: int | None, on: date) -> Feedback:
        """Give an answer as the event to record: a rating, or input in free words.

        A rating moves no trait of the standard ones (row S72), so neither the kind.

        >>> trust = Survey(
        ...     form="trust", question="Do you rely on our word?", scale=Scale(1, 7, low=3),
        ...     answer_by="meeting", every=Every(months=6),
        ... )
        >>> trust.recorded(4, date(2025, 9, 1)).rating
        Fraction(1, 2)
        """
        rating = self._rating(answer)
        if rating is None or self.scale is None:
            return Feedback(on=on, input=True)
        return Feedback(on=on, rating=self.scale.share(rating))

    def _rating(self, answer: int | None) -> int | None:
        """Check that an answer is a number exactly where there is a scale."""
        if (answer is None) == (self.scale is None):
            return answer
        allowed = "None, as it is in free words" if self.scale is None else f"from {self.scale}"
        msg = f"The answer to {self.name} must be {allowed}, not {shown(answer)}."
        raise InvalidValueError(msg)

    @property
    def name(self) -> str:
        """The name of what it measures, as people write it."""
        return _NAMES[self.form]

    @override
    def __str__(self) -> str:
        """Give the question's name and when it is asked."""
        after = f"after {listed(map(plain, self.after))}" if self.after else ""
        return joined([self.name, after, self.every], " ")
