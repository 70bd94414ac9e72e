"""Exports of databases as documents become the same articles as from the text."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache, partial
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
Facts = list[tuple[str, str, str | None, str, tuple[str, ...], tuple[str, ...]]]


def facts(path: Path) -> Facts:
    """Return id, headline, outlet, date, byline and paragraphs of each article in a file."""
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
            each.extraction.body,
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


def indented(line: str) -> str:
    bare = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(bare)) + escape(bare)


def in_paragraphs(lines: list[str]) -> bytes:
    shown = "\n".join(f"<p>{indented(line) or '&nbsp;'}</p>" for line in lines)
    return f"<!doctype html><meta charset=utf-8><body>{shown}</body>".encode()


def with_breaks(lines: list[str]) -> bytes:
    shown = "<br>\n".join(map(indented, lines))
    return f"<!doctype html><meta charset=utf-8><body><div>{shown}</div></body>".encode()


def book(lines: list[str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfile full-path="b.opf"/></container>',
        )
        archive.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.html"/>'
            '</manifest><spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("a.html", in_paragraphs(lines))
    return data.getvalue()


def mail(lines: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Export", "a@b.example", "c@d.example"
    message["Message-ID"] = "<1@b.example>"
    message.set_content(with_breaks(lines).decode(), subtype="html")
    return message.as_bytes()


def printed(lines: list[str], *, apart: int = 10, width: int = 120) -> bytes:
    """A PDF with a paragraph for each line, indented as in the text.

    Paragraphs are ``apart`` points from each other, and lines have at most ``width`` characters.
    """
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Courier"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    commands: list[str] = []

    def end_page() -> None:
        page = writer.add_blank_page(700, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data("\n".join(commands).encode("cp1252", "replace"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        commands.clear()

    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False).wrap
    y = 770
    for line in lines:
        x = 40 + 4.8 * (len(line) - len(line.lstrip()))
        for number, part in enumerate(wrap(line.strip()) or [""]):
            y -= 10 if number else apart
            if y < 70:
                end_page()
                y = 770
            shown = part.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            commands.append(f"BT /F 8 Tf 1 0 0 1 {x:.1f} {y} Tm ({shown}) Tj ET")
    end_page()
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


CARRIERS: dict[str, Callable[[list[str]], bytes]] = {
    "DOCX": word,
    "ODT": open_document,
    "RTF": rich_text,
    "HTML pre": preformatted,
    "HTML p": in_paragraphs,
    "HTML br": with_breaks,
    "HTML mail": mail,
    "PDF": printed,
    "PDF of paragraphs": partial(printed, apart=16, width=70),
    "EPUB": book,
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


def test_letters_of_rtf_may_be_in_utf_8(tmp_path: Path) -> None:
    """RTF is ASCII, but a database writes it so."""
    lines = (EXAMPLES / "apa.txt").read_text("utf-8").split("\n")
    (tmp_path / "export.rtf").write_text("{\\rtf\\ansi " + "\\par\n".join(lines) + "}", "utf-8")
    assert facts(tmp_path / "export.rtf") == facts_of_text("apa")


def test_an_export_that_was_forwarded_and_quoted_gives_the_same_articles(tmp_path: Path) -> None:
    lines = (EXAMPLES / "proquest-mail.txt").read_text("utf-8").split("\n")
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Fwd", "a@b.example", "c@d.example"
    message["Message-ID"] = "<1@b.example>"
    message.set_content("Have a look.\n" + "\n".join(f"> {line}" for line in lines), cte="8bit")
    (tmp_path / "export.eml").write_bytes(message.as_bytes())
    assert facts(tmp_path / "export.eml") == facts_of_text("proquest-mail")


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("factiva-export.pdf", "factiva"),
        ("factiva-export.rtf", "factiva"),
        *((f"nexisuni-export.{end}", "nexisuni") for end in ("odt", "docx", "html", "pdf", "epub")),
        ("lexisnexis-export.pdf", "lexisnexis"),
        ("lexisnexis-export.html", "lexisnexis"),
    ],
)
def test_documents_made_by_a_word_processor(name: str, layout: str) -> None:
    assert facts(FILES / name) == facts_of_text(layout)
