"""`answer`: one question of the page, as JSON text, to one answer, as JSON text.

Whatever relkit refuses comes back as a problem with relkit's own words; nothing is raised.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, cast

import relkit
from playground._markup import Markup
from playground._readers_code import ReadersCode
from playground._state import link_of, opened, read_json, read_state
from playground._views import View
from relkit.errors import InvalidValueError, RelkitError

__all__ = ["answer"]

_QUESTION_MOST: Final = 256 * 1024
_NARROWEST, _WIDEST = 300, 2000
_readers_code: Final = ReadersCode()


def answer(text: str) -> str:
    """Answer a question such as ``{"ask": "show", "state": {...}, "width": 600}``."""
    try:
        question = read_json(text, _QUESTION_MOST)
        asked = question.get("ask") if isinstance(question, dict) else None
        if not isinstance(asked, str) or asked not in _ANSWERS:
            msg = f"The playground answers {', '.join(_ANSWERS)}."
            raise InvalidValueError(msg)
        said = _ANSWERS[asked](cast("Mapping[str, Any]", question))
    except RelkitError as fault:
        said = {"problem": f"{type(fault).__name__}: {fault}"}
    return json.dumps(said)


def _begin(_question: Mapping[str, Any]) -> dict[str, object]:
    python = ".".join(map(str, sys.version_info[:3]))
    return {"relkit": relkit.__version__, "python": python}


def _show(question: Mapping[str, Any]) -> dict[str, object]:
    """Show the answer for a state, and what is other than in the state before it."""
    view = _view(question)
    before = None if question.get("before") is None else _view(question, "before")
    return {
        "state": view.state.data(),
        "spoken": view.spoken(),
        "moved": "" if before is None else f". {view.moved(before)}",
        "answer": view.answer(),
        "picture": view.picture(_width(question)),
        "traits": view.traits(),
        "changed": Markup("") if before is None else view.changed(before),
    }


def _rest(question: Mapping[str, Any]) -> dict[str, object]:
    """Show what may follow the answer a moment later."""
    view = _view(question)
    return {
        "turns": view.turns(),
        "records": view.records(),
        "plans": view.plans(),
        "mine": _readers_code.shown(view),
    }


def _history(question: Mapping[str, Any]) -> dict[str, object]:
    return {"history": _view(question).history(_width(question))}


def _run(question: Mapping[str, Any]) -> dict[str, object]:
    return {"mine": _readers_code.run(question.get("code"), _view(question))}


def _share(question: Mapping[str, Any]) -> dict[str, object]:
    return {"link": link_of(_view(question).state)}


def _open(question: Mapping[str, Any]) -> dict[str, object]:
    return {"state": opened(question.get("link")).data()}


def _view(question: Mapping[str, Any], of: str = "state") -> View:
    return _viewed(json.dumps(question.get(of)))


@lru_cache(maxsize=8)
def _viewed(text: str) -> View:
    """Assess a state that is asked about again: for its plans, or as the one before a change."""
    return View.of(read_state(json.loads(text)))


def _width(question: Mapping[str, Any]) -> int:
    """Give the width for pictures: whole pixels, as wide as relkit draws."""
    width = question.get("width")
    return max(_NARROWEST, min(_WIDEST, width)) if isinstance(width, int) else _NARROWEST


_ANSWERS: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, object]]]] = {
    "begin": _begin,
    "history": _history,
    "open": _open,
    "rest": _rest,
    "run": _run,
    "share": _share,
    "show": _show,
}
