"""The phrases of bylines in other languages, proved by their examples."""

from __future__ import annotations

import tomllib

import pytest

from articles.extraction.lines.bylines import byline_in
from articles.extraction.words.vocabulary import DATA

LANGUAGES = tomllib.loads((DATA / "foreignbylines.toml").read_text(encoding="utf-8"))["language"]
EXAMPLES = [(each["code"], line, names) for each in LANGUAGES for line, *names in each["examples"]]


@pytest.mark.parametrize(("code", "line", "names"), EXAMPLES)
def test_a_byline_of_another_language_is_read(code: str, line: str, names: list[str]) -> None:
    assert byline_in(line) == tuple(names)


def test_every_language_has_an_example() -> None:
    assert {code for code, _, _ in EXAMPLES} == {each["code"] for each in LANGUAGES}


@pytest.mark.parametrize(
    "line",
    [
        "Por la tarde llegaron los barcos",
        "Di chi è la colpa?",
        "Автор знаменитого романа умер в Москве.",
        "记者昨天从市政府获悉，大桥将于明年开工建设。",
        "Development of the harbour",
        "Parliament votes",
        "Oleh karena itu harga naik",
    ],
)
def test_a_sentence_with_such_a_word_is_no_byline(line: str) -> None:
    assert byline_in(line) == ()
