"""References: RIS, BibTeX and CSL-JSON, from other programs and from this archive."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest

from articles.partialdate import PartialDate
from articles.readers import Failure, Member, Opened, capture_of, members
from search.exports.citations import reference_formats
from search.exports.citations.citation import Citation
from search.exports.citations.people import Person

DAY = PartialDate(2019, 3, 3)
CITATIONS = [
    Citation(
        key="0a1b2c3d4e",
        title="Ferry & Co {sic} – 50% \\\\ “off”, #1 ~$5_",
        url="https://archive.example/articles/0a1b2c3d4e/",
        accessed=dt.date(2026, 1, 2),
        authors=tuple(map(Person.of, ["Ana Ruiz", "Ludwig van Beethoven", "Pat O'Neil Jr."])),
        outlet="The Harbour Post",
        date=DAY,
        language="en",
    ),
    Citation(
        key="1a1b2c3d4e",
        title="Müller and Łódź: 日本",
        url="https://archive.example/articles/1a1b2c3d4e/",
        accessed=dt.date(2026, 1, 2),
        authors=(Person.of("Ministry of Health and Social Care"),),
        date=PartialDate(2019, 3),
        inferred=True,
    ),
    Citation(
        key="2a1b2c3d4e",
        title="Undated",
        url="https://archive.example/articles/2a1b2c3d4e/",
        accessed=dt.date(2026, 1, 2),
        date=None,
    ),
]


def all_of(text: str, name: str) -> list[Any]:
    """The facts of each reference, by name, and the failures."""
    file = Opened(io.BytesIO(text.encode()), name, path=f"/in/{name}", filename=name)
    return [facts(each) if isinstance(each, Member) else each for each in members(file, 20_000)]


def facts(member: Member) -> dict[str, Any]:
    stated = capture_of(member).stated
    found = {each.field: each.value for each in stated if each.field != "other"}
    found["id"] = member.name.rpartition("#")[2]
    found["inferred"] = any(each.rule == "record.inferred-date" for each in stated)
    found["other"] = {each.locator.place: each.value for each in stated if each.field == "other"}
    return found


def expected(citation: Citation) -> dict[str, Any]:
    known = {
        "headline": citation.title,
        "url": citation.url,
        "byline": tuple(each.straight for each in citation.authors),
        "outlet": citation.outlet,
        "published": citation.date,
        "language": citation.language,
    }
    return {name: value for name, value in known.items() if value}


@pytest.mark.parametrize("name", ["a.ris", "a.bib", "a.json", "a.txt"])
@pytest.mark.parametrize("write", [reference_formats.ris, reference_formats.bibtex, "csl"])
def test_a_round_trip_of_an_export_loses_nothing(write: Any, name: str) -> None:
    if write == "csl":
        text = json.dumps([reference_formats.csl(each) for each in CITATIONS], ensure_ascii=False)
    else:
        text = "\r\n".join(map(write, CITATIONS)) + "% receipt: a (at) b\n"
    found = all_of(text, name)
    for citation, own in zip(CITATIONS, found, strict=True):
        assert {key: own.get(key) for key in expected(citation)} == expected(citation)
        assert own["inferred"] == citation.inferred
        assert own["id"].removeprefix("article-") == citation.key
        assert "2026-01-02" in str(own["other"])


RIS = """TY  - NEWS
T1  - Ferry sails
A1  - Ruiz, Ana
A1  - Lind, Bo
JF  - The Harbour Post
Y1  - 2020/03/04/
N2  - The ferry sailed again
      after weeks.
N1  - First note
N1  - Second note
SP  - A7
KW  - ferries
X9  - unknown
ER  -

TY  - NEWS
TI  - Cut off
"""


def test_abstracts_notes_and_unknown_tags_of_ris_are_kept() -> None:
    ferry, cut = all_of(RIS, "a.ris")
    assert ferry["headline"] == "Ferry sails"
    assert ferry["byline"] == ("Ana Ruiz", "Bo Lind")
    assert ferry["outlet"] == "The Harbour Post"
    assert str(ferry["published"]) == "2020-03-04"
    assert ferry["standfirst"] == "The ferry sailed again after weeks."
    assert ferry["other"]["key N1"] == '["First note", "Second note"]'
    assert ferry["other"]["key SP"] == "A7"
    assert "unknown" in str(ferry["other"])
    assert isinstance(cut, Failure)
    assert cut.reason == "Reference 2 has no end: the file was cut off. Export it again."


BIBTEX = r"""@string{post = "The Harbour Post"}
% a comment
@article{one,
  title = "F{\"a}hre {Anna} sails",
  author = {Ruiz, Ana and {Associated Press} and Bo Lind},
  journal = post, year = 2020, month = mar, day = {4},
  abstract = {After weeks.}, note = {First note}, keywords = {ferries}, url = {http://x.example/a_b%20c}
}
@article{cut, title = {No end
@misc{two, title = {Bridge}, date = {2020-03}}
"""


def test_abstracts_notes_and_abbreviations_of_bibtex_are_kept() -> None:
    one, cut, two = all_of(BIBTEX, "a.bib")
    assert one["headline"] == "Fähre Anna sails"
    assert one["byline"] == ("Ana Ruiz", "Associated Press", "Bo Lind")
    assert one["outlet"] == "The Harbour Post"
    assert str(one["published"]) == "2020-03-04"
    assert one["standfirst"] == "After weeks."
    assert one["url"] == "http://x.example/a_b%20c"
    assert one["other"]["key note"] == "First note"
    assert isinstance(cut, Failure)
    assert "Entry 2, line 9, is not complete" in cut.reason
    assert (two["headline"], str(two["published"])) == ("Bridge", "2020-03")
