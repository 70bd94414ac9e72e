"""The year of a dateline without one."""

from __future__ import annotations

import pytest

from tests.articles.extraction.fields.published.pages import STORY, published


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
