"""What counts as a statement of the date, and what else is said of it."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Published
from articles.extraction.page.page import Page
from tests.articles.extraction.fields.published.pages import HEADLINE, STORY, published


def test_published_wins_over_updated_in_another_line() -> None:
    text = f"{HEADLINE}\nUpdated 26 Feb 2020\nPublished 24 Feb 2020\n\n{STORY}"
    assert str(published(text).date) == "2020-02-24"


def test_a_date_line_after_the_capture_is_not_believed() -> None:
    text = f"{HEADLINE}\n24 February 2020\n\n{STORY}"
    suspect = published(text, (2020, 2, 20))
    assert suspect.date is None
    assert "later than the capture" in suspect.why
    assert published(text, (2020, 2, 24)).date is not None


def test_a_dateline_with_its_year_states_the_date() -> None:
    found = published("OSLO, 24 February 2020 (AFP) - " + STORY)
    assert (str(found.date), found.basis) == ("2020-02-24", "stated")


def test_an_unknown_date_says_what_was_seen_instead() -> None:
    why = published(
        HEADLINE + "\nThe mayor said on Tuesday that it was built in 1931.\n" + STORY
    ).why
    assert "a weekday (Tuesday)" in why
    assert "1931" in why


def test_a_day_told_from_the_visit_needs_the_time_of_the_capture() -> None:
    text = f"{HEADLINE}\n3 days ago\n\n{STORY}"
    assert published(text).date is None
    found = published(text, (2020, 3, 4))
    assert (str(found.date), found.basis) == ("2020-03-01", "inferred")
    assert "3 days ago" in found.why and "4 March 2020" in found.why


def test_without_the_time_of_the_capture_it_is_a_question_for_a_person() -> None:
    text = f"{HEADLINE}\n3 days ago\n\n{STORY}"
    seen = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)
    found: Published = extract(Page.of(text), Context(seen_at=seen)).published
    assert (found.date, found.basis) == (None, "unknown")
    assert [str(each) for each in found.candidates] == ["2026-03-04"]
    assert "nothing says when the page was captured" in found.why
    assert published(text).candidates == ()


def test_a_page_that_says_when_it_was_printed_dates_what_counts_from_there() -> None:
    text = f"Printed on 7 March 2020\n\n{HEADLINE}\n3 days ago\n\n{STORY}"
    seen = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)
    found: Published = extract(Page.of(text), Context(seen_at=seen)).published
    assert (str(found.date), found.basis) == ("2020-03-04", "inferred")
    assert "“3 days ago”" in found.why and "line 1, “Printed on 7 March 2020”" in found.why


@pytest.mark.parametrize(
    ("seen", "date"),
    [((2020, 2, 20), "None"), ((2020, 2, 24), "2020-02-24"), ((1980, 1, 1), "2020-02-24")],
)
def test_the_time_of_a_file_is_an_upper_bound(seen: tuple[int, int, int], date: str) -> None:
    context = Context(seen_at=dt.datetime(*seen, tzinfo=dt.UTC))
    text = f"{HEADLINE}\n24 February 2020\n\n{STORY}"
    assert str(extract(Page.of(text), context).published.date) == date
