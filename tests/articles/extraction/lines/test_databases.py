"""Fields that databases of articles print around a text."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lines.handling import publication_in, without_field_name
from articles.extraction.page.kinds import FURNITURE, kind_of
from articles.extraction.page.page import Page

EXPORT = """____________________________________________________________

Document 3 of 7

Beekeepers ask for a quieter bypass

Author: Wilma Hartog

Publication info: Fenland Herald ; Marshby [Marshby]. 14 May 2018: B.2.

ProQuest document link

Full text: Beekeepers near the Marshby bypass asked the county on Monday to lower the limit for lorries, which they say shakes the hives at night.

Their association counted four hundred colonies within a mile of the road and lost a fifth of them last winter, more than in any year before.

The county said that it would measure the noise in June and that a decision could not be expected before the autumn.

Title: Beekeepers ask for a quieter bypass

Publication title: Fenland Herald; Marshby

First page: B.2

Publication year: 2018

Publication date: May 14, 2018

Source type: Newspapers

Language of publication: English

Last updated: 2018-09-30

Database: ProQuest Central

____________________________________________________________

Contact ProQuest
Copyright © 2018 ProQuest LLC. All rights reserved. - Terms and Conditions
"""


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


def test_the_fields_of_a_database_are_no_part_of_the_story() -> None:
    found = extract(Page.of(EXPORT))
    assert (found.outlet, found.byline) == ("Fenland Herald", ("Wilma Hartog",))
    assert found.headline == "Beekeepers ask for a quieter bypass"
    assert str(found.published.date) == "2018-05-14"
    assert [text.split()[0] for text in found.body] == ["Beekeepers", "Their", "The"]
