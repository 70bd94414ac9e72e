"""Files of every format become captures, or failures with a reason."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import Capture, Failure, find, stated_of, text_of
from articles.readers.formats import format_of, is_one_article
from tests.articles.readers.items import failure, lines, one

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


@pytest.mark.parametrize(
    ("name", "form", "is_one"),
    [
        ("a.txt", "text", True),
        ("a.TXT.GZ", "gzip", True),
        ("a.html", "html", True),
        ("a.htm.gz", "gzip", True),
        ("a.jsonl", "jsonl", False),
        ("a.JSONL.gz", "gzip", False),
        ("story.note", None, False),
    ],
)
def test_the_suffix_determines_the_format(name: str, form: str | None, is_one: bool) -> None:
    found = format_of(name)
    assert (found.name if found else None, is_one_article(name)) == (form, is_one)


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("a.TXT.GZ", "text", "<p>A story"),
        ("a.htm.gz", "html", "A story"),
        ("a.htm.gz.gz", "html", "A story"),
        ("a.note", "text", "<p>A story"),
        ("a.note.gz", "text", "<p>A story"),
    ],
)
def test_a_compressed_file_has_the_format_of_its_inner_suffix(
    reading: Read, name: str, form: str, text: str
) -> None:
    data = b"<p>A story"
    for _ in range(name.lower().count(".gz")):
        data = gzip.compress(data)
    capture = one(reading(name, data))
    assert (capture.format, capture.text) == (form, text)


def test_first_bytes_determine_the_format_if_the_name_does_not(reading: Read) -> None:
    assert one(reading("story", gzip.compress(b"A story"))).text == "A story"


def test_endlessly_nested_files_are_refused(reading: Read) -> None:
    data = b"A story"
    for _ in range(7):
        data = gzip.compress(data)
    assert "too deeply" in failure(reading("a" + ".gz" * 7, data)).reason


def test_a_folder_yields_files_of_every_format(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.htm", "d.jsonl", "e.txt.gz", "f.html.gz", "g.gz", "h.css"):
        (tmp_path / name).write_bytes(b"x")
    found = [Path(item.name).name for item in find([tmp_path])]
    assert found == ["a.txt", "b.html", "c.htm", "d.jsonl", "e.txt.gz", "f.html.gz"]


class TestPacked:
    def test_hash_and_text_are_those_of_the_uncompressed_content(self, reading: Read) -> None:
        packed = one(reading("a.txt.gz", gzip.compress("café".encode())))
        plain = one(reading("a.txt", "café".encode()))
        assert packed.data == "café".encode()
        assert (packed.sha256, packed.text) == (plain.sha256, plain.text)

    def test_several_gzip_members_are_one_text(self, reading: Read) -> None:
        data = gzip.compress(b"one ") + gzip.compress(b"two")
        assert one(reading("a.txt.gz", data)).text == "one two"

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            pytest.param(gzip.compress(b"story " * 900)[:-12], "incomplete", id="truncated"),
            pytest.param(b"no gzip at all", "damaged", id="not gzip"),
            pytest.param(gzip.compress(b"story " * 900)[:-8] + b"\0" * 8, "damaged", id="bad sum"),
            pytest.param(b"", "empty", id="empty"),
            pytest.param(gzip.compress(b""), "empty", id="nothing inside"),
            pytest.param(gzip.compress(b"a\0b"), "binary", id="binary inside"),
        ],
    )
    def test_failures_name_the_reason(self, reading: Read, data: bytes, words: str) -> None:
        assert words in failure(reading("a.txt.gz", data)).reason

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz"])
    def test_a_bomb_is_refused_while_it_is_read(self, reading: Read, name: str) -> None:
        bomb = gzip.compress(b" " * 50_000_000)
        tracemalloc.start()
        refused = failure(reading(name, bomb))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert "too large" in refused.reason
        assert peak < 5_000_000

    def test_a_truncated_file_of_records_yields_the_records_before_the_end(
        self, reading: Read
    ) -> None:
        records = [{"id": number, "body": f"{number} " * 400} for number in range(40)]
        packed = gzip.compress(lines(*records), 0)
        *good, bad = reading("a.jsonl.gz", packed[: len(packed) // 2])
        assert isinstance(bad, Failure)
        assert "incomplete" in bad.reason
        assert good
        assert all(isinstance(item, Capture) for item in good)

    def test_a_bomb_of_one_line_ends_the_reading(self, reading: Read) -> None:
        refused = failure(reading("a.jsonl.gz", gzip.compress(b"x" * 5_000_000)))
        assert "unpacks to more than 200 times its size" in refused.reason

    def test_a_line_without_end_ends_the_reading(self, reading: Read) -> None:
        refused = failure(reading("a.jsonl", b"x" * 5_000_000))
        assert "never seems to end" in refused.reason


class TestPages:
    def test_a_page_is_shown_as_its_visible_text(self, reading: Read) -> None:
        capture = one(reading("a.html", PAGE.encode()))
        shown = capture.text.split("\n")
        assert shown[:4] == ["Home", "Sport", "Harbour bridge closes for repairs", "By Ana Ruiz"]
        assert "hidden" not in capture.text
        assert capture.format == "html"

    def test_values_in_the_markup_have_the_lines_that_show_them(self, reading: Read) -> None:
        stated = {each.field: each for each in one(reading("a.html", PAGE.encode())).stated}
        assert str(stated["published"].value) == "2021-06-12"
        assert stated["outlet"].value == "The Harbour Post"
        assert stated["byline"].value == ("Ana Ruiz",)
        assert stated["headline"].locator.lines == (3,)
        assert stated["headline"].locator.place == "meta"
        assert stated["body"].locator.place == "html"
        assert stated["body"].locator.lines == (5, 6, 7)

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
            ("<p>text\x0b with \x01 controls", "text with controls"),
        ],
    )
    def test_any_markup_yields_its_text(self, reading: Read, markup: str, shown: str) -> None:
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
        assert "contains no text" in failure(reading("a.html", markup.encode())).reason

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
    def test_the_encoding_comes_from_the_bytes_or_the_page(
        self, reading: Read, data: bytes, encoding: str
    ) -> None:
        capture = one(reading("a.html", data))
        assert capture.encoding == encoding
        assert not capture.doubtful
        assert "\ufffd" not in capture.text

    @pytest.mark.parametrize("codec", ["rot13", "zip", "nonsense", "utf-8", "utf-16"])
    def test_a_wrong_declaration_is_harmless(self, reading: Read, codec: str) -> None:
        data = f'<meta charset="{codec}"><p>café noir</p>'.encode("cp1252")
        assert one(reading("a.html", data)).text == "café noir"

    @pytest.mark.parametrize("before", ["", "\ufeff", "\n  ", "<!DOCTYPE html>"])
    def test_a_page_may_be_called_txt(self, reading: Read, before: str) -> None:
        capture = one(reading("a.txt", f"{before}<html><body><h1>One</h1><p>Two.".encode()))
        assert (capture.format, capture.text) == ("html", "One\nTwo.")

    def test_a_text_about_markup_is_a_text(self, reading: Read) -> None:
        assert one(reading("a.txt", b"The <html> tag is old.")).format == "text"

    def test_another_date_in_the_markup_makes_another_key(self, reading: Read) -> None:
        first = one(reading("a.html", PAGE.encode()))
        other = one(reading("b.html", PAGE.replace("2021-06-12", "2021-06-13").encode()))
        assert first.text == other.text
        assert first.comparison_key != other.comparison_key


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\ufeffone\r\ntwo".encode("utf-8")),
        ("a.html", PAGE.encode()),
        ("a.jsonl", b'{"headline": "One", "body": "First.\\r\\n\\r\\nSecond."}'),
    ],
)
def test_stored_bytes_are_read_as_at_ingest(reading: Read, name: str, data: bytes) -> None:
    capture = one(reading(name, data))
    again = text_of(capture.data, capture.format, capture.encoding)
    assert again == capture.text.replace("\r\n", "\n")
    assert stated_of(capture.data, capture.format, capture.encoding, again) == capture.stated
