"""Which of the dates on a page is that of the story."""

from __future__ import annotations

import pytest

from tests.articles.extraction.fields.published.pages import HEADLINE, STORY, published


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("24 February 2020", "2020-02-24"),
        ("Monday, 24 February 2020", "2020-02-24"),
        ("February 24, 2020 at 9:25 am", "2020-02-24"),
        ("Published: 24 Feb 2020, 10:00 GMT", "2020-02-24"),
        ("Published 24 Feb 2020 | Updated 26 Feb 2020", "2020-02-24"),
        ("Updated 26 Feb 2020 | Published 24 Feb 2020", "2020-02-24"),
        ("Last updated 26 Feb 2020", "2020-02-26"),
        ("24 February 2020 | Ann Lee | 5 min read", "2020-02-24"),
        ("Politics | 24 February 2020", "2020-02-24"),
        ("February 2020", "2020-02"),
    ],
)
def test_a_date_line_under_the_headline_is_the_date(line: str, date: str) -> None:
    found = published(f"{HEADLINE}\n{line}\n\n{STORY}")
    assert (str(found.date), found.basis) == (date, "stated")
    assert line[:40] in found.why


@pytest.mark.parametrize(
    "line",
    [
        "The bridge on 24 February 2020 [Ann Lee/Anadolu Agency]",
        "© 2020 The Harbour Courier",
        "The bridge was built on 3 May 1931 and has been repaired twice, the office said.",
        "04/05/2020",
        "5 days ago",
    ],
)
def test_dates_of_other_things_are_not_the_date(line: str) -> None:
    found = published(f"{HEADLINE}\n{line}\n\n{STORY}")
    assert (found.date, found.basis) == (None, "unknown")


@pytest.mark.parametrize(
    "line",
    [
        "by The Harbour CourierMarch 4, 202000382",
        "Politics4 March 2020",
        "Sport2020-03-04 10:30",
        "2020-03-04Politics",
        "Ann LeeFeatured Columnist IVMarch 4, 2020Comments",
        "Ann Lee March 4, 2020 Comment Now!",
        "By Ann “Skipper” Lee March 4, 2020 6:02 pm",
        "Posted by annlee on Wednesday March 4, 2020 @08:00PM from the harbour dept.",
        "The Harbour Courier (Eastport) · 4 Mar 2020, Wed · Page 4",
    ],
)
def test_a_date_run_together_with_other_words_is_read(line: str) -> None:
    found = published(f"{HEADLINE}\n{line}\n\n{STORY}")
    assert (str(found.date), found.basis) == ("2020-03-04", "stated")


def test_a_gallery_may_stand_between_the_date_and_the_story() -> None:
    caption = "Lorries wait at the old bridge, which has been closed, on Sunday, March 1, 2020.\n"
    box = f"{caption * 2}Photo: Ann Lee, IP\nPicture 1 of 8\nHide\n{caption}{HEADLINE}1 / 8\n"
    found = published(f"{HEADLINE}\nMarch 4, 2020 4:50 am\n{box}Back to Gallery\n\n{STORY}")
    assert str(found.date) == "2020-03-04"


def test_a_page_of_pictures_is_dated_under_its_headline() -> None:
    pictures = "\n".join(f"{at}/4\nA kestrel on its box. Photo: Ann Lee" for at in range(1, 5))
    assert (
        str(published(f"In pictures: kestrels\n\n4 March 2020\n\n{pictures}").date) == "2020-03-04"
    )


def test_the_only_date_of_a_page_may_stand_below_its_story() -> None:
    below = "More stories\nA ferry is late\nA cat is found\nClick here to comment\n"
    found = published(f"{HEADLINE}\n{STORY}\n{below}Mar 4, 2020 11:11am PDT\nShare This")
    assert str(found.date) == "2020-03-04"


def test_a_catalogue_states_the_date_far_below() -> None:
    lines = "\n".join(f"Key {at}: value" for at in range(9))
    record = f"{lines}\nPublication date: March 4, 2020\nLast updated: 2020-06-01\n"
    assert str(published(f"{HEADLINE}\n{STORY}\n{record}").date) == "2020-03-04"


@pytest.mark.parametrize("line", ["04.05.2020 10:30", "10:30 04/13/2020", "2020-04-05T10:30:00Z"])
def test_a_stamp_without_a_headline_dates_the_page(line: str) -> None:
    assert published(f"{line}\n\n{STORY}").basis == "stated"


@pytest.mark.parametrize(
    "lines",
    [
        ["04", "Mar", "2020"],
        ["Mar", "04", "2020"],
        ["4 March", "2020"],
        ["Published", "4 March 2020"],
    ],
    ids=["day first", "month first", "two lines", "label above"],
)
def test_a_date_may_stand_on_several_lines(lines: list[str]) -> None:
    assert str(published("\n".join([HEADLINE, *lines, "", STORY])).date) == "2020-03-04"


@pytest.mark.parametrize(
    "text",
    [
        f"Friday, 6 March 2020\nHome\nNews\n\n{HEADLINE}4 March 2020\n\n{STORY}",
        f"{HEADLINE}4 March 2020\n\n{STORY}\nPim says:\n5 March 2020 at 10:30\nGood.\nReply\n",
        f"{HEADLINE}Updated 9 March 2020\n\n{STORY}\nPublished: 4 March 2020\n",
        f"{HEADLINE}By Ann Lee\n4 March 2020\n\n{STORY}\nRelated\nOld bridge\n1 May 2019\n",
        f"{HEADLINE}By Ann Lee\n\n{STORY}\nPublished: 4 March 2020\n",
    ],
    ids=["masthead", "comment", "published below", "related", "only below"],
)
def test_the_date_at_the_story_wins_over_others(text: str) -> None:
    assert str(published(text).date) == "2020-03-04"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}\n{STORY}\nComments\nPim says:\n5 March 2020 at 10:30\nGood.\nReply\n",
        f"{HEADLINE}\n{STORY}\n© 4 March 2020 The Paper\n",
    ],
    ids=["comment", "copyright"],
)
def test_where_only_other_things_are_dated_there_is_no_date(text: str) -> None:
    assert published(text).date is None
