"""Which lines of a page are taken for its byline."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

PROSE = "Ann Lee, who had run the port for years, said in a statement that its head was away."
STORY = "The old bridge over the river was closed to lorries this week, the district office said.\n"


@pytest.mark.parametrize(
    ("lines", "names", "rule"),
    [
        (["By Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.by-line"),
        (["by", "Ann Lee"], ("Ann Lee",), "byline.by-line"),
        (["4 March 2020 | Ann Lee"], ("Ann Lee",), "byline.beside-the-date"),
        (["Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
        (["Ann Lee", "Bo Ek", "4 March 2020"], ("Ann Lee", "Bo Ek"), "byline.name-alone"),
        (
            ["Authors", "Ann Lee", "Professor of Roads", "Bo Ek", "Lecturer", "4 March 2020"],
            ("Ann Lee", "Bo Ek"),
            "byline.by-line",
        ),
        (["Ann Lee", "Share", "Tweet", "Email", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
    ],
)
def test_bylines_are_found_where_they_stand(
    lines: list[str], names: tuple[str, ...], rule: str
) -> None:
    text = "\n".join(["Old bridge closed to lorries after cracks", *lines, "", STORY, STORY])
    found = extract(Page.of(text))
    assert found.byline == names
    assert [finding.rule for finding in found.of("byline")] == [rule]
    assert found.headline == "Old bridge closed to lorries after cracks"


def test_what_an_author_box_repeats_signs() -> None:
    head = "Old bridge closed to lorries after cracks\nNewsmill\n4 March 2020\n"
    text = f"{head}\n{STORY * 3}\nShare\nNewsmill\nView all posts"
    assert extract(Page.of(text)).byline == ("Newsmill",)


def test_a_sentence_that_begins_with_a_name_is_no_byline() -> None:
    found = extract(Page.of(f"Bridge closes\n{STORY}{PROSE}\n{STORY}"))
    assert found.byline == ()
