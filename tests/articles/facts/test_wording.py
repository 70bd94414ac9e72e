"""Facts in words: how a change is shown to people."""

from __future__ import annotations

from typing import Any

import pytest

from articles.facts.changes import FactChange
from articles.facts.wording import compared


@pytest.mark.parametrize(
    ("fact", "old", "new", "expected"),
    [
        ("headline", "Old", "New", ("“Old”", "“New”")),
        ("headline", "", "New", ("empty", "“New”")),
        ("body", "", "New", ("empty", "“New”")),
        (
            "body",
            "A.\n\nB.\n\nC.",
            "A.\n\nC.",
            ("… “B.” …", "the same text without these paragraphs"),
        ),
        ("body", "A.\n\nB.", "B.\n\nA.", ("“A.\n\nB.”", "“B.\n\nA.”")),
        ("body", "A.\n\nB.", "A.\n\nD.", ("… “B.” …", "… “D.” …")),
        (
            "body",
            "\n\n".join("ABCDEFG"),
            "G",
            (
                "… “A” … “B” … “C” … “D” … “E” … and 1 more …",
                "the same text without these paragraphs",
            ),
        ),
    ],
)
def test_only_the_differences_of_two_texts_are_shown(
    fact: str, old: Any, new: Any, expected: tuple[str, str]
) -> None:
    assert compared(FactChange(fact, old, new)) == expected
