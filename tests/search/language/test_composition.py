"""The form that writes a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.composition import FIELDS, composed
from search.language.description import describe
from search.language.parsing import parse
from search.text.languages import Languages

ENGLISH = Languages.of({"en": 1})


def understood(search: str) -> str:
    return describe(parse(search, ENGLISH).clause)


@pytest.mark.parametrize(
    ("fields", "search"),
    [
        ({"all": "idlib talks"}, "idlib talks"),
        ({"any": "idlib aleppo"}, "(idlib OR aleppo)"),
        ({"any": "idlib"}, "idlib"),
        ({"phrase": "spring shield"}, '"spring shield"'),
        ({"phrase": '"spring shield"'}, '"spring shield"'),
        ({"near": "ceasefire idlib", "within": "8"}, '"ceasefire idlib"~8'),
        ({"near": "ceasefire idlib"}, '"ceasefire idlib"~10'),
        ({"near": "ceasefire idlib", "within": "many"}, '"ceasefire idlib"~10'),
        ({"near": "ceasefire idlib", "within": "9999"}, '"ceasefire idlib"~50'),
        ({"none": "turkey “oil price”"}, '-turkey -"oil price"'),
        (
            {"all": "talks", "any": "idlib “north aleppo”", "phrase": "safe zone", "none": "oil"},
            'talks (idlib OR "north aleppo") "safe zone" -oil',
        ),
        ({"all": "trial OR error", "none": "-oil NOT"}, "trial or error -oil -not"),
        ({"all": "(idlib", "any": "a) b"}, "idlib (a OR b)"),
        ({}, ""),
        ({"all": '“ ” " -', "within": "5"}, ""),
    ],
)
def test_the_fields_become_a_search(fields: dict[str, str], search: str) -> None:
    assert composed(fields) == search


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"all": "talks", "any": "idlib aleppo"}, "both “talks” and (either “idlib” or “aleppo”)"),
        ({"all": "talks", "none": "oil"}, "“talks”, without “oil”"),
        ({"phrase": "spring shield", "none": "oil"}, "the phrase “spring shield”, without “oil”"),
        (
            {"near": "ceasefire idlib", "within": "8"},
            "“ceasefire idlib” with at most 8 other words between them",
        ),
    ],
)
def test_the_search_means_what_the_fields_say(fields: dict[str, str], words: str) -> None:
    assert words in understood(composed(fields))


def test_the_signs_of_a_long_search_are_signs_too() -> None:
    """A long text is somebody’s writing, in which signs are no commands: this one is composed."""
    many = " ".join(f"harbour{number}" for number in range(20))
    described = understood(composed({"all": many, "none": "oil", "any": "ferry boat"}))
    assert "without “oil”" in described
    assert "either “ferry” or “boat”" in described


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60)))
def test_any_fields_become_a_search_that_is_understood(fields: dict[str, str]) -> None:
    assert understood(composed(fields))
