"""Citations for programs, also of articles with hostile text."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.partialdate import PartialDate
from articles.spreadsheets import one_line
from search.exports.citations.citation import Citation, citation_of
from search.exports.citations.people import Person
from search.exports.citations.reference_formats import bibtex, csl, csl_json, ris, wikipedia

URL = "https://a.example/articles/1ad7/"
FULL = Citation(
    key="1ad7",
    title="Talks go on",
    url=URL,
    accessed=dt.date(2026, 11, 2),
    authors=(Person("Lee", "Ann"), Person("Beethoven", "Ludwig", "van")),
    agency="AP",
    outlet="The Post",
    date=PartialDate(2020, 3, 4),
    language="en",
)
BARE = Citation(key="1ad7", title="Talks go on", url=URL, accessed=dt.date(2026, 11, 2))


def test_bibtex_of_a_full_citation() -> None:
    assert bibtex(FULL) == (
        "@article{article-1ad7,\n"
        "  author = {Lee, Ann and van Beethoven, Ludwig},\n"
        "  title = {{Talks go on}},\n"
        "  journal = {The Post},\n"
        "  entrysubtype = {newspaper},\n"
        "  year = {2020},\n"
        "  month = mar,\n"
        "  day = {4},\n"
        "  language = {en},\n"
        f"  url = {{{URL}}},\n"
        "  urldate = {2026-11-02},\n"
        "}\n"
    )


def test_ris_of_a_full_citation() -> None:
    assert ris(FULL) == (
        "TY  - NEWS\r\nID  - 1ad7\r\nAU  - Lee, Ann\r\nAU  - van Beethoven, Ludwig\r\n"
        "TI  - Talks go on\r\nT2  - The Post\r\nPY  - 2020\r\nDA  - 2020/03/04\r\nLA  - en\r\n"
        f"UR  - {URL}\r\nY2  - 2026/11/02\r\nER  - \r\n"
    )


def test_csl_of_a_full_citation() -> None:
    assert json.loads(csl_json(FULL)) == [
        {
            "id": "1ad7",
            "type": "article-newspaper",
            "title": "Talks go on",
            "author": [
                {"family": "Lee", "given": "Ann"},
                {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            ],
            "container-title": "The Post",
            "issued": {"date-parts": [[2020, 3, 4]]},
            "accessed": {"date-parts": [[2026, 11, 2]]},
            "URL": URL,
            "language": "en",
        }
    ]


def test_wikipedia_of_a_full_citation() -> None:
    assert wikipedia(FULL) == (
        "{{cite news |last1=Lee |first1=Ann |last2=van Beethoven |first2=Ludwig "
        "|date=4 March 2020 |title=Talks go on |work=The Post |agency=AP |language=en "
        f"|url={URL} |access-date=2 November 2026}}}}"
    )


def test_unknown_values_are_left_out() -> None:
    assert "author" not in bibtex(BARE)
    assert "year" not in bibtex(BARE)
    assert "note = {n.d.}" in bibtex(BARE)
    assert "T2  -" not in ris(BARE)
    assert "DA  -" not in ris(BARE)
    assert "N1  - n.d." in ris(BARE)
    assert not csl(BARE).keys() & {"author", "container-title", "issued", "language", "note"}
    assert "|date=n.d. |title=" in wikipedia(BARE)
    assert "|work" not in wikipedia(BARE)


@pytest.mark.parametrize(
    ("date", "in_bibtex", "in_ris", "in_csl", "in_wikipedia"),
    [
        (
            PartialDate(2020, 3),
            "month = mar,\n  language",
            "DA  - 2020/03/\r",
            [2020, 3],
            "March 2020",
        ),
        (PartialDate(2020), "year = {2020},\n  language", "DA  - 2020//\r", [2020], "2020"),
    ],
    ids=["month", "year"],
)
def test_a_date_has_the_precision_that_is_known(
    date: PartialDate, in_bibtex: str, in_ris: str, in_csl: list[int], in_wikipedia: str
) -> None:
    cited = replace(FULL, date=date)
    assert in_bibtex in bibtex(cited)
    assert in_ris in ris(cited)
    assert csl(cited)["issued"] == {"date-parts": [in_csl]}
    assert f"|date={in_wikipedia} " in wikipedia(cited)


def test_an_inferred_date_says_so_in_every_record() -> None:
    cited = replace(FULL, inferred=True)
    remark = "Date inferred: [4 March 2020]"
    assert f"note = {{{remark}}}" in bibtex(cited)
    assert f"N1  - {remark}" in ris(cited)
    assert csl(cited)["note"] == remark
    assert "|date=4 March 2020<!-- date inferred --> |" in wikipedia(cited)


def test_an_agency_stands_in_for_authors_but_not_for_the_outlet_itself() -> None:
    wire = replace(FULL, authors=())
    assert "author = {{AP}}" in bibtex(wire)
    assert "AU  - AP" in ris(wire)
    assert csl(wire)["author"] == [{"literal": "AP"}]
    own = replace(wire, agency="the post")
    assert "author" not in bibtex(own)
    assert "agency" not in wikipedia(own)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("50% of $1 & #2_a", r"50\% of \$1 \& \#2\_a"),
        ("a {b} c}", r"a \textbraceleft{}b\textbraceright{} c\textbraceright{}"),
        (
            r"\input{/etc/passwd}",
            r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}",
        ),
        ("~home^2", r"\textasciitilde{}home\textasciicircum{}2"),
        ('“Quoted” "twice", İzzeddin', '“Quoted” "twice", İzzeddin'),
    ],
)
def test_bibtex_commands_in_a_title_are_escaped(title: str, written: str) -> None:
    assert f"title = {{{{{written}}}}},\n" in bibtex(replace(FULL, title=title))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Person("Staff"), "{Staff}"),
        (Person("Fire and Rescue", "Ann"), "{Ann Fire and Rescue}"),
        (Person("King", "Martin", suffix="Jr."), "King, Jr., Martin"),
        (Person("A, B and C"), "{A, B and C}"),
    ],
)
def test_bibtex_does_not_split_names_wrongly(name: Person, written: str) -> None:
    assert f"author = {{{written}}},\n" in bibtex(replace(FULL, authors=(name,)))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("a | b", "a &#124; b"),
        ("a }} b {{c}}", "a &#125;&#125; b &#123;&#123;c&#125;&#125;"),
        ("[[Link]] [x]", "&#91;&#91;Link&#93;&#93; &#91;x&#93;"),
        ("<ref>x</ref> &amp;", "&#60;ref&#62;x&#60;/ref&#62; &amp;amp;"),
        (
            "~~~~ ''it'' __TOC__",
            "&#126;&#126;&#126;&#126; &#39;&#39;it&#39;&#39; &#95;&#95;TOC&#95;&#95;",
        ),
    ],
)
def test_wiki_markup_in_a_title_is_escaped(title: str, written: str) -> None:
    assert f"|title={written} |work=" in wikipedia(replace(FULL, title=title))


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_breaks_out_of_its_record(title: str, name: str) -> None:
    hostile = replace(
        BARE, title=one_line(title), outlet=one_line(name), authors=(Person.of(one_line(name)),)
    )
    record = bibtex(hostile)
    depth = 0
    for char in record:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0
    assert all(
        re.fullmatch(r"  [a-z]+ = .*,|@article\{.*,|\}|", line) for line in record.split("\n")
    )
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(hostile).splitlines())
    assert json.loads(csl_json(hostile))[0]["id"] == "1ad7"
    assert wikipedia(hostile).count("{{") == wikipedia(hostile).count("}}") == 1


@pytest.mark.parametrize("text", ["a\r\nER  - \nb", "a\u2028ER  - \x85b", "a\x00\x0bER  -  b\x1b"])
def test_a_text_is_made_one_line(text: str) -> None:
    assert one_line(text) == "a ER - b"


ORIGINAL = "https://post.example/talks?a=1&b=50%25"
ARCHIVED = replace(
    FULL,
    original=ORIGINAL,
    abstract="What was said, and why.",
    archive="Harbour Library",
    archived=dt.date(2021, 5, 6),
)


def test_the_original_address_is_cited_and_the_archives_beside_it() -> None:
    record = bibtex(ARCHIVED)
    assert f"  url = {{{ORIGINAL}}},\n" in record
    assert f"  note = {{Archived at {URL}}},\n" in record
    assert (f"UR  - {ORIGINAL}\r\nL2  - {URL}\r\nDB  - Harbour Library\r\nAV  - {URL}\r\n") in ris(
        ARCHIVED
    )
    item = csl(ARCHIVED)
    assert (item["URL"], item["archive"], item["archive_location"]) == (
        ORIGINAL,
        "Harbour Library",
        URL,
    )
    escaped = ORIGINAL.replace("&", "&amp;")
    assert f"|url={escaped} |access-date=2 November 2026" in wikipedia(ARCHIVED)
    assert wikipedia(ARCHIVED).endswith(f"|archive-url={URL} |archive-date=6 May 2021}}}}")


def test_a_note_has_the_remark_on_the_date_first() -> None:
    undated = replace(ARCHIVED, date=None)
    assert f"note = {{n.d. Archived at {URL}}}" in bibtex(undated)
    inferred = replace(ARCHIVED, inferred=True)
    assert f"note = {{Date inferred: [4 March 2020]. Archived at {URL}}}" in bibtex(inferred)


def test_the_standfirst_is_the_abstract() -> None:
    assert "  abstract = {What was said, and why.},\n" in bibtex(ARCHIVED)
    assert "AB  - What was said, and why.\r\n" in ris(ARCHIVED)
    assert csl(ARCHIVED)["abstract"] == "What was said, and why."


@pytest.mark.parametrize(
    ("stored", "cited"),
    [
        ("https://post.example/a b", "https://post.example/a%20b"),
        ("https://post.example/{x}|y", "https://post.example/%7Bx%7D%7Cy"),
        ("https://post.example/é", "https://post.example/%C3%A9"),
        ("https://post.example/100%25", "https://post.example/100%25"),
        ("javascript:alert(1)", ""),
        ("post.example/a", ""),
        ("", ""),
    ],
)
def test_an_original_address_is_a_web_address_without_signs(stored: str, cited: str) -> None:
    article = Article(public_id="1ad7", headline="Talks", url=stored)
    assert citation_of(article, URL, dt.date(2026, 11, 2)).original == cited
