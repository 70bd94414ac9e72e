"""What the keys of records mean, and how their values become plain text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.partialdate import PartialDate
from articles.readers.tables.jsonrecords import MAP
from tests.articles.records import read_record


def stated(**record: Any) -> dict[str, Any]:
    """The facts that a record states."""
    return facts(record)


def facts(record: dict[str, Any]) -> dict[str, Any]:
    read = read_record(json.dumps(record).encode())
    return {each.field: each.value for each in read.stated if each.field != "other"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"title": "Ferry sails", "author": "By Ana Ruiz", "date": "2020-03-04", "content": "It did."},
            {
                "headline": "Ferry sails",
                "byline": ("Ana Ruiz",),
                "published": PartialDate(2020, 3, 4),
                "body": ("It did.",),
            },
        ),
        (
            {"Title": "Ferry", "Publication date": "4 March 2020", "Full text": "It did."},
            {"headline": "Ferry", "published": PartialDate(2020, 3, 4), "body": ("It did.",)},
        ),
        (
            {"Titel": "Fähre", "Zeitung": "Hafenpost", "Autor": "Ana Ruiz", "Text": "Sie fuhr."},
            {
                "headline": "Fähre",
                "outlet": "Hafenpost",
                "byline": ("Ana Ruiz",),
                "body": ("Sie fuhr.",),
            },
        ),
        (
            {
                "source": {"id": None, "name": "The Harbour Post"},
                "author": [{"name": "Ana Ruiz"}, {"family": "Lind", "given": "Bo"}],
                "title": "Ferry",
                "description": "After weeks",
                "publishedAt": "2020-03-04T09:00:00Z",
                "link": "https://post.example/ferry",
            },
            {
                "outlet": "The Harbour Post",
                "byline": ("Ana Ruiz", "Bo Lind"),
                "headline": "Ferry",
                "standfirst": "After weeks",
                "published": PartialDate(2020, 3, 4),
                "url": "https://post.example/ferry",
            },
        ),
        (
            {"title": "Ferry", "container-title": "Post", "issued": {"date-parts": [[2020, 3]]}},
            {"headline": "Ferry", "outlet": "Post", "published": PartialDate(2020, 3)},
        ),
        ({"headline": "Ferry", "title": "Mrs", "source": "wire/7.xml"}, {"headline": "Ferry"}),
        ({"headline": "Ferry", "source": "The Guardian"}, {"headline": "Ferry", "outlet": "The Guardian"}),
        ({"headline": "Ferry", "link": "see below"}, {"headline": "Ferry"}),
        (
            {"Rubrik": "Färjan", "Ingress": "Till slut", "Brödtext": "Den gick.", "Skribent": "Bo Ek"},
            {"headline": "Färjan", "standfirst": "Till slut", "body": ("Den gick.",), "byline": ("Bo Ek",)},
        ),
        (
            {
                "headline": {"main": "Ferry", "kicker": "Ports"},
                "byline": {"original": "By Ana Ruiz and Bo Lind", "person": [{"rank": 1}]},
                "abstract": "After weeks",
            },
            {"headline": "Ferry", "byline": ("Ana Ruiz", "Bo Lind"), "standfirst": "After weeks"},
        ),
        (
            {
                "id": 7,
                "title": {"rendered": "Ferry &amp; crew"},
                "content": {"rendered": "<p>It sailed.</p>", "protected": False},
                "excerpt": {"rendered": ""},
                "author": 3,
            },
            {"headline": "Ferry & crew", "body": ("It sailed.",)},
        ),
        (
            {"title": {"id": "5", "title": "The Quay"}, "heading": "FERRY", "articleText": "It sailed."},
            {"headline": "FERRY", "outlet": "The Quay", "body": ("It sailed.",)},
        ),
        (
            {
                "webTitle": "Ferry | Ana Ruiz",
                "fields": {"headline": "Ferry", "trailText": "After <b>weeks</b>", "byline": "Ana Ruiz"},
            },
            {"headline": "Ferry", "standfirst": "After weeks", "byline": ("Ana Ruiz",)},
        ),
        (
            {"title": "Ferry", "authors": [{"first_name": "Ana", "last_name": "Ruiz"}, {"first": "Bo", "last": "Ek"}]},
            {"headline": "Ferry", "byline": ("Ana Ruiz", "Bo Ek")},
        ),
        ({"title": "Ferry", "body": "It sailed.", "data": {"title": "A picture"}}, {"headline": "Ferry", "body": ("It sailed.",)}),
        ({"title": "Ferry", "data": {"views": 7}}, {"headline": "Ferry"}),
    ],
)  # fmt: skip
def test_common_names_of_keys_are_understood(
    record: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert facts(record) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [("eng", "en"), ("English", "en"), ("ger", "de"), ("pt-BR", "pt-BR"), ("en_US", "en-US"), ("español", "es"), ("xx?", None)],
)  # fmt: skip
def test_languages_are_stated_by_any_of_their_codes_and_names(value: str, code: str | None) -> None:
    assert stated(title="Ferry", language=value).get("language") == code


def test_evidence_names_the_key_as_it_is_written() -> None:
    read = read_record(b'{"Titel": "F\xc3\xa4hre", "Seite": 7}')
    assert read.text == "Titel: Fähre\nSeite: 7"
    assert [each.locator.place for each in read.stated] == ["key Titel", "key Seite"]


def test_a_record_may_say_what_its_keys_mean() -> None:
    record = {"A": "Ferry", "title": "Harbour", MAP: {"headline": "A", "outlet": "title"}}
    assert facts(record) == {"headline": "Ferry", "outlet": "Harbour"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ferry &amp; <em>bridge</em>", "Ferry & bridge"),
        ("Ferry &#8220;sails&#8221;&nbsp;again", "Ferry “sails” again"),
        ("&lt;b&gt;Ferry&lt;/b&gt;", "Ferry"),
        ("How to use <b> and <i> tags", "How to use <b> and <i> tags"),
        ("5 < 6 & 7 > 3; R&D;", "5 < 6 & 7 > 3; R&D;"),
    ],
)
def test_tags_and_entities_become_plain_text(value: str, text: str) -> None:
    assert stated(headline=value) == {"headline": text}


def test_markup_in_a_body_becomes_paragraphs() -> None:
    body = "<div><p>The ferry &amp; its crew</p><p>came <b>back</b>.<br>Late.</p><script>x()</script></div>"
    assert stated(body=body)["body"] == ("The ferry & its crew", "came back.", "Late.")


@pytest.mark.parametrize(
    ("value", "date"),
    [
        (43527, PartialDate(2019, 3, 3)),
        ("43527.5", PartialDate(2019, 3, 3)),
        ("43527,75", PartialDate(2019, 3, 3)),
        ("99999", None),
        (2019, PartialDate(2019)),
        ("20190303", PartialDate(2019, 3, 3)),
    ],
)
def test_the_number_of_a_day_in_a_spreadsheet_is_a_date(
    value: object, date: PartialDate | None
) -> None:
    assert stated(headline="Ferry", date=value).get("published") == date
