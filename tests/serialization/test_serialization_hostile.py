"""Hostile ids and texts in documents: kept to the letter, or refused in plain words."""

from __future__ import annotations

import json
from datetime import date

import pytest

from relkit.assessment import Ruling
from relkit.errors import UnwritableValueError
from relkit.events import Consultation
from relkit.relationships import Client
from relkit.serialization import from_json, to_json
from strategies.books import HOSTILE

DAY = date(2025, 1, 7)


@pytest.mark.parametrize("text", [each for each in HOSTILE if each.strip()], ids=ascii)
def test_a_document_holds_a_name_as_it_is(text: str) -> None:
    """What is named so comes back so from JSON that any reader takes; half a character does not."""
    values = [
        Consultation(on=DAY, party=text, line=text, topic=text, served_by=text, id=(text, 1)),
        Ruling(Client, by=text, on=DAY, reason=text),
    ]
    for value in values:
        if "\ud800" not in text:
            written = to_json(value)

            assert value == from_json(written)
            assert value == from_json(json.dumps(json.loads(written)))
            assert "\x1b" not in written
            assert "\n" not in written
        else:
            with pytest.raises(UnwritableValueError) as caught:
                to_json(value)

            assert all(line.isprintable() for line in str(caught.value).split("\n"))
