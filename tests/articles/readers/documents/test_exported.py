"""Exports of databases as documents become the same articles as from the text."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import find

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


@pytest.mark.parametrize("layout", ["nexisuni", "factiva", "lexisnexis", "proquest"])
def test_a_word_document(tmp_path: Path, layout: str) -> None:
    expected = facts(EXAMPLES / f"{layout}.txt")
    assert len(expected) > 1
    lines = (EXAMPLES / f"{layout}.txt").read_text("utf-8-sig").split("\n")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line.strip("\f"))
    document.save(str(tmp_path / "a.docx"))
    assert facts(tmp_path / "a.docx") == expected


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("factiva-export.pdf", "factiva"),
        ("factiva-export.rtf", "factiva"),
        ("nexisuni-export.odt", "nexisuni"),
    ],
)
def test_documents_made_by_a_word_processor(name: str, layout: str) -> None:
    assert facts(FILES / name) == facts(EXAMPLES / f"{layout}.txt")
