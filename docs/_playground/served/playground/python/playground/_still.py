"""What stands on the page before the reader starts relkit: the stories, drawn when it is built."""

from __future__ import annotations

from playground._markup import Markup, element, joined, safe
from playground._stories import Story
from playground._views import View

__all__ = ["static"]

_WIDE, _NARROW = 780, 328


def static(stories: tuple[Story, ...]) -> Markup:
    """Show the stories as they stand on the page before the reader starts relkit."""
    return joined(_still(story, is_open=place == 0) for place, story in enumerate(stories))


def _still(story: Story, *, is_open: bool) -> Markup:
    view = View.of(story.state)
    title = element("b", "", safe(story.title))
    summary = element("summary", "", title, safe(f": {view.spoken()}"))
    wide = element("div", 'class="wide-only"', view.picture(_WIDE))
    narrow = element("div", 'class="narrow-only"', view.picture(_NARROW))
    body = [
        element("p", "", safe(story.text)),
        element("div", 'class="pg-answer"', view.answer()),
        wide,
        narrow,
        element("h2", "", safe("The smallest change that would turn it")),
        element("div", 'class="pg-turns"', view.turns()),
        element("h2", "", safe("The records")),
        element("ol", 'class="pg-records"', view.records(is_live=False)),
        element("h2", "", safe("The plans")),
        element("div", 'class="pg-plans"', view.plans()),
    ]
    return element("details", "open" if is_open else "", summary, *body)
