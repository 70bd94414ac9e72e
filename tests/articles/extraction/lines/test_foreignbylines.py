"""The phrases of bylines in other languages, proved by their examples."""

from __future__ import annotations

import tomllib

import pytest

from articles.extraction.lines.bylines import byline_in
from articles.extraction.lines.foreignbylines import foreign_name, name_inside
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


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("सुनीता वर्मा", ("सुनीता वर्मा",)),
        ("রহিমা খাতুন", ("রহিমা খাতুন",)),
        ("سلمى الحداد", ("سلمى الحداد",)),
        ("佐藤美咲", ("佐藤美咲",)),
        ("陈思远、李娜", ("陈思远", "李娜")),
        ("김하나", ("김하나",)),
        ("নিজস্ব প্রতিবেদক", ()),
        ("تعليق على الصورة", ()),
        ("社会", ()),
        ("Ann Lee", ()),
    ],
)
def test_a_line_of_names_alone_in_a_script_without_capitals(
    line: str, names: tuple[str, ...]
) -> None:
    assert foreign_name(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [("来源：江湾晚报 记者 李文静", ("李文静",)), ("记者在现场看到", ()), ("By Ann Lee", ())],
)
def test_a_name_after_a_label_at_the_end_of_a_line(line: str, names: tuple[str, ...]) -> None:
    assert name_inside(line) == names
