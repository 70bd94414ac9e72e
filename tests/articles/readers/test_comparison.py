"""The comparison key: what makes two copies of a text the same story."""

from __future__ import annotations

import unicodedata

import pytest

from articles.extraction.findings import Finding, Locator
from articles.readers.comparison import comparison_key, folded

TEXT = """The café closes — for a week

By Ida Brandt

“We didn’t ask,” said Ms Renn. It opens at 9–10 … perhaps.
"""


def stated(field: str, value: str) -> tuple[Finding]:
    return (Finding(field, value, Locator((), "json-ld"), "html.json-ld"),)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(TEXT.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + TEXT, id="byte order mark"),
        pytest.param("\n\n " + TEXT, id="leading blanks"),
        pytest.param(TEXT.replace("\n", " \t\n"), id="trailing blanks"),
        pytest.param(TEXT.replace("\n\n", "\n\n\n\n"), id="more blank lines"),
        pytest.param(TEXT.replace("\n\n", "\n"), id="no blank lines"),
        pytest.param(TEXT.replace(" for ", "\nfor "), id="wrapped"),
        pytest.param(TEXT.replace(" for ", "  for "), id="two blanks"),
        pytest.param(TEXT.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(TEXT.replace(" ", "\u200b "), id="zero-width spaces"),
        pytest.param(TEXT.replace("closes", "clo\u00adses"), id="soft hyphen"),
        pytest.param(unicodedata.normalize("NFD", TEXT), id="NFD"),
        pytest.param(TEXT.replace("opens", "open\u017f"), id="compatibility form"),
        pytest.param(TEXT.replace("“", '"').replace("”", '"'), id="straight double quotes"),
        pytest.param(TEXT.replace("“", "„").replace("”", "“"), id="German quotes"),
        pytest.param(TEXT.replace("“", "``").replace("”", "''"), id="typewriter quotes"),
        pytest.param(TEXT.replace("’", "'"), id="apostrophe"),
        pytest.param(TEXT.replace(" — ", "--").replace("–", "-"), id="hyphens for dashes"),
        pytest.param(TEXT.replace(" — ", "—"), id="no blanks around dashes"),
        pytest.param(TEXT.replace(" …", " ..."), id="three dots"),
    ],
)
def test_another_way_of_copying_a_text_does_not_change_its_key(copy: str) -> None:
    assert comparison_key(copy) == comparison_key(TEXT)


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("café", "cafe"),
        TEXT.replace("9–10", "9, 10"),
        TEXT.replace("9–10", "910"),
        TEXT.replace("perhaps.", "perhaps!"),
        TEXT.replace("By Ida", "by Ida"),
        TEXT.replace("didn’t", "did not"),
        TEXT + "It did.",
    ],
)
def test_other_words_or_signs_change_the_key(other: str) -> None:
    assert comparison_key(other) != comparison_key(TEXT)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("outlet", "Harbour Gazette", "Moor Courier"),
        ("published", "2019-03-03", "2019-03-04"),
        ("url", "https://gazette.example/ferry", "https://courier.example/ferry"),
        ("url", "https://gazette.example/a?id=1", "https://gazette.example/a?id=2"),
    ],
)
def test_another_stated_outlet_date_or_address_changes_the_key(
    field: str, one: str, other: str
) -> None:
    keys = {comparison_key(TEXT, stated(field, value)) for value in (one, other)}
    assert len(keys | {comparison_key(TEXT)}) == 3


@pytest.mark.parametrize(
    "address",
    [
        "http://gazette.example/ferry",
        "https://www.gazette.example/ferry/",
        "https://gazette.example/ferry?utm_source=mail&fbclid=x#comments",
        "https://Gazette.example/ferry",
    ],
)
def test_the_same_address_may_be_written_in_several_ways(address: str) -> None:
    first = comparison_key(TEXT, stated("url", "https://gazette.example/ferry"))
    assert comparison_key(TEXT, stated("url", address)) == first


@pytest.mark.parametrize(
    "address", ["https://[gazette/ferry", "//", "ferry", "https://x.example/?a=%ff&a"]
)
def test_a_malformed_address_is_compared_as_it_stands(address: str) -> None:
    assert comparison_key(TEXT, stated("url", address)) != comparison_key(TEXT)


def test_a_stated_headline_is_no_other_story() -> None:
    assert comparison_key(TEXT, stated("headline", "Closed")) == comparison_key(TEXT)


def test_folding_twice_changes_nothing() -> None:
    assert folded(folded(TEXT)) == folded(TEXT)
    assert folded("") == ""
