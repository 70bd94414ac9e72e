"""Dates of handling: of loading, printing, downloading and archiving."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.lines.datestamps import read_mention, read_stamp
from articles.extraction.lines.handling import copied_on
from articles.extraction.page.page import Page

STORY = """
The ringers of Saint Orrin rang the largest bell on Sunday for the first time since it cracked, and
half of the valley came up the hill to hear it.

A founder from the coast had welded the crack in a shed beside the church, where the bell had stood
on two beams for most of the winter.

“It is half a tone lower than it was,” said the captain of the tower. “Nobody minds.”
"""
HANDLED = (
    "LOAD-DATE: March 12, 2019",
    "CORRECTION-DATE: March 12, 2019",
    "Access date: 12 March 2019",
    "Date accessed: 2019-03-12",
    "Date of access: 12 March 2019",
    "Event date: March 12, 2019",
    "Print date: March 12, 2019",
    "Printed on Tuesday, March 12, 2019 at 10:30 AM",
    "Download date: 2019-03-12",
    "Downloaded on Mar 12, 2019",
    "Export Date: 12/31/2019",
    "Entry Date: 20 March 2019",
    "Scan date: 12 March 2019",
    "Scanned 12 March 2019",
    "Captured 12 March 2019",
    "Retrieval date: March 12, 2019",
    "Retrieved on March 12, 2019",
    "Expiration date: March 12, 2019",
    "Expires: March 12, 2019",
    "This page was archived 12 Mar 2019",
    "Archived from the original on 12 March 2019",
    "Archived page from 12 March 2019",
    "Snapshot taken 12 March 2019",
    "Abgerufen am 12. März 2019",
    "Imprimé le 12 mars 2019",
)


@pytest.mark.parametrize("line", HANDLED)
def test_a_date_of_handling_is_no_date_line(line: str) -> None:
    assert read_stamp(line) is None
    assert read_mention(line) is None


@pytest.mark.parametrize("line", HANDLED)
@pytest.mark.parametrize("place", ["above", "below"])
def test_the_date_of_publication_counts_beside_it(line: str, place: str) -> None:
    above, below = (f"{line}\n\n", "") if place == "above" else ("", f"\n{line}\n")
    text = f"{above}Cracked bell rings again\n\nBy Lorna Petrie\nMarch 3, 2019\n{STORY}{below}"
    assert str(extract(Page.of(text)).published.date) == "2019-03-03"


@pytest.mark.parametrize("line", HANDLED)
def test_alone_it_dates_nothing(line: str) -> None:
    text = f"Cracked bell rings again\n{line}\n\nBy Lorna Petrie\n{STORY}"
    assert extract(Page.of(text)).published.date is None


@pytest.mark.parametrize(
    "line",
    [
        "March 3, 2019",
        "Print | March 3, 2019",
        "Save Share Print March 3, 2019",
        "Posted 3 March 2019",
    ],
)
def test_a_share_box_beside_a_date_does_not_handle_it(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert str(stamp.date) == "2019-03-03"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Downloaded on Aug 14, 2019", "2019-08-14"),
        ("Retrieved: 2019-08-14T10:30", "2019-08-14"),
        ("Print date: Wednesday, 14 August 2019", "2019-08-14"),
        ("This page was archived 14 Aug 2019", "2019-08-14"),
        ("Archived from the original on 14 August 2019", "2019-08-14"),
        ("https://web.archive.org/web/20190814103211/https://valley.example/bell", "2019-08-14"),
        ("https://web.archive.org/web/20191314103211/https://valley.example/bell", "None"),
        ("Abgerufen am 14. August 2019", "2019-08-14"),
        ("LOAD-DATE: March 12, 2019", "None"),
        ("Event date: March 12, 2019", "None"),
        ("The ship was captured 14 Aug 2019", "None"),
        ("Downloaded on 03/04/2019", "None"),
        ("14 August 2019", "None"),
    ],
)
def test_a_line_says_when_the_page_was_copied(line: str, day: str) -> None:
    assert str(copied_on(line)) == day


def test_the_date_that_a_browser_prints_above_a_page_is_no_date_of_it() -> None:
    header = "8/14/2019\tCracked bell rings again - The Valley Echo"
    footer = "https://valley.example/bell\t{}/2"
    lines = [header, "", "Cracked bell rings again", STORY, footer.format(1), header]
    found = extract(Page.of("\n".join([*lines, footer.format(2)])))
    assert found.published.date is None
    assert found.headline == "Cracked bell rings again"
