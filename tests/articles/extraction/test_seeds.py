"""The captures in seeds/ give exactly what was agreed for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.extraction.extract import extract
from articles.extraction.findings import Extraction
from articles.extraction.lines.titles import title_of
from articles.extraction.page.page import Page
from articles.partialdate import PartialDate
from tests.paths import SEEDS

EXPECTED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("seeds-expected.json").read_text(encoding="utf-8")
)
# Its year is told by a neighbouring article only; read alone it has none.
NEEDS_NEIGHBOURS = "001_0e6b054be428f1c5.txt"


def read(name: str) -> Extraction:
    return extract(Page.of((SEEDS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", EXPECTED)
def test_every_field_is_as_agreed(name: str) -> None:
    expected, found = EXPECTED[name], read(name)
    assert found.outlet == expected["outlet"]
    assert found.agency == (expected["agency"] or "")
    assert found.headline == (expected["headline"] or "")
    assert found.standfirst == (expected["standfirst"] or "")
    assert found.dateline == (expected["dateline"] or "")
    assert list(found.byline) == expected["byline"]
    assert list(found.captions) == expected["captions"]
    assert title_of(found.headline, found.body[0] if found.body else "") == expected["title"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_body_is_the_story_and_nothing_else(name: str) -> None:
    expected, found = EXPECTED[name], read(name)
    body = "\n\n".join(found.body)
    assert body.startswith(expected["body_starts"])
    assert body.endswith(expected["body_ends"])
    assert len(found.body) == expected["body_paragraphs"]
    assert [words for words in expected["not_in_body"] if words in body] == []
    assert set(found.body).isdisjoint(expected["lines_not_in_body"])


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != NEEDS_NEIGHBOURS])
def test_the_date_is_as_agreed(name: str) -> None:
    expected, found = EXPECTED[name], read(name).published
    assert (str(found.date) if found.date else None) == expected["published"]
    assert (found.date.precision if found.date else None) == expected["published_precision"]
    assert found.basis == expected["published_basis"]
    assert found.why


def test_a_year_that_only_neighbours_tell_stays_unknown_with_candidates() -> None:
    found = read(NEEDS_NEIGHBOURS).published
    assert (found.date, found.basis) == (None, "unknown")
    assert PartialDate(2020, 3, 4) in found.candidates


def test_the_reasons_for_an_inferred_date_can_be_checked() -> None:
    why = read("000_029f49594bba9dd3.txt").published.why
    assert "March 4" in why
    assert "said on Wednesday" in why
    assert "Thursday is mentioned as another day" in why
    assert "4 March 2020 is a Wednesday" in why


@pytest.mark.parametrize("name", EXPECTED)
def test_every_finding_points_at_lines_that_show_it(name: str) -> None:
    page = Page.of((SEEDS / name).read_text(encoding="utf-8"))
    lines = {line.number: line.clean for line in page.lines}
    for finding in extract(page).findings:
        shown = " ".join(lines[number] for number in finding.locator.lines)
        assert finding.rule.partition(".")[0] == finding.field
        assert finding.why
        if finding.field in ("headline", "standfirst", "dateline", "captions"):
            assert finding.value in shown
