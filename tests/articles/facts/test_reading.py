"""A capture is extracted according to the layout of its format."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.extraction.findings import Finding, Locator
from articles.extraction.furniture import Furniture, Learnt, normal
from articles.extraction.stated import TextLayout
from articles.facts.reading import extraction_from

NOW = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
NOTICE = "Follow our harbour page for all the sailing times that you need on your way to work."
TEXT = f"""Harbour bridge closes for repairs

The council closed the harbour bridge on Monday after inspectors found cracks in two of its piers.

{NOTICE}

Engineers said that the work would take until autumn and that ferries would run every ten minutes.
"""
LEARNT = Learnt(3, {"the harbour post": Furniture(frozenset({normal(NOTICE)}), frozenset())})
STATED = [
    Finding("outlet", "The Harbour Post", Locator((), "header"), "test", "A header."),
    Finding("headline", "Bridge shut", Locator((), "header"), "test", "A header."),
]


@pytest.mark.parametrize(
    ("layout", "has_notice", "learns"),
    [(TextLayout.PAGE, False, True), (TextLayout.DOCUMENT, True, False)],
)
def test_only_a_page_has_furniture_that_is_learnt(
    layout: TextLayout, has_notice: bool, learns: bool
) -> None:
    found = extraction_from(layout, TEXT, STATED, NOW, NOW, learnt=LEARNT)
    assert (NOTICE in found.body, bool(found.learnable)) == (has_notice, learns)
    assert (found.outlet, found.headline) == ("The Harbour Post", "Bridge shut")


def test_in_a_record_only_the_body_is_running_text() -> None:
    body = Finding("body", ("It sailed.",), Locator((2,), "key body"), "record.key", "A key.")
    found = extraction_from(
        TextLayout.RECORD, "Section: By Ana Ruiz\nIt sailed.", [body], NOW, NOW, learnt=LEARNT
    )
    assert (found.body, found.byline, found.headline) == (("It sailed.",), (), "")
