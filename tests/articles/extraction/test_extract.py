"""Promises that hold for any text at all."""

from __future__ import annotations

import ast
import datetime as dt
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import articles.extraction as package
from articles.extraction.extract import NOTHING_KNOWN, ROOMS, extract, extract_only
from articles.extraction.findings import Context
from articles.extraction.lines.titles import title_of
from articles.extraction.page.page import Page
from tests.samples import sampled

PIECES = st.sampled_from(
    [
        "MOSCOW, March 4. /TASS/. ",
        "PARIS, Feb 29 (AFP) - ",
        "By Ann Lee",
        "4 March 2020",
        "31/31/2020",
        "Updated: ",
        "Read more: ",
        "Dear readers,",
        "Photo: A/AP",
        "[x/y]",
        "said on Monday",
        "in 2020",
        "will meet on Friday.",
        "İ",
        "\u00ad",
        "\u00a0",
        "\ufeff",
        "\x00",
        "\ud800",
        "http://[",
        "by",
        "•",
        " | ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        ". ",
        "A long sentence that has quite enough words in it to be told as prose by its length.\n",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=12))).map("".join))
MOMENTS = st.one_of(st.none(), st.datetimes(timezones=st.just(dt.UTC)))


@settings(deadline=None)  # time is measured below, by the processor's clock
@given(TEXTS, MOMENTS)
def test_no_text_makes_it_fail(text: str, captured_at: dt.datetime | None) -> None:
    page = Page.of(text)
    found = extract(page, Context(captured_at))
    assert bool(found.body) == any(line.clean for line in page.lines)
    assert len(title_of(found.headline, found.body[0] if found.body else "")) <= 250
    assert (found.published.date is None) == (found.published.basis == "unknown")
    assert found.published.why
    for finding in found.findings:
        assert finding.locator.lines
        assert set(finding.locator.lines) <= set(range(1, len(page.lines) + 1))


@settings(deadline=None)  # time is measured below, by the processor's clock
@given(TEXTS)
def test_the_same_text_gives_the_same_result(text: str) -> None:
    assert extract(Page.of(text)) == extract(Page.of(text))


@settings(deadline=None)  # time is measured below, by the processor's clock
@given(TEXTS, st.datetimes(timezones=st.just(dt.UTC), max_value=dt.datetime(9990, 1, 1)))
def test_nothing_is_published_after_it_was_captured(text: str, captured_at: dt.datetime) -> None:
    found = extract(Page.of(text), Context(captured_at)).published
    limit = captured_at.date() + dt.timedelta(days=1)
    for date in (*found.candidates, *([found.date] if found.date else [])):
        assert date.first_day <= limit


@pytest.mark.parametrize(
    "text",
    sampled(
        [
            pytest.param("word " * 400_000, id="one line of words"),
            pytest.param("in 2020 said on Monday " * 100_000, id="one line of years"),
            pytest.param("(" * 2_000_000, id="one line of brackets"),
            pytest.param("A/" * 1_000_000, id="one line of slashes"),
            pytest.param("A " * 70 + "(AP" * 50_000, id="almost a dateline"),
            pytest.param("Some words here\n" * 40_000, id="many short lines"),
            pytest.param("Dear readers\n" * 40_000, id="many appeals"),
            pytest.param("4 March 2020\n" * 20_000, id="many dates"),
        ],
        ["one line of brackets", "almost a dateline"],
    ),
)
def test_large_texts_take_seconds(text: str) -> None:
    started = time.process_time()
    assert extract(Page.of(text)).body
    assert time.process_time() - started < 60


def test_the_package_imports_itself_the_standard_library_and_one_model() -> None:
    imported = set()
    for path in Path(package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
    outside = {
        name
        for name in imported
        if not name.startswith(
            ("articles.extraction", "articles.facttable", "articles.partialdate")
        )
        and name.partition(".")[0] not in sys.stdlib_module_names
    }
    assert outside == {"py3langid.langid"}  # the model that tells languages


@pytest.mark.parametrize(
    ("text", "body"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param(" \n\t\n", (), id="blanks"),
        pytest.param("Tags", ("Tags",), id="furniture alone"),
        pytest.param("4 March 2020", ("4 March 2020",), id="a date alone"),
        pytest.param("red\nblue", ("red", "blue"), id="words alone"),
    ],
)
def test_where_no_story_is_seen_all_the_text_is_the_body(text: str, body: tuple[str, ...]) -> None:
    assert extract(Page.of(text)).body == body


REPORT = (
    "Harbour Gazette\nHome\nNews\n\nFerry sails again after six weeks\nA standfirst of the story "
    "with enough words to be one\nBy Ann Lee\nMarch 4, 2020\n\nLISBON (Reuters) - The ferry of the "
    "town sailed again on Wednesday, its owner said, and the people on the quay cheered.\n\nThe "
    "harbour had waited for the ferry for weeks, and the mayor of the town said that it was time."
)


@pytest.mark.parametrize("fact", ROOMS)
def test_a_fact_that_is_read_alone_is_that_of_the_whole_page(fact: str) -> None:
    page = Page.of(REPORT)
    whole, alone = extract(page), extract_only([fact], page, NOTHING_KNOWN)
    assert getattr(alone, fact) == getattr(whole, fact)
    assert alone.of(fact) == whole.of(fact)


def test_facts_that_nobody_asks_for_are_not_read() -> None:
    found = extract_only(["agency", "language"], Page.of(REPORT), NOTHING_KNOWN)
    assert found.agency == "Reuters"
    assert found.values.keys() == {"agency", "headline", "standfirst", "body", "language"}
