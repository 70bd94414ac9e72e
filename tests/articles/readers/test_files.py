"""Files that real programs made (tests/files/README.md), and the articles that they become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import Failure, PassedOver, find

FILES = Path(__file__).parents[2] / "files"
HEADLINE = "Weir of Overmill opens to boats"
FIRST = "OVERMILL – Boats passed the weir of Overmill on Sunday"


def results(path: Path, passed_over: list[PassedOver] | None = None) -> list[Incoming | Failure]:
    extractor = Extractor(Limits(), Learnt())
    jobs = jobs_of(find([path]), extractor.limits, passed_over)
    return [each for job in jobs for each in extractor.results(job)]


def one(path: Path) -> Incoming:
    (found,) = results(path)
    assert isinstance(found, Incoming), found
    return found


@pytest.mark.parametrize(
    ("name", "form", "outlet", "place", "url", "captured"),
    [
        (
            "chromium.mhtml",
            "mhtml",
            "Harbour Gazette",
            "meta",
            "http://gazette.example/weir.html",
            "2026-11-27 19:04",
        ),
        (
            "wget.warc.gz",
            "html",
            "Harbour Gazette",
            "meta",
            "http://gazette.example/weir.html",
            "2026-11-27 19:",
        ),
        (
            "chromium.pdf",
            "pdf",
            None,
            "page 1",
            "http://gazette.example/columns.html",
            "2026-11-27 19:",
        ),
        ("libreoffice.pdf", "pdf", "Harbour Gazette", "page 1", "", ""),
        ("libreoffice.docx", "docx", "Harbour Gazette", "paragraph 1", "", ""),
        ("libreoffice.odt", "odt", "Harbour Gazette", "paragraph 1", "", ""),
        ("libreoffice.rtf", "rtf", "Harbour Gazette", "paragraph 1", "", ""),
        ("libreoffice.epub", "epub", "Harbour Gazette", "dc:title", "", ""),
        ("libreoffice.html", "html", "Harbour Gazette", "meta", "", ""),
        ("ocrmypdf.pdf", "pdf", None, "page 1", "", ""),
        (
            "clipper.md",
            "markdown",
            "Harbour Gazette",
            "key title",
            "https://gazette.example/weir",
            "2024-03-05 12:00",
        ),
    ],
)
def test_a_file_becomes_its_article(
    name: str, form: str, outlet: str | None, place: str, url: str, captured: str
) -> None:
    found = one(FILES / name)
    facts = found.extraction
    assert (found.capture.format, facts.headline, facts.outlet) == (form, HEADLINE, outlet)
    assert str(facts.published.date) == "2024-03-03"
    assert facts.byline == ("Lorna Pettifer",)
    assert facts.url == url
    assert str(found.capture.captured_at or "").startswith(captured)
    assert bool(captured) == bool(found.capture.captured_at)
    assert facts.of("headline")[0].locator.place == place
    if name != "chromium.pdf":
        # A program that recognises text takes the dash for a hyphen.
        assert facts.body[0].replace(" - ", " – ").startswith(FIRST)
        assert facts.body[1].endswith(("county.", "thousand boats."))


WEIR = (HEADLINE, "Harbour Gazette", "2024-03-03", ("Lorna Pettifer",))
LOCK = ("Lock keeper retires", "Harbour Gazette", "2024-03-02", ("Idris Whelan",))
WEHR = ("Wehr für Boote geöffnet", "Hafenpost", "2024-03-03", ("Inés Roth",))
WARD = (
    "Schleusenwärter geht; Töchter bewerben sich", "Hafenpost", "2024-03-02", ("Karl Brandt",)
)  # fmt: skip

ZOTERO = [
    (*WEIR[:3], ("Lorna Pettifer", "Sanne de Vries")),
    (
        "Stadtrat lehnt Tunnel ab: „Zu teuer & zu spät“", "Süderländer Tageblatt", "2019",
        ("Jürgen von der Heide",),
    ),
    ("The Zebrawood trade, 100% legal?", "Quay Monthly", "2019-04", ("Harbour Press Agency",)),
    (
        "Ferry timetable {changed} again", "The Northfield Courier", "2019-04-17",
        ("Idris Whelan",),
    ),
    ("Oysters, again", "Tides", "2018", ("Sam Finch",)),
]  # fmt: skip
#: The same in BibTeX, which has no days.
MONTHS = [(*facts[:2], facts[2][:7], facts[3]) for facts in ZOTERO]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wget-pages.warc.gz", [WEIR, LOCK]),
        ("openpyxl.xlsx", [WEIR, (*LOCK[:3], ("Idris Whelan", "Sam Finch"))]),
        ("calc.xlsx", [WEHR, WARD]),
        ("calc.csv", [WEHR, WARD]),
        ("zotero.ris", ZOTERO),
        ("zotero.bib", MONTHS),
        ("zotero-biblatex.bib", ZOTERO),
        ("zotero.json", ZOTERO),
        ("zotero.csv", [ZOTERO[0], (*ZOTERO[1][:3], (*ZOTERO[1][3], "Käthe Holt")), *ZOTERO[2:]]),
        ("zotero.rdf", ["Export the references as RIS"]),
        ("zotero-mods.xml", ["Export the references as RIS"]),
        ("thunderbird.mbox", [WEIR, (*LOCK[:3], ())]),
        ("infozip.zip", ["is a link", (HEADLINE, None, *WEIR[2:]), LOCK]),
        ("gnutar.tar.gz", ["is a link", (HEADLINE, None, *WEIR[2:]), LOCK]),
    ],
)
def test_a_file_of_several_articles_becomes_these(name: str, expected: list[Any]) -> None:
    found = results(FILES / name)
    assert len(found) == len(expected)
    for each, facts in zip(found, expected, strict=True):
        if isinstance(each, Failure):
            assert facts in each.reason
            continue
        own = each.extraction
        assert (own.headline, own.outlet, str(own.published.date), own.byline) == facts


def test_the_text_of_a_newsletter_is_that_of_its_page() -> None:
    newsletter, plain = (
        each for each in results(FILES / "thunderbird.mbox") if isinstance(each, Incoming)
    )
    assert [each.split()[0] for each in newsletter.extraction.body] == ["OVERMILL", "The"]
    assert "Boats are back" not in newsletter.capture.text  # hidden, for lists of mails
    assert plain.capture.text.count("From ") == 2  # without the sign that mailboxes add
    assert "needs a new keeper – the old one" in plain.capture.text


def test_columns_are_read_one_after_the_other_and_evidence_names_the_page() -> None:
    found = one(FILES / "chromium.pdf")
    body = found.extraction.body
    assert [each.split(".")[0] for each in body] == [f"Paragraph {n}" for n in range(1, 13)]
    assert all(each.endswith("on that day.") for each in body)
    assert "gazette.example" not in found.capture.text  # the foot of each page
    assert {each.locator.place for each in found.extraction.of("body")} == {"pages 1–2"}


def test_what_a_web_archive_holds_besides_pages_is_counted() -> None:
    passed_over: list[PassedOver] = []
    results(FILES / "wget.warc.gz", passed_over)
    counts = {each.kind: each.count for each in passed_over}
    assert counts["error response"] == 2
    assert counts["redirect"] == 1


@pytest.fixture
def manuscript(tmp_path: Path) -> Callable[[], Path]:
    """A document made by python-docx, with a tracked change, a table and a template's title."""

    def make() -> Path:
        document = docx.Document()
        document.core_properties.title = "Letterhead 2019"
        document.add_paragraph(HEADLINE, style="Title")
        document.add_paragraph("By Lorna Pettifer")
        document.add_paragraph("March 3, 2024")
        paragraph = document.add_paragraph(f"{FIRST} for the first time in forty years")
        run = paragraph.add_run(" DELETED")._r
        removed = run.makeelement(run.nsmap["w"].join(("{", "}del")), {})
        run.addprevious(removed)
        removed.append(run)
        paragraph.add_run(", and two hundred people watched them from the bridge.")
        document.add_paragraph(
            "The council has spent two million on the lock, which had been closed since the flood, "
            "and expects a thousand boats a year from all over the county."
        )
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Boats", "1,000"
        document.save(str(tmp_path / "manuscript.bin"))
        return tmp_path / "manuscript.bin"

    return make


def test_a_word_document_is_read_as_it_is_seen(manuscript: Callable[[], Path]) -> None:
    found = one(manuscript())
    assert (found.capture.format, found.extraction.headline) == ("docx", HEADLINE)
    assert "DELETED" not in found.capture.text
    assert found.capture.text.endswith("Boats 1,000")
    assert "in forty years, and two hundred people" in found.extraction.body[0]
