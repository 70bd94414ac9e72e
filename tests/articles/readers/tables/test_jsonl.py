"""Each line of a file of records becomes a capture, and each bad line a failure."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import Capture, Failure, Member, Source, find, read
from tests.articles.readers.items import failure, lines, one

LIMIT = 20_000
Read = Callable[..., list[Capture | Failure]]


def identities(path: Path, data: bytes) -> list[str]:
    """Return the identities of the records of a file."""
    path.write_bytes(data)
    (source,) = find([path])
    assert isinstance(source, Source)
    found = list(read(source, LIMIT))
    assert all(isinstance(each, Member) and each.identified for each in found)
    return [each.path.removeprefix(f"{path}#") for each in found if isinstance(each, Member)]


class TestRecords:
    def test_a_line_is_a_capture_of_its_own_bytes(self, reading: Read) -> None:
        data = (
            b'\xef\xbb\xbf{"id": "a", "headline": "One"}\r\n\n{"url": "http://x/2", "body": "Two"}'
        )
        first, second = reading("a.jsonl", data)
        assert isinstance(first, Capture)
        assert isinstance(second, Capture)
        assert first.data == b'{"id": "a", "headline": "One"}'
        assert first.sha256 == hashlib.sha256(first.data).hexdigest()
        assert first.format == "record"

    def test_a_record_is_identified_by_its_id_or_url(self, tmp_path: Path) -> None:
        records = lines({"id": "a", "headline": "One"}, {"url": "http://x/2", "body": "Two"})
        assert identities(tmp_path / "a.jsonl", records) == ["a", "http://x/2"]

    @pytest.mark.parametrize("id_", [{"$oid": "5e5f"}, [], None, True, " "])
    def test_the_url_is_the_identity_if_the_id_is_not_text(
        self, tmp_path: Path, id_: object
    ) -> None:
        record = {"id": id_, "url": "http://x/2", "headline": "One"}
        assert identities(tmp_path / "a.jsonl", lines(record)) == ["http://x/2"]

    def test_without_id_and_url_the_hash_is_the_identity(self, tmp_path: Path) -> None:
        data = lines({"headline": "One"})
        sha256 = hashlib.sha256(data.rstrip()).hexdigest()
        assert identities(tmp_path / "a.jsonl", data) == [sha256]

    def test_every_finding_points_to_the_lines_that_show_its_key(self, reading: Read) -> None:
        record = {
            "section": "World",
            "body": "First.\n\nSecond.",
            "headline": "One",
            "byline": ["Ana Ruiz", "Bo Lind"],
            "published": "2020-03-04T10:00:00Z",
            "id": 7,
        }
        capture = one(reading("a.jsonl", lines(record)))
        assert capture.text.split("\n") == [
            "headline: One",
            "byline: Ana Ruiz; Bo Lind",
            "published: 2020-03-04T10:00:00Z",
            "id: 7",
            "section: World",
            "",
            "First.",
            "",
            "Second.",
        ]
        places = {each.locator.place: each.locator.lines for each in capture.stated}
        assert places["key section"] == (5,)
        assert places["key body"] == (7, 9)

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            pytest.param(b"{", "not JSON", id="cut off"),
            pytest.param(b"[1, 2]", "not an object", id="a list"),
            pytest.param(b'{"id": 1}', "neither a headline nor a body", id="no text"),
            pytest.param(b'{"headline": "x", "score": NaN}', "NaN is not a valid value", id="NaN"),
            pytest.param(
                b'{"headline": "x", "score": -Infinity}', "not a valid value", id="infinity"
            ),
            pytest.param(b'{"headline": "x", "score": 1e999}', "too large", id="huge number"),
            pytest.param(
                b'{"headline": "x", "n": ' + b"9" * 6000 + b"}", "too many digits", id="digits"
            ),
            pytest.param(b'{"a":' * 3000 + b"1" + b"}" * 3000, "too deeply", id="deep"),
            pytest.param(
                b'{"headline": "x", "a": ' + b"[" * 60 + b"]" * 60 + b"}",
                "too deeply",
                id="60 deep",
            ),
            pytest.param(b"[" * 15000, "too deeply", id="deep and open"),
            pytest.param(
                b'{"headline": {"colour": "red"}}', "must be text", id="an object for a text"
            ),
            pytest.param(b'{"headline": "caf\xe9"}', "not UTF-8", id="latin-1"),
            pytest.param(b'{"headline": "' + b"x" * LIMIT + b'"}', "too long", id="long"),
        ],
    )
    def test_a_bad_line_is_one_failure_with_its_number_and_the_others_go_on(
        self, reading: Read, line: bytes, words: str
    ) -> None:
        data = lines({"headline": "Before"}) + line + b"\n" + lines({"headline": "After"})
        before, bad, after = reading("a.jsonl", data)
        assert isinstance(before, Capture)
        assert isinstance(after, Capture)
        assert isinstance(bad, Failure)
        assert words in bad.reason
        assert "Line 2" in bad.reason
        assert bad.name.endswith("a.jsonl:2")

    def test_a_line_of_a_hundred_megabytes_is_skipped_without_being_kept(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("wb") as file:
            file.write(b'{"headline": "')
            for _ in range(100):
                file.write(b"x" * 1_000_000)
            file.write(b'"}\n{"headline": "After"}\n')
        (source,) = find([path])
        assert isinstance(source, Source)
        tracemalloc.start()
        bad, after = read(source, 2_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(bad, Failure)
        assert "too long" in bad.reason
        assert isinstance(after, Member)
        assert peak < 10_000_000

    @pytest.mark.parametrize("data", [b"", b"\n \n\r\n"], ids=["no bytes", "blank lines"])
    def test_an_empty_file_is_one_failure(self, reading: Read, data: bytes) -> None:
        assert "empty" in failure(reading("a.jsonl", data)).reason

    @pytest.mark.parametrize(
        "data",
        [b"\x89PNG\r\n\x1a\n\0\0\0\n" * 50, '{"headline": "x"}\n'.encode("utf-16")],
        ids=["picture", "UTF-16"],
    )
    def test_a_binary_file_is_not_reported_line_by_line(self, reading: Read, data: bytes) -> None:
        failures = [each for each in reading("a.jsonl", data) if isinstance(each, Failure)]
        assert len(failures) <= 3
        assert "binary" in failures[-1].reason

    def test_an_id_of_two_different_articles_is_a_failure(self, reading: Read) -> None:
        one_, two, again = (
            {"id": "a", "headline": "One"},
            {"id": "a", "headline": "Two"},
            {"id": "a", "headline": "One"},
        )
        first, bad, same = reading("a.jsonl", lines(one_, two, again))
        assert isinstance(first, Capture)
        assert isinstance(same, Capture)
        assert isinstance(bad, Failure)
        assert "Line 2 has the same id as line 1" in bad.reason

    def test_characters_that_databases_cannot_store_are_replaced(self, reading: Read) -> None:
        capture = one(reading("a.jsonl", b'{"headline": "a\\u0000b \\ud800 c", "k\\u0000": "v"}'))
        assert capture.text == "headline: ab \ufffd c\nk: v"
