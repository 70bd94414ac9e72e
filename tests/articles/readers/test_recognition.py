"""A file is recognised by its content; its name decides only where the content is ambiguous."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import Capture, Failure, Source
from articles.readers.formats import format_of
from articles.readers.read import holds_one_article
from articles.readers.unsupported import refusal_of

Read = Callable[..., list[Capture | Failure]]

PAGE = "<!DOCTYPE html><html><head><title>Weir</title></head><body><p>The weir is open.</body>"
XHTML = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- saved from a site -->\n{PAGE}'
PROSE = "The weir is open\n\nBoats passed the weir of Overmill for the first time in years.\n"


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("page.txt", PAGE.encode(), "html"),
        ("page.aspx", PAGE.encode(), "html"),
        ("page.xhtml", XHTML.encode(), "html"),
        ("page", XHTML.encode(), "html"),
        ("page.txt", PAGE.encode("utf-16"), "html"),
        ("page.txt", b"\xef\xbb\xbf\r\n" + PAGE.encode(), "html"),
        ("page.pdf", PAGE.encode(), "html"),
        ("page.jsonl", PAGE.encode(), "html"),
        ("page.html", b"<p>The weir is open.", "html"),
        ("page.html", PROSE.encode(), "text"),
        ("page.html", PROSE.encode("utf-16"), "text"),
        ("story.txt", b"<p> begins a paragraph in HTML, as pupils learn.", "text"),
        ("story.txt", b"A page begins with <!DOCTYPE html>, as pupils learn.", "text"),
        ("story.note", PROSE.encode(), "text"),
        ("page.txt.gz", gzip.compress(PAGE.encode(), mtime=0), "html"),
        ("page.txt", gzip.compress(PAGE.encode(), mtime=0), "html"),
        ("page.txt.gz", gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0), "html"),
        ("page.html.gz", gzip.compress(PROSE.encode(), mtime=0), "text"),
    ],
)
def test_the_content_decides(reading: Read, name: str, data: bytes, form: str) -> None:
    (capture,) = reading(name, data)
    assert isinstance(capture, Capture), capture
    assert capture.format == form
    assert "<html" not in capture.text


def test_the_name_decides_where_nothing_is_known_of_the_content() -> None:
    found = [format_of(name) for name in ("a.HTML", "a.txt", "a.jsonl.gz", "a")]
    assert [each and each.name for each in found] == ["html", "text", "gzip", None]


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("a.txt", PROSE.encode(), True),
        ("a.jsonl", b"{}\n{}", False),
        ("a.txt", gzip.compress(PROSE.encode(), mtime=0), True),
        ("a.jsonl.gz", gzip.compress(b"{}\n{}", mtime=0), False),
        ("a.gz", b"\x1f\x8b damaged", True),
    ],
)
def test_a_look_into_a_file_says_whether_it_holds_one_article(
    tmp_path: Path, name: str, data: bytes, is_one: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    assert holds_one_article(Source(name, tmp_path / name)) is is_one
    assert holds_one_article(Source("gone", tmp_path / "gone"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "name", "remedy"),
    [
        (b"%PDF-1.7", "a PDF document", "plain text"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a 7z archive", "Unpack it"),
        (b"Rar!\x1a\x07\x01", "a RAR archive", "Unpack it"),
        (OLE, "an old office document", ".docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)", ".docx"),
        (OLE + "Workbook".encode("utf-16-le"), "an old Excel table (.xls)", ".xlsx"),
        (OLE + "__substg1.0_0037".encode("utf-16-le"), "an Outlook message (.msg)", ".eml"),
        (b"\x00\x00\x00\x20ftypheic", "a HEIC picture", "OCR"),
        (b"\x00\x00\x00\x20ftypisom", "a video or sound recording (MP4)", "Transcribe"),
        (b"RIFF\x24\x00\x00\x00WAVE", "a sound recording (WAV)", "Transcribe"),
        (b"RIFF\x24\x00\x00\x00WEBP", "a WebP picture", "OCR"),
        (b"SQLite format 3\x00", "an SQLite database", ".csv"),
        (b"x" * 60 + b"BOOKMOBI", "a Kindle book", "EPUB"),
        (b"bplist00\xd1", "a property list", "no article"),
        (b"\x7fELF\x02", "a program", "no article"),
        (b'<?xml version="1.0"?>\n<mods xmlns="x">', "references (MODS)", "RIS"),
        (b"<rdf:RDF\n xmlns:z='x'>", "references (RDF)", "RIS"),
        (b"<listBibl><biblStruct/></listBibl>", "references (TEI)", "RIS"),
        (b"<xml><records><record/></records></xml>", "references (EndNote XML)", "RIS"),
        (b'<?xml version="1.0"?>\n<alto xmlns="x">', "(ALTO)", "text of its articles"),
        (b'<mets:mets xmlns:mets="x">', "(METS)", "text of its articles"),
        (b'<?xml version="1.0"?><PcGts xmlns="x">', "(PAGE)", "text of its articles"),
        (b'<?xml?><!DOCTYPE en-export SYSTEM "x.dtd"><en-export>', "Evernote", "HTML"),
        (b"[InternetShortcut]\r\nURL=https://a.example", "a link to a page", ".html"),
        (
            b"<?xml?><!DOCTYPE plist PUBLIC 'x'><plist version='1.0'>\n<dict>\n<key>URL</key>",
            "a link to a page",
            ".html",
        ),
        (b"RT Newspaper Article\nT1 The weir", "references (RefWorks)", "RIS"),
        (b"%0 Newspaper Article\n%T The weir", "references (EndNote, Refer)", "RIS"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(
    reading: Read, data: bytes, name: str, remedy: str
) -> None:
    reason = refusal_of(data)
    assert name in reason
    assert remedy in reason
    (failure,) = reading("story.txt", data)
    assert isinstance(failure, Failure)


@pytest.mark.parametrize("text", ["BZh is a name", "ID3 tags", "RIFF and WAVE", "MZ", "FLV stays"])
def test_a_text_that_begins_like_another_format_is_a_text(text: str) -> None:
    assert refusal_of(text.encode()) == ""
