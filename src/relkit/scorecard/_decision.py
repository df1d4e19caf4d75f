"""The decision rule: who leads by the margin, or why nobody can be named."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from relkit.relationships import Relationship

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relkit.scorecard._scorecard import Scorecard
    from relkit.traits import TraitProfile

__all__ = ["Decision", "Undetermined", "decide"]


class Undetermined(StrEnum):
    """Why no kind can be named (design decision 8).

    >>> Undetermined.NO_EXCHANGE == "no exchange"
    True
    """

    NO_EXCHANGE = "no exchange"
    ONLY_SETTING = "nothing is known but the setting"
    CLOSE = "the lead is below the margin"


@attrs.frozen
class Decision:
    """The kind that leads, by how many points, or why none is named.

    ``leader`` is the kind with the highest score (the first declared of equals), ``runner_up``
    the next; ``lead`` is the points between them, at least 0. ``kind`` is the leader, or None
    with the ``reason`` why not.

    >>> from relkit import Scorecard, TraitProfile
    >>> Scorecard().decide(TraitProfile.of(Scorecard().traits, {})).reason
    <Undetermined.ONLY_SETTING: 'nothing is known but the setting'>
    """

    leader: type[Relationship]
    runner_up: type[Relationship]
    lead: int
    reason: Undetermined | None

    @property
    def kind(self) -> type[Relationship] | None:
        """The kind that was told, or None where it is undetermined."""
        return self.leader if self.reason is None else None


def decide(
    card: Scorecard, profile: TraitProfile, scores: Sequence[int], *, exchanged: bool
) -> Decision:
    """Name the leader if it leads the next by the margin; ties go by declared order."""
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    leader, runner_up = order[0], order[1]
    lead = scores[leader] - scores[runner_up]
    reason = None
    if not exchanged:
        reason = Undetermined.NO_EXCHANGE
    elif not knows_more_than_setting(card, profile):
        reason = Undetermined.ONLY_SETTING
    elif lead < card.margin:
        reason = Undetermined.CLOSE
    return Decision(card.kinds[leader], card.kinds[runner_up], lead, reason)


def knows_more_than_setting(card: Scorecard, profile: TraitProfile) -> bool:
    """Tell whether anything was observed of the relationship itself."""
    settings = card.settings
    for place, (pro, con) in enumerate(zip(profile.pro, profile.con, strict=True)):
        if (pro or con) and place not in settings:
            return True
    return False
