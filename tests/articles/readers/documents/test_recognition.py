"""Scans without text: refused, or read through a program that recognises their text."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from django.test import override_settings
from pypdf import PdfWriter

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.models import Article
from articles.readers import Failure, find
from articles.readers.documents.recognition import Recogniser
from articles.reextraction import extract_again
from tests.commandline import command

FILES = Path(__file__).parents[3] / "files"
# A program that is called like ocrmypdf; it takes the text from a PDF beside it.
STAND_IN = """
import sys, time
from pypdf import PdfReader, PdfWriter
*options, source, result = sys.argv[1:]
assert "--skip-text" in options and options[:2] == ["-l", "eng"], options
assert len(PdfReader(source).pages) == 1
writer = PdfWriter(clone_from=PdfReader({text!r}))
made = str(time.time_ns())  # The real one states when it was made, too.
writer.add_metadata({{"/Creator": "ocrmypdf 99 / Tesseract OCR-PDF 5", "/ModDate": made}})
writer.write(result)
"""
FAILING = "import sys; print('Low disk space.\\nTesseract is not installed.', file=sys.stderr); sys.exit(3)"
SLOW = """
import pathlib, subprocess, sys
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({path!r}).write_text(str(inner.pid))
inner.wait()
"""


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    data = io.BytesIO()
    writer.write(data)
    (tmp_path / "scan.pdf").write_bytes(data.getvalue())
    return tmp_path / "scan.pdf"


def result(path: Path, recogniser: Recogniser | None) -> Incoming | Failure:
    extractor = Extractor(Limits(), Learnt(), recogniser=recogniser)
    (found,) = (
        each for job in jobs_of(find([path]), extractor.limits) for each in extractor.results(job)
    )
    return found


def program(tmp_path: Path, source: str, seconds: float = 60) -> Recogniser:
    (tmp_path / "program.py").write_text(source)
    return Recogniser((sys.executable, str(tmp_path / "program.py"), "-l", "eng"), seconds)


def test_a_scan_is_refused_unless_an_operator_names_a_program(scan: Path) -> None:
    found = result(scan, Recogniser.of((), 60))
    assert isinstance(found, Failure)
    assert "ocrmypdf scan.pdf text.pdf" in found.reason


def test_a_scan_is_read_through_the_program_and_says_so(scan: Path, tmp_path: Path) -> None:
    source = STAND_IN.format(text=str(FILES / "libreoffice.pdf"))
    found = result(scan, program(tmp_path, source))
    assert isinstance(found, Incoming), found
    assert found.extraction.headline == "Weir of Overmill opens to boats"
    assert found.extraction.of("headline")[0].locator.place == "page 1"
    (note,) = (each for each in found.capture.stated if each.rule == "pdf.recognised")
    assert note.value.startswith("ocrmypdf 99")


@pytest.mark.django_db(transaction=True)
def test_a_scan_that_comes_again_changes_nothing(scan: Path, tmp_path: Path) -> None:
    used = program(tmp_path, STAND_IN.format(text=str(FILES / "libreoffice.pdf")))
    calls = tmp_path / "calls"
    with (tmp_path / "program.py").open("a") as file:
        file.write(f"open({str(calls)!r}, 'a').write('x')\n")
    with override_settings(OCR_COMMAND=used.command):
        assert "created 1" in command("ingest", str(scan)).err
        assert "unchanged 1" in command("ingest", str(scan)).err
        copy = scan.with_name("copy.pdf")
        copy.write_bytes(scan.read_bytes())
        assert "duplicate 1" in command("ingest", str(copy)).err
    assert calls.read_text() == "x", "its text is recognised once"
    article = Article.objects.get()
    assert article.headline == "Weir of Overmill opens to boats"
    assert extract_again(article) == []  # from the bytes that are stored


def test_a_pdf_with_text_is_left_alone(tmp_path: Path) -> None:
    found = result(FILES / "libreoffice.pdf", program(tmp_path, FAILING))
    assert isinstance(found, Incoming), found
    assert not any(each.rule == "pdf.recognised" for each in found.capture.stated)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (FAILING, "could not recognise it: Tesseract is not installed (exit status 3)."),
        ("", "could not recognise it: it wrote no PDF."),
    ],
)
def test_a_failure_of_the_program_is_said(
    scan: Path, tmp_path: Path, source: str, words: str
) -> None:
    found = result(scan, program(tmp_path, source))
    assert isinstance(found, Failure)
    assert words in found.reason


def test_a_program_that_is_not_installed_is_named(scan: Path) -> None:
    found = result(scan, Recogniser.of(["no-such-program"], 60))
    assert isinstance(found, Failure)
    assert "no-such-program (OCR_COMMAND) cannot be run: No such file" in found.reason


def is_running(pid: int) -> bool:
    """False also for a program that has ended, but whose new parent has not noticed yet."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_a_slow_program_is_ended_with_what_it_started(scan: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    source = SLOW.format(path=str(tmp_path / "pid"))
    found = result(scan, program(tmp_path, source, seconds=3))
    assert isinstance(found, Failure)
    assert "given up after 3 seconds (OCR_SECONDS)" in found.reason
    assert time.monotonic() - began < 30
    inner = int((tmp_path / "pid").read_text())
    while is_running(inner):  # the system may take a moment to end it
        assert time.monotonic() - began < 60
        time.sleep(0.1)
