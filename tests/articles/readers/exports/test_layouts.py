"""Each layout splits its invented example, and tells the facts of each document apart."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from articles.extraction.findings import Finding
from articles.readers import Text
from articles.readers.exports import LAYOUTS, Broken, ExportedDocument, layout_of, split
from tests.articles.readers.exports.expectations import EXPECTED, Expected

EXAMPLES = Path(__file__).parent / "examples"

#: A document without a number, in the layout of Nexis Uni.
SUMMARY = """Harbour news summary
Harbour Wire
March 3, 2019

Copyright 2019 Harbour Wire

Length: 30 words
Body

These are the main stories of the day from the harbours of the eastern coast.

{}

Load-Date: March 4, 2019

End of Document
"""


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def documents(text: str) -> list[ExportedDocument]:
    found = list(split(text))
    assert not any(isinstance(each, Broken) for each in found), found
    return [each for each in found if isinstance(each, ExportedDocument)]


def facts(document: ExportedDocument) -> dict[str, Finding]:
    data = document.text.encode()
    return {
        each.field: each
        for each in document.layout.stated(data, Text(document.text, "utf-8"))
        if each.field != "other"
    }


def told(document: ExportedDocument) -> Expected:
    found = {field: each.value for field, each in facts(document).items()}
    return Expected(
        found.get("headline", ""),
        found.get("outlet", ""),
        str(found.get("published", "")),
        found.get("byline", ()),
        "",
        len(found.get("body", ())),
    )


def test_every_layout_has_an_example() -> None:
    assert {name.partition("-")[0] for name in EXPECTED} == {layout.name for layout in LAYOUTS}
    assert {path.stem for path in EXAMPLES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_recognised_by_its_marks(name: str) -> None:
    layout = layout_of(example(name))
    assert layout is not None
    assert layout.name == name.partition("-")[0]


@pytest.mark.parametrize("name", EXPECTED)
def test_facts_are_told_apart(name: str) -> None:
    found = documents(example(name))
    assert [told(each) for each in found] == [each._replace(begins="") for each in EXPECTED[name]]
    for each, expected in zip(found, EXPECTED[name], strict=True):
        if expected.paragraphs:
            assert facts(each)["body"].value[0].startswith(expected.begins)


@pytest.mark.parametrize("name", EXPECTED)
def test_evidence_points_at_the_lines_that_state_a_fact(name: str) -> None:
    for document in documents(example(name)):
        lines = document.text.split("\n")
        for field in ("headline", "outlet"):
            finding = facts(document).get(field)
            if finding is not None and document.layout.name != "wire":
                shown = " ".join(" ".join(lines[n - 1].split()) for n in finding.locator.lines)
                last_word = str(finding.value).split()[-1]
                assert last_word in shown, (field, finding, shown)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff".encode().decode() + text,
        lambda text: text.replace("\n\n\n", "\n\f\n\n"),
    ],
    ids=["CRLF", "byte order mark", "form feeds"],
)
def test_other_line_ends_change_nothing(name: str, change: object) -> None:
    assert callable(change)
    plain = documents(example(name))
    changed = documents(change(example(name)).removeprefix("\ufeff"))
    assert [(each.id, told(each)) for each in changed] == [(each.id, told(each)) for each in plain]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_ids_do_not_depend_on_the_rest_of_the_export(name: str) -> None:
    text = example(name)
    again = documents(text)
    assert len({each.id for each in again}) == len(again)
    assert all(each.id and "\n" not in each.id for each in again)


def test_menus_may_be_in_chinese() -> None:
    text = example("factiva")
    for english, chinese in (
        (" words\n", " 字\n"), ("3 March 2019", "2019 年 3 月 3 日 17:04"), ("Document ", "文件 "),
    ):  # fmt: skip
        assert english in text
        text = text.replace(english, chinese)
    assert [told(each) for each in documents(text)][:2] == [
        each._replace(begins="") for each in EXPECTED["factiva"]
    ][:2]


def test_two_texts_with_one_headline_and_beginning_are_two_articles() -> None:
    """Agencies send several on one day; what is twice the same stays one article."""
    ends = ("It rained on Sunday.", "It snowed on Monday.", "It rained on Sunday.")
    export = "\n\n".join(SUMMARY.format(end) for end in ends)
    ids = [each.id for each in documents(export)]
    assert len(ids) == 3
    assert len(set(ids)) == 2


@pytest.mark.parametrize("name", EXPECTED)
def test_any_part_of_an_export_can_be_read(name: str) -> None:
    """Whatever a text is cut to, or however its lines are mixed, nothing fails."""
    text = example(name)
    chance = random.Random(7)
    layout = next(each for each in LAYOUTS if each.name == name.partition("-")[0])
    for _ in range(20):
        start, stop = sorted(chance.sample(range(len(text)), 2))
        lines = text[start:stop].split("\n")
        for part in (text[start:stop], "\n".join(chance.sample(lines, len(lines)))):
            for each in split(part, layout):
                if isinstance(each, ExportedDocument):
                    facts(each)


@pytest.mark.parametrize(
    "text",
    [
        "The clerk wrote\n\nEnd of Document\n\nbelow it, and left.\n\nNobody asked why.",
        "1 of 12 DOCUMENTS\n\nwas missing, the archivist said. It was found again on Sunday.",
        "Document 1 of 3\n\nis lost.\n\nProQuest, a company, was asked about it.",
        "By Ann Lee\n\nA report of AFP-Services came at 10 GMT.\n\nIt said little.",
    ],
)
def test_an_article_that_quotes_a_mark_is_no_export(text: str) -> None:
    assert layout_of(text) is None


#: Layouts whose documents end with a mark or with fields, and so tell when one is cut off.
ENDED = (
    "nexisuni",
    "factiva",
    "factiva-codes",
    "factiva-contents",
    "proquest",
    "proquest-fr",
    "gale",
    "gale-byline",
    "newsbank",
    "newsbank-read",
    "europresse",
    "europresse-en",
    "gopress",
    "wiso",
    "wiso-below",
)


@pytest.mark.parametrize("name", ENDED)
def test_a_file_that_ends_inside_a_document_names_it(name: str) -> None:
    text = example(name)
    *whole, last = documents(text)
    begins = text.index(EXPECTED[name][-1].begins)
    cut = list(split(text[: begins + 12]))
    assert [each.id for each in cut if isinstance(each, ExportedDocument)] == [
        each.id for each in whole
    ]
    (broken,) = (each for each in cut if isinstance(each, Broken))
    assert broken.number == last.number
    assert "Export the file again" in broken.reason
