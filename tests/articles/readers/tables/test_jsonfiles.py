"""JSON files: which of their objects are records."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.readers import Failure, Member, Opened, members
from tests.articles.records import read_record

ONE, TWO = (
    {"title": "Ferry", "text": "It sails.", "id": 1},
    {"title": "Bridge – shut", "text": "Yes."},
)


def all_of(data: bytes, name: str = "a.json", limit: int = 20_000) -> list[Any]:
    """The headlines of a file's articles, and its failures."""
    file = Opened(io.BytesIO(data), name, path=f"/in/{name}", filename=name)
    return [
        each if isinstance(each, Failure) else headline(each)
        for each in members(file, limit)
        if isinstance(each, (Member, Failure))
    ]


def headline(member: Member) -> str:
    assert member.identified
    stated = {each.field: each.value for each in read_record(member.data).stated}
    return str(stated["headline"])


def reason(found: list[Any]) -> str:
    assert isinstance(found[-1], Failure)
    return found[-1].reason


@pytest.mark.parametrize(
    "value",
    [
        [ONE, TWO],
        {"articles": [ONE, TWO], "status": "ok"},
        {"response": {"docs": [ONE, TWO], "meta": {"hits": 2}}},
        {
            "zone": [
                {"name": "a", "records": {"article": [ONE]}},
                {"name": "b", "records": {"article": [TWO]}},
            ]
        },
        [
            {"type": "header", "version": "4.9", "comment": "Export"},
            {"type": "database", "name": "old"},
            {"type": "table", "name": "news", "database": "old", "data": [ONE, TWO]},
            {"type": "table", "name": "users", "database": "old", "data": [{"id": "1"}]},
        ],
        {"data": [{"id": "1", "attributes": ONE}, {"id": "2", "attributes": TWO}]},
        {
            "hits": {
                "total": 2,
                "hits": [{"_id": "a", "_source": ONE}, {"_id": "b", "_source": TWO}],
            }
        },
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.txt", "download"])
def test_a_list_of_records_is_found_wherever_it_is(value: Any, name: str) -> None:
    assert all_of(json.dumps(value, indent=1).encode(), name) == ["Ferry", "Bridge – shut"]
    assert all_of(json.dumps(value, ensure_ascii=False).encode("utf-8-sig"), name) == [
        "Ferry",
        "Bridge – shut",
    ]


def test_one_record_is_one_article() -> None:
    assert all_of(json.dumps(ONE | {"tags": [{"title": "x"}]}).encode()) == ["Ferry"]


def test_json_lines_of_another_name_are_read_line_by_line() -> None:
    lines = b"".join(json.dumps(each).encode() + b"\n" for each in (ONE, TWO))
    for name in ("a.json", "a.txt", "a.ndjson"):
        assert all_of(lines, name) == ["Ferry", "Bridge – shut"]


def test_a_long_list_is_read_in_pieces() -> None:
    many = [{"title": f"é {number}", "text": "x" * 900} for number in range(500)]
    data = json.dumps(many, ensure_ascii=False).encode()
    assert all_of(data, limit=2_000) == [each["title"] for each in many]


def test_a_long_list_within_an_object_is_read_in_pieces_too() -> None:
    many = [{"title": f"é {number}", "text": "x" * 900} for number in range(200)]
    facets = [{"name": "a", "count": 1}]
    deep = {"a": {"b": {"c": {"d": {"e": facets}}}}}
    answer = {"status": "ok", "meta": deep, "facets": facets, "answer": {"articles": many}, "n": 1}
    data = json.dumps(answer, ensure_ascii=False).encode()
    assert all_of(data, limit=2_000) == all_of(data, limit=len(data)) == [x["title"] for x in many]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'[{"title": "A"}, {"title": ', "Article 2: This is not JSON"),
        (b'[{"title": "A"}, {"title": "B"}', "Article 3: This is not JSON"),
        (b'[{"title": "A"}, {"title": "caf\xe9"}]', "not UTF-8"),
        (b'[{"title": "A"}, ' + b"[" * 9_000, "too deeply"),
        (b'[{"title": "A"}, "B"]', "Article 2: This is JSON, but not an object"),
        (b'[{"title": "A"}, {"title": "' + b"x" * 200_000 + b'"}]', "too long"),
        (b"[]", "empty list"),
        (b'{"a": 1}', "neither a headline nor a body"),
        (b'{"a": "' + b"x" * 200_000 + b'"}', "too long"),
        (b'{"a": [' + b"1, " * 90_000 + b"1]}", "has no list of articles"),
        (b'{"a": [{"title": "A"}, {"title": "' + b"x" * 200_000, "Article 2: It is too long"),
    ],
)
def test_what_is_no_record_is_said_with_its_place(data: bytes, words: str) -> None:
    found = all_of(data)
    assert words in reason(found)
    assert [each for each in found if isinstance(each, str)] in (["A"], ["A", "B"], [])


def test_the_receipt_of_an_export_is_no_article() -> None:
    lines = json.dumps(ONE) + "\n" + json.dumps({"receipt": {"query": "x"}}) + "\n"
    assert all_of(lines.encode(), "a.jsonl") == ["Ferry"]
