from __future__ import annotations

import datetime as dt

import pytest

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Published
from articles.extraction.page.page import Page

STORY = (
    "The old bridge over the river was closed to lorries this week, the district office said.\n"
    "\n"
    "Engineers had found cracks in two of its piers, according to a report the council published.\n"
)
HEADLINE = "Old bridge closed to lorries after cracks are found\n"


def published(text: str, captured: tuple[int, int, int] | None = None) -> Published:
    at = dt.datetime(*captured, tzinfo=dt.UTC) if captured else None
    found: Published = extract(Page.of(text), Context(at)).published
    return found


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


def test_published_wins_over_updated_in_another_line() -> None:
    text = f"{HEADLINE}\nUpdated 26 Feb 2020\nPublished 24 Feb 2020\n\n{STORY}"
    assert str(published(text).date) == "2020-02-24"


def test_a_date_line_after_the_capture_is_not_believed() -> None:
    text = f"{HEADLINE}\n24 February 2020\n\n{STORY}"
    suspect = published(text, (2020, 2, 20))
    assert suspect.date is None
    assert "later than the capture" in suspect.why
    assert published(text, (2020, 2, 24)).date is not None


def test_a_dateline_with_its_year_states_the_date() -> None:
    found = published("OSLO, 24 February 2020 (AFP) - " + STORY)
    assert (str(found.date), found.basis) == ("2020-02-24", "stated")


def wire(dateline: str, lead: str, more: str) -> str:
    return f"{dateline} {lead}\n\n{more}\n\n{STORY}"


@pytest.mark.parametrize(
    ("dateline", "lead", "more", "captured", "date"),
    [
        pytest.param(
            "OSLO, March 4. /TASS/.",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up since the beginning of 2020 for repairs to its hull.",
            None,
            "2020-03-04",
            id="the latest year in the text",
        ),
        pytest.param(
            "OSLO, March 4 (Reuters) -",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up since August 2019 for repairs to its hull and engine.",
            None,
            "2020-03-04",
            id="the year after the latest in the text",
        ),
        pytest.param(
            "OSLO, March 4 (Reuters) -",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up since August 2019, and will be sold in 2026.",
            (2026, 6, 1),
            "2020-03-04",
            id="an announced year does not count",
        ),
        pytest.param(
            "OSLO, Feb 29 (AP) —",
            "The ferry ran again, its owner said on Saturday.",
            "It had been laid up since August 2019 for repairs to its hull and engine.",
            None,
            "2020-02-29",
            id="a leap day",
        ),
    ],
)
def test_a_year_is_inferred_from_weekday_and_years(
    dateline: str, lead: str, more: str, captured: tuple[int, int, int] | None, date: str
) -> None:
    found = published(wire(dateline, lead, more), captured)
    assert (str(found.date), found.basis) == (date, "inferred")
    assert "owner" not in found.why
    assert "said on" in found.why


@pytest.mark.parametrize(
    ("dateline", "lead", "more", "captured", "candidates"),
    [
        pytest.param(
            "OSLO, March 4. /TASS/.",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up for repairs to its hull and engine all through winter.",
            (2021, 1, 1),
            ["2009-03-04", "2015-03-04", "2020-03-04"],
            id="no year named",
        ),
        pytest.param(
            "OSLO, March 4. /TASS/.",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up since 2012 for repairs to its hull and engine.",
            (2021, 1, 1),
            ["2015-03-04", "2020-03-04"],
            id="the latest year is too long ago",
        ),
        pytest.param(
            "OSLO, March 4. /TASS/.",
            "The ferry will run again, and its owner will speak on Wednesday.",
            "It had been laid up since 2019 for repairs to its hull and engine.",
            (2021, 1, 1),
            ["2019-03-04", "2020-03-04"],
            id="only an announced weekday",
        ),
        pytest.param(
            "OSLO, March 4. /TASS/.",
            "The ferry ran again, its owner said on Wednesday.",
            "It had been laid up since the beginning of 2020 for repairs to its hull.",
            (2020, 3, 1),
            [],
            id="the fitting day is after the capture",
        ),
        pytest.param(
            "OSLO, Feb 29 (AP) —",
            "The ferry ran again, its owner said on Tuesday.",
            "It had been laid up since 2017 for repairs to its hull and engine.",
            (2025, 1, 1),
            [],
            id="a leap day that fits no year",
        ),
    ],
)
def test_what_cannot_be_decided_stays_unknown_with_candidates(
    dateline: str,
    lead: str,
    more: str,
    captured: tuple[int, int, int],
    candidates: list[str],
) -> None:
    found = published(wire(dateline, lead, more), captured)
    assert (found.date, found.basis) == (None, "unknown")
    fitting = [str(date) for date in found.candidates]
    assert [date for date in fitting if date >= "2009"] == candidates
    assert found.why.startswith("The dateline says")


def test_an_unknown_date_says_what_was_seen_instead() -> None:
    why = published(
        HEADLINE + "\nThe mayor said on Tuesday that it was built in 1931.\n" + STORY
    ).why
    assert "a weekday (Tuesday)" in why
    assert "1931" in why


@pytest.mark.parametrize(
    ("line", "more", "date", "reason"),
    [
        ("Wed 04/03/2020", "", "2020-03-04", "Wednesday"),
        ("03/04/2020 10:30 AM EST", "", "2020-03-04", "EST"),
        ("04/03/2020", "Related\n28/02/2020", "2020-03-04", "28/02/2020"),
        ("03/04/2020", "Related\n02/28/2020", "2020-03-04", "02/28/2020"),
        ("03/04/2020", "The storm came on 4 March 2020, early.", "2020-03-04", "4 March 2020"),
        ("03/04/2020", "The mayor said on Wednesday it would last.", "2020-03-04", "Wednesday"),
        (
            "03/04/2020",
            "The color of the center was gray, a visitor said.",
            "2020-03-04",
            "American",
        ),
        ("03/04/2020", "Related\n28.02.2020 08:00", "2020-04-03", "28.02.2020"),
        ("03/04/2020", "Related\nMore from the harbour, 10:30 a.m. EST", "2020-03-04", "EST"),
        ("04/03/2020", "Related\nMore from the harbour, 10:30 BST", "2020-03-04", "BST"),
    ],
    ids=[
        "weekday",
        "zone",
        "day first",
        "month first",
        "same day",
        "lead",
        "spelling",
        "full stops",
        "American zone",
        "another zone",
    ],
)
def test_the_page_decides_the_order_of_numbers(
    line: str, more: str, date: str, reason: str
) -> None:
    story = f"{more}\n\n{STORY}" if more and not more.startswith("Related") else f"{STORY}\n{more}"
    found = published(f"{HEADLINE}\n{line}\n\n{story}")
    assert (str(found.date), found.basis) == (date, "stated")
    assert reason in found.why


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


def test_the_language_of_the_story_decides_the_order_of_numbers() -> None:
    story = (
        "Die Brücke über den Fluss bleibt nach Angaben der Verwaltung bis zum Herbst gesperrt.\n\n"
        "Fachleute hatten Risse in zwei Pfeilern gefunden, wie aus einem Bericht hervorgeht, den "
        "der Rat am Abend vorgelegt hat. Lastwagen müssen einen langen Umweg fahren.\n\n"
    )
    found = published(f"Alte Brücke bleibt gesperrt\n\n04/03/2020\n\n{story}")
    assert str(found.date) == "2020-03-04"
    assert "the language of the story (de)" in found.why


def test_an_order_that_nothing_decides_leaves_both_days() -> None:
    found = published(f"{HEADLINE}\n04/05/2020\n\n{STORY}")
    assert [str(date) for date in found.candidates] == ["2020-04-05", "2020-05-04"]
    assert "4 May 2020 or 5 April 2020" in found.why


@pytest.mark.parametrize("line", ["04.05.2020 10:30", "10:30 04/13/2020", "2020-04-05T10:30:00Z"])
def test_a_stamp_without_a_headline_dates_the_page(line: str) -> None:
    assert published(f"{line}\n\n{STORY}").basis == "stated"


def test_the_capture_decides_an_order_too() -> None:
    found = published(f"{HEADLINE}\n04/05/2020\n\n{STORY}", (2020, 4, 20))
    assert (str(found.date), found.basis) == ("2020-04-05", "stated")


def test_a_day_told_from_the_visit_needs_the_time_of_the_capture() -> None:
    text = f"{HEADLINE}\n3 days ago\n\n{STORY}"
    assert published(text).date is None
    found = published(text, (2020, 3, 4))
    assert (str(found.date), found.basis) == ("2020-03-01", "inferred")
    assert "3 days ago" in found.why and "4 March 2020" in found.why


def test_without_the_time_of_the_capture_it_is_a_question_for_a_person() -> None:
    text = f"{HEADLINE}\n3 days ago\n\n{STORY}"
    seen = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)
    found: Published = extract(Page.of(text), Context(seen_at=seen)).published
    assert (found.date, found.basis) == (None, "unknown")
    assert [str(each) for each in found.candidates] == ["2026-03-04"]
    assert "nothing says when the page was captured" in found.why
    assert published(text).candidates == ()


def test_a_page_that_says_when_it_was_printed_dates_what_counts_from_there() -> None:
    text = f"Printed on 7 March 2020\n\n{HEADLINE}\n3 days ago\n\n{STORY}"
    seen = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)
    found: Published = extract(Page.of(text), Context(seen_at=seen)).published
    assert (str(found.date), found.basis) == ("2020-03-04", "inferred")
    assert "“3 days ago”" in found.why and "line 1, “Printed on 7 March 2020”" in found.why


@pytest.mark.parametrize(
    ("seen", "date"),
    [((2020, 2, 20), "None"), ((2020, 2, 24), "2020-02-24"), ((1980, 1, 1), "2020-02-24")],
)
def test_the_time_of_a_file_is_an_upper_bound(seen: tuple[int, int, int], date: str) -> None:
    context = Context(seen_at=dt.datetime(*seen, tzinfo=dt.UTC))
    text = f"{HEADLINE}\n24 February 2020\n\n{STORY}"
    assert str(extract(Page.of(text), context).published.date) == date


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
