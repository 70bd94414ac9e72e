"""Exports of databases as documents become the same articles as from the text."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import find
from tests.samples import sampled

EXAMPLES = Path(__file__).parents[1] / "exports" / "examples"
FILES = Path(__file__).parents[3] / "files"
Facts = list[tuple[str, str, str | None, str, tuple[str, ...]]]


def facts(path: Path) -> Facts:
    """Return id, headline, outlet, date and byline of each article in a file."""
    extractor = Extractor(Limits(), Learnt())
    found = [each for job in jobs_of(find([path]), Limits()) for each in extractor.results(job)]
    assert all(isinstance(each, Incoming) for each in found), found
    return [
        (
            each.name.partition("#")[2],
            each.extraction.headline,
            each.extraction.outlet,
            str(each.extraction.published.date),
            each.extraction.byline,
        )
        for each in found
        if isinstance(each, Incoming)
    ]


@cache
def facts_of_text(layout: str) -> Facts:
    return facts(EXAMPLES / f"{layout}.txt")


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def open_document(lines: list[str]) -> bytes:
    office, of_text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "text")
    )
    body = "".join(f"<t:p>{escape(line)}</t:p>" for line in lines)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<o:document xmlns:o="{office}" xmlns:t="{of_text}"><o:body><o:text>{body}'
            "</o:text></o:body></o:document>",
        )
    return data.getvalue()


def rich_text(lines: list[str]) -> bytes:
    def written(line: str) -> str:
        signs = (f"\\{each}" if each in "\\{}" else each for each in line)
        return "".join(each if ord(each) < 128 else f"\\u{ord(each)}?" for each in signs)

    return ("{\\rtf1\\ansi " + "\\par\n".join(map(written, lines)) + "}").encode("ascii")


def preformatted(lines: list[str]) -> bytes:
    text = escape("\n".join(lines))
    return f"<!doctype html><meta charset=utf-8><body><pre>{text}</pre></body>".encode()


def in_paragraphs(lines: list[str]) -> bytes:
    shown = "\n".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in lines)
    return f"<!doctype html><meta charset=utf-8><body>{shown}</body>".encode()


def with_breaks(lines: list[str]) -> bytes:
    shown = "<br>\n".join(map(escape, lines))
    return f"<!doctype html><meta charset=utf-8><body><div>{shown}</div></body>".encode()


def mail(lines: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Export", "a@b.example", "c@d.example"
    message["Message-ID"] = "<1@b.example>"
    message.set_content(with_breaks(lines).decode(), subtype="html")
    return message.as_bytes()


def printed(lines: list[str]) -> bytes:
    """A PDF with a line of type for each line, indented as in the text."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Courier"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for start in range(0, len(lines), 70):
        page = writer.add_blank_page(700, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        commands = []
        for number, line in enumerate(lines[start : start + 70]):
            bare = line.lstrip()
            x, y = 40 + 4.8 * (len(line) - len(bare)), 770 - 10 * number
            shown = bare.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            commands.append(f"BT /F 8 Tf 1 0 0 1 {x:.1f} {y} Tm ({shown}) Tj ET")
        stream = DecodedStreamObject()
        stream.set_data("\n".join(commands).encode("cp1252", "replace"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


CARRIERS = {
    "DOCX": word,
    "ODT": open_document,
    "RTF": rich_text,
    "HTML pre": preformatted,
    "HTML p": in_paragraphs,
    "HTML br": with_breaks,
    "HTML mail": mail,
    "PDF": printed,
}
LAYOUTS = sorted(path.stem for path in EXAMPLES.glob("*.txt"))
#: Those with several documents, by which the ordinary suite tries each carrier.
OFTEN = ("lexisnexis", "nexisuni", "factiva", "proquest")


@pytest.mark.parametrize(
    ("layout", "carrier"),
    sampled(
        [
            pytest.param(layout, carrier, id=f"{layout} as {carrier}")
            for layout in LAYOUTS
            for carrier in CARRIERS
        ],
        quick=[f"{layout} as {carrier}" for layout in OFTEN for carrier in CARRIERS],
    ),
)
def test_an_export_gives_the_same_articles_in_any_document(
    tmp_path: Path, layout: str, carrier: str
) -> None:
    text = (EXAMPLES / f"{layout}.txt").read_text("utf-8-sig")
    lines = [line.strip("\f\r") for line in text.split("\n")]
    (tmp_path / "export").write_bytes(CARRIERS[carrier](lines))
    assert facts(tmp_path / "export") == facts_of_text(layout)


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("factiva-export.pdf", "factiva"),
        ("factiva-export.rtf", "factiva"),
        ("nexisuni-export.odt", "nexisuni"),
    ],
)
def test_documents_made_by_a_word_processor(name: str, layout: str) -> None:
    assert facts(FILES / name) == facts_of_text(layout)
