"""`Shelf`: what a book keeps, by party and line of business."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from relkit._words import closest, listed, shown
from relkit.book._asked import a_party
from relkit.book._entry import Entry
from relkit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relkit.book._ledger import Place
    from relkit.events import Event, Statement
    from relkit.typing import PartyId

__all__ = ["Shelf"]

_COMPARED = 1000


class Shelf:
    """The entries of every party: one for what names no line, and one for each line."""

    __slots__ = ("_lined", "_make", "_whole")

    def __init__(self, make: Callable[[PartyId], Entry]) -> None:
        """Start with nothing; ``make`` gives a new entry for a party."""
        self._make = make
        self._whole: dict[PartyId, Entry] = {}
        self._lined: dict[PartyId, dict[str, Entry]] = {}

    def record(self, place: Place, event: Event | Statement) -> None:
        """Count an event where it belongs; what refuses it leaves no trace, not even a party."""
        known = self._known(*place)
        entry = self._make(place[0]) if known is None else known
        entry.record(event)
        if known is None:
            self._put(*place, entry)

    def entry(self, party: PartyId, line: str | None) -> Entry:
        """Give what is kept of a relationship in one line, made where there is nothing yet."""
        known = self._known(party, line)
        return self._put(party, line, self._make(party)) if known is None else known

    def _known(self, party: PartyId, line: str | None) -> Entry | None:
        return self._whole.get(party) if line is None else self._lined.get(party, {}).get(line)

    def _put(self, party: PartyId, line: str | None, entry: Entry) -> Entry:
        if line is None:
            self._whole[party] = entry
        else:
            self._lined.setdefault(party, {})[line] = entry
        return entry

    def found(self, party: PartyId, line: str | None = None) -> list[Entry]:
        """Give what is kept of a relationship: of one line, or of all there is."""
        lined = self._lined.get(party, {})
        if line is not None:
            return [lined[line]]
        whole = self._whole.get(party)
        return [*([] if whole is None else [whole]), *lined.values()]

    def has(self, place: Place) -> bool:
        """Tell whether anything is kept of a party in one line, or outside any."""
        return self._known(*place) is not None

    def lines(self, party: PartyId) -> tuple[str, ...]:
        """Give the lines in which something is kept of a party."""
        return tuple(self._lined.get(party, ()))

    def remove(self, party: PartyId) -> None:
        """Throw away what is kept of a party."""
        self._whole.pop(party, None)
        self._lined.pop(party, None)

    def places(self) -> Iterator[tuple[Place, Entry]]:
        """Give every entry with its party and line."""
        for party, entry in self._whole.items():
            yield (party, None), entry
        for party, lines in self._lined.items():
            for line, entry in lines.items():
                yield (party, line), entry

    def __iter__(self) -> Iterator[PartyId]:
        """Give every party."""
        yield from self._whole
        yield from (party for party in self._lined if party not in self._whole)

    def __len__(self) -> int:
        """Count the parties."""
        return len(self._whole.keys() | self._lined.keys()) if self._lined else len(self._whole)

    def __contains__(self, party: object) -> bool:
        """Tell whether anything is kept of a party."""
        return party in self._whole or party in self._lined

    def check(self, party: PartyId, line: str | None = None) -> None:
        """Refuse a party, or a line of it, of which nothing is kept."""
        if a_party(party) not in self:
            raise self._no_party(party)
        lines = self._lined.get(party, {})
        if line is not None and (not isinstance(line, str) or line not in lines):
            known = listed(sorted(map(shown, lines)), "and") or "none"
            msg = (
                f"Nothing was recorded for this party in the line {shown(line)}. "
                f"Its lines: {known}."
            )
            raise UnknownNameError(msg)

    def _no_party(self, party: PartyId) -> UnknownNameError:
        """Say that a party is not there, with the likeliest slip of the pen."""
        names = [name for name in islice(self, _COMPARED) if isinstance(name, str)]
        near = closest(party, names)
        hint = f"Did you mean {shown(near)}?" if near else f"Parties in it: {len(self)}."
        return UnknownNameError(f"There is no party {shown(party)} in this book. {hint}")
