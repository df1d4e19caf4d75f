"""`Persona`: what is known of whom the marketing is for, and how strategies read it (row S45)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Final, TypeAlias, cast

import attrs
from typing_extensions import override

from relkit._checks import text
from relkit._words import shown
from relkit.errors import InvalidValueError
from relkit.plans import Content, Fact
from relkit.plans._fields import Check, check_fields, optional, parts
from relkit.plans._text import joined, plain

__all__ = [
    "Persona",
    "Subject",
    "as_personas",
    "dealt",
    "persona_facts",
    "preferred_first",
    "subjects",
]

Subject: TypeAlias = tuple[str, str | None]
"""A topic, and whom it interests."""

_WORDS = parts(text)
_PERSONA: Final[dict[str, Check]] = {
    "name": text,
    "role": optional(text),
    "needs": _WORDS,
    "pain_points": _WORDS,
    "goals": _WORDS,
    "preferred_channels": _WORDS,
    "preferred_topics": _WORDS,
    "preferred_forms": _WORDS,
}


@attrs.frozen(kw_only=True)
class Persona:
    """A type of party, or one stakeholder of an organization: needs, pain points, preferences.

    Personas are given as ``Context(personas=...)``, the most important one first. What the
    marketing strategies make of them:

    - *channels*: those that a persona prefers come first. One that the strategy does not
      name is used only where the party consented to it; none is ever used without consent.
    - *topics*: what personas prefer, then their pain points, needs and goals, come before the
      strategy's own, one persona taking its turn after the other, so that none waits.
    - *content*: what has no topic of its own takes these topics in this order, each once, and
      is for the persona from which the topic comes. Preferred forms come first.
    - the plan's reason quotes each persona as a fact.

    They change neither money nor the kind.

    Args:
        name: of the type (``"thrifty student"``) or of the person.
        role: a stakeholder's part in its organization, such as ``"treasurer"``.
        needs: what it needs.
        pain_points: what troubles it.
        goals: what it wants to reach.
        preferred_channels: the channels that it likes, best first.
        preferred_topics: what it likes to hear about, best first.
        preferred_forms: the forms of content that it likes, best first.

    Raises ``InvalidValueError``.

    >>> dana = Persona(name="dana", role="treasurer", needs=("cash_flow",))
    >>> print(dana)
    dana, treasurer: needs cash flow
    """

    name: str
    role: str | None = None
    needs: tuple[str, ...] = ()
    pain_points: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    preferred_channels: tuple[str, ...] = ()
    preferred_topics: tuple[str, ...] = ()
    preferred_forms: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the fields."""
        check_fields(self, _PERSONA)

    @property
    def interests(self) -> tuple[str, ...]:
        """What it likes to hear about, then its pain points, needs and goals, each once."""
        every = (*self.preferred_topics, *self.pain_points, *self.needs, *self.goals)
        return tuple(dict.fromkeys(every))

    @override
    def __str__(self) -> str:
        """Give what is known of it in words."""
        liked = (*self.preferred_channels, *self.preferred_topics, *self.preferred_forms)
        known = {
            "prefers": liked,
            "pain points": self.pain_points,
            "needs": self.needs,
            "goals": self.goals,
        }
        said = (f"{what} {joined(map(plain, each))}" for what, each in known.items() if each)
        return joined(
            [joined([self.name, self.role and plain(self.role)]), joined(said, "; ")], ": "
        )


def as_personas(value: Iterable[Persona]) -> tuple[Persona, ...]:
    """Let a collection of personas pass."""
    members = tuple(cast("Iterable[object]", value)) if isinstance(value, Iterable) else (value,)
    if not isinstance(value, Iterable) or not all(isinstance(each, Persona) for each in members):
        msg = f"Context.personas is a collection of values of Persona, not {shown(value)}."
        raise InvalidValueError(msg)
    return cast("tuple[Persona, ...]", members)


def preferred_first(
    channels: tuple[str, ...], personas: Iterable[Persona], consent: frozenset[str]
) -> tuple[str, ...]:
    """Give the channels with those first that personas prefer; others only with consent.

    >>> ann = Persona(name="ann", preferred_channels=("text", "phone", "letter"))
    >>> preferred_first(("email", "phone"), [ann], frozenset({"text"}))
    ('text', 'phone', 'email')
    """
    liked = chain.from_iterable(persona.preferred_channels for persona in personas)
    wanted = (channel for channel in liked if channel in channels or channel in consent)
    return tuple(dict.fromkeys((*wanted, *channels)))


def subjects(personas: Iterable[Persona], topics: Iterable[str]) -> tuple[Subject, ...]:
    """Give the topics of personas in turn, each with whom it interests, then one's own.

    >>> ann = Persona(name="ann", needs=("tax", "wills"))
    >>> subjects([ann, Persona(name="bo", role="heir", goals=("tax", "peace"))], ["news"])
    (('tax', 'ann'), ('wills', 'ann'), ('peace', 'heir'), ('news', None))
    """
    found: dict[str, str | None] = {}
    for topic, audience in chain(_in_turn(tuple(personas)), ((own, None) for own in topics)):
        found.setdefault(topic, audience)
    return tuple(found.items())


def _in_turn(personas: tuple[Persona, ...]) -> Iterator[Subject]:
    for turn in zip_longest(*(persona.interests for persona in personas)):
        for persona, topic in zip(personas, turn, strict=True):
            if topic is not None:
                yield topic, persona.role or persona.name


def dealt(
    content: Iterable[Content], open_subjects: Iterable[Subject], personas: Iterable[Persona]
) -> tuple[Content, ...]:
    """Give the content in the order that personas prefer, open topics filled with subjects.

    >>> notes = Content(form="note"), Content(form="talk"), Content(form="film")
    >>> ann = Persona(name="ann", preferred_forms=("talk",))
    >>> [str(each) for each in dealt(notes, [("tax", "ann"), ("wills", None)], [ann])]
    ['talk about tax for ann', 'note about wills', 'film']
    """
    liked = tuple(chain.from_iterable(persona.preferred_forms for persona in personas))
    ordered = sorted(
        content, key=lambda each: liked.index(each.form) if each.form in liked else len(liked)
    )
    waiting = iter(open_subjects)
    return tuple(_about(each, waiting) for each in ordered)


def _about(content: Content, waiting: Iterator[Subject]) -> Content:
    """Give content that has no topic the next subject, as long as there is one."""
    if content.topic is not None:
        return content
    topic, audience = next(waiting, (None, None))
    return attrs.evolve(content, topic=topic, audience=content.audience or audience)


def persona_facts(personas: Iterable[Persona]) -> tuple[Fact, ...]:
    """Quote each persona as a fact."""
    return tuple(Fact("persona", str(persona)) for persona in personas)
