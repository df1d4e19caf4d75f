"""The report: whole pages that need nothing else, whatever the parties call themselves."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from practice_crm.markup import joined, preformatted, tag
from typing_extensions import override

from conftest import HOSTILE, Crm

_VOID = {"meta"}


class Page(HTMLParser):
    """Reads a page: its tags, its attributes, its text; and that every tag is closed."""

    def __init__(self, path: Path) -> None:
        """Read a file."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(path.read_text("utf-8"))

        assert [] == self._open

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in ("script", "style"):
            self.text += data


def written(crm: Crm) -> Path:
    """Write the report; give its folder."""
    folder = crm.path.parent / "report"
    crm.ok("report", str(folder))
    return folder


def pages(crm: Crm) -> list[str]:
    """Write the report; give the text of every page."""
    return [Page(path).text.strip() for path in written(crm).iterdir()]


def test_pages(sampled: Crm) -> None:
    """There is an index, and a page for each party with pictures, plans and due dates."""
    folder = written(sampled)

    assert {"index.html", *(f"party-{n}.html" for n in range(1, 8))} == {
        path.name for path in folder.iterdir()
    }
    for path in folder.glob("party-*.html"):
        page = Page(path)
        assert sum(name == "svg" for name, _ in page.tags) >= 6
        for said in ("Why", "What was observed", "How it came", "What changed", "records"):
            assert said in page.text


def test_index_counts_parties_and_names_changes(sampled: Crm) -> None:
    """The index counts every party once, and tells what changed in the last night."""
    text = (written(sampled) / "index.html").read_text("utf-8")
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>(.*?)</tr>', text)
    totals = {name: int(re.findall(r'data-value="(\d+)"', cells)[-1]) for name, cells in rows}

    assert {"customer": 1, "client": 5, "undetermined": 1} == totals
    assert "undetermined becomes client; active" in text
    assert "(ruled)" in text


def test_ruling_stands_beside_the_computed_result(sampled: Crm) -> None:
    """A page shows who ruled what and why, and what the records tell."""
    text = next(page for page in pages(sampled) if page.startswith("gale on"))

    assert "Ruled client by harper on 2025-08-01: it begins in September" in text
    assert "The records tell: undetermined." in text


def test_report_is_the_same_each_time(sampled: Crm) -> None:
    """A report shows the last night: what came in since does not change a byte of it."""
    folder = written(sampled)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}

    sampled.record("ember", "consultation", "2025-09-01", minutes=60)
    written(sampled)

    assert first == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_hostile_names_are_only_text(crm: Crm) -> None:
    """No name becomes markup, a file name, or a sign that turns a line around."""
    for party in HOSTILE:
        crm.record(party, "consultation", "2025-01-09", minutes=60, topic=party)
        crm.ok("rule", party, "client", "--by", party, "--on", "2025-01-10", "--reason", party)
    crm.ok("assess", "--as-of", "2025-01-10")

    folder = written(crm)

    names = {"index.html", *(f"party-{n}.html" for n in range(1, len(HOSTILE) + 1))}
    assert names == {path.name for path in folder.iterdir()}
    plain = {name for name, _ in Page(folder / "party-5.html").tags}
    for path in folder.glob("party-*.html"):
        page = Page(path)
        assert plain == {name for name, _ in page.tags}
        assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
        assert not re.search("[\u202a-\u202e\x1b]", path.read_text("utf-8"))
    text = Page(folder / "index.html").text
    for party in HOSTILE:
        assert "".join(c if c.isprintable() else "\ufffd" for c in party) in text


def test_pages_load_nothing_and_run_one_script(sampled: Crm) -> None:
    """Nothing is fetched; the policy allows the one script by its digest, on the index alone."""
    folder = written(sampled)
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        page = Page(path)
        policy = next(a["content"] for _, a in page.tags if "http-equiv" in a) or ""
        scripts = re.findall("<script>(.*?)</script>", text, re.DOTALL)
        digests = {
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
            for one in scripts
        }

        assert (1 if path.name == "index.html" else 0) == len(scripts)
        assert "default-src 'none'" in policy
        assert digests == set(re.findall("'sha256-[^']+'", policy))
        assert {"src", "srcset"}.isdisjoint(name for _, a in page.tags for name in a)
        links = {a["href"] for name, a in page.tags if name == "a"}
        assert links <= {one.name for one in folder.iterdir()}


def test_no_night_no_report(crm: Crm, tmp_path: Path) -> None:
    """Before the first night there is nothing to report, and nothing is written."""
    status, _, err = crm.run("report", str(tmp_path / "report"))

    assert 1 == status
    assert "assess --as-of" in err
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("td", "<&>"), "<td>&lt;&amp;&gt;</td>"),
        (tag("a", "x", href='"onclick="'), '<a href="&quot;onclick=&quot;">x</a>'),
        (joined([tag("b", "x"), "<"]), "<b>x</b>&lt;"),
        (joined("<"), "&lt;"),
        (tag("p", tag("b", "<") + ">"), "<p>&lt;b&gt;&amp;lt;&lt;/b&gt;&gt;</p>"),
    ],
)
def test_markup(made: str, expected: str) -> None:
    """Text is escaped once unless it is markup, and markup joined to text is text again."""
    assert expected == made


def test_preformatted_keeps_its_lines() -> None:
    """Lines stay lines; anything else that steers a screen does not stay."""
    assert ">a\nb\ufffd</pre>" in preformatted("a\nb\r", "lines")
