"""The tags and filters of the templates."""

from __future__ import annotations

import pytest

from search.templatetags.archive import commands, counted, grouped, in_words, isolated, language


def test_commands_in_a_sentence_become_code_and_everything_is_escaped() -> None:
    assert commands("Run `reindex <all>` & wait.") == (
        "Run <code>reindex &lt;all&gt;</code> &amp; wait."
    )


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        pytest.param(0, "article", "0 articles", id="none"),
        pytest.param(1, "article", "1 article", id="one"),
        pytest.param(5, "article", "5 articles", id="several"),
        pytest.param(12345, "article", "12,345 articles", id="thousands"),
        pytest.param(1, "match,matches", "1 match", id="one of an irregular noun"),
        pytest.param(2, "match,matches", "2 matches", id="several of an irregular noun"),
    ],
)
def test_a_count_agrees_with_its_noun(number: int, noun: str, expected: str) -> None:
    assert counted(number, noun) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("both “oil” & “<gas>”", "both “oil” & “<gas>”"),
        ("both “نفط” and “غاز” & “<gas>”.",
         "both “<bdi>نفط</bdi>” and “<bdi>غاز</bdi>” &amp; “<bdi>&lt;gas&gt;</bdi>”."),
        ("נפט <b>", "נפט &lt;b&gt;"),
    ],
    ids=["left to right alone", "Arabic quotations", "Hebrew outside of quotations"],
)  # fmt: skip
def test_the_direction_of_a_quotation_stays_inside(sentence: str, expected: str) -> None:
    assert isolated(sentence) == expected


def test_a_number_has_thousands_separators() -> None:
    assert grouped(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("2020-03-04", "4 March 2020", id="day"),
        pytest.param("2020-03", "March 2020", id="month"),
        pytest.param("2020", "2020", id="year"),
        pytest.param("2020-03-04T09:25:00.123456+00:00", "4 March 2020", id="moment"),
        pytest.param("last spring", "last spring", id="no date"),
        pytest.param("2020-02-31", "2020-02-31", id="no day of the calendar"),
    ],
)
def test_a_date_in_words(date: str, expected: str) -> None:
    assert in_words(date) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "English"), ("ar", "Arabic"), ("tlh", "tlh"), ("zh-hans", "Simplified Chinese")],
)
def test_the_name_of_a_language(code: str, expected: str) -> None:
    assert language(code) == expected
