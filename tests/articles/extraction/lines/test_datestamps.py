from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.lines.datestamps import (
    is_folio,
    is_paper_and_date,
    read_mention,
    read_stamp,
)


@pytest.mark.parametrize(
    ("line", "label", "names"),
    [
        ("Posted: Monday, 4 March 2020 10:30", "published", ()),
        ("Posted on March 4, 2020", "published", ()),
        ("First published on Wed 4 Mar 2020 06.00 GMT", "published", ()),
        ("Published: 12:01, 4 Mar 2020", "published", ()),
        ("Published Wed, Mar 4 20209:30 AM EST", "published", ()),
        ("PUBLISHED: 12:01 GMT, 4 March 2020 | UPDATED: 14:20 GMT, 5 March 2020", "published", ()),
        ("Updated 3:10 PM, March 5, 2020Published 11:45 AM, March 4, 2020", "published", ()),
        ("Last modified on Wed 4 Mar 2020 15.20 GMT", "updated", ()),
        ("Modified date: March 4, 2020", "updated", ()),
        ("Updated 0339 GMT (1139 HKT) March 4, 2020", "updated", ()),
        ("12:01, 4 MAR 2020UPDATED14:20, 5 MAR 2020", "", ()),
        ("March 4, 2020, 10:30 AM UTC / Updated March 5, 2020, 11:30 AM UTC", "", ()),
        ("Mar 4, 2020 / 10:30 AM EST", "", ()),
        ("4 March 2020 | Reuters", "", ()),
        ("By Ann Lee, 4 March 2020", "", ("Ann Lee",)),
        ("March4, 2020 10:30 am", "", ()),
        ("ByAnn Lee Mar 4, 2020", "", ("Ann Lee",)),
        ("By Ann Lee on Mar 4, 2020 10:00am", "", ("Ann Lee",)),
        ("March 4th, 2020 | By: Ann Lee", "", ("Ann Lee",)),
        ("Ann Lee, Health Editor - 4 March 2020 10:30", "", ("Ann Lee",)),
        ("04.03.2020, 10:30 Uhr", "", ()),
        ("Veröffentlicht am 4. März 2020 um 10:30 Uhr", "published", ()),
        ("Gepubliceerd op 4 maart 2020 om 10:30", "published", ()),
        ("Zveřejněno 4. března 2020 v 10:30", "published", ()),
        ("Опубликовано 4 марта 2020 в 10:30", "published", ()),
        ("Publicado em 4 de março de 2020 às 10h30", "published", ()),
        ("Publié le 4 mars 2020 à 10:30", "published", ()),
        ("Опубликовано 4 марта 2020", "published", ()),
        ("3/13/20 5:19pm", "", ()),
        ("03.13.2020 07:00 AM", "", ()),
        ("2020-03-04T09:15:44Z", "", ()),
        ("2020-03-04T23:30:00-05:00", "", ()),
        ("2020-03-04 20:52:15", "", ()),
        ("2020.03.04 20:00", "", ()),
        ("2020年3月4日", "", ()),
        ("04.03.2020, kl. 13.05", "", ()),
        ("06:10, 4 MAR 2020", "", ()),
        ("By Ann LeeMar. 4, 2020 11:00 pm EST", "", ("Ann Lee",)),
    ],
)
def test_a_date_line_says_what_it_is(line: str, label: str, names: tuple[str, ...]) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.label, stamp.names, stamp.alone) == (label, names, True)
    assert str(stamp.date) in ("2020-03-04", "2020-03-13")


@pytest.mark.parametrize(
    "line",
    [
        "Ferries November 20, 2019 13:42",
        "November 20, 2019 by HCB",
        "By Ann Lee | The Harbour Courier | November 20, 2019",
        "OSLO • November 20, 2019 • Ann Lee",
        "Ann Lee @annlee Published 10:30 a.m. ET Nov. 20, 2019 | Updated 11:00 a.m. ET Nov. 21, 2019",
        "The Harbour Courier, Wednesday 20 November 2019, page 4",
        "Havneposten, 20/11 2019",
        "Published November 20, 2019Last updated May 9, 2023This article is more than 3 years old.",
        "Ann Lee Senior Reporter 20 November 2019, 6:00 am",
        "By the desk of the Sunday pages and two guests | Nov 20, 2019",
    ],
)
def test_a_line_may_say_more_than_its_date(line: str) -> None:
    stamp = read_mention(line)
    assert stamp is not None
    assert (str(stamp.date), stamp.alone) == ("2019-11-20", False)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was opened by the mayor on 4 March 2020 and closed again within a week",
        "He resigned on 4 March 2020.",
        "Bridge closed since 4 March 2020",
        "Deadline: 4 March 2020",
        "Copyright © 4 March 2020",
        "— Ann Lee (@annlee) March 4, 2020",
        "“We will be back” March 4, 2020",
        "Volume 3, 2020",
        "Season opens 4 March 2020.",
        "March 2020 ferries",
    ],
)
def test_dates_of_other_things_are_no_mention(line: str) -> None:
    assert read_stamp(line) is None
    assert read_mention(line) is None


@pytest.mark.parametrize(
    ("line", "is_such"),
    [
        ("Harbour Post, 4 March 2020", True),
        ("The Isle of Kell Post, Wednesday, March 4, 2020, p. A4", True),
        ("Le Phare du Port, mercredi 4 mars 2020", True),
        ("Havneposten | 4/3 2020", True),
        ("Ferries sail again, 4 March 2020", False),
        ("Morning briefing: 4 March 2020", False),
        ("Wreck of 4 March 2020", False),
        ("Harbour Post, March 2020", False),
        ("Harbour Post", False),
    ],
)
def test_the_name_of_a_paper_with_its_date_is_known(line: str, is_such: bool) -> None:
    assert is_paper_and_date(line) is is_such


def test_numbers_of_open_order_have_two_readings() -> None:
    stamp = read_stamp("Date created : 04/03/2020 - 10:30")
    assert stamp is not None
    assert [str(date) for date in stamp.readings] == ["2020-03-04", "2020-04-03"]


@given(st.text(max_size=300))
def test_reading_never_fails(text: str) -> None:
    for read in (read_stamp, read_mention):
        stamp = read(text)
        assert stamp is None or stamp.readings


@pytest.mark.parametrize(
    ("line", "is_head"),
    [
        ("THE WENDLE OBSERVER, MONDAY, MAY 4, 1987", True),
        ("THE WENDLE OBSERVER, MONDAY, MAY 4, 1927.", True),
        ("MONDAY, MAY 4, 1987", False),
        ("The Wendle Observer, Monday, May 4, 1987", False),
        ("MILL FIRE KILLS TWO", False),
    ],
)
def test_the_head_of_a_printed_page_is_known(line: str, is_head: bool) -> None:
    assert is_folio(line) is is_head
