"""Records: what they state stands, and rules read the rest from the body alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from articles.extraction.findings import Context, Extraction
from articles.extraction.stated import capture_time_in, extract_record
from articles.partialdate import PartialDate
from articles.readers import Unreadable
from tests.articles.records import read_record

NOW = Context(captured_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
BODY = (
    "MOSCOW, March 4, 2020. /TASS/. The ferry sailed again on Wednesday, its owner said.\n\n"
    "It had waited in the harbour for weeks while engineers looked at its engines."
)


def extracted(**record: Any) -> Extraction:
    read = read_record(json.dumps(record).encode())
    return extract_record(read.text, read.stated, NOW)


def test_values_given_are_stated() -> None:
    found = extracted(
        headline="Ferry sails",
        standfirst="After weeks",
        body=BODY,
        outlet="The Harbour Post",
        byline="Ana Ruiz; Bo Lind",
        published="2020-03-05",
        url="https://example.org/ferry",
    )
    assert found.headline == "Ferry sails"
    assert found.standfirst == "After weeks"
    assert found.body == tuple(BODY.split("\n\n"))
    assert found.outlet == "The Harbour Post"
    assert found.byline == ("Ana Ruiz", "Bo Lind")
    assert (found.published.date, found.published.basis) == (PartialDate(2020, 3, 5), "stated")
    assert found.url == "https://example.org/ferry"
    (finding,) = found.of("published")
    assert finding.locator.place == "key published"


def test_what_is_not_given_is_read_from_the_body() -> None:
    found = extracted(headline="Ferry sails", body=BODY)
    assert found.agency == "TASS"
    assert found.published.date == PartialDate(2020, 3, 4)
    (finding,) = found.of("published")
    assert finding.locator.lines == (3,)


def test_no_line_of_the_body_becomes_a_headline() -> None:
    found = extracted(body="A short line\n\nBy Ana Ruiz\n\n" + BODY)
    assert (found.headline, found.byline, found.standfirst) == ("", (), "")
    assert found.body[0] == "A short line"


def test_unknown_keys_are_kept_with_their_place() -> None:
    found = extracted(headline="x", section="World", tags=["a", {"b": 1}], source="wire 7")
    kept = {each.locator.place: each.value for each in found.findings if each.field == "other"}
    assert kept == {"key section": "World", "key tags": '["a", {"b": 1}]', "key source": "wire 7"}


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2020", "2020"),
        (2020, "2020"),
        ("2020-03", "2020-03"),
        ("2020-03-04T23:59:00+02:00", "2020-03-04"),
        ("4 March 2020", "2020-03-04"),
        ("March 4, 2020 at 5pm", "2020-03-04"),
        ("20200304T090000Z", "2020-03-04"),
        ("20200304", "2020-03-04"),
        (1583280000, "2020-03-04"),
    ],
)
def test_dates_as_records_write_them(published: object, date: str) -> None:
    assert str(extracted(headline="x", published=published).published.date) == date


@pytest.mark.parametrize("published", ["yesterday", "03/04/2020", "2020-02-31"])
def test_a_date_that_cannot_be_read_is_kept_but_is_no_date(published: str) -> None:
    found = extracted(headline="x", published=published)
    assert found.published.date is None
    assert [each.value for each in found.of("other")] == [published]
    assert found.published.why.startswith(f"The record’s date, “{published}”, ")


@pytest.mark.parametrize(
    ("captured", "at"),
    [
        ("2020-03-04", dt.datetime(2020, 3, 4, 12, tzinfo=dt.UTC)),
        ("2020-03-04T10:30:00Z", dt.datetime(2020, 3, 4, 10, 30, tzinfo=dt.UTC)),
        ("soon", None),
    ],
)
def test_a_record_says_when_its_page_was_captured(captured: str, at: dt.datetime | None) -> None:
    data = json.dumps({"headline": "x", "captured": captured}).encode()
    assert capture_time_in(read_record(data).stated) == at


def test_the_two_days_that_a_date_may_mean_are_its_candidates() -> None:
    found = extracted(headline="x", published="03/04/2020").published
    assert [str(each) for each in found.candidates] == ["2020-03-04", "2020-04-03"]
    assert found.why.endswith("may mean 3 April 2020 or 4 March 2020.")


def test_a_date_after_the_capture_is_a_candidate_only() -> None:
    found = extracted(headline="x", published="2031-01-01").published
    assert (found.date, found.basis) == (None, "unknown")
    assert found.candidates == (PartialDate(2031, 1, 1),)
    assert "later than the capture" in found.why


def test_the_address_tells_a_known_outlet() -> None:
    found = extracted(headline="x", url="https://www.reuters.com/world/ferry")
    assert found.outlet == "Reuters"


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_empty_values_are_none(empty: object) -> None:
    found = extracted(headline="x", byline=empty, published=empty, outlet=empty)
    assert (found.byline, found.outlet, found.published.date) == ((), None, None)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(["headline", "body", "byline", "published", "url", "id", "x"]) | st.text()


@drawn(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_any_record_is_read_or_refused(record: dict[str, Any]) -> None:
    try:
        read = read_record(json.dumps(record).encode())
    except Unreadable as unreadable:
        assert str(unreadable)
        return
    found = extract_record(read.text, read.stated, NOW)
    assert found.headline or found.body
    count = len(read.text.split("\n"))
    for finding in found.findings:
        assert all(1 <= line <= count for line in finding.locator.lines)
        json.dumps(finding.as_json(), allow_nan=False).encode()


@pytest.mark.parametrize(("language", "date"), [("es", PartialDate(2012, 1, 5)), ("en", None)])
def test_the_language_may_tell_which_of_two_days_a_record_means(
    language: str, date: PartialDate | None
) -> None:
    found = extracted(headline="Ferry", body=BODY[31:], published="5/1/2012", language=language)
    assert found.published.date == date
    assert ("language of the story (es)" in found.published.why) is (language == "es")
