"""Two texts side by side: which paragraphs match, and which of their words differ."""

from __future__ import annotations

import random

import pytest

from articles.copies.comparison import MOST, Piece, Row, compared, counts

FERRY = "The ferry was late on Monday because its captain had lost a key."
STORM = "A storm had kept all other boats in the harbour since Saturday night."
BRIDGE = "The bridge across the river is to be opened again by the end of May."


def written(rows: list[Row]) -> list[tuple[str, str]]:
    """Each row as two texts, with their own words in brackets."""
    return [(bracketed(row.first), bracketed(row.second)) for row in rows]


def bracketed(pieces: tuple[Piece, ...]) -> str:
    return " ".join(f"[{each.text}]" if each.is_own else each.text for each in pieces)


@pytest.mark.parametrize(
    ("first", "second", "rows", "kinds"),
    [
        ([FERRY, STORM], [FERRY, STORM], [(FERRY, FERRY), (STORM, STORM)], "same same"),
        ([FERRY], [FERRY, STORM], [(FERRY, FERRY), ("", f"[{STORM}]")], "same added"),
        (
            [FERRY, STORM, BRIDGE],
            [FERRY, BRIDGE],
            [(FERRY, FERRY), (f"[{STORM}]", ""), (BRIDGE, BRIDGE)],
            "same dropped same",
        ),
        ([FERRY], [STORM], [("", f"[{STORM}]"), (f"[{FERRY}]", "")], "added dropped"),
        (
            [FERRY],
            [FERRY.replace("Monday", "Tuesday evening")],
            [
                (
                    "The ferry was late on [Monday] because its captain had lost a key.",
                    "The ferry was late on [Tuesday evening] because its captain had lost a key.",
                )
            ],
            "changed",
        ),
        ([FERRY, FERRY], [FERRY], [(FERRY, FERRY), (f"[{FERRY}]", "")], "same dropped"),
        ([], [FERRY], [("", f"[{FERRY}]")], "added"),
        ([], [], [], ""),
    ],
)
def test_paragraphs_match_and_their_own_words_are_told(
    first: list[str], second: list[str], rows: list[tuple[str, str]], kinds: str
) -> None:
    found = compared(first, second)
    assert written(found) == rows
    assert " ".join(row.kind for row in found) == kinds
    assert counts(found).total() == len(rows)


def test_a_paragraph_that_stands_elsewhere_is_moved() -> None:
    found = compared([FERRY, STORM, BRIDGE], [BRIDGE, FERRY, STORM])
    assert [(row.kind, row.is_moved) for row in found] == [
        ("same", False),
        ("same", True),
        ("same", True),
    ]


@pytest.mark.parametrize("size", [MOST, 2 * MOST])
def test_long_texts_of_two_words_are_compared_up_to_a_limit(size: int) -> None:
    texts = [" ".join(random.Random(n).choices(["ferry", "ship"], k=300)) for n in range(size)]
    other = [f"{each} again" for each in texts[::-1]]
    assert len(compared(texts, other)) >= MOST
