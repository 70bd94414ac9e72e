"""Passages marked in texts whose words of a search are marked already."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting.marking import mark, mark_page, marker_of
from search.highlighting.overlay import Overlay, overlaid
from search.language.parsing import parse

NOTED = '<mark class="noted">'


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def link(key: int, number: int) -> str:
    return (
        f'<a class="note-ref" id="passage-{key}" href="#note-{key}" data-number="{number}"'
        f' aria-label="Note {number}"></a>'
    )


@pytest.mark.parametrize(
    ("hits", "overlays", "html"),
    [
        pytest.param([], [], "a &lt;b&gt; c", id="nothing"),
        pytest.param(
            [],
            [Overlay(2, 5, 7, 1)],
            f"a {NOTED}&lt;b&gt;</mark>{link(7, 1)} c",
            id="escaped",
        ),
        pytest.param(
            [],
            [Overlay(0, 4, 7, 1), Overlay(3, 7, 8, 2)],
            f"{NOTED}a &lt;</mark>{NOTED}b</mark>{link(7, 1)}{NOTED}&gt; c</mark>{link(8, 2)}",
            id="overlapping each other",
        ),
        pytest.param(
            [(2, 5)],
            [Overlay(0, 3, 7, 1)],
            f"{NOTED}a </mark><mark>{NOTED}&lt;</mark>{link(7, 1)}b&gt;</mark> c",
            id="ends in a match",
        ),
        pytest.param(
            [(2, 5)],
            [Overlay(0, 7, 7, 0)],
            f"{NOTED}a </mark><mark>{NOTED}&lt;b&gt;</mark></mark>{NOTED} c</mark>",
            id="around a match, without a number",
        ),
    ],
)
def test_passages_are_marked(
    hits: list[tuple[int, int]], overlays: list[Overlay], html: str
) -> None:
    made = overlaid(mark("a <b> c", hits), overlays)
    assert made == html
    assert text_of(made) == "a <b> c"


def test_no_link_is_put_into_the_link_of_a_match() -> None:
    marker = marker_of(parse("harbour").clause)
    text = "The harbour is a harbour."
    made = overlaid(mark_page([("body", text)], marker).texts[0], [Overlay(0, 8, 7, 1)])
    assert made.startswith(
        f'{NOTED}The </mark><mark id="hit-1"><a href="#hit-2" title="Match 1 of 2; go to match 2">'
        f"{NOTED}harb</mark>our</a></mark>{link(7, 1)} is a <mark"
    )
    assert text_of(made) == text


class Nesting(HTMLParser):
    """Fails for tags that are not closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag != "a" or "a" not in self.open, "a link within a link"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


places = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda each: tuple(sorted(each)))


@given(st.text("ab <&>\"';é\n", max_size=30), st.lists(places), st.lists(places))
def test_any_passages_leave_the_text_and_the_nesting_as_they_are(
    text: str, hits: list[tuple[int, int]], passages: list[tuple[int, int]]
) -> None:
    overlays = [
        Overlay(start, min(end, len(text)), key, key)
        for key, (start, end) in enumerate(passages, start=1)
        if start < min(end, len(text))
    ]
    made = overlaid(mark(text, hits), overlays)
    read = Nesting()
    read.feed(made)
    read.close()
    assert (read.text, read.open) == (text, [])
    assert made.count("note-ref") == len(overlays)
