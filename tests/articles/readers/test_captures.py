"""Files of every form become captures, and what is wrong with them is one sentence."""

from __future__ import annotations

import gzip
import hashlib
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import Capture, Failure, Kind, Source, find, form_of, given_of, read, text_of

LIMIT = 20_000
Read = Callable[..., list[Capture | Failure]]

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Harbour bridge closes for repairs | The Harbour Post</title>
<meta property="og:title" content="Harbour bridge closes for repairs">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2021-06-12T08:00:00Z">
<meta name="author" content="Ana Ruiz"><script>var hidden = "never seen";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Harbour bridge closes for repairs</h1><p>By Ana Ruiz</p>
<p>The council closed the harbour bridge on Monday after inspectors found cracks in two of its piers,
and asked drivers to take the tunnel.</p>
<p>Engineers said that the work would take until autumn and that ferries would run every ten minutes
from the north bank to the market.</p>
<p style="display: none">A hidden appeal.</p>
<p>Shopkeepers on the north bank asked the council for help with the rent while their street is empty
of the people who used to walk across.</p></article></body></html>"""


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def run(name: str, data: bytes, limit: int = LIMIT) -> list[Capture | Failure]:
        (tmp_path / name).write_bytes(data)
        (source,) = find([tmp_path / name])
        assert isinstance(source, Source)
        return list(read(source, limit))

    return run


def one(items: list[Capture | Failure]) -> Capture:
    (item,) = items
    assert isinstance(item, Capture), item
    return item


def failure(items: list[Capture | Failure]) -> Failure:
    (item,) = items
    assert isinstance(item, Failure), item
    return item


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", (Kind.TEXT, False)),
        ("a.TXT.GZ", (Kind.TEXT, True)),
        ("a.html", (Kind.HTML, False)),
        ("a.htm.gz", (Kind.HTML, True)),
        ("a.jsonl", (Kind.RECORD, False)),
        ("a.JSONL.gz", (Kind.RECORD, True)),
        ("story.md", (Kind.TEXT, False)),
    ],
)
def test_a_name_tells_the_form(name: str, form: tuple[Kind, bool]) -> None:
    assert form_of(name) == form


def test_a_folder_gives_files_of_every_form(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.htm", "d.jsonl", "e.txt.gz", "f.html.gz", "g.gz", "h.json"):
        (tmp_path / name).write_bytes(b"x")
    found = [Path(item.given).name for item in find([tmp_path])]
    assert found == ["a.txt", "b.html", "c.htm", "d.jsonl", "e.txt.gz", "f.html.gz"]


class TestPacked:
    def test_hash_and_text_are_those_of_what_is_inside(self, reading: Read) -> None:
        packed = one(reading("a.txt.gz", gzip.compress("café".encode())))
        plain = one(reading("a.txt", "café".encode()))
        assert packed.data == "café".encode()
        assert (packed.sha256, packed.text) == (plain.sha256, plain.text)

    def test_several_members_are_one_text(self, reading: Read) -> None:
        data = gzip.compress(b"one ") + gzip.compress(b"two")
        assert one(reading("a.txt.gz", data)).text == "one two"

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            pytest.param(gzip.compress(b"story " * 900)[:-12], "cut off", id="truncated"),
            pytest.param(b"no gzip at all", "damaged", id="not gzip"),
            pytest.param(gzip.compress(b"story " * 900)[:-8] + b"\0" * 8, "damaged", id="bad sum"),
            pytest.param(b"", "empty", id="empty"),
            pytest.param(gzip.compress(b""), "empty", id="nothing inside"),
            pytest.param(gzip.compress(b"a\0b"), "binary", id="binary inside"),
            pytest.param(gzip.compress(gzip.compress(b"x")), "gzip archive", id="packed twice"),
        ],
    )
    def test_what_is_wrong_is_told(self, reading: Read, data: bytes, words: str) -> None:
        assert words in failure(reading("a.txt.gz", data)).reason

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz"])
    def test_a_bomb_is_refused_while_it_is_read(self, reading: Read, name: str) -> None:
        bomb = gzip.compress(b" " * 50_000_000)
        tracemalloc.start()
        told = failure(reading(name, bomb))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert "too large" in told.reason
        assert peak < 5_000_000

    def test_a_truncated_file_of_records_gives_what_came_before(self, reading: Read) -> None:
        records = [{"id": number, "body": f"{number} " * 400} for number in range(40)]
        packed = gzip.compress(lines(*records), 0)
        *good, bad = reading("a.jsonl.gz", packed[: len(packed) // 2])
        assert isinstance(bad, Failure)
        assert "cut off" in bad.reason
        assert good
        assert all(isinstance(item, Capture) for item in good)

    def test_a_bomb_of_one_line_ends_the_reading(self, reading: Read) -> None:
        told = failure(reading("a.jsonl.gz", gzip.compress(b"x" * 5_000_000)))
        assert "no end" in told.reason


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
        assert (first.identity, second.identity) == ("a", "http://x/2")
        assert first.kind is Kind.RECORD

    @pytest.mark.parametrize("id_", [{"$oid": "5e5f"}, [], None, True, " "])
    def test_an_id_that_is_no_text_leaves_the_url_as_identity(
        self, reading: Read, id_: object
    ) -> None:
        record = {"id": id_, "url": "http://x/2", "headline": "One"}
        assert one(reading("a.jsonl", lines(record))).identity == "http://x/2"

    def test_without_id_and_url_the_hash_is_the_identity(self, reading: Read) -> None:
        capture = one(reading("a.jsonl", lines({"headline": "One"})))
        assert capture.identity == capture.sha256

    def test_every_key_is_shown_in_lines_to_which_its_finding_points(self, reading: Read) -> None:
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
        places = {each.locator.place: each.locator.lines for each in capture.given}
        assert places["key section"] == (5,)
        assert places["key body"] == (7, 9)

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            pytest.param(b"{", "not JSON", id="cut off"),
            pytest.param(b"[1, 2]", "not an object", id="a list"),
            pytest.param(b'{"id": 1}', "neither a headline nor a body", id="no text"),
            pytest.param(b'{"headline": "x", "score": NaN}', "NaN is no value", id="NaN"),
            pytest.param(b'{"headline": "x", "score": -Infinity}', "no value", id="infinity"),
            pytest.param(b'{"headline": "x", "score": 1e999}', "too large", id="huge number"),
            pytest.param(b'{"headline": "x", "n": ' + b"9" * 6000 + b"}", "not JSON", id="digits"),
            pytest.param(b'{"a":' * 3000 + b"1" + b"}" * 3000, "too deeply", id="deep"),
            pytest.param(
                b'{"headline": "x", "a": ' + b"[" * 60 + b"]" * 60 + b"}",
                "too deeply",
                id="60 deep",
            ),
            pytest.param(b"[" * 15000, "too deeply", id="deep and open"),
            pytest.param(b'{"headline": {"text": "x"}}', "not a text", id="an object for a text"),
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
        assert bad.given.endswith("a.jsonl:2")

    def test_a_line_of_a_hundred_megabytes_is_passed_over_unheld(self, tmp_path: Path) -> None:
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
        assert isinstance(after, Capture)
        assert peak < 10_000_000

    @pytest.mark.parametrize("data", [b"", b"\n \n\r\n"], ids=["no bytes", "blank lines"])
    def test_an_empty_file_is_one_failure(self, reading: Read, data: bytes) -> None:
        assert "empty" in failure(reading("a.jsonl", data)).reason

    @pytest.mark.parametrize(
        "data",
        [b"\x89PNG\r\n\x1a\n\0\0\0\n" * 50, '{"headline": "x"}\n'.encode("utf-16")],
        ids=["picture", "UTF-16"],
    )
    def test_a_binary_file_is_not_told_line_by_line(self, reading: Read, data: bytes) -> None:
        told = [each for each in reading("a.jsonl", data) if isinstance(each, Failure)]
        assert len(told) <= 3
        assert "binary" in told[-1].reason

    def test_an_id_given_twice_for_different_articles_is_a_failure(self, reading: Read) -> None:
        one_, two, again = (
            {"id": "a", "headline": "One"},
            {"id": "a", "headline": "Two"},
            {"id": "a", "headline": "One"},
        )
        first, bad, same = reading("a.jsonl", lines(one_, two, again))
        assert isinstance(first, Capture)
        assert isinstance(same, Capture)
        assert isinstance(bad, Failure)
        assert "Line 2 has the id of line 1" in bad.reason

    def test_what_no_database_holds_is_replaced(self, reading: Read) -> None:
        capture = one(reading("a.jsonl", b'{"headline": "a\\u0000b \\ud800 c", "k\\u0000": "v"}'))
        assert capture.text == "headline: ab \ufffd c\nk: v"


class TestPages:
    def test_a_page_is_shown_as_its_visible_text(self, reading: Read) -> None:
        capture = one(reading("a.html", PAGE.encode()))
        shown = capture.text.split("\n")
        assert shown[:4] == ["Home", "Sport", "Harbour bridge closes for repairs", "By Ana Ruiz"]
        assert "hidden" not in capture.text
        assert capture.kind is Kind.HTML

    def test_its_markup_states_values_with_the_lines_that_show_them(self, reading: Read) -> None:
        given = {each.field: each for each in one(reading("a.html", PAGE.encode())).given}
        assert str(given["published"].value) == "2021-06-12"
        assert given["outlet"].value == "The Harbour Post"
        assert given["byline"].value == ("Ana Ruiz",)
        assert given["headline"].locator.lines == (3,)
        assert given["headline"].locator.place == "meta"
        assert given["body"].locator.place == "html"
        assert given["body"].locator.lines == (5, 6, 7)

    @pytest.mark.parametrize(
        ("markup", "shown"),
        [
            ("<p>a<br>b</p>c", "a\nb\nc"),
            ("<p>a <b>b</b>c\nd</p>", "a bc d"),
            ("<pre>a\n  b</pre>", "a\nb"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<p hidden>a</p><p>b<!-- c --></p><script>d</script>", "b"),
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("<p>unclosed <b>tags <i>here", "unclosed tags here"),
            ("<div>" * 200_000 + "deep &eacute; text", "deep é text"),
            ("<p>a</p>" + "<b>" * 4000 + "<script>x</script>after", "a\nafter"),
            ("<p>a</p>" + "<b>" * 4000 + "b<script>x" * 9_000, "a\nb"),
            ('<?xml version="1.0" encoding="latin-1"?><html><body>é</body></html>', "é"),
            ("text\x0b with \x01 controls", "text with controls"),
        ],
    )
    def test_markup_of_any_kind_gives_its_text(
        self, reading: Read, markup: str, shown: str
    ) -> None:
        text = one(reading("a.html", markup.encode(), limit=2_000_000)).text
        assert text == shown

    @pytest.mark.parametrize(
        "markup",
        [
            "<html><body></body></html>",
            "<script>var a;</script>",
            "<!-- only a comment",
            "<p>&nbsp;",
        ],
    )
    def test_a_page_without_text_is_a_failure(self, reading: Read, markup: str) -> None:
        assert "holds no text" in failure(reading("a.html", markup.encode())).reason

    @pytest.mark.parametrize(
        ("data", "encoding"),
        [
            ('<meta charset="iso-8859-1"><p>café “x”</p>'.encode("cp1252"), "cp1252"),
            ('<meta charset="koi8-r"><p>привет</p>'.encode("koi8-r"), "koi8-r"),
            ('<meta charset="koi8-r"><p>café</p>'.encode(), "utf-8"),
            ("<p>café</p>".encode("utf-8-sig"), "utf-8"),
        ],
        ids=["latin-1 means cp1252", "declared", "valid UTF-8 beats a declaration", "BOM"],
    )
    def test_the_encoding_is_what_the_bytes_or_the_page_say(
        self, reading: Read, data: bytes, encoding: str
    ) -> None:
        capture = one(reading("a.html", data))
        assert capture.encoding == encoding
        assert not capture.doubtful
        assert "\ufffd" not in capture.text

    @pytest.mark.parametrize("codec", ["rot13", "zip", "nonsense", "utf-8", "utf-16"])
    def test_a_false_declaration_harms_nothing(self, reading: Read, codec: str) -> None:
        data = f'<meta charset="{codec}"><p>café noir</p>'.encode("cp1252")
        assert one(reading("a.html", data)).text == "café noir"

    def test_other_values_under_the_same_words_are_another_text(self, reading: Read) -> None:
        first = one(reading("a.html", PAGE.encode()))
        other = one(reading("b.html", PAGE.replace("2021-06-12", "2021-06-13").encode()))
        assert first.text == other.text
        assert first.text_sha256 != other.text_sha256


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\ufeffone\r\ntwo".encode("utf-8")),
        ("a.html", PAGE.encode()),
        ("a.jsonl", b'{"headline": "One", "body": "First.\\r\\n\\r\\nSecond."}'),
    ],
)
def test_stored_bytes_are_read_again_as_they_were(reading: Read, name: str, data: bytes) -> None:
    capture = one(reading(name, data))
    again = text_of(capture.data, capture.kind, capture.encoding)
    assert again == capture.text.replace("\r\n", "\n")
    assert given_of(capture.data, capture.kind, capture.encoding) == capture.given
