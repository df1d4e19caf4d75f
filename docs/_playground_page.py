"""What stands on the playground's page before anything is loaded, and the forms that replace it.

The stories are drawn here, by the same Python that later runs in the reader's browser. The
forms wait in a ``template`` element, which nothing shows and nothing reads aloud.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
SERVED = HERE / "_playground" / "served"  # becomes a part of _static/
PAGE = HERE / "_generated" / "playground.html"

sys.path.insert(0, str(SERVED / "playground" / "python"))

from playground import (  # noqa: E402 - found by the line above
    SNIPPETS,
    STORIES,
    industries,
    kept,
    static,
    vocabulary,
)

from relkit.events import STANDARD_EVENT_TYPES  # noqa: E402 - as above
from relkit.traits import STANDARD_TRAITS, Trait  # noqa: E402 - as above

_PAGE = """<div id="pg">
<p class="pg-start"><button type="button" id="pg-start" hidden>Start relkit in this browser</button>
<span id="pg-status" role="status"></span></p>
<div id="pg-place">{static}</div>
<template id="pg-live">{live}</template>
<script type="application/json" id="pg-data">{data}</script>
<script type="module" src="_static/playground/page.js"></script>
</div>
"""

_TRAIT = """
<li data-trait="{name}">
  <b>{label}</b><span class="pg-points"></span><span class="pg-counts"></span>
  <span class="pg-pole">{left}</span><span class="pg-line"><i></i></span>
  <span class="pg-pole">{right}</span>
  <label><input type="checkbox" aria-label="state it: {label}"> state it</label>
  <input type="range" min="0" max="10" disabled aria-label="{label}, from {left} to {right}">
</li>"""


def write_playground() -> None:
    """Write the middle of the page to the file that the page includes."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(_PAGE.format(static=static(STORIES), live=_live(), data=_data()), "utf-8")


def style_playground(app: Sphinx, page: str, *_rest: object) -> None:
    """Give the page its style sheet, while Sphinx writes it."""
    if page == "playground":
        app.add_css_file("playground/playground.css")


def _live() -> str:
    template = Template(HERE.joinpath("_playground", "live.html").read_text("utf-8"))
    return template.substitute(
        stories="".join(_story(story.name, story.title) for story in STORIES),
        events=_options(kind.tag for kind in STANDARD_EVENT_TYPES),
        industries=_options(industries()),
        keeps="".join(map(_kept, kept())),
        traits="".join(map(_trait, STANDARD_TRAITS)),
        snippets=_options(SNIPPETS),
    )


def _data() -> str:
    """Give what the scripts need to know as JSON that cannot end the element it stands in."""
    stories = {story.name: {"text": story.text, "state": story.state.data()} for story in STORIES}
    data = {**vocabulary(), "stories": stories, "snippets": SNIPPETS}
    return json.dumps(data).replace("<", "\\u003c")


def _story(name: str, title: str) -> str:
    return f'\n      <button type="button" data-story="{escape(name)}">{escape(title)}</button>'


def _options(words: Iterable[str]) -> str:
    return "".join(
        f'<option value="{escape(word)}">{escape(word.replace("_", " "))}</option>'
        for word in words
    )


def _kept(name: str) -> str:
    record, _, field = name.partition(".")
    words = f"{field} of a {record}" if field else record
    return (
        f'\n          <label><input type="checkbox" value="{escape(name)}"> {escape(words)}</label>'
    )


def _trait(trait: Trait) -> str:
    left, right = map(escape, trait.poles)
    return _TRAIT.format(name=escape(trait.name), label=escape(trait.label), left=left, right=right)
