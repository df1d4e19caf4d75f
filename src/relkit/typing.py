"""Types that users need to annotate their own code; nothing happens here.

``PartyId``, ``BusinessId`` and ``EventId`` are any hashable value. ``Record`` is one plain
mapping with ``event`` and ``on``, the same fact as an event.

>>> def parties(records: list[Record]) -> set[PartyId]:
...     return {record.get("party") for record in records}
>>> parties([{"event": "purchase", "on": "2025-01-07", "party": "acme"}])
{'acme'}
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeAlias

__all__ = ["BusinessId", "EventId", "PartyId", "Record"]

PartyId: TypeAlias = Hashable
"""The id by which a party is known: any hashable value.

>>> isinstance(("acme", 7), PartyId)
True
"""

BusinessId: TypeAlias = Hashable
"""The id by which a business is known: any hashable value.

>>> isinstance("harper-law", BusinessId)
True
"""

EventId: TypeAlias = Hashable
"""The id that makes a repeated event recognizable: any hashable value.

>>> isinstance(["a", "list"], EventId)
False
"""

Record: TypeAlias = Mapping[str, object]
"""One dated fact as a plain mapping of field names to values.

>>> visit: Record = {"event": "consultation", "on": "2025-01-07", "minutes": 90}
>>> visit["event"]
'consultation'
"""
