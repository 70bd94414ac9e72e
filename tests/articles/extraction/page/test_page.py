from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.kinds import Kind, kind_of
from articles.extraction.page.page import Page


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_from_one_whatever_ends_them(newline: str) -> None:
    page = Page.of(newline.join(["one", "", "three\u2028still three"]))
    assert [(line.number, line.clean) for line in page.lines] == [
        (1, "one"),
        (2, ""),
        (3, "three still three"),
    ]


def test_cleaning_keeps_curly_quotes_and_drops_what_prints_nothing() -> None:
    (line,) = Page.of("\ufeff “Rus\u00adsia’s”\u00a0 lake\u200b ").lines
    assert line.clean == "“Russia’s” lake"


@pytest.mark.parametrize("word", ["می\u200cرود", "क्\u200dष", "👩\u200d🚒"])
def test_cleaning_keeps_the_joiners_of_letters_that_need_them(word: str) -> None:
    (line,) = Page.of(f"\u200c{word} a\u200cb c\u200dd").lines
    assert line.clean == f"{word} ab cd"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("All news", Kind.FURNITURE),
        ("clear", Kind.FURNITURE),
        ("Tags:", Kind.FURNITURE),
        ("Remind me later.", Kind.FURNITURE),
        ("Creating new perspectives since 2009", Kind.FURNITURE),
        ("Sign up for our free weekly newsletter", Kind.FURNITURE),
        ("Subscribers agree to the Privacy Policy", Kind.FURNITURE),
        ("12 comments", Kind.FURNITURE),
        ("READ: Bridge closed to lorries", Kind.LINK),
        ("See also: The other bridge", Kind.LINK),
        ("https://example.org/story", Kind.LINK),
        ("Dear readers,", Kind.APPEAL),
        ("Please support us: every contribution counts, and your help is needed.", Kind.APPEAL),
        ("4 March 2020, 10:15 GMT", Kind.DATE),
        ("By Ann Lee and Bo Ek", Kind.BYLINE),
        ("The bridge in winter. Photograph: Ann Lee/Getty Images", Kind.CAPTION),
        ("The bridge in winter [Ann Lee/Anadolu Agency]", Kind.CAPTION),
        ("The bridge in winter. Ann Lee / dpa / TASS", Kind.CAPTION),
        ("Old bridge closed to lorries", Kind.HEADING),
        ("Is the old bridge safe?", Kind.HEADING),
        ("The old bridge was closed to lorries on Monday.", Kind.PARAGRAPH),
        ("“It is closed,” he said.", Kind.PARAGRAPH),
        ("The old bridge was closed, he said. (Reuters)", Kind.PARAGRAPH),
        ("The minister read: nothing in it was new to the people who had come.", Kind.PARAGRAPH),
        ("Pictured left, the bridge that was closed to lorries on Monday.", Kind.CAPTION),
        ("Above: The bridge in the winter of the great flood.", Kind.CAPTION),
        ("Above all, the bridge was closed to lorries on Monday.", Kind.PARAGRAPH),
        ("Council Wants To Close The Old Bridge To ...", Kind.HEADING),
        ("“We waited, and waited ...”", Kind.PARAGRAPH),
        ("These cookies store what the visitor has chosen.", Kind.FURNITURE),
        ("The writer McDonald Reed bought an iPhone and a map on Monday.", Kind.PARAGRAPH),
        ("Newsletter writers met in Oslo on Monday and talked for hours.", Kind.PARAGRAPH),
    ],
)
def test_a_block_s_kind_is_told_by_form_and_wording(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_hard_wrapped_lines_become_paragraphs() -> None:
    text = (
        "The river stood at eleven centimetres on the old gauge by\n"
        "the mill yesterday, the lowest reading since the town had\n"
        "begun to keep its records.\n"
        "\n"
        "Barges have been unloaded above the weir for a week and\n"
        "their freight was sent on by rail.\n"
    )
    found = extract(Page.of(text))
    assert len(found.body) == 2
    assert found.body[0].endswith("the town had begun to keep its records.")
    assert [finding.locator.lines for finding in found.of("body")] == [(1, 2, 3, 5, 6)]


def test_an_appeal_in_the_middle_is_left_out_and_the_story_goes_on() -> None:
    first = "The old bridge was closed to lorries this week, the district office said on Monday."
    last = "Engineers had found cracks in two of its piers, according to a report that was printed."
    appeal = "Dear readers,\n\nPlease donate, your support helps us.\n\nContinue"
    assert extract(Page.of(f"{first}\n\n{appeal}\n\n{last}")).body == (first, last)


def test_lists_of_other_stories_are_no_part_of_the_body() -> None:
    first = (
        "The old bridge was closed to lorries this week, the district office said on Monday, and "
        "it may stay closed until the spring, when the water is low enough to look at its piers."
    )
    last = (
        "Lorries now go by the ford, which adds nine kilometres to the way from the quarry, and "
        "the drivers have asked the district to pay them for the hours that they lose by it."
    )
    links = "Related stories\nThe other bridge\nA third bridge is planned"
    assert extract(Page.of(f"{first}\n\n{links}\n\n{last}")).body == (first, last)
