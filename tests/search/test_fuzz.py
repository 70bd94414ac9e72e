"""The time to read an address and what is typed grows no faster than its length."""

from __future__ import annotations

import time
from contextlib import suppress
from urllib.parse import quote

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from search.addresses.reading import read
from search.language.parsing import parse
from tests.samples import sampled
from tests.search.hostile import HOSTILE, LANGUAGE

#: Four times the length may take so many times as long. With quadratic time it would be sixteen.
MOST_TIMES = 9
NOISE = 0.1  # seconds

PIECES = (
    "q=a",
    "&",
    "=",
    "%",
    "%00",
    "%ff",
    "+",
    "outlet=tass",
    "date=2020",
    "date=",
    "from=1",
    ";",
)


def seconds(text: str, of: str) -> float:
    began = time.process_time()
    if of == "typed":
        parse(text)
    else:
        with suppress(TooManyFieldsSent):  # the answer is 400
            assert read(QueryDict(text)).url.startswith("/?")
    return time.process_time() - began


def assert_linear(unit: str, of: str, times: int) -> None:
    for _ in range(3):  # what is not linear is too slow each time
        one = min(seconds(unit * times, of) for _ in range(2))
        four = min(seconds(unit * times * 4, of) for _ in range(2))
        if four <= MOST_TIMES * one + NOISE:
            return
    pytest.fail(f"{unit!r}: {one:.3f} s, {four:.3f} s for four times")


@pytest.mark.parametrize(
    "unit", sampled(sorted({text[:8] for text in HOSTILE}), every=5), ids=ascii
)
def test_a_hostile_search_takes_linear_time(unit: str) -> None:
    assert_linear(unit, "typed", 4_000)
    assert_linear(f"{quote(unit.encode('utf-8', 'replace'))}&q=", "address", 240)


@pytest.mark.slow
@settings(max_examples=300)
@given(LANGUAGE.filter(bool))
def test_any_search_takes_linear_time(unit: str) -> None:
    assert_linear(unit, "typed", max(1, 20_000 // len(unit)))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_any_address_takes_linear_time(unit: str) -> None:
    assert_linear(unit, "address", 400)
