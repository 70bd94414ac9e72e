"""Where a quick test spares lines an expression, it never hides what the expression matches."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.lines import bylines, datedlines, datelines, dates, names, outletmentions
from tests.samples import sampled

FRAGMENTS = [
    "By",
    "by",
    "BY",
    "Von",
    "Par",
    "Ann",
    "Lee",
    "ANN",
    "LEE",
    "McVay",
    "Reporting",
    "Story",
    "Words",
    "text",
    "Photos",
    "and",
    "Posted",
    "Updated",
    "PUBLISHED",
    "Contributor",
    "The",
    "Canal",
    "Post",
    "canalpost.com",
    "ann@canal.org",
    "for",
    "or",
    "Source",
    "SOURCE",
    "Jr",
    "III",
    "March",
    "MARCH",
    "mars",
    "Mar",
    "4",
    "12",
    "31st",
    "2020",
    "1999",
    "20",
    "'20",
    "10:30",
    "4/3/2020",
    "2020-03-04",
    "Reuters",
    "(Reuters)",
    "/TASS/",
    "OSLO",
    "AP",
    ":",
    ",",
    ".",
    "-",
    "--",
    "–",
    "—",
    "|",
    "/",
    "@",
    "(",
    ")",
    "“",
    "”",
]
LINES = st.lists(
    st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", " ", " ", "  "])), max_size=8
).map(lambda parts: "".join(part + blank for part, blank in parts))


def _is_dated(text: str) -> bool:
    return any(dates.readings_in(text, short_years=True))


@pytest.mark.parametrize(
    ("matches", "is_possible"),
    sampled(
        [
            (bylines._OPENING.match, bylines._may_open),
            (bylines._INSIDE.match, lambda text: bylines._BY_CAPITAL.search(text, 1)),
            (lambda text: any(form.match(text) for form in datelines._FORMS), datelines._may_open),
            (_is_dated, datedlines._MAYBE_DATE.search),
            (dates._DATE.search, dates._SOME_YEAR.search),
            (dates._SHORT.search, dates._TWO_NUMBERS.search),
            (datedlines._GLUED.search, datedlines._MAYBE_GLUED.search),
            (names._GLUE.search, names._GLUE_MARK.search),
            (names._TWICE.search, names._may_be_twice),
            (outletmentions._SPLIT.search, outletmentions._may_split),
            (outletmentions._ADDRESS.search, outletmentions._DOT.search),
            (outletmentions._SOURCE.match, lambda text: text.startswith(outletmentions._SOURCES)),
        ],
        every=3,
    ),
)
@settings(max_examples=150, deadline=None)
@given(text=LINES)
def test_a_line_that_matches_is_not_passed_over(
    matches: Callable[[str], re.Match[str] | bool | None],
    is_possible: Callable[[str], re.Match[str] | bool | None],
    text: str,
) -> None:
    if matches(text):
        assert is_possible(text)
