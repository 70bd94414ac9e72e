"""Fields that databases of articles print around a text."""

from __future__ import annotations

import pytest

from articles.extraction.lines.databases import publication_in, without_field_name
from articles.extraction.page.kinds import FURNITURE, kind_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Publication title: Fenland Herald; Marshby", "Fenland Herald"),
        (
            "Publication info: Fenland Herald ; Marshby [Marshby]. 14 May 2018: B.2.",
            "Fenland Herald",
        ),
        ("PUBLICATION TITLE : The Courier", "The Courier"),
        ("Publication title:", ""),
        ("Publication date: May 14, 2018", ""),
        ("The publication title: a misnomer", ""),
    ],
)
def test_a_field_states_the_newspaper(line: str, name: str) -> None:
    assert publication_in(line) == name


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Full text: Bees slept.", "Bees slept."),
        ("Full text:", "Full text:"),
        ("Text messages: they came at night.", "Text messages: they came at night."),
    ],
)
def test_the_name_of_the_field_with_the_text_is_no_part_of_it(line: str, text: str) -> None:
    assert without_field_name(line) == text


@pytest.mark.parametrize(
    "line", ["LOAD-DATE: March 5, 2019", "Source type: Newspapers", "SECTION: NEWS; Pg. 4"]
)
def test_other_fields_are_furniture(line: str) -> None:
    assert kind_of(line) is FURNITURE
