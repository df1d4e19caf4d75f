"""The Python side of the playground: what it reads from anybody, what it shows, what it runs.

The page's scripts are driven in a real browser by ``nox -s playground``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zipfile
import zlib
from base64 import urlsafe_b64encode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from relkit import RelkitError
from relkit.errors import InvalidValueError
from relkit.traits import STANDARD_TRAITS

DOCS = Path(__file__).parents[1] / "docs"
PLAYGROUND = DOCS / "_playground"
sys.path += [str(DOCS), str(PLAYGROUND), str(PLAYGROUND / "served" / "playground" / "python")]

import _playground_page  # noqa: E402 - found by the line above
import playground  # noqa: E402 - as above
from playground import SNIPPETS, STORIES, View, answer, link_of, opened, read_state  # noqa: E402 - as above
from playground._readers_code import CODE_MOST, ReadersCode  # noqa: E402 - as above
from playground._state import LINK_MOST, RECORDS_MOST, STATE_MOST, TEXT_MOST, read_json  # noqa: E402 - as above
from runtime import LIBRARY, PACKED, PYODIDE, add_runtime  # noqa: E402 - as above

STORY = {story.name: story for story in STORIES}
PURCHASE = {"event": "purchase", "on": "2025-01-07", "amount": 1_250, "standard": True}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}


def state(*records: object, **other: object) -> dict[str, Any]:
    """The data of a state with these records."""
    whole = {"industry": "retail", "keeps": ["purchase"], "as_of": "2025-02-01"}
    return {**whole, "records": list(records), **other}


def ask(**question: object) -> dict[str, Any]:
    """What the playground answers."""
    said: dict[str, Any] = json.loads(answer(json.dumps(question)))
    return said


def packed(text: str) -> str:
    """A link that holds any text."""
    return "relkit1." + urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode()


class Elements(HTMLParser):
    """The elements of a piece of HTML; whatever is not closed raises."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(markup)
        self.close()
        assert [] == self.open

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and that it is open."""
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert tag == self.open.pop()


# ------------------------------------------------------------------ stories and states


def test_stories_tell_what_they_say() -> None:
    """A shopper is a customer, the cheese shop's regular and the consulting client are clients."""
    labels = {name: story.state.assess().label for name, story in STORY.items()}

    assert {"shopper": "customer", "regular": "client", "client": "client"} == labels


def test_the_regular_was_a_customer_first() -> None:
    """Of the regular's records the early ones tell a customer, the middle ones nothing."""
    data = STORY["regular"].state.data()
    days = ("2025-03-15", "2025-05-10", "2025-09-06")
    labels = [read_state({**data, "as_of": day}).assess().label for day in days]

    assert ["customer", "undetermined", "client"] == labels


@pytest.mark.parametrize("name", STORY)
def test_a_link_holds_a_state(name: str) -> None:
    """A state that went through a link is the same state, and its link is short and plain."""
    link = link_of(STORY[name].state)

    assert STORY[name].state == opened(link)
    assert re.fullmatch(r"relkit1\.[\w-]+", link)
    assert len(link) < 1_000


def test_the_price_is_what_was_paid_last() -> None:
    """The price at hand is the last positive amount up to the day, or none."""
    refund = {"event": "payment", "on": "2025-01-20", "amount": -500}
    later = {"event": "payment", "on": "2025-03-01", "amount": 99}

    assert "USD 12.50" == str(read_state(state(PURCHASE, refund, later)).price)
    assert read_state(state(refund)).price is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "holds exactly"),
        ([], "holds exactly"),
        ({"records": []}, "holds exactly"),
        (state(code="print()"), "holds exactly"),
        (state(keeps="purchase"), "keeps must be a list"),
        (state(keeps=["purchase"] * 21), "keeps must be a list"),
        (state(keeps=["purchse"]), "Did you mean 'purchase'"),
        (state(keeps=[7]), "keeps"),
        (state(records={}), "records must be a list"),
        (state(*[PURCHASE] * (RECORDS_MOST + 1)), f"at most {RECORDS_MOST}"),
        (state(industry=7), "industry must be text"),
        (state(industry="x" * (TEXT_MOST + 1)), "industry must be text of at most"),
        (state(as_of=20_250_101), "as_of must be an ISO date"),
        (state(as_of="soon"), "as_of must be an ISO date"),
        (state(as_of="9999-12-31"), "1900 to 2199"),
        (state({**PURCHASE, "on": "0001-01-01"}), "1900 to 2199"),
        (state("purchase"), "record 1 must be an object"),
        (state(PURCHASE, {str(n): n for n in range(21)}), "record 2 has more than 20 fields"),
        (state({**PURCHASE, "party": "ann"}), "one relationship"),
        (state({**PURCHASE, "channel": "x" * (TEXT_MOST + 1)}), "at most 200 characters"),
        (state({**PURCHASE, "amount": 2**53}), "is a number beyond"),
        (state({**PURCHASE, "served_by": ["ann"]}), "must be text, a number"),
        (state({**PURCHASE, "y" * 99: []}), "y…"),
        (state({**PURCHASE, "amont": 3}), "Did you mean 'amount'"),
        (state({**PURCHASE, "discount": 7.5}), "from 0 to 1"),
        (state({"event": "purchse", "on": "x"}), "Did you mean 'purchase'"),
    ],
)
def test_a_wrong_state_is_refused(data: object, says: str) -> None:
    """Whatever no state can be is refused in relkit's words, from a form and from a link."""
    with pytest.raises(RelkitError, match=re.escape(says)):
        read_state(data)

    assert says in ask(ask="show", state=data)["problem"]
    if len(packed(json.dumps(data))) <= LINK_MOST:
        assert says in ask(ask="open", link=packed(json.dumps(data)))["problem"]


def test_a_statement_about_no_trait_is_refused() -> None:
    """A statement about a trait that is not scored is refused with the closest one."""
    said = {"event": "statement", "on": "2025-01-07", "trait": "trusty", "pro": 1, "con": 0}

    assert "'trust'" in ask(ask="show", state=state({**said, "by": "you"}), width=400)["problem"]


@pytest.mark.parametrize(
    "link",
    [
        None,
        7,
        "",
        "relkit1.",
        "relkit2.eJw",
        "relkit1.<script>",
        "relkit1.AAAA",
        "relkit1.A",
        "relkit1." + "x" * LINK_MOST,
        packed('{"records": [}'),
        packed('{"records": NaN}'),
        packed("[" * 50_000),
        packed("\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
        "relkit1." + urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode().rstrip("="),
        packed(json.dumps(state(PURCHASE)))[:-6],
        packed(" " * (STATE_MOST + 1)),
        packed(" " * 5_000_000),  # some kilobytes that would become megabytes
    ],
)
def test_a_hostile_link_is_refused(link: object) -> None:
    """A link that was cut, changed, packed to burst or written by hand is refused, and no more."""
    with pytest.raises(InvalidValueError):
        opened(link)

    assert ask(ask="open", link=link)["problem"].startswith("InvalidValueError: ")


@given(text=st.text(max_size=60))
def test_any_link_is_read_or_refused(text: str) -> None:
    """Whatever stands after the #, it is a state or refused in relkit's words."""
    with pytest.raises(RelkitError):
        opened(f"relkit1.{text}")


def test_a_state_too_long_for_a_link_is_refused() -> None:
    """Records that would make a link longer than is read make none."""
    texts = [
        "".join(chr(0x4E00 + (n * 37 + k * 101) % 20_000) for k in range(150)) for n in range(60)
    ]
    long = read_state(state(*({**PURCHASE, "channel": text} for text in texts)))

    with pytest.raises(InvalidValueError, match="remove some"):
        link_of(long)


def test_json_is_read_within_limits() -> None:
    """More text than a state can be, and what is no text, is not even parsed."""
    for text in ("x" * (STATE_MOST + 1), 7):
        with pytest.raises(InvalidValueError, match="JSON of at most"):
            read_json(text)


# ------------------------------------------------------------------ what is shown


@pytest.mark.parametrize("name", STORY)
def test_everything_shown_is_whole_html(name: str) -> None:
    """Each story's pieces are well-formed HTML without a script, at any width."""
    data = STORY[name].state.data()
    for width in (-5, 328, 5_000, "wide"):
        shown = ask(ask="show", state=data, before=state(), width=width)
        rest = ask(ask="rest", state=data)
        past = ask(ask="history", state=data, width=width)
        for piece in ("answer", "picture", "changed"):
            assert "script" not in Elements(shown[piece]).names
        for markup in (rest["turns"], rest["records"], rest["plans"], past["history"]):
            assert "script" not in Elements(markup).names


HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e\x00"


def test_everything_is_escaped() -> None:
    """Markup in a record, in a trade or in a reader's strategy is shown, never obeyed."""
    record = {"event": "consultation", "on": "2025-01-07", "topic": HOSTILE, "served_by": HOSTILE}
    said = {"event": "statement", "on": "2025-01-07", "trait": "trust", "pro": 1, "con": 0}
    data = state(record, {**said, "by": HOSTILE}, industry="law<b>")
    code = f"raise ValueError({HOSTILE!r})"
    pieces = [
        ask(ask="show", state=data, before=state(), width=400)["answer"],
        *ask(ask="rest", state=data).values(),
        ask(ask="run", state=data, code=code)["mine"],
        ask(ask="run", state=data, code=f"print({HOSTILE!r})")["mine"],
    ]
    for piece in pieces:
        found = Elements(piece)

        assert "img" not in found.names
        assert "onerror" not in found.attributes
        assert "\u202e" not in piece
        assert "\x00" not in piece


def test_unknown_is_shown_unlike_zero() -> None:
    """A trait that nobody observed has no share; one observed for both poles alike has half."""
    balanced = {"event": "statement", "on": "2025-01-07", "trait": "trust", "pro": 5, "con": 5}
    traits = View.of(read_state(state(PURCHASE, {**balanced, "by": "you"}))).traits()

    assert {"share": 0.5, "counts": "5 : 5", "points": "+0"} == traits["trust"]
    assert {"share": None, "counts": "not observed", "points": "0"} == traits["loyalty"]


def test_a_change_names_what_it_moved() -> None:
    """What changed is told trait by trait, with the counts before and after and the sum."""
    before = STORY["client"].state.data()
    after = {**before, "records": [*before["records"], {"event": "referral", "on": "2025-06-20"}]}
    said = ask(ask="show", state=after, before=before, width=400)

    assert "The sum moves by +250 points towards client." in said["changed"]
    assert "<b>Trust</b> +250 points: 1 : 0 → 2 : 0" in said["changed"]
    assert ". The sum moves by +250 points towards client." == said["moved"]


def test_much_change_is_cut_and_none_is_said() -> None:
    """Of many moved traits the strongest are named; where nothing moved, that is said."""
    much = ask(ask="show", state=STORY["shopper"].state.data(), before=STORY["client"].state.data())
    none = ask(ask="show", state=state(PURCHASE), before=state(PURCHASE))
    first = ask(ask="show", state=state(PURCHASE))

    assert "towards customer" in much["changed"]
    assert re.search(r"and \d more", much["changed"])
    assert "tells it nothing new" in none["changed"]
    assert ". Nothing changed." == none["moved"]
    assert "" == first["moved"] == first["changed"]


def test_a_change_that_moves_no_sum() -> None:
    """A trait that becomes known as much for one pole as for the other moves no sum, to no side."""
    said = {"event": "statement", "on": "2025-01-07", "trait": "trust", "pro": 5, "con": 5}
    changed = ask(ask="show", state=state(PURCHASE, {**said, "by": "you"}), before=state(PURCHASE))

    assert "moves by +0 points.</p>" in changed["changed"]
    assert "<b>Trust</b> +0 points: not observed → 5 : 5" in changed["changed"]


def test_records_can_be_edited_and_statements_removed() -> None:
    """A record has a button to edit and one to remove it, a statement only the latter."""
    said = {"event": "statement", "on": "2025-01-09", "trait": "trust", "pro": 1, "con": 0}
    late = {"event": "payment", "on": "2025-04-01", "model": "flat_fee", "on_time": False}
    view = View.of(read_state(state(late, PURCHASE, {**said, "by": "you"})))
    first, second, third = view.records().split("</li>")[:3]

    assert 'data-edit="1"' in first
    assert "purchase</b> USD 12.50, standard" in first
    assert "you on trust: 1 : 0" in second
    assert "data-edit" not in second
    assert "left out" in third
    assert "flat fee, not on time" in third
    assert "button" not in view.records(is_live=False)


def test_nothing_yet() -> None:
    """Without a record there is an answer, plans and a word in place of a history."""
    data = state(industry=None, keeps=[])

    assert "undetermined" in ask(ask="show", state=data)["answer"]
    assert "Payment" in ask(ask="rest", state=data)["plans"]
    assert "no record yet" in ask(ask="history", state=data)["history"]


def test_no_way_is_said_to_be_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no change of traits would turn an answer, the page says that this is proved."""
    view = View.of(STORY["client"].state)
    monkeypatch.setattr(type(view.assessment), "fewest_changes", lambda _: None)

    assert "proves that there is none" in view.turns()


def test_one_smallest_change_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the fewest changes are the least movement, too, they are shown once."""
    view = View.of(STORY["client"].state)
    fewest = type(view.assessment).fewest_changes
    monkeypatch.setattr(type(view.assessment), "least_movement", fewest)

    assert 1 == view.turns().count("it would be")


# ------------------------------------------------------------------ the reader's code


@pytest.mark.parametrize("title", SNIPPETS)
def test_the_snippets_do_what_they_say(title: str) -> None:
    """Every snippet runs for a client and gives a plan; the slip is caught as relkit catches it."""
    said = ask(ask="run", state=STORY["client"].state.data(), code=SNIPPETS[title])["mine"]

    Elements(said)
    if "slip" in title:
        assert "Line 7: mine = Typo()\nrelkit.errors.DeclarationError: Typo.plann" in said
    else:
        assert said.startswith("<article>")
        assert "<mark>yours</mark>" in said


CODES = {
    "x = (": "SyntaxError",
    "1 / 0": "Line 1: 1 / 0\nZeroDivisionError: division by zero",
    "raise SystemExit(3)": "SystemExit: 3",
    "mine = 3": "Call the strategy that is to be run mine",
    "": "Call the strategy that is to be run mine",
    "def f(): f()\nf()": "RecursionError",
}


@pytest.mark.parametrize("code", CODES)
def test_wrong_code_shows_pythons_words(code: str) -> None:
    """What a reader's code raises is shown with its line, in Python's and relkit's words."""
    said = ask(ask="run", state=STORY["client"].state.data(), code=code)["mine"]

    assert 'class="pg-error"' in said
    assert CODES[code] in said


def test_what_code_prints_is_shown_and_cut() -> None:
    """What a reader's code prints stands above its plan, and does not flood the page."""
    code = f"print('hello' * 10_000)\n{SNIPPETS['Start from nothing']}"
    said = ask(ask="run", state=STORY["client"].state.data(), code=code)["mine"]

    assert said.startswith('<pre class="pg-printed">hello')
    assert len(said) < 10_000


@pytest.mark.parametrize("code", [None, "#" * (CODE_MOST + 1)])
def test_too_much_code_is_refused(code: object) -> None:
    """The editor takes text, and no more of it than one would write."""
    assert "at most 20,000" in ask(ask="run", state=state(), code=code)["problem"]


def test_the_readers_strategy_follows_the_state() -> None:
    """A strategy that ran serves every later state; where it cannot, its error is shown."""
    mine = ReadersCode()
    client, shopper = (View.of(STORY[name].state) for name in ("client", "shopper"))

    assert "" == mine.shown(client)
    mine.run(SNIPPETS["Change one default"], client)
    assert "Service by CalmService" in mine.shown(client)
    assert "WrongRelationshipError: CalmService serves Client" in mine.shown(shopper)


def test_a_strategy_that_does_not_apply() -> None:
    """A strategy that gives no plan is said to have none."""
    code = "from relkit.strategies import NOTHING\nmine = NOTHING"
    said = ask(ask="run", state=state(), code=code)["mine"]

    assert "No plan by" in said
    assert "Nothing suits here." in said


def test_a_plan_of_no_standard_area() -> None:
    """A plan of a class of the reader's own is shown without one to compare it with."""
    code = """
from relkit import Plan, Relationship, Strategy
import attrs

@attrs.frozen(kw_only=True)
class Gift(Plan):
    what: str
    def __str__(self):
        return "    a line before any name\\n    " + self.what

class Gifts(Strategy[Relationship, Gift]):
    def plan(self, relationship, context):
        return Gift(what="a cake")

mine = Gifts()
"""
    said = ask(ask="run", state=state(), code=code)["mine"]

    assert "a cake" in said


# ------------------------------------------------------------------ the desk and the page


@pytest.mark.parametrize("question", ["", "[]", '{"ask": "nothing"}', "{", '{"ask": []}'])
def test_a_question_that_is_none(question: str) -> None:
    """A question that the page never asks is refused, not raised."""
    assert json.loads(answer(question))["problem"].startswith("InvalidValueError")


def test_begin_names_the_versions() -> None:
    """The page can say which relkit runs on which Python."""
    assert {"relkit", "python"} == set(ask(ask="begin"))


def test_share_and_open() -> None:
    """What is shared by link opens as the same data."""
    data = STORY["regular"].state.data()
    link = ask(ask="share", state=data)["link"]

    assert data == ask(ask="open", link=link)["state"]
    assert "problem" in ask(ask="share", state=None)


def test_the_forms_know_every_trait_and_field() -> None:
    """The vocabulary has every trait of the scorecard, each statement whole at every step."""
    words: dict[str, Any] = playground.vocabulary()

    assert [trait.name for trait in STANDARD_TRAITS] == list(words["traits"])
    assert all(not trait["counts"] % 10 for trait in words["traits"].values())
    assert {"choice", "truth", "whole", "amount", "share", "text"} == {
        field["sort"] for fields in words["events"].values() for field in fields
    }


def test_the_page_before_the_start_is_whole() -> None:
    """What stands on the page without the live part is well-formed and shows every story."""
    markup = playground.static(STORIES)

    Elements(markup)
    assert all(story.title.replace("'", "&#x27;") in markup for story in STORIES)
    assert "<button" not in markup


def test_the_page_holds_its_forms_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's middle is well-formed, and its data is what the playground says."""
    monkeypatch.setattr(_playground_page, "PAGE", tmp_path / "made" / "playground.html")
    _playground_page.write_playground()
    page = _playground_page.PAGE.read_text("utf-8")
    (data,) = re.findall(r'id="pg-data">(.*?)</script>', page, re.DOTALL)

    assert {"template", "details", "textarea", "script"} <= Elements(page).names
    assert SNIPPETS == json.loads(data)["snippets"]
    assert list(STORY) == list(json.loads(data)["stories"])
    assert "$" not in page
    for word in ('value="grocery"', 'value="purchase.discount"', 'data-trait="staff continuity"'):
        assert word in page
    named = re.findall(r'type="checkbox" aria-label="state it: (.*?)"', page)
    assert len(STANDARD_TRAITS) == len(set(named))  # no two controls have one name


def test_the_style_is_for_its_page_alone() -> None:
    """The style sheet is added while the playground's own page is written, and for no other."""
    asked: list[str] = []
    app: Any = SimpleNamespace(add_css_file=asked.append)
    for page in ("index", "playground", "do/index"):
        _playground_page.style_playground(app, page)

    assert ["playground/playground.css"] == asked


def test_the_runtime_is_pinned_and_named() -> None:
    """The pinned Pyodide is the one that the notice names, and the page names its license."""
    pinned = json.loads(PLAYGROUND.joinpath("package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads(PLAYGROUND.joinpath("package-lock.json").read_text("utf-8"))
    notice = PLAYGROUND.joinpath("NOTICE.txt").read_text("utf-8")

    assert pinned["pyodide"] == lock["packages"]["node_modules/pyodide"]["version"]
    assert f"Pyodide {pinned['pyodide']}, unmodified" in notice
    assert "Mozilla Public License 2.0" in DOCS.joinpath("playground.md").read_text("utf-8")


def archive(path: Path, files: dict[str, str]) -> None:
    """Write an archive as they are published: every file compressed by itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)


def test_archives_are_packed_whole_and_named(tmp_path: Path) -> None:
    """A packed archive holds the same files, is smaller, the same on every run, and is listed."""
    site, pyodide, wheels = (tmp_path / name for name in ("site", "pyodide", "wheels"))
    for folder in (site / "_static" / "playground", pyodide, wheels):
        folder.mkdir(parents=True)
    for name in PYODIDE:
        pyodide.joinpath(name).write_text(name, "utf-8")
    pyodide.joinpath("pyodide-lock.json").write_text('{"info": {"python": "3.14"}}', "utf-8")
    library = {f"module{n}.py": "def one() -> int:\n    return 1\n" * 9 for n in range(99)}
    archive(pyodide / "python_stdlib.zip", library)
    archive(wheels / "b-1-py3-none-any.whl", {"b.py": "b = 1"})
    archive(wheels / "a-1-py3-none-any.whl", {"a.py": "a = 1"})
    first = {path.name: path.read_bytes() for path in add_runtime(site, pyodide, wheels)}
    again = {path.name: path.read_bytes() for path in add_runtime(site, pyodide, wheels)}
    whole = first["python_stdlib.zip.packed"]
    about = json.loads(site.joinpath("_static", "playground", "runtime.json").read_text("utf-8"))

    with zipfile.ZipFile(BytesIO(gzip.decompress(whole))) as held:
        assert library == {name: held.read(name).decode() for name in held.namelist()}
        assert {zipfile.ZIP_STORED} == {member.compress_type for member in held.infolist()}
    assert len(whole) < pyodide.joinpath("python_stdlib.zip").stat().st_size / 2
    assert first == again
    assert {*PYODIDE, "NOTICE.txt", "python_stdlib.zip.packed", *about["wheels"]} == set(first)
    assert [f"{name}-1-py3-none-any.whl.packed" for name in "ab"] == about["wheels"]
    assert {"info": {"python": "3.14"}, "packages": {}} == about["lock"]


def test_the_worker_unpacks_what_is_packed() -> None:
    """The worker unpacks what ends as packed files do, and asks for the library by its name."""
    worker = PLAYGROUND.joinpath("served", "playground", "worker.js").read_text("utf-8")

    assert f'endsWith("{PACKED}")' in worker
    assert f'"runtime/{LIBRARY}{PACKED}"' in worker


def test_scripts_ask_nothing_of_another_origin() -> None:
    """No script or style of the playground names a place elsewhere."""
    for path in PLAYGROUND.joinpath("served").rglob("*"):
        if path.suffix in {".js", ".css", ".py", ".json"}:
            assert "://" not in path.read_text("utf-8"), path.name
